package incharge.feed;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;

/**
 * The writes of a batch, folded by document: a document is updated at most once, with the effect that its updates would
 * have one after the other. UUIDs are stored as text.
 */
public final class DocumentWrites {
    private static final int FEW = 8;

    private final Map<String, Map<Object, DocumentUpdate>> byCollection = new LinkedHashMap<>();

    /**
     * Returns the update of a document, which is created if it does not exist.
     *
     * @param id a UUID, a text or a document
     */
    public DocumentUpdate update(String collection, Object id) {
        return byCollection
                .computeIfAbsent(collection, _ -> new LinkedHashMap<>())
                .computeIfAbsent(stored(id), _ -> new DocumentUpdate());
    }

    /** Deletes a document with the fields of all contributions, so all that keep fields of it must delete it. */
    public void delete(String collection, Object id) {
        update(collection, id).delete();
    }

    boolean isEmpty() {
        return byCollection.values().stream()
                .flatMap(updates -> updates.values().stream())
                .allMatch(DocumentUpdate::isEmpty);
    }

    void write(ClientSession transaction, MongoDatabase database) {
        byCollection.forEach((name, updates) -> {
            MongoCollection<Document> collection = database.getCollection(name);
            Set<Object> missing = missing(transaction, collection, updates);
            // insertions first, so that they are one command
            List<WriteModel<Document>> models = new ArrayList<>();
            missing.forEach(id -> models.add(updates.get(id).insertion(id)));
            updates.forEach((id, update) -> {
                if (!missing.contains(id)) {
                    models.addAll(update.models(id));
                }
            });
            if (!models.isEmpty()) {
                collection.bulkWrite(transaction, models, new BulkWriteOptions().ordered(true));
            }
        });
    }

    /**
     * Returns the ids of documents to insert. An update that creates its document costs the server three times as much
     * as an insertion, and a look for many documents next to nothing. If another process inserts one of them meanwhile,
     * the transaction has a write conflict and is repeated. For a few documents all updates are sent at once.
     */
    private static Set<Object> missing(
            ClientSession transaction, MongoCollection<Document> collection, Map<Object, DocumentUpdate> updates) {
        if (updates.size() <= FEW) {
            return Set.of();
        }
        Set<Object> missing = new LinkedHashSet<>();
        updates.forEach((id, update) -> {
            if (update.mayInsert()) {
                missing.add(id);
            }
        });
        collection
                .find(transaction, Filters.in("_id", missing))
                .projection(Projections.include("_id"))
                .batchSize(missing.size() + 1)
                .forEach(stored -> missing.remove(stored.get("_id")));
        return missing;
    }

    private static Object stored(Object value) {
        return switch (value) {
            case UUID id -> id.toString();
            case Collection<?> values ->
                values.stream().map(DocumentWrites::stored).toList();
            default -> value;
        };
    }

    /** What becomes of one field. */
    private sealed interface Change {
        record Set(Object value) implements Change {}

        record Max(long value) implements Change {}

        record Unset() implements Change {}
    }

    /**
     * The update of one document. A field is a path such as {@code tags.<id>}; a batch must not change both a path and
     * one below it. A set of ids is kept as a document with one field for each id.
     */
    public static final class DocumentUpdate {
        private final Map<String, Change> changes = new LinkedHashMap<>();
        /** Whether the document is deleted before the changes. */
        private boolean deleted;

        private DocumentUpdate() {}

        /** Sets a field; null removes it. */
        public DocumentUpdate set(String field, Object value) {
            changes.put(field, value == null ? new Change.Unset() : new Change.Set(stored(value)));
            return this;
        }

        public DocumentUpdate unset(String field) {
            changes.put(field, new Change.Unset());
            return this;
        }

        /** Sets a field unless it holds a greater number. */
        public DocumentUpdate max(String field, long value) {
            changes.merge(field, new Change.Max(value), (before, _) -> switch (before) {
                case Change.Set(Number number) -> new Change.Set(Math.max(number.longValue(), value));
                case Change.Set(var other) ->
                    throw new IllegalArgumentException("field " + field + " is no number: " + other);
                case Change.Max(long number) -> new Change.Max(Math.max(number, value));
                case Change.Unset() -> new Change.Set(value);
            });
            return this;
        }

        private void delete() {
            changes.clear();
            deleted = true;
        }

        private boolean isEmpty() {
            return changes.isEmpty() && !deleted;
        }

        private boolean mayInsert() {
            return !changes.isEmpty() && !deleted;
        }

        private InsertOneModel<Document> insertion(Object id) {
            var document = new Document("_id", id);
            changes.forEach((field, change) -> {
                switch (change) {
                    case Change.Set(Object value) -> put(document, field, value);
                    case Change.Max(long value) -> put(document, field, value);
                    case Change.Unset() -> {}
                }
            });
            return new InsertOneModel<>(document);
        }

        private static void put(Document document, String path, Object value) {
            int dot = path.indexOf('.');
            if (dot < 0) {
                document.append(path, value);
            } else {
                put(inner(document, path.substring(0, dot)), path.substring(dot + 1), value);
            }
        }

        private List<WriteModel<Document>> models(Object id) {
            var deletion = new DeleteOneModel<Document>(Filters.eq(id));
            if (changes.isEmpty()) {
                return deleted ? List.of(deletion) : List.of();
            }
            var update = new UpdateOneModel<Document>(Filters.eq(id), operators(), new UpdateOptions().upsert(true));
            return deleted ? List.of(deletion, update) : List.of(update);
        }

        private Document operators() {
            var operators = new Document();
            changes.forEach((field, change) -> {
                switch (change) {
                    case Change.Set(Object value) -> inner(operators, "$set").append(field, value);
                    case Change.Max(long value) -> inner(operators, "$max").append(field, value);
                    case Change.Unset() -> inner(operators, "$unset").append(field, "");
                }
            });
            return operators;
        }

        private static Document inner(Document document, String field) {
            return (Document) document.computeIfAbsent(field, _ -> new Document());
        }
    }
}
