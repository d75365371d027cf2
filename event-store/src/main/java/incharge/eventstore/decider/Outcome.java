package incharge.eventstore.decider;

import java.util.List;

/**
 * What became of one command.
 *
 * @param events what it changed; empty if nothing, or if it was refused
 * @param refused null unless it was
 */
public record Outcome<E>(List<E> events, Refused refused) {
    public Outcome {
        events = List.copyOf(events);
    }
}
