package incharge.reporting.answers;

import incharge.reporting.slots.SlotOrder;
import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Sorting;
import incharge.reporting.snapshot.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The entities of a table that a view shows.
 *
 * @param slots of the entities
 */
public record Selection<T extends Named>(Table<T> table, SlotSet slots) {

    /**
     * An order of all entities of a table.
     *
     * @param key compares as the order does; a cursor carries it
     */
    public record Order<T extends Named>(SlotOrder slots, Comparator<? super T> comparator, Function<T, String> key) {

        /** Returns the order of the names in a language. */
        public static <T extends Named> Order<T> ofNames(
                Snapshot snapshot, Function<Snapshot, Table<T>> table, Collation collation) {
            return new Order<>(Sorting.byName(snapshot, table, collation), collation.order(), collation::key);
        }

        /** Returns the order of the keys. */
        public static <T extends Named> Order<T> of(SlotOrder slots, Function<T, String> key) {
            return new Order<>(slots, Comparator.comparing(key), key);
        }
    }

    public int size() {
        return slots.size();
    }

    /**
     * Names the entities in order as long as {@code more} returns true. Few are sorted, many are met while the order is
     * walked: either costs far less than reading all.
     *
     * @param first the key to begin with; null for the first entity
     */
    private void walk(Order<T> order, String first, Predicate<T> more) {
        int rank = first == null
                ? 0
                : order.slots().rank(slot -> order.key().apply(table.at(slot)).compareTo(first) < 0);
        if ((long) size() * size() <= order.slots().size()) {
            walkSorted(order, rank, more);
        } else {
            order.slots().walk(rank, slot -> !slots.contains(slot) || more.test(table.at(slot)));
        }
    }

    private void walkSorted(Order<T> order, int rank, Predicate<T> more) {
        if (rank == order.slots().size()) {
            return;
        }
        T from = table.at(order.slots().at(rank));
        var sorted = new ArrayList<T>(size());
        slots.forEach(slot -> {
            T entity = table.at(slot);
            if (order.comparator().compare(entity, from) >= 0) {
                sorted.add(entity);
            }
        });
        sorted.sort(order.comparator());
        for (T entity : sorted) {
            if (!more.test(entity)) {
                return;
            }
        }
    }

    /** Returns all entities in order. */
    public List<T> inOrder(Order<T> order) {
        var all = new ArrayList<T>(size());
        walk(order, null, all::add);
        return all;
    }

    /**
     * Returns a page of the entities. They are found by key: those that come or go before the page neither repeat nor
     * hide one.
     *
     * @param after key of the last entity of the previous page, null for the first page
     */
    public Slice<T> page(Order<T> order, int limit, String after) {
        var found = new ArrayList<T>(limit + 1);
        walk(order, after, entity -> {
            if (after == null || order.key().apply(entity).compareTo(after) > 0) {
                found.add(entity);
            }
            return found.size() <= limit;
        });
        return found.size() <= limit
                ? new Slice<>(found, null)
                : new Slice<>(found.subList(0, limit), order.key().apply(found.get(limit - 1)));
    }
}
