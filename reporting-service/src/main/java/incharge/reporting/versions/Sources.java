package incharge.reporting.versions;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * One pointer document for each source: which generation is served and how far it is. Whoever writes entries moves it
 * in the same transaction, so a reader who sees a sequence finds everything up to it.
 */
public final class Sources {

    /** Changes when content changes its shape or meaning: what was written with another model is built anew. */
    static final int MODEL = 2;

    private static final String GENERATION = "generation";
    private static final String SEQUENCE = "sequence";
    private static final String MODEL_FIELD = "model";
    private static final String COMPLETE = "complete";
    private static final String NEWEST = "newest";
    private static final String CANDIDATE = "candidate";
    private static final String MOVES = "moves";

    /** What a move up to a sequence changes, and nothing else. */
    private static final Set<String> ONWARDS = Set.of(SEQUENCE, MOVES);

    private final MongoDatabase database;
    private final MongoCollection<Document> pointers;

    /** Every read sees what is written for good, and nothing older than what this process saw. */
    public Sources(MongoDatabase database) {
        this.database = database.withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary())
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.pointers = this.database.getCollection("sources");
    }

    /** Makes pointers and collections of a new database; changes nothing in one that has them. */
    public void prepare() {
        for (var source : Source.values()) {
            pointers.updateOne(
                    Filters.eq(source.shortName()),
                    Updates.combine(
                            Updates.setOnInsert(GENERATION, 1),
                            Updates.setOnInsert(SEQUENCE, 0L),
                            Updates.setOnInsert(MODEL_FIELD, MODEL),
                            Updates.setOnInsert(COMPLETE, false),
                            Updates.setOnInsert(NEWEST, 1)),
                    new UpdateOptions().upsert(true));
            chronicle(source, state(source).orElseThrow().generation()).prepare();
        }
    }

    /** All three, read at one time; empty when the database is new. */
    public Map<Source, SourceState> all() {
        var all = new EnumMap<Source, SourceState>(Source.class);
        pointers.find().forEach(document -> {
            var state = state(document);
            all.put(state.source(), state);
        });
        return all;
    }

    Optional<SourceState> state(Source source) {
        return Optional.ofNullable(pointers.find(Filters.eq(source.shortName())).first())
                .map(Sources::state);
    }

    /** As the transaction sees it; from here on it conflicts with whoever else moves this source. */
    SourceState locked(ClientSession transaction, Source source) {
        return before(transaction, source, Updates.inc(MOVES, 1L));
    }

    /** Moves it up to this sequence if it is not there yet; as it was before, with the same effect on others. */
    SourceState advance(ClientSession transaction, Source source, long sequence) {
        return before(transaction, source, Updates.combine(Updates.max(SEQUENCE, sequence), Updates.inc(MOVES, 1L)));
    }

    private SourceState before(ClientSession transaction, Source source, Bson update) {
        var document = pointers.findOneAndUpdate(transaction, Filters.eq(source.shortName()), update);
        if (document == null) {
            throw new IllegalStateException("no pointer for " + source.shortName());
        }
        return state(document);
    }

    public void complete(Source source) {
        pointers.updateOne(Filters.eq(source.shortName()), Updates.set(COMPLETE, true));
    }

    /** A generation that nobody else builds; whoever began one before may not put his in place any more. */
    int candidate(Source source) {
        var document = pointers.findOneAndUpdate(
                Filters.eq(source.shortName()),
                List.of(
                        Updates.set(NEWEST, new Document("$add", List.of("$" + NEWEST, 1))),
                        Updates.set(CANDIDATE, "$" + NEWEST)),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        if (document == null) {
            throw new IllegalStateException("no pointer for " + source.shortName());
        }
        return document.getInteger(CANDIDATE);
    }

    /** Serves a candidate from now on; false when a later one was begun. */
    boolean replace(ClientSession transaction, Source source, int candidate) {
        return pointers.updateOne(
                                transaction,
                                Filters.and(Filters.eq(source.shortName()), Filters.eq(CANDIDATE, candidate)),
                                Updates.combine(
                                        Updates.set(GENERATION, candidate),
                                        Updates.set(MODEL_FIELD, MODEL),
                                        Updates.set(COMPLETE, true),
                                        Updates.unset(CANDIDATE)))
                        .getModifiedCount()
                == 1;
    }

    public Chronicle chronicle(Source source, int generation) {
        return Chronicle.of(database, source, generation);
    }

    /** Drops every generation of a source but the one served and the one being built, if any. */
    void sweep(Source source) {
        var document = pointers.find(Filters.eq(source.shortName())).first();
        if (document == null) {
            return;
        }
        var kept = new ArrayList<String>();
        kept.add(Chronicle.name(source, document.getInteger(GENERATION)));
        if (document.getInteger(CANDIDATE) != null) {
            kept.add(Chronicle.name(source, document.getInteger(CANDIDATE)));
        }
        for (var name : database.listCollectionNames()) {
            if (name.startsWith(source.shortName() + ".") && !kept.contains(name)) {
                database.getCollection(name).drop();
            }
        }
    }

    /**
     * Rings for every move of a pointer, whoever made it, until told to end.
     *
     * @param known whether nothing is new about a source that is at this sequence
     */
    public void listen(Runnable bell, BiPredicate<Source, Long> known, BooleanSupplier ended) {
        try (var moves = pointers.watch().cursor()) {
            while (!ended.getAsBoolean()) {
                var move = moves.tryNext();
                if (move != null && !isKnown(move, known)) {
                    bell.run();
                }
            }
        }
    }

    private static boolean isKnown(ChangeStreamDocument<Document> move, BiPredicate<Source, Long> known) {
        var update = move.getUpdateDescription();
        var updated = update == null ? null : update.getUpdatedFields();
        return updated != null
                && updated.containsKey(SEQUENCE)
                && ONWARDS.containsAll(updated.keySet())
                && known.test(
                        source(move.getDocumentKey().getString("_id").getValue()),
                        updated.getInt64(SEQUENCE).getValue());
    }

    private static Source source(String shortName) {
        return Source.valueOf(shortName.toUpperCase(Locale.ROOT));
    }

    private static SourceState state(Document document) {
        return new SourceState(
                source(document.getString("_id")),
                document.getInteger(GENERATION),
                document.getLong(SEQUENCE),
                document.getInteger(MODEL_FIELD),
                document.getBoolean(COMPLETE));
    }
}
