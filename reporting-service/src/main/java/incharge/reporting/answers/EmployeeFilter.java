package incharge.reporting.answers;

import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Employee;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Sorting;
import incharge.reporting.snapshot.Team;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Which employees a view shows. Values of one filter are alternatives; an empty filter does not choose. */
public record EmployeeFilter(Set<UUID> employees, Set<UUID> teams, Set<Boolean> seller) {

    public static final EmployeeFilter ANYBODY = new EmployeeFilter(Set.of(), Set.of(), Set.of());

    private static final int FEW = 64;

    /** Returns the chosen employees, in any order. */
    public List<Employee> of(Snapshot snapshot) {
        return snapshot.remember(this, () -> chosen(snapshot, among(snapshot)));
    }

    private record InOrderCacheKey(EmployeeFilter filter, Collation collation) {}

    /** Returns the chosen employees in the order of their names. */
    public List<Employee> of(Snapshot snapshot, Collation collation) {
        return snapshot.remember(
                new InOrderCacheKey(this, collation),
                () -> chosen(
                        snapshot,
                        employees.isEmpty()
                                ? snapshot.employees().inOrder(Sorting.byName(snapshot, Snapshot::employees, collation))
                                : collation.sorted(among(snapshot))));
    }

    private List<Employee> among(Snapshot snapshot) {
        return employees.isEmpty()
                ? snapshot.employees().inOrder()
                : employees.stream()
                        .map(snapshot.employees()::find)
                        .filter(Objects::nonNull)
                        .toList();
    }

    private List<Employee> chosen(Snapshot snapshot, List<Employee> among) {
        return among.stream().filter(employee -> isChosen(snapshot, employee)).toList();
    }

    /** @param employee null is never chosen */
    public boolean isChosen(Snapshot snapshot, Employee employee) {
        if (employee == null
                || (!employees.isEmpty() && !employees.contains(employee.id()))
                || (!seller.isEmpty() && !seller.contains(employee.seller()))) {
            return false;
        }
        Team team = snapshot.teamOf(employee);
        return teams.isEmpty() || (team != null && teams.contains(team.id()));
    }

    /**
     * Returns those of the customers with a responsibility, of any time, of a chosen employee. Returns all of them when
     * many employees are chosen, since these are responsible for most.
     */
    public SlotSet concerned(Snapshot snapshot, SlotSet among) {
        if (equals(ANYBODY)) {
            return among;
        }
        List<Employee> chosen = of(snapshot);
        if (chosen.size() > FEW) {
            return among;
        }
        SlotSet customers = SlotSet.EMPTY;
        for (Employee employee : chosen) {
            customers = customers.or(snapshot.customerIndex().byEmployee().of(employee.slot()));
        }
        return customers.and(among);
    }

    /** Returns whether the same employees are chosen from both snapshots. */
    boolean dependsOnCustomersAlone(Snapshot then, Snapshot now) {
        return (teams.isEmpty() && seller.isEmpty())
                || (then.employees() == now.employees() && then.teams() == now.teams());
    }
}
