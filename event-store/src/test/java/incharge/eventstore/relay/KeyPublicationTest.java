package incharge.eventstore.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import com.mongodb.client.MongoDatabase;
import incharge.eventstore.decider.ErasesPerson;
import incharge.eventstore.keys.KeyStore;
import incharge.eventstore.log.Cause;
import incharge.eventstore.log.Commit;
import incharge.eventstore.log.Condition;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.NewEvent;
import incharge.eventstore.relay.Relay.State;
import incharge.eventstore.testing.TestKeys;
import incharge.feed.KeyRing;
import incharge.local.RealKafka;
import incharge.local.RealParts;
import incharge.sealing.Sealed;
import incharge.sealing.SealingKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Keys come before their events, tombstones before the events of the erasures, whatever ends in between. */
class KeyPublicationTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, Object> KAFKA =
            Map.of("bootstrap.servers", RealParts.kafkaBootstrap(), "fetch.max.wait.ms", 10);

    private final String topic = "incharge.keyed-" + ProcessHandle.current().pid() + "-" + TOPICS.incrementAndGet();
    private final MongoDatabase database = RealParts.freshDatabase();
    private final EventLog log = EventLog.open(database);
    private final KeyStore keys = TestKeys.fresh();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
        log.close();
    }

    private Relay started() {
        var relay = new Relay(log, topic, keys, database, new Cluster(KAFKA, 1), new SimpleMeterRegistry());
        opened.add(relay);
        relay.start();
        return relay;
    }

    private KeyRing ring() {
        var ring = new KeyRing(KAFKA);
        opened.add(ring);
        ring.start();
        return ring;
    }

    private void append(String type, UUID id, ObjectNode payload) {
        Set<String> tags = type.equals(ErasesPerson.TYPE) ? Set.of(ErasesPerson.TAG.encoded()) : Set.of("a:b");
        var event = new NewEvent(
                id, type, 1, payload.path("personId").asString(), JSON.writeValueAsBytes(payload), tags, null);
        log.append(
                        new Commit(
                                id, new Cause("test", id.toString(), null), List.of(event), null, new int[] {1}, null),
                        Condition.none())
                .join();
    }

    /** Records a sealed name, as a store does. */
    private void hired(String person, String name) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        ObjectNode payload = JSON.createObjectNode().put("personId", person).put("name", name);
        SealingKey key = keys.findOrMake(List.of(person)).get(person);
        Sealed.seal(payload, List.of("name"), person, key, id, topic + ".Hired.v1");
        append("Hired", id, payload);
    }

    /** Records an erasure and leaves the key, as a process does that ends then. */
    private void erased(String person) {
        append(
                "PersonErased",
                UuidCreator.getTimeOrderedEpoch(),
                JSON.createObjectNode().put("kind", "employee").put("personId", person));
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String of) {
        var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var partition = new TopicPartition(of, 0);
        try (var consumer =
                new KafkaConsumer<>(new HashMap<>(KAFKA), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).records(partition).forEach(all::add);
            }
        }
        return all;
    }

    private List<Sealed> published(int count) {
        await().atMost(SOON).ignoreExceptions().until(() -> records(topic).size() >= count);
        return records(topic).stream()
                .flatMap(record -> Sealed.take(
                        JSON.readTree(record.value()),
                        UUID.fromString(
                                new String(record.headers().lastHeader("ce_id").value(), UTF_8)),
                        new String(record.headers().lastHeader("ce_type").value(), UTF_8))
                        .stream())
                .toList();
    }

    /** The records of one key, in order: true for the key, false for a tombstone. */
    private static List<Boolean> ofKey(String person) {
        return records(KeyPublication.TOPIC).stream()
                .filter(record -> new String(record.key(), UTF_8).equals(person))
                .map(record -> record.value() != null)
                .toList();
    }

    @Test
    void a_reader_of_an_event_finds_its_key() {
        started();
        KeyRing ring = ring();
        for (int i = 0; i < 50; i++) {
            hired(UUID.randomUUID().toString(), "Name " + i);
            Sealed last = published(i + 1).getLast();
            assertThat(ring.open(last).orElseThrow().path("name").asString()).isEqualTo("Name " + i);
        }
    }

    @Test
    void a_key_is_published_once_and_names_its_source() {
        String anna = UUID.randomUUID().toString();
        hired(anna, "Anna");
        try (Relay first = started()) {
            published(1);
            assertThat(first.health().up()).isTrue();
        }
        hired(anna, "Anna again");
        started();
        published(2);

        assertThat(ofKey(anna)).containsExactly(true);
        ConsumerRecord<byte[], byte[]> record = records(KeyPublication.TOPIC).stream()
                .filter(one -> new String(one.key(), UTF_8).equals(anna))
                .findFirst()
                .orElseThrow();
        assertThat(record.value()).isEqualTo(keys.find(List.of(anna)).get(anna).bytes());
        assertThat(new String(record.headers().lastHeader("ce_source").value(), UTF_8))
                .isEqualTo("urn:incharge:" + topic.substring("incharge.".length()));
        assertThat(record.headers().lastHeader("ce_time")).isNotNull();
    }

    @Test
    void an_erasure_erases_the_key_and_comes_after_its_tombstone() {
        String anna = UUID.randomUUID().toString();
        String bert = UUID.randomUUID().toString();
        hired(anna, "Anna");
        hired(bert, "Bert");
        started();
        KeyRing before = ring();
        List<Sealed> texts = published(2);
        assertThat(before.open(texts.getFirst())).isPresent();

        erased(anna);
        published(3);

        assertThat(keys.find(List.of(anna, bert))).containsOnlyKeys(bert);
        assertThat(ofKey(anna)).startsWith(true, false);
        await().atMost(SOON).until(() -> before.open(texts.getFirst()).isEmpty());
        assertThat(before.open(texts.getLast())).isPresent();
        KeyRing later = ring();
        assertThat(later.open(texts.getFirst())).isEmpty();
        assertThat(later.open(texts.getLast())).isPresent();
    }

    @Test
    void a_start_erases_what_the_topic_has_too_much() throws Exception {
        String anna = UUID.randomUUID().toString();
        String bert = UUID.randomUUID().toString();
        hired(anna, "Anna");
        hired(bert, "Bert");
        List<Sealed> texts;
        try (Relay _ = started()) {
            texts = published(2);
        }
        keys.erase(anna); // and the process ends here
        started();
        await().atMost(SOON).untilAsserted(() -> assertThat(ofKey(anna)).startsWith(true, false));
        assertThat(ring().open(texts.getLast())).isPresent();
    }

    @Test
    void a_key_that_was_restored_from_before_an_erasure_is_never_published() throws Exception {
        String anna = UUID.randomUUID().toString();
        hired(anna, "Anna");
        erased(anna);

        started();

        published(2);
        assertThat(keys.find(List.of(anna))).isEmpty();
        assertThat(ofKey(anna)).doesNotContain(true);
    }

    @Test
    void nothing_is_published_while_keys_of_the_log_are_lost() {
        hired(UUID.randomUUID().toString(), "Anna");
        hired(UUID.randomUUID().toString(), "Bert");
        try (Relay _ = started()) {
            published(2);
        }
        var restored =
                new Relay(log, topic, TestKeys.fresh(), database, new Cluster(KAFKA, 1), new SimpleMeterRegistry());
        opened.add(restored);
        restored.start();
        hired(UUID.randomUUID().toString(), "Cecil");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(restored.health())
                        .satisfies(health -> assertThat(health.state()).isEqualTo(State.REFUSING))
                        .satisfies(health -> assertThat(health.reason())
                                .startsWith(
                                        "topic incharge.keys has the keys of 2 persons whose keys are not stored")));
    }

    @Test
    void a_late_copy_of_an_erased_key_does_not_count() throws Exception {
        String anna = UUID.randomUUID().toString();
        hired(anna, "Anna");
        byte[] key = keys.find(List.of(anna)).get(anna).bytes();
        started();
        KeyRing ring = ring();
        Sealed text = published(1).getFirst();
        assertThat(ring.open(text)).isPresent();
        erased(anna);
        published(2);

        try (var late =
                new KafkaProducer<>(new HashMap<>(KAFKA), new ByteArraySerializer(), new ByteArraySerializer())) {
            late.send(new ProducerRecord<>(KeyPublication.TOPIC, 0, anna.getBytes(UTF_8), key))
                    .get();
        }

        assertThat(ofKey(anna)).endsWith(true);
        assertThat(ring().open(text)).isEmpty();
        assertThat(ring.open(text)).isEmpty();
    }

    @Test
    void keys_that_were_missing_come_back_with_the_texts_they_open() {
        String anna = UUID.randomUUID().toString();
        hired(anna, "Anna");
        var came = new AtomicInteger();
        KeyRing ring = ring();
        ring.onLateKey(came::incrementAndGet);
        try (Relay _ = started()) {
            published(1);
        }
        Sealed known = published(1).getFirst();
        String bert = UUID.randomUUID().toString();
        var missing = new Sealed(bert, known.data(), known.event(), known.type());
        assertThat(ring.open(missing)).isEmpty();

        keys.findOrMake(List.of(bert));
        started();

        await().atMost(SOON).until(() -> came.get() > 0);
        assertThat(ofKey(bert)).containsExactly(true);
    }

    @Test
    void a_record_that_is_no_key_is_skipped() throws Exception {
        try (var other =
                new KafkaProducer<>(new HashMap<>(KAFKA), new ByteArraySerializer(), new ByteArraySerializer())) {
            other.send(new ProducerRecord<>(KeyPublication.TOPIC, 0, "no-key".getBytes(UTF_8), new byte[3]))
                    .get();
        }
        hired(UUID.randomUUID().toString(), "Anna");
        started();

        assertThat(ring().open(published(1).getFirst())).isPresent();
    }

    @Test
    void a_topic_of_keys_that_is_not_compacted_is_refused() throws Exception {
        // a cluster of its own, since all other tests share the topic
        try (var kafka = RealKafka.start(directory, 0)) {
            Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrap());
            try (Admin admin = Admin.create(settings)) {
                admin.createTopics(List.of(new NewTopic(KeyPublication.TOPIC, 1, (short) 1)))
                        .all()
                        .get();
            }
            var relay = new Relay(log, topic, keys, database, new Cluster(settings, 1), new SimpleMeterRegistry());
            opened.add(relay);
            relay.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(relay.health())
                            .satisfies(health -> assertThat(health.state()).isEqualTo(State.REFUSING))
                            .satisfies(health -> assertThat(health.reason())
                                    .isEqualTo("topic incharge.keys has cleanup.policy=delete instead of compact")));
        }
    }
}
