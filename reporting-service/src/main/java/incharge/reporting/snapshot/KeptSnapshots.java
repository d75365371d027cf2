package incharge.reporting.snapshot;

import incharge.reporting.versions.Source;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Snapshots of earlier times, those that were used last, and the memory that they and the ones being built take. A
 * snapshot that was made from another one counts as much as if it shared nothing, so that either may go first.
 */
final class KeptSnapshots {

    /**
     * The origin of a snapshot: snapshots of equal origin are equal.
     *
     * @param erasures how many persons were erased before it was built: it may show those who are erased later
     */
    record Key(Map<Source, Integer> generations, Positions positions, long erasures) {

        boolean follows(Key earlier) {
            return generations.equals(earlier.generations)
                    && erasures == earlier.erasures
                    && Arrays.stream(Source.values())
                            .allMatch(source -> positions.of(source) >= earlier.positions.of(source));
        }

        /** Returns the number of events from the earlier one to this one. */
        long eventsAfter(Key earlier) {
            return Arrays.stream(Source.values())
                    .mapToLong(source -> positions.of(source) - earlier.positions.of(source))
                    .sum();
        }
    }

    /** @param bytes what it takes */
    record Kept(Key key, Snapshot snapshot, SnapshotChain chain, long bytes) {}

    private final Map<Key, Kept> leastUsedFirst = new LinkedHashMap<>(16, 0.75f, true);
    private long taken;
    private long erasures;

    synchronized long erasures() {
        return erasures;
    }

    /** Lets go of all snapshots, and from now on of those that are built already, since they may show a person. */
    synchronized void erase() {
        erasures++;
        clear();
    }

    synchronized Optional<Snapshot> find(Key key) {
        return Optional.ofNullable(leastUsedFirst.get(key)).map(Kept::snapshot);
    }

    /** Returns the last snapshot from which that one is made by adding at most so many events. */
    synchronized Optional<Kept> shortlyBefore(Key key, long mostEvents) {
        return leastUsedFirst.values().stream()
                .filter(one -> key.follows(one.key()) && key.eventsAfter(one.key()) <= mostEvents)
                .min(Comparator.comparingLong(one -> key.eventsAfter(one.key())));
    }

    /**
     * Takes so many bytes for a snapshot that is built now, and lets go of others for them; false when it needs more.
     *
     * @param room the bytes that all may take together
     */
    synchronized boolean reserve(long bytes, long room) {
        long building =
                taken - leastUsedFirst.values().stream().mapToLong(Kept::bytes).sum();
        if (building + bytes > room) {
            return false;
        }
        var oldest = leastUsedFirst.values().iterator();
        while (taken + bytes > room && oldest.hasNext()) {
            taken -= oldest.next().bytes();
            oldest.remove();
        }
        taken += bytes;
        return true;
    }

    /** Gives back what was reserved for a snapshot that was not built. */
    synchronized void release(long bytes) {
        taken -= bytes;
        notifyAll();
    }

    /** Lets go of all, and waits until nothing is built any more or the time is over. */
    synchronized void clearAndAwaitBuilds(Duration max) throws InterruptedException {
        long end = System.nanoTime() + max.toNanos();
        clear();
        for (long left = max.toNanos(); taken > 0 && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            clear();
        }
    }

    /** Keeps a snapshot whose bytes are reserved, unless somebody was erased while it was built. */
    synchronized void keep(Kept built) {
        if (built.key().erasures() == erasures) {
            leastUsedFirst.put(built.key(), built);
        } else {
            taken -= built.bytes();
        }
        notifyAll();
    }

    synchronized void clear() {
        leastUsedFirst.values().forEach(one -> taken -= one.bytes());
        leastUsedFirst.clear();
    }
}
