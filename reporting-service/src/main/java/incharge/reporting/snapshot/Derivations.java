package incharge.reporting.snapshot;

import java.util.LinkedHashMap;
import java.util.Map;

/** The derived values of a snapshot and of those that follow on it. Each is brought up to date when it is read. */
final class Derivations {

    private static final int MOST_KEPT = 256;
    /** So many touched customers, or that part of all, cost about as much as deriving a value anew. */
    private static final int MOST_TOUCHED = 20_000;

    private static final int PART_TOUCHED = 4;

    /** Guarded by itself; the least used first. */
    private final Map<Object, Derived> kept = new LinkedHashMap<>(64, 0.75f, true);

    /** A value and the snapshot that it holds for; guarded by itself. */
    private static final class Derived {
        private volatile Snapshot at;
        private Object value;
    }

    /** Returns the value for a snapshot; readers who need the same one derive it once. */
    @SuppressWarnings("unchecked") // equal keys are of one class, and a class of keys has one kind of value
    <V> V get(Object key, Derivation<V> derivation, Snapshot now) {
        Derived derived = derived(key);
        synchronized (derived) {
            V value = derived.at == null ? derivation.of(now) : next((V) derived.value, derivation, derived.at, now);
            if (derived.at == null || derived.at.isBefore(now)) {
                derived.at = now.bare();
                derived.value = value;
            }
            return value;
        }
    }

    /** Returns whether a value is kept, so that only what changed since is read for it. */
    boolean isKept(Object key) {
        synchronized (kept) {
            return kept.containsKey(key);
        }
    }

    private Derived derived(Object key) {
        synchronized (kept) {
            Derived derived = kept.computeIfAbsent(key, _ -> new Derived());
            if (kept.size() > MOST_KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
            return derived;
        }
    }

    private static <V> V next(V value, Derivation<V> derivation, Snapshot then, Snapshot now) {
        if (then.changes() == now.changes()) {
            return value;
        }
        if (!isNear(then, now) || !derivation.dependsOnCustomersAlone(then, now)) {
            return derivation.of(now);
        }
        return derivation.next(value, then, now, now.touchedSince(then));
    }

    private static boolean isNear(Snapshot then, Snapshot now) {
        return Math.abs(now.changes() - then.changes())
                <= Math.max(MOST_TOUCHED, now.customers().size() / PART_TOUCHED);
    }

    /** Drops all values, since they may show a person who is erased. */
    void erase() {
        synchronized (kept) {
            kept.clear();
        }
    }

    /** Drops values of snapshots that are too far behind, since each of those keeps what was replaced since. */
    void follow(Snapshot now) {
        synchronized (kept) {
            kept.values().removeIf(derived -> isFar(derived, now));
        }
    }

    private static boolean isFar(Derived derived, Snapshot now) {
        Snapshot at = derived.at;
        return at != null && !isNear(at, now);
    }
}
