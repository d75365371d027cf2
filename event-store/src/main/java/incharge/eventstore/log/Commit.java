package incharge.eventstore.log;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Events that are recorded together or not at all.
 *
 * @param id the commit's identity; settles whose document lies at a position after an unclear write
 * @param events at least one, at most {@value #MAX_EVENTS}
 * @param idempotency null where a repeat need not be known
 * @param eventsPerCommand how many of the events each command of a batch decided, in order; -1 where it was refused
 * @param consumed null unless it answers another log; its first event then bears {@link Consumed#tag(String)}
 * @param answer null, or whatever else a repeat must be told; the log never looks inside
 */
public record Commit(
        UUID id,
        Cause cause,
        List<NewEvent> events,
        Idempotency idempotency,
        int[] eventsPerCommand,
        Consumed consumed,
        byte[] answer) {

    /** More would make one commit hold up all others; whoever has more to write cuts it. */
    public static final int MAX_EVENTS = 20_000;

    public Commit {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(cause, "cause");
        if (events.isEmpty()) throw new IllegalArgumentException("a commit holds at least one event");
        if (events.size() > MAX_EVENTS)
            throw new IllegalArgumentException(
                    "a commit holds at most " + MAX_EVENTS + " events, not " + events.size());
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
