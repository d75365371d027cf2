package incharge.eventstore.log;

import com.mongodb.MongoException;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.BsonDocument;

/**
 * Runs a callback when another process may have appended: once a second, and promptly while others do append. Then a
 * change stream notifies it, which costs the server for each commit, those of this process too; so it is closed when
 * nobody else has appended for an hour. The stream is never the data, so a lost notification costs a second.
 */
final class ChangeStreamWatcher implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(ChangeStreamWatcher.class.getName());
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration ALONE = Duration.ofHours(1);

    /**
     * Pause after a notification. This process's own appends arrive here too; one by one they would cost the server as
     * much as the appends themselves.
     */
    private static final Duration GATHER = Duration.ofMillis(20);

    private final LogCollections collections;
    private final Tail tail;
    private final Runnable onNews;
    private final Thread thread;
    private volatile boolean open = true;

    /** Starts to watch. */
    ChangeStreamWatcher(LogCollections collections, Tail tail, Runnable onNews) {
        this.collections = collections;
        this.tail = tail;
        this.onNews = onNews;
        // virtual, so that closing can interrupt a wait on the socket
        this.thread = Thread.ofVirtual().name("event-log-watcher").start(this::watch);
    }

    private void watch() {
        while (open) {
            try {
                if (tail.grewByOthers(ALONE)) {
                    follow();
                } else {
                    onNews.run();
                    LockSupport.parkNanos(POLL.toNanos());
                }
            } catch (MongoException e) {
                if (!open) {
                    return;
                }
                LOGGER.log(Level.DEBUG, "change stream broke, polling until it is back", e);
                onNews.run();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            }
        }
    }

    private void follow() {
        var inserts = List.of(
                Aggregates.match(Filters.eq("operationType", "insert")),
                Aggregates.project(Projections.include("operationType", "documentKey")));
        try (MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> changes = collections
                .log()
                .watch(inserts)
                .maxAwaitTime(POLL.toMillis(), TimeUnit.MILLISECONDS)
                .cursor()) {
            while (open && tail.grewByOthers(ALONE)) {
                ChangeStreamDocument<BsonDocument> change = changes.tryNext();
                boolean news =
                        change == null || positionOf(change) > tail.position().head();
                if (news) {
                    onNews.run();
                }
                if (change != null && changes.available() == 0) {
                    LockSupport.parkNanos(GATHER.toNanos());
                }
            }
        }
    }

    private static long positionOf(ChangeStreamDocument<BsonDocument> change) {
        return change.getDocumentKey().getInt64(Fields.ID).getValue();
    }

    @Override
    public void close() {
        open = false;
        thread.interrupt();
    }
}
