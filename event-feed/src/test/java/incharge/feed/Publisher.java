package incharge.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import incharge.feed.testing.Topic;
import incharge.local.RealParts;
import java.time.Duration;
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
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Fills a topic as the service that owns the log would, or as it never should. */
final class Publisher implements AutoCloseable {
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", RealParts.kafkaBootstrap());

    final String topic = "incharge.published-" + ProcessHandle.current().pid() + "-" + TOPICS.incrementAndGet();
    private final Admin admin = Admin.create(KAFKA);
    private final KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(KAFKA, new ByteArraySerializer(), new ByteArraySerializer());

    static Publisher withTopic() {
        var publisher = new Publisher();
        publisher.createTopic();
        return publisher;
    }

    void createTopic() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            return true;
        });
    }

    void deleteTopic() {
        get(admin.deleteTopics(List.of(topic)).all());
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !exists());
    }

    boolean exists() {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void publish(long from, long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            producer.send(event(sequence, "Happened"));
        }
        producer.flush();
    }

    void publish(long sequence, String type) {
        producer.send(event(sequence, type));
        producer.flush();
    }

    void publishForeign() {
        producer.send(new ProducerRecord<>(topic, 0, null, "not ours".getBytes(UTF_8)));
        producer.flush();
    }

    void publishBroken(long sequence) {
        ProducerRecord<byte[], byte[]> record = event(sequence, "Happened");
        record.headers().remove("ce_time");
        producer.send(record);
        producer.flush();
    }

    /** Returns the same event whenever the same sequence is published. */
    private ProducerRecord<byte[], byte[]> event(long sequence, String type) {
        return Topic.event(
                topic,
                sequence,
                new UUID(7, sequence),
                type,
                "subject",
                Instant.EPOCH.plusSeconds(sequence),
                "{\"number\":" + sequence + "}");
    }

    private static <T> T get(KafkaFuture<T> future) {
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
