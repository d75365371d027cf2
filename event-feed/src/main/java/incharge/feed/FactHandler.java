package incharge.feed;

import com.mongodb.client.ClientSession;
import java.util.List;

/**
 * What a service does with what it hears. The facts of a batch are of one topic, in order, and without gap behind those
 * of the batch before. Batches of different topics come on different threads, at the same time.
 *
 * <p>A failure for a reason that passes (the database is away, a conflict) is tried again for ever; any other stops this
 * topic, turns the health red and is tried again every half minute: what was applied before stays as it is.
 */
public interface FactHandler {

    /**
     * Returns a number that increases whenever something else is kept of the facts. Every topic is then consumed once more
     * from the beginning, with a checkpoint that replicas of the version before do not move.
     */
    default int schemaVersion() {
        return 1;
    }

    /**
     * Whether the fact changes anything here. Where none of a batch does, the place moves past them without more, so
     * that a service may listen to what seldom concerns it.
     */
    default boolean concerns(Fact fact) {
        return true;
    }

    /**
     * Before the transaction; here a service decides its answers and appends them to its own log. Comes again with the
     * same facts, or more or fewer, whenever anything behind it fails, so it must know by itself what it has answered.
     */
    default void beforeCommit(List<Fact> batch) {}

    /**
     * Inside the transaction that also moves the place, so in effect exactly once. May be called again after a conflict:
     * it must do nothing but write, and only through this session.
     */
    void apply(ClientSession transaction, List<Fact> batch);

    /** Returns whether a failure of {@link #beforeCommit} passes by itself. MongoDB's and Kafka's own are known here. */
    default boolean isTransient(Throwable failure) {
        return false;
    }

    /** What was applied can be read from now on. Not told of everything: a process may end before, or not know. */
    default void applied(List<Fact> batch) {}
}
