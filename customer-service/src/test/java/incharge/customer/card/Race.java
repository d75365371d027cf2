package incharge.customer.card;

import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Tag;
import incharge.eventstore.testing.TestKeys;
import incharge.local.RealParts;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Two commands at the same time, decided on a log of their own. */
public final class Race implements AutoCloseable {

    private final EventLog log = EventLog.open(RealParts.freshDatabase());
    private final EventStore<CustomersEvent> store =
            new EventStore<>(CustomersLog.VOCABULARY, log, TestKeys.fresh(), JsonMapper.shared());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Records what has happened before. */
    public Race(List<? extends CustomersEvent> before) {
        Criteria nothing = Criteria.tagged(Tag.of("race", "before"));
        var recording = new Decider<CustomersEvent, Long, CustomersEvent>(
                () -> 0L, (event, _) -> List.of(event), (state, _) -> state, _ -> nothing);
        store.decideAll(recording, List.copyOf(before), origin());
    }

    private static Origin origin() {
        return Origin.of("racer", UUID.randomUUID());
    }

    /** Returns the code of the refusal of each command, or how many events it made. */
    public <C, S> List<String> between(Decider<C, S, CustomersEvent> decider, C one, C other) {
        var start = new CompletableFuture<Void>();
        List<CompletableFuture<String>> outcomes = Stream.of(one, other)
                .map(command -> start.thenApplyAsync(_ -> outcome(decider, command), threads))
                .toList();
        start.complete(null);
        return outcomes.stream().map(CompletableFuture::join).toList();
    }

    private <C, S> String outcome(Decider<C, S, CustomersEvent> decider, C command) {
        try {
            return String.valueOf(
                    store.decide(decider, command, origin()).events().size());
        } catch (Refused refused) {
            return refused.code();
        }
    }

    /** Returns what a decider knows after the commands. */
    public <S> S state(Decider<?, S, CustomersEvent> decider, Criteria criteria) {
        return store.current(decider, criteria).state();
    }

    @Override
    public void close() {
        threads.close();
        store.close();
        log.close();
    }
}
