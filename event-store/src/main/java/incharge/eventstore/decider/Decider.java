package incharge.eventstore.decider;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * A rule book as four pure functions.
 *
 * @param initial the state before any event
 * @param decide what follows from a command in a state: events, none if nothing changes, or it throws {@link Refused}
 * @param evolve the state after an event
 * @param boundary which events a command's decision rests on; nothing else is loaded, nothing else can conflict
 */
public record Decider<C, S, E>(
        Supplier<S> initial,
        BiFunction<C, S, List<? extends E>> decide,
        BiFunction<S, E, S> evolve,
        Function<C, EventCriteria> boundary) {}
