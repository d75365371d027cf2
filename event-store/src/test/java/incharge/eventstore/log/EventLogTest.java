package incharge.eventstore.log;

import static incharge.eventstore.log.Sample.ANNA;
import static incharge.eventstore.log.Sample.all;
import static incharge.eventstore.log.Sample.append;
import static incharge.eventstore.log.Sample.commit;
import static incharge.eventstore.log.Sample.event;
import static incharge.eventstore.log.Sample.events;
import static incharge.eventstore.log.Sample.noneAbove;
import static incharge.eventstore.log.Sample.positions;
import static incharge.eventstore.log.Sample.source;
import static incharge.eventstore.log.Sample.withKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import incharge.local.RealParts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final MongoDatabase database = RealParts.freshDatabase();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final EventLog log = open();

    private EventLog open() {
        var another = EventLog.open(database);
        opened.add(another);
        return another;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void a_commit_has_the_given_time_but_never_an_earlier_one_than_the_commit_ahead_of_it() throws Exception {
        Instant first = Instant.parse("2024-07-01T07:40:00Z");
        var now = new AtomicReference<>(first);
        try (var past = EventLog.open(RealParts.freshDatabase(), now::get)) {
            append(past, commit(event("A")));
            now.set(first.minusSeconds(60));
            append(past, commit(event("B")));
            now.set(first.plusSeconds(60));
            append(past, commit(event("C")));

            assertThat(past.read(1, 10))
                    .extracting(Recorded::time)
                    .containsExactly(first, first, first.plusSeconds(60));
        }
    }

    @Test
    void appends_and_conflicts_are_measured_and_nothing_else() {
        var metrics = new SimpleMeterRegistry();
        try (var measured = EventLog.open(database, InstantSource.system(), metrics)) {
            assertThat(metrics.get("incharge.append").timer().count()).isZero();
            assertThat(metrics.get("incharge.append.conflicts").counter().count())
                    .isZero();

            append(measured, withKey("key", event("A", "x:1"), event("B")));
            assertThatThrownBy(() -> append(measured, commit(event("C", "x:1")), noneAbove(0, "x:1")))
                    .isInstanceOf(ConditionFailed.class);
            assertThatThrownBy(() -> append(measured, withKey("key", event("C"))))
                    .isInstanceOf(IdempotencyKeyUsed.class);

            assertThat(metrics.get("incharge.append").timer().count()).isEqualTo(1);
            assertThat(metrics.get("incharge.append").timer().totalTime(TimeUnit.MILLISECONDS))
                    .isPositive();
            assertThat(metrics.get("incharge.append.conflicts").counter().count())
                    .isEqualTo(1);
            assertThat(metrics.get("incharge.append.failures").counter().count())
                    .isZero();
            assertThat(metrics.get("incharge.log.head").gauge().value()).isEqualTo(2);

            append(log, commit(event("D")));
            await().until(() -> metrics.get("incharge.log.head").gauge().value() == 3);
        }
    }

    @Test
    void the_first_event_is_at_one_and_none_is_missing() {
        assertThat(log.head()).isZero();

        Appended first = append(log, commit(event("A"), event("B")));
        Appended second = append(log, commit(event("C")));

        assertThat(List.of(first.first(), first.last(), second.first(), second.last()))
                .containsExactly(1L, 2L, 3L, 3L);
        assertThat(log.head()).isEqualTo(3);
        assertThat(positions(log.read(1, 10))).containsExactly(1L, 2L, 3L);
    }

    @Test
    void an_event_comes_back_as_it_was_given() {
        var payload = new byte[] {0, -1, 13, 10, 34};
        var given = new NewEvent(UUID.randomUUID(), "Odd", 7, "it", payload, Set.of("a:1", "b:2"), null);
        var byAnother = new NewEvent(
                UUID.randomUUID(), "Odd", 1, "it", payload, Set.of(), new Cause("bert", "command-2", "because"));
        Instant before = Instant.now().minusMillis(1);

        append(log, commit(given, byAnother));

        List<Recorded> back = log.read(1, 2);
        Recorded event = back.getFirst();
        assertThat(event)
                .usingRecursiveComparison()
                .ignoringFields("time")
                .isEqualTo(
                        new Recorded(1, null, new NewEvent(given.id(), "Odd", 7, "it", payload, given.tags(), ANNA)));
        assertThat(event.time()).isBetween(before, Instant.now());
        assertThat(back.getLast().cause()).isEqualTo(byAnother.cause());
        assertThat(log.at(2)).map(Recorded::id).contains(byAnother.id());
        assertThat(log.at(3)).isEmpty();
    }

    @Test
    void a_commit_is_refused_when_a_match_lies_above_its_marker() {
        append(log, commit(event("A", "x:1")));
        long seen = source(log, "x:1").marker();
        append(log, commit(event("A", "y:1")));
        append(log, commit(event("A", "x:1")), noneAbove(seen, "x:1"));

        assertThatThrownBy(() -> append(log, commit(event("A", "x:1")), noneAbove(seen, "x:1", "z:1")))
                .isInstanceOf(ConditionFailed.class);
        assertThat(log.head()).isEqualTo(3);
    }

    @Test
    void time_never_runs_backwards_even_if_a_clock_does() {
        append(log, commit(event("A")));
        Instant ahead = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.MILLIS);
        database.getCollection("log").updateOne(Filters.eq("_id", 1L), Updates.set("time", Date.from(ahead)));

        assertThat(append(open(), commit(event("B"))).time()).isEqualTo(ahead);
    }

    @Test
    void a_key_is_used_once_and_leads_to_its_commit() {
        Appended first = append(log, withKey("key", event("A"), event("B")));

        assertThatThrownBy(() -> append(log, withKey("key", event("C"))))
                .isInstanceOfSatisfying(
                        IdempotencyKeyUsed.class,
                        used -> assertThat(used.existing().first()).isEqualTo(first.first()));
        StoredCommit existing = log.withKey("key").orElseThrow();
        assertThat(existing.idempotency()).isEqualTo(new Idempotency("key", "hash"));
        assertThat(existing.eventsPerCommand()).containsExactly(1, 0, -1);
        assertThat(existing.last()).isEqualTo(2);
        assertThat(append(log, withKey("other", event("D"))).first()).isEqualTo(3);
        assertThat(log.withKey("none")).isEmpty();
    }

    @Test
    void after_a_restart_it_goes_on_where_it_was() {
        append(log, commit(event("A", "x:1"), event("B")));
        log.close();

        EventLog again = open();

        assertThat(append(again, commit(event("C", "x:1"))).first()).isEqualTo(3);
        assertThat(positions(source(again, "x:1").events())).containsExactly(1L, 3L);
        assertThatThrownBy(() -> append(again, commit(event("D")), noneAbove(0, "x:1")))
                .isInstanceOf(ConditionFailed.class);
        // an older marker than this process remembers is asked of the database, and can be fine
        assertThat(append(again, commit(event("D")), noneAbove(1, "y:1")).first())
                .isEqualTo(4);
    }

    @Test
    void a_hole_is_never_read_over() {
        for (int i = 0; i < 4; i++) {
            append(log, commit(event("A"), event("B")));
        }
        database.getCollection("log").deleteOne(Filters.eq("_id", 3L));

        assertThat(positions(log.read(1, 2))).containsExactly(1L, 2L);
        assertThatThrownBy(() -> log.read(1, 3)).isInstanceOf(LogBroken.class);
        assertThatThrownBy(() -> log.read(3, 1)).isInstanceOf(LogBroken.class);
        assertThatThrownBy(() -> log.read(4, 1)).isInstanceOf(LogBroken.class);
        assertThat(positions(log.read(6, 9))).containsExactly(6L, 7L, 8L);
    }

    @Test
    void an_append_notifies_the_other_processes() {
        EventLog other = open();
        var notifications = new AtomicInteger();
        other.onAppend(notifications::incrementAndGet);

        append(log, commit(event("A", "x:1")));

        await().atMost(Duration.ofSeconds(20)).until(() -> notifications.get() > 0);
        assertThat(positions(source(other, "x:1").events())).containsExactly(1L);
    }

    @Test
    void the_newest_commit_that_answers_a_topic_is_found_also_if_it_is_large() {
        append(log, answering(7, event("A")));
        append(log, commit(event("B")));
        append(log, answering(8, events(250).toArray(NewEvent[]::new)));
        append(log, answering(3, event("C")));
        assertThat(log.lastAnswering("topic")).map(c -> c.consumed().sequence()).contains(3L);

        append(log, answering(9, events(150).toArray(NewEvent[]::new)));

        assertThat(log.lastAnswering("topic")).map(StoredCommit::consumed).contains(new Consumed("topic", 9));
        assertThat(log.lastAnswering("other")).isEmpty();
    }

    private static Commit answering(long sequence, NewEvent... events) {
        return new Commit(UUID.randomUUID(), ANNA, List.of(events), null, null, new Consumed("topic", sequence));
    }

    @Nested
    class Selection {
        @Test
        void tags_of_one_criterion_must_all_be_borne_criteria_are_alternatives_and_types_narrow() {
            append(log, commit(event("A", "x:1"), event("B", "x:1", "y:1"), event("A", "y:1")));
            append(log, commit(event("B", "y:1"), event("A", "x:1", "y:1", "z:1"), event("C", "z:1")));

            assertThat(find(Criterion.tags("x:1", "y:1"))).containsExactly(2L, 5L);
            assertThat(find(new Criterion(Set.of("x:1"), Set.of("A")))).containsExactly(1L, 5L);
            assertThat(find(Criterion.tags("x:1", "y:1"), new Criterion(Set.of("z:1"), Set.of("C", "D"))))
                    .containsExactly(2L, 5L, 6L);
            assertThat(find(new Criterion(Set.of(), Set.of("C", "B")))).containsExactly(2L, 4L, 6L);
            assertThat(find(new Criterion(Set.of(), Set.of()))).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
            assertThat(find(Criterion.tags("w:1"))).isEmpty();
        }

        @Test
        void conditions_select_as_sourcing_does() {
            append(log, commit(event("A", "x:1"), event("B", "y:1")));
            EventLog restarted = open();

            for (EventLog from : List.of(log, restarted)) {
                assertThat(conflict(from, Criterion.tags("x:1", "y:1"))).isFalse();
                assertThat(conflict(from, new Criterion(Set.of("x:1"), Set.of("B"))))
                        .isFalse();
                assertThat(conflict(from, new Criterion(Set.of("x:1"), Set.of("B", "A"))))
                        .isTrue();
                assertThat(conflict(from, Criterion.tags("z:1"), Criterion.tags("y:1")))
                        .isTrue();
                assertThat(conflict(from, new Criterion(Set.of(), Set.of("B")))).isTrue();
                assertThat(conflict(from, new Criterion(Set.of(), Set.of("Z")))).isFalse();
            }
        }

        private List<Long> find(Criterion... criteria) {
            return positions(log.source(Criteria.of(criteria)).events());
        }

        private boolean conflict(EventLog from, Criterion... criteria) {
            try {
                append(from, commit(event("Probe")), new Condition(0, Criteria.of(criteria)));
                return false;
            } catch (ConditionFailed _) {
                return true;
            }
        }
    }

    @Nested
    class Memory {
        private final List<String> commands = new CopyOnWriteArrayList<>();

        /** Opens the log with a client that notes the collection of each query. */
        private EventLog noting() {
            MongoClient client = MongoClients.create(MongoClientSettings.builder()
                    .applyConnectionString(new ConnectionString(RealParts.mongoUri()))
                    .addCommandListener(new CommandListener() {
                        @Override
                        public void commandStarted(CommandStartedEvent event) {
                            if (event.getCommandName().equals("find")) {
                                commands.add(
                                        event.getCommand().getString("find").getValue() + " "
                                                + event.getCommand().getDocument("filter", new BsonDocument()));
                            }
                        }
                    })
                    .build());
            EventLog noting = EventLog.open(client.getDatabase(database.getName()));
            opened.add(noting);
            opened.add(client);
            return noting;
        }

        private List<String> asked(String collection, String of) {
            return commands.stream()
                    .filter(command -> command.startsWith(collection + " ") && command.contains(of))
                    .toList();
        }

        @Test
        void a_tag_that_was_read_is_not_read_again_until_a_commit_bears_it() {
            append(log, commit(events(150, "all:1")));
            append(log, commit(event("A", "x:1"), event("B", "x:1", "y:1")));
            EventLog reader = noting();
            assertThat(positions(source(reader, "x:1", "z:1").events())).containsExactly(151L, 152L);
            assertThat(asked("log.parts", "x:1")).hasSize(1);
            commands.clear();

            assertThat(positions(source(reader, "x:1", "z:1").events())).containsExactly(151L, 152L);
            assertThat(positions(reader.source(Criteria.of(new Criterion(Set.of("x:1"), Set.of("B"))))
                            .events()))
                    .containsExactly(152L);
            assertThat(asked("log", "x:1")).isEmpty();
            assertThat(asked("log.parts", "x:1")).isEmpty();
            // a tag that nothing bears is read each time: a new commit is likely to bear it
            assertThat(asked("log.parts", "z:1")).hasSize(1);

            append(reader, commit(event("C", "x:1")));
            assertThat(positions(source(reader, "x:1").events())).containsExactly(151L, 152L, 153L);
            append(log, commit(event("D", "x:1")));
            assertThat(positions(source(reader, "x:1").events())).containsExactly(151L, 152L, 153L, 154L);
            append(log, commit(events(120, "x:1")));
            assertThat(positions(source(reader, "x:1").events())).hasSize(124);
        }

        @Test
        void what_is_acknowledged_is_in_every_later_answer_whoever_appended() throws Exception {
            EventLog other = open();
            var appended = new AtomicIntegerArray(4);
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                List<Future<?>> running = new ArrayList<>();
                for (int thread = 0; thread < 8; thread++) {
                    EventLog from = thread % 2 == 0 ? log : other;
                    int tag = thread / 2;
                    running.add(threads.submit(() -> {
                        for (int i = 0; i < 60; i++) {
                            int before = appended.get(tag);
                            assertThat(source(from, "x:" + tag, "new:" + i).events())
                                    .hasSizeGreaterThanOrEqualTo(before);
                            if (i % 3 == 0) {
                                append(from, commit(event("A", "x:" + tag)));
                                appended.incrementAndGet(tag);
                            }
                        }
                    }));
                }
                for (Future<?> each : running) {
                    each.get();
                }
            }
            for (int tag = 0; tag < 4; tag++) {
                assertThat(source(log, "x:" + tag).events()).hasSize(40);
                assertThat(source(other, "x:" + tag).events()).hasSize(40);
            }
        }

        @Test
        void recent_events_are_those_that_are_read_and_end_at_what_another_appended() {
            append(log, commit(event("Old")));
            Appended first = append(log, answering(7, event("A", "x:1"), event("B")));
            append(
                    log,
                    commit(new NewEvent(
                            UUID.randomUUID(),
                            "C",
                            2,
                            "it",
                            new byte[] {1},
                            Set.of("y:1"),
                            new Cause("bert", "c", "why"))));

            assertThat(log.recent(first.first() + 1, 10))
                    .usingRecursiveFieldByFieldElementComparator()
                    .isEqualTo(log.read(first.first() + 1, 10));
            assertThat(log.recent(1, 2))
                    .usingRecursiveFieldByFieldElementComparator()
                    .isEqualTo(log.read(1, 2));
            assertThat(log.recent(5, 10)).isEmpty();

            append(open(), commit(event("D")));
            append(log, commit(event("E")));
            assertThat(log.recent(4, 10)).isEmpty();
            assertThat(positions(log.recent(6, 10))).containsExactly(6L);

            append(log, commit(events(150)));
            assertThat(log.recent(6, 10)).isEmpty();
            assertThat(log.known()).isEqualTo(156);
        }
    }

    @Nested
    class LargeCommits {
        private static final int LARGE = 1_234;

        private List<NewEvent> large() {
            return IntStream.range(0, LARGE)
                    .mapToObj(i -> event("Bulk", "all:1", "i:" + i))
                    .toList();
        }

        @Test
        void are_one_commit_to_everybody_who_reads() {
            append(log, commit(event("Small", "i:7")));
            Appended bulk = append(log, commit(large()));
            append(log, commit(event("Small", "i:7")));

            assertThat(bulk).extracting(Appended::first, Appended::last).containsExactly(2L, LARGE + 1L);
            assertThat(positions(log.read(1, LARGE * 2)))
                    .isEqualTo(LongStream.rangeClosed(1, LARGE + 2).boxed().toList());
            assertThat(positions(log.read(150, 3))).containsExactly(150L, 151L, 152L);
            assertThat(positions(log.read(LARGE, 9))).containsExactly(LARGE + 0L, LARGE + 1L, LARGE + 2L);
            assertThat(log.at(500)).map(Recorded::tags).contains(Set.of("all:1", "i:498"));
            for (EventLog from : List.of(log, open())) {
                assertThat(positions(source(from, "i:7").events())).containsExactly(1L, 9L, LARGE + 2L);
                assertThat(positions(source(from, "all:1").events())).hasSize(LARGE);
                assertThat(source(from, "nobody:1").marker()).isEqualTo(LARGE + 2);
            }
            String[] many = IntStream.range(0, 2_000).mapToObj(i -> "i:" + i).toArray(String[]::new);
            assertThat(positions(source(log, many).events()))
                    .isEqualTo(LongStream.rangeClosed(1, LARGE + 2).boxed().toList());
        }

        @Test
        void conflict_by_each_of_their_events() {
            append(log, commit(large()));

            for (EventLog from : List.of(log, open())) {
                assertThatThrownBy(() -> append(from, commit(event("A")), noneAbove(800, "i:1233")))
                        .isInstanceOf(ConditionFailed.class);
                append(from, commit(event("A")), noneAbove(800, "i:5"));
            }
            assertThatThrownBy(() -> append(log, commit(large()), noneAbove(0, "i:3")))
                    .isInstanceOf(ConditionFailed.class);
        }

        @Test
        void leave_no_note_behind_and_parts_without_commit_are_swept_after_a_day() {
            append(log, commit(large()));
            MongoCollection<Document> parts = database.getCollection("log.parts");
            await().until(() -> parts.countDocuments(Filters.exists("begun")) == 0);
            long needed = parts.countDocuments();
            Commit lost = commit(large());
            var aside = new Parts(LogCollections.open(database));
            aside.write(lost.id(), Documents.encode(lost).parts(), System.nanoTime());
            aside.sweep();
            assertThat(parts.countDocuments()).isEqualTo(needed * 2 + 1);

            parts.updateOne(
                    Filters.exists("begun"),
                    Updates.set("begun", Date.from(Instant.now().minus(Duration.ofHours(25)))));
            aside.sweep();

            assertThat(parts.countDocuments()).isEqualTo(needed);
            assertThat(positions(log.read(1, LARGE))).hasSize(LARGE);
        }

        @Test
        void with_a_missing_part_are_never_read_in_part() {
            append(log, commit(large()));
            MongoCollection<Document> parts = database.getCollection("log.parts");
            parts.deleteOne(new Document("_id.o", 300));

            assertThatThrownBy(() -> log.read(1, LARGE)).isInstanceOf(LogBroken.class);
            assertThat(log.read(1, 300)).hasSize(300);
        }

        @Test
        void are_refused_beyond_the_limit() {
            assertThatThrownBy(() -> commit(events(Commit.MAX_EVENTS + 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at most 20020");
        }

        @Test
        void are_made_of_heavy_events_too() {
            List<NewEvent> heavy = IntStream.range(0, 9)
                    .mapToObj(i -> new NewEvent(
                            UUID.randomUUID(), "Heavy", 1, "it", new byte[3_000_000], Set.of("i:" + i), null))
                    .toList();

            append(log, commit(heavy));

            assertThat(log.read(1, 9)).allMatch(event -> event.payload().length == 3_000_000);
            assertThat(positions(source(log, "i:8").events())).containsExactly(9L);
            NewEvent tooHeavy = new NewEvent(
                    UUID.randomUUID(), "Heavy", 1, "it", new byte[Commit.MAX_EVENT_BYTES + 1], Set.of(), null);
            assertThat(log.append(commit(tooHeavy), Condition.none()))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(EventTooLarge.class);
            assertThat(log.head()).isEqualTo(9);
        }
    }

    @Test
    void the_marker_covers_everything_returned() {
        append(log, commit(event("A", "x:1"), event("A", "y:1"), event("A", "x:1")));

        Sourced sourced = source(log, "x:1");

        assertThat(sourced.marker()).isEqualTo(3);
        assertThat(all(sourced.events())).extracting(Recorded::position).containsExactly(1L, 3L);
    }
}
