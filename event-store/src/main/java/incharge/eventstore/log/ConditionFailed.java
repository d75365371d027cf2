package incharge.eventstore.log;

/** An event above the condition's marker matches it; nothing was written. Load again and decide again. */
public final class ConditionFailed extends LogException {
    private final long marker;

    ConditionFailed(long marker) {
        super("an event above " + marker + " matches the condition", null);
        this.marker = marker;
    }

    /** Returns the marker of the condition that failed. */
    public long marker() {
        return marker;
    }
}
