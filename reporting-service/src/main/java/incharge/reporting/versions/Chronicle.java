package incharge.reporting.versions;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import incharge.feed.Fact;
import incharge.reporting.facts.KnownFact;
import incharge.reporting.facts.KnownFacts;
import incharge.reporting.versions.Entry.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/** The entries of one source in one generation: a collection that only its feed, or the rebuild that makes it, writes. */
public final class Chronicle {

    private static final int BATCH = 5_000;

    /** Few events, beside those of customers and responsibilities. */
    private static final Bson ALONE =
            Filters.in(EntryCodec.KIND, Kind.ALONE.stream().map(Kind::stored).toList());

    private final MongoCollection<Entry> entries;

    private Chronicle(MongoCollection<Entry> entries) {
        this.entries = entries;
    }

    static Chronicle of(MongoDatabase database, Source source, int generation) {
        return new Chronicle(
                database.getCollection(name(source, generation), Entry.class).withCodecRegistry(EntryCodec.registry()));
    }

    static String name(Source source, int generation) {
        return source.shortName() + "." + generation;
    }

    /** Makes the collection and its indexes, if they are not there; few, since every event pays for them. */
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

    /** Writes what the facts leave behind: all of one topic, in order, none written before. */
    void append(ClientSession session, KnownFacts known, List<Fact> facts) {
        var told = new LinkedHashMap<Fact, KnownFact>();
        facts.forEach(fact -> known.read(fact).ifPresent(read -> told.put(fact, read)));
        if (told.isEmpty()) {
            return;
        }
        var newest = newest(session, told);
        var closed = new ArrayList<WriteModel<Entry>>();
        var fresh = new LinkedHashMap<Long, Entry>();
        told.forEach((fact, read) -> {
            var key = Versioning.key(read).orElse(null);
            var before = key == null ? null : newest.get(key);
            var entry = Versioning.entry(
                    fact,
                    read,
                    before == null || before.version().gone()
                            ? null
                            : before.version().content());
            fresh.put(entry.sequence(), entry);
            if (key == null) {
                return;
            }
            newest.put(key, entry);
            if (before != null
                    && fresh.computeIfPresent(before.sequence(), (_, same) -> same.until(entry.sequence())) == null) {
                closed.add(new UpdateOneModel<>(
                        Filters.eq(EntryCodec.SEQUENCE, before.sequence()),
                        Updates.set(EntryCodec.UNTIL, entry.sequence())));
            }
        });
        var writes = new ArrayList<WriteModel<Entry>>(closed);
        fresh.values().forEach(entry -> writes.add(new InsertOneModel<>(entry)));
        entries.bulkWrite(session, writes, new BulkWriteOptions().ordered(false));
    }

    private Map<String, Entry> newest(ClientSession session, Map<Fact, KnownFact> told) {
        var keys = new HashSet<String>();
        told.values().forEach(fact -> Versioning.key(fact).ifPresent(keys::add));
        var newest = new HashMap<String, Entry>();
        if (!keys.isEmpty()) {
            entries.find(session, open(keys))
                    .batchSize(BATCH)
                    .forEach(entry -> newest.put(entry.version().key(), entry));
        }
        return newest;
    }

    /** Entries behind {@code after} up to {@code upTo}, in order; reads a batch at a time while it is iterated. */
    public Iterable<Entry> between(long after, long upTo) {
        return entries.find(sequences(after, upTo))
                .sort(Sorts.ascending(EntryCodec.SEQUENCE))
                .batchSize(BATCH);
    }

    /** The first entries behind {@code after} up to {@code upTo}, in order, at most {@code most}. */
    public List<Entry> next(long after, long upTo, int most) {
        return entries.find(sequences(after, upTo))
                .sort(Sorts.ascending(EntryCodec.SEQUENCE))
                .limit(most)
                .into(new ArrayList<>());
    }

    /** The versions valid at a sequence, each in its entry, in any order. */
    public Iterable<Entry> validAt(long sequence) {
        return entries.find(Filters.and(
                        Filters.lte(EntryCodec.SEQUENCE, sequence),
                        Filters.gt(EntryCodec.UNTIL, sequence),
                        Filters.exists(EntryCodec.GONE, false)))
                .projection(Projections.include(EntryCodec.KIND, EntryCodec.KEY, EntryCodec.CONTENT, EntryCodec.UNTIL))
                .batchSize(BATCH);
    }

    /** All versions of employees up to a sequence, in order, whether they are valid still or not. */
    public Iterable<Entry> employees(long upTo) {
        return entries.find(Filters.and(
                        Filters.eq(EntryCodec.KIND, Kind.EMPLOYEE.stored()), Filters.lte(EntryCodec.SEQUENCE, upTo)))
                .sort(Sorts.ascending(EntryCodec.SEQUENCE))
                .batchSize(BATCH);
    }

    /**
     * The last sequence up to {@code upTo} that was recorded at that time or before; 0 for none. Less than
     * {@code upTo} is final: something later is known, and times never run backwards along a log.
     */
    public long sequenceAt(Instant time, long upTo) {
        long low = 0;
        long high = upTo;
        // halving finds it without an index that every event would pay for
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            var at = first(middle);
            if (at == null || at.sequence() > high || at.time().isAfter(time)) {
                high = middle - 1;
            } else {
                low = at.sequence();
            }
        }
        var next = low < upTo ? first(low + 1) : null;
        return next == null || next.sequence() > upTo ? upTo : low;
    }

    private Entry first(long sequence) {
        return entries.find(Filters.gte(EntryCodec.SEQUENCE, sequence))
                .sort(Sorts.ascending(EntryCodec.SEQUENCE))
                .projection(Projections.include(EntryCodec.TIME))
                .first();
    }

    /** What these are, or last were, by key; without those that were never told of. */
    public Map<String, Content> newest(Set<String> keys) {
        var newest = new HashMap<String, Content>();
        entries.find(open(keys))
                .projection(Projections.include(EntryCodec.KIND, EntryCodec.KEY, EntryCodec.CONTENT, EntryCodec.UNTIL))
                .forEach(entry ->
                        newest.put(entry.version().key(), entry.version().content()));
        return newest;
    }

    /** Entries up to {@code upTo} that a history shows, newest first; at most {@code limit}, 0 for all. To be closed. */
    public Reading history(Concern concern, long upTo, int limit) {
        var cursor = entries.find(Filters.and(concern.filter(), Filters.lte(EntryCodec.SEQUENCE, upTo)))
                .sort(Sorts.descending(EntryCodec.SEQUENCE))
                .limit(limit)
                .cursor();
        return new Reading() {
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

    /** Entries that are read while they are taken. */
    public interface Reading extends Iterator<Entry>, AutoCloseable {
        @Override
        void close();
    }

    /** How many entries up to {@code upTo} a history has, by customer; those of no customer under null. */
    public Map<UUID, Long> countByCustomer(Concern concern, long upTo) {
        var counts = new HashMap<UUID, Long>();
        entries.withDocumentClass(BsonDocument.class)
                .aggregate(List.of(
                        Aggregates.match(Filters.and(concern.filter(), Filters.lte(EntryCodec.SEQUENCE, upTo))),
                        Aggregates.group("$" + EntryCodec.CUSTOMER, Accumulators.sum("n", 1L))))
                .forEach(group -> counts.put(
                        group.isBinary("_id") ? group.getBinary("_id").asUuid() : null,
                        group.getInt64("n").getValue()));
        return counts;
    }

    /** How many entries up to {@code upTo} a history has. */
    public long count(Concern concern, long upTo) {
        return entries.countDocuments(Filters.and(concern.filter(), Filters.lte(EntryCodec.SEQUENCE, upTo)));
    }

    /**
     * Which entries a history is about; an empty set does not choose.
     *
     * @param subjects customers without their projects, projects, employees without their responsibilities, teams,
     *     roles, categories and tags
     * @param customers customers with their projects
     */
    public record Concern(Set<UUID> subjects, Set<UUID> customers, Set<UUID> employees) {
        private static List<String> keys(Set<UUID> subjects) {
            return subjects.stream()
                    .flatMap(subject -> Kind.ALONE.stream().map(kind -> kind.key(subject)))
                    .toList();
        }

        Bson filter() {
            var all = new ArrayList<Bson>();
            if (!subjects.isEmpty()) {
                all.add(Filters.or(
                        Filters.in(EntryCodec.PROJECT, subjects),
                        Filters.and(
                                Filters.in(EntryCodec.CUSTOMER, subjects), Filters.exists(EntryCodec.PROJECT, false)),
                        Filters.and(ALONE, Filters.in(EntryCodec.KEY, keys(subjects)))));
            }
            if (!customers.isEmpty()) {
                all.add(Filters.in(EntryCodec.CUSTOMER, customers));
            }
            if (!employees.isEmpty()) {
                all.add(Filters.in(EntryCodec.EMPLOYEE, employees));
            }
            return all.isEmpty() ? Filters.empty() : Filters.and(all);
        }
    }

    private static Bson open(Set<String> keys) {
        return Filters.and(Filters.in(EntryCodec.KEY, keys), Filters.eq(EntryCodec.UNTIL, Version.OPEN));
    }

    private static Bson sequences(long after, long upTo) {
        return Filters.and(Filters.gt(EntryCodec.SEQUENCE, after), Filters.lte(EntryCodec.SEQUENCE, upTo));
    }
}
