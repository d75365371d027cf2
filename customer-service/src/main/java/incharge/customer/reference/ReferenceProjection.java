package incharge.customer.reference;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import incharge.customer.event.Keys;
import incharge.customer.reference.ForeignFact.CategoryDefined;
import incharge.customer.reference.ForeignFact.CategoryDeleted;
import incharge.customer.reference.ForeignFact.CustomerTagged;
import incharge.customer.reference.ForeignFact.CustomerUntagged;
import incharge.customer.reference.ForeignFact.DefaultCategories;
import incharge.customer.reference.ForeignFact.EmployeeDefined;
import incharge.customer.reference.ForeignFact.EmployeeDeleted;
import incharge.customer.reference.ForeignFact.ResponsibilityAssigned;
import incharge.customer.reference.ForeignFact.ResponsibilityChanged;
import incharge.customer.reference.ForeignFact.ResponsibilityFact;
import incharge.customer.reference.ForeignFact.ResponsibilityRemoved;
import incharge.customer.reference.ForeignFact.RoleAdded;
import incharge.customer.reference.ForeignFact.RoleDeleted;
import incharge.customer.reference.ForeignFact.SettingsChanged;
import incharge.customer.reference.ForeignFact.TagDefined;
import incharge.customer.reference.ForeignFact.TagDeleted;
import incharge.feed.Contribution;
import incharge.feed.DocumentWrites;
import incharge.feed.FactVocabulary;
import incharge.feed.TypedFact;
import incharge.visibility.ReferenceCollections;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.bson.Document;

/**
 * Keeps categories, tags, employees and who has or is responsible for what, and finds them.
 *
 * <p>Visibility keeps the key and the sellers of a category and the category of a customer; they are read where it
 * keeps them. The assignees of projects have a collection of their own: they may be consumed before the project is, and
 * visibility takes a document of it as proof that it is. The external id of an employee is kept here too: a row names
 * the employee who has it now, and visibility keeps who had it last.
 */
final class ReferenceProjection implements Contribution<ForeignFact> {

    private static final String TAGS = "reference.tags";
    private static final String PROJECT_ASSIGNEES = "reference.projectAssignees";

    /** {@code {kind}}. */
    private static final String ROLES = "reference.roles";

    /** By role and customer: {@code {intervals: {<employee>_<first day>: {employee, from, to}}}}, days as texts. */
    private static final String CUSTOMER_ROLES = "reference.customerRoles";

    private static final String INTERVALS = "intervals";

    /** There is one workspace; its settings are one document. */
    private static final String SETTINGS = "reference.settings";

    private static final String WORKSPACE = "workspace";

    /** Version 4 has roles and who is responsible in them. */
    private static final int SCHEMA_VERSION = 4;

    /** How many documents are named in a query. */
    private static final int AT_ONCE = 5_000;

    private final MongoCollection<Document> categories;
    private final MongoCollection<Document> tags;
    private final MongoCollection<Document> memberships;
    private final MongoCollection<Document> employees;
    private final MongoCollection<Document> projectAssignees;
    private final MongoCollection<Document> roles;
    private final MongoCollection<Document> customerRoles;
    private final MongoCollection<Document> settings;
    private final MongoCollection<Document> customers;

    ReferenceProjection(MongoDatabase database) {
        categories = database.getCollection(ReferenceCollections.CATEGORIES);
        tags = database.getCollection(TAGS);
        memberships = database.getCollection(ReferenceCollections.MEMBERSHIPS);
        employees = database.getCollection(ReferenceCollections.EMPLOYEES);
        projectAssignees = database.getCollection(PROJECT_ASSIGNEES);
        roles = database.getCollection(ROLES);
        customerRoles = database.getCollection(CUSTOMER_ROLES);
        settings = database.getCollection(SETTINGS);
        customers = database.getCollection(ReferenceCollections.CUSTOMERS);
        tags.createIndex(Indexes.ascending("key"));
        employees.createIndex(Indexes.ascending("externalKey"), new IndexOptions().sparse(true));
    }

    @Override
    public int schemaVersion() {
        return SCHEMA_VERSION;
    }

    @Override
    public FactVocabulary<ForeignFact> facts() {
        return ForeignFact.FACTS;
    }

    @Override
    public void apply(TypedFact<ForeignFact> fact, DocumentWrites writes) {
        switch (fact.content()) {
            case CategoryDefined category ->
                writes.update(ReferenceCollections.CATEGORIES, category.categoryId())
                        .set("name", category.name())
                        .set("numberingStart", category.numberingStart());
            case CategoryDeleted(UUID category) -> writes.delete(ReferenceCollections.CATEGORIES, category);
            case TagDefined tag -> writes.update(TAGS, tag.tagId()).set("key", Keys.of(tag.name()));
            case TagDeleted(UUID tag) -> writes.delete(TAGS, tag);
            case CustomerTagged(UUID customer, UUID tag) ->
                membership(customer, writes).set("tags." + tag, true);
            case CustomerUntagged(UUID customer, UUID tag) ->
                membership(customer, writes).unset("tags." + tag);
            case SettingsChanged settings -> apply(settings, writes.update(SETTINGS, WORKSPACE));
            case EmployeeDefined employee ->
                writes.update(ReferenceCollections.EMPLOYEES, employee.employeeId())
                        .set("exists", true)
                        .set("externalId", employee.externalId())
                        .set("externalKey", employee.externalId() == null ? null : Keys.of(employee.externalId()));
            case EmployeeDeleted(UUID employee) ->
                writes.update(ReferenceCollections.EMPLOYEES, employee)
                        .unset("exists")
                        .unset("externalId")
                        .unset("externalKey");
            case RoleAdded(UUID role, String kind) -> writes.update(ROLES, role).set("kind", kind);
            case RoleDeleted(UUID role) -> writes.delete(ROLES, role);
            case ResponsibilityFact responsibility -> apply(responsibility, writes);
        }
    }

    private static void apply(ResponsibilityFact fact, DocumentWrites writes) {
        switch (fact) {
            case ResponsibilityAssigned assigned -> {
                if (assigned.subject().isProject() && assigned.roleId() == null) {
                    writes.update(PROJECT_ASSIGNEES, assigned.subject().id())
                            .set("employees." + assigned.employeeId(), true);
                }
                setInRole(assigned, assigned.to(), writes);
            }
            case ResponsibilityChanged changed -> setInRole(changed, changed.to(), writes);
            case ResponsibilityRemoved removed -> {
                if (removed.subject().isProject() && removed.roleId() == null) {
                    writes.update(PROJECT_ASSIGNEES, removed.subject().id()).unset("employees." + removed.employeeId());
                }
                if (isInCustomerRole(removed)) {
                    inRole(removed, writes).unset(interval(removed));
                }
            }
        }
    }

    private static boolean isInCustomerRole(ResponsibilityFact fact) {
        return fact.roleId() != null && !fact.subject().isProject();
    }

    private static void setInRole(ResponsibilityFact fact, LocalDate to, DocumentWrites writes) {
        if (isInCustomerRole(fact)) {
            var value = new Document("employee", fact.employeeId().toString());
            if (fact.from() != null) {
                value.append("from", fact.from().toString());
            }
            if (to != null) {
                value.append("to", to.toString());
            }
            inRole(fact, writes).set(interval(fact), value);
        }
    }

    private static DocumentWrites.DocumentUpdate inRole(ResponsibilityFact fact, DocumentWrites writes) {
        return writes.update(
                CUSTOMER_ROLES, inRole(fact.roleId(), fact.subject().id()));
    }

    private static String inRole(UUID role, UUID customer) {
        return role + "/" + customer;
    }

    private static String interval(ResponsibilityFact fact) {
        return INTERVALS + "." + fact.employeeId() + "_" + fact.from();
    }

    private static void apply(SettingsChanged settings, DocumentWrites.DocumentUpdate update) {
        DefaultCategories proposed =
                Objects.requireNonNullElse(settings.defaultCategories(), new DefaultCategories(null, null, null));
        update.set("country", settings.country())
                .set("categoryRequired", settings.categoryRequired())
                .set("rolesInUse", settings.rolesInUse())
                .set("domestic", proposed.domestic())
                .set("european", proposed.european())
                .set("overseas", proposed.overseas());
    }

    private static DocumentWrites.DocumentUpdate membership(UUID customer, DocumentWrites writes) {
        return writes.update(ReferenceCollections.MEMBERSHIPS, customer);
    }

    Settings settings() {
        return Optional.ofNullable(settings.find(eq(WORKSPACE)).first())
                .map(document -> new Settings(
                        document.getString("country"),
                        document.getBoolean("categoryRequired", false),
                        document.getBoolean("rolesInUse", true),
                        id(document, "domestic"),
                        id(document, "european"),
                        id(document, "overseas")))
                .orElse(Settings.DEFAULT);
    }

    private static UUID id(Document document, String field) {
        return document.getString(field) == null ? null : UUID.fromString(document.getString(field));
    }

    Optional<Category> category(UUID id) {
        return Optional.ofNullable(categories.find(eq(id.toString())).first()).map(ReferenceProjection::category);
    }

    /** Finds categories by the {@link Keys key} of their name. */
    Map<String, Category> categories(Collection<String> keys) {
        var found = new HashMap<String, Category>();
        categories.find(in("key", keys)).forEach(document -> found.put(document.getString("key"), category(document)));
        return found;
    }

    /** Finds categories by their ids. */
    Map<UUID, Category> categoriesById(Collection<UUID> ids) {
        var found = new HashMap<UUID, Category>();
        categories
                .find(in("_id", ids.stream().map(UUID::toString).toList()))
                .forEach(document -> found.put(id(document), category(document)));
        return found;
    }

    private static Category category(Document document) {
        return new Category(
                id(document),
                document.getString("name"),
                document.getInteger("numberingStart"),
                document.getList("sellers", String.class, List.of()).stream()
                        .map(UUID::fromString)
                        .collect(Collectors.toSet()));
    }

    boolean hasTag(UUID id) {
        return tags.countDocuments(eq(id.toString())) > 0;
    }

    /** Finds tags by the {@link Keys key} of their name. */
    Map<String, UUID> tags(Collection<String> keys) {
        var found = new HashMap<String, UUID>();
        tags.find(in("key", keys)).forEach(document -> found.put(document.getString("key"), id(document)));
        return found;
    }

    boolean hasEmployee(UUID id) {
        return employees.countDocuments(and(eq(id.toString()), eq("exists", true))) > 0;
    }

    /** Returns whether an employee is active; empty if there is none. */
    Optional<Boolean> isActive(UUID id) {
        return Optional.ofNullable(employees
                        .find(and(eq(id.toString()), eq("exists", true)))
                        .first())
                .map(employee -> employee.getBoolean("active", true));
    }

    /** Finds employees by their external ids; of several that share a key the one who writes it like this. */
    Map<String, UUID> employees(Collection<String> externalIds) {
        var byKey = new HashMap<String, List<Document>>();
        employees
                .find(in("externalKey", externalIds.stream().map(Keys::of).toList()))
                .sort(ascending("_id"))
                .forEach(document -> byKey.computeIfAbsent(document.getString("externalKey"), _ -> new ArrayList<>())
                        .add(document));
        var found = new HashMap<String, UUID>();
        for (String externalId : externalIds) {
            List<Document> holders = byKey.getOrDefault(Keys.of(externalId), List.of());
            holders.stream()
                    .filter(holder -> externalId.equals(holder.getString("externalId")))
                    .findFirst()
                    .or(() -> holders.stream().findFirst())
                    .ifPresent(holder -> found.put(externalId, id(holder)));
        }
        return found;
    }

    /** Finds the category and tags of customers; those without are absent. */
    Map<UUID, Membership> memberships(Collection<UUID> customerIds) {
        List<String> ids = customerIds.stream().map(UUID::toString).toList();
        var found = new HashMap<UUID, Membership>();
        memberships.find(in("_id", ids)).forEach(document -> found.put(id(document), membership(document)));
        return found;
    }

    /** Returns whether the customer is in no category and waits for none. */
    boolean isUncategorised(UUID customer) {
        Document membership = Objects.requireNonNullElse(
                memberships.find(eq(customer.toString())).first(), new Document());
        Document requested = Optional.ofNullable(
                        customers.find(eq(customer.toString())).first())
                .map(document -> document.get("asked", Document.class))
                .orElse(null);
        boolean pending = requested != null
                && requested.getLong("sequence") > Objects.requireNonNullElse(membership.getLong("answered"), 0L);
        return membership.getString("category") == null && !pending;
    }

    boolean isResponsible(UUID employee, UUID project) {
        return projectAssignees.countDocuments(and(eq(project.toString()), exists("employees." + employee))) > 0;
    }

    /** Returns what employees are responsible for in a role; empty if there is no such role. */
    Optional<String> roleKind(UUID id) {
        return Optional.ofNullable(roles.find(eq(id.toString())).first()).map(role -> role.getString("kind"));
    }

    /** Returns the employee who is responsible for a customer in a role on a day, for those that have exactly one. */
    Map<UUID, UUID> responsible(UUID role, Collection<UUID> customerIds, LocalDate day) {
        var found = new HashMap<UUID, UUID>();
        customerIds.stream()
                .map(customer -> inRole(role, customer))
                .gather(Gatherers.windowFixed(AT_ONCE))
                .forEach(ids -> customerRoles.find(in("_id", ids)).forEach(document -> {
                    Set<String> employees = employeesOn(day.toString(), document);
                    if (employees.size() == 1) {
                        String customer = document.getString("_id").split("/")[1];
                        found.put(
                                UUID.fromString(customer),
                                UUID.fromString(employees.iterator().next()));
                    }
                }));
        return found;
    }

    private static Set<String> employeesOn(String day, Document inRole) {
        return inRole.get(INTERVALS, new Document()).values().stream()
                .map(Document.class::cast)
                .filter(interval -> interval.get("from", day).compareTo(day) <= 0
                        && interval.get("to", day).compareTo(day) >= 0)
                .map(interval -> interval.getString("employee"))
                .collect(Collectors.toSet());
    }

    private static UUID id(Document document) {
        return UUID.fromString(document.getString("_id"));
    }

    private static Membership membership(Document document) {
        Set<UUID> tags = document.get("tags", new Document()).keySet().stream()
                .map(UUID::fromString)
                .collect(Collectors.toSet());
        return new Membership(id(document, "category"), tags);
    }
}
