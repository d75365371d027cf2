package incharge.reporting.versions;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import org.bson.Document;

/** Where the feed keeps how far each topic was consumed. It changes no field of a checkpoint but its own. */
final class Checkpoints {

    /** The sequence of the last event applied. The feed moves it first in each transaction. */
    static final String SEQUENCE = "sequence";

    private static final String OFFSET = "offset";

    private Checkpoints() {}

    static MongoCollection<Document> in(MongoDatabase database) {
        return database.getCollection("feeds");
    }

    static String id(Source source) {
        return source.topic() + "#" + Sources.SCHEMA;
    }

    /** Creates the checkpoint before the first event, if there is none. */
    static void create(MongoCollection<Document> checkpoints, Source source) {
        checkpoints.updateOne(
                Filters.eq(id(source)),
                Updates.combine(Updates.setOnInsert(SEQUENCE, 0L), Updates.setOnInsert(OFFSET, -1L)),
                new UpdateOptions().upsert(true));
    }
}
