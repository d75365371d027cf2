package incharge.reporting.versions;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import incharge.feed.TypedFact;
import incharge.reporting.facts.ReportingFact;
import incharge.reporting.versions.Entry.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/**
 * The entries of one source in one generation: a collection that only the feed, or the rebuild that makes it, writes.
 */
public final class VersionStore {

    private static final int BATCH = 5_000;

    /** Matches at most nine digits, so that each number is an {@code int}. */
    private static final Pattern NAME =
            Pattern.compile("(?:versions|segments-[0-9]+-[0-9]+)\\.(?<source>[a-z]+)\\.(?<generation>[1-9][0-9]{0,8})");

    /** The most entries that one step of a search by time reads. */
    private static final int PROBES = 64;

    /** Entries of these kinds are few, compared with those of customers and responsibilities. */
    static final Bson ALONE =
            Filters.in(EntryCodec.KIND, Kind.ALONE.stream().map(Kind::stored).toList());

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private static final Bson NEWEST = Filters.eq(EntryCodec.UNTIL, Version.OPEN);

    /** What is read of an entry when only its version matters. */
    private static final Bson VERSION =
            Projections.include(EntryCodec.KIND, EntryCodec.CONTENT, EntryCodec.GONE, EntryCodec.UNTIL);

    private final MongoCollection<Entry> entries;
    private final SegmentStore segments;

    /** @param width that of the narrowest segments */
    VersionStore(MongoDatabase database, Source source, int generation, int width) {
        entries =
                database.getCollection(name(source, generation), Entry.class).withCodecRegistry(EntryCodec.registry());
        segments = new SegmentStore(database.getCollection(segmentsName(source, generation)), this, width);
    }

    /**
     * Returns the name of a collection, such as {@code versions.customers.1}. The versions of reporting-service before
     * {@link Sources#SCHEMA} 2 use and sweep {@code customers.1}, so no name may begin like that.
     */
    static String name(Source source, int generation) {
        return "versions." + place(source, generation);
    }

    /** Segments in a format that this code does not read lie elsewhere. */
    static String segmentsName(Source source, int generation) {
        return "segments-%d-%d.%s".formatted(Sources.MODEL, SegmentStore.FORMAT, place(source, generation));
    }

    private static String place(Source source, int generation) {
        return source.shortName() + "." + generation;
    }

    /** Returns the generation that a collection of the source holds. Returns 0 for any other collection. */
    static int generation(Source source, String collection) {
        Matcher name = NAME.matcher(collection);
        return name.matches() && name.group("source").equals(source.shortName())
                ? Integer.parseInt(name.group("generation"))
                : 0;
    }

    /** Creates the collection and its indexes, if they do not exist; few, since each event costs a write in them. */
    void prepare() {
        prepareKeys();
        entries.createIndexes(List.of(
                history(EntryCodec.CUSTOMER),
                history(EntryCodec.PROJECT),
                history(EntryCodec.EMPLOYEE),
                new IndexModel(
                        Indexes.ascending(EntryCodec.KEY, EntryCodec.SEQUENCE),
                        new IndexOptions().partialFilterExpression(ALONE))));
    }

    /** Creates what {@link #append} needs alone: made at the end, the other indexes cost a large collection less. */
    void prepareKeys() {
        entries.createIndex(Indexes.ascending(EntryCodec.KEY), new IndexOptions().partialFilterExpression(NEWEST));
    }

    private static IndexModel history(String field) {
        return new IndexModel(
                Indexes.ascending(field, EntryCodec.SEQUENCE),
                new IndexOptions().partialFilterExpression(Filters.exists(field)));
    }

    /**
     * Writes the entries of facts of one topic, in order, none of them written before. Returns the entries.
     *
     * @param known newest entries of some entities by key
     */
    List<Entry> append(ClientSession session, List<TypedFact<ReportingFact>> facts, Map<String, Entry> known) {
        if (facts.isEmpty()) {
            return List.of();
        }
        var batch = new VersionBatch(newest(session, facts, known));
        facts.forEach(batch::add);
        entries.bulkWrite(session, batch.writes(), UNORDERED);
        return batch.entries();
    }

    private Map<String, Entry> newest(
            ClientSession session, List<TypedFact<ReportingFact>> facts, Map<String, Entry> known) {
        var newest = new HashMap<String, Entry>();
        var unknown = new HashSet<String>();
        for (TypedFact<ReportingFact> fact : facts) {
            String key = Versioning.key(fact.content()).orElse(null);
            Entry entry = known.get(key);
            if (entry != null) {
                newest.put(key, entry);
            } else if (key != null && !Versioning.begins(fact.content())) {
                unknown.add(key);
            }
        }
        if (!unknown.isEmpty()) {
            entries.find(session, open(unknown))
                    .batchSize(BATCH)
                    .forEach(entry -> newest.merge(entry.version().key(), entry, VersionStore::later));
        }
        return newest;
    }

    private static Entry later(Entry one, Entry other) {
        return one.sequence() > other.sequence() ? one : other;
    }

    /**
     * Returns the entries behind {@code after} up to {@code upTo}, in order; reads a batch at a time while it is
     * iterated.
     */
    public Iterable<Entry> between(long after, long upTo) {
        return entries.find(sequences(after, upTo))
                .sort(Sorts.ascending(EntryCodec.SEQUENCE))
                .batchSize(BATCH);
    }

    /** Returns the first entries behind {@code after} up to {@code upTo}, in order, at most {@code most}. */
    public List<Entry> next(long after, long upTo, int most) {
        return entries.find(sequences(after, upTo))
                .sort(Sorts.ascending(EntryCodec.SEQUENCE))
                .limit(most)
                .into(new ArrayList<>());
    }

    /** Returns the entries behind {@code after} up to {@code upTo} that made versions, with nothing but these. */
    Iterable<Entry> made(long after, long upTo) {
        return entries.find(Filters.and(sequences(after, upTo), Filters.exists(EntryCodec.KIND)))
                .projection(VERSION)
                .sort(Sorts.ascending(EntryCodec.SEQUENCE))
                .batchSize(BATCH);
    }

    /** Hands over each version that is valid at a sequence once, without those of deleted entities. */
    public void forEachValidAt(long sequence, Consumer<Version> consumer) {
        segments.forEachValidAt(sequence, consumer);
    }

    /** Returns the number of versions that are valid at a sequence, or more. */
    public long countAtMost(long sequence) {
        return segments.countAtMost(sequence);
    }

    /** Returns the number of entities that ever were. */
    public long countEver() {
        return entries.countDocuments(Filters.and(NEWEST, Filters.gt(EntryCodec.KEY, "")));
    }

    public long countEver(Kind kind) {
        return entries.countDocuments(Filters.and(NEWEST, keysOf(kind)));
    }

    /**
     * Saves what {@link #forEachValidAt} reads. It changes nothing of the versions, may end at any time and may run in
     * several processes.
     *
     * @param upTo a sequence that is committed
     * @return the sequence at which there is more to save
     */
    public long save(long upTo) {
        return segments.save(upTo);
    }

    /** Returns all versions of employees up to a sequence, in order, also those that are closed. */
    public Iterable<Entry> employees(long upTo) {
        return entries.find(Filters.and(
                        // an index by key has this kind
                        Filters.eq(EntryCodec.KIND, Kind.EMPLOYEE.stored()),
                        keysOf(Kind.EMPLOYEE),
                        Filters.lte(EntryCodec.SEQUENCE, upTo)))
                .sort(Sorts.ascending(EntryCodec.SEQUENCE))
                .batchSize(BATCH);
    }

    /**
     * Returns the last sequence up to {@code upTo} that was recorded at that time or before; 0 for none. Less than
     * {@code upTo} is final: a later entry exists, and times never run backwards along a log.
     */
    public long sequenceAt(Instant time, long upTo) {
        // each step looks at few entries between these two, since an index would cost each event a write
        long low = 0;
        long end = upTo + 1;
        boolean laterFound = false;
        long step;
        do {
            step = Math.max(1, (end - low) / PROBES);
            List<Entry> probes = probes(low, end, step);
            if (probes.isEmpty() && step > 1) {
                // facts that reporting does not use made no entries
                long middle = low + (end - low) / 2;
                probes = next(middle, end - 1, 1);
                end = probes.isEmpty() ? middle + 1 : end;
            }
            for (Entry probe : probes) {
                if (probe.time().isAfter(time)) {
                    end = probe.sequence();
                    laterFound = true;
                    break;
                }
                low = probe.sequence();
            }
        } while (step > 1);
        return laterFound ? low : upTo;
    }

    private List<Entry> probes(long low, long high, long step) {
        List<Long> sequences = LongStream.iterate(low + step, at -> at < high, at -> at + step)
                .boxed()
                .toList();
        return entries.find(Filters.in(EntryCodec.SEQUENCE, sequences))
                .projection(Projections.include(EntryCodec.TIME))
                .sort(Sorts.ascending(EntryCodec.SEQUENCE))
                .into(new ArrayList<>());
    }

    /** Returns the newest content of entities, also of deleted ones, by key; without those that never were. */
    public Map<String, Content> newest(Set<String> keys) {
        var newest = new HashMap<String, Entry>();
        entries.find(open(keys))
                .projection(VERSION)
                .forEach(entry -> newest.merge(entry.version().key(), entry, VersionStore::later));
        var contents = new HashMap<String, Content>();
        newest.forEach((key, entry) -> contents.put(key, entry.version().content()));
        return contents;
    }

    /**
     * Returns the entries up to {@code upTo} that a history shows, newest first; at most {@code limit}, 0 for all. The
     * caller closes them.
     */
    public EntryCursor history(HistoryFilter filter, long upTo, int limit) {
        MongoCursor<Entry> cursor = entries.find(Filters.and(filter.query(), Filters.lte(EntryCodec.SEQUENCE, upTo)))
                .sort(Sorts.descending(EntryCodec.SEQUENCE))
                .limit(limit)
                .cursor();
        return new EntryCursor() {
            @Override
            public boolean hasNext() {
                return cursor.hasNext();
            }

            @Override
            public Entry next() {
                return cursor.next();
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }

    /** Entries that are read from the database while the caller iterates. */
    public interface EntryCursor extends Iterator<Entry>, AutoCloseable {
        @Override
        void close();
    }

    /** Counts the entries up to {@code upTo} of a history by customer; those of no customer count under null. */
    public Map<UUID, Long> countByCustomer(HistoryFilter filter, long upTo) {
        var counts = new HashMap<UUID, Long>();
        entries.withDocumentClass(BsonDocument.class)
                .aggregate(List.of(
                        Aggregates.match(Filters.and(filter.query(), Filters.lte(EntryCodec.SEQUENCE, upTo))),
                        Aggregates.group("$" + EntryCodec.CUSTOMER, Accumulators.sum("n", 1L))))
                .forEach(group -> counts.put(
                        group.isBinary("_id") ? group.getBinary("_id").asUuid() : null,
                        group.getInt64("n").getValue()));
        return counts;
    }

    /** Counts the entries up to {@code upTo} of a history. */
    public long count(HistoryFilter filter, long upTo) {
        return entries.countDocuments(Filters.and(filter.query(), Filters.lte(EntryCodec.SEQUENCE, upTo)));
    }

    /** More than one entry of a key may be found: that of a fact which begins an entity leaves a deleted one open. */
    private static Bson open(Set<String> keys) {
        return Filters.and(Filters.in(EntryCodec.KEY, keys), NEWEST);
    }

    private static Bson keysOf(Kind kind) {
        // the colon follows the kind in a key
        return Filters.and(
                Filters.gt(EntryCodec.KEY, kind.stored() + ":"), Filters.lt(EntryCodec.KEY, kind.stored() + ";"));
    }

    private static Bson sequences(long after, long upTo) {
        return Filters.and(Filters.gt(EntryCodec.SEQUENCE, after), Filters.lte(EntryCodec.SEQUENCE, upTo));
    }
}
