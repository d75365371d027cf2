package incharge.eventstore.decider;

import incharge.eventstore.axon.Criteria;
import incharge.eventstore.axon.LogStorageEngine;
import incharge.eventstore.log.Commit;
import incharge.eventstore.log.Consumed;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Recorded;
import incharge.eventstore.log.StoredCommit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.EventSourcedEntityFactory;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.correlation.CorrelationDataProviderRegistry;
import org.axonframework.messaging.core.correlation.DefaultCorrelationDataProviderRegistry;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.modelling.StateManager;

/**
 * The one command handler: Axon loads what the request's boundaries select, a {@link Deliberation} decides, Axon's append
 * transaction takes what it says, under the condition that nothing else came in between.
 */
final class Handling<E> {
    static final MessageType DECIDE = new MessageType(new QualifiedName("decide"), "1");
    private static final MessageType DECIDED = new MessageType(new QualifiedName("decided"), "1");

    private final Codec<E> codec;
    private final Crossing<E> crossing;
    private final EventLog log;

    Handling(Codec<E> codec, Crossing<E> crossing, EventLog log) {
        this.codec = codec;
        this.crossing = crossing;
        this.log = log;
    }

    /** An Axon configuration with this handler, the log as its store, and nothing that is not needed. */
    EventSourcingConfigurer configurer() {
        var vocabulary = codec.vocabulary();
        var loaded = EventSourcedEntityModule.declarative(EventCriteria.class, entity())
                .messagingModel((_, model) -> model.entityEvolver((history, event, _) -> {
                            // what is appended later evolves every entity too, and is none of its business
                            if (event instanceof Crossing.Stored stored) history.add(entry(stored.recorded()));
                            return history;
                        })
                        .build())
                .entityFactory(_ -> EventSourcedEntityFactory.fromNoArgument(History<E>::new))
                .criteriaResolver(_ -> (criteria, _) -> criteria)
                .build();
        return EventSourcingConfigurer.create()
                .registerEventStorageEngine(_ -> new LogStorageEngine(log, crossing))
                .registerTagResolver(_ ->
                        message -> vocabulary.tags().apply(vocabulary.events().cast(message.payload())))
                .componentRegistry(registry -> registry.registerComponent(
                        CorrelationDataProviderRegistry.class, _ -> new DefaultCorrelationDataProviderRegistry()))
                .registerEntity(loaded)
                .registerCommandHandlingModule(CommandHandlingModule.named(vocabulary.name())
                        .commandHandlers()
                        .commandHandler(DECIDE.qualifiedName(), this::handle));
    }

    /** Axon's entity: the history that the union of a request's boundaries selects. */
    @SuppressWarnings("unchecked") // a class has no parameters
    private Class<History<E>> entity() {
        return (Class<History<E>>) (Class<?>) History.class;
    }

    /** What a decision needs of a stored event and nothing else: a batch may load hundreds of thousands. */
    private History.Entry<E> entry(Recorded event) {
        return new History.Entry<>(event.position(), event.type(), event.tags(), codec.read(event));
    }

    @SuppressWarnings("unchecked")
    private MessageStream.Single<CommandResultMessage> handle(CommandMessage message, ProcessingContext context) {
        var verdict = handle((Request<?, ?, E>) message.payload(), context);
        return MessageStream.fromFuture(verdict.thenApply(answer -> new GenericCommandResultMessage(DECIDED, answer)));
    }

    private <C, S> CompletableFuture<Verdict<E>> handle(Request<C, S, E> request, ProcessingContext context) {
        return context.component(StateManager.class)
                .loadEntity(entity(), request.union(), context)
                .thenApply(history -> decide(request, history, context));
    }

    private <C, S> Verdict<E> decide(Request<C, S, E> request, History<E> history, ProcessingContext context) {
        var position = new AtomicLong(seenOrAppended(context));
        var stale = stale(request.origin(), history);
        var objection = objectionBefore(request.origin(), history, stale);
        if (objection != null) return new Verdict<>(List.of(), objection, position);
        rehearse(request, history);
        var outcomes = outcomes(request, history);
        var verdict = new Verdict<>(outcomes, objectionAfter(request, outcomes, stale), position);
        if (verdict.objection() == null && request.rehearsed() == null && !verdict.changesNothing()) {
            EventAppender.forContext(context).append(crossing.messages(request, outcomes));
            context.whenComplete(committed -> position.set(seenOrAppended(committed)));
        }
        return verdict;
    }

    /** As far as the loaded events are the whole truth; after the commit, as far as it reaches. */
    private static long seenOrAppended(ProcessingContext context) {
        var transaction = context.component(org.axonframework.eventsourcing.eventstore.EventStore.class)
                .transaction(context);
        return LogStorageEngine.lastIncluded(transaction.appendPosition());
    }

    private void rehearse(Request<?, ?, E> request, History<E> history) {
        if (request.rehearsed() == null) return;
        for (var event : request.rehearsed())
            history.addDecided(
                    codec.type(event), Criteria.encode(codec.vocabulary().tags().apply(event)), event);
    }

    /** Why the resource is not as the caller expects it; null if it is, or if nothing is expected. */
    private static Stale stale(Origin origin, History<?> history) {
        if (origin.expected() == null) return null;
        long actual = history.lastBearing(Criteria.encode(origin.expected().resource()));
        return actual == origin.expected().position()
                ? null
                : new Stale(actual, origin.expected().position());
    }

    /** What forbids to decide at all. */
    private static RuntimeException objectionBefore(Origin origin, History<?> history, Stale stale) {
        if (origin.basedOn() != null && history.lastRecorded() > origin.basedOn())
            return new ChangedSincePreview(
                    "position " + history.lastRecorded() + " is newer than the preview at " + origin.basedOn(), null);
        // of a resource that is not there the decider has more to say
        return stale != null && stale.actual() > 0 ? stale : null;
    }

    private <C, S> List<Outcome<E>> outcomes(Request<C, S, E> request, History<E> history) {
        var deliberation = new Deliberation<>(request.decider(), codec, history);
        // looked up after the load: so what the condition lets through has been seen here
        long answered = request.answering() == null
                ? 0
                : log.lastBearing(Consumed.tag(request.answering().topic()))
                        .map(StoredCommit::consumed)
                        .map(Consumed::sequence)
                        .orElse(0L);
        return IntStream.range(0, request.commands().size())
                .mapToObj(i -> request.answering() != null
                                && request.answering().sequences().get(i) <= answered
                        ? new Outcome<E>(List.of(), null)
                        : deliberation.decide(
                                request.commands().get(i), request.boundaries().get(i)))
                .toList();
    }

    /** What forbids to do what was decided. */
    private RuntimeException objectionAfter(Request<?, ?, E> request, List<Outcome<E>> outcomes, Stale stale) {
        var refusals = IntStream.range(0, outcomes.size())
                .filter(i -> outcomes.get(i).refused() != null)
                .mapToObj(i -> new RefusedAll.At(i, outcomes.get(i).refused()))
                .toList();
        if (request.allOrNothing() && !refusals.isEmpty()) return new RefusedAll(refusals);
        if (stale != null) return stale;
        int events =
                outcomes.stream().mapToInt(outcome -> outcome.events().size()).sum();
        return events <= Commit.MAX_EVENTS
                ? null
                : Refused.rule(
                        "too-many-changes",
                        null,
                        "At most " + Commit.MAX_EVENTS + " changes can be made at once, not " + events + ".");
    }
}
