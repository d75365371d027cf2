package incharge.imports;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.regex;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import incharge.eventstore.decider.Refused;
import incharge.http.Area;
import incharge.http.RequiredLevel;
import incharge.tabular.Column;
import incharge.tabular.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bson.Document;

/**
 * Things with a number and a name, imported the way a service with an event log does it: a chunk is one commit under
 * its idempotency key, a repeated one is answered from the commit that is there.
 */
final class ThingKind implements ImportKind {

    final AtomicInteger decisions = new AtomicInteger();
    private final MongoClient client;
    private final MongoDatabase database;
    private final MongoCollection<Document> things;
    private final MongoCollection<Document> commits;

    /** Hooks of a test before a chunk is decided, and after that but before the result is returned. */
    volatile Consumer<ImportRun> before = _ -> {};

    volatile Consumer<ImportRun> after = _ -> {};

    /** The same for the chunks of an undo. */
    volatile Consumer<UndoRun> beforeUndo = _ -> {};

    volatile Consumer<UndoRun> afterUndo = _ -> {};

    ThingKind(MongoClient client, MongoDatabase database) {
        this.client = client;
        this.database = database;
        things = database.getCollection("things");
        commits = database.getCollection("commits");
        things.createIndex(Indexes.ascending("number"));
        commits.createIndex(Indexes.ascending("ignored"));
    }

    @Override
    public String path() {
        return "things";
    }

    @Override
    public RequiredLevel requiredLevel() {
        return RequiredLevel.edit(Area.CUSTOMERS);
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.optional("number", "thing_number"), Column.required("name"), Column.optional("vatNumber"));
    }

    @Override
    public List<Verdict> decide(ImportRun run, List<Row> rows) {
        decisions.incrementAndGet();
        before.accept(run);
        Document committed = commits.find(eq("_id", run.idempotencyKey())).first();
        List<Verdict> verdicts;
        if (committed != null) {
            verdicts = committed.getList("verdicts", Document.class).stream()
                    .map(ThingKind::read)
                    .toList();
        } else {
            verdicts = decideAnew(run, rows);
        }
        if (!run.dryRun()) {
            run.reached(position());
        }
        after.accept(run);
        return verdicts;
    }

    /** A thing whose name was given a mark was changed since. */
    @Override
    public List<Verdict> undo(UndoRun run, List<Verdict> made) {
        decisions.incrementAndGet();
        beforeUndo.accept(run);
        List<Verdict> answer = made.stream()
                .map(verdict -> verdict.staying(
                        things.find(and(eq("_id", verdict.id()), regex("name", "!$")))
                                                .first()
                                        == null
                                ? null
                                : Refused.conflict("changed-since", "name", "It was renamed since")))
                .toList();
        things.deleteMany(in(
                "_id",
                answer.stream()
                        .filter(verdict -> !verdict.stays())
                        .map(Verdict::id)
                        .toList()));
        run.position().set(position());
        afterUndo.accept(run);
        return answer;
    }

    private List<Verdict> decideAnew(ImportRun run, List<Row> rows) {
        Set<String> rehearsed = run.dryRun() ? run.kept(this, HashSet::new) : Set.of();
        Set<String> here = new HashSet<>();
        List<Verdict> verdicts = new ArrayList<>();
        List<Document> made = new ArrayList<>();
        for (Row row : rows) {
            String number = row.has("number") ? row.get("number") : "row " + row.number();
            boolean taken = rehearsed.contains(number)
                    || !here.add(number)
                    || things.find(eq("number", number)).first() != null;
            if (!row.has("name")) {
                verdicts.add(Verdict.refused(row.number(), "required", "name", "A thing has a name"));
            } else if (taken) {
                verdicts.add(Verdict.refused(row.number(), "number-taken", "number", "The number is taken"));
            } else {
                String id = run.idFor(row.number()).toString();
                verdicts.add(Verdict.created(row.number(), run.dryRun() ? null : id));
                made.add(new Document("_id", id)
                        .append("number", number)
                        .append("name", row.get("name"))
                        .append("actor", run.actor()));
            }
        }
        if (run.dryRun()) {
            run.<Set<String>>kept(this, HashSet::new).addAll(here);
        } else {
            commit(run, verdicts, made);
        }
        return verdicts;
    }

    private void commit(ImportRun run, List<Verdict> verdicts, List<Document> made) {
        try (ClientSession session = client.startSession()) {
            session.withTransaction(() -> {
                commits.insertOne(
                        session,
                        new Document("_id", run.idempotencyKey())
                                .append(
                                        "verdicts",
                                        verdicts.stream().map(ThingKind::write).toList()));
                if (!made.isEmpty()) {
                    things.insertMany(session, made);
                }
                database.getCollection("positions")
                        .updateOne(
                                session,
                                eq("_id", "things"),
                                Updates.inc("position", (long) made.size()),
                                new com.mongodb.client.model.UpdateOptions().upsert(true));
                return null;
            });
        }
    }

    private long position() {
        return database.getCollection("positions").find().first().getLong("position");
    }

    private static Document write(Verdict verdict) {
        return new Document("row", verdict.row())
                .append("outcome", verdict.outcome().name())
                .append("id", verdict.id())
                .append("code", verdict.code())
                .append("field", verdict.field())
                .append("message", verdict.message());
    }

    private static Verdict read(Document document) {
        return new Verdict(
                document.getInteger("row"),
                Verdict.Outcome.valueOf(document.getString("outcome")),
                document.getString("id"),
                document.getString("code"),
                document.getString("field"),
                document.getString("message"));
    }
}
