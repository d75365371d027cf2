package incharge.reporting.answers;

import incharge.reporting.slots.SlotCounts;
import incharge.reporting.slots.SlotOrder;
import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Sorting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The lines that customers stand for, by customer in the order of their names. Any line is found by its number at the
 * same cost.
 *
 * @param counts the numbers of each customer's lines
 * @param count returns the number of a customer's lines by slot
 * @param of returns a customer's lines in order
 * @param key of a line; compares in the order of the lines and begins with the customer's key
 */
public record NumberedLines<L>(
        Snapshot snapshot,
        Collation collation,
        SlotCounts counts,
        IntUnaryOperator count,
        Function<Customer, List<L>> of,
        Function<L, String> key) {

    /** Returns whether sorting and counting the customers at each request costs less than to keep their numbers. */
    public static boolean few(Snapshot snapshot, SlotSet customers) {
        return (long) customers.size() * customers.size()
                <= snapshot.customers().size();
    }

    /** Returns the order of few customers' names. */
    public static SlotOrder sorted(Snapshot snapshot, SlotSet customers, Collation collation) {
        var found = new ArrayList<Customer>(customers.size());
        customers.forEach(slot -> found.add(snapshot.customers().at(slot)));
        return SlotOrder.of(
                collation.sorted(found).stream().mapToInt(Customer::slot).toArray());
    }

    /** Returns the order of all customers' names, which is kept. */
    public static SlotOrder all(Snapshot snapshot, Collation collation) {
        return Sorting.byName(snapshot, Snapshot::customers, collation);
    }

    /** Returns the numbers of a later snapshot, where those of the touched customers may differ. */
    public static SlotCounts next(
            SlotCounts value, Snapshot now, Collation collation, int[] touched, IntUnaryOperator count) {
        SlotOrder order = all(now, collation);
        if (touched.length > value.leaves() / 2) {
            return SlotCounts.of(order, count);
        }
        int[] ranks = Arrays.stream(touched)
                .mapToObj(now.customers()::at)
                .filter(Objects::nonNull)
                .mapToInt(customer -> order.rank(
                        other -> collation.order().compare(now.customers().at(other), customer) < 0))
                .toArray();
        return value.next(order, ranks, count);
    }

    /** Returns the number of lines. */
    public int total() {
        return counts.total();
    }

    /** Returns the lines from a number on, counted from 0. */
    public List<L> page(long from, int limit) {
        var page = new ArrayList<L>(limit);
        if (from < total() && limit > 0) {
            counts.walk((int) from, count, (slot, skipped) -> {
                List<L> lines = of.apply(snapshot.customers().at(slot));
                int end = Math.min(lines.size(), skipped + limit - page.size());
                page.addAll(lines.subList(skipped, end));
                return page.size() < limit;
            });
        }
        return page;
    }

    /** Writes all lines in order. */
    public void writeTo(Download.Row<L> row) throws IOException {
        for (int slot : customersInOrder()) {
            for (L line : of.apply(snapshot.customers().at(slot))) {
                row.write(line);
            }
        }
    }

    private int[] customersInOrder() {
        var slots = IntStream.builder();
        counts.walk(0, count, (slot, _) -> {
            slots.add(slot);
            return true;
        });
        return slots.build().toArray();
    }

    /** Returns the number of lines up to the place of a key; the line of that key may have gone. */
    public int upTo(String last) {
        SlotOrder order = counts.order();
        String first = SortKeys.ofFirst(last);
        int rank =
                order.rank(slot -> collation.key(snapshot.customers().at(slot)).compareTo(first) < 0);
        int before = counts.before(rank, count);
        if (rank == order.size()) {
            return before;
        }
        Customer customer = snapshot.customers().at(order.at(rank));
        return before
                + (int) of.apply(customer).stream()
                        .filter(line -> key.apply(line).compareTo(last) <= 0)
                        .count();
    }
}
