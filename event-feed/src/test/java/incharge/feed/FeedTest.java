package incharge.feed;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import incharge.local.RealParts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class FeedTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final MongoDatabase database = RealParts.freshDatabase();

    @Test
    void applies_each_fact_once_and_tells_how_far_it_is() {
        try (var teller = Teller.withTopic();
                var hearer = Hearer.of(database, teller)) {
            teller.tell(1, 1_200);

            assertThat(hearer.feeds.await(Map.of(teller.topic, 1_200L), SOON)).isTrue();
            assertThat(hearer.feeds.position(teller.topic)).isEqualTo(1_200);
            assertThat(hearer.effects(teller)).isEqualTo(once(1_200));

            teller.tell(1_201, 1_201);
            assertThat(hearer.feeds.awaitEnd(teller.topic, SOON)).isTrue();
            assertThat(hearer.effects(teller)).isEqualTo(once(1_201));
            assertThat(hearer.feeds.await(Map.of(teller.topic, 1_202L), Duration.ofMillis(50)))
                    .isFalse();
        }
    }

    @Test
    void duplicates_and_foreign_records_change_nothing() {
        try (var teller = Teller.withTopic();
                var hearer = Hearer.of(database, teller)) {
            teller.tellSomethingElse();
            teller.tell(1, 20);
            teller.tell(5, 25);
            teller.tellSomethingElse();
            teller.tell(3, 3);
            teller.tell(26, 30);
            teller.tellSomethingElse();

            assertThat(hearer.feeds.awaitEnd(teller.topic, SOON)).isTrue();
            assertThat(hearer.effects(teller)).isEqualTo(once(30));
            assertThat(hearer.feeds.healthy()).isTrue();
            assertThat(hearer.feeds.troubles()).isEmpty();
        }
    }

    @Test
    void a_restart_goes_on_at_the_stored_place() {
        try (var teller = Teller.withTopic()) {
            teller.tell(1, 100);
            try (var before = Hearer.of(database, teller)) {
                assertThat(before.feeds.awaitEnd(teller.topic, SOON)).isTrue();
            }
            teller.tell(101, 150);
            var batches = new AtomicInteger();
            try (var after = Hearer.of(
                    "hearer",
                    database,
                    batch -> {
                        assertThat(batch.getFirst().sequence()).isGreaterThan(100);
                        batches.incrementAndGet();
                    },
                    teller)) {
                assertThat(after.feeds.awaitEnd(teller.topic, SOON)).isTrue();
                assertThat(after.effects(teller)).isEqualTo(once(150));
                assertThat(batches).hasPositiveValue();
            }
        }
    }

    /** Else everybody would wait until the server gives it up, which takes it a minute. */
    @Test
    void what_a_killed_process_left_unfinished_holds_up_nobody() {
        try (var teller = Teller.withTopic();
                var left = RealParts.mongoClient().startSession()) {
            teller.tell(1, 10);
            try (var before = Hearer.of(database, teller)) {
                assertThat(before.feeds.awaitEnd(teller.topic, SOON)).isTrue();
            }
            database.getCollection("feeds.sessions")
                    .insertOne(new Document("_id", teller.topic)
                            .append(
                                    "session",
                                    left.getServerSession().getIdentifier().get("id")));
            left.startTransaction();
            database.getCollection("feeds").updateOne(left, Filters.eq(teller.topic), Updates.set("sequence", 11L));
            teller.tell(11, 20);

            try (var after = Hearer.of(database, teller)) {
                assertThat(after.feeds.await(Map.of(teller.topic, 20L), Duration.ofSeconds(40)))
                        .isTrue();
                assertThat(after.effects(teller)).isEqualTo(once(20));
            }
            assertThat(database.getCollection("feeds.sessions").countDocuments())
                    .as("left in order")
                    .isZero();
        }
    }

    @Test
    void what_concerns_nobody_is_passed_and_not_heard_again() {
        try (var teller = Teller.withTopic()) {
            teller.tell(1, 10);
            try (var before = Hearer.of(database, teller)) {
                assertThat(before.feeds.awaitEnd(teller.topic, SOON)).isTrue();
                ignored(teller, 11, 20);
                assertThat(before.feeds.awaitEnd(teller.topic, SOON)).isTrue();
                assertThat(before.feeds.position(teller.topic)).isEqualTo(20);
                assertThat(before.effects(teller)).isEqualTo(once(10));
                await().atMost(SOON).until(() -> before.place(teller).getLong("sequence") == 20);
                ignored(teller, 21, 25);
                assertThat(before.feeds.awaitEnd(teller.topic, SOON)).isTrue();
            }
            teller.tell(26, 30);
            try (var after = Hearer.of(database, teller)) {
                assertThat(after.feeds.awaitEnd(teller.topic, SOON)).isTrue();
                var effects = once(30);
                LongStream.rangeClosed(11, 25).forEach(effects::remove);
                assertThat(after.effects(teller)).isEqualTo(effects);
            }
        }
    }

    @Test
    void a_place_that_was_lost_with_a_server_is_found_again_by_what_is_passed() {
        try (var teller = Teller.withTopic();
                var hearer = Hearer.of(database, teller)) {
            teller.tell(1, 10);
            assertThat(hearer.feeds.awaitEnd(teller.topic, SOON)).isTrue();
            Document before = hearer.place(teller);
            ignored(teller, 11, 15);
            await().atMost(SOON).until(() -> hearer.place(teller).getLong("sequence") == 15);

            database.getCollection("feeds").replaceOne(Filters.eq(teller.topic), before);
            var next = new AtomicLong(16);
            await().atMost(SOON).until(() -> {
                teller.tell(next.getAndIncrement(), "Ignored");
                return hearer.place(teller).getLong("sequence") > 16;
            });

            assertThat(hearer.effects(teller)).isEqualTo(once(10));
            assertThat(hearer.feeds.healthy()).isTrue();
        }
    }

    @Test
    void what_keeps_something_else_hears_everything_once_more_and_leaves_the_former_place() {
        try (var teller = Teller.withTopic()) {
            teller.tell(1, 10);
            try (var former = Hearer.of(database, teller)) {
                assertThat(former.feeds.awaitEnd(teller.topic, SOON)).isTrue();
            }
            try (var later = Hearer.later(database, teller)) {
                assertThat(later.feeds.awaitEnd(teller.topic, SOON)).isTrue();

                assertThat(later.effects(teller))
                        .hasSize(10)
                        .allSatisfy((_, times) -> assertThat(times).isEqualTo(2));
                assertThat(later.place(teller).getLong("sequence")).isEqualTo(10);
            }
        }
    }

    @Test
    void a_passing_fault_inside_the_transaction_leaves_no_trace_and_is_tried_again() {
        var faults = new AtomicInteger();
        try (var teller = Teller.withTopic();
                var hearer = Hearer.of(
                        "hearer",
                        database,
                        batch -> {
                            if (faults.incrementAndGet() % 3 != 0) throw conflict();
                        },
                        teller)) {
            for (int i = 0; i < 10; i++) {
                teller.tell(i * 10 + 1, i * 10 + 10);
                assertThat(hearer.feeds.awaitEnd(teller.topic, SOON)).isTrue();
            }

            assertThat(hearer.effects(teller)).isEqualTo(once(100));
            assertThat(faults).hasValueGreaterThanOrEqualTo(30);
        }
    }

    @Test
    void two_that_hear_the_same_topic_for_the_same_database_apply_it_once() {
        // Two groups, so that each is given the topic: as a zombie that does not know yet.
        try (var teller = Teller.withTopic();
                var one = Hearer.of("one", database, _ -> {}, teller);
                var two = Hearer.of("two", database, _ -> {}, teller)) {
            for (int i = 0; i < 100; i++) teller.tell(i * 10 + 1, i * 10 + 10);

            assertThat(one.feeds.awaitEnd(teller.topic, SOON)).isTrue();
            assertThat(two.feeds.awaitEnd(teller.topic, SOON)).isTrue();
            assertThat(one.effects(teller)).isEqualTo(once(1_000));
            assertThat(one.feeds.healthy()).isTrue();
            assertThat(two.feeds.healthy()).isTrue();
        }
    }

    @Test
    void two_of_one_group_both_know_how_far_it_is() {
        try (var teller = Teller.withTopic();
                var one = Hearer.of(database, teller);
                var two = Hearer.of(database, teller)) {
            teller.tell(1, 100);

            assertThat(one.feeds.await(Map.of(teller.topic, 100L), SOON)).isTrue();
            assertThat(two.feeds.await(Map.of(teller.topic, 100L), SOON)).isTrue();
            bothReachTheEnd(teller, one, two);

            // What moves no place: only one of the two hears that it was there.
            teller.tell(100, 100);
            bothReachTheEnd(teller, one, two);
            teller.tellSomethingElse();
            bothReachTheEnd(teller, one, two);

            teller.tell(101, 110);
            teller.tell(105, 105);
            bothReachTheEnd(teller, one, two);
            assertThat(one.effects(teller)).isEqualTo(once(110));

            ignored(teller, 111, 115);
            bothReachTheEnd(teller, one, two);
        }
    }

    @Test
    void a_gap_stops_its_source_and_no_other() {
        try (var gappy = Teller.withTopic();
                var other = Teller.withTopic();
                var hearer = Hearer.of(database, gappy, other)) {
            gappy.tell(1, 10);
            gappy.tell(12, 20);
            other.tell(1, 10);

            await().atMost(SOON).until(() -> !hearer.feeds.healthy());
            other.tell(11, 20);

            assertThat(hearer.feeds.awaitEnd(other.topic, SOON)).isTrue();
            assertThat(hearer.effects(other)).isEqualTo(once(20));
            assertThat(hearer.effects(gappy)).isEqualTo(once(10));
            assertThat(hearer.feeds.troubles().get(gappy.topic)).contains("gap: 12 follows 10");
            assertThat(hearer.feeds.awaitEnd(gappy.topic, SOON)).isFalse();
            var health = hearer.health();
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails())
                    .containsKey(gappy.topic + ".reason")
                    .doesNotContainKey(other.topic + ".reason");
        }
    }

    @Test
    void a_fact_that_cannot_be_applied_stops_its_source_until_it_can() {
        var broken = new AtomicBoolean(true);
        try (var poisoned = Teller.withTopic();
                var other = Teller.withTopic();
                var hearer = Hearer.of(
                        "hearer",
                        database,
                        batch -> {
                            if (broken.get()
                                    && batch.stream()
                                            .anyMatch(fact -> fact.type().equals("Poison")))
                                throw new IllegalStateException("cannot be applied");
                        },
                        poisoned,
                        other)) {
            poisoned.tell(1, 10);
            assertThat(hearer.feeds.awaitEnd(poisoned.topic, SOON)).isTrue();
            poisoned.tell(11, "Poison");
            await().atMost(SOON).until(() -> !hearer.feeds.healthy());
            other.tell(1, 10);

            assertThat(hearer.feeds.awaitEnd(other.topic, SOON)).isTrue();
            assertThat(hearer.effects(poisoned)).isEqualTo(once(10));
            assertThat(hearer.feeds.troubles().get(poisoned.topic)).contains("cannot be applied");

            broken.set(false);
            await().atMost(SOON).until(hearer.feeds::healthy);
            assertThat(hearer.feeds.awaitEnd(poisoned.topic, SOON)).isTrue();
            assertThat(hearer.effects(poisoned)).isEqualTo(once(11));
        }
    }

    @Test
    void an_event_that_is_not_as_events_are_stops_its_source() {
        try (var teller = Teller.withTopic();
                var hearer = Hearer.of(database, teller)) {
            teller.tell(1, 5);
            teller.tellBroken(6);

            await().atMost(SOON).until(() -> !hearer.feeds.healthy());
            assertThat(hearer.feeds.troubles().get(teller.topic)).contains("offset 5: ce_time is missing");
            assertThat(hearer.effects(teller)).isEqualTo(once(5));
        }
    }

    @Test
    void a_topic_that_does_not_exist_yet_is_waited_for_and_not_made() {
        try (var teller = new Teller();
                var hearer = Hearer.of(database, teller)) {
            assertThat(hearer.feeds.awaitEnd(teller.topic, Duration.ofSeconds(1)))
                    .isFalse();
            assertThat(teller.exists()).isFalse();

            teller.makeTopic();
            teller.tell(1, 10);

            assertThat(hearer.feeds.await(Map.of(teller.topic, 10L), SOON)).isTrue();
            assertThat(hearer.effects(teller)).isEqualTo(once(10));
        }
    }

    @Test
    void a_topic_that_is_made_again_is_heard_from_the_beginning_and_what_is_known_is_skipped() {
        try (var teller = Teller.withTopic()) {
            try (var hearer = Hearer.of(database, teller)) {
                teller.tellSomethingElse();
                teller.tell(1, 50);
                teller.tell(1, 50);
                assertThat(hearer.feeds.awaitEnd(teller.topic, SOON)).isTrue();

                teller.deleteTopic();
                teller.makeTopic();
                teller.tell(1, 60);

                assertThat(hearer.feeds.await(Map.of(teller.topic, 60L), SOON)).isTrue();
                assertThat(hearer.effects(teller)).isEqualTo(once(60));
            }
            // While nobody hears it, and longer than it was: the stored offset holds another event now.
            teller.deleteTopic();
            teller.makeTopic();
            teller.tellSomethingElse();
            teller.tell(1, 200);
            try (var hearer = Hearer.of(database, teller)) {
                assertThat(hearer.feeds.await(Map.of(teller.topic, 200L), SOON)).isTrue();
                assertThat(hearer.effects(teller)).isEqualTo(once(200));
                assertThat(hearer.feeds.healthy()).isTrue();
            }
        }
    }

    @Test
    void kafka_and_the_database_may_go_and_come_back() {
        try (var teller = Teller.withTopic();
                var hearer = Hearer.of(database, teller)) {
            teller.tell(1, 10);
            assertThat(hearer.feeds.awaitEnd(teller.topic, SOON)).isTrue();

            RealParts.mongo().kill();
            teller.tell(11, 20);
            RealParts.mongo().restart();
            assertThat(hearer.feeds.await(Map.of(teller.topic, 20L), SOON)).isTrue();

            RealParts.kafka().kill();
            RealParts.kafka().restart();
            teller.tell(21, 30);
            assertThat(hearer.feeds.await(Map.of(teller.topic, 30L), SOON)).isTrue();
            assertThat(hearer.effects(teller)).isEqualTo(once(30));
        }
    }

    @Test
    void starts_without_kafka() {
        try (var hearer = Hearer.of("hearer", "127.0.0.1:1", database, _ -> {}, List.of("incharge.unheard"))) {
            assertThat(hearer.feeds.position("incharge.unheard")).isZero();
            assertThat(hearer.feeds.awaitEnd("incharge.unheard", Duration.ofMillis(100)))
                    .isFalse();
        }
    }

    private static void bothReachTheEnd(Teller teller, Hearer one, Hearer two) {
        assertThat(one.feeds.awaitEnd(teller.topic, SOON)).isTrue();
        assertThat(two.feeds.awaitEnd(teller.topic, SOON)).isTrue();
    }

    private static MongoException conflict() {
        var conflict = new MongoException(112, "conflict");
        conflict.addLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
        return conflict;
    }

    private static void ignored(Teller teller, long from, long to) {
        for (long sequence = from; sequence <= to; sequence++) teller.tell(sequence, "Ignored");
    }

    private static Map<Long, Integer> once(long upTo) {
        return LongStream.rangeClosed(1, upTo).boxed().collect(toMap(sequence -> sequence, _ -> 1));
    }
}
