package incharge.eventstore.log;

import java.util.UUID;

/** Time ran out while it was open whether the commit was written; it may be, or may still arrive. */
public final class AppendUnknown extends LogException {
    private final long position;
    private final UUID commit;

    AppendUnknown(long position, UUID commit, Throwable cause) {
        super("unknown whether commit " + commit + " was written at " + position, cause);
        this.position = position;
        this.commit = commit;
    }

    /** Where it lies if it was written; what lies there later tells. */
    public long position() {
        return position;
    }

    /** The commit's id. */
    public UUID commit() {
        return commit;
    }
}
