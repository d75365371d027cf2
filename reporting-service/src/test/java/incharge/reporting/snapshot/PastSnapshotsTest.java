package incharge.reporting.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import incharge.http.ProblemException;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.RandomFacts;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.InMemoryTimeline;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.SourceState;
import incharge.reporting.versions.StoredVersions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An earlier time shows what was seen then, however it was built and whatever happens meanwhile. */
@Timeout(180)
class PastSnapshotsTest {

    private static final int SEGMENT = 8;
    private static final long MEGABYTE = 1L << 20;

    private final StoredVersions stored = new StoredVersions(SEGMENT);
    private final List<Snapshots> replicas = new ArrayList<>();

    @AfterEach
    void close() {
        replicas.forEach(Snapshots::close);
    }

    private Snapshots replica() {
        return replica(Runtime.getRuntime().maxMemory());
    }

    private Snapshots replica(long heap) {
        Snapshots snapshots = stored.follow(new Snapshots(stored.sources(), heap));
        replicas.add(snapshots);
        return snapshots;
    }

    private static Instant time(FactScript script, int fact) {
        return script.facts().get(fact).time();
    }

    private static String everything(Snapshots snapshots, FactScript script, Instant time) {
        return new Views(snapshots, script.last().time().plusSeconds(60)).everything(time);
    }

    private static String expected(FactScript script, Instant time) {
        var timeline = new InMemoryTimeline().apply(script.facts());
        return new Views(timeline, script.last().time().plusSeconds(60)).everything(time);
    }

    @Test
    void random_times_show_what_was_seen_then_in_every_replica() throws Exception {
        var random = new Random(51);
        FactScript script = RandomFacts.of(51, 600);
        stored.apply(script.facts().subList(0, 200));
        replica();
        stored.apply(script.facts().subList(200, 600));
        replica();
        for (int round = 0; round < 8; round++) {
            Instant time = time(script, random.nextInt(600));
            String expected = expected(script, time);
            for (Snapshots replica : replicas) {
                assertThat(replica.await(stored.sequences(), Duration.ofSeconds(30)))
                        .isTrue();
                assertThat(everything(replica, script, time)).isEqualTo(expected);
            }
        }
    }

    @Test
    void times_one_after_the_other_are_made_one_from_the_other() {
        FactScript script = RandomFacts.of(52, 400);
        stored.apply(script.facts());
        Snapshots snapshots = replica();
        for (int fact : List.of(40, 41, 90, 91, 60, 200, 70, 399, 395)) {
            Instant time = time(script, fact);

            assertThat(everything(snapshots, script, time)).isEqualTo(expected(script, time));
        }
        Snapshot before = snapshots.asOf(time(script, 300)).orElseThrow();
        Snapshot after = snapshots.asOf(time(script, 301)).orElseThrow();
        // one that stands for an entity is the same object where nothing changed
        assertThat(after.customers().inOrder())
                .filteredOn(customer -> before.customers().find(customer.id()) == customer)
                .hasSizeGreaterThanOrEqualTo(before.customers().size() - 1);
    }

    @Test
    void several_times_are_built_at_once_and_each_only_once() throws Exception {
        FactScript script = RandomFacts.of(53, 400);
        stored.apply(script.facts());
        Snapshots snapshots = replica();
        var times = List.of(time(script, 100), time(script, 200), time(script, 300), time(script, 100));
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Snapshot>>();
            for (int i = 0; i < 40; i++) {
                Instant time = times.get(i % times.size());
                answers.add(clients.submit(() -> snapshots.asOf(time).orElseThrow()));
            }
            for (int i = 0; i < 40; i++) {
                assertThat(answers.get(i).get())
                        .isSameAs(answers.get(i % times.size()).get())
                        .isSameAs(snapshots.asOf(times.get(i % times.size())).orElseThrow());
            }
            assertThat(answers.get(3).get()).isSameAs(answers.get(0).get());
        }
        assertThat(everything(snapshots, script, times.get(1))).isEqualTo(expected(script, times.get(1)));
    }

    @Test
    void a_generation_that_is_replaced_meanwhile_is_not_missed() throws Exception {
        FactScript script = RandomFacts.of(54, 300);
        stored.apply(script.facts());
        Snapshots snapshots = replica();
        var random = new Random(54);
        var done = new AtomicBoolean();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var queries = new ArrayList<Future<Integer>>();
            for (int client = 0; client < 3; client++) {
                queries.add(clients.submit(() -> {
                    int answers = 0;
                    while (!done.get()) {
                        Instant time = time(script, random.nextInt(300));
                        Snapshot then = snapshots.asOf(time).orElseThrow();
                        Snapshot expected = new InMemoryTimeline()
                                .apply(script.facts())
                                .asOf(time)
                                .orElseThrow();

                        assertThat(then.positions()).isEqualTo(expected.positions());
                        assertThat(names(then)).isEqualTo(names(expected));
                        answers++;
                    }
                    return answers;
                }));
            }
            for (int round = 0; round < 4; round++) {
                for (Source source : Source.values()) {
                    stored.replaceByCopy(source);
                    Thread.sleep(100);
                }
            }
            done.set(true);
            for (Future<Integer> query : queries) {
                assertThat(query.get()).isPositive();
            }
        } finally {
            done.set(true);
        }
    }

    private static List<String> names(Snapshot snapshot) {
        return snapshot.customers().inOrder().stream()
                .map(customer -> customer.name()
                        + snapshot.tagsOf(customer).stream().map(Tag::name).toList()
                        + snapshot.of(customer).size())
                .toList();
    }

    @Test
    void a_time_that_the_heap_has_no_room_for_is_refused_and_now_is_served() {
        FactScript script = RandomFacts.of(55, 400);
        stored.apply(script.facts());
        Snapshots snapshots = replica(heapForNow());

        for (int fact : List.of(200, 350)) {
            assertThatThrownBy(() -> snapshots.asOf(time(script, fact)))
                    .isInstanceOfSatisfying(ProblemException.class, refused -> {
                        assertThat(refused.status()).isEqualTo(503);
                        assertThat(refused.code()).isEqualTo("too-large-now");
                        assertThat(refused.retryAfter()).isPositive();
                    });
        }
        assertThat(snapshots.now().orElseThrow().positions().bySource())
                .isEqualTo(stored.states().values().stream()
                        .collect(Collectors.toMap(state -> state.source().shortName(), SourceState::sequence)));
        assertThat(snapshots.asOf(script.last().time())).isEqualTo(snapshots.now());
    }

    @Test
    void a_heap_with_room_for_one_earlier_time_answers_one_after_the_other() {
        FactScript script = RandomFacts.of(56, 400);
        stored.apply(script.facts());
        long past = memory().ofPast(generations(), positions(), positions());
        long room = SnapshotMemory.heapFor((long) (1.5 * past));
        Snapshots snapshots = replica(heapForNow() + room);
        for (int fact : List.of(399, 100, 300, 100, 101, 398)) {
            Instant time = time(script, fact);

            assertThat(everything(snapshots, script, time)).isEqualTo(expected(script, time));
        }
    }

    @Test
    void a_heap_that_is_too_small_for_now_is_named_with_what_it_needs() {
        FactScript script = new FactScript();
        for (int i = 0; i < 200; i++) {
            script.customer("Customer " + i, "C" + i);
        }
        stored.apply(script);
        long needed = heapForNow();
        var snapshots = new Snapshots(stored.sources(), needed - MEGABYTE);
        replicas.add(snapshots);
        snapshots.start();

        String shortage =
                await().until(snapshots::shortage, Optional::isPresent).orElseThrow();
        assertThat(shortage)
                .contains("200 customers")
                .contains(" %d MB".formatted(Math.ceilDiv(needed, MEGABYTE)))
                .contains("-Xmx");
        assertThat(snapshots.now()).isEmpty();
        assertThat(snapshots.asOf(script.facts().getFirst().time())).isEmpty();
        assertThat(replica(needed).shortage()).isEmpty();
    }

    @Test
    void a_generation_that_the_heap_has_no_room_for_ends_what_is_served() {
        FactScript script = new FactScript().customer("Langworth", "1");
        stored.apply(script);
        Snapshots snapshots = replica(heapForNow());
        Instant first = script.last().time();
        for (int i = 0; i < 2_000; i++) {
            script.customer("Customer " + i, "C" + i);
        }
        stored.apply(script);
        await().atMost(Duration.ofSeconds(30)).until(() -> snapshots.heap().state() == HeapState.State.SHORT);
        assertThat(snapshots.now()).isPresent();
        assertThat(snapshots.asOf(script.last().time())).isEqualTo(snapshots.now());

        stored.replaceByCopy(Source.CUSTOMERS);

        await().atMost(Duration.ofSeconds(30)).until(() -> snapshots.now().isEmpty());
        assertThat(snapshots.shortage()).isPresent();
        assertThat(snapshots.asOf(first)).isEmpty();
        assertThatThrownBy(() -> snapshots.read(versions -> versions.apply(Source.CUSTOMERS)))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(503);
                    assertThat(refused.code()).isEqualTo("not-ready");
                    assertThat(refused).hasMessageContaining("set -Xmx");
                });
        assertThatThrownBy(() -> snapshots.entries(Source.CUSTOMERS, 0, 2, 10)).isInstanceOf(ProblemException.class);
    }

    /** Returns the smallest heap that the snapshot of now fits in. */
    private long heapForNow() {
        return memory().needed(generations(), positions());
    }

    private SnapshotMemory memory() {
        return new SnapshotMemory(stored.sources(), Long.MAX_VALUE);
    }

    private Map<Source, Integer> generations() {
        return stored.states().values().stream()
                .collect(Collectors.toMap(SourceState::source, SourceState::generation));
    }

    private Positions positions() {
        var positions = Positions.NONE;
        for (Map.Entry<Source, Long> one : stored.sequences().entrySet()) {
            positions = positions.with(one.getKey(), one.getValue());
        }
        return positions;
    }

    /** The estimate decides whether a process survives, so it is not below the truth, and not far above it. */
    @Test
    void the_estimate_is_what_a_snapshot_takes() throws Exception {
        Process measuring = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        // without it, a collection leaves some garbage
                        "-XX:MarkSweepAlwaysCompactCount=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SnapshotSize.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = measuring.inputReader().lines().toList();
        assertThat(measuring.waitFor()).isZero();
        long taken = Long.parseLong(lines.getLast());

        long estimate = Arrays.stream(Source.values())
                .mapToLong(source -> SnapshotMemory.bytes(source, SnapshotSize.CUSTOMERS))
                .sum();
        assertThat(estimate).as("%d bytes were taken", taken).isBetween(taken, 2 * taken);
    }
}
