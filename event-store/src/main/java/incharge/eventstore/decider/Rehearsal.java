package incharge.eventstore.decider;

import incharge.eventstore.axon.Criteria;
import java.util.List;

/**
 * Decides as the store would, and remembers instead of appending: what later calls see is what is stored and what earlier
 * calls decided, of both only what their boundaries select: the hundredth call takes no longer than the first. The
 * position of what it answers is the one to base the real decision on. For one thread. Close it after many calls; of a few
 * nothing is left that need be closed.
 */
public final class Rehearsal<E> implements AutoCloseable {
    private final EventStore<E> store;
    private final Draft<E> decided;

    Rehearsal(EventStore<E> store, Codec<E> codec) {
        this.store = store;
        this.decided = new Draft<>(codec);
    }

    /** As {@link EventStore#decide}. */
    public <C, S> Decision<E> decide(Decider<C, S, E> decider, C command, Origin origin) {
        try {
            return decideAll(decider, List.of(command), origin);
        } catch (RefusedAll refused) {
            throw refused.refusals().getFirst().refused();
        }
    }

    /** As {@link EventStore#decideAll}. */
    public <C, S> Decision<E> decideAll(Decider<C, S, E> decider, List<C> commands, Origin origin) {
        return rehearse(Request.of(decider, commands, true, origin));
    }

    /** As {@link EventStore#decideEach}. */
    public <C, S> Decision<E> decideEach(Decider<C, S, E> decider, List<C> commands, Origin origin) {
        return rehearse(Request.of(decider, commands, false, origin));
    }

    private <C, S> Decision<E> rehearse(Request<C, S, E> request) {
        var answer = store.decided(request.after(decided.matching(Criteria.of(request.union()))));
        if (!answer.replayed()) answer.events().forEach(decided::add);
        return answer;
    }

    /** Forgets what was decided. */
    @Override
    public void close() {
        decided.close();
    }
}
