package incharge.eventstore.log;

import com.mongodb.MongoException;
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
import java.util.function.LongPredicate;
import org.bson.BsonDocument;

/**
 * Rings when another process may have appended. A change stream makes it prompt, and is never taken for the data: it
 * rings also when the stream has been silent for a while or is broken, so a lost notification costs a second and no more.
 */
final class Bell implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(Bell.class.getName());
    private static final Duration POLL = Duration.ofSeconds(1);

    /**
     * After a notification the next is asked for only so much later: this process's own appends come back here too, and
     * each of them alone would cost the server as much as the append itself.
     */
    private static final Duration GATHER = Duration.ofMillis(20);

    private final LogCollections collections;
    private final LongPredicate isNews;
    private final Runnable ring;
    private final Thread thread;
    private volatile boolean open = true;

    /**
     * Starts to listen.
     *
     * @param isNews whether a commit at this position is not known yet
     */
    Bell(LogCollections collections, LongPredicate isNews, Runnable ring) {
        this.collections = collections;
        this.isNews = isNews;
        this.ring = ring;
        // virtual, so that closing can interrupt a wait on the socket
        this.thread = Thread.ofVirtual().name("event-log-bell").start(this::listen);
    }

    private void listen() {
        while (open) {
            try {
                follow();
            } catch (MongoException e) {
                if (!open) return;
                LOGGER.log(Level.DEBUG, "change stream broke, polling until it is back", e);
                ring.run();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            }
        }
    }

    private void follow() {
        var inserts = List.of(
                Aggregates.match(Filters.eq("operationType", "insert")),
                Aggregates.project(Projections.include("operationType", "documentKey")));
        try (var changes = collections
                .log()
                .watch(inserts)
                .maxAwaitTime(POLL.toMillis(), TimeUnit.MILLISECONDS)
                .cursor()) {
            while (open) {
                var change = changes.tryNext();
                boolean news = change == null || isNews.test(positionOf(change));
                if (news) ring.run();
                if (change != null && changes.available() == 0) LockSupport.parkNanos(GATHER.toNanos());
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
