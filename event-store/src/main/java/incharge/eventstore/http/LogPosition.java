package incharge.eventstore.http;

import incharge.eventstore.log.EventLog;
import incharge.http.PositionSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The position of a service in its own log. */
record LogPosition(String source, EventLog log) implements PositionSource {

    @Override
    public Map<String, Long> positions() {
        return Map.of(source, log.head());
    }

    @Override
    public boolean await(Map<String, Long> min, Duration max) throws InterruptedException {
        long wanted = min.getOrDefault(source, 0L);
        if (log.head() >= wanted) {
            return true;
        }
        long deadline = System.nanoTime() + max.toNanos();
        var appended = new Semaphore(0);
        AutoCloseable watch = log.onAppend(appended::release);
        try {
            while (log.head() < wanted) {
                if (!appended.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return log.head() >= wanted;
                }
                appended.drainPermits();
            }
            return true;
        } finally {
            close(watch);
        }
    }

    private static void close(AutoCloseable watch) {
        try {
            watch.close();
        } catch (Exception e) {
            throw new IllegalStateException("closing a watch of the log cannot fail", e);
        }
    }
}
