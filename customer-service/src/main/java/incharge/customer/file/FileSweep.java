package incharge.customer.file;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes now and then the content of files that are not in the log. What is left is gone within an hour; an upload or
 * a removal ends, one way or the other, long before it is old enough.
 */
final class FileSweep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileSweep.class);

    static final Duration OLD = Duration.ofMinutes(45);
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final FileStore store;
    private final Predicate<UUID> inLog;
    private final ScheduledExecutorService sweeping = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("files-sweep").daemon().factory());

    /** @param inLog returns whether the log has a file now */
    FileSweep(FileStore store, Predicate<UUID> inLog) {
        this.store = store;
        this.inLog = inLog;
    }

    FileSweep start() {
        sweeping.scheduleWithFixedDelay(this::sweep, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    private void sweep() {
        try {
            store.sweep(OLD, inLog);
        } catch (RuntimeException e) {
            LOG.warn("Files that are not in the log were not deleted; this is tried again in {}.", INTERVAL, e);
        }
    }

    @Override
    public void close() {
        sweeping.shutdownNow();
    }
}
