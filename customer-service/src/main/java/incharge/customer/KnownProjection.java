package incharge.customer;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import incharge.feed.Fact;
import incharge.feed.FactHandler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;
import tools.jackson.databind.JsonNode;

/**
 * What customer-service must know of the others to decide: categories, tags and who is in them, and employees. Kept
 * from their topics, handed to decisions with the command.
 */
final class KnownProjection implements FactHandler {

    static final String GROUPINGS = "incharge.groupings";
    static final String RESPONSIBILITIES = "incharge.responsibilities";

    static final List<String> TOPICS = List.of(GROUPINGS, RESPONSIBILITIES);

    /** Events that change what is known here. */
    private static final Set<String> HEARD = Set.of(
            "CategoryCreated",
            "CategoryChanged",
            "CategoryDeleted",
            "TagCreated",
            "TagChanged",
            "TagDeleted",
            "CustomerCategorised",
            "CustomerUncategorised",
            "CustomerTagged",
            "CustomerUntagged",
            "EmployeeAdded",
            "EmployeeChanged",
            "EmployeeDeleted",
            "ResponsibilityAssigned",
            "ResponsibilityRemoved");

    /** Events of those topics that no decision here depends on. */
    static final Set<String> IGNORED = Set.of(
            "TeamAdded",
            "TeamRenamed",
            "TeamDeleted",
            "RoleAdded",
            "RoleRenamed",
            "RoleDeleted",
            "CategoryRequestKept",
            "ResponsibilityChanged",
            "AssigneeRequestKept",
            "AssigneeRequestDeclined");

    /** {@code sellers} are those who see its customers, none for all. */
    record Category(UUID id, String name, Integer numberingStart, Set<UUID> sellers) {}

    record Employee(UUID id, String externalId) {}

    /** The category (null: none) and the tags of one customer. */
    record Membership(UUID category, Set<UUID> tags) {
        static final Membership NONE = new Membership(null, Set.of());
    }

    private final MongoCollection<Document> categories;
    private final MongoCollection<Document> tags;
    private final MongoCollection<Document> memberships;
    private final MongoCollection<Document> employees;
    private final MongoCollection<Document> projectAssignees;

    KnownProjection(MongoDatabase database) {
        categories = database.getCollection("known.categories");
        tags = database.getCollection("known.tags");
        memberships = database.getCollection("known.memberships");
        employees = database.getCollection("known.employees");
        projectAssignees = database.getCollection("known.projectAssignees");
        categories.createIndex(Indexes.ascending("key"));
        tags.createIndex(Indexes.ascending("key"));
        employees.createIndex(Indexes.ascending("externalId"), new IndexOptions().sparse(true));
    }

    static boolean understands(Fact fact) {
        return HEARD.contains(fact.type());
    }

    @Override
    public boolean concerns(Fact fact) {
        return write(fact) != null;
    }

    @Override
    public void apply(ClientSession transaction, List<Fact> batch) {
        Map<MongoCollection<Document>, List<WriteModel<Document>>> writes = new LinkedHashMap<>();
        for (Fact fact : batch) {
            Write write = write(fact);
            if (write != null) {
                writes.computeIfAbsent(write.to(), _ -> new ArrayList<>()).add(write.model());
            }
        }
        writes.forEach((to, models) -> to.bulkWrite(transaction, models, new BulkWriteOptions().ordered(true)));
    }

    private record Write(MongoCollection<Document> to, WriteModel<Document> model) {}

    /** What a fact changes here, null when nothing. */
    private Write write(Fact fact) {
        JsonNode payload = fact.payload();
        return switch (fact.type()) {
            case "CategoryCreated", "CategoryChanged" ->
                put(
                        categories,
                        payload.get("categoryId"),
                        named(payload)
                                .append(
                                        "numberingStart",
                                        payload.has("numberingStart")
                                                ? payload.get("numberingStart").asInt()
                                                : null)
                                .append(
                                        "sellers",
                                        payload.path("sellerIds")
                                                .valueStream()
                                                .map(JsonNode::asString)
                                                .toList()));
            case "CategoryDeleted" -> remove(categories, payload.get("categoryId"));
            case "TagCreated", "TagChanged" -> put(tags, payload.get("tagId"), named(payload));
            case "TagDeleted" -> remove(tags, payload.get("tagId"));
            case "CustomerCategorised" ->
                member(payload, new Document("$set", new Document("category", text(payload, "categoryId"))));
            case "CustomerUncategorised" -> member(payload, Updates.unset("category"));
            case "CustomerTagged" -> member(payload, Updates.addToSet("tags", text(payload, "tagId")));
            case "CustomerUntagged" -> member(payload, Updates.pull("tags", text(payload, "tagId")));
            case "EmployeeAdded", "EmployeeChanged" ->
                put(employees, payload.get("employeeId"), new Document("externalId", text(payload, "externalId")));
            case "EmployeeDeleted" -> remove(employees, payload.get("employeeId"));
            case "ResponsibilityAssigned" -> assignee(payload, true);
            case "ResponsibilityRemoved" -> assignee(payload, false);
            default -> null;
        };
    }

    /** Only responsibilities that an import can ask for count: of a project, without role, at any time. */
    private Write assignee(JsonNode payload, boolean assigned) {
        JsonNode subject = payload.get("subject");
        if (!subject.get("type").asString().equals("project") || payload.has("roleId")) {
            return null;
        }
        Document id = new Document("project", text(subject, "id")).append("employee", text(payload, "employeeId"));
        return assigned
                ? new Write(
                        projectAssignees,
                        new ReplaceOneModel<>(eq(id), new Document("_id", id), new ReplaceOptions().upsert(true)))
                : new Write(projectAssignees, new DeleteOneModel<>(eq(id)));
    }

    private static Document named(JsonNode payload) {
        String name = text(payload, "name");
        return new Document("name", name).append("key", Customer.key(name));
    }

    private static Write put(MongoCollection<Document> to, JsonNode id, Document content) {
        return new Write(to, new ReplaceOneModel<>(eq(id.asString()), content, new ReplaceOptions().upsert(true)));
    }

    private static Write remove(MongoCollection<Document> from, JsonNode id) {
        return new Write(from, new DeleteOneModel<>(eq(id.asString())));
    }

    private Write member(JsonNode payload, org.bson.conversions.Bson update) {
        return new Write(
                memberships,
                new UpdateOneModel<>(eq(text(payload, "customerId")), update, new UpdateOptions().upsert(true)));
    }

    private static String text(JsonNode object, String field) {
        JsonNode value = object.get(field);
        return value == null ? null : value.asString();
    }

    Optional<Category> category(UUID id) {
        return Optional.ofNullable(categories.find(eq(id.toString())).first()).map(KnownProjection::category);
    }

    Optional<Category> categoryNamed(String name) {
        return Optional.ofNullable(
                        categories.find(eq("key", Customer.key(name))).first())
                .map(KnownProjection::category);
    }

    private static Category category(Document document) {
        return new Category(
                UUID.fromString(document.getString("_id")),
                document.getString("name"),
                document.getInteger("numberingStart"),
                ids(document, "sellers"));
    }

    Optional<UUID> tag(UUID id) {
        return Optional.ofNullable(tags.find(eq(id.toString())).first()).map(_ -> id);
    }

    Optional<UUID> employee(UUID id) {
        return Optional.ofNullable(employees.find(eq(id.toString())).first()).map(_ -> id);
    }

    /** The categories with these names, by {@link Customer#key}. */
    Map<String, Category> categoriesByKey(Collection<String> keys) {
        Map<String, Category> found = new HashMap<>();
        categories.find(in("key", keys)).forEach(document -> found.put(document.getString("key"), category(document)));
        return found;
    }

    Map<String, UUID> tagsByKey(Collection<String> keys) {
        return idsBy("key", tags, keys);
    }

    Map<String, UUID> employeesByExternalId(Collection<String> externalIds) {
        return idsBy("externalId", employees, externalIds);
    }

    private static Map<String, UUID> idsBy(
            String field, MongoCollection<Document> collection, Collection<String> values) {
        Map<String, UUID> found = new HashMap<>();
        collection
                .find(in(field, values))
                .forEach(document -> found.put(document.getString(field), UUID.fromString(document.getString("_id"))));
        return found;
    }

    /** The category and tags of each of these customers that is in any. */
    Map<UUID, Membership> memberships(Collection<UUID> customers) {
        Map<UUID, Membership> found = new HashMap<>();
        memberships
                .find(in("_id", customers.stream().map(UUID::toString).toList()))
                .forEach(document -> found.put(UUID.fromString(document.getString("_id")), membership(document)));
        return found;
    }

    private static Membership membership(Document document) {
        String category = document.getString("category");
        return new Membership(category == null ? null : UUID.fromString(category), ids(document, "tags"));
    }

    private static Set<UUID> ids(Document document, String field) {
        Set<UUID> ids = new HashSet<>();
        document.getList(field, String.class, List.of()).forEach(id -> ids.add(UUID.fromString(id)));
        return ids;
    }

    boolean isResponsible(UUID employee, UUID project) {
        Document id = new Document("project", project.toString()).append("employee", employee.toString());
        return projectAssignees.countDocuments(eq(id)) > 0;
    }
}
