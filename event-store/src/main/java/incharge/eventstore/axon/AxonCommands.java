package incharge.eventstore.axon;

import incharge.eventstore.axon.AxonEvents.PreparedCommit;
import incharge.eventstore.axon.AxonEvents.PreparedEvent;
import incharge.eventstore.axon.AxonEvents.StoredEvent;
import incharge.eventstore.log.Appended;
import incharge.eventstore.log.Commit;
import incharge.eventstore.log.ConditionFailed;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Recorded;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreTransaction;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.correlation.CorrelationDataProviderRegistry;
import org.axonframework.messaging.core.correlation.DefaultCorrelationDataProviderRegistry;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.conversion.EventConverter;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;

/**
 * Dispatches commands through Axon's command bus, each under its own name, and runs their handlers in a transaction of
 * Axon's event store on the log.
 */
public final class AxonCommands implements AutoCloseable {
    private static final MessageType RESULT = new MessageType("decided");

    private final AxonConfiguration axon;
    private final CommandGateway gateway;
    private final CommandBus bus;
    private final EventStore axonStore;
    private final Map<String, QualifiedName> subscribed = new ConcurrentHashMap<>();

    public AxonCommands(EventLog log, AxonCustomizer... customizers) {
        EventSourcingConfigurer configurer = EventSourcingConfigurer.create()
                .registerEventStorageEngine(axon -> new LogStorageEngine(log, axon.getComponent(EventConverter.class)))
                .registerTagResolver(_ -> message -> message.payload() instanceof PreparedEvent(var event, var _)
                        ? AxonCriteria.tags(event.tags())
                        : Set.of())
                // correlation data would be stored with every event
                .componentRegistry(registry -> registry.registerComponent(
                        CorrelationDataProviderRegistry.class, _ -> new DefaultCorrelationDataProviderRegistry()));
        for (AxonCustomizer customizer : customizers) {
            customizer.customize(configurer);
        }
        this.axon = configurer.start();
        this.gateway = axon.getComponent(CommandGateway.class);
        this.bus = axon.getComponent(CommandBus.class);
        this.axonStore = axon.getComponent(EventStore.class);
    }

    /**
     * Dispatches a command and waits for its result. It is never called by a handler: each call is a transaction of its
     * own.
     *
     * @throws ConditionFailed if something newer matches what the handler has read
     * @throws RuntimeException what the handler throws, and what the log fails with
     */
    @SuppressWarnings("unchecked") // the result is what the handler returns
    public <R> R send(AxonCommand<R> command) {
        // a name is in the map only after its handler is subscribed, so that no concurrent command lacks a handler
        QualifiedName name = subscribed.computeIfAbsent(command.name(), this::subscribe);
        try {
            var message = new GenericCommandMessage(new MessageType(name), command, command.metadata());
            return (R) gateway.send(message).getResultMessage().join().payload();
        } catch (CompletionException e) {
            throw unwrapped(e);
        }
    }

    private QualifiedName subscribe(String name) {
        var qualified = new QualifiedName(name);
        bus.subscribe(qualified, this::handle);
        return qualified;
    }

    private static RuntimeException unwrapped(CompletionException e) {
        return switch (e.getCause()) {
            case AppendEventsTransactionRejectedException rejected
            when rejected.getCause() instanceof ConditionFailed failed -> failed;
            case RuntimeException cause -> cause;
            case null, default -> e;
        };
    }

    private MessageStream.Single<CommandResultMessage> handle(CommandMessage message, ProcessingContext context) {
        try {
            var command = (AxonCommand<?>) message.payload();
            Object result = command.handler().apply(new Transaction(axonStore.transaction(context), context));
            return MessageStream.just(new GenericCommandResultMessage(RESULT, result));
        } catch (RuntimeException e) {
            return MessageStream.fromFuture(CompletableFuture.failedFuture(e));
        }
    }

    private static final class Transaction implements CommandTransaction {
        private final EventStoreTransaction transaction;
        private final ProcessingContext context;
        private volatile PreparedCommit prepared;

        Transaction(EventStoreTransaction transaction, ProcessingContext context) {
            this.transaction = transaction;
            this.context = context;
        }

        @Override
        public long read(Criteria criteria, Consumer<Recorded> reader) {
            try {
                transaction
                        .source(SourcingCondition.conditionFor(AxonCriteria.of(criteria)))
                        .reduce(reader, (each, entry) -> {
                            each.accept(((StoredEvent) entry.message()).recorded());
                            return each;
                        })
                        .join();
            } catch (CompletionException e) {
                throw unwrapped(e);
            }
            return LogStorageEngine.lastIncluded(transaction.appendPosition());
        }

        @Override
        public void append(Commit commit) {
            prepared = new PreparedCommit(commit);
            EventAppender.forContext(context).append(prepared.messages());
        }

        @Override
        public Appended appended() {
            return prepared == null ? null : prepared.appended();
        }
    }

    /** Shuts Axon down; the log stays open. */
    @Override
    public void close() {
        axon.shutdown();
    }
}
