package incharge.eventstore.decider;

import incharge.eventstore.axon.Criteria;
import incharge.eventstore.log.Criterion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides commands as if one came after the other: each sees what its boundary names of the history and of what was
 * decided before it, and nothing else.
 */
final class Deliberation<C, S, E> {
    private final Decider<C, S, E> decider;
    private final Codec<E> codec;
    private final History<E> history;
    /** States by boundary, so that a boundary many commands share is not folded anew for each. */
    private final Map<Set<Criterion>, Folded<S>> states = new HashMap<>();

    private record Folded<S>(S state, long upTo) {}

    Deliberation(Decider<C, S, E> decider, Codec<E> codec, History<E> history) {
        this.decider = decider;
        this.codec = codec;
        this.history = history;
    }

    /** Decides the next command; what it decides is history for those after it. */
    Outcome<E> decide(C command, Set<Criterion> boundary) {
        try {
            var events = List.<E>copyOf(decider.decide().apply(command, state(boundary)));
            for (var event : events)
                history.addDecided(
                        codec.type(event),
                        Criteria.encode(codec.vocabulary().tags().apply(event)),
                        event);
            return new Outcome<>(events, null);
        } catch (Refused refused) {
            return new Outcome<>(List.of(), refused);
        }
    }

    private S state(Set<Criterion> boundary) {
        var known = states.get(boundary);
        var state = known == null ? decider.initial().get() : known.state();
        for (var entry : history.matching(boundary, known == null ? 0 : known.upTo()))
            state = decider.evolve().apply(state, entry.event());
        states.put(boundary, new Folded<>(state, history.last()));
        return state;
    }
}
