package incharge.imports;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.max;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import incharge.http.Caller;
import incharge.imports.Import.Counts;
import incharge.imports.Import.State;
import incharge.imports.Import.Undoing;
import incharge.imports.ImportRun.Mode;
import incharge.imports.Inspection.ColumnUse;
import incharge.imports.Verdict.Outcome;
import incharge.tabular.TableWarning;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/**
 * Stores imports for the time that the settings say: the import itself, its file and the verdict of each row. Every
 * write is acknowledged by a majority, so that no accepted import and no counted chunk is lost.
 */
final class Imports {

    private static final int PART_BYTES = 1 << 20;
    private static final String NOW = "$$NOW";
    static final String VALUES = "values";

    /** Hex SHA-256 of the bytes of the file; absent in imports of former versions. */
    static final String FILE_HASH = "fileHash";

    /** A refused row has no id. */
    private static final List<Outcome> WITH_ID = List.of(Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED);

    /** Persons that were erased while the import ran; absent for none. */
    static final String ERASED = "erased";

    private final MongoCollection<Document> imports;
    private final MongoCollection<Document> rows;
    private final MongoCollection<Document> files;
    private final ImportSettings settings;
    private volatile boolean indexed;

    Imports(MongoDatabase database, ImportSettings settings) {
        this.settings = settings;
        imports = imports(database);
        rows = rows(database);
        files = files(database);
    }

    static MongoCollection<Document> imports(MongoDatabase database) {
        return durable(database.getCollection("imports"));
    }

    static MongoCollection<Document> rows(MongoDatabase database) {
        return durable(database.getCollection("imports.rows"));
    }

    static MongoCollection<Document> files(MongoDatabase database) {
        return durable(database.getCollection("imports.files"));
    }

    private static MongoCollection<Document> durable(MongoCollection<Document> collection) {
        return collection
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadPreference(ReadPreference.primary());
    }

    /** Creates the indexes at the first use and not at the start, so that a service starts without its database. */
    void index() {
        if (indexed) {
            return;
        }
        IndexOptions expiring = new IndexOptions().expireAfter(0L, TimeUnit.SECONDS);
        imports.createIndex(Indexes.ascending("expires"), expiring);
        rows.createIndex(Indexes.ascending("expires"), expiring);
        files.createIndex(Indexes.ascending("expires"), expiring);
        imports.createIndex(
                Indexes.ascending("key"),
                new IndexOptions()
                        .unique(true)
                        .partialFilterExpression(new Document("key", new Document("$exists", true))));
        imports.createIndex(Indexes.ascending("state", "startedAt"));
        imports.createIndex(Indexes.ascending(ERASED), new IndexOptions().sparse(true));
        imports.createIndex(Indexes.descending("startedAt", "_id"));
        rows.createIndex(Indexes.ascending("_id.import", "last"));
        WITH_ID.forEach(outcome -> rows.createIndex(Indexes.ascending(idOf(outcome)), new IndexOptions().sparse(true)));
        indexed = true;
    }

    private static String idOf(Outcome outcome) {
        return field(outcome) + ".id";
    }

    /** Selects the chunks with a row that is about this id. */
    static Bson about(String id) {
        return or(WITH_ID.stream().map(outcome -> eq(idOf(outcome), id)).toList());
    }

    /** Finds the import that an earlier request with this key created. */
    Optional<Import> byKey(String key) {
        return Optional.ofNullable(imports.find(eq("key", key)).first()).map(Imports::read);
    }

    /** Finds an import of this kind. */
    Optional<Import> find(String kind, UUID id) {
        return Optional.ofNullable(imports.find(and(eq("_id", id.toString()), eq("kind", kind)))
                        .first())
                .map(Imports::read);
    }

    /** Finds the newest imports that a filter selects. */
    List<Import> list(ImportFilter filter, ImportFilter.Place after, int most) {
        Bson wanted = after == null ? filter.selection() : and(filter.selection(), after.selection());
        return imports.find(wanted)
                .sort(Sorts.descending("startedAt", "_id"))
                .limit(most)
                .map(Imports::read)
                .into(new ArrayList<>());
    }

    long count(ImportFilter filter) {
        return imports.countDocuments(filter.selection());
    }

    /**
     * Stores the file, then the import: it can run only after the second write.
     *
     * @param key the request's idempotency key, unique; or null
     * @return the import, or the one that a concurrent request with the same key created
     */
    Import create(Import fresh, String key, Path file) throws IOException {
        index();
        Date expires = expires(fresh);
        try (InputStream in = Files.newInputStream(file)) {
            int part = 0;
            for (byte[] bytes = in.readNBytes(PART_BYTES); bytes.length > 0; bytes = in.readNBytes(PART_BYTES)) {
                files.insertOne(
                        new Document("_id", new Document("import", fresh.id().toString()).append("part", part++))
                                .append("bytes", new Binary(bytes))
                                .append("expires", expires));
            }
        }
        Document document = write(fresh).append("expires", expires);
        if (key != null) {
            document.append("key", key);
        }
        try {
            imports.insertOne(document);
            return fresh;
        } catch (MongoWriteException e) {
            if (key == null || e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            files.deleteMany(parts(fresh.id()));
            return byKey(key).orElseThrow(() -> e);
        }
    }

    private Date expires(Import stored) {
        return Date.from(stored.startedAt().plus(settings.retention()));
    }

    /** Writes the stored file to {@code target}. Returns false if it has expired. */
    boolean fetch(Import stored, Path target) throws IOException {
        boolean any = false;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), PART_BYTES)) {
            for (Document part :
                    files.find(parts(stored.id())).sort(Sorts.ascending("_id")).batchSize(4)) {
                out.write(part.get("bytes", Binary.class).getData());
                any = true;
            }
        }
        return any;
    }

    /** Claims the oldest import of these kinds that has no runner or whose runner's lease has expired. */
    Optional<Import> claim(Collection<String> kinds, String holder) {
        Bson free = or(eq("lease", null), new Document("$expr", new Document("$lt", List.of("$lease.until", NOW))));
        Document taken = imports.findOneAndUpdate(
                and(eq("state", State.RUNNING.name()), in("kind", kinds), free),
                List.of(new Document(
                        "$set",
                        new Document("lease", lease(holder))
                                .append("attempts", new Document("$add", List.of("$attempts", 1))))),
                new FindOneAndUpdateOptions().sort(Sorts.ascending("startedAt")).returnDocument(ReturnDocument.AFTER));
        return Optional.ofNullable(taken).map(Imports::read);
    }

    /** Renews the lease. Returns false if another runner has taken over. */
    boolean renew(UUID id, String holder) {
        return imports.updateOne(held(id, holder), List.of(new Document("$set", new Document("lease", lease(holder)))))
                        .getMatchedCount()
                == 1;
    }

    /** Releases the lease, so that another runner can go on at once. */
    void release(UUID id, String holder) {
        imports.updateOne(held(id, holder), unset("lease"));
    }

    private Document lease(String holder) {
        // only the database's clock decides when a lease has expired
        return new Document("holder", holder)
                .append(
                        "until",
                        new Document("$add", List.of(NOW, settings.lease().toMillis())));
    }

    private static Bson held(UUID id, String holder) {
        return and(eq("_id", id.toString()), eq("lease.holder", holder), eq("state", State.RUNNING.name()));
    }

    /**
     * Stores the verdicts of a chunk and the texts of its rows; storing the same ones again changes nothing. They are
     * one document with a list for each outcome, since a document for each row would cost more than deciding the rows.
     */
    void store(Import stored, int chunk, List<Verdict> verdicts, RowValues values) {
        write(stored, chunk, verdicts, set(VALUES, values.packed()));
    }

    /** Stores other verdicts of a chunk; the texts of its rows stay. */
    void store(Import stored, int chunk, List<Verdict> verdicts) {
        write(stored, chunk, verdicts, null);
    }

    private void write(Import stored, int chunk, List<Verdict> verdicts, Bson values) {
        Document key = new Document("import", stored.id().toString()).append("chunk", chunk);
        List<Bson> changes = new ArrayList<>();
        changes.add(set("last", verdicts.getLast().row()));
        for (Outcome outcome : Outcome.values()) {
            List<Document> those = verdicts.stream()
                    .filter(verdict -> verdict.outcome() == outcome)
                    .map(Imports::write)
                    .toList();
            changes.add(those.isEmpty() ? unset(field(outcome)) : set(field(outcome), those));
        }
        changes.add(set("expires", expires(stored)));
        if (values != null) {
            changes.add(values);
        }
        rows.updateOne(eq("_id", key), combine(changes), new UpdateOptions().upsert(true));
    }

    private static Document write(Verdict verdict) {
        var document = new Document("row", verdict.row());
        append(document, "id", verdict.id());
        append(document, "code", verdict.code());
        append(document, "field", verdict.field());
        append(document, "message", verdict.message());
        return document;
    }

    private static void append(Document document, String name, Object value) {
        if (value != null) {
            document.append(name, value);
        }
    }

    /** Counts a chunk whose verdicts are stored. Returns false if another runner did, or if the lease is lost. */
    boolean advance(Import stored, String holder, int chunk, List<Verdict> verdicts, long position) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        verdicts.forEach(verdict -> counts.merge(verdict.outcome(), 1, Integer::sum));
        List<Bson> changes = new ArrayList<>();
        counts.forEach((outcome, count) -> changes.add(inc(field(outcome), count)));
        changes.add(set("chunk", chunk + 1));
        changes.add(set("through", verdicts.getLast().row()));
        changes.add(set("attempts", 0));
        changes.add(max("position", position));
        return imports.updateOne(and(held(stored.id(), holder), eq("chunk", chunk)), combine(changes))
                        .getMatchedCount()
                == 1;
    }

    /** Returns the name of an outcome's counter in the import, and of its list in a chunk of verdicts. */
    static String field(Outcome outcome) {
        return switch (outcome) {
            case CREATED -> "created";
            case UPDATED -> "updated";
            case UNCHANGED -> "unchanged";
            case REFUSED -> "refused";
        };
    }

    /** @param end done or undone */
    void ended(UUID id, String holder, State end, Instant at) {
        imports.updateOne(
                held(id, holder), combine(set("state", end.name()), set("finishedAt", Date.from(at)), unset("lease")));
    }

    void failed(UUID id, String holder, Instant at, String code, String message) {
        imports.updateOne(
                held(id, holder),
                combine(
                        set("state", State.FAILED.name()),
                        set("finishedAt", Date.from(at)),
                        set("code", code),
                        set("message", message),
                        unset("lease")));
    }

    /**
     * Begins the undo of an import that has ended, or continues one that failed. Empty while it runs or after it is
     * undone.
     *
     * @param caller the caller of the undo
     * @param reason given with it, or null
     */
    Optional<Import> beginUndo(UUID id, Caller caller, String reason, Instant at) {
        Document request = write(caller).append("startedAt", Date.from(at));
        append(request, "reason", reason);
        var counters = new Document();
        for (String counter : List.of("chunk", "undone", keptField(Outcome.CREATED), keptField(Outcome.UPDATED))) {
            counters.append(counter, new Document("$ifNull", List.of("$undo." + counter, 0)));
        }
        // user input must never be read as an expression, whatever it begins with
        var undo = new Document("$mergeObjects", List.of(new Document("$literal", request), counters));
        Document begun = imports.findOneAndUpdate(
                and(
                        eq("_id", id.toString()),
                        eq("dryRun", false),
                        in("state", List.of(State.DONE.name(), State.FAILED.name()))),
                List.of(
                        new Document(
                                "$set",
                                new Document("state", State.RUNNING.name())
                                        .append("attempts", 0)
                                        .append("undo", undo)),
                        new Document("$unset", List.of("finishedAt", "code", "message", "lease"))),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        return Optional.ofNullable(begun).map(Imports::read);
    }

    /** Returns all verdicts of a chunk in the order of their rows. */
    List<Verdict> verdicts(Import stored, int chunk) {
        Document key = new Document("import", stored.id().toString()).append("chunk", chunk);
        Document found = rows.find(eq("_id", key)).first();
        return found == null
                ? List.of()
                : Stream.of(Outcome.values())
                        .flatMap(outcome -> read(outcome, found))
                        .sorted(Comparator.comparingInt(Verdict::row))
                        .toList();
    }

    /** Counts an undone chunk whose verdicts are stored. Returns false under the conditions of {@link #advance}. */
    boolean advanceUndo(Import stored, String holder, int chunk, List<Verdict> verdicts, long position) {
        List<Bson> changes = new ArrayList<>();
        for (Outcome outcome : List.of(Outcome.CREATED, Outcome.UPDATED)) {
            long kept = verdicts.stream()
                    .filter(verdict -> verdict.outcome() == outcome && verdict.stays())
                    .count();
            changes.add(inc("undo." + keptField(outcome), Math.toIntExact(kept)));
        }
        long undone = verdicts.stream()
                .filter(verdict -> verdict.made() && !verdict.stays())
                .count();
        changes.add(inc("undo.undone", Math.toIntExact(undone)));
        changes.add(set("undo.chunk", chunk + 1));
        changes.add(set("attempts", 0));
        changes.add(max("position", position));
        return imports.updateOne(and(held(stored.id(), holder), eq("undo.chunk", chunk)), combine(changes))
                        .getMatchedCount()
                == 1;
    }

    private static String keptField(Outcome outcome) {
        return "kept-" + field(outcome);
    }

    /**
     * Returns rows in their order, only of chunks that are counted.
     *
     * @param outcomes empty for all
     * @param kept only those that stayed when the import was undone
     * @param after number of a row, 0 for the start
     */
    List<DecidedRow> rows(Import stored, Set<Outcome> outcomes, boolean kept, int after, int most) {
        Set<Outcome> wanted = outcomes.isEmpty() ? EnumSet.allOf(Outcome.class) : outcomes;
        Bson chunks = and(eq("_id.import", stored.id().toString()), gt("last", after), lte("last", stored.through()));
        List<String> columns = RowValues.columns(
                stored.inspection().columns().stream().map(ColumnUse::header).toList());
        List<DecidedRow> decided = new ArrayList<>();
        try (MongoCursor<Document> found = rows.find(chunks)
                .projection(Projections.include(Stream.concat(wanted.stream().map(Imports::field), Stream.of(VALUES))
                        .toList()))
                .sort(Sorts.ascending("last"))
                .batchSize(4)
                .cursor()) {
            while (decided.size() < most && found.hasNext()) {
                Document chunk = found.next();
                List<Verdict> verdicts = wanted.stream()
                        .flatMap(outcome -> read(outcome, chunk))
                        .filter(verdict -> verdict.row() > after && (!kept || verdict.stays()))
                        .sorted(Comparator.comparingInt(Verdict::row))
                        .limit(most - decided.size())
                        .toList();
                RowValues values = verdicts.isEmpty() ? RowValues.NONE : values(chunk);
                verdicts.forEach(verdict -> decided.add(new DecidedRow(verdict, values.of(verdict.row(), columns))));
            }
        }
        return decided;
    }

    /** Imports of former versions have no texts. */
    private static RowValues values(Document chunk) {
        Binary packed = chunk.get(VALUES, Binary.class);
        return packed == null ? RowValues.NONE : RowValues.unpacked(packed.getData());
    }

    private static Stream<Verdict> read(Outcome outcome, Document chunk) {
        return chunk.getList(field(outcome), Document.class, List.of()).stream()
                .map(document -> new Verdict(
                        document.getInteger("row"),
                        outcome,
                        document.getString("id"),
                        document.getString("code"),
                        document.getString("field"),
                        document.getString("message")));
    }

    /** Compound keys are compared field by field, so one range of the key's own index is all of a file, in order. */
    static Bson parts(UUID id) {
        return and(
                gte("_id", new Document("import", id.toString()).append("part", 0)),
                lte("_id", new Document("import", id.toString()).append("part", Integer.MAX_VALUE)));
    }

    private static Document write(Import fresh) {
        List<Document> mapping = new ArrayList<>();
        // pairs, for their headers may hold dots and dollars
        fresh.mapping().forEach((theirs, ours) -> mapping.add(new Document("header", theirs).append("field", ours)));
        Document document = new Document("_id", fresh.id().toString()).append("kind", fresh.kind());
        document.putAll(write(fresh.caller()));
        return document.append("mode", fresh.mode().name())
                .append("dryRun", fresh.dryRun())
                .append("mapping", mapping)
                .append("contentHash", fresh.contentHash())
                .append(FILE_HASH, fresh.fileHash())
                .append("chunkRows", fresh.chunkRows())
                .append("state", fresh.state().name())
                .append("fileName", fresh.inspection().fileName())
                .append("total", fresh.total())
                .append(
                        "columns",
                        fresh.inspection().columns().stream()
                                .map(Imports::write)
                                .toList())
                .append(
                        "warnings",
                        fresh.inspection().warnings().stream()
                                .map(Imports::write)
                                .toList())
                .append("created", fresh.counts().created())
                .append("updated", fresh.counts().updated())
                .append("unchanged", fresh.counts().unchanged())
                .append("refused", fresh.counts().refused())
                .append("chunk", fresh.chunk())
                .append("through", fresh.through())
                .append("position", fresh.position())
                .append("attempts", fresh.attempts())
                .append("startedAt", Date.from(fresh.startedAt()));
    }

    private static Document write(ColumnUse column) {
        return new Document("header", column.header())
                .append("field", column.field())
                .append("samples", column.samples());
    }

    private static Document write(TableWarning warning) {
        return new Document("code", warning.code()).append("row", warning.row()).append("message", warning.message());
    }

    private static Document write(Caller caller) {
        var levels = new Document();
        caller.levels().forEach((area, level) -> levels.append(area.claim(), level.claim()));
        return new Document("actor", caller.actor())
                .append("employee", caller.employee())
                .append("levels", levels);
    }

    private static Caller caller(Document document) {
        return new Caller(
                document.getString("actor"),
                document.getString("employee"),
                Caller.levels(document.get("levels", new Document())));
    }

    private static Import read(Document document) {
        Map<String, String> mapping = new LinkedHashMap<>();
        document.getList("mapping", Document.class)
                .forEach(pair -> mapping.put(pair.getString("header"), pair.getString("field")));
        return new Import(
                UUID.fromString(document.getString("_id")),
                new Import.Request(
                        document.getString("kind"),
                        caller(document),
                        Mode.valueOf(document.getString("mode")),
                        document.getBoolean("dryRun"),
                        mapping,
                        document.getString("contentHash"),
                        document.getString(FILE_HASH),
                        document.getInteger("chunkRows")),
                inspection(document),
                document.getDate("startedAt").toInstant(),
                progress(document),
                result(document),
                undoing(document.get("undo", Document.class)));
    }

    /** Imports of former versions have no name of the file, columns or warnings. */
    private static Inspection inspection(Document document) {
        List<ColumnUse> columns = document.getList("columns", Document.class, List.of()).stream()
                .map(column -> new ColumnUse(
                        column.getString("header"), column.getString("field"), column.getList("samples", String.class)))
                .toList();
        List<TableWarning> warnings = document.getList("warnings", Document.class, List.of()).stream()
                .map(warning -> new TableWarning(
                        warning.getString("code"), warning.getInteger("row"), warning.getString("message")))
                .toList();
        return new Inspection(document.getString("fileName"), document.getInteger("total"), columns, warnings);
    }

    private static Import.Progress progress(Document document) {
        var counts = new Counts(
                document.getInteger("created"),
                document.getInteger("updated"),
                document.getInteger("unchanged"),
                document.getInteger("refused"));
        return new Import.Progress(
                counts,
                document.getInteger("chunk"),
                document.getInteger("through"),
                document.getLong("position"),
                document.getInteger("attempts"));
    }

    private static Import.Result result(Document document) {
        Date finished = document.getDate("finishedAt");
        return new Import.Result(
                State.valueOf(document.getString("state")),
                finished == null ? null : finished.toInstant(),
                document.getString("code"),
                document.getString("message"));
    }

    private static Undoing undoing(Document undo) {
        return undo == null
                ? null
                : new Undoing(
                        caller(undo),
                        undo.getString("reason"),
                        undo.getDate("startedAt").toInstant(),
                        undo.getInteger("chunk"),
                        undo.getInteger("undone"),
                        undo.getInteger(keptField(Outcome.CREATED)),
                        undo.getInteger(keptField(Outcome.UPDATED)));
    }
}
