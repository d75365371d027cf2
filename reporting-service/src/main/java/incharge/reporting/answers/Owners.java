package incharge.reporting.answers;

import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Employee;
import incharge.reporting.snapshot.Responsibility;
import incharge.reporting.snapshot.Role;
import incharge.reporting.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * The owners of customers: those who are responsible on the day of the view, in the role that is marked as that of the
 * owners, or without a role while none is marked.
 *
 * @param role slot of the marked role, -1 while none is
 */
public record Owners(Snapshot snapshot, int role, Period today, Collation collation) {

    public static Owners of(SnapshotView view, Collation collation) {
        Snapshot snapshot = view.snapshot();
        int marked = snapshot.roles().inOrder().stream()
                .filter(Role::owner)
                .mapToInt(Role::slot)
                .findFirst()
                .orElse(-1);
        return new Owners(snapshot, marked, Period.of(null, view.today(), view.today()), collation);
    }

    /** Returns the owners of a customer by name. */
    public List<Employee> of(Customer customer) {
        var owners = new ArrayList<Employee>();
        for (Responsibility responsibility : snapshot.of(customer)) {
            Employee employee = snapshot.employees().at(responsibility.employee());
            if (employee != null && responsibility.role() == role && today.shows(responsibility)) {
                owners.add(employee);
            }
        }
        return collation.sorted(owners);
    }
}
