package incharge.eventstore.decider;

import incharge.eventstore.log.Tag;
import java.util.Objects;

/**
 * The version of a resource that the caller has seen ({@code If-Match}).
 *
 * @param resource its tag; the command's boundary must select it
 * @param position of the last event that bears the tag, as the caller saw it
 */
public record Expected(Tag resource, long position) {
    public Expected {
        Objects.requireNonNull(resource, "resource");
    }
}
