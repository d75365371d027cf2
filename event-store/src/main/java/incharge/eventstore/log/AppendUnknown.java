package incharge.eventstore.log;

import java.util.UUID;

/** The deadline passed before it was certain whether the commit was written; it may be, or may still arrive. */
public final class AppendUnknown extends LogException {
    private final long position;
    private final UUID commit;

    AppendUnknown(long position, UUID commit, Throwable cause) {
        super("unknown whether commit " + commit + " was written at " + position, cause);
        this.position = position;
        this.commit = commit;
    }

    /** Returns the position of the commit if it was written; what lies there later settles it. */
    public long position() {
        return position;
    }

    /** Returns the id of the commit. */
    public UUID commit() {
        return commit;
    }
}
