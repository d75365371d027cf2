package incharge.eventstore.log;

import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.RenameCollectionOptions;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;

/**
 * Writes a log anew, with other payloads and tags of its events, into collections that replace the old ones: position,
 * id, time and cause of every event stay. MongoDB deletes the files of the old collections.
 *
 * <p>From the beginning the old log refuses every append, also those of other processes; so nothing is lost. A process
 * that ends meanwhile leaves the old log as it is, and refusing, until this is run again.
 */
final class LogRewrite {
    private static final String SUFFIX = ".rewritten";
    private static final int PAGE = 500;

    private final MongoDatabase database;
    private final LogCollections from;
    private final LogCollections to;
    private final UnaryOperator<Recorded> change;
    private final List<BsonDocument> written = new ArrayList<>();
    private long events;

    private LogRewrite(MongoDatabase database, LogCollections from, LogCollections to, UnaryOperator<Recorded> change) {
        this.database = database;
        this.from = from;
        this.to = to;
        this.change = change;
    }

    /**
     * Writes the log of a database anew. It must be opened again afterwards.
     *
     * @param change returns an event with the same id, type and version
     * @return how many events the log has
     */
    static long run(MongoDatabase database, UnaryOperator<Recorded> change) {
        LogCollections from = LogCollections.open(database);
        return LogCollections.reading(() -> {
            refuseAppends(database, from, true);
            try {
                drop(LogCollections.named(database, SUFFIX));
                LogCollections to = LogCollections.open(database, SUFFIX);
                return new LogRewrite(database, from, to, change).run();
            } catch (RuntimeException e) {
                drop(LogCollections.named(database, SUFFIX));
                refuseAppends(database, from, false);
                throw e;
            }
        });
    }

    /** Returns whether a process began to write the log anew and ended before the old one was replaced. */
    static boolean isBegun(MongoDatabase database) {
        return database.listCollectionNames().into(new ArrayList<>()).contains("log" + SUFFIX);
    }

    private static void drop(LogCollections collections) {
        collections.log().drop();
        collections.parts().drop();
    }

    /** A rule that no commit keeps stops the appends of all processes at once. */
    private static void refuseAppends(MongoDatabase database, LogCollections log, boolean refused) {
        BsonDocument rule =
                refused ? new BsonDocument(Fields.ID, new BsonDocument("$lt", new BsonInt64(0))) : new BsonDocument();
        database.runCommand(new BsonDocument(
                        "collMod", new BsonString(log.log().getNamespace().getCollectionName()))
                .append("validator", rule));
    }

    private long run() {
        try (MongoCursor<BsonDocument> commits = from.log()
                .find()
                .sort(Sorts.ascending(Fields.ID))
                .batchSize(PAGE)
                .cursor()) {
            while (commits.hasNext()) {
                BsonDocument commit = commits.next();
                StoredCommit stored = Documents.commit(commit);
                if (Documents.large(commit)) {
                    for (BsonDocument part : from.parts().find(Parts.ofCommit(stored.id()))) {
                        to.parts().insertOne(changed(stored, part));
                    }
                    write(commit);
                } else {
                    write(changed(stored, commit));
                }
                events += stored.size();
            }
        }
        flush();
        // a reader of the old log finds the new parts too, since a part is found by its commit
        replace(to.parts(), from.parts());
        replace(to.log(), from.log());
        return events;
    }

    private void write(BsonDocument commit) {
        written.add(commit);
        if (written.size() == PAGE) {
            flush();
        }
    }

    private void flush() {
        if (!written.isEmpty()) {
            to.log().insertMany(written);
            written.clear();
        }
    }

    private void replace(MongoCollection<BsonDocument> by, MongoCollection<BsonDocument> old) {
        by.renameCollection(
                new MongoNamespace(database.getName(), old.getNamespace().getCollectionName()),
                new RenameCollectionOptions().dropTarget(true));
    }

    private BsonDocument changed(StoredCommit commit, BsonDocument document) {
        if (Documents.events(document).isEmpty()) {
            return document;
        }
        var tags = new LinkedHashSet<String>();
        var rewritten = new BsonArray();
        for (BsonDocument event : Documents.events(document)) {
            Recorded now = change.apply(Documents.recorded(commit, event));
            tags.addAll(now.tags());
            rewritten.add(event.clone()
                    .append(Fields.TAGS, Documents.strings(now.tags()))
                    .append(Fields.PAYLOAD, new BsonBinary(now.payload())));
        }
        return document.clone().append(Fields.TAGS, Documents.strings(tags)).append(Fields.EVENTS, rewritten);
    }
}
