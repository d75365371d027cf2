package incharge.local.backup;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Sorts;
import java.util.List;
import java.util.function.Consumer;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;

/**
 * One cluster time of a replica set, at which everything is read, whatever is written meanwhile. The server keeps what
 * it needs for that for a limited time (its parameter {@code minSnapshotHistoryWindowInSeconds}) and refuses to read
 * afterwards.
 */
final class Moment implements AutoCloseable {
    private static final int ATTEMPTS = 10;
    /** A document may have some megabytes, and a batch is in the heap as a whole. */
    private static final int BATCH = 100;

    private static final int SNAPSHOT_TOO_OLD = 239;
    private static final int SNAPSHOT_UNAVAILABLE = 246;

    private final MongoClient client;
    private final ClientSession session;
    private final List<Collection> collections;

    private Moment(MongoClient client, ClientSession session, List<Collection> collections) {
        this.client = client;
        this.session = session;
        this.collections = collections;
    }

    /** @throws Failed if there is nothing to read, or collections are made all the time */
    static Moment of(MongoClient client, Content content) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            List<Collection> before = Collection.all(client, content);
            if (before.isEmpty()) {
                throw new Failed(
                        switch (content) {
                            case DATA -> "There is no database of InCharge in this replica set.";
                            case KEYS -> "There is no database with keys of persons in this replica set.";
                        });
            }
            ClientSession session = client.startSession(
                    ClientSessionOptions.builder().snapshot(true).build());
            // The first read sets the time of all later ones. Lists of collections and indexes are always of now.
            before.getFirst().in(client).find(session).first();
            if (before.equals(Collection.all(client, content))) {
                return new Moment(client, session, before);
            }
            session.close();
        }
        throw new Failed("Collections or indexes are being made. Try again when all programs are ready.");
    }

    List<Collection> collections() {
        return collections;
    }

    BsonTimestamp time() {
        return session.getSnapshotTimestamp();
    }

    /** Hands on all documents in the order of their ids. */
    void read(Collection collection, Consumer<RawBsonDocument> document) {
        try (MongoCursor<RawBsonDocument> cursor = collection
                .in(client)
                .find(session)
                .sort(Sorts.ascending("_id"))
                .batchSize(BATCH)
                .cursor()) {
            cursor.forEachRemaining(document);
        } catch (MongoException e) {
            if (e.getCode() == SNAPSHOT_TOO_OLD || e.getCode() == SNAPSHOT_UNAVAILABLE) {
                throw new Failed(
                        "MongoDB no longer has " + collection + " as it was when the backup began: "
                                + e.getMessage() + ". Let it keep the past for as long as a backup needs, on every"
                                + " member: db.adminCommand({setParameter: 1, minSnapshotHistoryWindowInSeconds: 3600})",
                        e);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
