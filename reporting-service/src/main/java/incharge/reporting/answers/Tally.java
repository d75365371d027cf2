package incharge.reporting.answers;

import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Derivation;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Responsibility;
import incharge.reporting.snapshot.Role;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Visibility;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

/** The numbers of shown responsibilities over all rows of a view, by employee and by role. */
public final class Tally {

    /** So few customers are counted at each request. */
    private static final int COUNTED_EACH_TIME = 500;

    /**
     * What is counted.
     *
     * @param projects whether the responsibilities for projects are counted too
     * @param employees whose responsibilities are counted
     */
    public record Query(
            CustomerFilter rows,
            boolean projects,
            Period period,
            Set<UUID> customerRoles,
            Set<UUID> projectRoles,
            EmployeeFilter employees) {

        /** @param project null for the customer's own responsibilities */
        public boolean shows(Snapshot snapshot, Responsibility responsibility, Project project) {
            return period.shows(responsibility)
                    && showsRole(snapshot, responsibility, project)
                    && employees.isChosen(snapshot, snapshot.employees().at(responsibility.employee()));
        }

        private boolean showsRole(Snapshot snapshot, Responsibility responsibility, Project project) {
            Set<UUID> wanted = project == null ? customerRoles : projectRoles;
            if (wanted.isEmpty()) {
                return true;
            }
            Role role = snapshot.roles().at(responsibility.role());
            return role != null && wanted.contains(role.id());
        }

        /** Returns those of the customers where one of the wanted roles is held at any time. */
        private SlotSet withRoles(Snapshot snapshot, SlotSet among) {
            if (customerRoles.isEmpty() || (projects && projectRoles.isEmpty())) {
                return among;
            }
            SlotSet customers = SlotSet.EMPTY;
            for (Role role : snapshot.roles().inOrder()) {
                if (customerRoles.contains(role.id()) || projectRoles.contains(role.id())) {
                    customers = customers.or(snapshot.customerIndex().byRole().of(role.slot()));
                }
            }
            return customers.and(among);
        }

        /** Returns whether a customer's project has a row. */
        public boolean showsRow(Project project) {
            return projects && (rows.archived() || !project.archived());
        }
    }

    private final int[] ofEmployee;
    private final int[] ofRole;
    private int withoutRole;

    private Tally(int[] ofEmployee, int[] ofRole) {
        this.ofEmployee = ofEmployee;
        this.ofRole = ofRole;
    }

    /** Returns the number of an employee, by slot. */
    public int ofEmployee(int employee) {
        return employee < ofEmployee.length ? ofEmployee[employee] : 0;
    }

    /** Returns the number of a role, by slot. */
    public int ofRole(int role) {
        return role < ofRole.length ? ofRole[role] : 0;
    }

    public int withoutRole() {
        return withoutRole;
    }

    /** Returns the number of all responsibilities counted. */
    public int total() {
        return Arrays.stream(ofEmployee).sum();
    }

    /**
     * Counts for a view. Only customers with a responsibility of a chosen employee are read, and when they are many,
     * the numbers are kept and changed by what changes.
     */
    public static Tally of(SnapshotView view, Query query) {
        Snapshot snapshot = view.snapshot();
        var counting = new Counting(query, view.visibility());
        return counting.concerned(snapshot).size() <= COUNTED_EACH_TIME
                ? counting.of(snapshot)
                : snapshot.derive(counting, counting);
    }

    /** Equal ones share the numbers. */
    private record Counting(Query query, Visibility visibility) implements Derivation<Tally> {

        /** Returns the customers that are counted, and perhaps some that count nothing. */
        SlotSet concerned(Snapshot snapshot) {
            SlotSet rows = query.rows().of(snapshot, visibility).slots();
            return query.withRoles(snapshot, query.employees().concerned(snapshot, rows));
        }

        @Override
        public Tally of(Snapshot snapshot) {
            var tally = new Tally(
                    new int[snapshot.employees().slots()],
                    new int[snapshot.roles().slots()]);
            concerned(snapshot)
                    .forEach(slot ->
                            tally.add(snapshot, query, snapshot.customers().at(slot), 1));
            return tally;
        }

        @Override
        public boolean dependsOnCustomersAlone(Snapshot then, Snapshot now) {
            return query.rows().dependsOnCustomersAlone(visibility, then, now)
                    && query.employees().dependsOnCustomersAlone(then, now);
        }

        @Override
        public Tally next(Tally value, Snapshot then, Snapshot now, int[] touched) {
            var tally = new Tally(
                    Arrays.copyOf(value.ofEmployee, now.employees().slots()),
                    Arrays.copyOf(value.ofRole, now.roles().slots()));
            tally.withoutRole = value.withoutRole;
            for (int slot : touched) {
                addIfShown(tally, then, slot, -1);
                addIfShown(tally, now, slot, 1);
            }
            return tally;
        }

        private void addIfShown(Tally tally, Snapshot snapshot, int slot, int times) {
            Customer customer = snapshot.customers().at(slot);
            if (customer != null && query.rows().shows(snapshot, visibility, customer)) {
                tally.add(snapshot, query, customer, times);
            }
        }
    }

    private void add(Snapshot snapshot, Query query, Customer customer, int times) {
        add(snapshot, query, null, snapshot.of(customer), times);
        if (query.projects()) {
            for (Project project : snapshot.projectsOf(customer)) {
                if (query.showsRow(project)) {
                    add(snapshot, query, project, snapshot.of(project), times);
                }
            }
        }
    }

    private void add(Snapshot snapshot, Query query, Project project, Responsibility[] responsibilities, int times) {
        for (Responsibility responsibility : responsibilities) {
            if (query.shows(snapshot, responsibility, project)) {
                ofEmployee[responsibility.employee()] += times;
                if (snapshot.roles().at(responsibility.role()) == null) {
                    withoutRole += times;
                } else {
                    ofRole[responsibility.role()] += times;
                }
            }
        }
    }
}
