package incharge.eventstore.log;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * An event as the log holds it.
 *
 * @param position its place in the log's one order; the first is 1 and there are no gaps
 * @param time when its commit was written; never earlier than that of a lower position
 * @param event as it was given, with its own cause or that of its commit; the payload is not to be changed
 */
public record Recorded(long position, Instant time, NewEvent event) {
    public UUID id() {
        return event.id();
    }

    public String type() {
        return event.type();
    }

    public int version() {
        return event.version();
    }

    public String subject() {
        return event.subject();
    }

    public byte[] payload() {
        return event.payload();
    }

    public Set<String> tags() {
        return event.tags();
    }

    /** Never null. */
    public Cause cause() {
        return event.cause();
    }
}
