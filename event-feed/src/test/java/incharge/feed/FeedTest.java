package incharge.feed;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import incharge.local.RealParts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class FeedTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final MongoDatabase database = RealParts.freshDatabase();

    @Test
    void applies_each_fact_once_and_knows_its_position() {
        try (var publisher = Publisher.withTopic();
                var application = ConsumingApplication.of(database, publisher)) {
            publisher.publish(1, 1_200);

            assertThat(application.feeds.await(Map.of(publisher.topic, 1_200L), SOON))
                    .isTrue();
            assertThat(application.feeds.position(publisher.topic)).isEqualTo(1_200);
            assertThat(application.effects(publisher)).isEqualTo(once(1_200));

            publisher.publish(1_201, 1_201);
            assertThat(application.feeds.awaitEnd(publisher.topic, SOON)).isTrue();
            assertThat(application.effects(publisher)).isEqualTo(once(1_201));
            assertThat(application.feeds.await(Map.of(publisher.topic, 1_202L), Duration.ofMillis(50)))
                    .isFalse();
        }
    }

    @Test
    void duplicates_and_foreign_records_change_nothing() {
        try (var publisher = Publisher.withTopic();
                var application = ConsumingApplication.of(database, publisher)) {
            publisher.publishForeign();
            publisher.publish(1, 20);
            publisher.publish(5, 25);
            publisher.publishForeign();
            publisher.publish(3, 3);
            publisher.publish(26, 30);
            publisher.publishForeign();

            assertThat(application.feeds.awaitEnd(publisher.topic, SOON)).isTrue();
            assertThat(application.effects(publisher)).isEqualTo(once(30));
            assertThat(application.feeds.healthy()).isTrue();
            assertThat(application.feeds.failures()).isEmpty();
        }
    }

    @Test
    void a_restart_goes_on_at_the_stored_checkpoint() {
        try (var publisher = Publisher.withTopic()) {
            publisher.publish(1, 100);
            try (var before = ConsumingApplication.of(database, publisher)) {
                assertThat(before.feeds.awaitEnd(publisher.topic, SOON)).isTrue();
            }
            publisher.publish(101, 150);
            var batches = new AtomicInteger();
            try (var after = ConsumingApplication.of(
                    "consumer",
                    database,
                    batch -> {
                        assertThat(batch.getFirst().sequence()).isGreaterThan(100);
                        batches.incrementAndGet();
                    },
                    publisher)) {
                assertThat(after.feeds.awaitEnd(publisher.topic, SOON)).isTrue();
                assertThat(after.effects(publisher)).isEqualTo(once(150));
                assertThat(batches).hasPositiveValue();
            }
        }
    }

    /** Otherwise the next process would wait until the server aborts the transaction, which takes it a minute. */
    @Test
    void what_a_killed_process_left_unfinished_holds_up_nobody() {
        try (var publisher = Publisher.withTopic();
                ClientSession left = RealParts.mongoClient().startSession()) {
            publisher.publish(1, 10);
            try (var before = ConsumingApplication.of(database, publisher)) {
                assertThat(before.feeds.awaitEnd(publisher.topic, SOON)).isTrue();
            }
            database.getCollection("feeds.sessions")
                    .insertOne(new Document("_id", publisher.topic)
                            .append(
                                    "session",
                                    left.getServerSession().getIdentifier().get("id")));
            left.startTransaction();
            database.getCollection("feeds").updateOne(left, Filters.eq(publisher.topic), Updates.set("sequence", 11L));
            publisher.publish(11, 20);

            try (var after = ConsumingApplication.of(database, publisher)) {
                assertThat(after.feeds.await(Map.of(publisher.topic, 20L), Duration.ofSeconds(40)))
                        .isTrue();
                assertThat(after.effects(publisher)).isEqualTo(once(20));
            }
            assertThat(database.getCollection("feeds.sessions").countDocuments())
                    .as("left in order")
                    .isZero();
        }
    }

    @Test
    void what_concerns_nobody_is_passed_and_not_consumed_again() {
        try (var publisher = Publisher.withTopic()) {
            publisher.publish(1, 10);
            try (var before = ConsumingApplication.of(database, publisher)) {
                assertThat(before.feeds.awaitEnd(publisher.topic, SOON)).isTrue();
                ignored(publisher, 11, 20);
                assertThat(before.feeds.awaitEnd(publisher.topic, SOON)).isTrue();
                assertThat(before.feeds.position(publisher.topic)).isEqualTo(20);
                assertThat(before.effects(publisher)).isEqualTo(once(10));
                await().atMost(SOON).until(() -> before.checkpoint(publisher).getLong("sequence") == 20);
                ignored(publisher, 21, 25);
                assertThat(before.feeds.awaitEnd(publisher.topic, SOON)).isTrue();
            }
            publisher.publish(26, 30);
            try (var after = ConsumingApplication.of(database, publisher)) {
                assertThat(after.feeds.awaitEnd(publisher.topic, SOON)).isTrue();
                Map<Long, Integer> effects = once(30);
                LongStream.rangeClosed(11, 25).forEach(effects::remove);
                assertThat(after.effects(publisher)).isEqualTo(effects);
            }
        }
    }

    @Test
    void a_checkpoint_that_was_lost_with_a_server_is_found_again_by_what_is_passed() {
        try (var publisher = Publisher.withTopic();
                var application = ConsumingApplication.of(database, publisher)) {
            publisher.publish(1, 10);
            assertThat(application.feeds.awaitEnd(publisher.topic, SOON)).isTrue();
            Document before = application.checkpoint(publisher);
            ignored(publisher, 11, 15);
            await().atMost(SOON).until(() -> application.checkpoint(publisher).getLong("sequence") == 15);

            database.getCollection("feeds").replaceOne(Filters.eq(publisher.topic), before);
            var next = new AtomicLong(16);
            await().atMost(SOON).until(() -> {
                publisher.publish(next.getAndIncrement(), "Ignored");
                return application.checkpoint(publisher).getLong("sequence") > 16;
            });

            assertThat(application.effects(publisher)).isEqualTo(once(10));
            assertThat(application.feeds.healthy()).isTrue();
        }
    }

    @Test
    void another_schema_version_consumes_everything_once_more_and_leaves_the_former_checkpoint() {
        try (var publisher = Publisher.withTopic()) {
            publisher.publish(1, 10);
            try (var former = ConsumingApplication.of(database, publisher)) {
                assertThat(former.feeds.awaitEnd(publisher.topic, SOON)).isTrue();
            }
            try (var later = ConsumingApplication.later(database, publisher)) {
                assertThat(later.feeds.awaitEnd(publisher.topic, SOON)).isTrue();

                assertThat(later.effects(publisher))
                        .hasSize(10)
                        .allSatisfy((_, times) -> assertThat(times).isEqualTo(2));
                assertThat(later.checkpoint(publisher).getLong("sequence")).isEqualTo(10);
            }
        }
    }

    @Test
    void a_transient_failure_inside_the_transaction_leaves_no_trace_and_is_tried_again() {
        var faults = new AtomicInteger();
        try (var publisher = Publisher.withTopic();
                var application = ConsumingApplication.of(
                        "consumer",
                        database,
                        batch -> {
                            if (faults.incrementAndGet() % 3 != 0) {
                                throw conflict();
                            }
                        },
                        publisher)) {
            for (int i = 0; i < 10; i++) {
                publisher.publish(i * 10 + 1, i * 10 + 10);
                assertThat(application.feeds.awaitEnd(publisher.topic, SOON)).isTrue();
            }

            assertThat(application.effects(publisher)).isEqualTo(once(100));
            assertThat(faults).hasValueGreaterThanOrEqualTo(30);
        }
    }

    @Test
    void two_that_consume_the_same_topic_for_the_same_database_apply_it_once() {
        // Two groups, so that each is assigned the topic, as a zombie is.
        try (var publisher = Publisher.withTopic();
                var one = ConsumingApplication.of("one", database, _ -> {}, publisher);
                var two = ConsumingApplication.of("two", database, _ -> {}, publisher)) {
            for (int i = 0; i < 100; i++) {
                publisher.publish(i * 10 + 1, i * 10 + 10);
            }

            assertThat(one.feeds.awaitEnd(publisher.topic, SOON)).isTrue();
            assertThat(two.feeds.awaitEnd(publisher.topic, SOON)).isTrue();
            assertThat(one.effects(publisher)).isEqualTo(once(1_000));
            assertThat(one.feeds.healthy()).isTrue();
            assertThat(two.feeds.healthy()).isTrue();
        }
    }

    @Test
    void two_of_one_group_both_have_the_position() {
        try (var publisher = Publisher.withTopic();
                var one = ConsumingApplication.of(database, publisher);
                var two = ConsumingApplication.of(database, publisher)) {
            publisher.publish(1, 100);

            assertThat(one.feeds.await(Map.of(publisher.topic, 100L), SOON)).isTrue();
            assertThat(two.feeds.await(Map.of(publisher.topic, 100L), SOON)).isTrue();
            bothReachTheEnd(publisher, one, two);

            // Records that move no checkpoint reach only one of the two.
            publisher.publish(100, 100);
            bothReachTheEnd(publisher, one, two);
            publisher.publishForeign();
            bothReachTheEnd(publisher, one, two);

            publisher.publish(101, 110);
            publisher.publish(105, 105);
            bothReachTheEnd(publisher, one, two);
            assertThat(one.effects(publisher)).isEqualTo(once(110));

            ignored(publisher, 111, 115);
            bothReachTheEnd(publisher, one, two);
        }
    }

    @Test
    void a_gap_stops_its_topic_and_no_other() {
        try (var gappy = Publisher.withTopic();
                var other = Publisher.withTopic();
                var application = ConsumingApplication.of(database, gappy, other)) {
            gappy.publish(1, 10);
            gappy.publish(12, 20);
            other.publish(1, 10);

            await().atMost(SOON).until(() -> !application.feeds.healthy());
            other.publish(11, 20);

            assertThat(application.feeds.awaitEnd(other.topic, SOON)).isTrue();
            assertThat(application.effects(other)).isEqualTo(once(20));
            assertThat(application.effects(gappy)).isEqualTo(once(10));
            assertThat(application.feeds.failures().get(gappy.topic)).contains("gap: 12 follows 10");
            assertThat(application.feeds.awaitEnd(gappy.topic, SOON)).isFalse();
            Health health = application.health();
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails())
                    .containsKey(gappy.topic + ".reason")
                    .doesNotContainKey(other.topic + ".reason");
            assertThat(application.gauge("incharge.feed.stopped", gappy)).isEqualTo(1);
            assertThat(application.gauge("incharge.feed.stopped", other)).isZero();
            await().atMost(SOON).until(() -> application.gauge("incharge.feed.lag.events", gappy) == 10);
            assertThat(application.gauge("incharge.feed.lag.seconds", gappy))
                    .isCloseTo(Instant.now().getEpochSecond() - 12.0, offset(5.0));
        }
    }

    @Test
    void a_fact_that_cannot_be_applied_stops_its_topic_until_it_can() {
        var broken = new AtomicBoolean(true);
        try (var poisoned = Publisher.withTopic();
                var other = Publisher.withTopic();
                var application = ConsumingApplication.of(
                        "consumer",
                        database,
                        batch -> {
                            if (broken.get()
                                    && batch.stream()
                                            .anyMatch(fact -> fact.type().equals("Poison"))) {
                                throw new IllegalStateException("cannot be applied");
                            }
                        },
                        poisoned,
                        other)) {
            poisoned.publish(1, 10);
            assertThat(application.feeds.awaitEnd(poisoned.topic, SOON)).isTrue();
            poisoned.publish(11, "Poison");
            await().atMost(SOON).until(() -> !application.feeds.healthy());
            other.publish(1, 10);
            await().atMost(SOON).until(() -> application.gauge("incharge.feed.lag.events", poisoned) == 1);

            assertThat(application.feeds.awaitEnd(other.topic, SOON)).isTrue();
            assertThat(application.gauge("incharge.feed.lag.events", other)).isZero();
            assertThat(application.effects(poisoned)).isEqualTo(once(10));
            assertThat(application.feeds.failures().get(poisoned.topic)).contains("cannot be applied");
            assertStopped(application.lag(poisoned));
            assertThat(application.checkpoint(poisoned).getString("stopped"))
                    .as("for the other processes of the service")
                    .contains("cannot be applied");

            broken.set(false);
            await().atMost(SOON).until(application.feeds::healthy);
            assertThat(application.feeds.awaitEnd(poisoned.topic, SOON)).isTrue();
            assertThat(application.effects(poisoned)).isEqualTo(once(11));
            assertThat(application.gauge("incharge.feed.lag.events", poisoned)).isZero();
            assertThat(application.gauge("incharge.feed.lag.seconds", poisoned)).isZero();
            assertThat(application.gauge("incharge.feed.stopped", poisoned)).isZero();
            assertThat(application.lag(poisoned).failure()).isNull();
            assertThat(application.lag(poisoned).end()).isEqualTo(11);
            assertThat(application.checkpoint(poisoned).getString("stopped")).isNull();
        }
    }

    /**
     * A validator refuses the note; the foreign record counts again if the topic is read again before its checkpoint.
     */
    @Test
    void what_stops_a_topic_stops_it_at_its_checkpoint_also_if_it_cannot_be_noted() {
        var attempts = new AtomicInteger();
        try (var publisher = Publisher.withTopic();
                var application = ConsumingApplication.of(
                        "consumer",
                        database,
                        batch -> {
                            if (batch.stream().anyMatch(fact -> fact.type().equals("Poison"))) {
                                attempts.incrementAndGet();
                                throw new IllegalStateException("cannot be applied");
                            }
                        },
                        publisher)) {
            publisher.publishForeign();
            publisher.publish(1, 10);
            assertThat(application.feeds.awaitEnd(publisher.topic, SOON)).isTrue();
            database.runCommand(new Document("collMod", "feeds").append("validator", Filters.exists("stopped", false)));

            publisher.publish(11, "Poison");
            await().atMost(SOON).until(() -> attempts.get() > 2);

            assertThat(application.foreign(publisher)).isEqualTo(1);
            assertThat(application.checkpoint(publisher).getString("stopped")).isNull();
        }
    }

    private static void assertStopped(FeedLag.Lag lag) {
        assertThat(lag.applied()).isEqualTo(10);
        assertThat(lag.end()).isEqualTo(11);
        assertThat(lag.oldest()).isNotNull();
        assertThat(lag.failure())
                .isInstanceOfSatisfying(
                        Failure.Permanent.class,
                        failure -> assertThat(failure.reason()).contains("cannot be applied"));
    }

    @Test
    void a_malformed_event_stops_its_topic() {
        try (var publisher = Publisher.withTopic();
                var application = ConsumingApplication.of(database, publisher)) {
            publisher.publish(1, 5);
            publisher.publishBroken(6);

            await().atMost(SOON).until(() -> !application.feeds.healthy());
            assertThat(application.feeds.failures().get(publisher.topic)).contains("offset 5: ce_time is missing");
            await().atMost(SOON).until(() -> application.gauge("incharge.feed.lag.events", publisher) == 1);
            // the look before may have seen an earlier event as the oldest
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(application.gauge("incharge.feed.lag.seconds", publisher))
                            .isBetween(0.0, 60.0));
            assertThat(application.effects(publisher)).isEqualTo(once(5));
        }
    }

    @Test
    void a_topic_that_does_not_exist_yet_is_waited_for_and_not_created() {
        try (var publisher = new Publisher();
                var application = ConsumingApplication.of(database, publisher)) {
            assertThat(application.feeds.awaitEnd(publisher.topic, Duration.ofSeconds(1)))
                    .isFalse();
            assertThat(publisher.exists()).isFalse();

            publisher.createTopic();
            publisher.publish(1, 10);

            assertThat(application.feeds.await(Map.of(publisher.topic, 10L), SOON))
                    .isTrue();
            assertThat(application.effects(publisher)).isEqualTo(once(10));
        }
    }

    @Test
    void a_topic_that_is_created_again_is_consumed_from_the_beginning_and_what_is_known_is_skipped() {
        try (var publisher = Publisher.withTopic()) {
            try (var application = ConsumingApplication.of(database, publisher)) {
                publisher.publishForeign();
                publisher.publish(1, 50);
                publisher.publish(1, 50);
                assertThat(application.feeds.awaitEnd(publisher.topic, SOON)).isTrue();

                publisher.deleteTopic();
                publisher.createTopic();
                publisher.publish(1, 60);

                assertThat(application.feeds.await(Map.of(publisher.topic, 60L), SOON))
                        .isTrue();
                assertThat(application.effects(publisher)).isEqualTo(once(60));
            }
            // While nobody consumes it, and longer than before: another event lies at the stored offset.
            publisher.deleteTopic();
            publisher.createTopic();
            publisher.publishForeign();
            publisher.publish(1, 200);
            try (var application = ConsumingApplication.of(database, publisher)) {
                assertThat(application.feeds.await(Map.of(publisher.topic, 200L), SOON))
                        .isTrue();
                assertThat(application.effects(publisher)).isEqualTo(once(200));
                assertThat(application.feeds.healthy()).isTrue();
            }
        }
    }

    @Test
    void kafka_and_the_database_may_go_and_come_back() {
        try (var publisher = Publisher.withTopic();
                var application = ConsumingApplication.of(database, publisher)) {
            publisher.publish(1, 10);
            assertThat(application.feeds.awaitEnd(publisher.topic, SOON)).isTrue();

            RealParts.mongo().kill();
            publisher.publish(11, 20);
            RealParts.mongo().restart();
            assertThat(application.feeds.await(Map.of(publisher.topic, 20L), SOON))
                    .isTrue();

            RealParts.kafka().kill();
            RealParts.kafka().restart();
            publisher.publish(21, 30);
            assertThat(application.feeds.await(Map.of(publisher.topic, 30L), SOON))
                    .isTrue();
            assertThat(application.effects(publisher)).isEqualTo(once(30));
        }
    }

    @Test
    void starts_without_kafka() {
        try (var application =
                ConsumingApplication.of("consumer", "127.0.0.1:1", database, _ -> {}, List.of("incharge.missing"))) {
            assertThat(application.feeds.position("incharge.missing")).isZero();
            assertThat(application.feeds.awaitEnd("incharge.missing", Duration.ofMillis(100)))
                    .isFalse();
        }
    }

    private static void bothReachTheEnd(Publisher publisher, ConsumingApplication one, ConsumingApplication two) {
        assertThat(one.feeds.awaitEnd(publisher.topic, SOON)).isTrue();
        assertThat(two.feeds.awaitEnd(publisher.topic, SOON)).isTrue();
    }

    private static MongoException conflict() {
        var conflict = new MongoException(112, "conflict");
        conflict.addLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
        return conflict;
    }

    private static void ignored(Publisher publisher, long from, long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            publisher.publish(sequence, "Ignored");
        }
    }

    private static Map<Long, Integer> once(long upTo) {
        return LongStream.rangeClosed(1, upTo).boxed().collect(toMap(sequence -> sequence, _ -> 1));
    }
}
