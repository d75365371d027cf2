package incharge.reporting.snapshot;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers the ids of one kind from 0, at first mention and for ever. One thread at a time adds while readers of older
 * snapshots look up; a number beyond an array of theirs is an entity that they do not know.
 */
final class IdSlots {

    static final int NONE = -1;

    private final ConcurrentHashMap<UUID, Integer> slots = new ConcurrentHashMap<>();

    /**
     * Returns the id's slot, a new one if it has none; {@link #NONE} for null. Only the thread that adds may call it.
     */
    int of(UUID id) {
        if (id == null) {
            return NONE;
        }
        Integer known = slots.get(id);
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

    /** Returns a number that is larger than every slot. */
    int size() {
        return slots.size();
    }
}
