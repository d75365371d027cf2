package incharge.eventstore.log;

import java.time.Instant;
import java.util.UUID;

/**
 * What the log holds of a commit beside its events.
 *
 * @param first position of its first event
 * @param size number of its events
 * @param time when it was written
 * @param idempotency null where none was given
 * @param eventsPerCommand as given; empty where none was
 * @param consumed null where none was given
 * @param answer as given; null where none was
 */
public record StoredCommit(
        long first,
        int size,
        UUID id,
        Instant time,
        Cause cause,
        Idempotency idempotency,
        int[] eventsPerCommand,
        Consumed consumed,
        byte[] answer) {

    /** Position of its last event. */
    public long last() {
        return first + size - 1;
    }
}
