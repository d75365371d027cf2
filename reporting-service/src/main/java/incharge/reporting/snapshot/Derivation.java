package incharge.reporting.snapshot;

/** A value that is derived from a snapshot, such as counts or an order, and kept up by what changed since. */
public interface Derivation<V> {

    /** Derives the value from all of a snapshot. */
    V of(Snapshot snapshot);

    /**
     * Returns whether only the touched customers, and what {@link #next} compares itself, make the value of these two
     * snapshots differ. Else it is derived anew.
     */
    boolean dependsOnCustomersAlone(Snapshot then, Snapshot now);

    /**
     * Returns the value of another snapshot.
     *
     * @param value of {@code then}, which stays as it is
     * @param touched slots of all customers that differ between the two, themselves or by what belongs to them; perhaps
     *     none
     */
    V next(V value, Snapshot then, Snapshot now, int[] touched);
}
