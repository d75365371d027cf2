package incharge.eventstore.decider;

import incharge.eventstore.log.Tag;
import java.util.Objects;
import java.util.Set;

/**
 * The versions of a resource that the caller accepts ({@code If-Match}).
 *
 * @param resource its tag; the command's boundary must select it
 * @param any whether every version will do, as long as there is one
 * @param positions of the last event that bears the tag, as the caller saw it
 */
public record Expected(Tag resource, boolean any, Set<Long> positions) {
    public Expected {
        Objects.requireNonNull(resource, "resource");
        positions = Set.copyOf(positions);
    }

    /** Expects one version. */
    public Expected(Tag resource, long position) {
        this(resource, false, Set.of(position));
    }

    boolean admits(long actual) {
        return any ? actual > 0 : positions.contains(actual);
    }
}
