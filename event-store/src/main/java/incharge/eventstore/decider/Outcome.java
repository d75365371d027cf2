package incharge.eventstore.decider;

import java.util.List;

/**
 * The result of one command.
 *
 * @param events empty if it changed nothing or was refused
 * @param refused null unless it was
 */
public record Outcome<E>(List<E> events, Refused refused) {
    public Outcome {
        events = List.copyOf(events);
    }
}
