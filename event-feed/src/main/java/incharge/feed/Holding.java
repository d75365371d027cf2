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
 * The database session in which a place is moved, for as long as this process hears the topic; it is named in the
 * collection {@code feeds.sessions}. Who hears the topic next ends what a killed process left unfinished in its session:
 * an open transaction would else lock the place until the server gives it up, by default after a minute.
 */
final class Holding implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Holding.class);
    private static final String SESSION = "session";
    private static final long PATIENCE_MILLIS = 500;

    private final MongoCollection<BsonDocument> holders;
    private final BsonString place;
    private final ClientSession session;

    private Holding(MongoCollection<BsonDocument> holders, BsonString place, ClientSession session) {
        this.holders = holders;
        this.place = place;
        this.session = session;
    }

    /** @param places the collection of places, as it is to be written to */
    static Holding takenOver(MongoClient client, MongoDatabase database, MongoCollection<?> places, String id) {
        var holders = database.getCollection("feeds.sessions", BsonDocument.class)
                .withReadConcern(places.getReadConcern())
                .withReadPreference(places.getReadPreference())
                .withWriteConcern(places.getWriteConcern());
        var place = new BsonString(id);
        var before = holders.find(Filters.eq(place)).first();
        if (before != null) end(client, before.getBinary(SESSION));
        var session = client.startSession(
                ClientSessionOptions.builder().causallyConsistent(false).build());
        var holding = new Holding(holders, place, session);
        try {
            holders.replaceOne(
                    Filters.eq(place),
                    new BsonDocument("_id", place).append(SESSION, holding.id()),
                    new ReplaceOptions().upsert(true));
            return holding;
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
            // whoever may not do this waits until the server does
            LOG.warn("What was left unfinished by whoever heard a topic before cannot be ended: {}", e.getMessage());
        }
    }

    ClientSession session() {
        return session;
    }

    private BsonBinary id() {
        return session.getServerSession().getIdentifier().getBinary("id");
    }

    /** Nothing is unfinished: nobody need end it, and the session may serve for something else. */
    @Override
    public void close() {
        try {
            // a database that is away must not hold up the end of a process
            holders.withTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .deleteOne(Filters.and(Filters.eq(place), Filters.eq(SESSION, id())));
        } catch (MongoException e) {
            LOG.debug("Who hears {} next will end this session", place.getValue(), e);
        } finally {
            session.close();
        }
    }
}
