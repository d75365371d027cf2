package incharge.reporting.matrix;

import incharge.reporting.answers.Tally;
import incharge.reporting.snapshot.Role;
import java.util.Set;
import java.util.UUID;

/**
 * What a matrix shows.
 *
 * @param shown chooses the rows and the responsibilities; its employees are the columns or, by role, are in the cells
 */
record MatrixQuery(boolean byRole, Tally.Query shown) {

    boolean showsRole(Role role) {
        Set<UUID> wanted = role.ofProjects() ? shown.projectRoles() : shown.customerRoles();
        return wanted.isEmpty() || wanted.contains(role.id());
    }
}
