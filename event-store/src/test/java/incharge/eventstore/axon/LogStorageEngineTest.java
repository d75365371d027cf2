package incharge.eventstore.axon;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.log.Cause;
import incharge.eventstore.log.Commit;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.NewEvent;
import incharge.eventstore.log.Recorded;
import incharge.local.RealParts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.StubProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.AfterAll;

/** The framework's own tests of a storage engine, against ours on a real MongoDB. */
class LogStorageEngineTest extends StorageEngineTestSuite<LogStorageEngine> {
    private EventLog log;

    @Override
    protected LogStorageEngine buildStorageEngine() {
        log = EventLog.open(RealParts.freshDatabase());
        return new LogStorageEngine(log, new Texts());
    }

    @Override
    protected ProcessingContext processingContext() {
        return new StubProcessingContext();
    }

    @AfterAll
    void close() {
        log.close();
    }

    /** The suite's events are texts with metadata and times of their own: all of it goes into the payload. */
    private static final class Texts implements Translation {
        private static final String BETWEEN = "\n";

        @Override
        public Commit commit(List<? extends TaggedEventMessage<?>> messages) {
            var events = messages.stream().map(Texts::event).toList();
            return new Commit(
                    UuidCreator.getTimeOrderedEpoch(), new Cause("suite", "test", null), events, null, null, null);
        }

        private static NewEvent event(TaggedEventMessage<?> tagged) {
            var message = tagged.event();
            var text = String.join(
                    BETWEEN, message.timestamp().toString(), message.metadata().get("key"), (String) message.payload());
            return new NewEvent(
                    UUID.fromString(message.identifier()),
                    message.type().qualifiedName().localName(),
                    1,
                    "",
                    text.getBytes(StandardCharsets.UTF_8),
                    Criteria.encode(tagged.tags()),
                    null);
        }

        @Override
        public EventMessage message(Recorded event) {
            var parts = new String(event.payload(), StandardCharsets.UTF_8).split(BETWEEN);
            return new GenericEventMessage(
                    event.id().toString(),
                    new MessageType(event.type()),
                    parts[2],
                    Map.of("key", parts[1]),
                    Instant.parse(parts[0]));
        }
    }
}
