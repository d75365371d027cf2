package incharge.grouping.event;

import java.util.UUID;

/** What happens to a tag. */
public sealed interface TagEvent extends GroupingsEvent {

    UUID tagId();

    /** A tag with all its fields as they are after the event. */
    sealed interface TagDefined extends TagEvent {

        String name();

        String description();
    }

    record TagCreated(UUID tagId, String name, String description) implements TagDefined {}

    /** {@code previousName} is null if the name stays. */
    record TagChanged(UUID tagId, String name, String description, String previousName) implements TagDefined {}

    /** The customers of the tag have lost it from here on. */
    record TagDeleted(UUID tagId, String name) implements TagEvent {}
}
