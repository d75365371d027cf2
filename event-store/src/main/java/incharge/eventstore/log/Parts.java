package incharge.eventstore.log;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import incharge.eventstore.log.Documents.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.BsonBinary;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/**
 * The events of large commits. They are written first, in a collection of their own. The small commit document that
 * follows through the ordinary path makes them part of the log.
 */
final class Parts {
    /** Offset of the note that a large commit was begun. The note is removed when the commit is in the log. */
    private static final int NOTE = -1;

    /**
     * Age at which parts without commit are deleted. It is far above any deadline, so their commit never comes: a
     * process would have to be suspended that long between its last look at the deadline and the send, and find its
     * connection open.
     */
    private static final Duration ABANDONED = Duration.ofHours(24);

    private static final int PARTS_IN_A_WRITE = 50;

    private final LogCollections collections;

    Parts(LogCollections collections) {
        this.collections = collections;
    }

    /**
     * Writes the parts. Retries until {@code deadline} ({@link System#nanoTime()}): each part has its own id, so a
     * repeat is harmless.
     */
    void write(UUID commit, List<Part> parts, long deadline) {
        var documents = new ArrayList<BsonDocument>(parts.size() + 1);
        documents.add(new BsonDocument(Fields.ID, Documents.partId(commit, NOTE))
                .append(Fields.COMMIT, new BsonBinary(commit))
                .append(Fields.BEGUN, Documents.dateTime(System.currentTimeMillis())));
        for (Part part : parts) {
            documents.add(part.document());
        }
        for (int from = 0; from < documents.size(); from += PARTS_IN_A_WRITE) {
            insert(documents.subList(from, Math.min(documents.size(), from + PARTS_IN_A_WRITE)), deadline);
        }
    }

    private void insert(List<BsonDocument> documents, long deadline) {
        while (true) {
            try {
                collections.parts().insertMany(documents, new InsertManyOptions().ordered(false));
                return;
            } catch (MongoException e) {
                if (e instanceof MongoBulkWriteException bulk && onlyRepeats(bulk)) {
                    return;
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new LogUnavailable("a large commit's events could not be written: " + e.getMessage(), e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private static boolean onlyRepeats(MongoBulkWriteException e) {
        return e.getWriteConcernError() == null
                && e.getWriteErrors().stream()
                        .allMatch(error -> ErrorCategory.fromErrorCode(error.getCode()) == ErrorCategory.DUPLICATE_KEY);
    }

    /** Removes the note of a commit that is in the log. */
    void settled(UUID commit) {
        collections.parts().deleteOne(Filters.eq(Fields.ID, Documents.partId(commit, NOTE)));
    }

    /** Returns the events of a large commit with offsets from {@code from} on, at most {@code max}, in order. */
    List<BsonDocument> events(BsonDocument commit, int from, int max) {
        UUID id = Documents.id(commit);
        int[] offsets = Documents.parts(commit);
        int start = 0;
        for (int offset : offsets) {
            if (offset <= from) {
                start = offset;
            }
        }
        var events = new ArrayList<BsonDocument>();
        try (MongoCursor<BsonDocument> cursor = collections
                .parts()
                .find(Filters.and(
                        Filters.gte(Fields.ID, Documents.partId(id, start)),
                        Filters.lt(Fields.ID, Documents.partId(id, from + max))))
                .sort(Sorts.ascending(Fields.ID))
                .cursor()) {
            while (cursor.hasNext()) {
                for (BsonDocument event : Documents.events(cursor.next())) {
                    int offset = Documents.offset(event);
                    if (offset >= from && offset < from + max) {
                        events.add(event);
                    }
                }
            }
        }
        int expected = Math.min(max, Documents.size(commit) - from);
        if (events.size() != expected) {
            throw new LogBroken("of the large commit at " + Documents.first(commit) + " only " + events.size() + " of "
                    + expected + " events from offset " + from + " are there");
        }
        return events;
    }

    /** Returns the marks of the events of a large commit. */
    List<Mark> marks(BsonDocument commit) {
        var marks = new ArrayList<Mark>(Documents.size(commit));
        UUID id = Documents.id(commit);
        try (MongoCursor<BsonDocument> cursor = collections
                .parts()
                .find(ofCommit(id))
                .projection(Projections.include(Fields.EVENTS + "." + Fields.TYPE, Fields.EVENTS + "." + Fields.TAGS))
                .sort(Sorts.ascending(Fields.ID))
                .cursor()) {
            while (cursor.hasNext()) {
                for (BsonDocument event : Documents.events(cursor.next())) {
                    marks.add(Documents.mark(event));
                }
            }
        }
        if (marks.size() != Documents.size(commit)) {
            throw new LogBroken("parts of the large commit at " + Documents.first(commit) + " are missing");
        }
        return marks;
    }

    /** Deletes the parts of commits that were begun long ago and never completed. */
    void sweep() {
        BsonDateTime before = Documents.dateTime(System.currentTimeMillis() - ABANDONED.toMillis());
        for (BsonDocument note : collections.parts().find(Filters.lt(Fields.BEGUN, before))) {
            UUID commit = Documents.id(note);
            if (inLog(commit)) {
                settled(commit);
                continue;
            }
            // the note is deleted last, so that the next sweep finds the rest if this one is interrupted
            collections.parts().deleteMany(ofCommit(commit));
            settled(commit);
        }
    }

    private boolean inLog(UUID commit) {
        return collections
                        .log()
                        .find(ofCommits(List.of(new BsonBinary(commit))))
                        .first()
                != null;
    }

    /** Selects the parts of a commit. */
    static Bson ofCommit(UUID commit) {
        return Filters.and(
                Filters.gte(Fields.ID, Documents.partId(commit, 0)),
                Filters.lt(Fields.ID, Documents.partId(commit, Integer.MAX_VALUE)));
    }

    /** Selects the large commits with these ids, through their partial index. */
    static Bson ofCommits(List<BsonBinary> ids) {
        return Filters.and(Filters.in(Fields.COMMIT, ids), Filters.exists(Fields.PARTS));
    }
}
