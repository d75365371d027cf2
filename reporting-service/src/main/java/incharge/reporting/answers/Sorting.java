package incharge.reporting.answers;

import incharge.reporting.slots.SlotOrder;
import incharge.reporting.snapshot.Derivation;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Keeps all customers or all projects in an order; what changes is put at its new place.
 *
 * @param key of an entity of a snapshot; different for each entity
 * @param touched returns the slots of a touched customer's entities in a snapshot
 */
public record Sorting<T extends Named>(
        Function<Snapshot, Table<T>> table,
        BiFunction<Snapshot, T, String> key,
        BiFunction<Snapshot, Integer, IntStream> touched)
        implements Derivation<SlotOrder> {

    private record Keyed(String key, int slot) {}

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
        int[] moved = Arrays.stream(customers)
                .flatMap(customer -> IntStream.concat(touched.apply(then, customer), touched.apply(now, customer)))
                .distinct()
                .filter(slot -> !Objects.equals(key(then, slot), key(now, slot)))
                .toArray();
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

    private String key(Snapshot snapshot, int slot) {
        T entity = table.apply(snapshot).at(slot);
        return entity == null ? null : key.apply(snapshot, entity);
    }
}
