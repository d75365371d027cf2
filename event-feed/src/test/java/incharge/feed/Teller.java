package incharge.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import incharge.local.RealParts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Writes a topic as the service that owns the log would, or as it never should. */
final class Teller implements AutoCloseable {
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", RealParts.kafkaBootstrap());

    final String topic = "incharge.told-" + ProcessHandle.current().pid() + "-" + TOPICS.incrementAndGet();
    private final Admin admin = Admin.create(KAFKA);
    private final KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(KAFKA, new ByteArraySerializer(), new ByteArraySerializer());

    static Teller withTopic() {
        var teller = new Teller();
        teller.makeTopic();
        return teller;
    }

    void makeTopic() {
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> {
                    admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                            .all()
                            .get();
                    return true;
                });
    }

    void deleteTopic() {
        get(admin.deleteTopics(List.of(topic)).all());
        Awaitility.await().atMost(java.time.Duration.ofSeconds(60)).until(() -> !exists());
    }

    boolean exists() {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) return false;
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void tell(long from, long to) {
        for (long sequence = from; sequence <= to; sequence++) producer.send(event(sequence, "Happened"));
        producer.flush();
    }

    void tell(long sequence, String type) {
        producer.send(event(sequence, type));
        producer.flush();
    }

    void tellSomethingElse() {
        producer.send(new ProducerRecord<>(topic, 0, null, "not ours".getBytes(UTF_8)));
        producer.flush();
    }

    void tellBroken(long sequence) {
        var record = event(sequence, "Happened");
        record.headers().remove("ce_time");
        producer.send(record);
        producer.flush();
    }

    /** The same for the same sequence, whenever it is told. */
    private ProducerRecord<byte[], byte[]> event(long sequence, String type) {
        String payload = "{\"number\":" + sequence + "}";
        var record = new ProducerRecord<>(topic, 0, "subject".getBytes(UTF_8), payload.getBytes(UTF_8));
        Map.of(
                        "ce_id",
                        new UUID(7, sequence).toString(),
                        "ce_source",
                        "urn:incharge:" + topic.substring("incharge.".length()),
                        "ce_type",
                        topic + "." + type + ".v1",
                        "ce_subject",
                        "subject",
                        "ce_time",
                        Instant.EPOCH.plusSeconds(sequence).toString(),
                        "ce_sequence",
                        Long.toString(sequence),
                        "ce_actor",
                        "anna",
                        "ce_commandid",
                        "command-" + sequence)
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    private static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
