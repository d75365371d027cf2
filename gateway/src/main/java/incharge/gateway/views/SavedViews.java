package incharge.gateway.views;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.CollationStrength;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import incharge.gateway.repeats.Repeats;
import incharge.gateway.repeats.Repeats.Once;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The saved views in the gateway's database, shared by all gateways. */
@Component
final class SavedViews {

    private static final Logger LOG = LoggerFactory.getLogger(SavedViews.class);

    private static final String OWNER = "owner";
    private static final String NAME = "name";
    private static final String SHARED = "shared";
    private static final String VERSION = "version";

    /** The name of the owner, which versions before stored. It would outlive the person's erasure. */
    private static final String OWNER_NAME = "ownerName";

    private final MongoCollection<Document> views;
    private final Repeats repeats;
    private volatile boolean prepared;

    SavedViews(MongoDatabase database, Repeats repeats) {
        this.repeats = repeats;
        this.views = database.getCollection("views").withWriteConcern(WriteConcern.MAJORITY);
    }

    /** @param version counts the changes, from 1 on */
    record Stored(SavedView view, long version) {}

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

    Stored add(SavedView view, Once once) {
        prepare();
        var added = new Stored(view, 1);
        once.make(document(added), session -> {
            views.insertOne(session, document(added));
            return true;
        });
        return added;
    }

    /** Replaces a view unless another request changed it since; returns whether it did. */
    boolean replace(Stored before, Stored changed, Once once) {
        return once.make(
                document(changed),
                session -> views.replaceOne(session, sameVersion(before), document(changed))
                                .getMatchedCount()
                        == 1);
    }

    /** Deletes a view unless another request changed it since; returns whether it did. */
    boolean delete(Stored before, Once once) {
        return once.make(
                new Document(),
                session -> views.deleteOne(session, sameVersion(before)).getDeletedCount() == 1);
    }

    private static Bson sameVersion(Stored stored) {
        return and(eq(stored.view().id().toString()), eq(VERSION, stored.version()));
    }

    /** Beside the start, which waits for no database. */
    @EventListener(ApplicationReadyEvent.class)
    void started() {
        Thread.ofVirtual().name("saved-views").start(() -> {
            try {
                prepare();
            } catch (MongoException e) {
                LOG.warn("The saved views are not prepared, the next new one does it: {}", e.toString());
            }
        });
    }

    private void prepare() {
        if (!prepared) {
            views.createIndex(Indexes.ascending(OWNER));
            views.createIndex(Indexes.ascending(SHARED));
            views.updateMany(exists(OWNER_NAME), unset(OWNER_NAME));
            repeats.remove(OWNER_NAME);
            prepared = true;
        }
    }

    private static Document document(Stored stored) {
        SavedView view = stored.view();
        return new Document("_id", view.id().toString())
                .append(OWNER, view.owner())
                .append(NAME, view.name())
                .append("page", view.page())
                .append("query", view.query())
                .append(SHARED, view.shared())
                .append("updatedAt", Date.from(view.updatedAt()))
                .append(VERSION, stored.version());
    }

    /** Reads a view as it is stored, also as the answer to a repeat. */
    static Stored stored(Document document) {
        var view = new SavedView(
                UUID.fromString(document.getString("_id")),
                document.getString(NAME),
                document.getString("page"),
                document.getString("query"),
                document.getBoolean(SHARED),
                document.getString(OWNER),
                document.getDate("updatedAt").toInstant());
        return new Stored(view, document.getLong(VERSION));
    }
}
