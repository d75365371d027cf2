package incharge.eventstore.decider;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the command handler answers.
 *
 * @param outcomes of each command, in order
 * @param objection why nothing is done, or null
 * @param position of the last event that was looked at, and after the commit of the last that was appended
 */
record Verdict<E>(List<Outcome<E>> outcomes, RuntimeException objection, AtomicLong position) {
    boolean changesNothing() {
        return outcomes.stream().allMatch(outcome -> outcome.events().isEmpty());
    }
}
