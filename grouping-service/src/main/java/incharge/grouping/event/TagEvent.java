package incharge.grouping.event;

import java.util.UUID;

/** What happens to a tag. */
public sealed interface TagEvent extends GroupingsEvent {

    UUID tagId();

    /** A tag with all its fields as they are after the event. */
    sealed interface TagDefined extends TagEvent {

        String name();

        String description();

        String group();
    }

    record TagCreated(UUID tagId, String name, String description, String group) implements TagDefined {}

    /** {@code previousName} is null if the name stays. */
    record TagChanged(UUID tagId, String name, String description, String group, String previousName)
            implements TagDefined {}

    /**
     * The customers of the tag have lost it from here on.
     *
     * @param movedTo the tag that its customers got before; null if they got none
     */
    record TagDeleted(UUID tagId, String name, UUID movedTo) implements TagEvent {}
}
