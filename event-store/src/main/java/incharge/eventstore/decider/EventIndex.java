package incharge.eventstore.decider;

import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.Criterion;
import incharge.eventstore.log.Tag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Events in their order, found by criteria. Each of ten thousand commands selects a few among all events of a batch, so
 * the events are indexed by tag and type.
 */
final class EventIndex<E> {
    /**
     * An event and its place in the order.
     *
     * @param order its position, or for one that is only decided yet, {@link #DECIDED} and how many were decided before
     *     it
     * @param touch its time and actor; null for one that is only decided yet
     */
    record Entry<E>(long order, String type, Set<String> tags, Touch touch, E event) {}

    /** The order of the first event that is only decided. */
    static final long DECIDED = 1L << 62;

    private long lastRecorded;
    private final List<Entry<E>> all = new ArrayList<>();
    private final Map<String, Map<String, List<Entry<E>>>> byTagAndType = new HashMap<>();

    /** Adds the next event; its order is above that of all before. */
    void add(Entry<E> entry) {
        all.add(entry);
        if (entry.order() < DECIDED) {
            lastRecorded = entry.order();
        }
        for (String tag : entry.tags()) {
            byTagAndType
                    .computeIfAbsent(tag, _ -> new HashMap<>())
                    .computeIfAbsent(entry.type(), _ -> new ArrayList<>())
                    .add(entry);
        }
    }

    /** Adds an event that is decided and not recorded yet. */
    void addDecided(String type, Set<String> tags, E event) {
        add(new Entry<>(Math.max(DECIDED, last() + 1), type, tags, null, event));
    }

    /** Returns all events, in order. */
    List<Entry<E>> all() {
        return Collections.unmodifiableList(all);
    }

    /** Returns the order of the last event; 0 if there is none. */
    long last() {
        return all.isEmpty() ? 0 : all.getLast().order();
    }

    /** Returns the position of the last event that is recorded; 0 if there is none. */
    long lastRecorded() {
        return lastRecorded;
    }

    /** Returns the order of the last event that bears the tag; 0 if there is none. */
    long lastBearing(Tag tag) {
        return byTagAndType.getOrDefault(tag.encoded(), Map.of()).values().stream()
                .mapToLong(entries -> entries.getLast().order())
                .max()
                .orElse(0);
    }

    /** Returns the events above {@code after} that match the criteria, in order. */
    List<Entry<E>> matching(Criteria criteria, long after) {
        var found = new ArrayList<Entry<E>>();
        int runs = 0;
        for (Criterion criterion : criteria.anyOf()) {
            for (List<Entry<E>> entries : candidates(criterion)) {
                int before = found.size();
                for (Entry<E> entry : entries.subList(firstAbove(entries, after), entries.size())) {
                    if (criterion.matches(entry.type(), entry.tags())) {
                        found.add(entry);
                    }
                }
                if (found.size() > before) {
                    runs++;
                }
            }
        }
        if (runs < 2) {
            return found;
        }
        found.sort(Comparator.comparingLong(Entry::order));
        return withoutRepeats(found);
    }

    private Iterable<List<Entry<E>>> candidates(Criterion criterion) {
        if (criterion.tags().isEmpty()) {
            return List.of(all);
        }
        Map<String, List<Entry<E>>> fewest = criterion.tags().stream()
                .map(tag -> byTagAndType.getOrDefault(tag, Map.of()))
                .min(Comparator.comparingInt(Map::size))
                .orElseThrow();
        if (criterion.types().isEmpty()) {
            return fewest.values();
        }
        return criterion.types().stream()
                .map(fewest::get)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private static <E> int firstAbove(List<Entry<E>> entries, long order) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).order() > order) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static <E> List<Entry<E>> withoutRepeats(List<Entry<E>> sorted) {
        var distinct = new ArrayList<Entry<E>>(sorted.size());
        long last = 0;
        for (Entry<E> entry : sorted) {
            if (entry.order() != last) {
                distinct.add(entry);
            }
            last = entry.order();
        }
        return distinct;
    }
}
