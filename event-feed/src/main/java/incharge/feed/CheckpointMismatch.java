package incharge.feed;

/**
 * The consumed records do not follow on the checkpoint, because they come from the wrong offset: seek and poll again.
 */
final class CheckpointMismatch extends RuntimeException {
    private final boolean fromBeginning;

    private CheckpointMismatch(String message, boolean fromBeginning) {
        super(message, null, false, false);
        this.fromBeginning = fromBeginning;
    }

    /** The stored checkpoint is right. */
    static CheckpointMismatch seekToStored(String message) {
        return new CheckpointMismatch(message, false);
    }

    /**
     * The stored offset belongs to a topic that is gone. From the beginning, known facts are skipped by their sequence.
     */
    static CheckpointMismatch seekToBeginning(String message) {
        return new CheckpointMismatch(message, true);
    }

    boolean fromBeginning() {
        return fromBeginning;
    }
}
