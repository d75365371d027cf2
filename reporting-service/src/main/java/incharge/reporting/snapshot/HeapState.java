package incharge.reporting.snapshot;

/**
 * The heap of this process, and what the snapshot of everything needs of it.
 *
 * @param heapMax the size that the heap may reach, in bytes
 * @param heapNeeded the size of the smallest heap that the snapshot fits in, as estimated; 0 before the first estimate
 */
public record HeapState(long heapMax, long heapNeeded, State state) {

    public enum State {
        ENOUGH,
        /** It fits, and soon it will not. */
        TIGHT,
        /** It does not fit. What is served stays served while it does; a new snapshot is not built. */
        SHORT
    }

    /** The part of the heap from which on it is tight. */
    private static final double TIGHT = 0.8;

    static HeapState of(long heapMax, long heapNeeded) {
        if (heapNeeded > heapMax) {
            return new HeapState(heapMax, heapNeeded, State.SHORT);
        }
        return new HeapState(heapMax, heapNeeded, heapNeeded > TIGHT * heapMax ? State.TIGHT : State.ENOUGH);
    }

    /** It is full, whatever the estimate was. */
    HeapState full() {
        return new HeapState(heapMax, heapNeeded, State.SHORT);
    }
}
