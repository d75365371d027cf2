package incharge.eventstore.decider;

import incharge.eventstore.log.Criteria;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Rules as pure functions.
 *
 * @param initial the state before any event
 * @param decide what follows from a command in a state: events, none if nothing changes, or it throws {@link Refused}
 * @param evolve the state after an event
 * @param boundary which events a command's decision rests on; nothing else is loaded, nothing else can conflict
 * @param guard see {@link #guarded}
 */
public record Decider<C, S, E>(
        Supplier<S> initial,
        BiFunction<C, S, List<? extends E>> decide,
        BiFunction<S, E, S> evolve,
        Function<C, Criteria> boundary,
        BiConsumer<? super C, ? super S> guard) {
    private static final BiConsumer<Object, Object> NO_GUARD = (_, _) -> {};

    public Decider(
            Supplier<S> initial,
            BiFunction<C, S, List<? extends E>> decide,
            BiFunction<S, E, S> evolve,
            Function<C, Criteria> boundary) {
        this(initial, decide, evolve, boundary, NO_GUARD);
    }

    /**
     * Returns the same rules for a caller that may not see or do everything. The guard looks at the state before a
     * command and throws what the caller is answered with. It runs before the version of the resource is compared and
     * before anything is decided, and again if the decision is tried again. A repeated request is answered as the first
     * only if the guard lets it through.
     */
    public Decider<C, S, E> guarded(BiConsumer<? super C, ? super S> newGuard) {
        return new Decider<>(initial, decide, evolve, boundary, newGuard);
    }

    boolean isGuarded() {
        return guard != NO_GUARD;
    }
}
