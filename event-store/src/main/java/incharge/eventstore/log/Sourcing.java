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
import java.util.Comparator;
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
import java.util.concurrent.locks.LockSupport;
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
        var selection = new Selection(criteria);
        Tail.Position known = tail.position();
        NavigableMap<Long, BsonDocument> commits = commitsFrom(known.lastCommit(), selection);
        long marker = known.head();
        boolean large = known.large();
        for (BsonDocument commit : commits.tailMap(known.head(), false).values()) {
            if (Documents.first(commit) != marker + 1) {
                break;
            }
            marker += Documents.size(commit);
            large |= Documents.large(commit);
        }
        var events = new ArrayList<Recorded>();
        for (BsonDocument commit : commits.headMap(marker, true).values()) {
            if (Documents.large(commit)) {
                continue;
            }
            StoredCommit stored = null;
            for (BsonDocument event : Documents.events(commit)) {
                if (!selection.matches(event)) {
                    continue;
                }
                if (stored == null) {
                    stored = Documents.commit(commit);
                }
                events.add(Documents.recorded(stored, event));
            }
        }
        if (large && addFromParts(selection, 0, marker, events)) {
            events.sort(Comparator.comparingLong(Recorded::position));
        }
        return new Sourced(events, marker);
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
        var selection = new Selection(condition.criteria());
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
        return tail.position().large() && addFromParts(selection, marker, Long.MAX_VALUE, new ArrayList<>());
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

    /** Adds the matching events of large commits with positions in (above, upTo]. Returns whether there were any. */
    private boolean addFromParts(Selection selection, long above, long upTo, List<Recorded> events) {
        int before = events.size();
        try (MongoCursor<BsonDocument> cursor = collections
                .parts()
                .find(selection.ofTags())
                .projection(selection.projection())
                .batchSize(PARTS_AT_ONCE)
                .cursor()) {
            var parts = new ArrayList<BsonDocument>(PARTS_AT_ONCE);
            while (cursor.hasNext()) {
                parts.add(cursor.next());
                if (parts.size() < PARTS_AT_ONCE && cursor.hasNext()) {
                    continue;
                }
                addFrom(parts, selection, above, upTo, events);
                parts.clear();
            }
        }
        return events.size() > before;
    }

    private void addFrom(List<BsonDocument> parts, Selection selection, long above, long upTo, List<Recorded> events) {
        Map<UUID, StoredCommit> commits = commitsOf(parts);
        for (BsonDocument part : parts) {
            // the commit of these parts is not in the log
            StoredCommit commit = commits.get(Documents.id(part));
            if (commit == null) {
                continue;
            }
            for (BsonDocument event : Documents.events(part)) {
                long position = commit.first() + Documents.offset(event);
                if (position > above && position <= upTo && selection.matches(event)) {
                    events.add(Documents.recorded(commit, event));
                }
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

    /** Returns the newest commit with an event that bears the tag; null if there is none. */
    StoredCommit lastBearing(String tag) {
        Bson tagged = Filters.eq(Fields.TAGS, tag);
        BsonDocument small = collections
                .log()
                .find(tagged)
                .sort(Sorts.descending(Fields.ID))
                .hint(TAG_INDEX)
                .projection(Projections.exclude(Fields.EVENTS, Fields.TAGS))
                .limit(1)
                .first();
        StoredCommit newest = small == null ? null : Documents.commit(small);
        FindIterable<BsonDocument> parts =
                collections.parts().find(tagged).projection(Projections.include(Fields.COMMIT));
        for (StoredCommit commit : commitsOf(parts.into(new ArrayList<>())).values()) {
            if (newest == null || commit.first() > newest.first()) {
                newest = commit;
            }
        }
        return newest;
    }

    /** Criteria as a query and as a test. */
    private static final class Selection {
        private final Set<String> singles = new HashSet<>();
        private final List<Criterion> others = new ArrayList<>();
        private final Set<String> tags = new HashSet<>();

        Selection(Criteria criteria) {
            for (Criterion criterion : criteria.anyOf()) {
                tags.addAll(criterion.tags());
                if (criterion.tags().size() == 1 && criterion.types().isEmpty()) {
                    singles.addAll(criterion.tags());
                } else {
                    others.add(criterion);
                }
            }
        }

        boolean matches(BsonDocument event) {
            Mark mark = Documents.mark(event);
            for (String tag : mark.tags()) {
                if (singles.contains(tag)) {
                    return true;
                }
            }
            for (Criterion criterion : others) {
                if (criterion.matches(mark.type(), mark.tags())) {
                    return true;
                }
            }
            return false;
        }

        /** Selects the documents that hold a matching event, and perhaps others. */
        Bson ofTags() {
            List<Bson> branches = branches();
            return branches.size() == 1 ? branches.getFirst() : Filters.or(branches);
        }

        private List<Bson> branches() {
            var branches = new ArrayList<Bson>();
            var one = new HashSet<>(singles);
            for (Criterion criterion : others) {
                if (criterion.tags().size() == 1 || others.size() > CRITERIA_OF_SEVERAL_TAGS) {
                    one.add(criterion.tags().iterator().next());
                } else {
                    branches.add(Filters.all(Fields.TAGS, criterion.tags()));
                }
            }
            if (!one.isEmpty()) {
                branches.add(Filters.in(Fields.TAGS, one));
            }
            return branches;
        }

        Bson fromCommit(long position) {
            List<Bson> branches = branches();
            branches.add(Filters.gte(Fields.ID, new BsonInt64(position)));
            return Filters.or(branches);
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
