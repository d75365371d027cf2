package incharge.benchmarks;

import java.util.concurrent.locks.LockSupport;

/** Writes assignments to the topic at a steady rate until it is closed. */
final class SteadyWrites implements AutoCloseable {
    private final Thread thread;
    private volatile boolean over;

    SteadyWrites(GrowingSystem system, int perSecond) {
        thread = Thread.ofPlatform().name("steady-writes").start(() -> {
            long began = System.nanoTime();
            for (long next = 0; !over; next++) {
                long due = began + next * 1_000_000_000L / perSecond;
                for (long left = due - System.nanoTime(); left > 0 && !over; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                system.assign();
            }
        });
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
