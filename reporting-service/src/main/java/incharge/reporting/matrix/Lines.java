package incharge.reporting.matrix;

import incharge.reporting.answers.Download;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.answers.SortKeys;
import incharge.reporting.slots.SlotCounts;
import incharge.reporting.slots.SlotOrder;
import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Derivation;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Sorting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The rows of a matrix of one snapshot in their order. Any row is found by its number at the same cost. */
final class Lines {

    private final Snapshot snapshot;
    private final Collation collation;
    private final CustomerLines lines;
    private final Places places;

    /**
     * The places of the rows.
     *
     * @param all the numbers of each customer's rows
     * @param own the numbers of each customer's rows that are not those of projects
     */
    private record Places(SlotCounts all, SlotCounts own) {

        static Places of(CustomerLines lines, SlotOrder order, CustomerLines.Choice choice) {
            SlotCounts all = SlotCounts.of(order, lines::count);
            return new Places(all, choice.showsProjects() ? SlotCounts.of(order, lines::countOwn) : all);
        }
    }

    Lines(SnapshotView view, MatrixQuery query) {
        var choice = CustomerLines.Choice.of(query, view.visibility());
        this.snapshot = view.snapshot();
        this.collation = query.collation();
        this.lines = new CustomerLines(choice, snapshot);
        this.places = places(choice);
    }

    /** Few customers are sorted and counted at each request: that costs less than to keep their places. */
    private Places places(CustomerLines.Choice choice) {
        SlotSet customers = lines.customers();
        if ((long) customers.size() * customers.size() > snapshot.customers().size()) {
            var keeping = new Keeping(choice);
            return snapshot.derive(keeping, keeping);
        }
        var found = new ArrayList<Customer>(customers.size());
        customers.forEach(slot -> found.add(snapshot.customers().at(slot)));
        int[] sorted = collation.sorted(found).stream().mapToInt(Customer::slot).toArray();
        return Places.of(lines, SlotOrder.of(sorted), choice);
    }

    /** Keeps the places of many customers' rows. */
    private record Keeping(CustomerLines.Choice choice) implements Derivation<Places> {

        @Override
        public Places of(Snapshot snapshot) {
            return Places.of(new CustomerLines(choice, snapshot), order(snapshot), choice);
        }

        private SlotOrder order(Snapshot snapshot) {
            return Sorting.byName(snapshot, Snapshot::customers, choice.collation());
        }

        @Override
        public boolean dependsOnCustomersAlone(Snapshot then, Snapshot now) {
            return choice.shown().dependsOnCustomersAlone(choice.visibility(), then, now);
        }

        @Override
        public Places next(Places value, Snapshot then, Snapshot now, int[] touched) {
            if (touched.length > value.all().leaves() / 2) {
                return of(now);
            }
            SlotOrder order = order(now);
            int[] ranks = Arrays.stream(touched)
                    .mapToObj(now.customers()::at)
                    .filter(Objects::nonNull)
                    .mapToInt(customer -> rank(now, order, customer))
                    .toArray();
            var lines = new CustomerLines(choice, now);
            SlotCounts all = value.all().next(order, ranks, lines::count);
            return new Places(all, choice.showsProjects() ? value.own().next(order, ranks, lines::countOwn) : all);
        }

        private int rank(Snapshot now, SlotOrder order, Customer customer) {
            return order.rank(
                    other -> choice.collation().order().compare(now.customers().at(other), customer) < 0);
        }
    }

    /** Returns the number of rows. */
    int total() {
        return places.all().total();
    }

    /** Returns the number of rows that are not those of projects. */
    int ofCustomers() {
        return places.own().total();
    }

    /** Returns the rows from a number on, counted from 0. */
    List<Line> page(long from, int limit) {
        var page = new ArrayList<Line>(limit);
        if (from < total() && limit > 0) {
            walk((int) from, line -> {
                page.add(line);
                return page.size() < limit;
            });
        }
        return page;
    }

    /** Names the rows from a number on, counted from 0, as long as {@code more} returns true. */
    void walk(int from, Predicate<Line> more) {
        places.all().walk(from, lines::count, (slot, skipped) -> {
            List<Line> all = lines.of(snapshot.customers().at(slot));
            for (Line line : all.subList(skipped, all.size())) {
                if (!more.test(line)) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Writes all rows in order. */
    void writeTo(Download.Row<Line> row) throws IOException {
        for (int slot : customersInOrder()) {
            for (Line line : lines.of(snapshot.customers().at(slot))) {
                row.write(line);
            }
        }
    }

    private int[] customersInOrder() {
        var slots = IntStream.builder();
        places.all().walk(0, lines::count, (slot, _) -> {
            slots.add(slot);
            return true;
        });
        return slots.build().toArray();
    }

    /** Returns the number of rows up to the place of a key; the row of that key may have gone. */
    int upTo(String key) {
        SlotOrder order = places.all().order();
        String first = SortKeys.ofFirst(key);
        int rank =
                order.rank(slot -> collation.key(snapshot.customers().at(slot)).compareTo(first) < 0);
        int before = places.all().before(rank, lines::count);
        if (rank == order.size()) {
            return before;
        }
        Customer customer = snapshot.customers().at(order.at(rank));
        return before
                + (int) lines.of(customer).stream()
                        .filter(line -> line.key(collation).compareTo(key) <= 0)
                        .count();
    }
}
