package incharge.feed;

import com.mongodb.client.ClientSession;
import java.util.List;

/**
 * What a service does with the facts that it consumes. The facts of a batch are of one topic, in order, and follow
 * without gap on the batch before. Batches of different topics come on different threads, at the same time.
 *
 * <p>After a transient failure (the database is away, a conflict) a batch is tried again for ever. Any other failure
 * stops its topic, turns the health red and is tried again every half minute; the facts that are applied stay so.
 */
public interface FactHandler {

    /**
     * Returns a number that increases whenever something else is kept of the facts. Every topic is then consumed once
     * more from the beginning, with a checkpoint that replicas of the version before do not move.
     */
    default int schemaVersion() {
        return 1;
    }

    /**
     * Returns whether the fact changes anything here. If no fact of a batch does, the checkpoint moves without a
     * transaction, so that a service may consume a topic that seldom concerns it.
     */
    default boolean concerns(Fact fact) {
        return true;
    }

    /** Reads the payload of a fact if it is needed, and throws if that fails: the facts before it are then applied. */
    default void check(Fact fact) {}

    /**
     * Runs before the transaction; here a service decides its answers and appends them to its own log. The same facts,
     * or more or fewer of them, come again if anything fails afterwards, so the service must find out what it has
     * answered.
     */
    default void beforeCommit(List<Fact> batch) {}

    /**
     * Runs inside the transaction that also moves the checkpoint, so in effect exactly once. It may be called again
     * after a conflict, so it must do nothing but write, and only through this session.
     */
    void apply(ClientSession transaction, List<Fact> batch);

    /** Returns whether a failure of {@link #beforeCommit} passes by itself, beside those of MongoDB and Kafka. */
    default boolean isTransient(Throwable failure) {
        return false;
    }

    /**
     * Runs when the applied facts can be read. It is skipped if the process ends before, or the commit is uncertain.
     */
    default void applied(List<Fact> batch) {}
}
