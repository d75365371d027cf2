package incharge.reporting.matrix;

import incharge.reporting.answers.SortKeys;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Responsibilities;
import incharge.reporting.snapshot.Snapshot;

/**
 * A row of the matrix.
 *
 * @param project null for the customer's own row
 */
record Line(Customer customer, Project project) {

    /** Returns a text that compares in the order of the rows; it begins with the customer's key. */
    String key(Collation collation) {
        return project == null
                ? collation.key(customer)
                : collation.key(customer) + SortKeys.PART + collation.key(project);
    }

    Responsibilities responsibilities(Snapshot snapshot) {
        return project == null ? snapshot.of(customer) : snapshot.of(project);
    }
}
