package incharge.eventstore.decider;

import incharge.eventstore.log.Criteria;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides commands as if one came after the other: each sees what its boundary selects of the loaded events and of
 * those decided before it, and nothing else.
 */
final class SequentialDecision<C, S, E> {
    private final Decider<C, S, E> decider;
    private final Codec<E> codec;
    private final EventIndex<E> events;
    /** States by boundary, so that a boundary that many commands share is folded once. */
    private final Map<Criteria, Folded<S>> states = new HashMap<>();

    private record Folded<S>(S state, long upTo) {}

    SequentialDecision(Decider<C, S, E> decider, Codec<E> codec, EventIndex<E> events) {
        this.decider = decider;
        this.codec = codec;
        this.events = events;
    }

    /** Runs the decider's guard on the state before the command. */
    void guard(C command, Criteria boundary) {
        decider.guard().accept(command, state(boundary));
    }

    /** Decides the next command; the commands after it see its events. */
    Outcome<E> decide(C command, Criteria boundary) {
        try {
            var decided = List.<E>copyOf(decider.decide().apply(command, state(boundary)));
            for (E event : decided) {
                events.addDecided(codec.type(event), codec.tags(event), event);
            }
            return new Outcome<>(decided, null);
        } catch (Refused refused) {
            return new Outcome<>(List.of(), refused);
        }
    }

    private S state(Criteria boundary) {
        Folded<S> known = states.get(boundary);
        S state = known == null ? decider.initial().get() : known.state();
        for (EventIndex.Entry<E> entry : events.matching(boundary, known == null ? 0 : known.upTo())) {
            state = decider.evolve().apply(state, entry.event());
        }
        states.put(boundary, new Folded<>(state, events.last()));
        return state;
    }
}
