package incharge.reporting.matrix;

import incharge.reporting.answers.RowFilter;
import incharge.reporting.answers.Tally;
import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Responsibility;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Visibility;
import java.util.ArrayList;
import java.util.List;

/** Finds the rows of single customers in one snapshot: the customer's own, then those of its projects. */
final class CustomerLines {

    /**
     * What decides about the rows. Where all rows have a place, it holds nothing that chooses cells, so that matrices
     * with the same rows share their places.
     */
    record Choice(Tally.Query shown, MatrixQuery.Rows rows, Collation collation, Visibility visibility) {

        static Choice of(MatrixQuery query, Visibility visibility) {
            Tally.Query shown =
                    query.rows() == MatrixQuery.Rows.ALL ? query.shown().ofAnything() : query.shown();
            return new Choice(shown, query.rows(), query.collation(), visibility);
        }

        boolean showsProjects() {
            return shown.rows().showsProjects();
        }
    }

    private final Choice choice;
    private final Snapshot snapshot;
    /** Those that may have rows. */
    private final SlotSet customers;

    CustomerLines(Choice choice, Snapshot snapshot) {
        this.choice = choice;
        this.snapshot = snapshot;
        this.customers = choice.rows() == MatrixQuery.Rows.SET
                ? choice.shown().concerned(snapshot, choice.visibility())
                : choice.shown().rows().of(snapshot, choice.visibility());
    }

    /** Returns the customers that may have rows. */
    SlotSet customers() {
        return customers;
    }

    /** Returns the rows of a customer in order. */
    List<Line> of(Customer customer) {
        if (!customers.contains(customer.slot())) {
            return List.of();
        }
        var lines = new ArrayList<Line>();
        var own = new Line(customer, null);
        if (hasPlace(own)) {
            lines.add(own);
        }
        if (choice.showsProjects()) {
            var projects = new ArrayList<Project>();
            for (Project project : snapshot.projectsOf(customer)) {
                if (hasPlace(new Line(customer, project))) {
                    projects.add(project);
                }
            }
            choice.collation().sorted(projects).forEach(project -> lines.add(new Line(customer, project)));
        }
        return lines;
    }

    /** Returns the number of rows of a customer, by slot. */
    int count(int slot) {
        if (!customers.contains(slot)) {
            return 0;
        }
        int count = countOwn(slot);
        if (choice.showsProjects()) {
            Customer customer = snapshot.customers().at(slot);
            for (Project project : snapshot.projectsOf(slot)) {
                count += hasPlace(new Line(customer, project)) ? 1 : 0;
            }
        }
        return count;
    }

    /** Returns the number of rows of a customer that are not those of projects, by slot. */
    int countOwn(int slot) {
        return customers.contains(slot)
                        && hasPlace(new Line(snapshot.customers().at(slot), null))
                ? 1
                : 0;
    }

    /** @param line of one of the customers */
    private boolean hasPlace(Line line) {
        RowFilter rows = choice.shown().rows();
        boolean chosen = line.project() == null ? rows.shows(line.customer()) : rows.shows(line.project());
        return chosen
                && switch (choice.rows()) {
                    case ALL -> true;
                    case SET -> isSet(line);
                    case EMPTY -> !isSet(line);
                };
    }

    private boolean isSet(Line line) {
        for (Responsibility responsibility : line.responsibilities(snapshot)) {
            if (choice.shown().shows(snapshot, responsibility, line.project())) {
                return true;
            }
        }
        return false;
    }
}
