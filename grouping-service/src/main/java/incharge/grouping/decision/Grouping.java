package incharge.grouping.decision;

import java.util.UUID;

/** A category or a tag. */
sealed interface Grouping permits Category, Tag {

    UUID id();

    String name();

    /** Returns the name that is free after the change from {@code before}, null if the name stays. */
    default String previousName(Grouping before) {
        return name().equals(before.name()) ? null : before.name();
    }
}
