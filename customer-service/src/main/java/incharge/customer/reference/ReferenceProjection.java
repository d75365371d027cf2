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
import incharge.customer.reference.ForeignFact.ResponsibilityRemoved;
import incharge.customer.reference.ForeignFact.SettingsChanged;
import incharge.customer.reference.ForeignFact.TagDefined;
import incharge.customer.reference.ForeignFact.TagDeleted;
import incharge.feed.Contribution;
import incharge.feed.DocumentWrites;
import incharge.feed.FactVocabulary;
import incharge.feed.TypedFact;
import incharge.visibility.ReferenceCollections;
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

    /** There is one workspace; its settings are one document. */
    private static final String SETTINGS = "reference.settings";

    private static final String WORKSPACE = "workspace";

    /** Version 3 has settings and names of categories. */
    private static final int SCHEMA_VERSION = 3;

    private final MongoCollection<Document> categories;
    private final MongoCollection<Document> tags;
    private final MongoCollection<Document> memberships;
    private final MongoCollection<Document> employees;
    private final MongoCollection<Document> projectAssignees;
    private final MongoCollection<Document> settings;
    private final MongoCollection<Document> customers;

    ReferenceProjection(MongoDatabase database) {
        categories = database.getCollection(ReferenceCollections.CATEGORIES);
        tags = database.getCollection(TAGS);
        memberships = database.getCollection(ReferenceCollections.MEMBERSHIPS);
        employees = database.getCollection(ReferenceCollections.EMPLOYEES);
        projectAssignees = database.getCollection(PROJECT_ASSIGNEES);
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
            case ResponsibilityAssigned assigned -> {
                if (assigned.subject().isProject() && assigned.roleId() == null) {
                    writes.update(PROJECT_ASSIGNEES, assigned.subject().id())
                            .set("employees." + assigned.employeeId(), true);
                }
            }
            case ResponsibilityRemoved removed -> {
                if (removed.subject().isProject() && removed.roleId() == null) {
                    writes.update(PROJECT_ASSIGNEES, removed.subject().id()).unset("employees." + removed.employeeId());
                }
            }
        }
    }

    private static void apply(SettingsChanged settings, DocumentWrites.DocumentUpdate update) {
        DefaultCategories proposed =
                Objects.requireNonNullElse(settings.defaultCategories(), new DefaultCategories(null, null, null));
        update.set("country", settings.country())
                .set("categoryRequired", settings.categoryRequired())
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
