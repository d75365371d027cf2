package incharge.reporting.snapshot;

import incharge.http.ProblemException;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.Entry;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.SourceState;
import incharge.reporting.versions.Sources;
import incharge.reporting.versions.VersionListener;
import incharge.reporting.versions.VersionStore;
import incharge.reporting.versions.WrittenBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshot of now and those of earlier times. This process's feed hands in the entries that it committed; a thread
 * reads from the database the entries of other replicas, of rebuilds and those behind a gap. Positions decide: entries
 * are taken in only where they follow on the present snapshot, so none counts twice or out of order.
 */
public final class Snapshots implements Timeline, VersionListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    /** The entries that one snapshot takes in at most: so readers see progress, and memory stays small. */
    private static final int STEP = 2_000;

    private static final long POLL_MILLIS = 500;

    /** After the heap was full, however little was estimated, the next attempt is made this much later. */
    private static final Duration AFTER_FULL = Duration.ofMinutes(1);

    private final Sources sources;
    private final SnapshotMemory memory;
    private final PastSnapshots past;
    private final Semaphore wakeUps = new Semaphore(0);
    /** The last sequence of the batch that this process commits or committed last, by source. */
    private final AtomicLongArray writing = new AtomicLongArray(Source.values().length);

    /** Held by the thread that makes the next snapshot. */
    private final ReentrantLock advancing = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Thread follower = new Thread(this::follow, "snapshot-follower");
    private final Thread watcher = new Thread(this::watch, "snapshot-watcher");
    private final Thread saver = new Thread(this::save, "versions-saver");
    private volatile Present present = Present.NONE;
    private volatile String shortage;
    private volatile HeapState heap;
    /** Only the follower's thread. */
    private long nextAttempt = System.nanoTime();

    private volatile Duration lastBuild = Duration.ZERO;
    private volatile boolean closed;

    /** What the feed hands in may have been read before a key came. Never false again. */
    private volatile boolean lateKeys;

    /** Whether texts are in the versions that the present snapshot took as erased. */
    private volatile boolean outdated;

    /** A generation was replaced while it was read, so the entries read may be incomplete. */
    private static final class GenerationReplaced extends RuntimeException {
        GenerationReplaced() {
            super(null, null, false, false);
        }
    }

    public Snapshots(Sources sources) {
        this(sources, Runtime.getRuntime().maxMemory());
    }

    /** @param heap the bytes that the heap may reach */
    public Snapshots(Sources sources, long heap) {
        this.sources = sources;
        this.memory = new SnapshotMemory(sources, heap);
        this.heap = HeapState.of(heap, 0);
        this.past = new PastSnapshots(sources, memory);
        follower.setDaemon(true);
        watcher.setDaemon(true);
        saver.setDaemon(true);
    }

    public void start() {
        follower.start();
        watcher.start();
        saver.start();
    }

    /** Returns why the heap of this process is too small for the snapshot, which is not built then. */
    @Override
    public Optional<String> shortage() {
        return Optional.ofNullable(shortage);
    }

    /** Returns what the heap has and needs, at most a second old. */
    public HeapState heap() {
        return heap;
    }

    /** Returns how many customers the present snapshot has, served or not. */
    public int customers() {
        return present.snapshot().customers().size();
    }

    /** Returns the time that this process needed to build the snapshot from the database; zero before. */
    public Duration lastBuild() {
        return lastBuild;
    }

    @Override
    public Optional<Snapshot> now() {
        Present current = present;
        return current.complete() ? Optional.of(current.snapshot()) : Optional.empty();
    }

    @Override
    public Optional<Snapshot> asOf(Instant time) {
        return present.complete()
                ? Optional.of(reading(current -> past.asOf(time, current.generations(), current.snapshot())))
                : Optional.empty();
    }

    /** Returns how far this process is, also while nothing may be served. */
    public Positions positions() {
        return present.snapshot().positions();
    }

    /**
     * Returns the first entries of a source after {@code after} up to {@code upTo}, in order, at most {@code most}:
     * from memory while they are recent, so that the streams that follow the present cost the database nothing.
     */
    public List<Entry> entries(Source source, long after, long upTo, int most) {
        return present.recent()
                .next(source, after, upTo, most)
                .orElseGet(() -> read(versions -> versions.apply(source).next(after, upTo, most)));
    }

    /**
     * Reads from the version stores of the served generations.
     *
     * @throws ProblemException when nothing is served
     */
    public <T> T read(Function<Function<Source, VersionStore>, T> reading) {
        return reading(current -> reading.apply(
                source -> sources.versions(source, current.generations().get(source))));
    }

    /**
     * Builds the snapshot of other generations of the same events beside the one that is served.
     *
     * @throws IllegalStateException when the heap has no room for it
     */
    public <T> T beside(Map<Source, Integer> generations, Positions positions, Function<Snapshot, T> use) {
        Present current = present;
        return past.beside(
                generations,
                positions,
                current.generations(),
                current.snapshot().positions(),
                use);
    }

    /**
     * Reads again when a generation was replaced meanwhile: its collection may have been dropped under the reader. Ends
     * when nothing is served any more, since what replaces it may never come.
     */
    private <T> T reading(Function<Present, T> reading) {
        while (true) {
            Present current = present;
            if (current == Present.NONE) {
                throw notReady();
            }
            try {
                T read = reading.apply(current);
                if (current.generations().equals(generations(sources.all()))) {
                    return read;
                }
            } catch (RuntimeException e) {
                if (current.generations().equals(generations(sources.all()))) {
                    throw e;
                }
            }
            awaitReplaced(current);
        }
    }

    private void awaitReplaced(Present old) {
        wakeUp();
        lock.lock();
        try {
            if (present.generations().equals(old.generations())) {
                moved.awaitNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until now is another snapshot than that, or the time is over. */
    public void awaitAfter(Snapshot known, Duration max) throws InterruptedException {
        long left = max.toNanos();
        lock.lock();
        try {
            while (left > 0 && present.snapshot() == known) {
                left = moved.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean await(Map<Source, Long> min, Duration max) throws InterruptedException {
        long left = max.toNanos();
        lock.lock();
        try {
            while (!reached(min)) {
                if (left <= 0) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean reached(Map<Source, Long> min) {
        Present current = present;
        return current.complete()
                && min.entrySet().stream().allMatch(one -> current.position(one.getKey()) >= one.getValue());
    }

    /** If the transaction fails and another replica commits the sequence, the next poll finds it. */
    @Override
    public void writing(Source source, long upTo) {
        writing.set(source.ordinal(), upTo);
    }

    @Override
    public void written(WrittenBatch batch) {
        Source source = batch.source();
        List<Entry> entries =
                lateKeys ? batch.entries().stream().map(sources::opened).toList() : batch.entries();
        advancing.lock();
        try {
            Present current = present;
            long position = current.position(source);
            if (current.serves(source, batch.generation()) && position >= batch.after() && position < batch.upTo()) {
                take(source, behind(position, entries), batch.upTo());
            }
        } finally {
            advancing.unlock();
        }
        if (present.position(source) < batch.upTo()) {
            wakeUp();
        }
    }

    /** Publishes the next snapshot; the caller holds {@link #advancing}. */
    private void take(Source source, List<Entry> entries, long upTo) {
        boolean erases = forget(entries);
        Present next = present.with(source, entries, upTo);
        if (erases) {
            // before a caller may expect that nothing shows the person
            past.erase();
            next.snapshot().derivations().erase();
        }
        publish(next);
    }

    /** Forgets the keys of those who are erased with these entries. Returns whether anybody is. */
    private boolean forget(List<Entry> entries) {
        boolean any = false;
        for (Entry entry : entries) {
            any |= forget(entry.erased());
        }
        return any;
    }

    /**
     * Forgets the key of a person: the event may be here before the end of the key is.
     *
     * @param erased null for nobody
     */
    private boolean forget(UUID erased) {
        if (erased != null) {
            sources.forget(erased);
        }
        return erased != null;
    }

    private static List<Entry> behind(long position, List<Entry> entries) {
        return entries.isEmpty() || entries.getFirst().sequence() > position
                ? entries
                : entries.stream().filter(entry -> entry.sequence() > position).toList();
    }

    /**
     * Returns whether the present snapshot includes the sequence, or this process is about to hand in the batch that
     * ends there. If that batch is aborted, other replicas commit the sequences before its end, so those do not count.
     */
    boolean isKnown(Source source, long sequence) {
        return writing.get(source.ordinal()) == sequence || present.position(source) >= sequence;
    }

    private void wakeUp() {
        wakeUps.release();
    }

    /** Keys came after texts were taken as erased: all snapshots are built anew, while the present one is served. */
    public void openAgain() {
        lateKeys = true;
        past.erase();
        outdated = true;
        wakeUp();
    }

    private void follow() {
        boolean failing = false;
        while (!closed) {
            try {
                catchUp();
                if (failing) {
                    LOG.info("The versions can be read again");
                }
                failing = false;
            } catch (GenerationReplaced _) {
                wakeUp();
            } catch (RuntimeException e) {
                if (!failing && !closed) {
                    LOG.warn("The versions cannot be read, the present snapshot stays served", e);
                }
                failing = true;
            }
            awaitWakeUp();
        }
    }

    private void awaitWakeUp() {
        try {
            wakeUps.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS);
            wakeUps.drainPermits();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private void catchUp() {
        Map<Source, SourceState> states = sources.all();
        if (states.size() < Source.values().length) {
            return;
        }
        if (outdated || !generations(states).equals(present.generations())) {
            if (System.nanoTime() - nextAttempt >= 0) {
                replace(states);
            }
            return;
        }
        for (SourceState state : states.values()) {
            long position = present.position(state.source());
            if (state.sequence() > position) {
                read(state, position);
            }
        }
        boolean complete = complete(states);
        if (complete != present.complete()) {
            advancing.lock();
            try {
                publish(present.withComplete(complete));
            } finally {
                advancing.unlock();
            }
        }
        watchHeap();
    }

    /** Builds the snapshot from the generations of these states, while the one that is served goes on. */
    void replace(Map<Source, SourceState> states) {
        var positions = Positions.NONE;
        for (SourceState state : states.values()) {
            positions = positions.with(state.source(), state.sequence());
        }
        Map<Source, Integer> generations = generations(states);
        // none of these generations can be asked for any more, and the new snapshot needs their memory
        past.clear();
        // keys that come from here on may come too late for it
        outdated = false;
        HeapState estimate = memory.state(generations, positions);
        if (estimate.state() == HeapState.State.SHORT) {
            shortOfHeap(estimate, memory.described(estimate, generations));
            // what is served ends with the generations that were replaced: nothing follows on it
            letGo();
            return;
        }
        try {
            replace(generations, positions, complete(states));
            shortage = null;
        } catch (SnapshotMemory.Exhausted | OutOfMemoryError e) {
            if (present == Present.NONE) {
                heapFull(estimate);
                return;
            } else {
                LOG.warn("The heap has no room for two snapshots, nothing is served until the new one is built", e);
                letGo();
            }
        } catch (RuntimeException e) {
            outdated = true;
            // the collections that were read may be dropped
            requireServed(generations);
            throw e;
        }
        wakeUp();
    }

    private void heapFull(HeapState estimate) {
        nextAttempt = System.nanoTime() + AFTER_FULL.toNanos();
        shortOfHeap(
                estimate.full(),
                "reporting-service needs more heap than the %,d MB that it has".formatted(memory.heap() >> 20));
    }

    private void shortOfHeap(HeapState state, String reason) {
        heap = state;
        if (!reason.equals(shortage)) {
            LOG.error("{}; nothing is served until it has more", reason);
        }
        shortage = reason;
    }

    /** Warns while there is time to act, and lets go of the snapshot before an allocation fails. */
    private void watchHeap() {
        Present current = present;
        if (current == Present.NONE) {
            return;
        }
        HeapState now = memory.state(current.generations(), current.snapshot().positions());
        if (now.state() != heap.state()) {
            noteHeap(now, current);
        }
        heap = now;
        if (memory.isFull()) {
            past.giveWay();
            // what is full is known only after a collection
            System.gc();
            if (memory.isFull()) {
                letGo();
                heapFull(now);
            }
        }
    }

    /** Serves nothing, so that the heap has room. */
    private void letGo() {
        advancing.lock();
        try {
            publish(Present.NONE);
        } finally {
            advancing.unlock();
        }
    }

    private void noteHeap(HeapState now, Present current) {
        switch (now.state()) {
            case ENOUGH -> LOG.info("The heap has room for what is served");
            case TIGHT -> LOG.warn("{}", memory.described(now, current.generations()));
            case SHORT ->
                LOG.error(
                        "{}; what is served stays served until the heap is full, and is not built after a restart",
                        memory.described(now, current.generations()));
        }
    }

    /** What was not saved yet is read once, and never again; where it cannot be saved, it is read all the same. */
    private void saveFirst(Source source, int generation, long position) {
        try {
            sources.versions(source, generation).save(position);
        } catch (RuntimeException e) {
            LOG.warn("The versions of {} cannot be saved, they are read one by one", source.shortName(), e);
        }
    }

    private void replace(Map<Source, Integer> generations, Positions positions, boolean complete) {
        long began = System.nanoTime();
        SnapshotBuilder builder = Snapshot.empty().edit();
        for (Source source : Source.values()) {
            saveFirst(source, generations.get(source), positions.of(source));
        }
        sources.versions(Source.RESPONSIBILITIES, generations.get(Source.RESPONSIBILITIES))
                .employees(positions.of(Source.RESPONSIBILITIES))
                .forEach(entry -> builder.addExternalId(entry.version()));
        new ValidVersions(sources, generations, positions).forEach(memory, version -> {
            if (version.content() instanceof Content.Person of) {
                forget(of.erased());
            }
            builder.add(version);
        });
        Snapshot snapshot = builder.at(positions).prepared();
        Present next = new Present(generations, snapshot, complete, RecentEntries.NONE);
        do {
            next = upToPresent(next);
        } while (!publishIfUpToPresent(next));
        lastBuild = Duration.ofNanos(System.nanoTime() - began);
        LOG.info(
                "Built the snapshot in {} ms: {} customers, at {}; it needs a heap of {} MB of {} MB",
                lastBuild.toMillis(),
                snapshot.customers().size(),
                positions.bySource(),
                memory.needed(generations, positions) >> 20,
                memory.heap() >> 20);
    }

    /** Publishes what was built, unless the present snapshot went on meanwhile: so no position falls. */
    private boolean publishIfUpToPresent(Present built) {
        advancing.lock();
        try {
            Present current = present;
            for (Source source : Source.values()) {
                if (current.position(source) > built.position(source)) {
                    return false;
                }
            }
            requireServed(built.generations());
            publish(built);
            return true;
        } finally {
            advancing.unlock();
        }
    }

    /**
     * Adds what this process wrote while the snapshot was built. The texts of persons may have to wait for their keys,
     * so nothing else waits for this.
     */
    private Present upToPresent(Present built) {
        Present next = built;
        for (Source source : Source.values()) {
            long from = built.position(source);
            long upTo = present.position(source);
            if (upTo > from) {
                var entries = new ArrayList<Entry>();
                sources.versions(source, built.generations().get(source))
                        .between(from, upTo)
                        .forEach(entries::add);
                forget(entries);
                next = next.with(source, entries, upTo);
            }
        }
        return next;
    }

    private void read(SourceState state, long from) {
        VersionStore versions = sources.versions(state.source(), state.generation());
        var step = new ArrayList<Entry>();
        long after = from;
        for (Entry entry : versions.between(from, state.sequence())) {
            step.add(entry);
            if (step.size() == STEP) {
                if (!advance(state, after, step, entry.sequence())) {
                    return;
                }
                after = entry.sequence();
                step.clear();
            }
        }
        advance(state, after, step, state.sequence());
    }

    /** Returns false when the feed of this process was faster: the caller begins again from the present position. */
    private boolean advance(SourceState state, long after, List<Entry> entries, long upTo) {
        boolean whole = !entries.isEmpty() && entries.getLast().sequence() == upTo;
        if (!whole) {
            // the entries may be missing because their collection was dropped
            requireServed(present.generations());
        }
        advancing.lock();
        try {
            Present current = present;
            if (current.position(state.source()) != after) {
                wakeUp();
                return false;
            }
            take(state.source(), entries, upTo);
            return true;
        } finally {
            advancing.unlock();
        }
    }

    private void requireServed(Map<Source, Integer> generations) {
        if (!generations.equals(generations(sources.all()))) {
            throw new GenerationReplaced();
        }
    }

    private void publish(Present next) {
        lock.lock();
        try {
            present = next;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static boolean complete(Map<Source, SourceState> states) {
        return states.values().stream().allMatch(SourceState::complete);
    }

    private static Map<Source, Integer> generations(Map<Source, SourceState> states) {
        var generations = new EnumMap<Source, Integer>(Source.class);
        states.forEach((source, state) -> generations.put(source, state.generation()));
        return Map.copyOf(generations);
    }

    /** Saves, beside all else, what the next start and queries for earlier times read. */
    private void save() {
        var due = new EnumMap<Source, Long>(Source.class);
        Map<Source, Integer> saved = Map.of();
        while (!closed) {
            Present current = present;
            if (!current.generations().equals(saved)) {
                due.clear();
                saved = current.generations();
            }
            try {
                saved.forEach((source, generation) -> {
                    long position = current.position(source);
                    if (position >= due.getOrDefault(source, 0L)) {
                        due.put(source, sources.versions(source, generation).save(position));
                    }
                });
            } catch (RuntimeException e) {
                LOG.debug("The versions are not saved now, they are read one by one meanwhile", e);
            }
            pause();
        }
    }

    private void watch() {
        while (!closed) {
            try {
                sources.watch(this::wakeUp, this::isKnown, () -> closed);
            } catch (RuntimeException e) {
                LOG.debug("The change stream is broken, the follower polls meanwhile", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        wakeUp();
        follower.interrupt();
        watcher.interrupt();
        saver.interrupt();
        past.close();
    }
}
