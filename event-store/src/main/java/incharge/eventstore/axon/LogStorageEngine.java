package incharge.eventstore.axon;

import incharge.eventstore.log.Appended;
import incharge.eventstore.log.Commit;
import incharge.eventstore.log.Condition;
import incharge.eventstore.log.ConditionFailed;
import incharge.eventstore.log.Consumed;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.LogException;
import incharge.eventstore.log.Recorded;
import incharge.eventstore.log.Sourced;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexPosition;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventhandling.conversion.EventConverter;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;

/**
 * Axon's storage engine over the log. Any Axon application can register it: an event's type is the qualified name of
 * its message, its payload is what the converter makes of it.
 *
 * <p>Axon's markers, tokens and starting points all name the next position to read; the log's markers name the last one
 * seen. The two differ by one, and only here.
 */
public final class LogStorageEngine implements EventStorageEngine {
    private final EventLog log;
    private final AxonEvents events;

    public LogStorageEngine(EventLog log, EventConverter converter) {
        this.log = log;
        this.events = new AxonEvents(converter);
    }

    /** Returns the last position that a marker includes. */
    public static long lastIncluded(ConsistencyMarker marker) {
        return Math.max(0, GlobalIndexConsistencyMarker.position(marker) - 1);
    }

    private static ConsistencyMarker after(long position) {
        return new GlobalIndexConsistencyMarker(position + 1);
    }

    private static TrackingToken tokenAfter(long position) {
        return new GlobalSequenceTrackingToken(position + 1);
    }

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition, ProcessingContext context, List<TaggedEventMessage<?>> events) {
        return CompletableFuture.completedFuture(new Transaction(condition, events));
    }

    private final class Transaction implements AppendTransaction<ConsistencyMarker> {
        private final AppendCondition condition;
        /** Axon's own list; it grows until the commit, so it is read only then. */
        private final List<TaggedEventMessage<?>> messages;

        private final AtomicBoolean ended = new AtomicBoolean();

        Transaction(AppendCondition condition, List<TaggedEventMessage<?>> messages) {
            this.condition = condition;
            this.messages = messages;
        }

        @Override
        public CompletableFuture<ConsistencyMarker> commit(ProcessingContext context) {
            if (ended.getAndSet(true)) {
                return CompletableFuture.failedFuture(new IllegalStateException("already committed or rolled back"));
            }
            if (messages.isEmpty()) {
                return CompletableFuture.completedFuture(ConsistencyMarker.ORIGIN);
            }
            // completed by hand, so that a failure is seen as it is and not wrapped
            var marker = new CompletableFuture<ConsistencyMarker>();
            AxonEvents.PreparedCommit prepared = AxonEvents.prepared(messages);
            Commit commit = prepared != null ? prepared.commit() : events.commit(messages);
            log.append(commit, logCondition(commit)).whenComplete((appended, failure) -> {
                if (prepared != null) {
                    prepared.appended(appended);
                }
                complete(marker, appended, failure);
            });
            return marker;
        }

        private Condition logCondition(Commit commit) {
            if (condition.consistencyMarker() == ConsistencyMarker.INFINITY) {
                return Condition.none();
            }
            Criteria criteria = AxonCriteria.of(condition.criteria());
            if (commit.consumed() != null) {
                // what another process answered meanwhile must not be answered again
                criteria = Criteria.either(
                        criteria, Criteria.tagged(Consumed.tag(commit.consumed().topic())));
            }
            return new Condition(lastIncluded(condition.consistencyMarker()), criteria);
        }

        private void complete(CompletableFuture<ConsistencyMarker> marker, Appended appended, Throwable failure) {
            switch (failure) {
                case null -> marker.complete(after(appended.last()));
                case ConditionFailed _ ->
                    marker.completeExceptionally(AppendEventsTransactionRejectedException.conflictingEventsDetected(
                                    condition.consistencyMarker())
                            .initCause(failure));
                case CompletionException wrapped
                when wrapped.getCause() != null -> complete(marker, appended, wrapped.getCause());
                default -> marker.completeExceptionally(failure);
            }
        }

        @Override
        public CompletableFuture<ConsistencyMarker> afterCommit(ConsistencyMarker marker, ProcessingContext context) {
            return CompletableFuture.completedFuture(marker);
        }

        @Override
        public void rollback(ProcessingContext context) {
            ended.set(true);
        }
    }

    @Override
    public MessageStream<EventMessage> source(SourcingCondition condition, ProcessingContext context) {
        Sourced sourced;
        try {
            sourced = log.source(AxonCriteria.of(condition.criteria()));
        } catch (LogException e) {
            return MessageStream.failed(e).cast();
        }
        long start = GlobalIndexPosition.toIndex(condition.start());
        Stream<MessageStream.Entry<EventMessage>> entries = StreamSupport.stream(
                        sourced.events().spliterator(), false)
                .filter(event -> event.position() >= start)
                .map(this::entry);
        return MessageStream.<MessageStream.Entry<EventMessage>, EventMessage>fromStream(
                Stream.concat(entries, Stream.of(end(sourced.marker()))), MessageStream.Entry::message, entry -> entry);
    }

    private static MessageStream.Entry<EventMessage> end(long marker) {
        return new SimpleEntry<>(
                TerminalEventMessage.INSTANCE, Context.with(ConsistencyMarker.RESOURCE_KEY, after(marker)));
    }

    @Override
    public MessageStream<EventMessage> stream(StreamingCondition condition, ProcessingContext context) {
        TrackingToken token = condition.position();
        long start = token == null ? 1 : token.position().orElse(1);
        return new TailStream(log, start, AxonCriteria.of(condition.criteria()), this::entry);
    }

    private MessageStream.Entry<EventMessage> entry(Recorded event) {
        Context context = TrackingToken.addToContext(Context.empty(), tokenAfter(event.position()));
        return new SimpleEntry<>(events.message(event), context);
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(ProcessingContext context) {
        return CompletableFuture.completedFuture(tokenAfter(0));
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(ProcessingContext context) {
        return answer(() -> tokenAfter(log.head()));
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(Instant at, ProcessingContext context) {
        return answer(() -> tokenAfter(lastBefore(at)));
    }

    /** Times never decrease along the log, so a binary search finds the position. */
    private long lastBefore(Instant at) {
        long before = 0;
        long notBefore = log.head() + 1;
        while (notBefore - before > 1) {
            long middle = (before + notBefore) >>> 1;
            if (log.at(middle).orElseThrow().time().isBefore(at)) {
                before = middle;
            } else {
                notBefore = middle;
            }
        }
        return before;
    }

    private static <T> CompletableFuture<T> answer(Supplier<T> question) {
        try {
            return CompletableFuture.completedFuture(question.get());
        } catch (LogException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("log", log.toString());
    }
}
