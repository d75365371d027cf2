package incharge.local.backup;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import incharge.local.backup.Manifest.Copied;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/** Copies a backup into a replica set that has none of its databases and that no program uses. */
final class Restore {
    private static final Set<String> OF_MONGODB = Set.of("admin", "config", "local");
    private static final int BATCH_DOCUMENTS = 1_000;
    private static final int BATCH_BYTES = 8 << 20;
    private static final int UNAUTHORIZED = 13;

    private final MongoClient client;
    private final String name;

    /** @param name the application name of the client, which no other client has */
    Restore(MongoClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /**
     * Restores all and compares it with the backup. If that fails, what was restored is dropped.
     *
     * @param only the one database to restore, or empty for all that the backup holds
     * @throws Failed if the backup holds something else or is not as it was written, the replica set is not empty, or a
     *     program is connected
     */
    Manifest from(Archive archive, Content content, Optional<String> only) {
        Manifest all = archive.verified();
        require(content, all);
        Manifest manifest = only.map(all::only).orElse(all);
        requireEmpty(content, manifest);
        requireAlone();
        try {
            for (Copied copied : manifest.collections()) {
                restore(archive, copied.collection());
            }
            for (Copied copied : manifest.collections()) {
                compare(copied);
            }
            // last, since one of them may make MongoDB delete documents that have expired since the backup
            for (Copied copied : manifest.collections()) {
                createIndexes(copied.collection());
            }
            requireAlone();
            return manifest;
        } catch (IOException e) {
            var failed = new Failed("The backup cannot be read: " + e.getMessage(), e);
            drop(manifest, failed);
            throw failed;
        } catch (RuntimeException e) {
            drop(manifest, e);
            throw e;
        }
    }

    private static void require(Content content, Manifest manifest) {
        for (Copied copied : manifest.collections()) {
            if (!content.has(copied.collection().database())) {
                throw new Failed("The backup holds " + copied.collection().database()
                        + switch (content) {
                            case DATA -> ": it is one of the keys. Restore it with --keys.";
                            case KEYS -> ": it is none of the keys. Restore it without --keys.";
                        });
            }
        }
    }

    /** The data are restored beside the keys that are there, and the keys beside the data. */
    private void requireEmpty(Content content, Manifest manifest) {
        List<String> present = Collection.databases(client);
        present.removeAll(OF_MONGODB);
        List<String> inTheWay = content.inTheWay(present, manifest.databases());
        if (!inTheWay.isEmpty()) {
            throw new Failed("The replica set is not empty, it has " + String.join(", ", inTheWay)
                    + ". A backup is restored into an empty one only, so that nothing is overwritten.");
        }
    }

    /** Each program of InCharge keeps a connection to every member of the replica set. */
    private void requireAlone() {
        var everyConnection =
                new BsonDocument("allUsers", BsonBoolean.TRUE).append("idleConnections", BsonBoolean.TRUE);
        var others = new TreeSet<String>();
        try {
            client.getDatabase("admin")
                    .aggregate(
                            List.of(
                                    new BsonDocument("$currentOp", everyConnection),
                                    Aggregates.match(Filters.and(
                                            Filters.regex("clientMetadata.driver.name", "^mongo-java-driver"),
                                            Filters.ne("clientMetadata.application.name", name)))),
                            BsonDocument.class)
                    .forEach(connection -> others.add(described(connection)));
        } catch (MongoException e) {
            if (e.getCode() == UNAUTHORIZED) {
                throw new Failed(
                        "The user may not see who is connected, and a backup is restored only while no program is:"
                                + " give it the role clusterMonitor.",
                        e);
            }
            throw e;
        }
        if (!others.isEmpty()) {
            throw new Failed("Programs are connected to the replica set: " + String.join(", ", others)
                    + ". Stop all programs of InCharge first.");
        }
    }

    private static String described(BsonDocument connection) {
        String address = connection.getString("client", new BsonString("?")).getValue();
        String host = address.contains(":") ? address.substring(0, address.lastIndexOf(':')) : address;
        return connection.getString("appName", new BsonString("a Java program")).getValue() + " on " + host;
    }

    private void restore(Archive archive, Collection collection) throws IOException {
        MongoDatabase database = database(collection);
        var create = new BsonDocument("create", new BsonString(collection.name()));
        create.putAll(collection.options());
        database.runCommand(create);
        var batch = new Batch(database.getCollection(collection.name(), RawBsonDocument.class));
        archive.read(collection, batch::add);
        batch.insert();
    }

    private void createIndexes(Collection collection) {
        if (!collection.indexes().isEmpty()) {
            database(collection)
                    .runCommand(new BsonDocument("createIndexes", new BsonString(collection.name()))
                            .append("indexes", new BsonArray(collection.indexes())));
        }
    }

    private MongoDatabase database(Collection collection) {
        return client.getDatabase(collection.database()).withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    private void compare(Copied copied) {
        var digest = new Checksum();
        copied.collection().in(client).find().sort(Sorts.ascending("_id")).forEach(digest::add);
        if (digest.documents() != copied.documents() || !digest.hex().equals(copied.sha256())) {
            throw new Failed(copied.collection() + " is not as in the backup after it was restored: another program"
                    + " wrote to it. Stop all programs and restore again.");
        }
    }

    private void drop(Manifest manifest, RuntimeException because) {
        try {
            manifest.collections()
                    .forEach(copied -> copied.collection().in(client).drop());
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
    }

    /** Documents that are inserted with one command. */
    private static final class Batch {
        private final MongoCollection<RawBsonDocument> target;
        private final List<RawBsonDocument> documents = new ArrayList<>();
        private long bytes;

        Batch(MongoCollection<RawBsonDocument> target) {
            this.target = target;
        }

        void add(RawBsonDocument document) {
            documents.add(document);
            bytes += document.getByteBuffer().remaining();
            if (documents.size() >= BATCH_DOCUMENTS || bytes >= BATCH_BYTES) {
                insert();
            }
        }

        void insert() {
            if (!documents.isEmpty()) {
                target.insertMany(documents);
                documents.clear();
                bytes = 0;
            }
        }
    }
}
