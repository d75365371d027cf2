package incharge.eventstore.log;

import java.time.Instant;
import java.util.UUID;

/**
 * A commit as the log holds it, without its events.
 *
 * @param place where and when it was recorded
 * @param idempotency null if none was given
 * @param eventsPerCommand as given; empty if none was
 * @param consumed null if none was given
 * @param answer as given; null if none was
 */
public record StoredCommit(
        Appended place,
        UUID id,
        Cause cause,
        Idempotency idempotency,
        int[] eventsPerCommand,
        Consumed consumed,
        byte[] answer) {

    /** Returns the position of its first event. */
    public long first() {
        return place.first();
    }

    /** Returns the position of its last event. */
    public long last() {
        return place.last();
    }

    /** Returns the number of its events. */
    public int size() {
        return (int) (place.last() - place.first() + 1);
    }

    /** Returns when it was written. */
    public Instant time() {
        return place.time();
    }
}
