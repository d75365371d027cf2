package incharge.reporting.snapshot;

import incharge.reporting.versions.Entry;
import incharge.reporting.versions.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * All that is known at one moment. A reader sees one state, whatever is written meanwhile: nothing in it changes, what
 * comes later is a successor that shares what stayed. A responsibility shows when everybody it names is known.
 */
public final class Snapshot {

    private static final Responsibility[] NO_RESPONSIBILITIES = {};
    private static final Project[] NO_PROJECTS = {};
    private static final int[] NO_TAGS = {};
    private static final int MOST_REMEMBERED = 32;

    private final Positions positions;
    private final Table<Customer> customers;
    private final Table<Project> projects;
    private final Table<Employee> employees;
    private final Table<Role> roles;
    private final Table<Team> teams;
    private final Table<Category> categories;
    private final Table<Tag> tags;
    private final Cells<Grouping> groupings;
    private final Cells<Project[]> projectsOf;
    private final Cells<Responsibility[]> ofCustomer;
    private final Cells<Responsibility[]> ofProject;
    private final Map<String, Category> categoriesByName;
    private final Map<String, Tag> tagsByName;
    private final Holders holders;
    private final Standings standings;
    private final Map<Object, Object> remembered = new ConcurrentHashMap<>();
    private final Map<UUID, Visibility> visibilities = new ConcurrentHashMap<>();

    Snapshot(
            Positions positions,
            Table<Customer> customers,
            Table<Project> projects,
            Table<Employee> employees,
            Table<Role> roles,
            Table<Team> teams,
            Table<Category> categories,
            Table<Tag> tags,
            Cells<Grouping> groupings,
            Cells<Project[]> projectsOf,
            Cells<Responsibility[]> ofCustomer,
            Cells<Responsibility[]> ofProject,
            Map<String, Category> categoriesByName,
            Map<String, Tag> tagsByName,
            Holders holders,
            Standings standings) {
        this.positions = positions;
        this.customers = customers;
        this.projects = projects;
        this.employees = employees;
        this.roles = roles;
        this.teams = teams;
        this.categories = categories;
        this.tags = tags;
        this.groupings = groupings;
        this.projectsOf = projectsOf;
        this.ofCustomer = ofCustomer;
        this.ofProject = ofProject;
        this.categoriesByName = categoriesByName;
        this.tagsByName = tagsByName;
        this.holders = holders;
        this.standings = standings;
    }

    /** Nothing is known. */
    public static Snapshot empty() {
        return new Snapshot(
                Positions.NONE,
                Table.empty(),
                Table.empty(),
                Table.empty(),
                Table.empty(),
                Table.empty(),
                Table.empty(),
                Table.empty(),
                Cells.empty(),
                Cells.empty(),
                Cells.empty(),
                Cells.empty(),
                Map.of(),
                Map.of(),
                Holders.NONE,
                Standings.NONE);
    }

    /** The successor that knows these entries of a source, and so everything of it up to {@code position}. */
    public Snapshot with(Source source, Iterable<Entry> entries, long position) {
        var successor = new Successor(this);
        entries.forEach(entry -> successor.add(entry.version()));
        return successor.at(positions.with(source, position));
    }

    Successor successor() {
        return new Successor(this);
    }

    public Positions positions() {
        return positions;
    }

    public Table<Customer> customers() {
        return customers;
    }

    public Table<Project> projects() {
        return projects;
    }

    public Table<Employee> employees() {
        return employees;
    }

    public Table<Role> roles() {
        return roles;
    }

    public Table<Team> teams() {
        return teams;
    }

    public Table<Category> categories() {
        return categories;
    }

    public Table<Tag> tags() {
        return tags;
    }

    Cells<Grouping> groupings() {
        return groupings;
    }

    Cells<Project[]> projectsOf() {
        return projectsOf;
    }

    Cells<Responsibility[]> ofCustomer() {
        return ofCustomer;
    }

    Cells<Responsibility[]> ofProject() {
        return ofProject;
    }

    Map<String, Category> categoriesByName() {
        return categoriesByName;
    }

    Map<String, Tag> tagsByName() {
        return tagsByName;
    }

    Holders holders() {
        return holders;
    }

    Standings standings() {
        return standings;
    }

    /** What sellers see of this snapshot, by their ids. */
    Map<UUID, Visibility> visibilities() {
        return visibilities;
    }

    /** Whom a token with that {@code externalId} names, not active when that one left; null for nobody. */
    public Employee employeeOf(String externalId) {
        return holders.of(externalId);
    }

    /** The category a customer is in; while its owner has not answered a request, the one asked for. Null for none. */
    public Category categoryOf(Customer customer) {
        if (awaitsCategory(customer)) {
            var asked = customer.asked();
            return asked.id() != null ? categories.find(asked.id()) : categoriesByName.get(plain(asked.name()));
        }
        var grouping = groupings.at(customer.slot());
        return grouping == null ? null : categories.at(grouping.category());
    }

    /** Whether a category was asked for with the customer and its owner has not answered. */
    boolean awaitsCategory(Customer customer) {
        return awaitsCategory(customer, groupings.at(customer.slot()));
    }

    /** @param grouping the customer's, null when there is none */
    static boolean awaitsCategory(Customer customer, Grouping grouping) {
        var asked = customer.asked();
        return asked != null && (grouping == null || grouping.answered() < asked.sequence());
    }

    /** The tags of a customer in their order; while their owner has not answered a request, also those asked for. */
    public List<Tag> tagsOf(Customer customer) {
        var grouping = groupings.at(customer.slot());
        var given = grouping == null ? NO_TAGS : grouping.tags();
        if (given.length == 0 && customer.askedTags().length == 0) {
            return List.of();
        }
        var found = new ArrayList<Tag>(given.length);
        for (int slot : given) {
            var tag = tags.at(slot);
            if (tag != null) {
                found.add(tag);
            }
        }
        for (var asked : customer.askedTags()) {
            var tag = awaited(asked, grouping);
            if (tag != null && !found.contains(tag)) {
                found.add(tag);
            }
        }
        found.sort(Named.ORDER);
        return found;
    }

    public boolean hasTag(Customer customer, Tag tag) {
        var grouping = groupings.at(customer.slot());
        if (grouping != null && grouping.has(tag.slot())) {
            return true;
        }
        for (var asked : customer.askedTags()) {
            if (awaited(asked, grouping) == tag) {
                return true;
            }
        }
        return false;
    }

    /**
     * The tag that somebody asked for, if it is there and its owner has not answered; else null. One that was taken is
     * not shown until it is given: nothing says whether it was asked for before or after, clocks do not order services.
     *
     * @param grouping the customer's, null when there is none
     */
    private Tag awaited(AskedTag asked, Grouping grouping) {
        if (grouping != null && grouping.answered() >= asked.sequence()) {
            return null;
        }
        var tag = asked.name() == null ? tags.at(asked.slot()) : tagsByName.get(asked.name());
        return tag == null || (grouping != null && grouping.lost(tag.slot())) ? null : tag;
    }

    /** A customer's projects in their order, archived ones too. Not to be written. */
    public Project[] projectsOf(Customer customer) {
        var found = projectsOf.at(customer.slot());
        return found == null ? NO_PROJECTS : found;
    }

    /** A customer's own responsibilities, in no order, also of employees who are not known yet. Not to be written. */
    public Responsibility[] of(Customer customer) {
        var found = ofCustomer.at(customer.slot());
        return found == null ? NO_RESPONSIBILITIES : found;
    }

    /** A project's responsibilities, as {@link #of(Customer)}. */
    public Responsibility[] of(Project project) {
        var found = ofProject.at(project.slot());
        return found == null ? NO_RESPONSIBILITIES : found;
    }

    public Team teamOf(Employee employee) {
        return teams.at(employee.team());
    }

    /** A customer's projects that count: those not archived. */
    public int projectCount(Customer customer) {
        int count = 0;
        for (var project : projectsOf(customer)) {
            if (!project.archived()) {
                count++;
            }
        }
        return count;
    }

    /**
     * What {@code made} gives, made once for equal keys as long as this snapshot lives. For answers' costly parts:
     * selections, counts, orders.
     */
    @SuppressWarnings("unchecked") // equal keys are of one class, and a class of keys has one kind of value
    public <K, V> V remember(K key, Supplier<V> made) {
        var known = (V) remembered.get(key);
        if (known == null) {
            if (remembered.size() >= MOST_REMEMBERED) {
                remembered.clear();
            }
            known = made.get();
            remembered.put(key, known);
        }
        return known;
    }

    /** Names of categories and of tags are the same without regard to case. */
    static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
