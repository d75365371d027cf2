package incharge.eventstore.decider;

import incharge.eventstore.decider.ForeignRequest.Asked;
import incharge.eventstore.decider.ForeignRequest.Withdrawn;
import incharge.eventstore.log.Idempotency;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Answers the requests of another log in their order, since what was withdrawn may be asked for again: one commit for all
 * requests between two withdrawals, one commit for successive withdrawals by one command. Each request is answered once,
 * however often it is delivered.
 *
 * @param topic the other log's topic
 * @param decider decides what is asked for
 * @param undo takes back what the commands with these ids did
 * @param things what the undo is about, for successive withdrawals
 * @param <T> what one request withdraws
 * @param <K> what an undo takes back
 */
public record ForeignRequests<C, S, E, T, K>(
        EventStore<E> store,
        String topic,
        Decider<C, S, E> decider,
        Function<Set<String>, Undo<K, C, S, E>> undo,
        BiFunction<Undo<K, C, S, E>, List<T>, List<K>> things) {

    /** Answers requests, in order. */
    public void answer(List<ForeignRequest<C, T>> requests) {
        var asked = new ArrayList<Asked<C, T>>();
        var withdrawn = new ArrayList<Withdrawn<C, T>>();
        for (ForeignRequest<C, T> request : requests) {
            switch (request) {
                case Asked<C, T> next -> {
                    takeBack(withdrawn);
                    asked.add(next);
                }
                case Withdrawn<C, T> next -> {
                    decide(asked);
                    if (!withdrawn.isEmpty() && !isOfSameCommands(withdrawn.getLast(), next)) {
                        takeBack(withdrawn);
                    }
                    withdrawn.add(next);
                }
            }
        }
        decide(asked);
        takeBack(withdrawn);
    }

    private void decide(List<Asked<C, T>> asked) {
        if (!asked.isEmpty()) {
            store.answer(decider, asked, topic);
            asked.clear();
        }
    }

    /**
     * Takes back what the withdrawn command did here. What others changed since, and what a rule does not let go back,
     * stays. Delivered again in another batch it changes nothing, since it is back already.
     */
    private void takeBack(List<Withdrawn<C, T>> withdrawn) {
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
                things.apply(undoing, withdrawn.stream().map(Withdrawn::thing).toList()),
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
