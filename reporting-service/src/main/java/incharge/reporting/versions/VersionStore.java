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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/**
 * The entries of one source in one generation: a collection that only the feed, or the rebuild that makes it, writes.
 */
public final class VersionStore {

    private static final int BATCH = 5_000;

    /** Matches at most nine digits, so that each number is an {@code int}. */
    private static final Pattern NAME =
            Pattern.compile("versions\\.(?<source>[a-z]+)\\.(?<generation>[1-9][0-9]{0,8})");

    /** Entries of these kinds are few, compared with those of customers and responsibilities. */
    static final Bson ALONE =
            Filters.in(EntryCodec.KIND, Kind.ALONE.stream().map(Kind::stored).toList());

    private final MongoCollection<Entry> entries;

    private VersionStore(MongoCollection<Entry> entries) {
        this.entries = entries;
    }

    static VersionStore of(MongoDatabase database, Source source, int generation) {
        return new VersionStore(
                database.getCollection(name(source, generation), Entry.class).withCodecRegistry(EntryCodec.registry()));
    }

    /**
     * Returns the name of a collection, such as {@code versions.customers.1}. The versions of reporting-service before
     * {@link Sources#SCHEMA} 2 use and sweep {@code customers.1}, so no name may begin like that.
     */
    static String name(Source source, int generation) {
        return "versions." + source.shortName() + "." + generation;
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
        entries.createIndexes(List.of(
                new IndexModel(
                        Indexes.ascending(EntryCodec.KEY),
                        new IndexOptions().partialFilterExpression(Filters.eq(EntryCodec.UNTIL, Version.OPEN))),
                history(EntryCodec.CUSTOMER),
                history(EntryCodec.PROJECT),
                history(EntryCodec.EMPLOYEE),
                new IndexModel(
                        Indexes.ascending(EntryCodec.KEY, EntryCodec.SEQUENCE),
                        new IndexOptions().partialFilterExpression(ALONE))));
    }

    private static IndexModel history(String field) {
        return new IndexModel(
                Indexes.ascending(field, EntryCodec.SEQUENCE),
                new IndexOptions().partialFilterExpression(Filters.exists(field)));
    }

    /** Writes the entries of facts of one topic, in order, none of them written before. Returns the entries. */
    List<Entry> append(ClientSession session, List<TypedFact<ReportingFact>> facts) {
        if (facts.isEmpty()) {
            return List.of();
        }
        var batch = new VersionBatch(newest(session, facts));
        facts.forEach(batch::add);
        entries.bulkWrite(session, batch.writes(), new BulkWriteOptions().ordered(false));
        return batch.entries();
    }

    private Map<String, Entry> newest(ClientSession session, List<TypedFact<ReportingFact>> facts) {
        var keys = new HashSet<String>();
        facts.forEach(fact -> Versioning.key(fact.content()).ifPresent(keys::add));
        var newest = new HashMap<String, Entry>();
        if (!keys.isEmpty()) {
            entries.find(session, open(keys))
                    .batchSize(BATCH)
                    .forEach(entry -> newest.put(entry.version().key(), entry));
        }
        return newest;
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

    /** Returns the versions valid at a sequence, each in its entry, in any order. */
    public Iterable<Entry> validAt(long sequence) {
        return entries.find(Filters.and(
                        Filters.lte(EntryCodec.SEQUENCE, sequence),
                        Filters.gt(EntryCodec.UNTIL, sequence),
                        Filters.exists(EntryCodec.GONE, false)))
                .projection(Projections.include(EntryCodec.KIND, EntryCodec.KEY, EntryCodec.CONTENT, EntryCodec.UNTIL))
                .batchSize(BATCH);
    }

    /** Returns all versions of employees up to a sequence, in order, also those that are closed. */
    public Iterable<Entry> employees(long upTo) {
        return entries.find(Filters.and(
                        Filters.eq(EntryCodec.KIND, Kind.EMPLOYEE.stored()), Filters.lte(EntryCodec.SEQUENCE, upTo)))
                .sort(Sorts.ascending(EntryCodec.SEQUENCE))
                .batchSize(BATCH);
    }

    /**
     * Returns the last sequence up to {@code upTo} that was recorded at that time or before; 0 for none. Less than
     * {@code upTo} is final: a later entry exists, and times never run backwards along a log.
     */
    public long sequenceAt(Instant time, long upTo) {
        long low = 0;
        long high = upTo;
        // a binary search needs no index, which would cost each event a write
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            Entry at = first(middle);
            if (at == null || at.sequence() > high || at.time().isAfter(time)) {
                high = middle - 1;
            } else {
                low = at.sequence();
            }
        }
        Entry next = low < upTo ? first(low + 1) : null;
        return next == null || next.sequence() > upTo ? upTo : low;
    }

    private Entry first(long sequence) {
        return entries.find(Filters.gte(EntryCodec.SEQUENCE, sequence))
                .sort(Sorts.ascending(EntryCodec.SEQUENCE))
                .projection(Projections.include(EntryCodec.TIME))
                .first();
    }

    /** Returns the newest content of entities, also of deleted ones, by key; without those that never were. */
    public Map<String, Content> newest(Set<String> keys) {
        var newest = new HashMap<String, Content>();
        entries.find(open(keys))
                .projection(Projections.include(EntryCodec.KIND, EntryCodec.KEY, EntryCodec.CONTENT, EntryCodec.UNTIL))
                .forEach(entry ->
                        newest.put(entry.version().key(), entry.version().content()));
        return newest;
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

    private static Bson open(Set<String> keys) {
        return Filters.and(Filters.in(EntryCodec.KEY, keys), Filters.eq(EntryCodec.UNTIL, Version.OPEN));
    }

    private static Bson sequences(long after, long upTo) {
        return Filters.and(Filters.gt(EntryCodec.SEQUENCE, after), Filters.lte(EntryCodec.SEQUENCE, upTo));
    }
}
