package incharge.feed.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import incharge.local.RealParts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic of a service that does not run here, filled as that service would. It starts at the first event, so a broker
 * has one.
 */
public final class Topic {

    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", RealParts.kafkaBootstrap());

    private final String name;
    private final KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(KAFKA, new ByteArraySerializer(), new ByteArraySerializer());
    private long sequence;

    public Topic(String name) {
        this.name = name;
        try (var admin = Admin.create(KAFKA)) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the position of the last event. */
    public synchronized long position() {
        return sequence;
    }

    /** Publishes an event; returns its position. */
    public synchronized long publish(String type, UUID subject, String payload) {
        sequence++;
        producer.send(event(name, sequence, UUID.randomUUID(), type, subject.toString(), Instant.now(), payload));
        producer.flush();
        return sequence;
    }

    /** Returns the record of an event, as the owner of the log publishes it. */
    public static ProducerRecord<byte[], byte[]> event(
            String topic, long sequence, UUID id, String type, String subject, Instant time, String payload) {
        var record = new ProducerRecord<>(topic, 0, subject.getBytes(UTF_8), payload.getBytes(UTF_8));
        Map.of(
                        "ce_id",
                        id.toString(),
                        "ce_source",
                        "urn:incharge:" + topic.substring("incharge.".length()),
                        "ce_type",
                        topic + "." + type + ".v1",
                        "ce_subject",
                        subject,
                        "ce_time",
                        time.toString(),
                        "ce_sequence",
                        Long.toString(sequence),
                        "ce_actor",
                        "anna",
                        "ce_commandid",
                        "01890a5d-ac96-774b-bcce-000000000077")
                .forEach((header, value) -> record.headers().add(header, value.getBytes(UTF_8)));
        return record;
    }
}
