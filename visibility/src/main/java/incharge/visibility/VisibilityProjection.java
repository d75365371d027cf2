package incharge.visibility;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import incharge.feed.Contribution;
import incharge.feed.DocumentWrites;
import incharge.feed.Fact;
import incharge.feed.FactVocabulary;
import incharge.feed.KeyRing;
import incharge.feed.ShownName;
import incharge.feed.StoredNames;
import incharge.feed.TypedFact;
import incharge.http.NameKey;
import incharge.visibility.VisibilityFact.CategoryDefined;
import incharge.visibility.VisibilityFact.CategoryDeleted;
import incharge.visibility.VisibilityFact.CategoryRequestKept;
import incharge.visibility.VisibilityFact.CustomerCategorised;
import incharge.visibility.VisibilityFact.CustomerGroupingRequested;
import incharge.visibility.VisibilityFact.CustomerRegistered;
import incharge.visibility.VisibilityFact.CustomerUncategorised;
import incharge.visibility.VisibilityFact.EmployeeDefined;
import incharge.visibility.VisibilityFact.EmployeeDeleted;
import incharge.visibility.VisibilityFact.PersonErased;
import incharge.visibility.VisibilityFact.ProjectOfCustomer;
import incharge.visibility.VisibilityFact.RequestedCategory;
import incharge.visibility.VisibilityFact.RequestedGrouping;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Keeps what {@link CallerVisibility} must know in the {@link ReferenceCollections}, from the events of all three logs,
 * and finds it there.
 */
public final class VisibilityProjection implements Contribution<VisibilityFact> {
    public static final String CUSTOMERS = "incharge.customers";
    public static final String GROUPINGS = "incharge.groupings";
    public static final String RESPONSIBILITIES = "incharge.responsibilities";

    /** A service consumes all of them, its own included. */
    public static final List<String> TOPICS = List.of(CUSTOMERS, GROUPINGS, RESPONSIBILITIES);

    /** Version 5 has names of employees as they are published. */
    private static final int SCHEMA_VERSION = 5;

    /** An employee as far as it matters here. */
    record Employee(UUID id, boolean seller, boolean active) {}

    /** A category by its id or by the key of its name. */
    record CategoryReference(String id, String key) {}

    /**
     * The category of a customer.
     *
     * @param category null for none
     * @param requested null unless a request waits for the answer of grouping-service
     */
    record CustomerCategory(String category, CategoryReference requested) {}

    /** The sellers of categories, by id and by the key of their name. */
    record Sellers(Map<String, Set<UUID>> byId, Map<String, Set<UUID>> byKey) {

        /** Returns the sellers of the category that is requested for a customer, null while it is not known. */
        Set<UUID> ofRequested(CustomerCategory customer) {
            CategoryReference requested = customer.requested();
            return requested.id() == null ? byKey.get(requested.key()) : byId.get(requested.id());
        }
    }

    private final MongoCollection<Document> employees;
    private final MongoCollection<Document> externalIds;
    private final MongoCollection<Document> categories;
    private final MongoCollection<Document> customers;
    private final MongoCollection<Document> memberships;
    private final MongoCollection<Document> projects;
    private final StoredNames names;

    public VisibilityProjection(MongoDatabase database, KeyRing keys) {
        names = new StoredNames(keys);
        employees = database.getCollection(ReferenceCollections.EMPLOYEES);
        externalIds = database.getCollection(ReferenceCollections.EXTERNAL_IDS);
        categories = database.getCollection(ReferenceCollections.CATEGORIES);
        customers = database.getCollection(ReferenceCollections.CUSTOMERS);
        memberships = database.getCollection(ReferenceCollections.MEMBERSHIPS);
        projects = database.getCollection(ReferenceCollections.PROJECTS);
        categories.createIndex(Indexes.ascending("key"));
    }

    @Override
    public int schemaVersion() {
        return SCHEMA_VERSION;
    }

    @Override
    public FactVocabulary<VisibilityFact> facts() {
        return VisibilityFact.FACTS;
    }

    @Override
    public void apply(TypedFact<VisibilityFact> fact, DocumentWrites writes) {
        switch (fact.content()) {
            case EmployeeDefined employee -> apply(employee, fact.fact(), writes);
            // a token of an employee who left must not count as one of nobody
            case EmployeeDeleted(UUID employee) ->
                writes.update(ReferenceCollections.EMPLOYEES, employee).set("active", false);
            case PersonErased(UUID employee) ->
                StoredNames.erase(writes.update(ReferenceCollections.EMPLOYEES, employee));
            case CategoryDefined category ->
                writes.update(ReferenceCollections.CATEGORIES, category.categoryId())
                        .set("key", key(category.name()))
                        .set("sellers", category.sellerIds() == null ? List.of() : category.sellerIds());
            case CategoryDeleted(UUID category) -> writes.delete(ReferenceCollections.CATEGORIES, category);
            case CustomerRegistered(UUID customer, RequestedGrouping requested) ->
                customer(customer, writes).set("asked", asked(requested, fact.sequence()));
            case CustomerGroupingRequested(UUID customer, RequestedGrouping requested) -> {
                Document asked = asked(requested, fact.sequence());
                if (asked != null) {
                    customer(customer, writes).set("asked", asked);
                }
            }
            case CustomerCategorised(UUID customer, UUID category, long answering) ->
                membership(customer, writes).set("category", category).max("answered", answering);
            case CustomerUncategorised(UUID customer) ->
                membership(customer, writes).unset("category");
            case CategoryRequestKept(UUID customer, long answering) ->
                membership(customer, writes).max("answered", answering);
            case ProjectOfCustomer project ->
                writes.update(ReferenceCollections.PROJECTS, project.projectId())
                        .set("customer", project.customerId());
        }
    }

    /** An {@code externalId} names the employee who had it last, also after that one left or got another. */
    private static void apply(EmployeeDefined employee, Fact fact, DocumentWrites writes) {
        DocumentWrites.DocumentUpdate update = writes.update(ReferenceCollections.EMPLOYEES, employee.employeeId())
                .set("seller", employee.seller())
                .set("active", employee.active() == null || employee.active());
        StoredNames.set(update, fact, employee.name());
        if (employee.externalId() != null) {
            writes.update(ReferenceCollections.EXTERNAL_IDS, employee.externalId())
                    .set("employee", employee.employeeId());
        }
    }

    private static DocumentWrites.DocumentUpdate customer(UUID id, DocumentWrites writes) {
        return writes.update(ReferenceCollections.CUSTOMERS, id);
    }

    private static DocumentWrites.DocumentUpdate membership(UUID customer, DocumentWrites writes) {
        return writes.update(ReferenceCollections.MEMBERSHIPS, customer);
    }

    /**
     * Returns the category that a customer's log requests, null for none. It stays apart from the answer of
     * grouping-service, {@code answered}, since they come on two topics, in any order.
     */
    private static Document asked(RequestedGrouping requested, long sequence) {
        if (requested == null || requested.category() == null) {
            return null;
        }
        RequestedCategory category = requested.category();
        return new Document("sequence", sequence)
                .append("id", category.id() == null ? null : category.id().toString())
                .append("key", category.name() == null ? null : key(category.name()));
    }

    /** Names of categories are unique by this key. */
    private static String key(String name) {
        return NameKey.of(name);
    }

    /** Finds the employee that a token with this {@code externalId} names. */
    Optional<Employee> employee(String externalId) {
        return Optional.ofNullable(externalIds.find(eq(externalId)).first())
                .map(named -> employees.find(eq(named.getString("employee"))).first())
                .map(found -> new Employee(
                        UUID.fromString(found.getString("_id")),
                        found.getBoolean("seller", false),
                        found.getBoolean("active", true)));
    }

    /** Finds the employees that tokens of these users name, by user. */
    Map<String, Actor> actors(Collection<String> users) {
        Map<String, String> ids = new HashMap<>();
        externalIds
                .find(in("_id", users))
                .forEach(named -> ids.put(named.getString("_id"), named.getString("employee")));
        Map<String, ShownName> found = new HashMap<>();
        employees
                .find(in("_id", ids.values()))
                .forEach(employee -> found.put(employee.getString("_id"), names.of(employee)));
        Map<String, Actor> actors = new HashMap<>();
        for (String user : users) {
            String id = ids.get(user);
            actors.put(
                    user, new Actor(user, id == null ? null : UUID.fromString(id), id == null ? null : found.get(id)));
        }
        return actors;
    }

    /** Finds the categories of those of the customers that are known. */
    Map<UUID, CustomerCategory> categoriesOf(Collection<UUID> customerIds) {
        Map<UUID, CustomerCategory> found = new HashMap<>();
        Map<UUID, Document> groupings = new HashMap<>();
        memberships.find(among(customerIds)).forEach(membership -> groupings.put(id(membership), membership));
        customers
                .find(among(customerIds))
                .forEach(customer -> found.put(
                        id(customer), category(customer, groupings.getOrDefault(id(customer), new Document()))));
        return found;
    }

    private static CustomerCategory category(Document customer, Document membership) {
        Document asked = customer.get("asked", Document.class);
        Long answered = membership.getLong("answered");
        boolean pending = asked != null && asked.getLong("sequence") > (answered == null ? 0 : answered);
        return new CustomerCategory(
                membership.getString("category"),
                pending ? new CategoryReference(asked.getString("id"), asked.getString("key")) : null);
    }

    /** Finds the sellers of all categories that these customers are in or that are requested for them. */
    Sellers sellers(Collection<CustomerCategory> ofCustomers) {
        Set<String> ids = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (CustomerCategory customer : ofCustomers) {
            ids.add(customer.category());
            if (customer.requested() != null) {
                ids.add(customer.requested().id());
                keys.add(customer.requested().key());
            }
        }
        ids.removeIf(Objects::isNull);
        keys.removeIf(Objects::isNull);
        var sellers = new Sellers(new HashMap<>(), new HashMap<>());
        if (ids.isEmpty() && keys.isEmpty()) {
            return sellers;
        }
        categories.find(or(in("_id", ids), in("key", keys))).forEach(category -> {
            Set<UUID> named = new HashSet<>();
            category.getList("sellers", String.class).forEach(seller -> named.add(UUID.fromString(seller)));
            sellers.byId().put(category.getString("_id"), named);
            sellers.byKey().put(category.getString("key"), named);
        });
        return sellers;
    }

    /** Finds the customers of those of the projects that are known. */
    Map<UUID, UUID> customersOf(Collection<UUID> projectIds) {
        Map<UUID, UUID> found = new HashMap<>();
        projects.find(among(projectIds))
                .forEach(project -> found.put(id(project), UUID.fromString(project.getString("customer"))));
        return found;
    }

    private static Bson among(Collection<UUID> ids) {
        return in("_id", ids.stream().map(UUID::toString).toList());
    }

    private static UUID id(Document document) {
        return UUID.fromString(document.getString("_id"));
    }
}
