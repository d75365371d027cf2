package incharge.reporting.versions;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import incharge.feed.Fact;
import incharge.feed.KeyRing;
import incharge.feed.TypedFact;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.facts.GroupingsFact;
import incharge.reporting.facts.ReportingFact;
import incharge.reporting.facts.ResponsibilitiesFact;
import incharge.reporting.versions.Entry.Version;
import incharge.sealing.Sealed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;
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

    private static final Bson IN_SNAPSHOTS = Filters.in(
            EntryCodec.KIND, Kind.IN_SNAPSHOTS.stream().map(Kind::stored).toList());

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private static final Bson NEWEST = Filters.eq(EntryCodec.UNTIL, Version.OPEN);

    static final Bson FIRST = Filters.eq(EntryCodec.FIRST, true);

    /** What is read of an entry when only its version matters. */
    private static final Bson VERSION =
            Projections.include(EntryCodec.KIND, EntryCodec.CONTENT, EntryCodec.GONE, EntryCodec.UNTIL);

    private static final String[] CLEAR_FIELDS = {
        EntryCodec.KIND,
        EntryCodec.GONE,
        EntryCodec.UNTIL,
        EntryCodec.ID,
        EntryCodec.THING_TYPE,
        EntryCodec.CONTENT + ".customer",
        EntryCodec.LINKED_PROJECT,
        EntryCodec.SALES_CASE,
        EntryCodec.CONTENT + ".fields",
        EntryCodec.ORDER,
        EntryCodec.OVER
    };

    /** What is read of a thing that is counted. */
    private static final Bson CLEAR = Projections.include(CLEAR_FIELDS);

    private final KeyRing keys;
    private final MongoCollection<Entry> entries;
    /** The same without the texts about persons. */
    private final MongoCollection<Entry> sealed;

    private final SegmentStore segments;
    private final HistoryStore histories;

    /**
     * @param keys open the texts about persons; null leaves them sealed
     * @param width that of the narrowest segments
     */
    VersionStore(MongoDatabase database, Source source, int generation, KeyRing keys, int width) {
        this.keys = keys;
        sealed = database.getCollection(name(source, generation), Entry.class)
                .withCodecRegistry(EntryCodec.registry(null));
        entries = sealed.withCodecRegistry(EntryCodec.registry(keys));
        histories = new HistoryStore(entries);
        segments = new SegmentStore(database.getCollection(segmentsName(source, generation)), this, keys, width);
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
                history(EntryCodec.GROUPS),
                history(EntryCodec.ACTOR),
                history(EntryCodec.TYPE),
                new IndexModel(
                        Indexes.ascending(EntryCodec.FIRST, EntryCodec.SEQUENCE),
                        new IndexOptions().partialFilterExpression(FIRST)),
                new IndexModel(
                        Indexes.ascending(EntryCodec.ACTOR, EntryCodec.FIRST, EntryCodec.SEQUENCE),
                        new IndexOptions().partialFilterExpression(FIRST)),
                new IndexModel(
                        Indexes.ascending(
                                EntryCodec.UNDOES, EntryCodec.COMMAND, EntryCodec.CUSTOMER, EntryCodec.SEQUENCE),
                        new IndexOptions().partialFilterExpression(Filters.exists(EntryCodec.UNDOES))),
                thingsOf(EntryCodec.CUSTOMER),
                thingsOf(EntryCodec.PROJECT),
                thingsOf(EntryCodec.SALES_CASE),
                things(EntryCodec.THING_TYPE, EntryCodec.ORDER, EntryCodec.ID),
                things(EntryCodec.ID, EntryCodec.UNTIL),
                things(EntryCodec.KIND, EntryCodec.SEQUENCE),
                new IndexModel(
                        Indexes.ascending(EntryCodec.KEY, EntryCodec.SEQUENCE),
                        // the default name is that of the same index of fewer kinds, which older collections have
                        new IndexOptions().name("own").partialFilterExpression(ALONE))));
    }

    /** Creates what {@link #append} needs alone: made at the end, the other indexes cost a large collection less. */
    void prepareKeys() {
        entries.createIndex(Indexes.ascending(EntryCodec.KEY), new IndexOptions().partialFilterExpression(NEWEST));
        entries.createIndex(
                Indexes.ascending(EntryCodec.BATCH, EntryCodec.CUSTOMER),
                new IndexOptions().partialFilterExpression(Filters.exists(EntryCodec.BATCH)));
    }

    private static IndexModel history(String field) {
        return new IndexModel(
                Indexes.ascending(field, EntryCodec.SEQUENCE),
                new IndexOptions().partialFilterExpression(Filters.exists(field)));
    }

    /** Of the versions that are not valid at a late sequence, the index has few after those that are. */
    private static IndexModel thingsOf(String owner) {
        return things(owner, EntryCodec.THING_TYPE, EntryCodec.UNTIL);
    }

    private static IndexModel things(String... fields) {
        return new IndexModel(
                Indexes.ascending(fields), new IndexOptions().partialFilterExpression(ThingFilter.THINGS));
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
        Map<String, Entry> newest = newest(session, facts, known);
        Set<String> undoing = undoing(session, facts, newest);
        var batch = new VersionBatch(newest, memberships(session, facts, undoing), begun(session, facts), undoing);
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
            } else if (key != null && (!Versioning.begins(fact.content()) || isUndo(fact) || mayRestore(fact))) {
                unknown.add(key);
            }
        }
        addRestored(facts, known, newest, unknown);
        if (!unknown.isEmpty()) {
            entries.find(session, open(unknown))
                    .batchSize(BATCH)
                    .forEach(entry -> newest.merge(entry.version().key(), entry, VersionStore::later));
        }
        return newest;
    }

    /** Adds the categories and tags of the first command of the facts, which may have created them again before. */
    private static void addRestored(
            List<TypedFact<ReportingFact>> facts,
            Map<String, Entry> known,
            Map<String, Entry> newest,
            Set<String> unknown) {
        String first = facts.getFirst().fact().commandId();
        for (TypedFact<ReportingFact> fact : facts) {
            String group = GroupingVersions.group(fact.content());
            if (!fact.fact().commandId().equals(first) || group == null) {
                return;
            }
            if (known.containsKey(group)) {
                newest.put(group, known.get(group));
            } else {
                unknown.add(group);
            }
        }
    }

    private static boolean isUndo(TypedFact<ReportingFact> fact) {
        return Entry.of(fact.fact()).command().isUndo();
    }

    private static boolean mayRestore(TypedFact<ReportingFact> fact) {
        return fact.content() instanceof GroupingsFact.CategoryCreated
                || fact.content() instanceof GroupingsFact.TagCreated;
    }

    /** Returns the commands of the facts that are undos, or create a deleted category or tag again. */
    private Set<String> undoing(
            ClientSession session, List<TypedFact<ReportingFact>> facts, Map<String, Entry> newest) {
        var undoing = new HashSet<String>();
        var gone = new HashSet<String>();
        newest.forEach((key, entry) -> {
            if (entry.version().gone()) {
                gone.add(key);
            }
        });
        for (TypedFact<ReportingFact> fact : facts) {
            String key = Versioning.key(fact.content()).orElse(null);
            boolean restores = mayRestore(fact) && gone.contains(key);
            if (isUndo(fact) || restores) {
                undoing.add(fact.fact().commandId());
            }
            if (fact.content() instanceof GroupingsFact.CategoryDeleted
                    || fact.content() instanceof GroupingsFact.TagDeleted) {
                gone.add(key);
            }
        }
        Fact first = facts.getFirst().fact();
        if (Entry.MEMBERSHIPS.contains(first.type()) && goesOnUndoing(session, first)) {
            undoing.add(first.commandId());
        }
        return undoing;
    }

    /** Returns whether the entry before is of the same command and takes another one back: a topic is cut anywhere. */
    private boolean goesOnUndoing(ClientSession session, Fact first) {
        Entry before = entries.find(session, Filters.eq(EntryCodec.SEQUENCE, first.sequence() - 1))
                .first();
        return before != null
                && before.commandId().equals(first.commandId())
                && before.command().undoes() != null;
    }

    /** Returns the last changes of the categories and tags of the customers for which the commands take some back. */
    private Map<String, Entry> memberships(
            ClientSession session, List<TypedFact<ReportingFact>> facts, Set<String> undoing) {
        Set<UUID> customers = facts.stream()
                .map(TypedFact::fact)
                .filter(fact -> undoing.contains(fact.commandId()) && Entry.MEMBERSHIPS.contains(fact.type()))
                .map(fact -> UUID.fromString(fact.subject()))
                .collect(Collectors.toSet());
        var last = new HashMap<String, Entry>();
        if (!customers.isEmpty()) {
            entries.find(
                            session,
                            Filters.and(
                                    Filters.in(EntryCodec.CUSTOMER, customers),
                                    Filters.in(EntryCodec.TYPE, Entry.MEMBERSHIPS)))
                    .sort(Sorts.ascending(EntryCodec.SEQUENCE))
                    .batchSize(BATCH)
                    .forEach(entry -> last.put(entry.undoable(), entry));
        }
        return last;
    }

    /** Returns the first batch of responsibilities of the facts if it began before them: a topic is cut anywhere. */
    private Set<String> begun(ClientSession session, List<TypedFact<ReportingFact>> facts) {
        String first = facts.stream()
                .filter(fact -> fact.content() instanceof ResponsibilitiesFact.ResponsibilityState)
                .map(fact -> fact.fact().commandId())
                .findFirst()
                .orElse(null);
        boolean begun = first != null
                && entries.find(session, Filters.eq(EntryCodec.BATCH, first)).first() != null;
        return begun ? Set.of(first) : Set.of();
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

    /** Returns everything that is stored up to a sequence, in order. The caller closes it. */
    MongoCursor<RawBsonDocument> stored(long upTo) {
        return entries.withDocumentClass(RawBsonDocument.class)
                .find(Filters.lte(EntryCodec.SEQUENCE, upTo))
                .sort(Sorts.ascending(EntryCodec.SEQUENCE))
                .batchSize(BATCH)
                .cursor();
    }

    /**
     * Returns the entries behind {@code after} up to {@code upTo} that made versions of what snapshots have, with
     * nothing but these, as they are stored.
     */
    Iterable<Entry> made(long after, long upTo) {
        return sealed.find(Filters.and(sequences(after, upTo), IN_SNAPSHOTS))
                .projection(VERSION)
                .sort(Sorts.ascending(EntryCodec.SEQUENCE))
                .batchSize(BATCH);
    }

    public HistoryStore histories() {
        return histories;
    }

    /** Hands over each version that is valid at a sequence once, without those of deleted entities. */
    public void forEachValidAt(long sequence, Consumer<Version> consumer) {
        segments.forEachValidAt(sequence, consumer);
    }

    /** Returns the number of versions that are valid at a sequence, or more. */
    public long countAtMost(long sequence) {
        return segments.countAtMost(sequence);
    }

    /** Returns the number of entities that ever were and that snapshots have. */
    public long countEver() {
        return Kind.IN_SNAPSHOTS.stream().mapToLong(this::countEver).sum();
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

    /** Returns the things that were on cards at a sequence, as far as the filter chooses, sealed and in no order. */
    public List<Content.Thing> things(ThingFilter filter, long at) {
        var things = new ArrayList<Content.Thing>();
        forEachSealed(filter, at, things::add);
        return things;
    }

    /** Hands over the same things, a batch at a time. */
    public void forEachSealed(ThingFilter filter, long at, Consumer<Content.Thing> consumer) {
        sealed.find(valid(filter, at))
                .projection(VERSION)
                .batchSize(BATCH)
                .forEach(entry -> consumer.accept(thing(entry)));
    }

    /** Hands over the same things without their texts, and without who added and changed them. */
    public void forEachThing(ThingFilter filter, long at, Consumer<Content.Thing> consumer) {
        sealed.find(valid(filter, at))
                .projection(CLEAR)
                .batchSize(BATCH)
                .forEach(entry -> consumer.accept(thing(entry)));
    }

    /** Hands over the entries that the same things were last changed by, and removed, also without their texts. */
    public void forEachLast(ThingFilter filter, long at, Consumer<Entry> consumer) {
        sealed.find(Filters.and(filter.query(), validAt(at)))
                .projection(CLEAR)
                .batchSize(BATCH)
                .forEach(consumer);
    }

    /**
     * Hands over the entries, sealed, of which a card shows everything: in one query, because each costs more than what
     * it reads.
     *
     * @param things the things, each of which one of the filters chooses
     * @param last the sequence of another entry, 0 for none
     */
    public void forEachOfCard(UUID customer, List<ThingFilter> things, long last, long at, Consumer<Entry> consumer) {
        var any = new ArrayList<Bson>();
        things.forEach(filter -> any.add(valid(filter, at)));
        any.add(open(Set.of(Kind.CUSTOMER.key(customer))));
        if (last > 0) {
            any.add(Filters.eq(EntryCodec.SEQUENCE, last));
        }
        sealed.find(Filters.or(any)).batchSize(BATCH).forEach(consumer);
    }

    /** {@link #forEachSealed} or {@link #forEachThing}. */
    public interface Reading {
        void read(ThingFilter filter, long at, Consumer<Content.Thing> consumer);
    }

    /**
     * Returns the ids of the things of a type that entries behind {@code after} up to {@code upTo} are about; of more
     * than {@code most} things at least one more than that.
     */
    public Set<UUID> changedThings(ThingType type, long after, long upTo, int most) {
        var ids = new HashSet<UUID>();
        try (MongoCursor<BsonDocument> changed = entries.withDocumentClass(BsonDocument.class)
                .find(Filters.and(ThingFilter.of(Set.of(type)).query(), sequences(after, upTo)))
                .projection(Projections.include(EntryCodec.ID))
                .batchSize(BATCH)
                .cursor()) {
            while (ids.size() <= most && changed.hasNext()) {
                ids.add(EntryCodec.uuid(
                        changed.next().getDocument(EntryCodec.CONTENT).get("id")));
            }
        }
        return ids;
    }

    public long countThings(ThingFilter filter, long at) {
        return entries.countDocuments(valid(filter, at));
    }

    /**
     * Returns the same things in an order, sealed, a batch at a time; at most {@code most}, 0 for all. The caller
     * closes them.
     */
    public StoreCursor<Content.Thing> things(ThingFilter filter, ThingOrder order, long at, int batch, int most) {
        return new StoreCursor<>(sealed.find(valid(filter, at))
                .projection(VERSION)
                .sort(order.sort())
                .batchSize(batch)
                .limit(most)
                .map(VersionStore::thing)
                .cursor());
    }

    private static Bson valid(ThingFilter filter, long at) {
        return Filters.and(filter.query(), validAt(at), Filters.ne(EntryCodec.GONE, true));
    }

    private static Bson validAt(long at) {
        return Filters.and(Filters.gt(EntryCodec.UNTIL, at), Filters.lte(EntryCodec.SEQUENCE, at));
    }

    private static Content.Thing thing(Entry entry) {
        return (Content.Thing) entry.version().content();
    }

    /** Returns a thing with its texts; those about an erased person stay sealed. */
    public Content.Thing open(Content.Thing thing) {
        return (Content.Thing) opened(thing);
    }

    /** Likewise an entry. */
    public Entry open(Entry entry) {
        return keys == null ? entry : entry.opened(keys);
    }

    private Content opened(Content content) {
        return keys == null ? content : content.opened(keys);
    }

    /** Returns the texts of a sealed form; empty if the person that they are about is erased. */
    public Optional<Document> open(Sealed form) {
        return keys == null ? Optional.empty() : keys.open(form).map(texts -> Document.parse(texts.toString()));
    }

    /** Returns a customer as it was at a sequence, with its profile; null if it was not there. */
    public Content.Customer customer(UUID id, long at) {
        return customer(sealed.find(open(Set.of(Kind.CUSTOMER.key(id)))).first(), at);
    }

    /**
     * Returns the same customer.
     *
     * @param newest the customer's newest entry, sealed; null if it never was there
     */
    public Content.Customer customer(Entry newest, long at) {
        Entry found = newest != null && newest.sequence() > at
                ? sealed.find(Filters.and(
                                Filters.eq(EntryCodec.CUSTOMER, newest.customer()),
                                Filters.eq(EntryCodec.KIND, Kind.CUSTOMER.stored()),
                                validAt(at)))
                        .projection(VERSION)
                        .first()
                : newest;
        return found == null ? null : (Content.Customer) opened(found.version().content());
    }

    /** Returns the entries up to a sequence that made versions of a customer, in order. */
    public Iterable<Entry> ofCustomer(UUID id, long at) {
        return entries.find(Filters.and(
                        Filters.eq(EntryCodec.CUSTOMER, id),
                        Filters.eq(EntryCodec.KIND, Kind.CUSTOMER.stored()),
                        Filters.lte(EntryCodec.SEQUENCE, at)))
                .sort(Sorts.ascending(EntryCodec.SEQUENCE));
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

    /** More than one entry of a key may be found: that of a fact which begins an entity leaves a deleted one open. */
    private static Bson open(Set<String> keys) {
        return Filters.and(Filters.in(EntryCodec.KEY, keys), NEWEST);
    }

    private static Bson keysOf(Kind kind) {
        // the colon follows the kind in a key
        return Filters.and(
                Filters.gt(EntryCodec.KEY, kind.stored() + ":"), Filters.lt(EntryCodec.KEY, kind.stored() + ";"));
    }

    static Bson sequences(long after, long upTo) {
        return Filters.and(Filters.gt(EntryCodec.SEQUENCE, after), Filters.lte(EntryCodec.SEQUENCE, upTo));
    }
}
