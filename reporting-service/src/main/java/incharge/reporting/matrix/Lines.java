package incharge.reporting.matrix;

import incharge.reporting.answers.Download;
import incharge.reporting.answers.NumberedLines;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.slots.SlotCounts;
import incharge.reporting.slots.SlotOrder;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Derivation;
import incharge.reporting.snapshot.Snapshot;
import java.io.IOException;
import java.util.List;

/** The rows of a matrix of one snapshot in their order. Any row is found by its number at the same cost. */
final class Lines {

    private final Snapshot snapshot;
    private final CustomerLines lines;
    private final Places places;
    private final NumberedLines<Line> numbered;

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
        Collation collation = query.collation();
        this.snapshot = view.snapshot();
        this.lines = new CustomerLines(choice, snapshot);
        this.places = places(choice);
        this.numbered = new NumberedLines<>(
                snapshot, collation, places.all(), lines::count, lines::of, line -> line.key(collation));
    }

    private Places places(CustomerLines.Choice choice) {
        if (NumberedLines.few(snapshot, lines.customers())) {
            return Places.of(lines, NumberedLines.sorted(snapshot, lines.customers(), choice.collation()), choice);
        }
        var keeping = new Keeping(choice);
        return snapshot.derive(keeping, keeping);
    }

    /** Keeps the places of many customers' rows. */
    private record Keeping(CustomerLines.Choice choice) implements Derivation<Places> {

        @Override
        public Places of(Snapshot snapshot) {
            return Places.of(
                    new CustomerLines(choice, snapshot), NumberedLines.all(snapshot, choice.collation()), choice);
        }

        @Override
        public boolean dependsOnCustomersAlone(Snapshot then, Snapshot now) {
            return choice.shown().dependsOnCustomersAlone(choice.visibility(), then, now);
        }

        @Override
        public Places next(Places value, Snapshot then, Snapshot now, int[] touched) {
            var lines = new CustomerLines(choice, now);
            Collation collation = choice.collation();
            SlotCounts all = NumberedLines.next(value.all(), now, collation, touched, lines::count);
            return new Places(
                    all,
                    choice.showsProjects()
                            ? NumberedLines.next(value.own(), now, collation, touched, lines::countOwn)
                            : all);
        }
    }

    /** Returns the number of rows. */
    int total() {
        return numbered.total();
    }

    /** Returns the number of rows that are not those of projects. */
    int ofCustomers() {
        return places.own().total();
    }

    /** Returns the rows from a number on, counted from 0. */
    List<Line> page(long from, int limit) {
        return numbered.page(from, limit);
    }

    /** Writes all rows in order. */
    void writeTo(Download.Row<Line> row) throws IOException {
        numbered.writeTo(row);
    }

    /** Returns the number of rows up to the place of a key; the row of that key may have gone. */
    int upTo(String key) {
        return numbered.upTo(key);
    }
}
