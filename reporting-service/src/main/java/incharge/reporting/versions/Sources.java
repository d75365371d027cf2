package incharge.reporting.versions;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.UpdateDescription;
import incharge.feed.KeyRing;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The state of each source, in the same document as the feed's checkpoint. So a reader of a sequence finds every entry
 * up to it in the served generation, and a batch and the switch to another generation exclude each other.
 */
public final class Sources {

    /**
     * Changes when content changes its shape or meaning: a generation of another model is built anew. Model 6 has the
     * things on cards, who registered a customer, and the role of account owners.
     */
    static final int MODEL = 6;

    /** The schema version of the checkpoints: since 2 they hold the state of their source. */
    static final int SCHEMA = 2;

    private static final String ID = "_id";
    private static final String GENERATION = "generation";
    private static final String MODEL_FIELD = "model";
    private static final String COMPLETE = "complete";
    private static final String NEWEST = "newest";
    private static final String CANDIDATE = "candidate";
    private static final String VERIFIED = "verified";

    /** The fields of {@link SourceState} beside the sequence. */
    private static final Set<String> STATE = Set.of(GENERATION, MODEL_FIELD, COMPLETE);

    /** The sequences of the narrowest segments: most times that a query is about have half as many behind them. */
    private static final int SEGMENT = 2_048;

    private final MongoDatabase database;
    private final MongoCollection<Document> checkpoints;
    private final KeyRing keys;
    private final int segment;
    /** By the names of their collections. A new one would make its codecs anew, which costs more than a short query. */
    private final Map<String, VersionStore> stores = new ConcurrentHashMap<>();

    /**
     * Reads majority-committed writes only, and no state older than one that this process read before.
     *
     * @param keys open the texts about persons
     */
    public Sources(MongoDatabase database, KeyRing keys) {
        this(database, keys, SEGMENT);
    }

    /** @param segment the sequences of the narrowest segments */
    Sources(MongoDatabase database, KeyRing keys, int segment) {
        this.database = database.withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary())
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.checkpoints = Checkpoints.in(this.database);
        this.keys = keys;
        this.segment = segment;
    }

    KeyRing keys() {
        return keys;
    }

    /** Opens no text about that person any more, whatever the topic of keys has. */
    public void forget(UUID person) {
        keys.forget(person.toString());
    }

    /** Returns the entry with its texts, as far as the keys that are here now open them. */
    public Entry opened(Entry entry) {
        return entry.opened(keys);
    }

    /**
     * Creates what a new database lacks, and drops the generations that a killed rebuild left. Collections of the
     * versions before {@link #SCHEMA} 2, such as {@code customers.1}, are neither read nor dropped, because a replica
     * of such a version may still serve them. They stay until an operator drops them.
     */
    public void prepare() {
        for (Source source : Source.values()) {
            Checkpoints.create(checkpoints, source);
            beginGeneration(source);
            SourceState state = state(source).orElseThrow();
            versions(source, state.generation()).prepare();
            if (state.complete()) {
                sweep(source);
            }
        }
    }

    /** Sets, in a checkpoint without a generation, one that no collection is left of. */
    private void beginGeneration(Source source) {
        Bson unserved = Filters.and(Filters.eq(Checkpoints.id(source)), Filters.exists(GENERATION, false));
        if (checkpoints.find(unserved).first() == null) {
            return;
        }
        int generation = newestGeneration(source) + 1;
        checkpoints.updateOne(
                unserved,
                Updates.combine(
                        Updates.set(GENERATION, generation),
                        Updates.set(NEWEST, generation),
                        Updates.set(MODEL_FIELD, MODEL),
                        Updates.set(COMPLETE, false)));
    }

    private int newestGeneration(Source source) {
        int newest = 0;
        for (String name : database.listCollectionNames()) {
            newest = Math.max(newest, VersionStore.generation(source, name));
        }
        return newest;
    }

    /** Returns all three, read at one time, or fewer when the database is new. */
    public Map<Source, SourceState> all() {
        var all = new EnumMap<Source, SourceState>(Source.class);
        checkpoints.find(Filters.in(ID, ids())).forEach(document -> {
            SourceState state = state(document);
            all.put(state.source(), state);
        });
        return all;
    }

    Optional<SourceState> state(Source source) {
        return Optional.ofNullable(
                        checkpoints.find(Filters.eq(Checkpoints.id(source))).first())
                .map(Sources::state);
    }

    /**
     * Returns the served generation inside the transaction that moves the source. It cannot be replaced before the
     * commit.
     */
    int generation(ClientSession transaction, Source source) {
        Document checkpoint = checkpoints
                .find(transaction, Filters.eq(Checkpoints.id(source)))
                .first();
        if (checkpoint == null) {
            throw new IllegalStateException("there is no checkpoint " + Checkpoints.id(source));
        }
        return checkpoint.getInteger(GENERATION);
    }

    public void complete(Source source) {
        checkpoints.updateOne(Filters.eq(Checkpoints.id(source)), Updates.set(COMPLETE, true));
    }

    /**
     * Returns a generation that no other process builds. A rebuild that began before cannot put its own in place any
     * more.
     */
    int candidate(Source source) {
        return next(source, CANDIDATE);
    }

    /**
     * Returns a generation that no other process writes and that is never served, to compare the served one with. It
     * stays until it is dropped or the next one is begun.
     */
    int verified(Source source) {
        return next(source, VERIFIED);
    }

    /** Returns the generations that are written to be compared, or were left by a process that ended. */
    public Map<Source, Integer> verified() {
        var verified = new EnumMap<Source, Integer>(Source.class);
        checkpoints
                .find(Filters.and(Filters.in(ID, ids()), Filters.exists(VERIFIED)))
                .forEach(checkpoint -> verified.put(source(checkpoint.getString(ID)), checkpoint.getInteger(VERIFIED)));
        return verified;
    }

    /** Drops a generation that was compared, or is not needed any more. */
    public void dropVerified(Source source, int generation) {
        checkpoints.updateOne(
                Filters.and(Filters.eq(Checkpoints.id(source)), Filters.eq(VERIFIED, generation)),
                Updates.unset(VERIFIED));
        sweep(source);
    }

    private int next(Source source, String role) {
        Document checkpoint = checkpoints.findOneAndUpdate(
                Filters.eq(Checkpoints.id(source)),
                List.of(
                        Updates.set(NEWEST, new Document("$add", List.of("$" + NEWEST, 1))),
                        Updates.set(role, "$" + NEWEST)),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        if (checkpoint == null) {
            throw new IllegalStateException("there is no checkpoint " + Checkpoints.id(source));
        }
        return checkpoint.getInteger(role);
    }

    /**
     * Serves the candidate from now on if the served generation still ends at that sequence; false when it does not.
     *
     * @throws IllegalStateException when a later rebuild has begun
     */
    boolean replace(Source source, int candidate, long sequence) {
        Document checkpoint = checkpoints.findOneAndUpdate(
                Filters.and(
                        Filters.eq(Checkpoints.id(source)),
                        Filters.eq(CANDIDATE, candidate),
                        Filters.eq(Checkpoints.SEQUENCE, sequence)),
                Updates.combine(
                        Updates.set(GENERATION, candidate),
                        Updates.set(MODEL_FIELD, MODEL),
                        Updates.set(COMPLETE, true),
                        Updates.unset(CANDIDATE)));
        if (checkpoint == null && !isCandidate(source, candidate)) {
            throw new IllegalStateException("another rebuild of " + source.shortName() + " was begun later");
        }
        return checkpoint != null;
    }

    private boolean isCandidate(Source source, int candidate) {
        return checkpoints
                        .find(Filters.and(Filters.eq(Checkpoints.id(source)), Filters.eq(CANDIDATE, candidate)))
                        .first()
                != null;
    }

    public VersionStore versions(Source source, int generation) {
        return stores.computeIfAbsent(
                VersionStore.name(source, generation),
                _ -> new VersionStore(database, source, generation, keys, segment));
    }

    /**
     * Drops the generations of a source that are neither served nor being built or compared. A number above the newest
     * in the checkpoint read here belongs to a rebuild that began after that read, so its collection stays.
     */
    void sweep(Source source) {
        Document checkpoint =
                checkpoints.find(Filters.eq(Checkpoints.id(source))).first();
        if (checkpoint == null) {
            return;
        }
        int newest = checkpoint.getInteger(NEWEST);
        int served = checkpoint.getInteger(GENERATION);
        var kept = new HashSet<>(
                List.of(served, checkpoint.getInteger(CANDIDATE, served), checkpoint.getInteger(VERIFIED, served)));
        for (String name : database.listCollectionNames()) {
            int generation = VersionStore.generation(source, name);
            if (generation > 0 && generation <= newest && !kept.contains(generation)) {
                database.getCollection(name).drop();
                stores.remove(name);
            }
        }
    }

    /**
     * Calls {@code onMove} for every move of a source that any process commits, until {@code ended}.
     *
     * @param known whether a source that is at this sequence needs no call
     */
    public void watch(Runnable onMove, BiPredicate<Source, Long> known, BooleanSupplier ended) {
        var ours = List.of(Aggregates.match(Filters.in("documentKey." + ID, ids())));
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> moves =
                checkpoints.watch(ours).cursor()) {
            while (!ended.getAsBoolean()) {
                ChangeStreamDocument<Document> move = moves.tryNext();
                if (move != null && isNews(move, known)) {
                    onMove.run();
                }
            }
        }
    }

    private static boolean isNews(ChangeStreamDocument<Document> move, BiPredicate<Source, Long> known) {
        UpdateDescription update = move.getUpdateDescription();
        BsonDocument updated = update == null ? null : update.getUpdatedFields();
        if (updated == null || !Collections.disjoint(updated.keySet(), STATE)) {
            return true;
        }
        return updated.containsKey(Checkpoints.SEQUENCE)
                && !known.test(
                        source(move.getDocumentKey().getString(ID).getValue()),
                        updated.getInt64(Checkpoints.SEQUENCE).getValue());
    }

    private static List<String> ids() {
        return Arrays.stream(Source.values()).map(Checkpoints::id).toList();
    }

    private static Source source(String checkpoint) {
        return Arrays.stream(Source.values())
                .filter(source -> Checkpoints.id(source).equals(checkpoint))
                .findFirst()
                .orElseThrow();
    }

    private static SourceState state(Document checkpoint) {
        return new SourceState(
                source(checkpoint.getString(ID)),
                checkpoint.getInteger(GENERATION),
                checkpoint.getLong(Checkpoints.SEQUENCE),
                checkpoint.getInteger(MODEL_FIELD),
                checkpoint.getBoolean(COMPLETE));
    }
}
