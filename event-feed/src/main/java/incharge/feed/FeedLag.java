package incharge.feed;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the end of each topic is ahead of what this service has applied, whichever of its processes applies it. A
 * thread looks now and then, so that a scrape never waits for Kafka or the database; while one of them is away, the
 * last look counts.
 */
final class FeedLag implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedLag.class);
    private static final Duration READ_AT_MOST = Duration.ofSeconds(5);
    private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(1);
    /** A part that has not answered for longer counts as away. */
    private static final Duration SILENT_AT_MOST = Duration.ofSeconds(5);

    private final Feeds feeds;
    private final Map<String, Look> looks = new ConcurrentHashMap<>();
    /** The {@link System#nanoTime} of the last look at each topic, without those whose last look failed. */
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    private final Duration interval;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile CompletableFuture<Void> nextLooks = new CompletableFuture<>();
    private final Thread looking;
    private KafkaConsumer<byte[], byte[]> records;

    /**
     * What was found at one time.
     *
     * @param applied sequence of the last fact applied
     * @param end sequence of the last fact of the topic
     * @param oldest time of the first fact that is not applied; null if there is none
     * @param stopped why the process that the topic is assigned to is stopped; null if it is not
     */
    private record Look(long applied, long end, Instant oldest, Failure stopped) {
        static final Look NONE = new Look(0, 0, null, null);
    }

    /**
     * How far a topic is applied.
     *
     * @param oldest time of the first fact that is not applied; null if there is none
     * @param failure why it is not applied at the moment; null if it is
     */
    record Lag(String topic, long applied, long end, Instant oldest, Failure failure) {}

    FeedLag(Feeds feeds, Duration interval, MeterRegistry metrics) {
        this.feeds = feeds;
        this.interval = interval;
        feeds.topics().forEach(topic -> register(topic, metrics));
        this.looking = Thread.ofVirtual().name("feed-lag").start(this::lookAtIntervals);
    }

    private void register(String topic, MeterRegistry metrics) {
        String found = ", found every " + interval.toSeconds() + " s";
        Gauge.builder("incharge.feed.lag.events", this, lag -> lag.events(topic))
                .tag("topic", topic)
                .description("Events of the topic that this service has not applied" + found)
                .register(metrics);
        Gauge.builder("incharge.feed.lag.seconds", this, lag -> lag.seconds(topic))
                .tag("topic", topic)
                .baseUnit("seconds")
                .description("Age of the oldest event that this service has not applied, by the time of its commit,"
                        + " else 0" + found)
                .register(metrics);
        Gauge.builder("incharge.feed.stopped", this, lag -> lag.feeds.isStopped(topic) ? 1 : 0)
                .tag("topic", topic)
                .description("1 while this process applies nothing of the topic for a reason that does not pass by"
                        + " itself, else 0")
                .register(metrics);
    }

    /** Returns how far each topic is, from looks that begin now; from the ones before if these take long. */
    List<Lag> now() {
        CompletableFuture<Void> looked = nextLooks;
        wakeUps.release();
        try {
            looked.get(ANSWER_AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The lag is the one of earlier", e);
        }
        return feeds.topics().stream().map(this::lag).toList();
    }

    private Lag lag(String topic) {
        Look look = looks.getOrDefault(topic, Look.NONE);
        long applied = Math.max(look.applied(), feeds.positionHere(topic));
        Failure failure = feeds.failure(topic)
                .or(() -> Optional.ofNullable(look.stopped()))
                .orElse(null);
        if (failure == null && isSilent(topic)) {
            failure = new Failure.Transient("Kafka or MongoDB does not answer.");
        }
        return new Lag(topic, applied, Math.max(applied, look.end()), look.oldest(), failure);
    }

    /** Returns whether the last look failed, or the one since has taken so long that a part is away. */
    private boolean isSilent(String topic) {
        Long last = seen.get(topic);
        return last == null
                || System.nanoTime() - last > interval.plus(SILENT_AT_MOST).toNanos();
    }

    private double events(String topic) {
        Look look = looks.getOrDefault(topic, Look.NONE);
        return Math.max(0, look.end() - Math.max(look.applied(), feeds.positionHere(topic)));
    }

    private double seconds(String topic) {
        Instant oldest = looks.getOrDefault(topic, Look.NONE).oldest();
        return oldest == null || events(topic) == 0
                ? 0
                : Math.max(0, Duration.between(oldest, Instant.now()).toMillis() / 1_000.0);
    }

    private void lookAtIntervals() {
        try {
            while (true) {
                if (wakeUps.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakeUps.drainPermits();
                }
                CompletableFuture<Void> looked = nextLooks;
                nextLooks = new CompletableFuture<>();
                feeds.topics().forEach(this::look);
                looked.complete(null);
            }
        } catch (InterruptedException _) {
            LOG.debug("The lag is measured no more: closed");
        }
        Thread.interrupted(); // else closing fails
        if (records != null) {
            records.close();
        }
    }

    private void look(String topic) {
        try {
            // read first: what is applied meanwhile only makes the lag smaller
            Checkpoint reached = feeds.reached(topic);
            // the checkpoint is known also while Kafka does not answer
            Look last = looks.getOrDefault(topic, Look.NONE);
            long known = Math.max(last.end(), reached.sequence());
            looks.put(topic, new Look(reached.sequence(), known, last.oldest(), last.stopped()));
            Optional<Long> end = feeds.endOffset(topic, READ_AT_MOST);
            if (end.isPresent()) {
                looks.put(topic, look(topic, reached, end.get()));
                seen.put(topic, System.nanoTime());
            } else {
                seen.remove(topic);
            }
        } catch (RuntimeException e) {
            seen.remove(topic);
            LOG.debug("The lag of {} cannot be measured now", topic, e);
            if (e instanceof InterruptException) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Look look(String topic, Checkpoint reached, long end) {
        if (end - 1 <= reached.consumed()) {
            return new Look(reached.sequence(), reached.sequence(), null, null);
        }
        var reader = new FactReader(topic, feeds.keys());
        // a last record that is no fact is counted as if all before it were facts
        long sequence =
                sequence(reader, record(topic, end - 1)).orElse(reached.sequence() + end - 1 - reached.consumed());
        Instant oldest = time(reader, record(topic, reached.consumed() + 1));
        return new Look(
                reached.sequence(), sequence, oldest, feeds.stopped(topic).orElse(null));
    }

    private static OptionalLong sequence(FactReader reader, ConsumerRecord<byte[], byte[]> record) {
        try {
            return reader.sequence(record);
        } catch (UnreadableFact e) {
            LOG.debug("The last record is counted by its offset", e);
            return OptionalLong.empty();
        }
    }

    /** Returns the time of a commit; that of the record where it is no readable fact, which stops the topic. */
    private static Instant time(FactReader reader, ConsumerRecord<byte[], byte[]> record) {
        Optional<Instant> committed = Optional.empty();
        try {
            committed = reader.read(record).map(Fact::time);
        } catch (UnreadableFact e) {
            LOG.debug("The age of the oldest record is that in Kafka", e);
        }
        return committed.orElse(Instant.ofEpochMilli(record.timestamp()));
    }

    private ConsumerRecord<byte[], byte[]> record(String topic, long offset) {
        var partition = new TopicPartition(topic, 0);
        if (records == null) {
            records = consumer();
        }
        records.assign(List.of(partition));
        records.seek(partition, offset);
        long deadline = System.nanoTime() + READ_AT_MOST.toNanos();
        while (System.nanoTime() - deadline < 0) {
            for (ConsumerRecord<byte[], byte[]> one : records.poll(Duration.ofMillis(500))) {
                return one;
            }
        }
        throw new IllegalStateException("nothing is read at offset " + offset + " of " + topic);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        var settings = new HashMap<>(feeds.kafka());
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        looking.interrupt();
    }
}
