package incharge.reporting.snapshot;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Small numbers for the ids of one kind, given at first mention and never taken back. One writer adds while readers of
 * older snapshots look up; a number beyond an array of theirs is a thing that they do not know.
 */
final class Slots {

    static final int NONE = -1;

    private final ConcurrentHashMap<UUID, Integer> slots = new ConcurrentHashMap<>();

    /** The id's slot, a new one if it has none; {@link #NONE} for null. Only for the one writer. */
    int of(UUID id) {
        if (id == null) {
            return NONE;
        }
        var known = slots.get(id);
        if (known != null) {
            return known;
        }
        int slot = slots.size();
        slots.put(id, slot);
        return slot;
    }

    int find(UUID id) {
        return id == null ? NONE : slots.getOrDefault(id, NONE);
    }
}
