package incharge.eventstore.decider;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.axon.Criteria;
import incharge.eventstore.axon.Translation;
import incharge.eventstore.log.Cause;
import incharge.eventstore.log.Commit;
import incharge.eventstore.log.Consumed;
import incharge.eventstore.log.Idempotency;
import incharge.eventstore.log.NewEvent;
import incharge.eventstore.log.Recorded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;

/**
 * Carries decided events through Axon to the log. Axon knows messages only, so what belongs to the commit as a whole goes as
 * metadata of its first event, and is taken off again before it is stored.
 */
final class Crossing<E> implements Translation {
    private static final String ACTOR = "actor";
    private static final String COMMAND = "commandId";
    private static final String REASON = "reason";
    private static final String KEY = "commit.key";
    private static final String BODY_HASH = "commit.bodyHash";
    private static final String PER_COMMAND = "commit.eventsPerCommand";
    private static final String TOPIC = "commit.topic";
    private static final String UP_TO = "commit.upTo";
    private static final String ANSWER = "commit.answer";

    private final Codec<E> codec;

    Crossing(Codec<E> codec) {
        this.codec = codec;
    }

    /** A stored event as Axon passes it on, with all that the log knows of it. */
    static final class Stored extends GenericEventMessage {
        private final transient Recorded recorded;

        private Stored(Recorded recorded) {
            super(
                    recorded.id().toString(),
                    new MessageType(new QualifiedName(recorded.type()), Integer.toString(recorded.version())),
                    recorded.payload(),
                    Crossing.metadata(recorded.cause()),
                    recorded.time());
            this.recorded = recorded;
        }

        Recorded recorded() {
            return recorded;
        }
    }

    @Override
    public EventMessage message(Recorded event) {
        return new Stored(event);
    }

    /** The messages of a commit. At least one of the outcomes has an event. */
    List<EventMessage> messages(Request<?, ?, E> request, List<Outcome<E>> outcomes) {
        var now = Instant.now();
        var ofCommit = new HashMap<>(metadataOfCommit(request, outcomes));
        return IntStream.range(0, outcomes.size())
                .boxed()
                .flatMap(i -> {
                    var cause = metadata(request.causes().apply(i));
                    return outcomes.get(i).events().stream().map(event -> {
                        var message = message(event, cause, ofCommit, now);
                        ofCommit.clear();
                        return message;
                    });
                })
                .toList();
    }

    private EventMessage message(E event, Map<String, String> cause, Map<String, String> more, Instant now) {
        var metadata = cause;
        if (!more.isEmpty()) {
            metadata = new HashMap<>(cause);
            metadata.putAll(more);
        }
        var type = new MessageType(new QualifiedName(codec.type(event)), Integer.toString(codec.version(event)));
        return new GenericEventMessage(UuidCreator.getTimeOrderedEpoch().toString(), type, event, metadata, now);
    }

    private static Map<String, String> metadata(Cause cause) {
        return cause.reason() == null
                ? Map.of(ACTOR, cause.actor(), COMMAND, cause.commandId())
                : Map.of(ACTOR, cause.actor(), COMMAND, cause.commandId(), REASON, cause.reason());
    }

    private Map<String, String> metadataOfCommit(Request<?, ?, E> request, List<Outcome<E>> outcomes) {
        var metadata = new HashMap<String, String>();
        metadata.put(
                PER_COMMAND,
                outcomes.stream()
                        .map(outcome -> Integer.toString(
                                outcome.refused() == null ? outcome.events().size() : -1))
                        .collect(Collectors.joining(",")));
        var idempotency = request.origin().idempotency();
        if (idempotency != null) {
            metadata.put(KEY, idempotency.key());
            metadata.put(BODY_HASH, idempotency.bodyHash());
            if (outcomes.stream().anyMatch(outcome -> outcome.refused() != null))
                metadata.put(ANSWER, codec.writeRefusals(outcomes));
        }
        if (request.answering() != null) {
            metadata.put(TOPIC, request.answering().topic());
            metadata.put(UP_TO, Long.toString(request.answering().upTo()));
        }
        return metadata;
    }

    @Override
    public Commit commit(List<? extends TaggedEventMessage<?>> messages) {
        var first = messages.getFirst().event().metadata();
        var cause = cause(first);
        return new Commit(
                UuidCreator.getTimeOrderedEpoch(),
                cause,
                messages.stream().map(message -> event(message, cause)).toList(),
                first.containsKey(KEY) ? new Idempotency(first.get(KEY), first.get(BODY_HASH)) : null,
                Stream.of(first.getOrDefault(PER_COMMAND, "").split(","))
                        .filter(number -> !number.isEmpty())
                        .mapToInt(Integer::parseInt)
                        .toArray(),
                first.containsKey(TOPIC) ? new Consumed(first.get(TOPIC), Long.parseLong(first.get(UP_TO))) : null,
                first.containsKey(ANSWER) ? first.get(ANSWER).getBytes(StandardCharsets.UTF_8) : null);
    }

    private NewEvent event(TaggedEventMessage<?> tagged, Cause ofCommit) {
        var message = tagged.event();
        var event = codec.vocabulary().events().cast(message.payload());
        var cause = cause(message.metadata());
        return new NewEvent(
                UUID.fromString(message.identifier()),
                codec.type(event),
                codec.version(event),
                codec.vocabulary().subject().apply(event),
                codec.write(event),
                Criteria.encode(tagged.tags()),
                cause.equals(ofCommit) ? null : cause);
    }

    private static Cause cause(Map<String, String> metadata) {
        return new Cause(metadata.get(ACTOR), metadata.get(COMMAND), metadata.get(REASON));
    }
}
