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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** How far this service has heard the topics it listens to. All methods may be called from any thread. */
public final class Feeds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);

    /** How late other processes may learn that what concerns nobody was passed. */
    private static final Duration KEEP = Duration.ofMillis(200);

    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<String, Object> kafka;
    private final Thread keeper;
    private Admin admin;

    Feeds(
            List<String> topics,
            MongoClient client,
            MongoDatabase database,
            FactHandler handler,
            JsonMapper json,
            Map<String, Object> kafka,
            MeterRegistry metrics) {
        topics.forEach(topic -> sources.put(topic, new Source(topic, client, database, handler, json, metrics)));
        this.keeper = Thread.ofVirtual().name("feed-places").start(this::keep);
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        this.kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    }

    /** The topics that are heard, such as {@code incharge.customers}. */
    public Collection<String> topics() {
        return List.copyOf(sources.keySet());
    }

    /** The sequence of the last event applied; 0 if none. */
    public long position(String topic) {
        return source(topic).position();
    }

    /**
     * Waits until each topic has reached at least its sequence.
     *
     * @return false if that took longer than {@code max}, or a topic stands still below
     */
    public boolean await(Map<String, Long> minByTopic, Duration max) {
        long deadline = System.nanoTime() + max.toNanos();
        try {
            for (var min : minByTopic.entrySet()) {
                if (!source(min.getKey()).awaitSequence(min.getValue(), deadline)) return false;
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
     * @return false if that took longer than {@code max}, the topic stands still below, does not exist yet, or Kafka
     *     does not tell
     */
    public boolean awaitEnd(String topic, Duration max) {
        Source source = source(topic);
        long deadline = System.nanoTime() + max.toNanos();
        try {
            var partition = new TopicPartition(topic, 0);
            long end = admin().listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get(max.toNanos(), TimeUnit.NANOSECONDS)
                    .offset();
            return source.awaitOffset(end - 1, deadline);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The end of {} is not known", topic, e);
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** False when Kafka says within {@code max} that there is no such topic yet. */
    boolean mayExist(String topic, Duration max) {
        try {
            return admin().listTopics()
                    .names()
                    .get(max.toNanos(), TimeUnit.NANOSECONDS)
                    .contains(topic);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Whether there is {} is not known", topic, e);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Whether everything that the topic held at some time was heard, by this process or another. */
    boolean isWhole(String topic) {
        return source(topic).isWhole();
    }

    void markWhole(String topic) {
        source(topic).markWhole();
    }

    /** False while a topic stands still for a reason that does not pass by itself. */
    public boolean healthy() {
        return sources.keySet().stream().noneMatch(this::standsStill);
    }

    /** Whether this process hears nothing more of the topic, for a reason that does not pass by itself. */
    boolean standsStill(String topic) {
        return source(topic).trouble() instanceof Trouble.Lasting;
    }

    /** By topic, why nothing of it is applied at the moment; empty if all is well. */
    public Map<String, String> troubles() {
        var troubles = new LinkedHashMap<String, String>();
        sources.forEach((topic, source) -> {
            Trouble trouble = source.trouble();
            if (trouble != null) troubles.put(topic, trouble.reason());
        });
        return troubles;
    }

    /** As {@link #position}, by what this process knows: no database is asked. */
    long applied(String topic) {
        return source(topic).applied();
    }

    private void keep() {
        try {
            while (true) {
                Thread.sleep(KEEP);
                sources.values().forEach(Source::keep);
            }
        } catch (InterruptedException _) {
            LOG.debug("Places are kept no more: closed");
        }
    }

    @Override
    public synchronized void close() {
        keeper.interrupt();
        if (admin != null) admin.close(Duration.ZERO);
    }

    // For the consumers' threads.

    void assigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        for (var partition : partitions) {
            Source source = sources.get(partition.topic());
            if (source != null) place(consumer, partition, source::assigned);
        }
    }

    void revoked(Collection<TopicPartition> partitions) {
        for (var partition : partitions) {
            Source source = sources.get(partition.topic());
            if (source != null) source.revoked();
        }
    }

    void hear(List<ConsumerRecord<byte[], byte[]>> records) {
        source(records.getFirst().topic()).hear(records);
    }

    /** Goes back to where nothing is lost; returns how long to wait before, in milliseconds. */
    long failed(Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Throwable why) {
        long pause = 0;
        for (var partition : partitions) {
            Source source = source(partition.topic());
            if (consumer.assignment().contains(partition)) place(consumer, partition, () -> source.failed(why));
            pause = Math.max(pause, source.pause());
        }
        return pause;
    }

    private interface Seeking {
        long offset();
    }

    private static void place(Consumer<?, ?> consumer, TopicPartition partition, Seeking seeking) {
        try {
            long offset = seeking.offset();
            if (offset >= 0) consumer.seek(partition, offset);
            else consumer.seekToBeginning(List.of(partition));
        } catch (RuntimeException e) {
            // The database is away. What is heard now is refused until the place is known.
            LOG.warn("Where to go on with {} is not known yet: {}", partition.topic(), e.getMessage());
            consumer.seekToBeginning(List.of(partition));
        }
    }

    private Source source(String topic) {
        Source source = sources.get(topic);
        if (source == null) throw new IllegalArgumentException("topic " + topic + " is not heard, but " + topics());
        return source;
    }

    private synchronized Admin admin() {
        if (admin == null) admin = Admin.create(kafka);
        return admin;
    }
}
