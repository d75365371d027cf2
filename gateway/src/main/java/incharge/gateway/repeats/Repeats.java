package incharge.gateway.repeats;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import incharge.http.BodyHash;
import incharge.http.Caller;
import incharge.http.IdempotencyKeys;
import incharge.http.InvalidInput;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bson.Document;
import org.springframework.stereotype.Component;

/**
 * Answers the repeat of a request with an {@code Idempotency-Key} like the first one, which alone has an effect. The
 * keys are in the gateway's database, shared by all gateways.
 */
@Component
public final class Repeats {

    /** How long a repeat is recognised. */
    private static final long DAYS = 30;

    private static final String BODY_HASH = "bodyHash";
    private static final String ANSWER = "answer";
    private static final String AT = "at";

    private static final TransactionOptions MAJORITY =
            TransactionOptions.builder().writeConcern(WriteConcern.MAJORITY).build();

    private final MongoClient mongo;
    private final MongoCollection<Document> keys;
    private volatile boolean indexed;

    Repeats(MongoClient mongo, MongoDatabase database) {
        this.mongo = mongo;
        this.keys = database.getCollection("requestKeys").withWriteConcern(WriteConcern.MAJORITY);
    }

    /** A request under its key, or one without a key. */
    public final class Once {
        private final String key;
        private final String bodyHash;

        private Once(String key, String bodyHash) {
            this.key = key;
            this.bodyHash = bodyHash;
        }

        /**
         * Makes the change of the request in one transaction with its key.
         *
         * @param answer what the answer to a repeat is made of
         * @param change makes the change, maybe several times, and returns whether it did; if not, no key is stored
         */
        public boolean make(Document answer, Predicate<ClientSession> change) {
            ensureIndex();
            try (ClientSession session = mongo.startSession()) {
                return session.withTransaction(() -> change.test(session) && kept(session, answer), MAJORITY);
            }
        }

        private boolean kept(ClientSession session, Document answer) {
            if (key != null) {
                keys.insertOne(
                        session,
                        new Document("_id", key)
                                .append(BODY_HASH, bodyHash)
                                .append(ANSWER, answer)
                                .append(AT, Date.from(Instant.now())));
            }
            return true;
        }

        private Optional<Document> earlierAnswer() {
            Document earlier = key == null ? null : keys.find(eq(key)).first();
            if (earlier == null) {
                return Optional.empty();
            }
            if (!earlier.getString(BODY_HASH).equals(bodyHash)) {
                throw InvalidInput.value(
                        "Idempotency-Key",
                        "idempotency-key-reused",
                        "This Idempotency-Key was used with another body.");
            }
            return Optional.of(earlier.get(ANSWER, Document.class));
        }
    }

    /**
     * Answers a request whose body is read; 400 for a malformed key, 422 for the key of another request.
     *
     * @param again makes the answer to a repeat of what the first request stored
     * @param first carries out the request
     */
    public <A> A answer(HttpServletRequest request, Caller caller, Function<Document, A> again, Function<Once, A> first)
            throws IOException {
        Optional<String> key = IdempotencyKeys.of(request, caller);
        var once = new Once(key.orElse(null), key.isEmpty() ? null : BodyHash.of(request));
        Optional<Document> earlier = once.earlierAnswer();
        if (earlier.isPresent()) {
            return again.apply(earlier.get());
        }
        try {
            return first.apply(once);
        } catch (RuntimeException objection) {
            // the same request may have been faster, and what it did may be the objection to this one
            return once.earlierAnswer().map(again).orElseThrow(() -> objection);
        }
    }

    /** Removes a field from the stored answers. */
    public void remove(String field) {
        String stored = ANSWER + "." + field;
        keys.updateMany(exists(stored), unset(stored));
    }

    /** The database may be away when the gateway starts. */
    private void ensureIndex() {
        if (!indexed) {
            keys.createIndex(Indexes.ascending(AT), new IndexOptions().expireAfter(DAYS, TimeUnit.DAYS));
            indexed = true;
        }
    }
}
