package incharge.eventstore.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.log.Cause;
import incharge.eventstore.log.Commit;
import incharge.eventstore.log.ConditionFailed;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.NewEvent;
import incharge.eventstore.log.Recorded;
import incharge.eventstore.log.Tag;
import incharge.local.RealParts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands as Axon's interceptors see them, and their transactions. */
class CommandMessagesTest {
    private static final Tag DESK = Tag.of("desk", "1");

    private final List<CommandMessage> seen = new CopyOnWriteArrayList<>();
    private final EventLog log = EventLog.open(RealParts.freshDatabase());
    private final AxonCommands axon = new AxonCommands(
            log,
            configurer -> configurer.messaging(
                    messaging -> messaging.registerCommandHandlerInterceptor(_ -> (message, context, chain) -> {
                        seen.add(message);
                        return chain.proceed(message, context);
                    })));

    @AfterEach
    void close() {
        axon.close();
        log.close();
    }

    private <R> R send(String name, Function<CommandTransaction, R> handler) {
        return axon.send(new AxonCommand<>(
                "incharge.desks." + name,
                Map.of("actor", "anna", "commandId", "c-1", "reason", "more people"),
                List.of("command"),
                handler));
    }

    private static Commit commit() {
        var event = new NewEvent(
                UuidCreator.getTimeOrderedEpoch(), "DeskTaken", 1, "1", new byte[] {1}, Set.of(DESK.encoded()), null);
        return new Commit(
                UuidCreator.getTimeOrderedEpoch(), new Cause("anna", "c-1", null), List.of(event), null, null, null);
    }

    @Test
    void interceptors_see_name_metadata_and_commands() {
        send("TakeDesk", _ -> 0);
        send("LeaveDesk", _ -> 0);
        send("TakeDesk", _ -> 0);

        assertThat(seen)
                .extracting(message -> message.type().name())
                .containsExactly("incharge.desks.TakeDesk", "incharge.desks.LeaveDesk", "incharge.desks.TakeDesk");
        assertThat(seen.getFirst().metadata())
                .containsEntry("actor", "anna")
                .containsEntry("commandId", "c-1")
                .containsEntry("reason", "more people");
        assertThat(((AxonCommand<?>) seen.getFirst().payload()).commands()).isEqualTo(List.of("command"));
    }

    @Test
    void what_a_handler_reads_is_the_condition_of_what_it_appends() {
        var read = new ArrayList<Recorded>();
        CommandTransaction first = send("TakeDesk", transaction -> {
            transaction.read(Criteria.tagged(DESK), read::add);
            transaction.append(commit());
            return transaction;
        });

        assertThat(read).isEmpty();
        assertThat(first.appended().last()).isEqualTo(1);
        assertThat(first.appended().time()).isEqualTo(log.at(1).orElseThrow().time());
        assertThat(log.at(1).orElseThrow().payload()).containsExactly(1);
        assertThatThrownBy(() -> send("TakeDesk", transaction -> {
                    transaction.read(Criteria.tagged(DESK), read::add);
                    send("TakeDesk", other -> {
                        other.read(Criteria.tagged(DESK), _ -> {});
                        other.append(commit());
                        return 0;
                    });
                    transaction.append(commit());
                    return 0;
                }))
                .isInstanceOf(ConditionFailed.class);
        assertThat(read).hasSize(1);
        assertThat(log.head()).isEqualTo(2);
    }

    @Test
    void what_a_handler_throws_reaches_its_caller() {
        assertThatThrownBy(() -> send("TakeDesk", _ -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
        assertThat(log.head()).isZero();
    }

    /** Takes a while to subscribe a handler, so that other threads run in between. */
    private record SlowBus(CommandBus bus) implements CommandBus {
        @Override
        public CompletableFuture<CommandResultMessage> dispatch(CommandMessage command, ProcessingContext context) {
            return bus.dispatch(command, context);
        }

        @Override
        public CommandBus subscribe(QualifiedName name, CommandHandler handler) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            bus.subscribe(name, handler);
            return this;
        }

        @Override
        public void describeTo(ComponentDescriptor descriptor) {
            bus.describeTo(descriptor);
        }
    }

    @Test
    void concurrent_first_commands_of_a_name_all_find_their_handler() throws Exception {
        int threads = 16;
        try (var slow = new AxonCommands(
                        log,
                        configurer -> configurer.componentRegistry(registry ->
                                registry.registerDecorator(CommandBus.class, 0, (_, _, bus) -> new SlowBus(bus))));
                ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            Callable<Integer> first =
                    () -> slow.send(new AxonCommand<>("incharge.desks.Fresh", Map.of(), List.of(), _ -> 7));
            for (Future<Integer> result : pool.invokeAll(Collections.nCopies(threads, first))) {
                assertThat(result.get()).isEqualTo(7);
            }
        }
    }

    @Test
    void criteria_that_select_nothing_or_everything_do() {
        send("TakeDesk", transaction -> {
            transaction.read(Criteria.nothing(), _ -> {});
            transaction.append(commit());
            return 0;
        });
        var read = new ArrayList<Recorded>();

        long head = send("Look", transaction -> transaction.read(Criteria.nothing(), read::add));
        assertThat(head).isEqualTo(1);
        assertThat(read).isEmpty();
        send("Look", transaction -> transaction.read(Criteria.everything(), read::add));
        assertThat(read).hasSize(1);
    }
}
