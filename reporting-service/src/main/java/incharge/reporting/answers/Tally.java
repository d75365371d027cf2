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

/**
 * The numbers of shown responsibilities over all rows of a view, by employee and by role, and by their states.
 * Immutable once made.
 */
public final class Tally {

    /** So few customers are counted at each request: that costs less than to keep their numbers. */
    static final int COUNTED_EACH_TIME = 2_000;

    /**
     * Numbers of responsibilities.
     *
     * @param shown all that the period shows
     * @param current those of them that are in force
     * @param coming those of them that begin later
     */
    public record Numbers(int shown, int current, int coming) {

        public static final Numbers NONE = new Numbers(0, 0, 0);

        Numbers plus(Numbers other) {
            return new Numbers(shown + other.shown, current + other.current, coming + other.coming);
        }
    }

    /**
     * What is counted.
     *
     * @param employees whose responsibilities are counted
     */
    public record Query(
            RowFilter rows, Period period, Set<UUID> customerRoles, Set<UUID> projectRoles, EmployeeFilter employees) {

        /** Returns what chooses the same rows and counts everything in them. */
        public Query ofAnything() {
            return new Query(rows, Period.EVER, Set.of(), Set.of(), EmployeeFilter.ANYBODY);
        }

        /** Returns the customers in whose rows something is shown, and perhaps some others. */
        public SlotSet concerned(Snapshot snapshot, Visibility visibility) {
            return withRoles(snapshot, employees.concerned(snapshot, rows.of(snapshot, visibility)));
        }

        /** Returns whether untouched customers are shown in both snapshots alike. */
        public boolean dependsOnCustomersAlone(Visibility visibility, Snapshot then, Snapshot now) {
            return rows.customers().dependsOnCustomersAlone(visibility, then, now)
                    && employees.dependsOnCustomersAlone(then, now)
                    && ((customerRoles.isEmpty() && projectRoles.isEmpty()) || then.roles() == now.roles());
        }

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
            if (customerRoles.isEmpty() || (rows.showsProjects() && projectRoles.isEmpty())) {
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
            return new Query(rows, period, customerRoles, projectRoles, EmployeeFilter.ANYBODY);
        }
    }

    /** The numbers of one after the other: all, current ones, coming ones. */
    private static final int STATES = 3;

    private final int[] ofEmployee;
    /** The first ones are those without a role. */
    private final int[] ofRole;

    private Tally(int[] ofEmployee, int[] ofRole) {
        this.ofEmployee = ofEmployee;
        this.ofRole = ofRole;
    }

    /** Returns the numbers of no responsibility. */
    public static Tally none(Snapshot snapshot) {
        return new Tally(
                new int[STATES * snapshot.employees().slots()],
                new int[STATES * (1 + snapshot.roles().slots())]);
    }

    private Tally copiedTo(Snapshot now) {
        return new Tally(
                Arrays.copyOf(ofEmployee, STATES * now.employees().slots()),
                Arrays.copyOf(ofRole, STATES * (1 + now.roles().slots())));
    }

    private static Numbers numbers(int[] all, int index) {
        int at = STATES * index;
        return at < all.length ? new Numbers(all[at], all[at + 1], all[at + 2]) : Numbers.NONE;
    }

    /** Returns the numbers of an employee, by slot. */
    public Numbers ofEmployee(int employee) {
        return numbers(ofEmployee, employee);
    }

    /** Returns the numbers of a role, by slot. */
    public Numbers ofRole(int role) {
        return numbers(ofRole, 1 + role);
    }

    /** Returns the numbers without a role that exists in the snapshot. */
    public Numbers withoutRole(Snapshot snapshot) {
        Numbers without = numbers(ofRole, 0);
        for (int role = 0; STATES * (1 + role) < ofRole.length; role++) {
            if (snapshot.roles().at(role) == null) {
                without = without.plus(ofRole(role));
            }
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
        SlotSet concerned = query.concerned(view.snapshot(), view.visibility());
        return concerned.size() <= COUNTED_EACH_TIME ? counting.of(view.snapshot(), concerned) : kept(view, kept);
    }

    /** Equal ones share the numbers. */
    private record Counting(Query query, Visibility visibility) implements Derivation<Tally> {

        @Override
        public Tally of(Snapshot snapshot) {
            return of(snapshot, query.concerned(snapshot, visibility));
        }

        Tally of(Snapshot snapshot, SlotSet concerned) {
            var counter = new Counter(Tally.none(snapshot), snapshot, query);
            concerned.forEach(slot -> counter.count(slot, 1));
            return counter.tally;
        }

        @Override
        public boolean dependsOnCustomersAlone(Snapshot then, Snapshot now) {
            return query.dependsOnCustomersAlone(visibility, then, now);
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
                if (customer != null && query.rows().customers().shows(counter.snapshot, visibility, customer)) {
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
                    : slots(tally.ofEmployee.length / STATES, query.employees().of(snapshot));
            this.customerRoles = roles(query.customerRoles());
            this.projectRoles = roles(query.projectRoles());
        }

        private boolean[] roles(Set<UUID> wanted) {
            return wanted.isEmpty()
                    ? null
                    : slots(
                            tally.ofRole.length / STATES,
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
            if (query.rows().shows(snapshot.customers().at(customer))) {
                count(snapshot.ofCustomer(customer), customerRoles, times);
            }
            if (query.rows().showsProjects()) {
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
                    add(tally.ofEmployee, employee, all, index, times);
                    add(tally.ofRole, 1 + role, all, index, times);
                }
            }
        }

        private void add(int[] numbers, int number, Responsibilities all, int index, int times) {
            int at = STATES * number;
            numbers[at] += times;
            if (query.period().isCurrent(all.from(index), all.to(index))) {
                numbers[at + 1] += times;
            } else if (query.period().isComing(all.from(index), all.to(index))) {
                numbers[at + 2] += times;
            }
        }
    }
}
