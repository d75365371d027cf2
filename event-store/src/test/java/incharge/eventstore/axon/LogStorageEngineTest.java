package incharge.eventstore.axon;

import incharge.eventstore.log.EventLog;
import incharge.local.RealParts;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.StubProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.conversion.EventConverter;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.junit.jupiter.api.AfterAll;

/** The framework's own tests of a storage engine, against ours on a real MongoDB. */
class LogStorageEngineTest extends StorageEngineTestSuite<EventStorageEngine> {
    private EventLog log;

    @Override
    protected EventStorageEngine buildStorageEngine() {
        log = EventLog.open(RealParts.freshDatabase());
        return new TextEngine(new LogStorageEngine(log, new Texts()));
    }

    @Override
    protected ProcessingContext processingContext() {
        return new StubProcessingContext();
    }

    @AfterAll
    void close() {
        log.close();
    }

    /** The suite's events are texts. */
    private static final class Texts implements EventConverter {
        @Override
        public <E extends EventMessage, T> T convertPayload(E event, Type target) {
            return convert(event.payload(), target);
        }

        @Override
        public <E extends EventMessage> E convertEvent(E event, Type target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean canConvert(Type source, Type target) {
            return source == String.class && target == byte[].class;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T convert(Object input, Type target) {
            return (T) ((String) input).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void describeTo(ComponentDescriptor descriptor) {}
    }

    /** Converts payloads at once, as handlers do later; the suite compares them with what it appended. */
    private record TextEngine(LogStorageEngine engine) implements EventStorageEngine {
        private static EventMessage text(EventMessage message) {
            return message.payload() instanceof byte[] bytes
                    ? new GenericEventMessage(
                            message.identifier(),
                            message.type(),
                            new String(bytes, StandardCharsets.UTF_8),
                            message.metadata(),
                            message.timestamp())
                    : message;
        }

        @Override
        public MessageStream<EventMessage> source(SourcingCondition condition, ProcessingContext context) {
            return engine.source(condition, context).mapMessage(TextEngine::text);
        }

        @Override
        public MessageStream<EventMessage> stream(StreamingCondition condition, ProcessingContext context) {
            return engine.stream(condition, context).mapMessage(TextEngine::text);
        }

        @Override
        public CompletableFuture<AppendTransaction<?>> appendEvents(
                AppendCondition condition, ProcessingContext context, List<TaggedEventMessage<?>> events) {
            return engine.appendEvents(condition, context, events);
        }

        @Override
        public CompletableFuture<TrackingToken> firstToken(ProcessingContext context) {
            return engine.firstToken(context);
        }

        @Override
        public CompletableFuture<TrackingToken> latestToken(ProcessingContext context) {
            return engine.latestToken(context);
        }

        @Override
        public CompletableFuture<TrackingToken> tokenAt(Instant at, ProcessingContext context) {
            return engine.tokenAt(at, context);
        }

        @Override
        public void describeTo(ComponentDescriptor descriptor) {
            engine.describeTo(descriptor);
        }
    }
}
