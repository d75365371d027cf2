package incharge.reporting.snapshot;

import incharge.http.NameKey;
import incharge.reporting.slots.SlotSet;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.Entry;
import incharge.reporting.versions.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * All entities at one moment. It never changes, so a reader keeps one state while later snapshots are made; those share
 * what stayed. A responsibility shows when everybody that it names is known.
 */
public final class Snapshot {

    private static final Project[] NO_PROJECTS = {};
    private static final int[] NO_TAGS = {};
    private static final int MOST_REMEMBERED = 32;

    private final Positions positions;
    private final Tables tables;
    private final Relations relations;
    private final Indexes indexes;
    private final Derivations derivations;
    /** The customers touched since the first snapshot, each time counted. */
    private final long changes;

    private final Map<Object, Object> remembered = new ConcurrentHashMap<>();
    private final Map<UUID, Visibility> visibilities = new ConcurrentHashMap<>();
    /** Null until the first search, unless the snapshot before has it. */
    private volatile Texts texts;

    Snapshot(
            Positions positions,
            Tables tables,
            Relations relations,
            Indexes indexes,
            Texts texts,
            Derivations derivations,
            long changes) {
        this.positions = positions;
        this.tables = tables;
        this.relations = relations;
        this.indexes = indexes;
        this.texts = texts;
        this.derivations = derivations;
        this.changes = changes;
    }

    /** Returns the snapshot without any event. */
    public static Snapshot empty() {
        return new Snapshot(Positions.NONE, Tables.empty(), Relations.NONE, Indexes.EMPTY, null, new Derivations(), 0);
    }

    /** Returns the next snapshot. It includes these entries, and so everything of the source up to {@code position}. */
    public Snapshot with(Source source, Iterable<Entry> entries, long position) {
        SnapshotBuilder builder = edit();
        entries.forEach(entry -> builder.add(entry.version()));
        return builder.at(positions.with(source, position));
    }

    SnapshotBuilder edit() {
        return new SnapshotBuilder(this);
    }

    /** Returns the same snapshot without what it remembers, to be kept as a point of comparison. */
    Snapshot bare() {
        return new Snapshot(positions, tables, relations, indexes, null, derivations, changes);
    }

    /** Makes this snapshot and all that follow on it ready to be searched. Returns this snapshot. */
    Snapshot prepared() {
        texts();
        return this;
    }

    Tables tables() {
        return tables;
    }

    Relations relations() {
        return relations;
    }

    Indexes indexes() {
        return indexes;
    }

    Derivations derivations() {
        return derivations;
    }

    long changes() {
        return changes;
    }

    boolean isBefore(Snapshot other) {
        return changes < other.changes;
    }

    /** Returns null when they are not made yet. */
    Texts textsIfMade() {
        return texts;
    }

    private Texts texts() {
        if (texts == null) {
            synchronized (this) {
                if (texts == null) {
                    texts = Texts.of(tables);
                }
            }
        }
        return texts;
    }

    /** Returns the customers whose text has the part, which is folded and not empty. */
    public SlotSet customersWith(String part) {
        return texts().customers().find(part, customers());
    }

    /** Returns the projects whose text has the part, which is folded and not empty. */
    public SlotSet projectsWith(String part) {
        return texts().projects().find(part, projects());
    }

    /** Returns the slots of the customers that differ between the two, themselves or by what belongs to them. */
    int[] touchedSince(Snapshot then) {
        var slots = IntStream.builder();
        customers().differences(then.customers(), slots);
        relations.groupings().differences(then.relations.groupings(), slots);
        relations.projectsOf().differences(then.relations.projectsOf(), slots);
        relations.ofCustomer().differences(then.relations.ofCustomer(), slots);
        IntConsumer ofProject = project -> {
            addCustomerOf(projects().at(project), slots);
            addCustomerOf(then.projects().at(project), slots);
        };
        projects().differences(then.projects(), ofProject);
        relations.ofProject().differences(then.relations.ofProject(), ofProject);
        return slots.build().sorted().distinct().toArray();
    }

    private static void addCustomerOf(Project project, IntStream.Builder slots) {
        if (project != null && project.customer() >= 0) {
            slots.add(project.customer());
        }
    }

    /**
     * Returns a value that is derived from this snapshot. It is kept under the key and brought up to date for the
     * snapshots that follow, so that its cost is that of the changes in between.
     */
    public <V> V derive(Object key, Derivation<V> derivation) {
        return derivations.get(key, derivation, this);
    }

    /** Returns whether {@link #derive} has a value to bring up to date. */
    public boolean isDerived(Object key) {
        return derivations.isKept(key);
    }

    public Positions positions() {
        return positions;
    }

    public Table<Customer> customers() {
        return tables.customers();
    }

    public Table<Project> projects() {
        return tables.projects();
    }

    public Table<Employee> employees() {
        return tables.employees();
    }

    public Table<Role> roles() {
        return tables.roles();
    }

    public Table<Team> teams() {
        return tables.teams();
    }

    public Table<Category> categories() {
        return tables.categories();
    }

    public Table<Tag> tags() {
        return tables.tags();
    }

    /** Returns the settings of the workspace; the defaults before the first event of them. */
    public Content.Settings settings() {
        return tables.settings();
    }

    /** Returns the customer's grouping, or null for none. */
    Grouping groupingOf(Customer customer) {
        return relations.groupings().at(customer.slot());
    }

    /** Returns the customers by what filters choose. */
    public CustomerIndex customerIndex() {
        return indexes.customers();
    }

    /** Returns the visibilities of sellers, by their ids. */
    Map<UUID, Visibility> visibilities() {
        return visibilities;
    }

    /** Returns the employee of a token with that {@code externalId}, not active when deleted, or null for none. */
    public Employee employeeOf(String externalId) {
        return indexes.employees().find(externalId);
    }

    /** Returns the category of a customer, or the requested one while a request is not answered, or null for none. */
    public Category categoryOf(Customer customer) {
        Grouping grouping = groupingOf(customer);
        if (awaitsCategory(customer, grouping)) {
            Content.Request requested = customer.content().requestedCategory();
            return requested.id() != null
                    ? categories().find(requested.id())
                    : indexes.categoriesByName().get(NameKey.of(requested.name()));
        }
        return grouping == null ? null : categories().at(grouping.category());
    }

    /** Returns whether a category was requested for the customer and grouping-service has not answered. */
    boolean awaitsCategory(Customer customer) {
        return awaitsCategory(customer, groupingOf(customer));
    }

    /** @param grouping the customer's, null when there is none */
    static boolean awaitsCategory(Customer customer, Grouping grouping) {
        Content.Request requested = customer.content().requestedCategory();
        return requested != null && (grouping == null || grouping.answered() < requested.sequence());
    }

    /** Returns the tags of a customer in their order; while a request is not answered, also the requested ones. */
    public List<Tag> tagsOf(Customer customer) {
        Grouping grouping = groupingOf(customer);
        int[] given = grouping == null ? NO_TAGS : grouping.tags();
        if (given.length == 0 && customer.requestedTags().length == 0) {
            return List.of();
        }
        var found = new ArrayList<Tag>(given.length);
        for (int slot : given) {
            Tag tag = tags().at(slot);
            if (tag != null) {
                found.add(tag);
            }
        }
        for (RequestedTag requested : customer.requestedTags()) {
            Tag tag = awaited(requested, grouping);
            if (tag != null && !found.contains(tag)) {
                found.add(tag);
            }
        }
        found.sort(Named.ORDER);
        return found;
    }

    public boolean hasTag(Customer customer, Tag tag) {
        Grouping grouping = groupingOf(customer);
        if (grouping != null && grouping.has(tag.slot())) {
            return true;
        }
        for (RequestedTag requested : customer.requestedTags()) {
            if (awaited(requested, grouping) == tag) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the requested tag if it exists and grouping-service has not answered; else null. A tag that was removed
     * is not shown until it is given again: clocks do not order services, so the request may be older than the removal.
     *
     * @param grouping the customer's, null when there is none
     */
    private Tag awaited(RequestedTag requested, Grouping grouping) {
        if (grouping != null && grouping.answered() >= requested.sequence()) {
            return null;
        }
        Tag tag = requested.name() == null
                ? tags().at(requested.slot())
                : indexes.tagsByName().get(requested.name());
        return tag == null || (grouping != null && grouping.lost(tag.slot())) ? null : tag;
    }

    /** Returns a customer's projects in their order, archived ones too. The caller must not write. */
    public Project[] projectsOf(Customer customer) {
        return projectsOf(customer.slot());
    }

    /** Returns the same by the customer's slot. */
    public Project[] projectsOf(int customer) {
        Project[] found = relations.projectsOf().at(customer);
        return found == null ? NO_PROJECTS : found;
    }

    /** Returns whether the settings of the workspace do not name the status of the project as closed. */
    public boolean isOpen(Project project) {
        if (project.status() == null) {
            return true;
        }
        // many projects have one of a few statuses
        Map<String, Boolean> open = remember(OpenCacheKey.OF_STATUS, ConcurrentHashMap::new);
        return open.computeIfAbsent(
                project.status(),
                status -> settings().closedProjectStatuses().stream()
                        .noneMatch(closed -> NameKey.of(closed).equals(NameKey.of(status))));
    }

    private enum OpenCacheKey {
        OF_STATUS
    }

    /** Returns the projects that had other customers before. Their earlier entries name these. */
    public Set<UUID> movedProjects() {
        return indexes.moved();
    }

    /** Returns the same snapshot as if these projects were not known; what they had names no customer any more. */
    public Snapshot without(Set<UUID> hidden) {
        return hidden.isEmpty()
                ? this
                : remember(new WithoutCacheKey(hidden), () -> {
                    // derived values are brought up to date along one line of snapshots, which this one is not on
                    var apart = new Snapshot(positions, tables, relations, indexes, null, new Derivations(), changes);
                    SnapshotBuilder builder = apart.edit();
                    hidden.forEach(builder::hide);
                    return builder.at(positions);
                });
    }

    private record WithoutCacheKey(Set<UUID> projects) {}

    /** Returns the customer that the things of one lie beneath: itself, if it is not merged into another. */
    public Customer targetOf(Customer customer) {
        if (customer.mergedInto() == null) {
            return customer;
        }
        Customer target = customers().find(indexes.merges().targetOf(customer.id()));
        return target == null ? customer : target;
    }

    /** Returns the customers whose things lie beneath one of these, although they are others. */
    public List<UUID> mergedInto(Collection<UUID> targets) {
        return indexes.merges().into(targets);
    }

    /**
     * Returns the customer that an entry concerns in this snapshot, which a project of it may have got later, or which
     * a thing lies beneath since its own was merged.
     */
    public UUID customerOf(Entry entry) {
        UUID own = customerOf(entry.project(), entry.customer());
        Content.Thing thing = entry.thing();
        return own == null || thing == null || thing.type().staysWithCustomer()
                ? own
                : indexes.merges().targetOf(own);
    }

    /**
     * Returns the customer of a project, or the one that an entry names while the project is not known.
     *
     * @param project null for none
     */
    public UUID customerOf(UUID project, UUID named) {
        Project known = project == null ? null : projects().find(project);
        return known == null ? named : known.content().customer();
    }

    /** Returns a customer's own responsibilities, also those whose employee is missing yet. */
    public Responsibilities of(Customer customer) {
        return ofCustomer(customer.slot());
    }

    /** Returns the same by the customer's slot. */
    public Responsibilities ofCustomer(int slot) {
        Responsibilities found = relations.ofCustomer().at(slot);
        return found == null ? Responsibilities.NONE : found;
    }

    /** Returns a project's responsibilities as {@link #of(Customer)} does. */
    public Responsibilities of(Project project) {
        Responsibilities found = relations.ofProject().at(project.slot());
        return found == null ? Responsibilities.NONE : found;
    }

    public Team teamOf(Employee employee) {
        return teams().at(employee.team());
    }

    /** Returns the number of a customer's projects that are not archived. */
    public int projectCount(Customer customer) {
        int count = 0;
        for (Project project : projectsOf(customer)) {
            if (!project.archived()) {
                count++;
            }
        }
        return count;
    }

    /**
     * Caches {@code made} under the key as long as this snapshot lives: for the costly parts of answers, such as
     * selections, counts and orders.
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
}
