package incharge.reporting.answers;

import incharge.reporting.slots.SlotOrder;
import incharge.reporting.snapshot.Folding;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Table;
import java.util.Comparator;
import java.util.function.Function;

/** The order of entities by their names. */
public final class NameOrder {

    private NameOrder() {}

    public static Comparator<Named> comparator() {
        return Named.ORDER;
    }

    /** Returns the slots of all entities of a table in order. */
    public static <T extends Named> SlotOrder slots(Snapshot snapshot, Function<Snapshot, Table<T>> table) {
        return table.apply(snapshot).order();
    }

    /** Returns a text that compares as the order does; a cursor can carry it. */
    public static String key(Named entity) {
        return Folding.fold(entity.name()) + SortKeys.PART + entity.id();
    }
}
