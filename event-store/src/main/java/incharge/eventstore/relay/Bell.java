package incharge.eventstore.relay;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one waiting thread; ringing it many times is ringing it once. */
final class Bell {
    private final Semaphore rung = new Semaphore(0);

    void ring() {
        if (rung.availablePermits() == 0) rung.release();
    }

    /** Returns when it was rung since the last time, or when the time is over. */
    void await(long nanos) throws InterruptedException {
        if (rung.tryAcquire(Math.max(0, nanos), TimeUnit.NANOSECONDS)) rung.drainPermits();
    }
}
