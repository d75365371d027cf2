package incharge.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/** Durations in nanoseconds, as one thread measured them. */
final class Samples {
    private long[] nanos = new long[1_024];
    private int size;

    void add(long duration) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        nanos[size++] = duration;
    }

    void addMillis(double millis) {
        add(Math.round(millis * 1e6));
    }

    static Samples all(Collection<Samples> parts) {
        var all = new Samples();
        all.nanos = parts.stream()
                .flatMapToLong(part -> Arrays.stream(part.nanos, 0, part.size))
                .toArray();
        all.size = all.nanos.length;
        return all;
    }

    int size() {
        return size;
    }

    /** How many there were in each second of that time. */
    double perSecond(Duration time) {
        return size * 1e9 / time.toNanos();
    }

    double p50() {
        return millis(0.50);
    }

    double p99() {
        return millis(0.99);
    }

    /** The smallest duration, in milliseconds, that this share of all does not exceed. */
    double millis(double share) {
        if (size == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return sorted[(int) Math.max(0, Math.ceil(share * size) - 1)] / 1e6;
    }
}
