package incharge.reporting.snapshot;

import incharge.reporting.slots.SlotOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Keeps all entities of a table in an order; what changes is put at its new place.
 *
 * @param key of an entity of a snapshot; different for each entity
 * @param byRelations whether the table is that of the customers and the key depends on what belongs to a customer too
 */
public record Sorting<T extends Named>(
        Function<Snapshot, Table<T>> table, BiFunction<Snapshot, T, String> key, boolean byRelations)
        implements Derivation<SlotOrder> {

    /** The order is made anew when more than one of that many entities moves; that is cheaper than each path. */
    private static final int MADE_ANEW = 32;

    private record Keyed(String key, int slot) {}

    private record NamesKey(Object kind, Collation collation) {}

    /** Returns the slots of all entities of a table in the order of their names. */
    public static <T extends Named> SlotOrder byName(
            Snapshot snapshot, Function<Snapshot, Table<T>> table, Collation collation) {
        var sorting = new Sorting<>(table, (_, entity) -> collation.key(entity), false);
        return snapshot.derive(new NamesKey(table.apply(snapshot).kind(), collation), sorting);
    }

    @Override
    public SlotOrder of(Snapshot snapshot) {
        Table<T> all = table.apply(snapshot);
        var keyed = new ArrayList<Keyed>(all.size());
        all.inOrder().forEach(entity -> keyed.add(new Keyed(key.apply(snapshot, entity), entity.slot())));
        keyed.sort(Comparator.comparing(Keyed::key));
        return SlotOrder.of(keyed.stream().mapToInt(Keyed::slot).toArray());
    }

    @Override
    public boolean dependsOnCustomersAlone(Snapshot then, Snapshot now) {
        return true;
    }

    @Override
    public SlotOrder next(SlotOrder value, Snapshot then, Snapshot now, int[] customers) {
        int[] moved = moved(then, now, customers);
        if (moved.length > value.size() / MADE_ANEW) {
            return of(now);
        }
        SlotOrder next = value;
        for (int slot : moved) {
            String old = key(then, slot);
            if (old != null) {
                next = next.without(slot, other -> key(then, other).compareTo(old) < 0);
            }
        }
        for (int slot : moved) {
            String fresh = key(now, slot);
            if (fresh != null) {
                next = next.with(slot, other -> key(now, other).compareTo(fresh) < 0);
            }
        }
        return next;
    }

    private int[] moved(Snapshot then, Snapshot now, int[] customers) {
        var slots = IntStream.builder();
        table.apply(now).differences(table.apply(then), slots);
        if (byRelations) {
            Arrays.stream(customers).forEach(slots);
        }
        return slots.build()
                .distinct()
                .filter(slot -> !Objects.equals(key(then, slot), key(now, slot)))
                .toArray();
    }

    private String key(Snapshot snapshot, int slot) {
        T entity = table.apply(snapshot).at(slot);
        return entity == null ? null : key.apply(snapshot, entity);
    }
}
