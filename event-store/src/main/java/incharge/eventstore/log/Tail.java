package incharge.eventstore.log;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.conversions.Bson;

/**
 * The end of the log as this process has read it. Only the writer's thread changes it; other threads read
 * {@link #position()}, which is never ahead of what a majority has.
 */
final class Tail {
    /**
     * The log up to {@code head}.
     *
     * @param head position of the last event; 0 if there is none
     * @param lastCommit position of the first event of the last commit; 0 if there is none
     * @param large whether any commit up to {@code head} is large
     */
    record Position(long head, long lastCommit, boolean large) {}

    /** The end of the log, and the events up to it of those tags that are in memory. */
    record Known(Position position, Map<String, List<Recorded>> byTag) {}

    private static final int PAGE = 500;
    private static final Bson HEADER = Projections.include(
            Fields.SIZE,
            Fields.COMMIT,
            Fields.TIME,
            Fields.PARTS,
            Fields.EVENTS + "." + Fields.TYPE,
            Fields.EVENTS + "." + Fields.TAGS);

    private final LogCollections collections;
    private final Parts parts;
    private final InstantSource clock;
    private final ConflictWindow window = new ConflictWindow();
    private final TagMemory memory = new TagMemory();
    private volatile Position position = new Position(0, 0, false);
    private long time;
    /** When another process was last seen to append, of {@link System#nanoTime}; null if none was. */
    private volatile Long others;

    Tail(LogCollections collections, Parts parts, InstantSource clock) {
        this.collections = collections;
        this.parts = parts;
        this.clock = clock;
    }

    Position position() {
        return position;
    }

    /** Returns whether another process has appended within this time. */
    boolean grewByOthers(Duration within) {
        Long last = others;
        return last != null && System.nanoTime() - last < within.toNanos();
    }

    /** Returns the position together with what is in memory of these tags. */
    synchronized Known known(Set<String> tags) {
        return new Known(position, memory.of(tags));
    }

    /** Forgets the events of tags: others may bear these tags too by now. */
    synchronized void forget() {
        memory.clear();
    }

    /** Keeps all events of tags in memory, unless the log has grown since they were read up to this position. */
    synchronized void keep(Position upTo, Map<String, List<Recorded>> all) {
        if (upTo.equals(position)) {
            memory.keep(all);
        }
    }

    private synchronized void moveTo(Position newPosition, List<Mark> marks) {
        memory.remove(marks);
        position = newPosition;
    }

    long next() {
        return position.head + 1;
    }

    /** Returns the time of a commit written now: that of the clock, but never before that of the previous commit. */
    long timeOfNext() {
        return Math.max(clock.millis(), time);
    }

    ConflictWindow.Answer check(Condition condition) {
        return window.check(condition);
    }

    /** Starts again from the last commit in the database. */
    void restart() {
        BsonDocument last = collections
                .log()
                .find()
                .sort(Sorts.descending(Fields.ID))
                .projection(Projections.include(Fields.SIZE, Fields.TIME))
                .first();
        boolean large = position.large
                || collections
                                .log()
                                .find(Filters.exists(Fields.PARTS))
                                .hintString(Fields.COMMIT + "_1")
                                .limit(1)
                                .first()
                        != null;
        if (last != null) {
            forget(new Position(Documents.first(last) + Documents.size(last) - 1, Documents.first(last), large));
            time = Documents.time(last);
        }
        window.reset(position.head);
    }

    private synchronized void forget(Position newPosition) {
        memory.clear();
        position = newPosition;
    }

    /** Reads what other processes have written. Returns whether there was anything. */
    boolean catchUp() {
        boolean news = false;
        while (true) {
            List<BsonDocument> page = after(next());
            for (BsonDocument commit : page) {
                learn(commit);
            }
            news |= !page.isEmpty();
            if (page.size() < PAGE) {
                return news;
            }
            restart();
        }
    }

    /** Returns the commits from this position on, at most {@value #PAGE}, with type and tags of their events. */
    List<BsonDocument> after(long position) {
        return collections
                .log()
                .find(Filters.gte(Fields.ID, new BsonInt64(position)))
                .sort(Sorts.ascending(Fields.ID))
                .projection(HEADER)
                .limit(PAGE)
                .into(new ArrayList<>());
    }

    /** Adds the next commit, which another process wrote. */
    void learn(BsonDocument commit) {
        others = System.nanoTime();
        boolean large = Documents.large(commit);
        List<Mark> marks = large
                ? parts.marks(commit)
                : Documents.events(commit).stream().map(Documents::mark).toList();
        if (marks.size() != Documents.size(commit)) {
            throw new LogBroken("the commit at " + Documents.first(commit) + " says it holds " + Documents.size(commit)
                    + " events but holds " + marks.size());
        }
        add(Documents.first(commit), marks, Documents.time(commit), large);
    }

    /** Adds the next commit. */
    void add(long first, List<Mark> marks, long commitTime, boolean large) {
        if (first != next()) {
            throw new LogBroken("a commit at " + first + " follows the one that ends at " + position.head);
        }
        window.add(first, marks);
        time = Math.max(time, commitTime);
        moveTo(new Position(first + marks.size() - 1, first, position.large || large), marks);
    }
}
