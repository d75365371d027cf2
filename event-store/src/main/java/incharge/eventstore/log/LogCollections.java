package incharge.eventstore.log;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/**
 * The collections of a log, with the settings that its guarantees need: what is acknowledged is in the journal of a
 * majority, what is read is durable and comes from the primary.
 *
 * @param log one document for each commit
 * @param parts the events of large commits
 * @param state what is known about the log besides
 */
record LogCollections(
        MongoCollection<BsonDocument> log, MongoCollection<BsonDocument> parts, MongoCollection<BsonDocument> state) {

    static LogCollections open(MongoDatabase database) {
        return open(database, "");
    }

    /** Opens the log whose collections have this suffix. */
    static LogCollections open(MongoDatabase database, String suffix) {
        return reading(() -> {
            refuseUnlessReplicaSet(database);
            LogCollections collections = named(database, suffix);
            collections.index();
            return collections;
        });
    }

    static LogCollections named(MongoDatabase given, String suffix) {
        MongoDatabase database = given.withCodecRegistry(MongoClientSettings.getDefaultCodecRegistry())
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary());
        return new LogCollections(
                database.getCollection("log" + suffix, BsonDocument.class),
                database.getCollection("log.parts" + suffix, BsonDocument.class),
                database.getCollection("log.state", BsonDocument.class));
    }

    /** A standalone server can lose what it acknowledged and has neither change streams nor majority reads. */
    private static void refuseUnlessReplicaSet(MongoDatabase database) {
        BsonDocument hello = database.runCommand(new BsonDocument("hello", new BsonInt32(1)), BsonDocument.class);
        if (!hello.containsKey("setName")) {
            throw new IllegalStateException("the MongoDB server is no member of a replica set; the log needs one");
        }
    }

    private void index() {
        log.createIndex(Indexes.ascending(Fields.TAGS, Fields.ID));
        log.createIndex(Indexes.ascending(Fields.CAUSED_BY, Fields.ID));
        log.createIndex(
                Indexes.ascending(Fields.IDEMPOTENCY_KEY),
                new IndexOptions().unique(true).sparse(true));
        log.createIndex(
                Indexes.ascending(Fields.COMMIT),
                new IndexOptions().partialFilterExpression(Filters.exists(Fields.PARTS)));
        log.createIndex(
                Indexes.ascending(Fields.CONSUMED_TOPIC, Fields.ID),
                new IndexOptions().partialFilterExpression(Filters.exists(Fields.CONSUMED_TOPIC)));
        parts.createIndex(Indexes.ascending(Fields.TAGS));
        parts.createIndex(Indexes.ascending(Fields.BEGUN), new IndexOptions().sparse(true));
    }

    /** Runs a read; a database that cannot answer becomes {@link LogUnavailable}. */
    static <T> T reading(Supplier<T> read) {
        try {
            return read.get();
        } catch (MongoException e) {
            throw new LogUnavailable("the log's database cannot be read: " + e.getMessage(), e);
        }
    }
}
