package incharge.eventstore.log;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Events that are recorded together or not at all.
 *
 * @param id the commit's identity; it settles after an unclear write which commit lies at a position
 * @param events at least one, at most {@value #MAX_EVENTS}
 * @param idempotency null if a repeat need not be recognised
 * @param eventsPerCommand how many of the events each command of a batch decided, in order; -1 if it was refused
 * @param consumed null unless it answers another log; then its first event bears {@link Consumed#tag(String)}
 * @param answer null, or what a repeat is answered with beside the events; the log does not read it
 */
public record Commit(
        UUID id,
        Cause cause,
        List<NewEvent> events,
        Idempotency idempotency,
        int[] eventsPerCommand,
        Consumed consumed,
        byte[] answer) {

    /**
     * Limit that keeps one commit from holding up all others: 20,000 changes and some events about what they change.
     */
    public static final int MAX_EVENTS = 20_020;

    /** A record of the topic holds 8 MiB, with all that is beside the payload of its event. */
    public static final int MAX_EVENT_BYTES = 7 << 20;

    public Commit {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(cause, "cause");
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a commit holds at least one event");
        }
        if (events.size() > MAX_EVENTS) {
            throw new IllegalArgumentException(
                    "a commit holds at most " + MAX_EVENTS + " events, not " + events.size());
        }
        events = List.copyOf(events);
        eventsPerCommand = eventsPerCommand == null ? new int[0] : eventsPerCommand;
    }

    public Commit(
            UUID id,
            Cause cause,
            List<NewEvent> events,
            Idempotency idempotency,
            int[] eventsPerCommand,
            Consumed consumed) {
        this(id, cause, events, idempotency, eventsPerCommand, consumed, null);
    }
}
