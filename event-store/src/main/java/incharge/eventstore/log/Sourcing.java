package incharge.eventstore.log;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.conversions.Bson;

/**
 * Finds the events that match criteria.
 *
 * <p>One query selects the commits that bear the tags and all commits from the last known one on. That last known
 * commit must be in the result, which proves that the server shows all that was known before the query began; so the
 * result has all matching events up to there. The commits behind it, up to the first gap, are the newer end of the log
 * with its matching events. A gap means that another commit arrived while the query ran; there the result ends. So the
 * marker is never ahead of the events.
 */
final class Sourcing {
    /** Number of tags up to which it pays to filter the events of a document in the server. */
    private static final int TAGS_FILTERED = 16;

    /**
     * Number of criteria of several tags up to which the server compares all of their tags; for more it compares one
     * tag.
     */
    private static final int CRITERIA_OF_SEVERAL_TAGS = 100;

    private static final int LARGE_COMMITS_REMEMBERED = 1_000;

    /** Documents take ten times the memory of the events made of them, so they are converted in portions. */
    private static final int PARTS_AT_ONCE = 100;

    private static final Duration SHOWN_AGAIN = Duration.ofSeconds(5);
    private static final BsonInt32 ONE = new BsonInt32(1);
    private static final Bson TAG_INDEX = Indexes.ascending(Fields.TAGS, Fields.ID);

    private final LogCollections collections;
    private final Tail tail;
    private final Pages pages;
    private final Map<UUID, StoredCommit> largeCommits = Collections.synchronizedMap(new Remembered());

    private static final class Remembered extends LinkedHashMap<UUID, StoredCommit> {
        Remembered() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, StoredCommit> eldest) {
            return size() > LARGE_COMMITS_REMEMBERED;
        }
    }

    Sourcing(LogCollections collections, Tail tail, Pages pages) {
        this.collections = collections;
        this.tail = tail;
        this.pages = pages;
    }

    /** Reads all events that match one of the criteria; each criterion names a tag. */
    Sourced source(Criteria criteria) {
        Tail.Known known = tail.known(Selection.tagsAlone(criteria));
        Tail.Position end = known.position();
        var selection = new Selection(criteria, known.byTag().keySet());
        NavigableMap<Long, BsonDocument> commits = commitsFrom(end.lastCommit(), selection);
        long marker = end.head();
        boolean newLarge = false;
        for (BsonDocument commit : commits.tailMap(end.head(), false).values()) {
            if (Documents.first(commit) != marker + 1) {
                break;
            }
            marker += Documents.size(commit);
            newLarge |= Documents.large(commit);
        }
        var found = new Found(selection, marker);
        known.byTag().values().forEach(events -> events.forEach(found::add));
        for (BsonDocument commit : commits.headMap(marker, true).values()) {
            if (!Documents.large(commit)) {
                StoredCommit stored = Documents.commit(commit);
                Documents.events(commit).forEach(event -> found.add(stored, event));
            }
        }
        if (newLarge) {
            eachInParts(selection.ofTags(), selection, found::add);
        } else if (end.large() && selection.reads()) {
            eachInParts(selection.ofTagsRead(), selection, found::add);
        }
        tail.keep(end, found.ofTagsAlone(end.head()));
        return new Sourced(found.matching(), marker);
    }

    /** The events found up to a position. Some are found in memory and in the database too. */
    private static final class Found {
        private final Selection selection;
        private final long upTo;
        private final NavigableMap<Long, Recorded> matching = new TreeMap<>();
        /** The events of the tags that are read alone, whatever their types. */
        private final Map<String, NavigableMap<Long, Recorded>> byTag = new HashMap<>();

        Found(Selection selection, long upTo) {
            this.selection = selection;
            this.upTo = upTo;
            selection.readAlone.forEach(tag -> byTag.put(tag, new TreeMap<>()));
        }

        /** Adds an event from memory. */
        void add(Recorded event) {
            if (selection.matches(event.type(), event.tags())) {
                matching.put(event.position(), event);
            }
        }

        void add(StoredCommit commit, BsonDocument event) {
            Mark mark = Documents.mark(event);
            boolean matches = selection.matches(mark.type(), mark.tags());
            boolean kept = !byTag.isEmpty() && !Collections.disjoint(byTag.keySet(), mark.tags());
            if (commit.first() + Documents.offset(event) > upTo || !matches && !kept) {
                return;
            }
            Recorded recorded = Documents.recorded(commit, event);
            if (matches) {
                matching.put(recorded.position(), recorded);
            }
            if (kept) {
                mark.tags()
                        .forEach(tag -> byTag.computeIfPresent(tag, (_, events) -> {
                            events.put(recorded.position(), recorded);
                            return events;
                        }));
            }
        }

        List<Recorded> matching() {
            return new ArrayList<>(matching.values());
        }

        /** Returns all events up to a position of each tag that was read alone. */
        Map<String, List<Recorded>> ofTagsAlone(long head) {
            Map<String, List<Recorded>> all = new HashMap<>();
            byTag.forEach((tag, events) ->
                    all.put(tag, List.copyOf(events.headMap(head, true).values())));
            return all;
        }
    }

    /**
     * Returns the commits that may hold selected events, and all from {@code lastKnown} on, which must be among them.
     */
    private NavigableMap<Long, BsonDocument> commitsFrom(long lastKnown, Selection selection) {
        Bson filter = selection.fromCommit(lastKnown);
        long giveUp = System.nanoTime() + SHOWN_AGAIN.toNanos();
        while (true) {
            var commits = new TreeMap<Long, BsonDocument>();
            collect(filter, selection, commits);
            if (lastKnown == 0 || commits.containsKey(lastKnown)) {
                return commits;
            }
            // a primary that was just elected may not show yet what the previous one acknowledged
            if (System.nanoTime() - giveUp > 0) {
                throw new LogBroken("the commit at " + lastKnown + " was acknowledged and is not there");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** Returns whether an event above the condition's marker matches it, as far as the database shows. */
    boolean anyAbove(Condition condition) {
        long marker = condition.marker();
        if (needsWalk(condition.criteria())) {
            return walk(condition.criteria(), marker + 1, Long.MAX_VALUE)
                    .iterator()
                    .hasNext();
        }
        var selection = new Selection(condition.criteria(), Set.of());
        var commits = new TreeMap<Long, BsonDocument>();
        // a commit that begins below the marker can reach above it, but not by more than a document holds
        collect(selection.above(marker - Documents.EVENTS_INLINE), selection, commits);
        for (BsonDocument commit : commits.values()) {
            for (BsonDocument event : Documents.events(commit)) {
                if (Documents.first(commit) + Documents.offset(event) > marker && selection.matches(event)) {
                    return true;
                }
            }
        }
        var any = new AtomicBoolean();
        if (tail.position().large()) {
            eachInParts(selection.ofTags(), selection, (commit, event) -> {
                if (commit.first() + Documents.offset(event) > marker && selection.matches(event)) {
                    any.set(true);
                }
            });
        }
        return any.get();
    }

    /** Returns whether each event must be compared: a criterion without tags has no index. */
    static boolean needsWalk(Criteria criteria) {
        return criteria.anyOf().stream().anyMatch(criterion -> criterion.tags().isEmpty());
    }

    /** Returns the events of positions {@code from} to {@code to} that match; each is compared. */
    Iterable<Recorded> walk(Criteria criteria, long from, long to) {
        return () -> StreamSupport.stream(pages.between(from, to).spliterator(), false)
                .filter(event -> criteria.matches(event.type(), event.tags()))
                .iterator();
    }

    private void collect(Bson filter, Selection selection, Map<Long, BsonDocument> into) {
        FindIterable<BsonDocument> found = collections
                .log()
                .find(filter)
                .projection(selection.projection())
                .batchSize(2_000);
        try (MongoCursor<BsonDocument> cursor = found.cursor()) {
            while (cursor.hasNext()) {
                BsonDocument commit = cursor.next();
                into.put(Documents.first(commit), commit);
            }
        }
    }

    /** Reads the events of large commits that the filter selects, and others of the same parts if these are many. */
    private void eachInParts(Bson filter, Selection selection, BiConsumer<StoredCommit, BsonDocument> reader) {
        try (MongoCursor<BsonDocument> cursor = collections
                .parts()
                .find(filter)
                .projection(selection.projection())
                .batchSize(PARTS_AT_ONCE)
                .cursor()) {
            var parts = new ArrayList<BsonDocument>(PARTS_AT_ONCE);
            while (cursor.hasNext()) {
                parts.add(cursor.next());
                if (parts.size() < PARTS_AT_ONCE && cursor.hasNext()) {
                    continue;
                }
                each(parts, reader);
                parts.clear();
            }
        }
    }

    private void each(List<BsonDocument> parts, BiConsumer<StoredCommit, BsonDocument> reader) {
        Map<UUID, StoredCommit> commits = commitsOf(parts);
        for (BsonDocument part : parts) {
            // the commit of some parts is not in the log
            StoredCommit commit = commits.get(Documents.id(part));
            if (commit != null) {
                Documents.events(part).forEach(event -> reader.accept(commit, event));
            }
        }
    }

    private Map<UUID, StoredCommit> commitsOf(List<BsonDocument> parts) {
        var commits = new HashMap<UUID, StoredCommit>();
        var unknown = new HashSet<BsonBinary>();
        for (BsonDocument part : parts) {
            StoredCommit commit = largeCommits.get(Documents.id(part));
            if (commit != null) {
                commits.put(commit.id(), commit);
            } else {
                unknown.add(part.getBinary(Fields.COMMIT));
            }
        }
        if (unknown.isEmpty()) {
            return commits;
        }
        for (BsonDocument document : collections
                .log()
                .find(Parts.ofCommits(List.copyOf(unknown)))
                .projection(Projections.exclude(Fields.PARTS, Fields.PER_COMMAND, Fields.ANSWER))) {
            StoredCommit commit = Documents.commit(document);
            largeCommits.put(commit.id(), commit);
            commits.put(commit.id(), commit);
        }
        return commits;
    }

    /** Returns whether any event bears the tag. */
    boolean anyBearing(String tag) {
        Bson tagged = Filters.eq(Fields.TAGS, tag);
        boolean small = collections
                        .log()
                        .find(tagged)
                        .hint(TAG_INDEX)
                        .projection(Projections.include(Fields.ID))
                        .first()
                != null;
        if (small || !tail.position().large()) {
            return small;
        }
        try (MongoCursor<BsonDocument> cursor = collections
                .parts()
                .find(tagged)
                .projection(Projections.include(Fields.COMMIT))
                .batchSize(PARTS_AT_ONCE)
                .cursor()) {
            while (cursor.hasNext()) {
                // the commit of some parts is not in the log
                if (!commitsOf(List.of(cursor.next())).isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns the newest commit that answers the topic; null if there is none. */
    StoredCommit lastAnswering(String topic) {
        BsonDocument newest = collections
                .log()
                .find(Filters.eq(Fields.CONSUMED_TOPIC, topic))
                .sort(Sorts.descending(Fields.ID))
                .projection(Projections.exclude(Fields.EVENTS, Fields.TAGS))
                .first();
        return newest == null ? null : Documents.commit(newest);
    }

    /** Criteria as a query and as a test. */
    private static final class Selection {
        private final Set<String> singles = new HashSet<>();
        private final List<Criterion> others = new ArrayList<>();
        /** The others by one of their tags, so that an event is not compared with each of ten thousand criteria. */
        private final Map<String, List<Criterion>> othersByTag = new HashMap<>();

        private final Set<String> tags = new HashSet<>();
        private final Set<String> inMemory;
        /** Tags of which all events are read, if there are few. */
        private final Set<String> readAlone;

        /** @param inMemory tags that select alone and need not be read */
        Selection(Criteria criteria, Set<String> inMemory) {
            this.inMemory = inMemory;
            this.readAlone = new HashSet<>(tagsAlone(criteria));
            readAlone.removeAll(inMemory);
            for (Criterion criterion : criteria.anyOf()) {
                tags.addAll(criterion.tags());
                if (criterion.tags().size() == 1 && criterion.types().isEmpty()) {
                    singles.addAll(criterion.tags());
                } else {
                    others.add(criterion);
                    othersByTag
                            .computeIfAbsent(criterion.tags().iterator().next(), _ -> new ArrayList<>())
                            .add(criterion);
                }
            }
        }

        /** Returns the tags that select without another tag; none if the criteria are many. */
        static Set<String> tagsAlone(Criteria criteria) {
            return criteria.anyOf().size() > TAGS_FILTERED
                    ? Set.of()
                    : criteria.anyOf().stream()
                            .filter(criterion -> criterion.tags().size() == 1)
                            .flatMap(criterion -> criterion.tags().stream())
                            .collect(Collectors.toSet());
        }

        boolean matches(BsonDocument event) {
            Mark mark = Documents.mark(event);
            return matches(mark.type(), mark.tags());
        }

        boolean matches(String type, Set<String> borne) {
            for (String tag : borne) {
                if (singles.contains(tag)) {
                    return true;
                }
                for (Criterion criterion : othersByTag.getOrDefault(tag, List.of())) {
                    if (criterion.matches(type, borne)) {
                        return true;
                    }
                }
            }
            return false;
        }

        /** Selects the documents that hold a matching event, and perhaps others. */
        Bson ofTags() {
            return any(branches(Set.of()));
        }

        /** As {@link #ofTags} without the tags in memory. */
        Bson ofTagsRead() {
            return any(branches(inMemory));
        }

        /** Returns whether anything but the tags in memory selects. */
        boolean reads() {
            return !branches(inMemory).isEmpty();
        }

        private static Bson any(List<Bson> branches) {
            return branches.size() == 1 ? branches.getFirst() : Filters.or(branches);
        }

        private List<Bson> branches(Set<String> without) {
            var branches = new ArrayList<Bson>();
            var one = new HashSet<>(singles);
            for (Criterion criterion : others) {
                if (criterion.tags().size() == 1 || others.size() > CRITERIA_OF_SEVERAL_TAGS) {
                    one.add(criterion.tags().iterator().next());
                } else {
                    branches.add(Filters.all(Fields.TAGS, criterion.tags()));
                }
            }
            one.removeAll(without);
            if (!one.isEmpty()) {
                branches.add(Filters.in(Fields.TAGS, one));
            }
            return branches;
        }

        Bson fromCommit(long position) {
            List<Bson> branches = branches(inMemory);
            branches.add(Filters.gte(Fields.ID, new BsonInt64(position)));
            return any(branches);
        }

        Bson above(long position) {
            return Filters.and(ofTags(), Filters.gt(Fields.ID, new BsonInt64(position)));
        }

        /** Excludes the fields that are not needed and, if it pays, the events that bear none of the tags. */
        Bson projection() {
            if (tags.size() > TAGS_FILTERED) {
                return Projections.exclude(Fields.TAGS, Fields.ANSWER, Fields.PER_COMMAND);
            }
            var borne = new BsonArray();
            for (String tag : tags) {
                borne.add(new BsonDocument(
                        "$in", new BsonArray(List.of(new BsonString(tag), new BsonString("$$event." + Fields.TAGS)))));
            }
            var filter = new BsonDocument(
                    "$filter",
                    new BsonDocument("input", new BsonString("$" + Fields.EVENTS))
                            .append("as", new BsonString("event"))
                            .append("cond", new BsonDocument("$or", borne)));
            return new BsonDocument(Fields.SIZE, ONE)
                    .append(Fields.COMMIT, ONE)
                    .append(Fields.TIME, ONE)
                    .append(Fields.CAUSE, ONE)
                    .append(Fields.PARTS, ONE)
                    .append(Fields.EVENTS, filter);
        }
    }
}
