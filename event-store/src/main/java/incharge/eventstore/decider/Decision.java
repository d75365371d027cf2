package incharge.eventstore.decider;

import java.util.List;

/**
 * What became of a request.
 *
 * @param outcomes one for each command, in order
 * @param position of the last event appended; where nothing changed, the head that was decided on
 * @param replayed whether it is the answer of an earlier commit with the same idempotency key
 */
public record Decision<E>(List<Outcome<E>> outcomes, long position, boolean replayed) {
    public Decision {
        outcomes = List.copyOf(outcomes);
    }

    /** The events of all commands, in order. */
    public List<E> events() {
        return outcomes.stream().flatMap(outcome -> outcome.events().stream()).toList();
    }
}
