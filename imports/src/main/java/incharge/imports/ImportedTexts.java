package incharge.imports;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import incharge.eventstore.erasure.PersonTexts;
import incharge.imports.Import.State;
import incharge.imports.Verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Deletes the files and texts of imports by which an erased person came, and of other imports of the same file, such as
 * the dry run before. What became of each row stays: an undo needs it, and the request's repeat is answered with it.
 *
 * <p>An import that runs needs its file. The person is noted in it, and its texts are deleted when it has ended.
 */
final class ImportedTexts implements PersonTexts {

    private final MongoCollection<Document> imports;
    private final MongoCollection<Document> rows;
    private final MongoCollection<Document> files;

    ImportedTexts(MongoDatabase database) {
        imports = Imports.imports(database);
        rows = Imports.rows(database);
        files = Imports.files(database);
    }

    @Override
    public void deleteOf(UUID personId) {
        // first: what ends from here on is pending, and what has ended before has all its rows
        imports.updateMany(eq("state", State.RUNNING.name()), addToSet(Imports.ERASED, personId.toString()));
        deleteOf(personId.toString());
    }

    /** Deletes the texts of persons that were erased while an import ran that has ended since. */
    void deletePending() {
        Bson pending = and(exists(Imports.ERASED), ended());
        for (Document found : imports.find(pending).projection(Projections.include(Imports.ERASED))) {
            List<String> persons = found.getList(Imports.ERASED, String.class);
            persons.forEach(this::deleteOf);
            imports.updateOne(
                    and(eq("_id", found.get("_id")), eq(Imports.ERASED, persons), ended()), unset(Imports.ERASED));
        }
    }

    private static Bson ended() {
        return ne("state", State.RUNNING.name());
    }

    private void deleteOf(String person) {
        List<String> ids = rows.distinct(
                        "_id.import",
                        or(Stream.of(Outcome.values())
                                .map(outcome -> eq(Imports.field(outcome) + ".id", person))
                                .toList()),
                        String.class)
                .into(new ArrayList<>());
        if (ids.isEmpty()) {
            return;
        }
        List<String> sameFile = imports.distinct(Imports.FILE_HASH, in("_id", ids), String.class)
                .into(new ArrayList<>());
        sameFile.removeIf(Objects::isNull);
        imports.find(and(ended(), or(in("_id", ids), in(Imports.FILE_HASH, sameFile))))
                .projection(Projections.include("_id"))
                .forEach(found -> delete(found.getString("_id")));
    }

    private void delete(String id) {
        files.deleteMany(Imports.parts(UUID.fromString(id)));
        Bson ofImport = eq("_id.import", id);
        rows.updateMany(ofImport, unset(Imports.VALUES));
        for (Outcome outcome : Outcome.values()) {
            String field = Imports.field(outcome);
            rows.updateMany(and(ofImport, exists(field)), unset(field + ".$[].message"));
        }
        imports.updateOne(
                eq("_id", id),
                combine(
                        unset("fileName"),
                        unset("message"),
                        set("mapping", List.of()),
                        set("columns", List.of()),
                        set("warnings", List.of())));
    }
}
