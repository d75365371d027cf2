package incharge.reporting.snapshot;

import incharge.reporting.slots.SlotArray;
import incharge.reporting.slots.SlotOrder;
import incharge.reporting.slots.SlotSet;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/** The entities of one kind, by slot, by id and in the order of their names. Immutable except for the shared slots. */
public final class Table<T extends Named> {

    /** The order is made anew when more than one of that many entities is touched; that is cheaper than each path. */
    private static final int MADE_ANEW = 32;

    private final IdSlots slots;
    private final SlotArray<T> bySlot;
    private final SlotOrder order;

    private Table(IdSlots slots, SlotArray<T> bySlot, SlotOrder order) {
        this.slots = slots;
        this.bySlot = bySlot;
        this.order = order;
    }

    static <T extends Named> Table<T> empty() {
        return new Table<>(new IdSlots(), SlotArray.empty(), SlotOrder.EMPTY);
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
        return new Ordered(order);
    }

    /** Returns the slots of all entities in order. */
    public SlotOrder order() {
        return order;
    }

    public int size() {
        return order.size();
    }

    /** Returns what is the same for all tables that followed on one another, and for no other ones. */
    Object kind() {
        return slots;
    }

    /** Returns the entities of these slots in their order. */
    public List<T> inOrder(SlotOrder slots) {
        return new Ordered(slots);
    }

    /** Returns a number that is larger than every slot. */
    public int slots() {
        return slots.size();
    }

    /** Names the slots whose entities another table of the same slots has not, or has others. */
    public void differences(Table<T> other, IntConsumer slot) {
        bySlot.differences(other.bySlot, slot);
    }

    Editor<T> edit() {
        return new Editor<>(this);
    }

    private final class Ordered extends AbstractList<T> implements RandomAccess {
        private final SlotOrder order;

        private Ordered(SlotOrder order) {
            this.order = order;
        }

        @Override
        public T get(int index) {
            return bySlot.at(order.at(index));
        }

        @Override
        public int size() {
            return order.size();
        }
    }

    /** Makes the next table; used by one thread and once. */
    static final class Editor<T extends Named> {
        private final Table<T> before;
        private final SlotArray.Editor<T> bySlot;
        private final SlotSet.Editor touched = SlotSet.EMPTY.edit();
        private SlotSet changed = SlotSet.EMPTY;

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

        /** Returns the slots whose entities are others, or at other places, than before. */
        SlotSet changed() {
            return changed;
        }

        Table<T> done() {
            changed = touched.done();
            return changed.isEmpty() ? before : new Table<>(before.slots, bySlot.done(), order());
        }

        private SlotOrder order() {
            SlotSet moved = changed.where(slot -> !sameKey(before.at(slot), bySlot.at(slot)));
            if (moved.size() > before.size() / MADE_ANEW) {
                return merged(moved);
            }
            SlotOrder[] order = {before.order};
            moved.forEach(slot -> {
                T old = before.at(slot);
                if (old != null) {
                    order[0] = order[0].without(slot, other -> Named.ORDER.compare(before.at(other), old) < 0);
                }
            });
            moved.forEach(slot -> {
                T entity = bySlot.at(slot);
                if (entity != null) {
                    order[0] = order[0].with(slot, other -> Named.ORDER.compare(bySlot.at(other), entity) < 0);
                }
            });
            return order[0];
        }

        private static boolean sameKey(Named one, Named other) {
            return one != null && other != null && one.text().equals(other.text());
        }

        /** Removes the moved entities from the order and merges them in again, in one pass. */
        private SlotOrder merged(SlotSet moved) {
            var entities = new ArrayList<Named>(moved.size());
            moved.forEach(slot -> {
                if (bySlot.at(slot) != null) {
                    entities.add(bySlot.at(slot));
                }
            });
            entities.sort(Named.ORDER);
            int[] slots = entities.stream().mapToInt(Named::slot).toArray();
            var merged = new Merge(new int[before.size() + slots.length], slots, bySlot::at);
            before.order.walk(0, slot -> {
                if (!moved.contains(slot)) {
                    merged.keep(slot);
                }
                return true;
            });
            return SlotOrder.of(merged.all());
        }
    }

    /** Merges slots in order into others that come in order. */
    private static final class Merge {
        private final int[] all;
        private final int[] moved;
        private final IntFunction<Named> entity;
        private int filled;
        private int next;

        Merge(int[] all, int[] moved, IntFunction<Named> entity) {
            this.all = all;
            this.moved = moved;
            this.entity = entity;
        }

        void keep(int slot) {
            while (next < moved.length && Named.ORDER.compare(entity.apply(moved[next]), entity.apply(slot)) < 0) {
                all[filled++] = moved[next++];
            }
            all[filled++] = slot;
        }

        int[] all() {
            while (next < moved.length) {
                all[filled++] = moved[next++];
            }
            return Arrays.copyOf(all, filled);
        }
    }
}
