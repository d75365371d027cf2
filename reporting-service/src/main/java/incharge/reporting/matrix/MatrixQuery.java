package incharge.reporting.matrix;

import incharge.reporting.answers.Tally;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Role;
import java.util.Set;
import java.util.UUID;

/**
 * What a matrix shows.
 *
 * @param shown chooses the rows and the responsibilities; its employees are the columns or, by role, are in the cells
 * @param collation the order of rows, of columns, and within cells
 */
record MatrixQuery(boolean byRole, Tally.Query shown, Rows rows, Collation collation) {

    /** Which of the chosen rows have a place in the matrix. */
    enum Rows {
        ALL,
        /** Those in which something is shown. */
        SET,
        /** Those in which nothing is shown. */
        EMPTY
    }

    boolean showsRole(Role role) {
        Set<UUID> wanted = role.ofProjects() ? shown.projectRoles() : shown.customerRoles();
        return wanted.isEmpty() || wanted.contains(role.id());
    }
}
