package incharge.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incharge.eventstore.axon.LogStorageEngine;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Recorded;
import incharge.local.RealParts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.axonframework.eventsourcing.annotation.EventSourcingHandler;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.eventsourcing.annotation.reflection.EntityCreator;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.Metadata;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.axonframework.messaging.eventhandling.conversion.EventConverter;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.modelling.annotation.InjectEntity;
import org.axonframework.modelling.annotation.TargetEntityId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * An Axon application with annotated entity and command handlers, which uses only the public engine and log of this
 * module.
 */
class StockApplicationTest {
    @Command(namespace = "lending", name = "Lend")
    record Lend(@TargetEntityId String book, String reader) {}

    @Command(namespace = "lending", name = "Return")
    record Return(@TargetEntityId String book) {}

    @Event(namespace = "lending", name = "Lent", version = "1.1")
    record Lent(@EventTag(key = "book") String book, String reader) {}

    @Event(namespace = "lending", name = "Returned", version = "2")
    record Returned(@EventTag(key = "book") String book) {}

    @EventSourcedEntity(tagKey = "book")
    static class Book {
        private String reader;

        @EntityCreator
        Book() {}

        @EventSourcingHandler
        void on(Lent event) {
            reader = event.reader();
        }

        @EventSourcingHandler
        void on(Returned event) {
            reader = null;
        }
    }

    static class Lending {
        @CommandHandler
        void handle(Lend command, @InjectEntity Book book, EventAppender appender) {
            if (book.reader != null) {
                throw new IllegalStateException("lent to " + book.reader);
            }
            appender.append(new Lent(command.book(), command.reader()));
        }

        @CommandHandler
        void handle(Return command, @InjectEntity Book book, EventAppender appender) {
            appender.append(new Returned(command.book()));
        }
    }

    private final EventLog log = EventLog.open(RealParts.freshDatabase());
    private final List<AxonConfiguration> started = new ArrayList<>();

    private CommandGateway application() {
        AxonConfiguration axon = EventSourcingConfigurer.create()
                .registerEventStorageEngine(c -> new LogStorageEngine(log, c.getComponent(EventConverter.class)))
                .registerEntity(EventSourcedEntityModule.autodetected(String.class, Book.class))
                .registerCommandHandlingModule(CommandHandlingModule.named("lending")
                        .commandHandlers()
                        .annotatedCommandHandlingComponent(_ -> new Lending()))
                .start();
        started.add(axon);
        return axon.getComponent(CommandGateway.class);
    }

    @AfterEach
    void close() {
        started.forEach(AxonConfiguration::shutdown);
        log.close();
    }

    @Test
    void runs_on_the_log() {
        CommandGateway gateway = application();
        gateway.sendAndWait(new Lend("moby-dick", "anna"));
        gateway.sendAndWait(new Return("moby-dick"));
        gateway.sendAndWait(new Lend("moby-dick", "bert"));

        // another process, which has only what is stored
        CommandGateway restarted = application();

        assertThatThrownBy(() -> restarted.sendAndWait(new Lend("moby-dick", "carl")))
                .hasStackTraceContaining("lent to bert");
        assertThat(log.read(1, 10))
                .extracting(Recorded::type)
                .containsExactly("lending.Lent", "lending.Returned", "lending.Lent");
        Recorded lent = log.at(1).orElseThrow();
        assertThat(new String(lent.payload(), StandardCharsets.UTF_8))
                .isEqualTo("{\"book\":\"moby-dick\",\"reader\":\"anna\"}");
        assertThat(lent.tags()).containsExactly("book:moby-dick");
        assertThat(lent.subject()).isEqualTo("moby-dick");
        assertThat(log.at(2).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void has_one_winner_of_a_race() {
        CommandGateway gateway = application();
        var results = new CopyOnWriteArrayList<Boolean>();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                String reader = "reader " + i;
                threads.submit(() -> results.add(lends(gateway, reader)));
            }
        }

        assertThat(results).hasSize(8).containsOnlyOnce(true);
        assertThat(log.head()).isEqualTo(1);
    }

    private static boolean lends(CommandGateway gateway, String reader) {
        try {
            gateway.sendAndWait(new Lend("moby-dick", reader));
            return true;
        } catch (RuntimeException _) {
            return false;
        }
    }

    @Test
    void finds_its_metadata_again() {
        AxonConfiguration axon = EventSourcingConfigurer.create()
                .registerEventStorageEngine(c -> new LogStorageEngine(log, c.getComponent(EventConverter.class)))
                .start();
        started.add(axon);
        CommandGateway gateway = application();
        CommandMessage message =
                new GenericCommandMessage(new MessageType("lending", "Lend", "0.0.1"), new Lend("emma", "anna"));
        gateway.send(message, Metadata.from(Map.of("actor", "anna")))
                .getResultMessage()
                .join();

        EventMessage stored = axon.getComponent(EventStorageEngine.class)
                .source(SourcingCondition.conditionFor(EventCriteria.havingTags("book", "emma")), null)
                .first()
                .asCompletableFuture()
                .join()
                .message();

        assertThat(stored.type()).isEqualTo(new MessageType("lending", "Lent", "1.1"));
        assertThat(stored.metadata()).containsEntry("correlationId", message.identifier());
        assertThat(stored.payloadAs(Lent.class, axon.getComponent(EventConverter.class)))
                .isEqualTo(new Lent("emma", "anna"));
    }
}
