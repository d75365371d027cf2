package incharge.eventstore.log;

import static incharge.eventstore.log.Sample.append;
import static incharge.eventstore.log.Sample.commit;
import static incharge.eventstore.log.Sample.event;
import static incharge.eventstore.log.Sample.events;
import static incharge.eventstore.log.Sample.noneAbove;
import static incharge.eventstore.log.Sample.positions;
import static incharge.eventstore.log.Sample.source;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import incharge.local.RealParts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompetitionTest {
    private final MongoDatabase database = RealParts.freshDatabase();
    private final List<EventLog> opened = new ArrayList<>();

    private EventLog open() {
        var log = EventLog.open(database);
        opened.add(log);
        return log;
    }

    @AfterEach
    void close() {
        opened.forEach(EventLog::close);
    }

    @Test
    void of_64_appends_that_exclude_each_other_one_wins_each_time() {
        EventLog log = open();
        for (int round = 0; round < 20; round++) {
            long seen = source(log, "prize:1").marker();
            List<CompletableFuture<Appended>> answers = IntStream.range(0, 64)
                    .mapToObj(_ -> log.append(commit(event("Won", "prize:1")), noneAbove(seen, "prize:1")))
                    .toList();

            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .handle((_, _) -> null)
                    .join();

            assertThat(answers)
                    .filteredOn(answer -> !answer.isCompletedExceptionally())
                    .hasSize(1);
            assertThat(answers)
                    .filteredOn(CompletableFuture::isCompletedExceptionally)
                    .allSatisfy(answer -> assertThat(answer.exceptionNow()).isInstanceOf(ConditionFailed.class));
        }
        assertThat(log.head()).isEqualTo(20);
    }

    @Test
    void a_group_of_commits_is_written_together_and_in_the_order_of_the_calls() {
        EventLog log = open();
        List<CompletableFuture<Appended>> answers = IntStream.range(0, 2_000)
                .mapToObj(_ -> log.append(commit(event("Happened")), Condition.none()))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join).map(Appended::first))
                .isEqualTo(LongStream.rangeClosed(1, 2_000).boxed().toList());
        assertThat(positions(log.read(1, 3_000)))
                .isEqualTo(LongStream.rangeClosed(1, 2_000).boxed().toList());
    }

    /** Each with its own log, as replicas of a service have; nothing between them but the database. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void any_number_of_processes_keeps_every_promise(int processes) {
        var ledger = new Ledger();
        try (var load = new Load(600, ledger)) {
            for (int i = 0; i < processes; i++) {
                load.start(open(), 16 / processes);
            }
            load.join();
        }

        assertThat(ledger.faults(database)).isEmpty();
        assertThat(ledger.acknowledged()).isPositive();
        assertThat(ledger.acknowledged() + ledger.failed(ConditionFailed.class)).isEqualTo(600);
    }

    @Test
    void nobody_ever_sees_part_of_a_commit() throws Exception {
        EventLog writing = open();
        var reading = List.of(writing, open());
        var done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> readers = reading.stream()
                    .map(log -> threads.submit(() -> {
                        int passes = 0;
                        while (!done.get() || passes == 0) {
                            Sourced sourced = source(log, "all:1");
                            // all events bear the tag, so what is seen is everything up to the marker
                            assertThat(positions(sourced.events()))
                                    .isEqualTo(LongStream.rangeClosed(1, sourced.marker())
                                            .boxed()
                                            .toList());
                            assertThat(isEndOfACommit(sourced.marker())).isTrue();
                            passes++;
                        }
                        return passes;
                    }))
                    .toList();
            for (int i = 0; i < 20; i++) {
                append(writing, commit(events(7, "all:1")));
                append(writing, commit(events(143, "all:1")));
            }
            done.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
    }

    private static boolean isEndOfACommit(long marker) {
        return marker % 150 == 0 || marker % 150 == 7;
    }
}
