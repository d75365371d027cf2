package incharge.reporting.answers;

import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Derivation;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Responsibilities;
import incharge.reporting.snapshot.Responsibility;
import incharge.reporting.snapshot.Role;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Visibility;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** The numbers of shown responsibilities over all rows of a view, by employee and by role. Immutable once made. */
public final class Tally {

    /** So few customers are counted at each request: that costs less than to keep their numbers. */
    static final int COUNTED_EACH_TIME = 2_000;

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

        private Query ofAnybody() {
            return new Query(rows, projects, period, customerRoles, projectRoles, EmployeeFilter.ANYBODY);
        }
    }

    private final int[] ofEmployee;
    private final int[] ofRole;
    private int withoutRole;

    private Tally(int[] ofEmployee, int[] ofRole, int withoutRole) {
        this.ofEmployee = ofEmployee;
        this.ofRole = ofRole;
        this.withoutRole = withoutRole;
    }

    private static Tally none(Snapshot snapshot) {
        return new Tally(
                new int[snapshot.employees().slots()], new int[snapshot.roles().slots()], 0);
    }

    private Tally copiedTo(Snapshot now) {
        return new Tally(
                Arrays.copyOf(ofEmployee, now.employees().slots()),
                Arrays.copyOf(ofRole, now.roles().slots()),
                withoutRole);
    }

    /** Returns the number of an employee, by slot. */
    public int ofEmployee(int employee) {
        return employee < ofEmployee.length ? ofEmployee[employee] : 0;
    }

    /** Returns the number of a role, by slot. */
    public int ofRole(int role) {
        return role < ofRole.length ? ofRole[role] : 0;
    }

    /** Returns the number without a role that exists in the snapshot. */
    public int withoutRole(Snapshot snapshot) {
        int without = withoutRole;
        for (int role = 0; role < ofRole.length; role++) {
            without += ofRole[role] != 0 && snapshot.roles().at(role) == null ? ofRole[role] : 0;
        }
        return without;
    }

    /** Counts by employee. Numbers of employees who are not chosen mean nothing. */
    public static Tally byEmployee(SnapshotView view, Query query) {
        Query ofAnybody = query.ofAnybody();
        return view.snapshot().isDerived(new Counting(ofAnybody, view.visibility()))
                ? kept(view, ofAnybody)
                : counted(view, query, ofAnybody);
    }

    /** Brings the numbers up to date that were kept since the last call. */
    static Tally kept(SnapshotView view, Query query) {
        var counting = new Counting(query, view.visibility());
        return view.snapshot().derive(counting, counting);
    }

    /** Counts the responsibilities of the chosen employees by role. */
    public static Tally byRole(SnapshotView view, Query query) {
        return counted(view, query, query);
    }

    /** Reads the concerned customers alone when they are few. Else the numbers are kept for the next request. */
    private static Tally counted(SnapshotView view, Query query, Query kept) {
        var counting = new Counting(query, view.visibility());
        SlotSet concerned = counting.concerned(view.snapshot());
        return concerned.size() <= COUNTED_EACH_TIME ? counting.of(view.snapshot(), concerned) : kept(view, kept);
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
            return of(snapshot, concerned(snapshot));
        }

        Tally of(Snapshot snapshot, SlotSet concerned) {
            var counter = new Counter(Tally.none(snapshot), snapshot, query);
            concerned.forEach(slot -> counter.count(slot, 1));
            return counter.tally;
        }

        @Override
        public boolean dependsOnCustomersAlone(Snapshot then, Snapshot now) {
            return query.rows().dependsOnCustomersAlone(visibility, then, now)
                    && query.employees().dependsOnCustomersAlone(then, now)
                    && ((query.customerRoles().isEmpty() && query.projectRoles().isEmpty())
                            || then.roles() == now.roles());
        }

        @Override
        public Tally next(Tally value, Snapshot then, Snapshot now, int[] touched) {
            Tally tally = value.copiedTo(now);
            count(new Counter(tally, then, query), touched, -1);
            count(new Counter(tally, now, query), touched, 1);
            return tally;
        }

        private void count(Counter counter, int[] touched, int times) {
            for (int slot : touched) {
                Customer customer = counter.snapshot.customers().at(slot);
                if (customer != null && query.rows().shows(counter.snapshot, visibility, customer)) {
                    counter.count(slot, times);
                }
            }
        }
    }

    /** Counts customers of one snapshot. What the query names by id is looked up once. */
    private static final class Counter {
        private final Tally tally;
        private final Snapshot snapshot;
        private final Query query;
        /** By slot; null when all are counted. */
        private final boolean[] employees;

        private final boolean[] customerRoles;
        private final boolean[] projectRoles;

        Counter(Tally tally, Snapshot snapshot, Query query) {
            this.tally = tally;
            this.snapshot = snapshot;
            this.query = query;
            this.employees = query.employees().equals(EmployeeFilter.ANYBODY)
                    ? null
                    : slots(tally.ofEmployee.length, query.employees().of(snapshot));
            this.customerRoles = roles(query.customerRoles());
            this.projectRoles = roles(query.projectRoles());
        }

        private boolean[] roles(Set<UUID> wanted) {
            return wanted.isEmpty()
                    ? null
                    : slots(
                            tally.ofRole.length,
                            wanted.stream()
                                    .map(snapshot.roles()::find)
                                    .filter(Objects::nonNull)
                                    .toList());
        }

        private static boolean[] slots(int length, List<? extends Named> wanted) {
            var slots = new boolean[length];
            wanted.forEach(entity -> slots[entity.slot()] = true);
            return slots;
        }

        void count(int customer, int times) {
            count(snapshot.ofCustomer(customer), customerRoles, times);
            if (query.projects()) {
                for (Project project : snapshot.projectsOf(customer)) {
                    if (query.rows().shows(project)) {
                        count(snapshot.of(project), projectRoles, times);
                    }
                }
            }
        }

        private void count(Responsibilities all, boolean[] roles, int times) {
            for (int index = 0; index < all.size(); index++) {
                int employee = all.employee(index);
                int role = all.role(index);
                if ((employees == null || employees[employee])
                        && (roles == null || (role >= 0 && roles[role]))
                        && query.period().shows(all.from(index), all.to(index))) {
                    tally.ofEmployee[employee] += times;
                    if (role < 0) {
                        tally.withoutRole += times;
                    } else {
                        tally.ofRole[role] += times;
                    }
                }
            }
        }
    }
}
