package incharge.feed;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database session that moves a checkpoint while this process is assigned the topic. The collection
 * {@code feeds.sessions} names it, so that the next process can end an open transaction of a killed one. Otherwise that
 * transaction locks the checkpoint until the server aborts it, by default after a minute.
 */
final class ConsumerSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerSession.class);
    private static final String SESSION = "session";
    private static final long CLOSE_MILLIS = 500;

    private final MongoCollection<BsonDocument> sessions;
    private final BsonString checkpoint;
    private final ClientSession session;

    private ConsumerSession(MongoCollection<BsonDocument> sessions, BsonString checkpoint, ClientSession session) {
        this.sessions = sessions;
        this.checkpoint = checkpoint;
        this.session = session;
    }

    /** Ends the session of the process before and starts one. Writes as to the collection {@code checkpoints}. */
    static ConsumerSession takeOver(
            MongoClient client, MongoDatabase database, MongoCollection<?> checkpoints, String id) {
        MongoCollection<BsonDocument> sessions = database.getCollection("feeds.sessions", BsonDocument.class)
                .withReadConcern(checkpoints.getReadConcern())
                .withReadPreference(checkpoints.getReadPreference())
                .withWriteConcern(checkpoints.getWriteConcern());
        var checkpoint = new BsonString(id);
        BsonDocument before = sessions.find(Filters.eq(checkpoint)).first();
        if (before != null) {
            end(client, before.getBinary(SESSION));
        }
        ClientSession session = client.startSession(
                ClientSessionOptions.builder().causallyConsistent(false).build());
        var started = new ConsumerSession(sessions, checkpoint, session);
        try {
            sessions.replaceOne(
                    Filters.eq(checkpoint),
                    new BsonDocument("_id", checkpoint).append(SESSION, started.id()),
                    new ReplaceOptions().upsert(true));
            return started;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static void end(MongoClient client, BsonBinary session) {
        try {
            client.getDatabase("admin")
                    .runCommand(new Document("killSessions", List.of(new BsonDocument("id", session))));
        } catch (MongoCommandException e) {
            // without the permission this process waits until the server aborts the transaction
            LOG.warn("The session of the consumer before cannot be ended: {}", e.getMessage());
        }
    }

    ClientSession session() {
        return session;
    }

    private BsonBinary id() {
        return session.getServerSession().getIdentifier().getBinary("id");
    }

    /** Removes the name of the session, which has no open transaction and may serve for something else. */
    @Override
    public void close() {
        try {
            // a database that is away must not hold up the end of a process
            sessions.withTimeout(CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                    .deleteOne(Filters.and(Filters.eq(checkpoint), Filters.eq(SESSION, id())));
        } catch (MongoException e) {
            LOG.debug("The next consumer of {} ends this session", checkpoint.getValue(), e);
        } finally {
            session.close();
        }
    }
}
