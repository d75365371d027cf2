package incharge.eventstore.decider;

import incharge.eventstore.log.Criteria;
import java.util.List;

/**
 * Decides as the store would, and remembers instead of appending: later calls see what is stored and what earlier calls
 * decided, of both only what their boundaries select, so the hundredth call takes no longer than the first. The real
 * decision is based on the position of a rehearsed one. For one thread. It is closed after many calls; a few leave
 * nothing open.
 */
public final class Rehearsal<E> implements AutoCloseable {
    private final EventStore<E> store;
    private final SpillingEventBuffer<E> decided;

    Rehearsal(EventStore<E> store, Codec<E> codec) {
        this.store = store;
        this.decided = new SpillingEventBuffer<>(codec);
    }

    /** Decides as {@link EventStore#decide} does. */
    public <C, S> Decision<S, E> decide(Decider<C, S, E> decider, C command, Origin origin) {
        return RefusedAll.unwrapping(() -> decideAll(decider, List.of(command), origin));
    }

    /** Decides as {@link EventStore#decideAll} does. */
    public <C, S> Decision<S, E> decideAll(Decider<C, S, E> decider, List<C> commands, Origin origin) {
        return rehearse(Request.of(decider, commands, true, origin));
    }

    /** Decides as {@link EventStore#decideEach} does. */
    public <C, S> Decision<S, E> decideEach(Decider<C, S, E> decider, List<C> commands, Origin origin) {
        return rehearse(Request.of(decider, commands, false, origin));
    }

    private <C, S> Decision<S, E> rehearse(Request<C, S, E> request) {
        Decision<S, E> answer = store.decided(request.after(decided.matching(Criteria.either(request.boundaries()))));
        if (!answer.replayed()) {
            answer.events().forEach(decided::add);
        }
        return answer;
    }

    /** Forgets what was decided. */
    @Override
    public void close() {
        decided.close();
    }
}
