package incharge.reporting.snapshot;

import incharge.http.NameKey;
import incharge.reporting.slots.SlotArray;
import incharge.reporting.slots.SlotSet;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.Entry.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntBiFunction;

/** Makes the next snapshot: copies what changes and shares the rest. Used by one thread and once. */
final class SnapshotBuilder {

    private static final int[] NO_TAGS = {};

    private final Snapshot before;
    private final Table.Editor<Customer> customers;
    private final Table.Editor<Project> projects;
    private final Table.Editor<Employee> employees;
    private final Table.Editor<Role> roles;
    private final Table.Editor<Team> teams;
    private final Table.Editor<Category> categories;
    private final Table.Editor<Tag> tags;
    private Content.Settings settings;
    private final SlotArray.Editor<Grouping> groupings;
    private final SlotArray.Editor<Project[]> projectsOf;
    private final SlotArray.Editor<Responsibilities> ofCustomer;
    private final SlotArray.Editor<Responsibilities> ofProject;
    /** Versions of employees, in order. */
    private final List<Employee> employeeVersions = new ArrayList<>();
    /** Projects that had other customers before. */
    private final Set<UUID> moved = new HashSet<>();
    /** The customers that were merged, or are not merged any more, with the other one or null. */
    private final Map<UUID, UUID> merges = new HashMap<>();
    /** Slots of the customers that change, themselves or by what belongs to them. */
    private final SlotSet.Editor touched = SlotSet.EMPTY.edit();

    SnapshotBuilder(Snapshot before) {
        this.before = before;
        Tables tables = before.tables();
        Relations relations = before.relations();
        customers = tables.customers().edit();
        projects = tables.projects().edit();
        employees = tables.employees().edit();
        roles = tables.roles().edit();
        teams = tables.teams().edit();
        categories = tables.categories().edit();
        tags = tables.tags().edit();
        settings = tables.settings();
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
            case Content.Settings of -> settings = of;
            case Content.Account _, Content.Thing _ -> {}
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
        var tables = new Tables(
                customers.done(),
                projects.done(),
                employees.done(),
                roles.done(),
                teams.done(),
                categories.done(),
                tags.done(),
                settings);
        var relations = new Relations(groupings.done(), projectsOf.done(), ofCustomer.done(), ofProject.done());
        SlotSet changed = touched.done();
        Indexes indexes = before.indexes();
        var next = new Snapshot(
                positions,
                tables,
                relations,
                new Indexes(
                        categories.changed().isEmpty() ? indexes.categoriesByName() : byName(tables.categories()),
                        tags.changed().isEmpty() ? indexes.tagsByName() : byName(tables.tags()),
                        indexes.employees().with(employeeVersions),
                        customers(changed, tables, relations),
                        moved(indexes.moved()),
                        indexes.merges().with(merges)),
                texts(tables),
                before.derivations(),
                before.changes() + Math.max(1, changed.size()));
        before.derivations().follow(next);
        return next;
    }

    private Set<UUID> moved(Set<UUID> known) {
        if (known.containsAll(moved)) {
            return known;
        }
        moved.addAll(known);
        return Set.copyOf(moved);
    }

    private CustomerIndex customers(SlotSet changed, Tables tables, Relations relations) {
        if (changed.isEmpty()) {
            return before.customerIndex();
        }
        CustomerIndex.Editor index = before.customerIndex().edit();
        changed.forEach(slot ->
                index.change(slot, facets(slot, before.tables(), before.relations()), facets(slot, tables, relations)));
        return index.done();
    }

    /** Returns null when the customer is missing. */
    private static CustomerIndex.Facets facets(int slot, Tables tables, Relations relations) {
        Customer customer = tables.customers().at(slot);
        if (customer == null) {
            return null;
        }
        var all = new ArrayList<Responsibilities>();
        add(all, relations.ofCustomer().at(slot));
        Project[] projects = relations.projectsOf().at(slot);
        if (projects != null) {
            for (Project project : projects) {
                add(all, relations.ofProject().at(project.slot()));
            }
        }
        return CustomerIndex.Facets.of(
                customer,
                relations.groupings().at(slot),
                slots(all, Responsibilities::employee),
                slots(all, Responsibilities::role));
    }

    private static void add(List<Responsibilities> all, Responsibilities some) {
        if (some != null) {
            all.add(some);
        }
    }

    /** Returns the fields of all that are slots. */
    private static int[] slots(List<Responsibilities> all, ToIntBiFunction<Responsibilities, Integer> field) {
        var slots = new int[all.stream().mapToInt(Responsibilities::size).sum()];
        int filled = 0;
        for (Responsibilities some : all) {
            for (int index = 0; index < some.size(); index++) {
                int slot = field.applyAsInt(some, index);
                if (slot >= 0) {
                    slots[filled++] = slot;
                }
            }
        }
        return Arrays.copyOf(slots, filled);
    }

    /** Returns null when nobody searched yet: past snapshots do without. */
    private Texts texts(Tables tables) {
        Texts texts = before.textsIfMade();
        return texts == null
                ? null
                : new Texts(
                        changed(texts.customers(), customers.changed(), before.customers(), tables.customers()),
                        changed(texts.projects(), projects.changed(), before.projects(), tables.projects()));
    }

    private static TextIndex changed(TextIndex index, SlotSet changed, Table<?> before, Table<?> now) {
        if (changed.isEmpty()) {
            return index;
        }
        TextIndex.Editor next = index.edit();
        changed.forEach(slot -> {
            String old = text(before.at(slot));
            String text = text(now.at(slot));
            if (!text.equals(old)) {
                next.remove(slot, old);
                next.add(slot, text);
            }
        });
        return next.done();
    }

    private static String text(Named entity) {
        return entity == null ? "" : entity.text();
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
        if (content.mergedInto() != null
                || merges.containsKey(content.id())
                || before.indexes().merges().targets().containsKey(content.id())) {
            merges.put(content.id(), content.mergedInto());
        }
        touched.add(slot);
    }

    private RequestedTag[] requestedTags(List<Content.Request> requested) {
        if (requested == null) {
            return RequestedTag.NONE;
        }
        return requested.stream()
                .map(tag -> new RequestedTag(
                        tags.slot(tag.id()),
                        // thousands of customers request a few names
                        tag.name() == null ? null : NameKey.of(tag.name()).intern(),
                        tag.sequence()))
                .toArray(RequestedTag[]::new);
    }

    private void project(Content.Project content) {
        var project = Project.of(projects.slot(content.id()), customers.slot(content.customer()), content);
        Project known = projects.at(project.slot());
        if (known != null) {
            projectsOf.set(known.customer(), without(projectsOf.at(known.customer()), known));
            touched.add(known.customer());
        }
        if (content.moved()) {
            moved.add(content.id());
        }
        projectsOf.set(project.customer(), with(projectsOf.at(project.customer()), project));
        projects.put(project);
        touched.add(project.customer());
    }

    /** Takes a project out; like one that had another customer, it is not that of the customer its entries name. */
    void hide(UUID id) {
        Project known = projects.at(projects.slot(id));
        if (known != null) {
            projectsOf.set(known.customer(), without(projectsOf.at(known.customer()), known));
            projects.remove(known.slot());
            touched.add(known.customer());
        }
        moved.add(id);
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
            int slot = projects.slot(content.project());
            replace(ofProject, slot, responsibility, gone);
            Project project = projects.at(slot);
            if (project != null) {
                touched.add(project.customer());
            }
        } else {
            int slot = customers.slot(content.customer());
            replace(ofCustomer, slot, responsibility, gone);
            touched.add(slot);
        }
    }

    private static void replace(SlotArray.Editor<Responsibilities> all, int slot, Responsibility one, boolean gone) {
        Responsibilities known = all.at(slot) == null ? Responsibilities.NONE : all.at(slot);
        all.set(slot, gone ? known.without(one) : known.with(one));
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
        touched.add(customer);
    }

    private int[] slots(List<UUID> of) {
        return of.stream().mapToInt((UUID tag) -> tags.slot(tag)).toArray();
    }

    private static <T extends Named> Map<String, T> byName(Table<T> table) {
        var byName = new HashMap<String, T>();
        table.inOrder().forEach(entity -> {
            if (entity.name() != null) {
                byName.put(NameKey.of(entity.name()), entity);
            }
        });
        return byName;
    }
}
