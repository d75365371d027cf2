package incharge.eventstore.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import incharge.eventstore.log.Cause;
import incharge.eventstore.log.Commit;
import incharge.eventstore.log.Condition;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.NewEvent;
import incharge.eventstore.log.Recorded;
import incharge.eventstore.relay.Relay.Limits;
import incharge.eventstore.relay.Relay.State;
import incharge.local.RealParts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayTest {
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Limits SHORT_LEASE = new Limits(Duration.ofMillis(400), Duration.ofSeconds(1));
    private static final Map<String, Object> KAFKA =
            Map.of("bootstrap.servers", RealParts.kafkaBootstrap(), "fetch.max.wait.ms", 10);

    private final String topic = "incharge.relayed-" + ProcessHandle.current().pid() + "-" + TOPICS.incrementAndGet();
    private final MongoDatabase database = RealParts.freshDatabase();
    private final EventLog log = EventLog.open(database);
    private final Admin admin = Admin.create(KAFKA);
    private final MeterRegistry metrics = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        log.close();
        admin.close();
    }

    @Test
    void publishes_every_event_in_order_with_its_headers() {
        append(log, 700);
        try (Relay relay = started(Limits.DEFAULT)) {
            append(log, 1);
            awaitPublished(log);
            assertThat(relay.health().state()).isEqualTo(State.PUBLISHING);
            assertThat(relay.health().up()).isTrue();
        }

        Recorded event = log.at(701).orElseThrow();
        ConsumerRecord<byte[], byte[]> received = received().getLast();
        assertThat(received.key()).asString(UTF_8).isEqualTo(event.subject());
        assertThat(received.value()).isEqualTo(event.payload());
        var headers = new java.util.LinkedHashMap<String, String>();
        received.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        String source = topic.substring("incharge.".length());
        assertThat(headers)
                .containsExactly(
                        Map.entry("content-type", "application/json"),
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", event.id().toString()),
                        Map.entry("ce_source", "urn:incharge:" + source),
                        Map.entry("ce_type", topic + ".Happened.v1"),
                        Map.entry("ce_subject", event.subject()),
                        Map.entry("ce_time", event.time().toString()),
                        Map.entry("ce_dataschema", "urn:incharge:schema:" + topic + ".Happened.v1"),
                        Map.entry("ce_sequence", "701"),
                        Map.entry("ce_actor", "anna"),
                        Map.entry("ce_commandid", event.cause().commandId()),
                        Map.entry("ce_reason", "because"),
                        Map.entry("ce_commandsource", "import"),
                        Map.entry("ce_commandkind", "import"),
                        Map.entry("traceparent", TRACEPARENT));
        assertThat(received()).hasSize(701);
    }

    @Test
    void killed_at_any_point_it_loses_nothing_and_keeps_the_order() throws Exception {
        long seed = System.nanoTime();
        System.out.println("killed_at_any_point: seed " + seed);
        var random = new Random(seed);
        var done = new CountDownLatch(1);
        var appending = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 150; i++) {
                append(log, 1 + i % 40);
            }
            done.countDown();
        });
        int kills = 0;
        while (done.getCount() > 0 || kills < 8) {
            Relay relay = started(SHORT_LEASE);
            await().atMost(SOON).until(() -> relay.health().state() == State.PUBLISHING);
            new CountDownLatch(1).await(random.nextInt(300), TimeUnit.MILLISECONDS);
            relay.kill();
            kills++;
        }
        appending.join();
        try (Relay relay = started(SHORT_LEASE)) {
            awaitPublished(log);
            assertThat(relay.health().up()).isTrue();
        }
    }

    @Test
    void a_process_that_is_killed_or_wakes_up_as_a_zombie_loses_nothing_and_keeps_the_order() throws Exception {
        append(log, 3_000);
        Process process = RelayProcess.start(database.getName(), topic);
        try {
            await().atMost(SOON).until(() -> topicExists() && !received().isEmpty());
            signal("STOP", process);
            try (Relay relay = started(Limits.DEFAULT)) { // a busy machine may keep it from renewing a short one
                append(log, 500);
                await().atMost(SOON).until(() -> relay.health().state() == State.PUBLISHING);
                awaitPublished(log);

                signal("CONT", process);
                for (int i = 0; i < 20; i++) {
                    append(log, 20);
                }
                awaitPublished(log);
                assertThat(relay.health().state()).isEqualTo(State.PUBLISHING);
            }
            append(log, 10);
            awaitPublished(log); // the process takes over

            process.destroyForcibly().waitFor();
            append(log, 10);
            try (Relay _ = started(SHORT_LEASE)) {
                awaitPublished(log);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void one_of_several_publishes_and_another_continues_when_it_ends() {
        Relay one = started(Limits.DEFAULT);
        append(log, 10);
        awaitPublished(log);
        try (Relay two = started(Limits.DEFAULT)) {
            await().atMost(SOON).until(() -> two.health().state() == State.STANDBY);
            one.close();
            append(log, 10);
            await().atMost(SOON).until(() -> two.health().state() == State.PUBLISHING);
            awaitPublished(log);
            assertThat(received()).hasSize(20);
        }
    }

    @Test
    void a_topic_that_is_deleted_is_filled_again_with_the_same_sequences() {
        append(log, 100);
        try (Relay _ = started(SHORT_LEASE)) {
            awaitPublished(log);
            deleteTopic();
            append(log, 10);
            awaitPublished(log);
        }
        deleteTopic();
        append(log, 10);
        try (Relay _ = started(SHORT_LEASE)) {
            awaitPublished(log);
        }
        assertThat(received()).hasSize(120);
    }

    @Test
    void a_topic_that_is_made_again_in_the_middle_of_publishing_is_filled_from_the_first_event() {
        append(log, 500);
        try (Relay _ = started(SHORT_LEASE)) {
            awaitPublished(log);
            var appending = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 300; i++) {
                    append(log, 5);
                }
            });
            for (int i = 0; i < 3; i++) {
                deleteTopic();
                makeTopic(Map.of("retention.ms", "-1", "max.message.bytes", "8388608"), 1);
            }
            appending.join();
            awaitPublished(log);
        }
    }

    @Test
    void a_topic_whose_head_was_removed_is_filled_again() throws Exception {
        append(log, 100);
        try (Relay _ = started(SHORT_LEASE)) {
            awaitPublished(log);
        }
        admin.deleteRecords(Map.of(
                        new TopicPartition(topic, 0), org.apache.kafka.clients.admin.RecordsToDelete.beforeOffset(50)))
                .all()
                .get();
        try (Relay _ = started(SHORT_LEASE)) {
            awaitPublished(log);
        }
    }

    @Test
    void refuses_to_publish_a_log_that_was_restored_from_an_older_copy() {
        append(log, 20);
        try (Relay _ = started(SHORT_LEASE)) {
            awaitPublished(log);
        }
        try (var shorter = EventLog.open(RealParts.freshDatabase());
                Relay relay = started(shorter, SHORT_LEASE)) {
            append(shorter, 10);
            awaitRefusing(relay, "as number 20", "the log holds none there");
            assertThat(relay.health().up()).isFalse();

            append(shorter, 15);
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(relay.health().reason()).isNotNull().doesNotContain("none"));
            assertThat(relay.health().state()).isEqualTo(State.REFUSING);
            assertThat(received()).hasSize(20);
        }
    }

    @Test
    void a_topic_with_other_settings_is_refused_until_it_is_set_right() throws Exception {
        append(log, 10);
        makeTopic(Map.of("cleanup.policy", "compact", "retention.ms", "1000"), 1);
        try (Relay relay = started(SHORT_LEASE)) {
            awaitRefusing(relay, "cleanup.policy=compact instead of delete", "retention.ms=1000 instead of -1");
            assertThat(received()).isEmpty();

            set("cleanup.policy", "delete");
            set("retention.ms", "-1");
            awaitPublished(log);
            assertThat(relay.health().up()).isTrue();
        }
        deleteTopic();
        makeTopic(Map.of("retention.ms", "-1"), 3);
        try (Relay relay = started(SHORT_LEASE)) {
            awaitRefusing(relay, "3 partitions instead of 1");
        }
    }

    @Test
    void records_of_others_do_not_disturb_it() throws Exception {
        append(log, 10);
        try (Relay _ = started(SHORT_LEASE)) {
            awaitPublished(log);
        }
        try (var producer = new KafkaProducer<>(KAFKA, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 15; i++) {
                producer.send(new ProducerRecord<>(topic, "not ours".getBytes(UTF_8)))
                        .get();
            }
        }
        append(log, 10);
        try (Relay _ = started(SHORT_LEASE)) {
            awaitPublished(log);
        }
        assertThat(received()).hasSize(35);
    }

    @Test
    void without_kafka_appends_go_on_and_what_waited_is_published() {
        try (Relay relay = started(SHORT_LEASE)) {
            append(log, 50);
            awaitPublished(log);
            RealParts.kafka().kill();
            for (int i = 0; i < 50; i++) {
                append(log, 20);
            }
            await().atMost(SOON).until(() -> gauge(metrics, "incharge.relay.lag.events") == 1_000);
            await().atMost(SOON).until(() -> relay.health().state() == State.RETRYING);
            await().atMost(SOON).until(() -> gauge(metrics, "incharge.relay.lag.seconds") > 1);
            double oldest = Duration.between(log.at(51).orElseThrow().time(), Instant.now())
                            .toMillis()
                    / 1_000.0;
            assertThat(gauge(metrics, "incharge.relay.lag.seconds")).isBetween(oldest - 1, oldest + 1);
            assertThat(relay.health().up()).isTrue();
            assertThat(relay.health().lag()).isEqualTo(1_000);

            RealParts.kafka().restart();
            awaitPublished(log);
            await().atMost(SOON).until(() -> relay.health().lag() == 0);
            assertThat(gauge(metrics, "incharge.relay.lag.seconds")).isZero();
        }
    }

    @Test
    void a_start_without_kafka_counts_what_is_appended_since() throws Exception {
        append(log, 3);
        Map<String, Object> nowhere = Map.of("bootstrap.servers", "127.0.0.1:1");
        try (var relay = new Relay(log, topic, null, database, new Cluster(nowhere, 1), metrics, SHORT_LEASE)) {
            assertThat(gauge(metrics, "incharge.relay.lag.events")).isZero();
            relay.start();
            await().atMost(SOON).until(() -> relay.health().state() == State.RETRYING);
            assertThat(gauge(metrics, "incharge.relay.lag.events")).isZero();
            assertThat(gauge(metrics, "incharge.relay.lag.seconds")).isZero();

            append(log, 2);
            assertThat(gauge(metrics, "incharge.relay.lag.events")).isEqualTo(2);
            await().atMost(SOON).until(() -> gauge(metrics, "incharge.relay.lag.seconds") > 0);
        }
        assertThat(gauge(metrics, "incharge.relay.lag.events")).isZero();
    }

    @Test
    void the_largest_event_that_the_log_takes_is_published() {
        var largest = new NewEvent(
                UuidCreator.getTimeOrderedEpoch(),
                "Happened",
                1,
                "subject",
                new byte[Commit.MAX_EVENT_BYTES],
                Set.of("subject:1"),
                null);
        append(log, List.of(largest));
        try (Relay relay = started(SHORT_LEASE)) {
            awaitPublished(log);
            assertThat(relay.health().state()).isEqualTo(State.PUBLISHING);
        }
    }

    @Test
    void a_standby_answers_what_the_publishing_process_notes_and_nothing_if_that_notes_nothing() {
        try (Relay _ = started(Limits.DEFAULT);
                var two = new Relay(
                        log, topic, null, database, new Cluster(KAFKA, 1), new SimpleMeterRegistry(), Limits.DEFAULT)) {
            append(log, 10);
            awaitPublished(log);
            two.start();
            await().atMost(SOON).until(() -> two.progress().state() == State.PUBLISHING);
            await().atMost(SOON).until(() -> two.progress().position() == 10);

            // as a process of an earlier version takes it
            database.getCollection("leases").updateOne(Filters.eq("relay:" + topic), earlier());
            append(log, 10);

            await().atMost(SOON).until(() -> two.progress().state() == State.STANDBY);
            assertThat(two.progress().position()).isEqualTo(20);
            assertThat(two.progress().oldest()).isNull();
        }
    }

    private static Bson earlier() {
        return Updates.combine(
                Updates.set("holder", "another"),
                Updates.set("until", Date.from(Instant.now().plusSeconds(300))));
    }

    @Test
    void a_standby_has_no_lag() {
        var standby = new SimpleMeterRegistry();
        try (Relay _ = started(SHORT_LEASE);
                var two = new Relay(log, topic, null, database, new Cluster(KAFKA, 1), standby, SHORT_LEASE)) {
            append(log, 10);
            awaitPublished(log);
            two.start();
            await().atMost(SOON).until(() -> two.health().state() == State.STANDBY);
            assertThat(gauge(metrics, "incharge.relay.active")).isEqualTo(1);
            assertThat(gauge(standby, "incharge.relay.active")).isZero();
            RealParts.kafka().kill();
            try {
                append(log, 5);
                await().atMost(SOON).until(() -> gauge(metrics, "incharge.relay.lag.events") == 5);
                await().atMost(SOON).until(() -> gauge(metrics, "incharge.relay.active") == 0);
                assertThat(gauge(standby, "incharge.relay.lag.events")).isZero();
                assertThat(gauge(standby, "incharge.relay.lag.seconds")).isZero();
            } finally {
                RealParts.kafka().restart();
            }
        }
    }

    private static double gauge(MeterRegistry metrics, String name) {
        return metrics.get(name).gauge().value();
    }

    private Relay started(Limits limits) {
        return started(log, limits);
    }

    private Relay started(EventLog published, Limits limits) {
        var relay = new Relay(published, topic, null, database, new Cluster(KAFKA, 1), metrics, limits);
        relay.start();
        return relay;
    }

    /** The state comes a moment before its reason. */
    private static void awaitRefusing(Relay relay, String... reasons) {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(relay.health().state()).isEqualTo(State.REFUSING);
            assertThat(relay.health().reason()).contains(reasons);
        });
    }

    private static void append(EventLog log, int events) {
        List<NewEvent> list = IntStream.range(0, events)
                .mapToObj(i -> new NewEvent(
                        UuidCreator.getTimeOrderedEpoch(),
                        "Happened",
                        1,
                        "subject-" + i,
                        ("{\"number\":" + i + "}").getBytes(UTF_8),
                        Set.of("subject:" + i),
                        null))
                .toList();
        append(log, list);
    }

    private static void append(EventLog log, List<NewEvent> list) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        var metadata = Map.of("commandSource", "import", "commandKind", "import", "traceparent", TRACEPARENT);
        var cause = new Cause("anna", id.toString(), "because", metadata);
        log.append(new Commit(id, cause, list, null, new int[] {list.size()}, null), Condition.none())
                .join();
    }

    /** Waits until a new consumer reads all events of the log, and checks that they are equal. */
    private void awaitPublished(EventLog log) {
        long head = log.head();
        await().atMost(SOON).untilAsserted(() -> assertThat(consumed()).hasSize((int) head));
        List<Recorded> recorded = new ArrayList<>();
        while (recorded.size() < head) {
            recorded.addAll(log.read(recorded.size() + 1, 1_000));
        }
        assertThat(consumed())
                .isEqualTo(recorded.stream().map(event -> event.id().toString()).toList());
    }

    /** The ids that a consumer reads from the beginning, in order. Fails on a gap. */
    private List<String> consumed() {
        var consumed = new ArrayList<String>();
        for (ConsumerRecord<byte[], byte[]> received : received()) {
            Header header = received.headers().lastHeader("ce_sequence");
            if (header == null) {
                continue;
            }
            long sequence = Long.parseLong(new String(header.value(), UTF_8));
            if (sequence > consumed.size() + 1) {
                throw new AssertionError("gap: " + sequence + " follows " + consumed.size());
            }
            if (sequence == consumed.size() + 1) {
                consumed.add(new String(received.headers().lastHeader("ce_id").value(), UTF_8));
            }
        }
        return consumed;
    }

    private List<ConsumerRecord<byte[], byte[]>> received() {
        var partition = new TopicPartition(topic, 0);
        try (var consumer = new KafkaConsumer<>(KAFKA, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            var received = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (consumer.position(partition) < end) {
                received.addAll(consumer.poll(Duration.ofMillis(100)).records(partition));
            }
            return received;
        }
    }

    private boolean topicExists() throws Exception {
        return admin.listTopics().names().get().contains(topic);
    }

    private void makeTopic(Map<String, String> settings, int partitions) {
        // a relay may have created it first, or the deletion is not finished
        try {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(org.apache.kafka.common.errors.TopicExistsException.class);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void deleteTopic() {
        await().atMost(SOON).ignoreExceptions().until(() -> {
            admin.deleteTopics(List.of(topic)).all().get();
            return true;
        });
    }

    private void set(String key, String value) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var change = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** A process that only publishes. */
    static final class RelayProcess {
        static Process start(String database, String topic) throws IOException {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            RelayProcess.class.getName(),
                            RealParts.mongoUri(),
                            database,
                            RealParts.kafkaBootstrap(),
                            topic)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }

        public static void main(String[] args) throws InterruptedException {
            MongoDatabase database =
                    com.mongodb.client.MongoClients.create(args[0]).getDatabase(args[1]);
            Map<String, Object> kafka = Map.of("bootstrap.servers", args[2]);
            new Relay(
                            EventLog.open(database),
                            args[3],
                            null,
                            database,
                            new Cluster(kafka, 1),
                            new SimpleMeterRegistry(),
                            SHORT_LEASE)
                    .start();
            new CountDownLatch(1).await();
        }
    }
}
