package incharge.reporting.snapshot;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.TreeSet;
import java.util.UUID;

/** The entities of one kind, by slot, by id and in the order of their names. Immutable except for the shared slots. */
public final class Table<T extends Named> {

    private final IdSlots slots;
    private final SlotArray<T> bySlot;
    private final Named[] ordered;
    private volatile int[] ranks;

    private Table(IdSlots slots, SlotArray<T> bySlot, Named[] ordered) {
        this.slots = slots;
        this.bySlot = bySlot;
        this.ordered = ordered;
    }

    static <T extends Named> Table<T> empty() {
        return new Table<>(new IdSlots(), SlotArray.empty(), new Named[0]);
    }

    /** Returns the entity at a slot, or null when it is missing yet or deleted. */
    public T at(int slot) {
        return bySlot.at(slot);
    }

    /** Returns the entity of that id, or null when it is missing yet or deleted. */
    public T find(UUID id) {
        return bySlot.at(slots.find(id));
    }

    /** Returns all entities in order. */
    public List<T> inOrder() {
        return new Ordered();
    }

    public int size() {
        return ordered.length;
    }

    /** Returns the position of an entity of the table in the order, from 0. */
    public int rank(T entity) {
        int[] known = ranks;
        if (known == null) {
            int beyond = -1;
            for (Named one : ordered) {
                beyond = Math.max(beyond, one.slot());
            }
            known = new int[beyond + 1];
            for (int rank = 0; rank < ordered.length; rank++) {
                known[ordered[rank].slot()] = rank;
            }
            ranks = known;
        }
        return known[entity.slot()];
    }

    Editor<T> edit() {
        return new Editor<>(this);
    }

    private final class Ordered extends AbstractList<T> implements RandomAccess {
        @Override
        @SuppressWarnings("unchecked") // only Editor<T> writes
        public T get(int index) {
            return (T) ordered[index];
        }

        @Override
        public int size() {
            return ordered.length;
        }
    }

    /** Makes the next table; used by one thread and once. */
    static final class Editor<T extends Named> {
        private final Table<T> before;
        private final SlotArray.Editor<T> bySlot;
        private final TreeSet<Integer> touched = new TreeSet<>();

        private Editor(Table<T> before) {
            this.before = before;
            this.bySlot = before.bySlot.edit();
        }

        int slot(UUID id) {
            return before.slots.of(id);
        }

        T at(int slot) {
            return bySlot.at(slot);
        }

        void put(T entity) {
            bySlot.set(entity.slot(), entity);
            touched.add(entity.slot());
        }

        void remove(int slot) {
            bySlot.set(slot, null);
            touched.add(slot);
        }

        boolean touched() {
            return !touched.isEmpty();
        }

        Table<T> done() {
            return touched.isEmpty() ? before : new Table<>(before.slots, bySlot.done(), ordered());
        }

        /** Removes the touched entities from the order and merges them in again, in one pass. */
        private Named[] ordered() {
            Named[] moved = touched.stream()
                    .map(bySlot::at)
                    .filter(Objects::nonNull)
                    .sorted(Named.ORDER)
                    .toArray(Named[]::new);
            var all = new Named[before.ordered.length + moved.length];
            int filled = 0;
            int next = 0;
            for (Named kept : before.ordered) {
                if (bySlot.at(kept.slot()) != kept) {
                    continue;
                }
                while (next < moved.length && Named.ORDER.compare(moved[next], kept) < 0) {
                    all[filled++] = moved[next++];
                }
                all[filled++] = kept;
            }
            while (next < moved.length) {
                all[filled++] = moved[next++];
            }
            return filled == all.length ? all : Arrays.copyOf(all, filled);
        }
    }
}
