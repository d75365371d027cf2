package incharge.eventstore.log;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Answers from memory whether anything above a marker matches a condition.
 *
 * <p>It holds the last position that bore each of the newest tags, so ten thousand criteria are ten thousand look-ups
 * and not ten thousand scans. If one of a criterion's tags was last borne at or below the marker, nothing above can
 * match. Otherwise something may: the tags can stand on different events, the type can be another, two tags can share a
 * hash. The newest events themselves, which are kept too, settle that; if they do not reach far enough back, the answer
 * is {@link Answer#ASK}.
 *
 * <p>Old tags are dropped by generations: when the young one is full, it becomes the old one, and the old one is
 * forgotten up to {@code floor}. Confined to one thread.
 */
final class ConflictWindow {
    enum Answer {
        /** Nothing matches. */
        FREE,
        /** Something matches. */
        CONFLICT,
        /** The window does not reach back far enough; the database must be read. */
        ASK
    }

    private static final int TAGS_IN_A_GENERATION = 100_000;
    private static final int EVENTS_KEPT = 10_000;

    private TagPositions young = new TagPositions();
    private TagPositions old = new TagPositions();
    /** Everything above this position is in one of the generations. */
    private long floor;
    /** Everything above this position is in the young generation. */
    private long youngFloor;

    private long last;

    private final TreeMap<Long, List<Mark>> newest = new TreeMap<>();
    private int eventsKept;

    /** Forgets everything; positions up to {@code head} cannot be judged. */
    void reset(long head) {
        young = new TagPositions();
        old = new TagPositions();
        floor = youngFloor = last = head;
        newest.clear();
        eventsKept = 0;
    }

    /** Adds the events of the next commit. */
    void add(long first, List<Mark> events) {
        if (young.size() >= TAGS_IN_A_GENERATION) {
            old = young;
            floor = youngFloor;
            young = new TagPositions();
            youngFloor = last;
        }
        long position = first;
        for (Mark event : events) {
            for (String tag : event.tags()) {
                young.put(TagPositions.hash(tag), position);
            }
            position++;
        }
        last = position - 1;
        newest.put(first, events);
        eventsKept += events.size();
        while (eventsKept > EVENTS_KEPT && newest.size() > 1) {
            eventsKept -= newest.pollFirstEntry().getValue().size();
        }
    }

    Answer check(Condition condition) {
        long marker = condition.marker();
        if (condition.criteria().anyOf().isEmpty() || marker >= last) {
            return Answer.FREE;
        }
        if (marker < floor) {
            return Answer.ASK;
        }
        boolean open = false;
        for (Criterion criterion : condition.criteria().anyOf()) {
            long highest = highestPossible(criterion);
            if (highest <= marker) {
                continue;
            }
            if (oneMatches(criterion, marker, highest)) {
                return Answer.CONFLICT;
            }
            if (marker + 1 < newest.firstKey()) {
                open = true;
            }
        }
        return open ? Answer.ASK : Answer.FREE;
    }

    /**
     * The highest position at which an event can match: such an event bears all tags, so it lies at or below the last
     * of each.
     */
    private long highestPossible(Criterion criterion) {
        long highest = last;
        for (String tag : criterion.tags()) {
            long hash = TagPositions.hash(tag);
            highest = Math.min(highest, Math.max(young.get(hash), old.get(hash)));
        }
        return highest;
    }

    /** Compares the kept events from {@code highest} down to above {@code marker}; usually the first one matches. */
    private boolean oneMatches(Criterion criterion, long marker, long highest) {
        for (Map.Entry<Long, List<Mark>> commit :
                newest.headMap(highest, true).descendingMap().entrySet()) {
            long first = commit.getKey();
            List<Mark> events = commit.getValue();
            for (int i = (int) Math.min(events.size() - 1L, highest - first); i >= 0; i--) {
                if (first + i <= marker) {
                    return false;
                }
                if (criterion.matches(events.get(i).type(), events.get(i).tags())) {
                    return true;
                }
            }
        }
        return false;
    }
}
