package incharge.eventstore.axon;

import incharge.eventstore.log.Appended;
import incharge.eventstore.log.Commit;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.Recorded;
import java.util.function.Consumer;

/**
 * The transaction of Axon's event store for one command, without Axon's types. What it appends is accepted only if
 * nothing newer matches what it has read.
 */
public interface CommandTransaction {

    /**
     * Reads the events that match, in order.
     *
     * @return the position up to which these are all
     */
    long read(Criteria criteria, Consumer<Recorded> reader);

    /** Appends the commit when the handler is done; at most once. */
    void append(Commit commit);

    /** Returns where the commit is recorded, once the command is completed; null without a commit. */
    Appended appended();
}
