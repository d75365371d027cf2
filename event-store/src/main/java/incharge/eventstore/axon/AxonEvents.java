package incharge.eventstore.axon;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.log.Appended;
import incharge.eventstore.log.Cause;
import incharge.eventstore.log.Commit;
import incharge.eventstore.log.NewEvent;
import incharge.eventstore.log.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.conversion.EventConverter;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * Maps Axon's event messages to commits of the log and the log's events to messages.
 *
 * <p>The metadata {@code actor}, {@code commandId} and {@code reason} are the event's cause, {@code subject} is its
 * subject; without it the value of its first tag is. All other metadata, the message's own time and a version that is
 * no number are kept as the cause's metadata.
 */
final class AxonEvents {
    private static final String ACTOR = "actor";
    private static final String COMMAND_ID = "commandId";
    private static final String REASON = "reason";
    private static final String SUBJECT = "subject";
    private static final String TIME = "axon.time";
    private static final String VERSION = "axon.version";
    /** Actor of an event that names none. */
    private static final String UNKNOWN = "unknown";

    private final EventConverter converter;

    AxonEvents(EventConverter converter) {
        this.converter = converter;
    }

    /** A commit that is made outside of Axon and passes through its transaction as a whole. */
    static final class PreparedCommit {
        private final Commit commit;
        private volatile Appended appended;

        PreparedCommit(Commit commit) {
            this.commit = commit;
        }

        Commit commit() {
            return commit;
        }

        /** Returns where it is recorded; null until it is. */
        Appended appended() {
            return appended;
        }

        void appended(Appended where) {
            appended = where;
        }

        /** Returns its events as messages for Axon's transaction. */
        List<EventMessage> messages() {
            var now = Instant.now();
            Map<String, String> metadata = metadata(commit.cause());
            return commit.events().stream()
                    .<EventMessage>map(event -> new GenericEventMessage(
                            event.id().toString(),
                            new MessageType(new QualifiedName(event.type()), Integer.toString(event.version())),
                            new PreparedEvent(event, this),
                            event.cause() == null ? metadata : metadata(event.cause()),
                            now))
                    .toList();
        }
    }

    /** The payload of a message whose event belongs to a prepared commit. */
    record PreparedEvent(NewEvent event, PreparedCommit commit) {}

    /** A message made of a stored event; its payload is the stored one, which handlers convert. */
    static final class StoredEvent extends GenericEventMessage {
        private final transient Recorded recorded;

        private StoredEvent(Recorded recorded, String version, Map<String, String> metadata, Instant time) {
            super(
                    recorded.id().toString(),
                    new MessageType(new QualifiedName(recorded.type()), version),
                    recorded.payload(),
                    metadata,
                    time);
            this.recorded = recorded;
        }

        Recorded recorded() {
            return recorded;
        }
    }

    StoredEvent message(Recorded event) {
        Map<String, String> metadata = metadata(event.cause());
        String time = metadata.remove(TIME);
        String version = metadata.remove(VERSION);
        if (time != null) {
            metadata.remove(ACTOR, UNKNOWN);
            metadata.remove(COMMAND_ID, event.id().toString());
        }
        return new StoredEvent(
                event,
                version == null ? Integer.toString(event.version()) : version,
                metadata,
                time == null ? event.time() : Instant.parse(time));
    }

    private static Map<String, String> metadata(Cause cause) {
        var metadata = new HashMap<>(cause.metadata());
        metadata.put(ACTOR, cause.actor());
        metadata.put(COMMAND_ID, cause.commandId());
        if (cause.reason() != null) {
            metadata.put(REASON, cause.reason());
        }
        return metadata;
    }

    /** Returns the prepared commit that the messages are; null if Axon's own components appended them. */
    static PreparedCommit prepared(List<? extends TaggedEventMessage<?>> messages) {
        if (!(messages.getFirst().event().payload() instanceof PreparedEvent(var _, var commit))) {
            return null;
        }
        if (messages.size() != commit.commit().events().size()) {
            throw new IllegalStateException("a prepared commit takes no further events");
        }
        return commit;
    }

    /** Returns a commit of the messages, at least one. */
    Commit commit(List<? extends TaggedEventMessage<?>> messages) {
        var events = new ArrayList<NewEvent>();
        messages.forEach(message -> events.add(event(message)));
        return new Commit(UuidCreator.getTimeOrderedEpoch(), events.getFirst().cause(), events, null, null, null);
    }

    private NewEvent event(TaggedEventMessage<?> tagged) {
        EventMessage message = tagged.event();
        var kept = new HashMap<>(message.metadata());
        kept.put(TIME, message.timestamp().toString());
        String version = message.type().version();
        boolean isNumber = version.matches("[1-9][0-9]{0,8}");
        if (!isNumber) {
            kept.put(VERSION, version);
        }
        String actor = kept.remove(ACTOR);
        String commandId = kept.remove(COMMAND_ID);
        String reason = kept.remove(REASON);
        var cause = new Cause(
                actor == null ? UNKNOWN : actor, commandId == null ? message.identifier() : commandId, reason, kept);
        return new NewEvent(
                UUID.fromString(message.identifier()),
                message.type().qualifiedName().name(),
                isNumber ? Integer.parseInt(version) : 1,
                subject(tagged),
                converter.convertPayload(message, byte[].class),
                AxonCriteria.encode(tagged.tags()),
                cause);
    }

    private static String subject(TaggedEventMessage<?> tagged) {
        String given = tagged.event().metadata().get(SUBJECT);
        return given != null
                ? given
                : tagged.tags().stream()
                        .min(Comparator.comparing(Tag::key).thenComparing(Tag::value))
                        .map(Tag::value)
                        .orElse("");
    }
}
