package incharge.eventstore.log;

import java.util.List;
import java.util.TreeMap;

/**
 * Answers from memory whether anything above a marker matches a condition.
 *
 * <p>It holds the last position that bore each of the newest tags, so ten thousand criteria are ten thousand look-ups and
 * not ten thousand scans. If one of a criterion's tags was last borne at or below the marker, nothing above can match.
 * Otherwise something may: the tags can stand on different events, the type can be another, two tags can share a hash.
 * That is settled on the newest events themselves, which are kept too; where those do not reach far enough back, the
 * answer is {@link Answer#ASK}.
 *
 * <p>Old tags go by generations: when the young one is full, it becomes the old one, and what the old one knew is
 * forgotten up to {@code floor}. Confined to one thread.
 */
final class ConflictWindow {
    enum Answer {
        /** Nothing matches. */
        FREE,
        /** Something does. */
        CONFLICT,
        /** The window does not reach back far enough; the database knows. */
        ASK
    }

    private static final int TAGS_IN_A_GENERATION = 100_000;
    private static final int EVENTS_KEPT = 10_000;

    private TagPositions young = new TagPositions();
    private TagPositions old = new TagPositions();
    /** Everything above is in one of the generations. */
    private long floor;
    /** Everything above is in the young one. */
    private long youngFloor;

    private long last;

    private final TreeMap<Long, List<Mark>> newest = new TreeMap<>();
    private int eventsKept;

    /** Forgets everything: nothing is known of positions up to {@code head}. */
    void reset(long head) {
        young = new TagPositions();
        old = new TagPositions();
        floor = youngFloor = last = head;
        newest.clear();
        eventsKept = 0;
    }

    /** Takes in the events of the next commit. */
    void add(long first, List<Mark> events) {
        if (young.size() >= TAGS_IN_A_GENERATION) {
            old = young;
            floor = youngFloor;
            young = new TagPositions();
            youngFloor = last;
        }
        long position = first;
        for (var event : events) {
            for (var tag : event.tags()) young.put(TagPositions.hash(tag), position);
            position++;
        }
        last = position - 1;
        newest.put(first, events);
        eventsKept += events.size();
        while (eventsKept > EVENTS_KEPT && newest.size() > 1)
            eventsKept -= newest.pollFirstEntry().getValue().size();
    }

    Answer check(Condition condition) {
        long marker = condition.marker();
        if (condition.criteria().anyOf().isEmpty() || marker >= last) return Answer.FREE;
        if (marker < floor) return Answer.ASK;
        boolean open = false;
        for (var criterion : condition.criteria().anyOf()) {
            long highest = highestPossible(criterion);
            if (highest <= marker) continue;
            if (oneMatches(criterion, marker, highest)) return Answer.CONFLICT;
            if (marker + 1 < newest.firstKey()) open = true;
        }
        return open ? Answer.ASK : Answer.FREE;
    }

    /** No event above matches: one that does bears all the tags, so it lies at or below the last of each of them. */
    private long highestPossible(Criterion criterion) {
        long highest = last;
        for (var tag : criterion.tags()) {
            long hash = TagPositions.hash(tag);
            highest = Math.min(highest, Math.max(young.get(hash), old.get(hash)));
        }
        return highest;
    }

    /** Looks at the kept events from {@code highest} down to above {@code marker}; usually the first look tells. */
    private boolean oneMatches(Criterion criterion, long marker, long highest) {
        for (var commit : newest.headMap(highest, true).descendingMap().entrySet()) {
            long first = commit.getKey();
            var events = commit.getValue();
            for (int i = (int) Math.min(events.size() - 1L, highest - first); i >= 0; i--) {
                if (first + i <= marker) return false;
                if (criterion.matches(events.get(i).type(), events.get(i).tags())) return true;
            }
        }
        return false;
    }
}
