package incharge.gateway.preferences;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import incharge.gateway.page.Language;
import incharge.gateway.repeats.Repeats.Once;
import java.util.Optional;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** The preferences of all persons in the gateway's database, shared by all gateways. */
@Component
public final class PersonalPreferences {

    private static final String VERSION = "version";
    private static final String JSON = "json";

    private final MongoCollection<Document> preferences;

    PersonalPreferences(MongoDatabase database) {
        this.preferences = database.getCollection("preferences").withWriteConcern(WriteConcern.MAJORITY);
    }

    /** @param version counts the changes, from 1 on for a person who has changed nothing */
    record Stored(Preferences preferences, long version) {
        static final Stored NOTHING = new Stored(Preferences.NONE, 1);
    }

    /** Returns the language that the person chose. */
    public Optional<Language> language(String user) {
        return Optional.ofNullable(of(user).preferences().language());
    }

    Stored of(String user) {
        Document stored = preferences.find(eq(user)).first();
        return stored == null ? Stored.NOTHING : stored(stored);
    }

    /** Reads preferences as they are stored, also as the answer to a repeat. */
    static Stored stored(Document document) {
        return new Stored(Preferences.read(document.getString(JSON)), document.getLong(VERSION));
    }

    /** Replaces the preferences unless another request changed them since; returns whether it did. */
    boolean replace(String user, Stored before, Stored changed, Once once) {
        Document document = new Document("_id", user)
                .append(VERSION, changed.version())
                .append(JSON, changed.preferences().json());
        if (changed.equals(before)) {
            return once.make(document, _ -> true);
        }
        if (before.version() > Stored.NOTHING.version()) {
            return once.make(
                    document,
                    session -> preferences
                                    .replaceOne(session, and(eq(user), eq(VERSION, before.version())), document)
                                    .getMatchedCount()
                            == 1);
        }
        try {
            return once.make(document, session -> {
                preferences.insertOne(session, document);
                return true;
            });
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }
}
