package incharge.reporting.snapshot;

import incharge.reporting.versions.Content;
import incharge.reporting.versions.Entry.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes what comes after a snapshot: copies what changes, shares the rest. Used by one thread, then thrown away. */
final class Successor {

    private static final int[] NO_TAGS = {};

    private final Snapshot before;
    private final Table.Editor<Customer> customers;
    private final Table.Editor<Project> projects;
    private final Table.Editor<Employee> employees;
    private final Table.Editor<Role> roles;
    private final Table.Editor<Team> teams;
    private final Table.Editor<Category> categories;
    private final Table.Editor<Tag> tags;
    private final Cells.Editor<Grouping> groupings;
    private final Cells.Editor<Project[]> projectsOf;
    private final Cells.Editor<Responsibility[]> ofCustomer;
    private final Cells.Editor<Responsibility[]> ofProject;
    /** Versions of employees, in order. */
    private final List<Employee> told = new ArrayList<>();
    /** Slots of customers that may stand elsewhere now. */
    private final BitSet moved = new BitSet();

    Successor(Snapshot before) {
        this.before = before;
        customers = before.customers().edit();
        projects = before.projects().edit();
        employees = before.employees().edit();
        roles = before.roles().edit();
        teams = before.teams().edit();
        categories = before.categories().edit();
        tags = before.tags().edit();
        groupings = before.groupings().edit();
        projectsOf = before.projectsOf().edit();
        ofCustomer = before.ofCustomer().edit();
        ofProject = before.ofProject().edit();
    }

    /** Takes in a version; null is an event that made none. */
    void add(Version version) {
        if (version == null) {
            return;
        }
        boolean gone = version.gone();
        switch (version.content()) {
            case Content.Customer of -> customer(of, gone);
            case Content.Project of -> project(of);
            case Content.Team of -> put(teams, Team.of(teams.slot(of.id()), of), gone);
            case Content.Role of -> put(roles, Role.of(roles.slot(of.id()), of), gone);
            case Content.Employee of -> put(employees, told(of, gone), gone);
            case Content.Responsibility of -> responsibility(of, gone);
            case Content.Category of -> put(categories, Category.of(categories.slot(of.id()), of), gone);
            case Content.Tag of -> put(tags, Tag.of(tags.slot(of.id()), of), gone);
            case Content.Grouping of -> grouping(of);
        }
    }

    /** Takes in whom tokens named at a version that is another one's or nobody's now. */
    void remember(Version version) {
        told((Content.Employee) version.content(), version.gone());
    }

    private Employee told(Content.Employee content, boolean gone) {
        var employee = Employee.of(employees.slot(content.id()), teams.slot(content.team()), content);
        told.add(gone ? employee.left() : employee);
        return employee;
    }

    Snapshot at(Positions positions) {
        var categoriesNow = categories.done();
        var tagsNow = tags.done();
        return new Snapshot(
                positions,
                customers.done(),
                projects.done(),
                employees.done(),
                roles.done(),
                teams.done(),
                categoriesNow,
                tagsNow,
                groupings.done(),
                projectsOf.done(),
                ofCustomer.done(),
                ofProject.done(),
                categories.touched() ? byName(categoriesNow) : before.categoriesByName(),
                tags.touched() ? byName(tagsNow) : before.tagsByName(),
                before.holders().with(told),
                before.standings().with(moved, this::standing));
    }

    private static <T extends Named> void put(Table.Editor<T> table, T thing, boolean gone) {
        if (gone) {
            table.remove(thing.slot());
        } else {
            table.put(thing);
        }
    }

    private void customer(Content.Customer content, boolean gone) {
        int slot = customers.slot(content.id());
        put(customers, Customer.of(slot, content, asked(content.tagsAsked())), gone);
        moved.set(slot);
    }

    private AskedTag[] asked(List<Content.Asked> asked) {
        if (asked == null) {
            return AskedTag.NONE;
        }
        return asked.stream()
                .map(one -> new AskedTag(
                        tags.slot(one.id()),
                        // thousands of customers ask for a few names
                        one.name() == null ? null : Snapshot.plain(one.name()).intern(),
                        one.sequence()))
                .toArray(AskedTag[]::new);
    }

    private int standing(int customer) {
        var known = customers.at(customer);
        var grouping = groupings.at(customer);
        if (known == null) {
            return Standings.NOWHERE;
        }
        if (Snapshot.awaitsCategory(known, grouping)) {
            return Standings.OPEN;
        }
        return grouping == null ? Standings.NOWHERE : grouping.category();
    }

    private void project(Content.Project content) {
        var project = Project.of(projects.slot(content.id()), customers.slot(content.customer()), content);
        var known = projects.at(project.slot());
        if (known != null) {
            projectsOf.set(known.customer(), without(projectsOf.at(known.customer()), known));
        }
        projectsOf.set(project.customer(), with(projectsOf.at(project.customer()), project));
        projects.put(project);
    }

    private static Project[] with(Project[] projects, Project project) {
        var more = projects == null ? new Project[1] : Arrays.copyOf(projects, projects.length + 1);
        more[more.length - 1] = project;
        Arrays.sort(more, Named.ORDER);
        return more;
    }

    private static Project[] without(Project[] projects, Project project) {
        return Arrays.stream(projects).filter(other -> other != project).toArray(Project[]::new);
    }

    private void responsibility(Content.Responsibility content, boolean gone) {
        var responsibility = Responsibility.of(
                employees.slot(content.employee()), roles.slot(content.role()), content.from(), content.to());
        if (content.project() != null) {
            replace(ofProject, projects.slot(content.project()), responsibility, gone);
        } else {
            replace(ofCustomer, customers.slot(content.customer()), responsibility, gone);
        }
    }

    private static void replace(Cells.Editor<Responsibility[]> cells, int slot, Responsibility one, boolean gone) {
        var known = cells.at(slot);
        int length = known == null ? 0 : known.length;
        int at = 0;
        while (at < length && !known[at].sameAs(one)) {
            at++;
        }
        if (gone) {
            if (at < length) {
                var fewer = new Responsibility[length - 1];
                System.arraycopy(known, 0, fewer, 0, at);
                System.arraycopy(known, at + 1, fewer, at, length - at - 1);
                cells.set(slot, fewer);
            }
            return;
        }
        var changed = known == null ? new Responsibility[1] : Arrays.copyOf(known, at < length ? length : length + 1);
        changed[at] = one;
        cells.set(slot, changed);
    }

    private void grouping(Content.Grouping content) {
        int customer = customers.slot(content.customer());
        groupings.set(
                customer,
                new Grouping(
                        categories.slot(content.category()),
                        slots(content.tags()),
                        content.answered(),
                        content.taken() == null ? NO_TAGS : slots(content.taken())));
        moved.set(customer);
    }

    private int[] slots(List<UUID> of) {
        return of.stream().mapToInt((UUID tag) -> tags.slot(tag)).toArray();
    }

    private static <T extends Named> Map<String, T> byName(Table<T> things) {
        var byName = new HashMap<String, T>();
        things.inOrder().forEach(thing -> {
            if (thing.name() != null) {
                byName.put(Snapshot.plain(thing.name()), thing);
            }
        });
        return byName;
    }
}
