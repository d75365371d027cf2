package incharge.imports;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Sorts.ascending;
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
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/**
 * Deletes the files and texts of imports by which an erased person came, and of other imports of the same file, such as
 * the dry run before. What became of each row stays: an undo needs it, and the request's repeat is answered with it.
 *
 * <p>An import that runs needs its file. The person is noted in it, and its texts are deleted when it has ended.
 */
final class ImportedTexts implements PersonTexts {

    /** Absent while an import or its undo runs. */
    private static final String FINISHED_AT = "finishedAt";

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
        String person = personId.toString();
        // first: what ends from here on is noted, and what has ended before has all its rows
        note(person, eq("state", State.RUNNING.name()));
        delete(person);
    }

    @Override
    public boolean mayRemain(UUID personId) {
        return imports.find(eq(Imports.ERASED, personId.toString())).first() != null;
    }

    /** Deletes the texts of persons that were erased while an import ran that has ended since. */
    void deletePending() {
        Bson pending = and(exists(Imports.ERASED), ne(FINISHED_AT, null));
        for (Document found : imports.find(pending).projection(Projections.include(Imports.ERASED, FINISHED_AT))) {
            List<String> persons = found.getList(Imports.ERASED, String.class);
            persons.forEach(this::delete);
            imports.updateOne(
                    and(eq(found.get("_id")), eq(Imports.ERASED, persons), eq(FINISHED_AT, found.getDate(FINISHED_AT))),
                    unset(Imports.ERASED));
        }
    }

    private void note(String person, Bson selection) {
        imports.updateMany(selection, addToSet(Imports.ERASED, person));
    }

    private void delete(String person) {
        List<String> ids =
                rows.distinct("_id.import", Imports.about(person), String.class).into(new ArrayList<>());
        if (ids.isEmpty()) {
            return;
        }
        addHashes();
        List<String> sameFile = imports.distinct(Imports.FILE_HASH, in("_id", ids), String.class)
                .into(new ArrayList<>());
        sameFile.removeIf(Objects::isNull);
        imports.find(or(in("_id", ids), in(Imports.FILE_HASH, sameFile)))
                .projection(Projections.include(FINISHED_AT))
                .forEach(found -> delete(person, found.getString("_id"), found.getDate(FINISHED_AT)));
    }

    /** @param finished null while the import or its undo runs */
    private void delete(String person, String id, Date finished) {
        if (finished == null) {
            note(person, eq(id));
            return;
        }
        deleteTexts(id);
        // an undo that began meanwhile may write messages that it read before
        note(person, and(eq(id), ne(FINISHED_AT, finished)));
    }

    /** Imports of former versions have no hash of their file. */
    private void addHashes() {
        for (Document found : imports.find(eq(Imports.FILE_HASH, null)).projection(Projections.include("_id"))) {
            String id = found.getString("_id");
            MessageDigest digest = ImportController.sha256();
            boolean any = false;
            for (Document part : files.find(Imports.parts(UUID.fromString(id)))
                    .sort(ascending("_id"))
                    .batchSize(4)) {
                digest.update(part.get("bytes", Binary.class).getData());
                any = true;
            }
            if (any) {
                imports.updateOne(eq(id), set(Imports.FILE_HASH, HexFormat.of().formatHex(digest.digest())));
            }
        }
    }

    private void deleteTexts(String id) {
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
