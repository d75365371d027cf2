package incharge.reporting.snapshot;

import incharge.reporting.versions.Source;
import incharge.reporting.versions.Sources;
import incharge.reporting.versions.VersionStore;
import java.lang.ref.SoftReference;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Builds the snapshots of earlier times from the versions valid then, and caches a few. */
final class PastSnapshots {

    private static final int MOST_SNAPSHOTS = 4;
    private static final int MOST_SEQUENCES = 300;

    private final Sources sources;
    private final ReentrantLock building = new ReentrantLock();
    private final Map<SnapshotCacheKey, SoftReference<Snapshot>> snapshots = new LinkedHashMap<>(8, 0.75f, true);
    private final Map<SequenceCacheKey, Long> sequences = new LinkedHashMap<>(64, 0.75f, true);

    private record SnapshotCacheKey(Map<Source, Integer> generations, Positions positions) {}

    private record SequenceCacheKey(Source source, Instant time) {}

    PastSnapshots(Sources sources) {
        this.sources = sources;
    }

    /** @param now which is the answer when nothing was recorded since */
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
        building.lock();
        try {
            var key = new SnapshotCacheKey(generations, positions);
            SoftReference<Snapshot> cached = snapshots.get(key);
            Snapshot snapshot = cached == null ? null : cached.get();
            if (snapshot == null) {
                snapshot = load(sources, Snapshot.empty().edit(), generations, positions);
                snapshots.put(key, new SoftReference<>(snapshot));
                evict(snapshots, MOST_SNAPSHOTS);
            }
            return snapshot;
        } finally {
            building.unlock();
        }
    }

    /** Adds the versions valid at these positions. */
    static Snapshot load(
            Sources sources, SnapshotBuilder builder, Map<Source, Integer> generations, Positions positions) {
        for (Source source : Source.values()) {
            sources.versions(source, generations.get(source))
                    .validAt(positions.of(source))
                    .forEach(entry -> builder.add(entry.version()));
        }
        return builder.at(positions);
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
                evict(sequences, MOST_SEQUENCES);
            }
        }
        return sequence;
    }

    private static void evict(Map<?, ?> leastUsedFirst, int most) {
        if (leastUsedFirst.size() > most) {
            Iterator<?> oldest = leastUsedFirst.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
