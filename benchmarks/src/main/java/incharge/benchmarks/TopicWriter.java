package incharge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes events to the topics of the three logs with the headers and settings of the relay, without the logs. */
final class TopicWriter implements AutoCloseable {
    static final String CUSTOMERS = "incharge.customers";
    static final String RESPONSIBILITIES = "incharge.responsibilities";
    static final String GROUPINGS = "incharge.groupings";

    private static final String KEYS = "incharge.keys";
    private static final List<String> TOPICS = List.of(CUSTOMERS, RESPONSIBILITIES, GROUPINGS);
    private static final Map<String, String> KEPT =
            Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1", TopicConfig.RETENTION_BYTES_CONFIG, "-1");
    private static final Map<String, String> COMPACTED =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Long> sequences;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private TopicWriter(String bootstrap, Map<String, Long> sequences) {
        this.sequences = sequences;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "linger.ms",
                        0,
                        "batch.size",
                        128 << 10),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Creates topics that are missing and goes on behind what the others hold. */
    static TopicWriter at(String bootstrap) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            var existing = admin.listTopics().names().get();
            admin.createTopics(Stream.concat(TOPICS.stream(), Stream.of(KEYS))
                            .filter(topic -> !existing.contains(topic))
                            .map(topic ->
                                    new NewTopic(topic, 1, (short) 1).configs(topic.equals(KEYS) ? COMPACTED : KEPT))
                            .toList())
                    .all()
                    .get();
            var sequences = new HashMap<String, Long>();
            for (String topic : TOPICS) {
                var partition = new TopicPartition(topic, 0);
                // one event a record, so the offset of the next one counts the events
                sequences.put(
                        topic,
                        admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                                .partitionResult(partition)
                                .get()
                                .offset());
            }
            return new TopicWriter(bootstrap, sequences);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends an event and does not wait for the answer. Returns its sequence. */
    synchronized long send(String topic, String type, UUID subject, Instant time, String payload) {
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
        long sequence = sequences.merge(topic, 1L, Long::sum);
        var record = new ProducerRecord<>(topic, 0, subject.toString().getBytes(UTF_8), payload.getBytes(UTF_8));
        addHeaders(record, sequence, name(topic, type), subject, time);
        send(record);
        return sequence;
    }

    /** Sends the key of a person. */
    void sendKey(UUID person, byte[] key) {
        send(new ProducerRecord<>(KEYS, 0, person.toString().getBytes(UTF_8), key));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (_, refused) -> {
            if (refused != null) {
                failure.compareAndSet(null, refused);
            }
        });
    }

    /** Returns the id of an event. */
    static UUID id(String topic, long sequence) {
        return new UUID(0x0199_0000_0000_7000L | topic.length(), Long.MIN_VALUE | sequence);
    }

    /** Returns the full name of a type. */
    static String name(String topic, String type) {
        return topic + "." + type + ".v1";
    }

    private static void addHeaders(
            ProducerRecord<byte[], byte[]> record, long sequence, String name, UUID subject, Instant time) {
        String topic = record.topic();
        String[] headers = {
            "content-type",
            "application/json",
            "ce_specversion",
            "1.0",
            "ce_id",
            id(topic, sequence).toString(),
            "ce_source",
            "urn:incharge:" + topic.substring(topic.indexOf('.') + 1),
            "ce_type",
            name,
            "ce_subject",
            subject.toString(),
            "ce_time",
            time.toString(),
            "ce_dataschema",
            "urn:incharge:schema:" + name,
            "ce_sequence",
            Long.toString(sequence),
            "ce_actor",
            "benchmark",
            "ce_commandid",
            new UUID(0x0199_0000_0001_7000L | topic.length(), Long.MIN_VALUE | sequence).toString()
        };
        for (int i = 0; i < headers.length; i += 2) {
            record.headers().add(headers[i], headers[i + 1].getBytes(UTF_8));
        }
    }

    /** Waits until the broker has everything. */
    void flush() {
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
    }

    /** Returns the sequence of the last event of a topic; 0 if there is none. */
    synchronized long last(String topic) {
        return sequences.get(topic);
    }

    /** Returns the position of all that was sent, as {@code Min-Event-Position} has it. */
    String position() {
        return "customers=%d, responsibilities=%d, groupings=%d"
                .formatted(last(CUSTOMERS), last(RESPONSIBILITIES), last(GROUPINGS));
    }

    @Override
    public void close() {
        producer.close();
    }
}
