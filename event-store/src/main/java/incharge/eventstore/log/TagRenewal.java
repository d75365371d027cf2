package incharge.eventstore.log;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.conversions.Bson;

/**
 * Adds to stored events the tags that a newer vocabulary gives them, so that its criteria find them. Tags are the index
 * of the log and no part of what happened: nothing else of an event changes, and no tag is removed, so a process with
 * the older vocabulary still finds what it did. A repetition has no further effect; it may run while others append.
 */
final class TagRenewal {
    private static final Logger LOGGER = System.getLogger(TagRenewal.class.getName());

    private static final String STATE = "tags";
    private static final int PAGE = 500;

    private final LogCollections collections;
    private final Function<Recorded, Set<String>> tags;
    private final List<WriteModel<BsonDocument>> updates = new ArrayList<>();
    private int renewed;

    private TagRenewal(LogCollections collections, Function<Recorded, Set<String>> tags) {
        this.collections = collections;
        this.tags = tags;
    }

    /** Reads all of the log once, unless it was renewed for this version of the tags, or a later one, before. */
    static void run(LogCollections collections, int version, Function<Recorded, Set<String>> tags) {
        BsonDocument state =
                collections.state().find(Filters.eq(Fields.ID, STATE)).first();
        int before = state == null ? 1 : state.getInt32(Fields.VERSION).getValue();
        if (before >= version) {
            return;
        }
        new TagRenewal(collections, tags).renewAll();
        collections
                .state()
                .replaceOne(
                        Filters.eq(Fields.ID, STATE),
                        new BsonDocument(Fields.ID, new BsonString(STATE))
                                .append(Fields.VERSION, new BsonInt32(version)),
                        new ReplaceOptions().upsert(true));
    }

    private void renewAll() {
        try (MongoCursor<BsonDocument> commits = collections
                .log()
                .find()
                .sort(Sorts.ascending(Fields.ID))
                .batchSize(PAGE)
                .cursor()) {
            while (commits.hasNext()) {
                renew(commits.next());
            }
        }
        write(collections.log());
        LOGGER.log(Level.INFO, "the tags of {0} documents of the log were renewed", renewed);
    }

    private void renew(BsonDocument commit) {
        StoredCommit stored = Documents.commit(commit);
        if (!Documents.large(commit)) {
            add(stored, commit, collections.log());
            return;
        }
        // updates of one write belong to one collection
        write(collections.log());
        for (BsonDocument part : collections.parts().find(Parts.ofCommit(stored.id()))) {
            add(stored, part, collections.parts());
        }
        write(collections.parts());
    }

    private void add(StoredCommit commit, BsonDocument document, MongoCollection<BsonDocument> collection) {
        var changes = new ArrayList<Bson>();
        var filters = new ArrayList<Bson>();
        var all = new HashSet<String>();
        for (BsonDocument event : Documents.events(document)) {
            var missing = new HashSet<String>(tags.apply(Documents.recorded(commit, event)));
            missing.removeAll(Documents.mark(event).tags());
            if (!missing.isEmpty()) {
                String name = "e" + Documents.offset(event);
                changes.add(
                        Updates.addEachToSet(Fields.EVENTS + ".$[" + name + "]." + Fields.TAGS, List.copyOf(missing)));
                filters.add(Filters.eq(name + "." + Fields.OFFSET, new BsonInt32(Documents.offset(event))));
                all.addAll(missing);
            }
        }
        if (changes.isEmpty()) {
            return;
        }
        changes.add(Updates.addEachToSet(Fields.TAGS, List.copyOf(all)));
        updates.add(new UpdateOneModel<>(
                Filters.eq(Fields.ID, document.get(Fields.ID)),
                Updates.combine(changes),
                new UpdateOptions().arrayFilters(filters)));
        if (updates.size() == PAGE) {
            write(collection);
        }
    }

    private void write(MongoCollection<BsonDocument> collection) {
        if (!updates.isEmpty()) {
            collection.bulkWrite(updates, new BulkWriteOptions().ordered(false));
            renewed += updates.size();
            updates.clear();
        }
    }
}
