package incharge.reporting.snapshot;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * Snapshots that were made one from the other. They share the numbers of their entities, so one thread at a time adds
 * to the last of them, and nothing is added to an earlier one.
 */
final class SnapshotChain {

    private final ReentrantLock adding = new ReentrantLock();
    private Snapshot last;

    SnapshotChain(Snapshot first) {
        this.last = first;
    }

    /** Makes the next snapshot; empty when that one is not the last any more. */
    Optional<Snapshot> next(Snapshot from, UnaryOperator<Snapshot> making) {
        adding.lock();
        try {
            if (last != from) {
                return Optional.empty();
            }
            last = making.apply(from);
            return Optional.of(last);
        } finally {
            adding.unlock();
        }
    }
}
