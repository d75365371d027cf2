package incharge.eventstore.log;

import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt64;

/** Reads the log in its order and checks, commit by commit, that each begins where the one before ended. */
final class Pages {
    private static final int PAGE = 1_000;

    private final LogCollections collections;
    private final Parts parts;
    /**
     * A position at which a commit begins, or which follows the last one: the end of the previous page. It saves a
     * query.
     */
    private volatile long boundary = 1;

    Pages(LogCollections collections, Parts parts) {
        this.collections = collections;
        this.parts = parts;
    }

    /** Returns up to {@code max} events from {@code from} on. */
    List<Recorded> read(long from, int max) {
        long position = Math.max(1, from);
        var events = new ArrayList<Recorded>();
        if (max <= 0) {
            return events;
        }
        long expected = position;
        if (position != boundary) {
            BsonDocument around = commitAround(position);
            if (around == null) {
                return nothingUnlessBroken(position);
            }
            expected = Documents.first(around);
        }
        try (MongoCursor<BsonDocument> cursor = collections
                .log()
                .find(Filters.gte(Fields.ID, new BsonInt64(expected)))
                .sort(Sorts.ascending(Fields.ID))
                // each commit has an event, so the server need not keep a cursor for a small page
                .limit(max <= PAGE ? max : 0)
                .batchSize(PAGE)
                .cursor()) {
            while (events.size() < max && cursor.hasNext()) {
                BsonDocument commit = cursor.next();
                if (Documents.first(commit) != expected) {
                    throw new LogBroken("position " + expected + " is missing; the next commit begins at "
                            + Documents.first(commit));
                }
                add(commit, (int) Math.max(0, position - expected), max - events.size(), events);
                expected += Documents.size(commit);
            }
        }
        if (!events.isEmpty() && events.getLast().position() == expected - 1) {
            boundary = expected;
        }
        return events;
    }

    /** Returns the event at a position. */
    Optional<Recorded> at(long position) {
        BsonDocument commit = position < 1 ? null : commitAround(position);
        if (commit == null) {
            return nothingUnlessBroken(position).stream().findFirst();
        }
        var events = new ArrayList<Recorded>(1);
        add(commit, (int) (position - Documents.first(commit)), 1, events);
        return Optional.of(events.getFirst());
    }

    /** Returns the commit that contains the position; null if the log ends before it. */
    BsonDocument commitAround(long position) {
        BsonDocument commit = collections
                .log()
                .find(Filters.lte(Fields.ID, new BsonInt64(position)))
                .sort(Sorts.descending(Fields.ID))
                .first();
        return commit != null && Documents.first(commit) + Documents.size(commit) > position ? commit : null;
    }

    private List<Recorded> nothingUnlessBroken(long position) {
        BsonDocument above = collections
                .log()
                .find(Filters.gt(Fields.ID, new BsonInt64(position)))
                .first();
        // it may have been written between the two reads
        if (above != null && commitAround(position) == null) {
            throw new LogBroken("position " + position + " is missing; there are events behind it");
        }
        return List.of();
    }

    private void add(BsonDocument commit, int offset, int max, List<Recorded> events) {
        int count = Math.min(max, Documents.size(commit) - offset);
        StoredCommit stored = Documents.commit(commit);
        List<BsonDocument> documents =
                Documents.large(commit) ? parts.events(commit, offset, count) : inline(commit, offset, count);
        for (BsonDocument event : documents) {
            events.add(Documents.recorded(stored, event));
        }
    }

    private static List<BsonDocument> inline(BsonDocument commit, int offset, int count) {
        List<BsonDocument> events = Documents.events(commit);
        if (events.size() != Documents.size(commit)) {
            throw new LogBroken("the commit at " + Documents.first(commit) + " says it holds " + Documents.size(commit)
                    + " events but holds " + events.size());
        }
        return events.subList(offset, offset + count);
    }

    /** Returns the events of positions {@code from} to {@code to}, read page by page while they are iterated over. */
    Iterable<Recorded> between(long from, long to) {
        return () -> new Iterator<>() {
            private long next = from;
            private Iterator<Recorded> page = List.<Recorded>of().iterator();

            @Override
            public boolean hasNext() {
                if (!page.hasNext() && next <= to) {
                    List<Recorded> events = read(next, (int) Math.min(PAGE, to - next + 1));
                    next = events.isEmpty() ? Long.MAX_VALUE : events.getLast().position() + 1;
                    page = events.iterator();
                }
                return page.hasNext();
            }

            @Override
            public Recorded next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return page.next();
            }
        };
    }
}
