package incharge.eventstore.decider;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides as the store would, and remembers instead of appending: what later calls see is what is stored and what earlier
 * calls decided. The position of what it answers is the one to base the real decision on. For one thread.
 */
public final class Rehearsal<E> {
    private final EventStore<E> store;
    private final List<E> decided = new ArrayList<>();

    Rehearsal(EventStore<E> store) {
        this.store = store;
    }

    /** As {@link EventStore#decide}. */
    public <C, S> Decided<E> decide(Decider<C, S, E> decider, C command, Origin origin) {
        try {
            return decideAll(decider, List.of(command), origin);
        } catch (RefusedAll refused) {
            throw refused.refusals().getFirst().refused();
        }
    }

    /** As {@link EventStore#decideAll}. */
    public <C, S> Decided<E> decideAll(Decider<C, S, E> decider, List<C> commands, Origin origin) {
        return rehearse(Request.of(decider, commands, true, origin));
    }

    /** As {@link EventStore#decideEach}. */
    public <C, S> Decided<E> decideEach(Decider<C, S, E> decider, List<C> commands, Origin origin) {
        return rehearse(Request.of(decider, commands, false, origin));
    }

    private <C, S> Decided<E> rehearse(Request<C, S, E> request) {
        var answer = store.decided(request.after(List.copyOf(decided)));
        if (!answer.replayed()) decided.addAll(answer.events());
        return answer;
    }
}
