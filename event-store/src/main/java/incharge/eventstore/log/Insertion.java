package incharge.eventstore.log;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoCollection;
import java.util.List;
import org.bson.BsonDocument;

/** What is known of an ordered insert after the server, or the network, has answered. */
sealed interface Insertion {
    /** All of it is durable. */
    record Written() implements Insertion {}

    /** {@code before} documents are durable; the next met one of its own {@code _id} or key; the others were not tried. */
    record Taken(int before) implements Insertion {}

    /** {@code before} documents are durable; the server does not want the next; the others were not tried. */
    record Refused(int before, MongoException cause) implements Insertion {}

    /** Nothing was written by this attempt. */
    record NotDone(MongoException cause) implements Insertion {}

    /** Anything may have been written, or still be. */
    record Unclear(MongoException cause) implements Insertion {}

    static Insertion send(MongoCollection<BsonDocument> log, List<BsonDocument> documents) {
        try {
            log.insertMany(documents);
            return new Written();
        } catch (MongoException e) {
            return answer(e);
        }
    }

    private static Insertion answer(MongoException e) {
        // worth trying again, says the server: then it does not vouch for anything
        boolean vague = e.hasErrorLabel("RetryableWriteError") || e.hasErrorLabel("NetworkError");
        return switch (e) {
            case MongoBulkWriteException bulk
            when !vague
                    && bulk.getWriteConcernError() == null
                    && !bulk.getWriteErrors().isEmpty() -> {
                var error = bulk.getWriteErrors().getFirst();
                yield ErrorCategory.fromErrorCode(error.getCode()) == ErrorCategory.DUPLICATE_KEY
                        ? new Taken(error.getIndex())
                        : new Refused(error.getIndex(), e);
            }
            case MongoOperationTimeoutException _ -> new Unclear(e);
            // no server or no connection was found, so nothing was sent
            case MongoTimeoutException _ -> new NotDone(e);
            case MongoSocketOpenException _ -> new NotDone(e);
            case MongoSecurityException _ -> new NotDone(e);
            case MongoCommandException _ when !vague -> new NotDone(e);
            default -> new Unclear(e);
        };
    }
}
