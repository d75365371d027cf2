package incharge.eventstore.log;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import java.util.List;
import org.bson.BsonDocument;

/** The result of an ordered insert as far as the answer of the server or the network shows it. */
sealed interface Insertion {
    /** All documents are durable. */
    record Written() implements Insertion {}

    /** {@code before} documents are durable; the {@code _id} or key of the next is taken; the others were not tried. */
    record Taken(int before) implements Insertion {}

    /** {@code before} documents are durable; the server rejects the next; the others were not tried. */
    record Rejected(int before, MongoException cause) implements Insertion {}

    /** Nothing was written by this attempt. */
    record NotDone(MongoException cause) implements Insertion {}

    /** Any of the documents may be written, now or later. */
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
        // an error that the server marks as retryable leaves everything open
        boolean vague = e.hasErrorLabel("RetryableWriteError") || e.hasErrorLabel("NetworkError");
        return switch (e) {
            case MongoBulkWriteException bulk
            when !vague
                    && bulk.getWriteConcernError() == null
                    && !bulk.getWriteErrors().isEmpty() -> {
                BulkWriteError error = bulk.getWriteErrors().getFirst();
                yield ErrorCategory.fromErrorCode(error.getCode()) == ErrorCategory.DUPLICATE_KEY
                        ? new Taken(error.getIndex())
                        : new Rejected(error.getIndex(), e);
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
