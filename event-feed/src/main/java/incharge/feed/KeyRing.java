package incharge.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import incharge.sealing.IdTable;
import incharge.sealing.SealBroken;
import incharge.sealing.Sealed;
import incharge.sealing.SealingKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The keys of all persons, from the topic {@code incharge.keys}, in the memory of this process alone. A key stands on
 * that topic before the first event that it seals; so a key that the topic does not have is erased.
 */
public final class KeyRing implements AutoCloseable {
    public static final String TOPIC = "incharge.keys";

    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final IdTable keys = new IdTable(SealingKey.BYTES);
    /** The ids of keys that are erased; a late copy of such a key does not count. */
    private final Set<String> erased = ConcurrentHashMap.newKeySet();
    /** The ids of keys that the topic did not have; it may have been filled again since. */
    private final Set<String> absent = ConcurrentHashMap.newKeySet();
    /** Run when a key comes that was taken as erased before. */
    private final List<Runnable> lateKeys = new CopyOnWriteArrayList<>();

    /** Take the id of a key when its person is erased. */
    private final List<Consumer<String>> erasures = new CopyOnWriteArrayList<>();

    private final Queue<Wanted> waiting = new ConcurrentLinkedQueue<>();

    private final Map<String, Object> settings;
    private final Thread reader;
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    /** What a thread waited for in vain; until it is completed no other thread waits. */
    private volatile CompletableFuture<Void> missed = CompletableFuture.completedFuture(null);

    private volatile boolean closed;

    /**
     * A key that a thread waits for.
     *
     * @param known completed when the key is here, or everything is read that the topic held when the wait began
     */
    private record Wanted(String id, CompletableFuture<Void> known) {}

    /** @param kafka settings of every Kafka client: at least {@code bootstrap.servers} */
    public KeyRing(Map<String, Object> kafka) {
        settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        reader = Thread.ofPlatform().daemon().name("key-ring").unstarted(this::run);
    }

    public void start() {
        reader.start();
    }

    /**
     * Opens sealed texts; empty if their person is erased, or the key is not the one that sealed them.
     *
     * @throws KeysUnavailable if the key is not known and the topic cannot be read to its end
     */
    public Optional<ObjectNode> open(Sealed sealed) {
        Optional<SealingKey> key = key(sealed.key());
        try {
            return key.map(sealed::open);
        } catch (SealBroken e) {
            // another key than the one that sealed it: one text less is better than a view less
            LOG.error("The texts about {} in event {} are taken as erased", sealed.key(), sealed.event(), e);
            return Optional.empty();
        }
    }

    /** Runs the listener when a key comes after texts were taken as erased: the topic was filled again meanwhile. */
    public void onLateKey(Runnable listener) {
        lateKeys.add(listener);
    }

    private Optional<SealingKey> key(String id) {
        byte[] known = keys.get(id);
        if (known == null && !erased.contains(id) && !absent.contains(id)) {
            await(id);
            known = keys.get(id);
            if (known == null) {
                absent.add(id);
                // a key that came in between is not late
                known = keys.get(id);
            }
        }
        return Optional.ofNullable(known).map(SealingKey::of);
    }

    /** Forgets the key of a person who is erased, before its tombstone comes. */
    public void forget(String id) {
        boolean first = erased.add(id);
        keys.remove(id);
        if (first) {
            erasures.forEach(listener -> listener.accept(id));
        }
    }

    /** Hands the id of each key that is erased from now on to the listener, which must be quick. */
    public void onErased(Consumer<String> listener) {
        erasures.add(listener);
    }

    private void await(String id) {
        if (!missed.isDone()) {
            throw new KeysUnavailable("topic " + TOPIC + " cannot be read to its end", null);
        }
        var wanted = new Wanted(id, new CompletableFuture<>());
        waiting.add(wanted);
        if (keys.get(id) != null) {
            complete(wanted); // it came in between
        }
        KafkaConsumer<byte[], byte[]> polling = consumer;
        if (polling != null) {
            polling.wakeup();
        }
        try {
            wanted.known().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            missed = wanted.known();
            throw new KeysUnavailable("topic " + TOPIC + " cannot be read to its end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeysUnavailable("interrupted", e);
        }
    }

    private void run() {
        boolean failing = false;
        while (!closed) {
            try (var opened = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                while (opened.partitionsFor(TOPIC).isEmpty()) {
                    Thread.sleep(PAUSE);
                }
                opened.assign(List.of(PARTITION));
                opened.seekToBeginning(List.of(PARTITION));
                take(opened, POLL);
                failing = false;
                consumer = opened;
                read(opened);
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                if (!failing && !closed) {
                    LOG.warn("The keys of persons cannot be read; it is tried again: {}", e.toString());
                }
                failing = true;
                LockSupport.parkNanos(PAUSE.toNanos());
            } finally {
                consumer = null;
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> from) {
        while (!closed) {
            try {
                take(from, waiting.isEmpty() ? POLL : Duration.ZERO);
                toEnd(from);
            } catch (WakeupException _) {
                // a thread waits for the end
            }
        }
    }

    private void toEnd(KafkaConsumer<byte[], byte[]> from) {
        List<Wanted> reached = List.copyOf(waiting);
        if (reached.isEmpty()) {
            return;
        }
        long end = from.endOffsets(List.of(PARTITION)).get(PARTITION);
        if (from.position(PARTITION) > end) {
            from.seekToBeginning(List.of(PARTITION)); // the topic was created again
        }
        while (from.position(PARTITION) < end) {
            take(from, POLL);
        }
        reached.forEach(this::complete);
    }

    private void complete(Wanted wanted) {
        waiting.remove(wanted);
        wanted.known().complete(null);
    }

    private void take(KafkaConsumer<byte[], byte[]> from, Duration wait) {
        boolean late = false;
        for (ConsumerRecord<byte[], byte[]> polled : from.poll(wait).records(PARTITION)) {
            if (polled.key() == null || (polled.value() != null && polled.value().length != SealingKey.BYTES)) {
                LOG.warn("The record at offset {} of {} is no key and is skipped", polled.offset(), TOPIC);
                continue;
            }
            String id = new String(polled.key(), UTF_8);
            if (polled.value() == null) {
                forget(id);
            } else if (!erased.contains(id)) {
                keys.put(id, polled.value());
                if (erased.contains(id)) {
                    keys.remove(id); // erased by another thread meanwhile
                }
                // the question for the end may wait behind a fetch that the broker answers half a second later
                waiting.stream().filter(wanted -> wanted.id().equals(id)).forEach(this::complete);
                late = absent.remove(id) || late;
            }
        }
        if (late) {
            LOG.warn("Keys came after texts were taken as erased; the topic {} was filled again", TOPIC);
            lateKeys.forEach(Runnable::run);
        }
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
    }
}
