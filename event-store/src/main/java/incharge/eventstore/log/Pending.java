package incharge.eventstore.log;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;

/**
 * An append that is not completed. The writer's thread moves it on; a watchdog ends the wait of its caller at the
 * deadline: as not written if it still waits, as unknown if it was sent.
 */
final class Pending {
    private static final long WAITING = 0;
    private static final long GIVEN_UP = -1;

    final UUID id;
    final Commit commit;
    final BsonDocument document;
    final List<Mark> marks;
    final Condition condition;
    final boolean large;
    final int bytes;
    final CompletableFuture<Appended> future = new CompletableFuture<>();
    private final long deadline;
    /** Position to which it was sent, or one of the constants. */
    private final AtomicLong position = new AtomicLong(WAITING);

    Pending(Commit commit, Documents.Encoded encoded, Condition condition, long deadline) {
        this.id = commit.id();
        this.commit = commit;
        this.document = encoded.commit();
        this.marks = Documents.marks(commit);
        this.condition = condition;
        this.large = encoded.large();
        this.bytes = encoded.bytes();
        this.deadline = deadline;
    }

    /** Gives it a position. Returns false if its caller no longer waits; then it must not be written. */
    boolean place(long first, long time) {
        if (future.isDone() || !position.compareAndSet(WAITING, first)) {
            return false;
        }
        document.put(Fields.ID, new BsonInt64(first));
        document.put(Fields.TIME, new BsonDateTime(time));
        return true;
    }

    /** Takes its position away, since another commit lies there. */
    void displaced() {
        position.set(WAITING);
    }

    long first() {
        return position.get();
    }

    long time() {
        return Documents.time(document);
    }

    /** Returns null if it has none. */
    String idempotencyKey() {
        BsonDocument idempotency = document.getDocument(Fields.IDEMPOTENCY, null);
        return idempotency == null ? null : idempotency.getString(Fields.KEY).getValue();
    }

    /** Ends the caller's wait if the deadline has passed. */
    void expire(long now) {
        if (now - deadline < 0) {
            return;
        }
        if (position.compareAndSet(WAITING, GIVEN_UP)) {
            future.completeExceptionally(
                    new LogUnavailable("the log's database could not be reached in time; nothing was written", null));
        } else if (first() > 0) {
            future.completeExceptionally(new AppendUnknown(first(), id, null));
        }
    }
}
