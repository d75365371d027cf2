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

/** Makes the next snapshot: copies what changes and shares the rest. Used by one thread and once. */
final class SnapshotBuilder {

    private static final int[] NO_TAGS = {};

    private final Indexes indexes;
    private final Table.Editor<Customer> customers;
    private final Table.Editor<Project> projects;
    private final Table.Editor<Employee> employees;
    private final Table.Editor<Role> roles;
    private final Table.Editor<Team> teams;
    private final Table.Editor<Category> categories;
    private final Table.Editor<Tag> tags;
    private final SlotArray.Editor<Grouping> groupings;
    private final SlotArray.Editor<Project[]> projectsOf;
    private final SlotArray.Editor<Responsibility[]> ofCustomer;
    private final SlotArray.Editor<Responsibility[]> ofProject;
    /** Versions of employees, in order. */
    private final List<Employee> employeeVersions = new ArrayList<>();
    /** Slots of customers whose category may have changed. */
    private final BitSet moved = new BitSet();

    SnapshotBuilder(Tables tables, Relations relations, Indexes indexes) {
        this.indexes = indexes;
        customers = tables.customers().edit();
        projects = tables.projects().edit();
        employees = tables.employees().edit();
        roles = tables.roles().edit();
        teams = tables.teams().edit();
        categories = tables.categories().edit();
        tags = tables.tags().edit();
        groupings = relations.groupings().edit();
        projectsOf = relations.projectsOf().edit();
        ofCustomer = relations.ofCustomer().edit();
        ofProject = relations.ofProject().edit();
    }

    /** @param version null for an event that made none */
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
            case Content.Employee of -> put(employees, employee(of, gone), gone);
            case Content.Responsibility of -> responsibility(of, gone);
            case Content.Category of -> put(categories, Category.of(categories.slot(of.id()), of), gone);
            case Content.Tag of -> put(tags, Tag.of(tags.slot(of.id()), of), gone);
            case Content.Grouping of -> grouping(of);
        }
    }

    /** Adds an earlier version of an employee, whose {@code externalId} may still identify that employee. */
    void addExternalId(Version version) {
        employee((Content.Employee) version.content(), version.gone());
    }

    private Employee employee(Content.Employee content, boolean gone) {
        var employee = Employee.of(employees.slot(content.id()), teams.slot(content.team()), content);
        employeeVersions.add(gone ? employee.deleted() : employee);
        return employee;
    }

    Snapshot at(Positions positions) {
        var next = new Tables(
                customers.done(),
                projects.done(),
                employees.done(),
                roles.done(),
                teams.done(),
                categories.done(),
                tags.done());
        return new Snapshot(
                positions,
                next,
                new Relations(groupings.done(), projectsOf.done(), ofCustomer.done(), ofProject.done()),
                new Indexes(
                        categories.touched() ? byName(next.categories()) : indexes.categoriesByName(),
                        tags.touched() ? byName(next.tags()) : indexes.tagsByName(),
                        indexes.employees().with(employeeVersions),
                        indexes.categories().with(moved, this::categoryOf)));
    }

    private static <T extends Named> void put(Table.Editor<T> table, T entity, boolean gone) {
        if (gone) {
            table.remove(entity.slot());
        } else {
            table.put(entity);
        }
    }

    private void customer(Content.Customer content, boolean gone) {
        int slot = customers.slot(content.id());
        put(customers, Customer.of(slot, content, requestedTags(content.requestedTags())), gone);
        moved.set(slot);
    }

    private RequestedTag[] requestedTags(List<Content.Request> requested) {
        if (requested == null) {
            return RequestedTag.NONE;
        }
        return requested.stream()
                .map(tag -> new RequestedTag(
                        tags.slot(tag.id()),
                        // thousands of customers request a few names
                        tag.name() == null ? null : Snapshot.plain(tag.name()).intern(),
                        tag.sequence()))
                .toArray(RequestedTag[]::new);
    }

    private int categoryOf(int customer) {
        Customer known = customers.at(customer);
        Grouping grouping = groupings.at(customer);
        if (known == null) {
            return CategoryByCustomer.NO_CATEGORY;
        }
        if (Snapshot.awaitsCategory(known, grouping)) {
            return CategoryByCustomer.REQUESTED;
        }
        return grouping == null ? CategoryByCustomer.NO_CATEGORY : grouping.category();
    }

    private void project(Content.Project content) {
        var project = Project.of(projects.slot(content.id()), customers.slot(content.customer()), content);
        Project known = projects.at(project.slot());
        if (known != null) {
            projectsOf.set(known.customer(), without(projectsOf.at(known.customer()), known));
        }
        projectsOf.set(project.customer(), with(projectsOf.at(project.customer()), project));
        projects.put(project);
    }

    private static Project[] with(Project[] projects, Project project) {
        Project[] more = projects == null ? new Project[1] : Arrays.copyOf(projects, projects.length + 1);
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

    private static void replace(SlotArray.Editor<Responsibility[]> all, int slot, Responsibility one, boolean gone) {
        Responsibility[] known = all.at(slot);
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
                all.set(slot, fewer);
            }
            return;
        }
        Responsibility[] changed =
                known == null ? new Responsibility[1] : Arrays.copyOf(known, at < length ? length : length + 1);
        changed[at] = one;
        all.set(slot, changed);
    }

    private void grouping(Content.Grouping content) {
        int customer = customers.slot(content.customer());
        groupings.set(
                customer,
                new Grouping(
                        categories.slot(content.category()),
                        slots(content.tags()),
                        content.answered(),
                        content.removedTags() == null ? NO_TAGS : slots(content.removedTags())));
        moved.set(customer);
    }

    private int[] slots(List<UUID> of) {
        return of.stream().mapToInt((UUID tag) -> tags.slot(tag)).toArray();
    }

    private static <T extends Named> Map<String, T> byName(Table<T> table) {
        var byName = new HashMap<String, T>();
        table.inOrder().forEach(entity -> {
            if (entity.name() != null) {
                byName.put(Snapshot.plain(entity.name()), entity);
            }
        });
        return byName;
    }
}
