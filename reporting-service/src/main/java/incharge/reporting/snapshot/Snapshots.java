package incharge.reporting.snapshot;

import incharge.reporting.versions.Chronicle;
import incharge.reporting.versions.Entry;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.SourceState;
import incharge.reporting.versions.Sources;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshot of now, kept up to date by one thread that follows what the feeds of all replicas write, and those of
 * earlier times, built from the same versions by the same code.
 */
public final class Snapshots implements Timeline, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    /** Entries of one successor: so a reader of a long way to go sees it pass by, and memory stays small. */
    private static final int STEP = 2_000;

    private static final int MOST_PAST = 4;
    private static final int MOST_PLACES = 300;
    private static final long SLOW_POLL_MILLIS = 500;
    private final Sources sources;
    private final Semaphore bell = new Semaphore(0);
    /** How far this process wrote each source. */
    private final AtomicLongArray written = new AtomicLongArray(Source.values().length);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final ReentrantLock pastLock = new ReentrantLock();
    private final Map<Past, SoftReference<Snapshot>> past = new LinkedHashMap<>(8, 0.75f, true);
    private final Map<Placed, Long> places = new LinkedHashMap<>(64, 0.75f, true);
    private final Thread follower = new Thread(this::follow, "snapshot");
    private final Thread listener = new Thread(this::listen, "snapshot-bell");
    private volatile Present present = new Present(Map.of(), Snapshot.empty(), false, Recent.NOTHING);
    private volatile boolean closed;

    /**
     * @param complete whether everything that was there when it was first built is in it
     * @param recent the entries it was made of last
     */
    private record Present(Map<Source, Integer> generations, Snapshot snapshot, boolean complete, Recent recent) {}

    private record Placed(Source source, Instant time) {}

    private record Past(Map<Source, Integer> generations, Positions positions) {}

    /** A generation was replaced while it was read: what was read may be a part only. */
    private static final class Replaced extends RuntimeException {
        Replaced() {
            super(null, null, false, false);
        }
    }

    public Snapshots(Sources sources) {
        this.sources = sources;
        follower.setDaemon(true);
        listener.setDaemon(true);
    }

    public void start() {
        follower.start();
        listener.start();
    }

    @Override
    public Optional<Snapshot> now() {
        var current = present;
        return current.complete() ? Optional.of(current.snapshot()) : Optional.empty();
    }

    /**
     * The first entries of a source behind {@code after} up to {@code upTo}, in order, at most {@code most}: from memory
     * while they are recent, so that everybody who follows the present costs the database nothing.
     */
    public List<Entry> entries(Source source, long after, long upTo, int most) {
        return present.recent()
                .next(source, after, upTo, most)
                .orElseGet(() -> read(chronicles -> chronicles.apply(source).next(after, upTo, most)));
    }

    /** Waits until now is another one than that, or the time is over. */
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

    /** How far this process is, also while it must not answer yet. */
    public Positions positions() {
        return present.snapshot().positions();
    }

    @Override
    public Optional<Snapshot> asOf(Instant time) {
        return present.complete() ? Optional.of(reading(current -> asOf(time, current))) : Optional.empty();
    }

    /** What is read from the entries of the sources, all of it from the served generations. */
    public <T> T read(Function<Function<Source, Chronicle>, T> reading) {
        return reading(current -> reading.apply(
                source -> sources.chronicle(source, current.generations().get(source))));
    }

    /** Reads again when a generation was replaced meanwhile: it may have been dropped under the reader. */
    private <T> T reading(Function<Present, T> reading) {
        while (true) {
            var current = present;
            var read = reading.apply(current);
            if (current.generations().equals(generations(sources.all()))) {
                return read;
            }
            awaitReplaced(current);
        }
    }

    private Snapshot asOf(Instant time, Present current) {
        var positions = Positions.NONE;
        for (var source : Source.values()) {
            long upTo = current.snapshot().positions().of(source);
            var chronicle = sources.chronicle(source, current.generations().get(source));
            positions = positions.with(source, placed(source, time, upTo, chronicle));
        }
        if (positions.equals(current.snapshot().positions())) {
            return current.snapshot();
        }
        var wanted = new Past(current.generations(), positions);
        pastLock.lock();
        try {
            var kept = past.get(wanted);
            var known = kept == null ? null : kept.get();
            if (known == null) {
                known = load(Snapshot.empty().successor(), wanted.generations(), positions);
                past.put(wanted, new SoftReference<>(known));
                evict(past, MOST_PAST);
            }
            return known;
        } finally {
            pastLock.unlock();
        }
    }

    /** A place in a log that something later is known behind never moves again. */
    private long placed(Source source, Instant time, long upTo, Chronicle chronicle) {
        var key = new Placed(source, time);
        synchronized (places) {
            var known = places.get(key);
            if (known != null && known <= upTo) {
                return known;
            }
        }
        long place = chronicle.sequenceAt(time, upTo);
        if (place < upTo) {
            synchronized (places) {
                places.put(key, place);
                evict(places, MOST_PLACES);
            }
        }
        return place;
    }

    private static void evict(Map<?, ?> leastUsedFirst, int most) {
        if (leastUsedFirst.size() > most) {
            var oldest = leastUsedFirst.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private Snapshot load(Successor successor, Map<Source, Integer> generations, Positions positions) {
        for (var source : Source.values()) {
            sources.chronicle(source, generations.get(source))
                    .validAt(positions.of(source))
                    .forEach(entry -> successor.add(entry.version()));
        }
        return successor.at(positions);
    }

    private void awaitReplaced(Present old) {
        ring();
        lock.lock();
        try {
            if (present.generations().equals(old.generations())) {
                moved.awaitNanos(TimeUnit.MILLISECONDS.toNanos(SLOW_POLL_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
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
        var current = present;
        return current.complete()
                && min.entrySet().stream()
                        .allMatch(one -> current.snapshot().positions().of(one.getKey()) >= one.getValue());
    }

    /** This process wrote the source up to that sequence: read it at once. */
    public void written(Source source, long sequence) {
        written.set(source.ordinal(), sequence);
        ring();
    }

    private boolean known(Source source, long sequence) {
        return written.get(source.ordinal()) >= sequence || positions().of(source) >= sequence;
    }

    private void ring() {
        bell.release();
    }

    private void follow() {
        boolean away = false;
        while (!closed) {
            try {
                catchUp();
                if (away) {
                    LOG.info("Following again");
                }
                away = false;
            } catch (Replaced _) {
                ring();
            } catch (RuntimeException e) {
                if (!away && !closed) {
                    LOG.warn("Cannot follow at the moment, what is known stays served", e);
                }
                away = true;
            }
            rest();
        }
    }

    private void rest() {
        try {
            bell.tryAcquire(SLOW_POLL_MILLIS, TimeUnit.MILLISECONDS);
            bell.drainPermits();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private void catchUp() {
        var states = sources.all();
        if (states.size() < Source.values().length) {
            return;
        }
        var generations = generations(states);
        if (!generations.equals(present.generations())) {
            replace(states);
            return;
        }
        for (var state : states.values()) {
            long at = present.snapshot().positions().of(state.source());
            if (state.sequence() > at) {
                follow(state, at);
            }
        }
        publish(new Present(generations, present.snapshot(), complete(states), present.recent()));
    }

    private void replace(Map<Source, SourceState> states) {
        var positions = Positions.NONE;
        for (var state : states.values()) {
            positions = positions.with(state.source(), state.sequence());
        }
        long began = System.nanoTime();
        var successor = Snapshot.empty().successor();
        var responsibilities = states.get(Source.RESPONSIBILITIES);
        sources.chronicle(Source.RESPONSIBILITIES, responsibilities.generation())
                .employees(responsibilities.sequence())
                .forEach(entry -> successor.remember(entry.version()));
        var snapshot = load(successor, generations(states), positions);
        if (!generations(states).equals(generations(sources.all()))) {
            throw new Replaced();
        }
        publish(new Present(generations(states), snapshot, complete(states), Recent.NOTHING));
        LOG.info(
                "Built anew in {} ms: {} customers, at {}",
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                snapshot.customers().size(),
                positions.bySource());
        ring();
    }

    private void follow(SourceState state, long from) {
        var chronicle = sources.chronicle(state.source(), state.generation());
        var step = new ArrayList<Entry>();
        for (var entry : chronicle.between(from, state.sequence())) {
            step.add(entry);
            if (step.size() == STEP) {
                advance(state, step, entry.sequence());
                step.clear();
            }
        }
        advance(state, step, state.sequence());
    }

    private void advance(SourceState state, List<Entry> entries, long position) {
        var current = present;
        // whoever has the last entry was given all before it
        boolean whole = !entries.isEmpty() && entries.getLast().sequence() == position;
        if (!whole && !generations(sources.all()).equals(current.generations())) {
            throw new Replaced();
        }
        var source = state.source();
        long before = current.snapshot().positions().of(source);
        publish(new Present(
                current.generations(),
                current.snapshot().with(source, entries, position),
                current.complete(),
                current.recent().with(source, before, position, entries)));
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

    private void listen() {
        while (!closed) {
            try {
                sources.listen(this::ring, this::known, () -> closed);
            } catch (RuntimeException e) {
                // the slow poll goes on meanwhile
                LOG.debug("The bell is silent", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(SLOW_POLL_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        ring();
        follower.interrupt();
        listener.interrupt();
    }
}
