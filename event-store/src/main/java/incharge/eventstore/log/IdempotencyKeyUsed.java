package incharge.eventstore.log;

/** The log already holds a commit with this idempotency key; nothing was written. */
public final class IdempotencyKeyUsed extends LogException {
    private final transient StoredCommit existing;

    IdempotencyKeyUsed(StoredCommit existing) {
        super("the idempotency key was used by the commit at " + existing.first(), null);
        this.existing = existing;
    }

    /** Returns the commit that used the key first. */
    public StoredCommit existing() {
        return existing;
    }
}
