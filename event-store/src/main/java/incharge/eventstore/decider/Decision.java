package incharge.eventstore.decider;

import incharge.eventstore.log.Criteria;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The result of a request. */
public final class Decision<S, E> {
    private final List<Outcome<E>> outcomes;
    private final long position;
    private final UUID commandId;
    private final boolean replayed;
    private final Function<Criteria, Current<S>> current;

    Decision(
            List<Outcome<E>> outcomes,
            long position,
            UUID commandId,
            boolean replayed,
            Function<Criteria, Current<S>> current) {
        this.outcomes = List.copyOf(outcomes);
        this.position = position;
        this.commandId = commandId;
        this.replayed = replayed;
        this.current = current;
    }

    /** Returns one outcome for each command, in order. */
    public List<Outcome<E>> outcomes() {
        return outcomes;
    }

    /** Returns the events of all commands, in order. */
    public List<E> events() {
        return outcomes.stream().flatMap(outcome -> outcome.events().stream()).toList();
    }

    /** Returns the position of the last event appended; if nothing changed, the head that was decided on. */
    public long position() {
        return position;
    }

    /** Returns the id of the command that was committed. */
    public UUID commandId() {
        return commandId;
    }

    /** Returns whether this is the answer of an earlier commit with the same idempotency key. */
    public boolean replayed() {
        return replayed;
    }

    /**
     * Returns the state to which the decision led: what {@link EventStore#currentAt} reads up to its position. It is
     * made of the events that the decision has loaded and appended; only that of a replayed decision is read from the
     * log.
     *
     * @param criteria a part of what the commands' boundaries select
     * @throws IllegalArgumentException if they select more than the boundaries
     */
    public Current<S> current(Criteria criteria) {
        return current.apply(criteria);
    }
}
