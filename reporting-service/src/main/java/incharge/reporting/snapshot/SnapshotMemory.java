package incharge.reporting.snapshot;

import incharge.reporting.versions.Kind;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.Sources;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Map;

/** Estimates the heap that snapshots take before they are built, so that none is begun which ends this process. */
final class SnapshotMemory {

    private static final long MEGABYTE = 1L << 20;

    /** What the program takes without any snapshot, with room for requests. */
    private static final long PROGRAM = 100 * MEGABYTE;

    /** A heap that live objects fill beyond this part collects garbage all the time. */
    private static final double MOST_LIVE = 0.9;

    /** Beyond this part, a collection may find too little. */
    private static final double EXHAUSTED = 0.95;

    /** The pools of objects that survived; those of young ones have no threshold. */
    private static final List<MemoryPoolMXBean> OLD = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
            .toList();

    /** The part of the heap that is for objects that last, such as a snapshot; young ones have the rest. */
    private static final double LASTING = lasting();

    private final Sources sources;
    private final long heap;
    private Count last = new Count(Map.of(), Positions.NONE, 0);

    /** @param bytes of a snapshot of everything up to these positions */
    private record Count(Map<Source, Integer> generations, Positions positions, long bytes) {}

    /** The heap is nearly full, although the estimate was below that. */
    static final class Exhausted extends RuntimeException {
        Exhausted() {
            super("the heap is nearly full", null, false, false);
        }
    }

    /** @param heap the size that the heap may reach, in bytes */
    SnapshotMemory(Sources sources, long heap) {
        this.sources = sources;
        this.heap = heap;
    }

    private static double lasting() {
        long most = OLD.stream().mapToLong(pool -> pool.getUsage().getMax()).sum();
        return most <= 0 ? 1 : Math.min(1, (double) most / Runtime.getRuntime().maxMemory());
    }

    long heap() {
        return heap;
    }

    /** Returns the bytes of so many versions of a source in a snapshot, as measured and with some room. */
    static long bytes(Source source, long versions) {
        return versions
                * switch (source) {
                    case CUSTOMERS -> 450;
                    case RESPONSIBILITIES -> 80;
                    case GROUPINGS -> 110;
                };
    }

    /** Returns the bytes of a snapshot of everything; counts anew when much was added since the last call. */
    private synchronized long ofAll(Map<Source, Integer> generations, Positions positions) {
        long added = 0;
        for (Source source : Source.values()) {
            added += bytes(source, positions.of(source) - last.positions().of(source));
        }
        if (!generations.equals(last.generations()) || added < 0 || added > last.bytes() / 8) {
            long counted = 0;
            for (Source source : Source.values()) {
                counted += bytes(
                        source,
                        sources.versions(source, generations.get(source)).countEver());
            }
            last = new Count(generations, positions, counted);
            added = 0;
        }
        return last.bytes() + added;
    }

    /** Returns the bytes of an earlier snapshot, at most those of the present one. */
    long ofPast(Map<Source, Integer> generations, Positions past, Positions now) {
        long most = 0;
        for (Source source : Source.values()) {
            most += bytes(
                    source, sources.versions(source, generations.get(source)).countAtMost(past.of(source)));
        }
        return Math.min(most, ofAll(generations, now));
    }

    /** Returns the bytes that all earlier snapshots may take beside the present one. */
    long roomForPast(Map<Source, Integer> generations, Positions now) {
        return (long) (heap * MOST_LIVE * LASTING) - PROGRAM - ofAll(generations, now);
    }

    /** Returns the size of the smallest heap that the snapshot of everything fits in. */
    long needed(Map<Source, Integer> generations, Positions positions) {
        return heapFor(PROGRAM + ofAll(generations, positions));
    }

    /** Returns the size of the heap that has room for so many bytes that last. */
    static long heapFor(long bytes) {
        return (long) Math.ceil(bytes / (MOST_LIVE * LASTING));
    }

    /** Returns whether the snapshot of everything fits in the heap. */
    HeapState state(Map<Source, Integer> generations, Positions positions) {
        return HeapState.of(heap, needed(generations, positions));
    }

    /** Returns the sentence for an operator about the heap that is needed and the one that is there. */
    String described(HeapState state, Map<Source, Integer> generations) {
        long customers = sources.versions(Source.CUSTOMERS, generations.get(Source.CUSTOMERS))
                .countEver(Kind.CUSTOMER);
        long needed = Math.ceilDiv(state.heapNeeded(), MEGABYTE);
        return state.state() == HeapState.State.SHORT
                ? "reporting-service needs about %,d MB of heap for %,d customers and has %,d: set -Xmx%dm"
                        .formatted(needed, customers, heap / MEGABYTE, needed)
                : "reporting-service needs about %,d of its %,d MB of heap for %,d customers: set a larger -Xmx before it needs more"
                        .formatted(needed, heap / MEGABYTE, customers);
    }

    /** Fails when live objects filled the heap at the last collection, before an allocation does. */
    void requireRoom() {
        if (isFull()) {
            throw new Exhausted();
        }
    }

    /** Returns whether live objects filled the heap at the last collection. */
    boolean isFull() {
        return OLD.stream()
                .anyMatch(pool -> pool.getCollectionUsage() != null
                        && pool.getCollectionUsage().getUsed()
                                > EXHAUSTED * pool.getUsage().getMax());
    }
}
