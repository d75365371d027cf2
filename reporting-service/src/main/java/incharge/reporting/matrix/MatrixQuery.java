package incharge.reporting.matrix;

import incharge.reporting.answers.CustomerFilter;
import incharge.reporting.answers.Period;
import incharge.reporting.snapshot.Responsibility;
import incharge.reporting.snapshot.Role;
import incharge.reporting.snapshot.Snapshot;
import java.util.Set;
import java.util.UUID;

/**
 * What a matrix shows. {@code rows} choose rows; teams, employees and seller choose columns; the roles choose which
 * responsibilities are shown. An empty filter does not choose.
 *
 * @param projects whether a customer's row is followed by its projects'
 */
public record MatrixQuery(
        boolean byRole,
        boolean projects,
        CustomerFilter rows,
        Set<UUID> teams,
        Set<UUID> employees,
        Set<Boolean> seller,
        Set<UUID> customerRoles,
        Set<UUID> projectRoles,
        Period period) {

    boolean showsRole(Snapshot snapshot, Responsibility responsibility, boolean ofProject) {
        Set<UUID> wanted = ofProject ? projectRoles : customerRoles;
        return wanted.isEmpty() || isIn(wanted, snapshot.roles().at(responsibility.role()));
    }

    boolean showsRole(Role role) {
        Set<UUID> wanted = role.ofProjects() ? projectRoles : customerRoles;
        return wanted.isEmpty() || wanted.contains(role.id());
    }

    private static boolean isIn(Set<UUID> wanted, Role role) {
        return role != null && wanted.contains(role.id());
    }
}
