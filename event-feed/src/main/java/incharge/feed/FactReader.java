package incharge.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import tools.jackson.core.JacksonException;

/** Reads facts from the records of one topic, also for code that polls a topic without {@link Feeds}. */
public final class FactReader {
    /** An event after which no text about the person is opened any more. */
    private static final String PERSON_ERASED = "PersonErased";

    private final String topic;
    private final String source;
    private final KeyRing keys;

    /**
     * @param topic the name of a log, such as {@code incharge.customers}; only its events are facts of the topic
     * @param keys open the texts about persons
     */
    public FactReader(String topic, KeyRing keys) {
        this.topic = topic;
        this.keys = keys;
        this.source = "urn:incharge:" + topic.substring(topic.indexOf('.') + 1);
    }

    /** Returns the position in the log, empty if the record is no event of it; throws {@link UnreadableFact}. */
    public OptionalLong sequence(ConsumerRecord<byte[], byte[]> record) {
        if (!source.equals(text(record, "ce_source"))) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(required(record, "ce_sequence")));
        } catch (NumberFormatException e) {
            throw unreadable(record, e);
        }
    }

    /**
     * Returns the fact, empty if the record is no event of the log; throws {@link UnreadableFact}. The payload is not
     * read yet, since most events concern few consumers.
     */
    public Optional<Fact> read(ConsumerRecord<byte[], byte[]> record) {
        OptionalLong sequence = sequence(record);
        return sequence.isEmpty() ? Optional.empty() : Optional.of(read(record, sequence.getAsLong()));
    }

    /** Reads a record whose {@link #sequence} is known. */
    Fact read(ConsumerRecord<byte[], byte[]> record, long sequence) {
        try {
            String name = required(record, "ce_type");
            int version = name.lastIndexOf(".v");
            if (!name.startsWith(topic + ".") || version <= topic.length()) {
                throw new IllegalArgumentException("type " + name);
            }
            if (record.value() == null) {
                throw new IllegalArgumentException("no payload");
            }
            UUID id = UUID.fromString(required(record, "ce_id"));
            var fact = new Fact(
                    topic,
                    sequence,
                    record.offset(),
                    id,
                    name.substring(topic.length() + 1, version),
                    Integer.parseInt(name.substring(version + 2)),
                    required(record, "ce_subject"),
                    Instant.parse(required(record, "ce_time")),
                    required(record, "ce_actor"),
                    required(record, "ce_commandid"),
                    text(record, "ce_reason"),
                    text(record, "ce_commandsource"),
                    text(record, "ce_commandkind"),
                    text(record, "traceparent"),
                    new Payload(record.value(), id, name, keys));
            if (fact.type().equals(PERSON_ERASED)) {
                keys.forget(fact.payload().required("personId").asString());
            }
            return fact;
        } catch (IllegalArgumentException | DateTimeException | JacksonException e) {
            throw unreadable(record, e);
        }
    }

    private static String required(ConsumerRecord<byte[], byte[]> record, String header) {
        String value = text(record, header);
        if (value == null) {
            throw new UnreadableFact(record.topic(), record.offset(), header + " is missing", null);
        }
        return value;
    }

    private static UnreadableFact unreadable(ConsumerRecord<byte[], byte[]> record, RuntimeException cause) {
        return new UnreadableFact(record.topic(), record.offset(), cause.getMessage(), cause);
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
