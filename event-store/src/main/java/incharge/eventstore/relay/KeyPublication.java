package incharge.eventstore.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import incharge.eventstore.decider.ErasesPerson;
import incharge.eventstore.keys.KeyStore;
import incharge.eventstore.keys.KeyStore.StoredKey;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Recorded;
import incharge.sealing.IdTable;
import incharge.sealing.Sealed;
import incharge.sealing.SealingKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes the bare keys of a log's persons, and the tombstones of erased ones, to a compacted topic that all logs
 * share. The brokers have acknowledged a key before the first event that it seals is sent, and a tombstone before the
 * event that erases the person.
 */
final class KeyPublication implements AutoCloseable {
    static final String TOPIC = "incharge.keys";

    private static final String SOURCE = "ce_source";

    /**
     * Kafka closes a segment only when a record comes, and compacts none but closed ones. So tombstones are sent again
     * for an hour: within it the bare key has left the disks of the brokers.
     */
    private static final Duration REPEATED_FOR = Duration.ofHours(1);

    private static final Duration REPEATED_EVERY = Duration.ofMinutes(10);

    /** So many keys are looked through at once. */
    private static final int STEP = 5_000;

    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Map<String, String> COMPACTED =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    private static final Map<String, String> SOON = Map.of(
            TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
            "0",
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
            millis(Duration.ofMinutes(30)),
            TopicConfig.DELETE_RETENTION_MS_CONFIG,
            millis(Duration.ofDays(1)),
            TopicConfig.SEGMENT_MS_CONFIG,
            millis(REPEATED_EVERY.dividedBy(2)),
            TopicConfig.SEGMENT_BYTES_CONFIG,
            Integer.toString(1 << 20));

    private final EventLog log;
    private final KeyStore keys;
    private final byte[] source;
    private final TopicAdmin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final OnTopic onTopic = new OnTopic();

    /** The ids of erased keys that lay on the topic at the start, since Kafka has not compacted them yet. */
    private final Set<String> uncompacted = new HashSet<>();

    private Uuid topic;
    private long begunAt;
    private long repeatAt;

    KeyPublication(EventLog log, KeyStore keys, byte[] source, Cluster cluster) {
        this.log = log;
        this.keys = keys;
        this.source = source;
        this.admin = new TopicAdmin(TOPIC, cluster, COMPACTED, SOON);
        var settings = new HashMap<>(cluster.settings());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) TopicAdmin.PATIENCE.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    /**
     * Publishes what the topic lacks of all that is stored. Throws {@link OperatorRequired} if it is not compacted, or
     * has keys of this log that are not stored: others would be made in their place, and older texts be lost.
     */
    void begin() throws InterruptedException {
        topic = admin.prepare();
        begunAt = System.nanoTime();
        onTopic.read();
        eraseAgain();
        Stored stored = count();
        long lost = onTopic.own - stored.own();
        if (lost > 0) {
            throw new OperatorRequired(
                    "topic %s has the keys of %d persons whose keys are not stored: the database of the keys was restored from an older copy or is another one; nothing is published"
                            .formatted(TOPIC, lost));
        }
        if (stored.differing() > 0) {
            for (List<StoredKey> page : pages()) {
                publish(
                        keys.find(page.stream()
                                .filter(this::isMissing)
                                .map(StoredKey::id)
                                .collect(Collectors.toSet())),
                        page.stream().filter(this::isLeft).map(StoredKey::id).toList());
            }
        }
        repeatAt = System.nanoTime();
    }

    /** A key that the topic lacks. */
    private boolean isMissing(StoredKey key) {
        return !key.erased() && !onTopic.has(key.id());
    }

    /** An erased key that the topic still has. */
    private boolean isLeft(StoredKey key) {
        return key.erased() && onTopic.has(key.id());
    }

    /**
     * How many keys are stored, erased ones too.
     *
     * @param own those that are on the topic as keys of this log
     * @param differing those in which the topic has to follow
     */
    private record Stored(long own, long differing) {}

    private Stored count() {
        long own = 0;
        long differing = 0;
        for (List<StoredKey> page : pages()) {
            for (StoredKey key : page) {
                own += onTopic.hasOwn(key.id()) ? 1 : 0;
                differing += isMissing(key) || isLeft(key) ? 1 : 0;
            }
        }
        return new Stored(own, differing);
    }

    /** Returns all stored keys, a page at a time. */
    private Iterable<List<StoredKey>> pages() {
        return Stream.iterate(
                keys.next("", STEP),
                page -> !page.isEmpty(),
                page -> keys.next(page.getLast().id(), STEP))::iterator;
    }

    /** Keys that were restored from a time before an erasure are erased once more, before they are published. */
    private void eraseAgain() {
        List<String> erased = StreamSupport.stream(
                        log.source(Criteria.tagged(ErasesPerson.TAG)).events().spliterator(), false)
                .map(KeyPublication::erasedPerson)
                .toList();
        keys.find(erased).keySet().forEach(keys::erase);
    }

    private static String erasedPerson(Recorded event) {
        return JsonMapper.shared().readTree(event.payload()).path("personId").asString();
    }

    /** The ids of the keys that the topic has. */
    private final class OnTopic {
        private static final byte OTHERS = 0;
        private static final byte OWN = 1;

        private final IdTable ids = new IdTable(1);
        /** How many of them were of this log when the topic was read. */
        private long own;

        void add(String id) {
            ids.put(id, new byte[] {OWN});
        }

        void remove(String id) {
            ids.remove(id);
        }

        boolean has(String id) {
            return ids.get(id) != null;
        }

        boolean hasOwn(String id) {
            byte[] whose = ids.get(id);
            return whose != null && whose[0] == OWN;
        }

        void read() {
            try (KafkaConsumer<byte[], byte[]> consumer = admin.consumer(PARTITION)) {
                consumer.seekToBeginning(List.of(PARTITION));
                long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
                long deadline = System.nanoTime() + TopicAdmin.PATIENCE.toNanos();
                while (consumer.position(PARTITION) < end) {
                    for (ConsumerRecord<byte[], byte[]> polled :
                            consumer.poll(Duration.ofMillis(200)).records(PARTITION)) {
                        deadline = System.nanoTime() + TopicAdmin.PATIENCE.toNanos();
                        take(polled);
                    }
                    if (System.nanoTime() - deadline > 0) {
                        throw Interruption.because("topic " + TOPIC + " cannot be read", null);
                    }
                }
            }
        }

        private void take(ConsumerRecord<byte[], byte[]> polled) {
            String id = new String(polled.key(), UTF_8);
            boolean before = hasOwn(id);
            boolean after = false;
            if (polled.value() == null) {
                if (ids.remove(id)) {
                    uncompacted.add(id);
                }
            } else {
                Header from = polled.headers().lastHeader(SOURCE);
                after = from != null && Arrays.equals(from.value(), source);
                ids.put(id, new byte[] {after ? OWN : OTHERS});
            }
            own += (after ? 1 : 0) - (before ? 1 : 0);
        }
    }

    /**
     * Publishes what must be on the topic before any of these events is. The keys of erased persons are erased.
     *
     * @param holds whether this process may still publish: another one may have erased a key that this one has read
     */
    void before(List<Recorded> events, BooleanSupplier holds) throws InterruptedException {
        var needed = new HashSet<String>();
        var erased = new HashSet<String>();
        for (Recorded event : events) {
            if (event.type().equals(ErasesPerson.TYPE)) {
                erased.add(erasedPerson(event));
            } else {
                Sealed.keyIn(event.payload()).filter(id -> !onTopic.has(id)).ifPresent(needed::add);
            }
        }
        // a process that ended after it recorded the event may have left the key
        erased.forEach(keys::erase);
        if (!needed.isEmpty() || !erased.isEmpty()) {
            Map<String, SealingKey> found = keys.find(needed);
            if (!holds.getAsBoolean()) {
                throw Interruption.because("another process publishes", null);
            }
            publish(found, erased);
        }
    }

    /**
     * Repeats from time to time the tombstones of the last hour, and for an hour those of before that Kafka has not
     * compacted yet. Calls {@code gone} if the topic is no longer the same.
     */
    void tick(Consumer<String> gone) throws InterruptedException {
        admin.ifGone(topic, gone);
        if (System.nanoTime() - repeatAt >= 0) {
            Set<String> repeated = keys.erasedSince(Instant.now().minus(REPEATED_FOR));
            if (System.nanoTime() - begunAt < REPEATED_FOR.toNanos()) {
                repeated.addAll(uncompacted);
            }
            publish(Map.of(), repeated);
            repeatAt = System.nanoTime() + REPEATED_EVERY.toNanos();
        }
    }

    private void publish(Map<String, SealingKey> found, Collection<String> erased) throws InterruptedException {
        var sent = new ArrayList<Future<RecordMetadata>>();
        found.forEach((id, key) -> sent.add(send(id, key.bytes())));
        erased.forEach(id -> sent.add(send(id, null)));
        for (Future<RecordMetadata> answer : sent) {
            try {
                answer.get(TopicAdmin.PATIENCE.toMillis() + 1_000, TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw Interruption.because("topic " + TOPIC + " does not take the keys of persons", e);
            }
        }
        found.keySet().forEach(onTopic::add);
        erased.forEach(onTopic::remove);
    }

    private Future<RecordMetadata> send(String id, byte[] key) {
        var record = new ProducerRecord<>(TOPIC, 0, id.getBytes(UTF_8), key);
        record.headers()
                .add(SOURCE, source)
                .add("ce_time", Instant.now().toString().getBytes(UTF_8));
        return producer.send(record);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        admin.close();
    }
}
