package incharge.eventstore.log;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the events of tags that decisions read again and again, such as the employee and the role of each assignment.
 * What it holds of a tag is complete up to the end of the log as {@link Tail} knows it: a commit that bears the tag
 * removes it. Guarded by the tail's monitor.
 */
final class TagMemory {
    private static final int TAGS = 2_000;
    private static final int EVENTS_OF_A_TAG = 50;
    private static final int BYTES_OF_A_TAG = 32 << 10;

    private final Map<String, List<Recorded>> byTag = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Recorded>> eldest) {
            return size() > TAGS;
        }
    };

    /** Returns the events of those of the tags that are kept. */
    Map<String, List<Recorded>> of(Set<String> tags) {
        Map<String, List<Recorded>> kept = new HashMap<>();
        for (String tag : tags) {
            List<Recorded> events = byTag.get(tag);
            if (events != null) {
                kept.put(tag, events);
            }
        }
        return kept;
    }

    /** Keeps all events of each tag, unless they are many. A tag that nothing bears is likely to be borne next. */
    void keep(Map<String, List<Recorded>> all) {
        all.forEach((tag, events) -> {
            int bytes =
                    events.stream().mapToInt(event -> event.payload().length).sum();
            if (!events.isEmpty() && events.size() <= EVENTS_OF_A_TAG && bytes <= BYTES_OF_A_TAG) {
                byTag.put(tag, List.copyOf(events));
            }
        });
    }

    void remove(List<Mark> borneNow) {
        if (!byTag.isEmpty()) {
            borneNow.forEach(mark -> mark.tags().forEach(byTag::remove));
        }
    }

    void clear() {
        byTag.clear();
    }
}
