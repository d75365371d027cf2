package incharge.reporting.snapshot;

import incharge.http.ProblemException;
import incharge.reporting.snapshot.KeptSnapshots.Kept;
import incharge.reporting.snapshot.KeptSnapshots.Key;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.Sources;
import incharge.reporting.versions.VersionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Builds the snapshots of earlier times from the versions valid then, or from a snapshot of shortly before, and keeps
 * them while the heap has room. A time for which it has none is refused: no query takes the heap that all others need.
 */
final class PastSnapshots implements AutoCloseable {

    private static final int MOST_SEQUENCES = 300;

    /** The snapshots that are built at the same time, and those that wait for it. */
    private static final int MOST_BUILDS = 2;

    private static final int MOST_WAITING = 16;

    /** The most events that are added to an earlier snapshot; beyond, building one is faster. */
    private static final long MOST_ADDED = 20_000;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration GIVING_WAY = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Sources sources;
    private final SnapshotMemory memory;
    private final KeptSnapshots kept = new KeptSnapshots();
    private final Map<Key, CompletableFuture<Snapshot>> building = new ConcurrentHashMap<>();
    private final Map<SequenceCacheKey, Long> sequences = new LinkedHashMap<>(64, 0.75f, true);
    /** Threads of their own, since those of requests share few processors with each other. */
    private final ExecutorService builders;

    private record SequenceCacheKey(Source source, Instant time) {}

    PastSnapshots(Sources sources, SnapshotMemory memory) {
        this.sources = sources;
        this.memory = memory;
        var pool = new ThreadPoolExecutor(
                MOST_BUILDS,
                MOST_BUILDS,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("past-snapshot-", 1).factory());
        pool.allowCoreThreadTimeOut(true);
        this.builders = pool;
    }

    /**
     * @param now which is the answer when nothing was recorded since
     * @throws ProblemException when there is no room or no time for the snapshot now
     */
    Snapshot asOf(Instant time, Map<Source, Integer> generations, Snapshot now) {
        var positions = Positions.NONE;
        for (Source source : Source.values()) {
            VersionStore versions = sources.versions(source, generations.get(source));
            long sequence = sequenceAt(source, time, now.positions().of(source), versions);
            positions = positions.with(source, sequence);
        }
        if (positions.equals(now.positions())) {
            return now;
        }
        var key = new Key(generations, positions, kept.erasures());
        return kept.find(key).orElseGet(() -> built(key, now.positions()));
    }

    /** Waits for a build, which goes on when the time is over; those who need the same snapshot wait for the same. */
    private Snapshot built(Key key, Positions now) {
        try {
            CompletableFuture<Snapshot> build = building.computeIfAbsent(
                    key, _ -> CompletableFuture.supplyAsync(() -> findOrBuild(key, now), builders));
            build.whenComplete((_, _) -> building.remove(key, build));
            return build.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException | RejectedExecutionException _) {
            throw ProblemException.unavailable("not-ready", "The view of that time is not built yet, try again.", SOON);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Snapshot findOrBuild(Key key, Positions now) {
        // it may have been built since the caller looked
        return kept.find(key).orElseGet(() -> build(key, now));
    }

    private Snapshot build(Key key, Positions now) {
        Optional<Kept> before = kept.shortlyBefore(key, MOST_ADDED);
        long bytes = memory.ofPast(key.generations(), key.positions(), now);
        if (!kept.reserve(bytes, memory.roomForPast(key.generations(), now))) {
            throw tooLarge();
        }
        Kept built = null;
        try {
            built = before.flatMap(earlier -> add(earlier, key, bytes)).orElseGet(() -> load(key, bytes));
            kept.keep(built);
            return built.snapshot();
        } catch (OutOfMemoryError | SnapshotMemory.Exhausted _) {
            kept.clear();
            throw tooLarge();
        } finally {
            if (built == null) {
                kept.release(bytes);
            }
        }
    }

    /**
     * Builds a snapshot that is not kept, from generations that are not served, in the memory of those of earlier
     * times.
     *
     * @param served the generations that are served, of which the size is known
     * @throws IllegalStateException when there is no room for it
     */
    <T> T beside(
            Map<Source, Integer> generations,
            Positions positions,
            Map<Source, Integer> served,
            Positions now,
            Function<Snapshot, T> use) {
        var key = new Key(generations, positions, kept.erasures());
        long bytes = memory.ofPast(served, key.positions(), now);
        if (!kept.reserve(bytes, memory.roomForPast(served, now))) {
            throw noRoom(bytes);
        }
        try {
            return use.apply(load(key, bytes).snapshot());
        } catch (OutOfMemoryError | SnapshotMemory.Exhausted _) {
            kept.clear();
            throw noRoom(bytes);
        } finally {
            kept.release(bytes);
        }
    }

    private IllegalStateException noRoom(long bytes) {
        return new IllegalStateException(
                "a second snapshot needs about %,d MB of the heap of %,d MB, which are not free: set a larger -Xmx"
                        .formatted(bytes >> 20, memory.heap() >> 20));
    }

    private static ProblemException tooLarge() {
        return ProblemException.unavailable(
                "too-large-now",
                "The view of that time needs more memory than is free now, try again later.",
                Duration.ofSeconds(30));
    }

    private Kept load(Key key, long bytes) {
        SnapshotBuilder builder = Snapshot.empty().edit();
        new ValidVersions(sources, key.generations(), key.positions()).forEach(memory, builder::add);
        Snapshot snapshot = builder.at(key.positions());
        return new Kept(key, snapshot, new SnapshotChain(snapshot), bytes);
    }

    /** Adds the entries in between to an earlier snapshot; empty when another one was made from that meanwhile. */
    private Optional<Kept> add(Kept earlier, Key key, long bytes) {
        return earlier.chain()
                .next(earlier.snapshot(), snapshot -> withEntries(snapshot, key))
                .map(snapshot -> new Kept(key, snapshot, earlier.chain(), bytes));
    }

    private Snapshot withEntries(Snapshot earlier, Key key) {
        Snapshot next = earlier;
        for (Source source : Source.values()) {
            long after = earlier.positions().of(source);
            long upTo = key.positions().of(source);
            if (after < upTo) {
                VersionStore versions =
                        sources.versions(source, key.generations().get(source));
                next = next.with(source, versions.between(after, upTo), upTo);
            }
        }
        return next;
    }

    /** Returns the last sequence up to that time. One with a later entry behind it never changes, so it is cached. */
    private long sequenceAt(Source source, Instant time, long upTo, VersionStore versions) {
        var key = new SequenceCacheKey(source, time);
        synchronized (sequences) {
            Long cached = sequences.get(key);
            if (cached != null && cached <= upTo) {
                return cached;
            }
        }
        long sequence = versions.sequenceAt(time, upTo);
        if (sequence < upTo) {
            synchronized (sequences) {
                sequences.put(key, sequence);
                if (sequences.size() > MOST_SEQUENCES) {
                    Iterator<?> oldest = sequences.keySet().iterator();
                    oldest.next();
                    oldest.remove();
                }
            }
        }
        return sequence;
    }

    /**
     * Lets go of all snapshots, also of those that are being built, since they may show a person who is erased. The key
     * of the person is forgotten before, so that the snapshots that are built from now on do not.
     */
    void erase() {
        kept.erase();
    }

    /** Lets go of all snapshots. */
    void clear() {
        kept.clear();
    }

    /** Lets go of all snapshots, and gives those that are being built the time to fail for lack of memory. */
    void giveWay() {
        try {
            kept.clearAndAwaitBuilds(GIVING_WAY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        builders.shutdownNow();
    }
}
