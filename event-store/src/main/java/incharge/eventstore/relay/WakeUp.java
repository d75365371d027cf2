package incharge.eventstore.relay;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one waiting thread; many signals before it waits count as one. */
final class WakeUp {
    private final Semaphore signals = new Semaphore(0);

    void signal() {
        if (signals.availablePermits() == 0) {
            signals.release();
        }
    }

    /** Returns when a signal was given since the last call, or when the time is over. */
    void await(long nanos) throws InterruptedException {
        if (signals.tryAcquire(Math.max(0, nanos), TimeUnit.NANOSECONDS)) {
            signals.drainPermits();
        }
    }
}
