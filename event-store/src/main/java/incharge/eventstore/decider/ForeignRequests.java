package incharge.eventstore.decider;

import incharge.eventstore.decider.ForeignRequest.Requested;
import incharge.eventstore.decider.ForeignRequest.Withdrawn;
import incharge.eventstore.log.Idempotency;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Answers the requests of another log in their order, since what was withdrawn may be requested again: one commit for
 * all requests between two withdrawals, one commit for successive withdrawals by one command. Each request is answered
 * once, however often it is delivered.
 *
 * @param topic the other log's topic
 * @param decider decides the commands that are requested
 * @param undo undoes the commands with these ids
 * @param resources returns what the undo concerns, for successive withdrawals
 * @param <T> what one request withdraws
 * @param <K> key of a resource that an undo concerns
 */
public record ForeignRequests<C, S, E, T, K>(
        EventStore<E> store,
        String topic,
        Decider<C, S, E> decider,
        Function<Set<String>, Undo<K, C, S, E>> undo,
        BiFunction<Undo<K, C, S, E>, List<T>, List<K>> resources) {

    /** Answers requests, in order. */
    public void answer(List<ForeignRequest<C, T>> requests) {
        var requested = new ArrayList<Requested<C, T>>();
        var withdrawn = new ArrayList<Withdrawn<C, T>>();
        for (ForeignRequest<C, T> request : requests) {
            switch (request) {
                case Requested<C, T> next -> {
                    undo(withdrawn);
                    requested.add(next);
                }
                case Withdrawn<C, T> next -> {
                    decide(requested);
                    if (!withdrawn.isEmpty() && !isOfSameCommands(withdrawn.getLast(), next)) {
                        undo(withdrawn);
                    }
                    withdrawn.add(next);
                }
            }
        }
        decide(requested);
        undo(withdrawn);
    }

    private void decide(List<Requested<C, T>> requested) {
        if (!requested.isEmpty()) {
            store.answer(decider, requested, topic);
            requested.clear();
        }
    }

    /**
     * Undoes what the withdrawn command did here. What others changed since, and what a rule does not allow to be
     * undone, stays. Delivered again in another batch it changes nothing, since it is undone already.
     */
    private void undo(List<Withdrawn<C, T>> withdrawn) {
        if (withdrawn.isEmpty()) {
            return;
        }
        Withdrawn<C, T> first = withdrawn.getFirst();
        Undo<K, C, S, E> undoing =
                undo.apply(Set.copyOf(List.of(first.commandId(), first.cause().commandId())));
        String key = "%s:%d-%d"
                .formatted(topic, first.sequence(), withdrawn.getLast().sequence());
        store.undo(
                undoing,
                resources.apply(
                        undoing, withdrawn.stream().map(Withdrawn::withdrawn).toList()),
                Origin.of(first.cause().actor(), UUID.fromString(first.cause().commandId()))
                        .withReason(first.cause().reason())
                        .withIdempotency(new Idempotency(key, first.commandId())));
        withdrawn.clear();
    }

    private static boolean isOfSameCommands(Withdrawn<?, ?> one, Withdrawn<?, ?> other) {
        return one.cause().commandId().equals(other.cause().commandId())
                && one.commandId().equals(other.commandId());
    }
}
