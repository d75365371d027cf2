package incharge.eventstore.decider;

/** The resource is not at the version that the caller has seen (412). */
public final class Stale extends RuntimeException {
    private final long actual;

    Stale(long actual, Expected expected) {
        super("the resource is at version " + actual + ", which is not " + expected, null, false, false);
        this.actual = actual;
    }

    /** Returns the position of the resource's last event; 0 if there is none. */
    public long actual() {
        return actual;
    }
}
