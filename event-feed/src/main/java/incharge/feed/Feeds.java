package incharge.feed;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics that this service consumes, and how far it has come. All methods may be called from any thread. */
public final class Feeds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);

    /** How long a checkpoint may stay unstored that has nothing to apply before it. */
    private static final Duration STORE_INTERVAL = Duration.ofMillis(200);

    /** How soon a missing topic is found after its creation, and how long Kafka may take to name its topics. */
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

    private static final Duration LOOK_AT_MOST = Duration.ofSeconds(10);

    private final Map<String, TopicConsumer> consumers = new LinkedHashMap<>();
    private final KeyRing keys;
    private final Map<String, Object> kafka;
    private final Thread storing;
    private Admin admin;

    Feeds(
            List<String> topics,
            KeyRing keys,
            MongoClient client,
            MongoDatabase database,
            FactHandler handler,
            Map<String, Object> kafka,
            MeterRegistry metrics) {
        topics.forEach(
                topic -> consumers.put(topic, new TopicConsumer(topic, keys, client, database, handler, metrics)));
        this.keys = keys;
        this.storing = Thread.ofVirtual().name("feed-checkpoints").start(this::storeNowAndThen);
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        this.kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    }

    /** Returns the names of the topics, such as {@code incharge.customers}. */
    public Collection<String> topics() {
        return List.copyOf(consumers.keySet());
    }

    /** Returns the sequence of the last event applied; 0 if none. */
    public long position(String topic) {
        return consumer(topic).sequence();
    }

    /**
     * Waits until each topic has reached at least its sequence.
     *
     * @return false if that took longer than {@code max}, or a topic is stopped below
     */
    public boolean await(Map<String, Long> minByTopic, Duration max) {
        long deadline = System.nanoTime() + max.toNanos();
        try {
            for (Map.Entry<String, Long> min : minByTopic.entrySet()) {
                if (!consumer(min.getKey()).awaitSequence(min.getValue(), deadline)) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Waits until everything is applied that the topic held when this was called.
     *
     * @return false if that took longer than {@code max}, the topic is stopped below, does not exist yet, or Kafka is
     *     away
     */
    public boolean awaitEnd(String topic, Duration max) {
        TopicConsumer consumer = consumer(topic);
        long deadline = System.nanoTime() + max.toNanos();
        Optional<Long> end = endOffset(topic, max);
        try {
            return end.isPresent() && consumer.awaitOffset(end.get() - 1, deadline);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns how far this or another process has come. */
    Checkpoint reached(String topic) {
        return consumer(topic).reached();
    }

    /** Returns the keys of the persons in the events. */
    KeyRing keys() {
        return keys;
    }

    /** Returns the settings of a client of the topics. */
    Map<String, Object> kafka() {
        return kafka;
    }

    /** Returns the offset that the next record gets; empty if Kafka does not answer, or has no such topic. */
    Optional<Long> endOffset(String topic, Duration max) {
        var partition = new TopicPartition(topic, 0);
        return get(
                admin().listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition)
                        .thenApply(result -> Optional.of(result.offset())),
                max,
                Optional.empty());
    }

    /** Returns false if Kafka answers within {@code max} that there is no such topic yet. */
    boolean mayExist(String topic, Duration max) {
        return get(admin().listTopics().names().thenApply(names -> names.contains(topic)), max, true);
    }

    /** Waits, as long as it takes, until Kafka has the topic. */
    void awaitTopic(String topic) throws InterruptedException {
        while (!get(admin().listTopics().names().thenApply(names -> names.contains(topic)), LOOK_AT_MOST, false)) {
            Thread.sleep(LOOK_INTERVAL);
        }
    }

    private static <T> T get(KafkaFuture<T> answer, Duration max, T unknown) {
        try {
            return answer.get(max.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Kafka does not answer", e);
            return unknown;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return unknown;
        }
    }

    /** Returns whether everything that the topic held at some time was consumed, by this process or another. */
    boolean isComplete(String topic) {
        return consumer(topic).isComplete();
    }

    void markComplete(String topic) {
        consumer(topic).markComplete();
    }

    /** Returns false while a topic is stopped for a reason that does not pass by itself. */
    public boolean healthy() {
        return consumers.keySet().stream().noneMatch(this::isStopped);
    }

    /** Returns whether this process consumes the topic no further, for a reason that does not pass by itself. */
    boolean isStopped(String topic) {
        return consumer(topic).failure() instanceof Failure.Permanent;
    }

    /**
     * Returns why this process applies nothing of the topic at the moment; empty if it does, or another process does.
     */
    Optional<Failure> failure(String topic) {
        return consumer(topic).failureHere();
    }

    /** Returns why the process that applies the topic, this or another, is stopped for good; empty if it is not. */
    Optional<Failure> stopped(String topic) {
        return consumer(topic).stopped();
    }

    /** Returns, by topic, why it is not applied at the moment; empty if all is well. */
    public Map<String, String> failures() {
        var failures = new LinkedHashMap<String, String>();
        consumers.forEach((topic, consumer) -> {
            Failure failure = consumer.failure();
            if (failure != null) {
                failures.put(topic, failure.reason());
            }
        });
        return failures;
    }

    /** As {@link #position}, as far as this process can say without the database. */
    long positionHere(String topic) {
        return consumer(topic).sequenceHere();
    }

    private void storeNowAndThen() {
        try {
            while (true) {
                Thread.sleep(STORE_INTERVAL);
                consumers.values().forEach(TopicConsumer::store);
            }
        } catch (InterruptedException _) {
            LOG.debug("Checkpoints are stored no more: closed");
        }
    }

    @Override
    public synchronized void close() {
        storing.interrupt();
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    // For the consumers' threads.

    void assigned(Consumer<?, ?> kafkaConsumer, Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            seek(kafkaConsumer, partition, consumer(partition.topic())::assigned);
        }
    }

    void revoked(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> consumer(partition.topic()).revoked());
    }

    void consume(List<ConsumerRecord<byte[], byte[]>> records) {
        consumer(records.getFirst().topic()).consume(records);
    }

    /** Seeks back to where nothing is lost; returns how long to wait before the next poll, in milliseconds. */
    long failed(Consumer<?, ?> kafkaConsumer, Collection<TopicPartition> partitions, Throwable thrown) {
        long backoffMillis = 0;
        for (TopicPartition partition : partitions) {
            TopicConsumer consumer = consumer(partition.topic());
            if (kafkaConsumer.assignment().contains(partition)) {
                seek(kafkaConsumer, partition, () -> consumer.failed(thrown));
            }
            backoffMillis = Math.max(backoffMillis, consumer.backoffMillis());
        }
        return backoffMillis;
    }

    private static void seek(Consumer<?, ?> kafkaConsumer, TopicPartition partition, LongSupplier offset) {
        long target;
        try {
            target = offset.getAsLong();
        } catch (RuntimeException e) {
            // the database is away; records are refused until the checkpoint is known
            LOG.warn("The checkpoint of {} is not known yet: {}", partition.topic(), e.getMessage());
            target = TopicConsumer.BEGINNING;
        }
        if (target == TopicConsumer.BEGINNING) {
            kafkaConsumer.seekToBeginning(List.of(partition));
        } else {
            kafkaConsumer.seek(partition, target);
        }
    }

    private TopicConsumer consumer(String topic) {
        TopicConsumer consumer = consumers.get(topic);
        if (consumer == null) {
            throw new IllegalArgumentException("topic " + topic + " is not consumed, but " + topics());
        }
        return consumer;
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(kafka);
        }
        return admin;
    }
}
