package incharge.gateway.views;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.CollationStrength;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import incharge.gateway.views.SavedView.Owner;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/** The saved views in the gateway's database, shared by all gateways. */
@Component
final class SavedViews {

    private static final String OWNER = "owner";
    private static final String NAME = "name";
    private static final String SHARED = "shared";
    private static final String VERSION = "version";
    private static final String AT = "at";

    /** How long a repeat of a request is recognised. */
    private static final long KEY_DAYS = 30;

    private final MongoClient mongo;
    private final MongoCollection<Document> views;
    private final MongoCollection<Document> keys;
    private volatile boolean indexed;

    SavedViews(MongoClient mongo, MongoDatabase database) {
        this.mongo = mongo;
        this.views = database.getCollection("views").withWriteConcern(WriteConcern.MAJORITY);
        this.keys = database.getCollection("viewKeys").withWriteConcern(WriteConcern.MAJORITY);
    }

    /** @param version counts the changes, from 1 on */
    record Stored(SavedView view, long version) {}

    /** The key of a request and the hash of its body. */
    record RequestKey(String key, String bodyHash) {}

    /** The key belongs to a request with another body. */
    static final class KeyReused extends Exception {
        KeyReused() {
            super("the idempotency key belongs to another request", null, false, false);
        }
    }

    /** Finds a view that the user may see: an own or a shared one. */
    Optional<Stored> find(UUID id, String user) {
        return Optional.ofNullable(views.find(eq(id.toString())).first())
                .map(SavedViews::stored)
                .filter(stored -> stored.view().isOf(user) || stored.view().shared());
    }

    long countOf(String user) {
        return views.countDocuments(eq(OWNER, user));
    }

    long countVisible(String user) {
        return views.countDocuments(visible(user));
    }

    /**
     * Lists the views that the user may see by name, as the language sorts them, and by id.
     *
     * @param after name and id of the last view before the page; empty for the first page
     */
    List<SavedView> page(String user, String language, List<String> after, int limit) {
        Bson filter = after.isEmpty()
                ? visible(user)
                : and(visible(user), or(gt(NAME, after.get(0)), and(eq(NAME, after.get(0)), gt("_id", after.get(1)))));
        // all other strengths would also equate users whose names differ in ignorable characters
        Collation collation = Collation.builder()
                .locale(language)
                .collationStrength(CollationStrength.IDENTICAL)
                .numericOrdering(true)
                .build();
        return views.find(filter)
                .collation(collation)
                .sort(Sorts.ascending(NAME, "_id"))
                .limit(limit)
                .map(document -> stored(document).view())
                .into(new ArrayList<>());
    }

    private static Bson visible(String user) {
        return or(eq(OWNER, user), eq(SHARED, true));
    }

    /**
     * Adds a view, once for each key.
     *
     * @param key null if a repeat need not be recognised
     * @return the view as it was added with the first request under the key
     */
    Stored add(SavedView view, RequestKey key) throws KeyReused {
        ensureIndexes();
        Document document = document(view, 1);
        if (key == null) {
            views.insertOne(document);
            return new Stored(view, 1);
        }
        try (ClientSession session = mongo.startSession()) {
            session.withTransaction(() -> {
                keys.insertOne(
                        session,
                        new Document("_id", key.key())
                                .append("bodyHash", key.bodyHash())
                                .append("view", document)
                                .append(AT, Date.from(view.updatedAt())));
                return views.insertOne(session, document);
            });
            return new Stored(view, 1);
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            Optional<Stored> first = addedUnder(key);
            return first.orElseThrow(() -> e);
        }
    }

    /** Finds the view that was added with the first request under the key. */
    Optional<Stored> addedUnder(RequestKey key) throws KeyReused {
        Document first = keys.find(eq(key.key())).first();
        if (first == null) {
            return Optional.empty();
        }
        if (!first.getString("bodyHash").equals(key.bodyHash())) {
            throw new KeyReused();
        }
        return Optional.of(stored(first.get("view", Document.class)));
    }

    /** Replaces a view unless another request changed it since; returns whether it did. */
    boolean replace(Stored before, SavedView changed) {
        return views.replaceOne(sameVersion(before), document(changed, before.version() + 1))
                        .getMatchedCount()
                == 1;
    }

    /** Deletes a view unless another request changed it since; returns whether it did. */
    boolean delete(Stored before) {
        return views.deleteOne(sameVersion(before)).getDeletedCount() == 1;
    }

    private static Bson sameVersion(Stored stored) {
        return and(eq(stored.view().id().toString()), eq(VERSION, stored.version()));
    }

    /** The database may be away when the gateway starts. */
    private void ensureIndexes() {
        if (!indexed) {
            views.createIndex(Indexes.ascending(OWNER));
            views.createIndex(Indexes.ascending(SHARED));
            keys.createIndex(Indexes.ascending(AT), new IndexOptions().expireAfter(KEY_DAYS, TimeUnit.DAYS));
            indexed = true;
        }
    }

    private static Document document(SavedView view, long version) {
        return new Document("_id", view.id().toString())
                .append(OWNER, view.owner().user())
                .append("ownerName", view.owner().name())
                .append(NAME, view.name())
                .append("page", view.page())
                .append("query", view.query())
                .append(SHARED, view.shared())
                .append("updatedAt", Date.from(view.updatedAt()))
                .append(VERSION, version);
    }

    private static Stored stored(Document document) {
        var view = new SavedView(
                UUID.fromString(document.getString("_id")),
                document.getString(NAME),
                document.getString("page"),
                document.getString("query"),
                document.getBoolean(SHARED),
                new Owner(document.getString(OWNER), document.getString("ownerName")),
                document.getDate("updatedAt").toInstant());
        return new Stored(view, document.getLong(VERSION));
    }
}
