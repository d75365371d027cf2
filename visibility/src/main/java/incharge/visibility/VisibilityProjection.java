package incharge.visibility;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import tools.jackson.databind.JsonNode;

/**
 * What {@link CallerVisibility} must know, kept from the events of all three logs: {@code sight.employees {seller, active}},
 * {@code sight.tokens {employee}}, {@code sight.categories {key, sellers}}, {@code sight.customers {category, asked,
 * answered}}, {@code sight.projects {customer}}. It is written in the transaction that moves the place in the topic.
 */
public final class VisibilityProjection {
    public static final String CUSTOMERS = "incharge.customers";
    public static final String GROUPINGS = "incharge.groupings";
    public static final String RESPONSIBILITIES = "incharge.responsibilities";

    /** All of them are heard, a service's own too. */
    public static final List<String> TOPICS = List.of(CUSTOMERS, GROUPINGS, RESPONSIBILITIES);

    /** Counts up when other documents are kept, so that all is heard once more. */
    private static final int SHAPE = 1;

    /** An employee as far as it matters here. */
    record Employee(UUID id, boolean seller, boolean active) {}

    /** The category that was asked for with the customer, by id or by the key of its name. */
    record Asked(String id, String key) {}

    /**
     * Where a customer is.
     *
     * @param category null for none
     * @param asked null unless grouping-service has not answered yet
     */
    record Standing(String category, Asked asked) {}

    /** The sellers of categories, by id and by the key of their name. */
    record Sellers(Map<String, Set<UUID>> byId, Map<String, Set<UUID>> byKey) {}

    private final MongoCollection<Document> employees;
    private final MongoCollection<Document> tokens;
    private final MongoCollection<Document> categories;
    private final MongoCollection<Document> customers;
    private final MongoCollection<Document> projects;

    public VisibilityProjection(MongoDatabase database) {
        employees = database.getCollection("sight.employees");
        tokens = database.getCollection("sight.tokens");
        categories = database.getCollection("sight.categories");
        customers = database.getCollection("sight.customers");
        projects = database.getCollection("sight.projects");
        categories.createIndex(Indexes.ascending("key"));
    }

    /** Both in one: this, and for all topics but the service's own what else the service does with what it hears. */
    public FactHandler beside(FactHandler others, String ownTopic) {
        return new FactHandler() {
            @Override
            public int shape() {
                return SHAPE + others.shape();
            }

            @Override
            public boolean concerns(Fact fact) {
                return !writes(fact).isEmpty() || (isForeign(fact) && others.concerns(fact));
            }

            @Override
            public void beforeCommit(List<Fact> batch) {
                if (foreign(batch)) others.beforeCommit(batch);
            }

            @Override
            public void apply(ClientSession transaction, List<Fact> batch) {
                VisibilityProjection.this.apply(transaction, batch);
                if (foreign(batch)) others.apply(transaction, batch);
            }

            @Override
            public void applied(List<Fact> batch) {
                if (foreign(batch)) others.applied(batch);
            }

            @Override
            public boolean isTransient(Throwable failure) {
                return others.isTransient(failure);
            }

            private boolean foreign(List<Fact> batch) {
                return isForeign(batch.getFirst());
            }

            private boolean isForeign(Fact fact) {
                return !fact.topic().equals(ownTopic);
            }
        };
    }

    /** As {@link FactHandler#apply}. */
    public void apply(ClientSession transaction, List<Fact> batch) {
        Map<MongoCollection<Document>, List<WriteModel<Document>>> writes = new LinkedHashMap<>();
        for (Fact fact : batch) {
            for (Write write : writes(fact)) {
                writes.computeIfAbsent(write.to(), _ -> new ArrayList<>()).add(write.model());
            }
        }
        writes.forEach((to, models) -> to.bulkWrite(transaction, models, new BulkWriteOptions().ordered(true)));
    }

    private record Write(MongoCollection<Document> to, WriteModel<Document> model) {}

    private List<Write> writes(Fact fact) {
        JsonNode payload = fact.payload();
        return switch (fact.type()) {
            case "EmployeeAdded", "EmployeeChanged" -> employee(payload);
            // who left stays known, so that a token of theirs is not one of nobody's
            case "EmployeeDeleted" ->
                List.of(new Write(
                        employees,
                        new UpdateOneModel<>(eq(text(payload, "employeeId")), Updates.set("active", false))));
            case "CategoryCreated", "CategoryChanged" ->
                List.of(put(
                        categories,
                        text(payload, "categoryId"),
                        new Document("key", key(text(payload, "name")))
                                .append(
                                        "sellers",
                                        payload.path("sellerIds")
                                                .valueStream()
                                                .map(JsonNode::asString)
                                                .toList())));
            case "CategoryDeleted" ->
                List.of(new Write(categories, new DeleteOneModel<>(eq(text(payload, "categoryId")))));
            case "CustomerRegistered" ->
                List.of(customer(payload, asked(fact).orElseGet(() -> Updates.unset("asked"))));
            case "CustomerGroupingRequested" ->
                asked(fact).stream().map(asked -> customer(payload, asked)).toList();
            case "CustomerCategorised" ->
                List.of(customer(
                        payload,
                        Updates.combine(Updates.set("category", text(payload, "categoryId")), answered(payload))));
            case "CustomerUncategorised" -> List.of(customer(payload, Updates.unset("category")));
            case "CategoryRequestKept" -> List.of(customer(payload, answered(payload)));
            case "ProjectOpened", "ProjectChanged" ->
                List.of(put(
                        projects, text(payload, "projectId"), new Document("customer", text(payload, "customerId"))));
            default -> List.of();
        };
    }

    /** An {@code externalId} names who had it last, also after that one left or got another. */
    private List<Write> employee(JsonNode payload) {
        String id = text(payload, "employeeId");
        String externalId = text(payload, "externalId");
        Write employee = put(
                employees,
                id,
                new Document("seller", payload.path("seller").asBoolean(false))
                        .append("active", payload.path("active").asBoolean(true)));
        return externalId == null
                ? List.of(employee)
                : List.of(employee, put(tokens, externalId, new Document("employee", id)));
    }

    /** What grouping-service is asked for stays apart from what it answers: they come on two topics, in any order. */
    private static Optional<Bson> asked(Fact fact) {
        JsonNode category = fact.payload().path("requestedGrouping").path("category");
        if (!category.isObject()) return Optional.empty();
        String name = text(category, "name");
        return Optional.of(Updates.set(
                "asked",
                new Document("sequence", fact.sequence())
                        .append("id", text(category, "id"))
                        .append("key", name == null ? null : key(name))));
    }

    /** The position in the customers' log up to which this customer's requests are answered. */
    private static Bson answered(JsonNode payload) {
        return Updates.max("answered", payload.path("answering").asLong(0));
    }

    private Write customer(JsonNode payload, Bson change) {
        return new Write(
                customers,
                new UpdateOneModel<>(eq(text(payload, "customerId")), change, new UpdateOptions().upsert(true)));
    }

    private static Write put(MongoCollection<Document> to, String id, Document content) {
        return new Write(to, new ReplaceOneModel<>(eq(id), content, new ReplaceOptions().upsert(true)));
    }

    private static String text(JsonNode object, String field) {
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? null : value.asString();
    }

    /** Names of categories are one without regard to case. */
    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Whom a token with this {@code externalId} names. */
    Optional<Employee> employee(String externalId) {
        return Optional.ofNullable(tokens.find(eq(externalId)).first())
                .map(token -> employees.find(eq(token.getString("employee"))).first())
                .map(found -> new Employee(
                        UUID.fromString(found.getString("_id")),
                        found.getBoolean("seller"),
                        found.getBoolean("active")));
    }

    /** Those of the customers that were heard of. */
    Map<UUID, Standing> standings(Collection<UUID> ids) {
        Map<UUID, Standing> found = new HashMap<>();
        customers.find(among(ids)).forEach(customer -> found.put(id(customer), standing(customer)));
        return found;
    }

    private static Standing standing(Document customer) {
        Document asked = customer.get("asked", Document.class);
        Long answered = customer.getLong("answered");
        boolean open = asked != null && asked.getLong("sequence") > (answered == null ? 0 : answered);
        return new Standing(
                customer.getString("category"), open ? new Asked(asked.getString("id"), asked.getString("key")) : null);
    }

    /** The sellers of all categories that these customers are in or asked for. */
    Sellers sellers(Collection<Standing> standings) {
        Set<String> ids = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (Standing standing : standings) {
            ids.add(standing.category());
            if (standing.asked() != null) {
                ids.add(standing.asked().id());
                keys.add(standing.asked().key());
            }
        }
        ids.removeIf(Objects::isNull);
        keys.removeIf(Objects::isNull);
        Sellers sellers = new Sellers(new HashMap<>(), new HashMap<>());
        if (ids.isEmpty() && keys.isEmpty()) return sellers;
        categories.find(or(in("_id", ids), in("key", keys))).forEach(category -> {
            Set<UUID> named = new HashSet<>();
            category.getList("sellers", String.class).forEach(seller -> named.add(UUID.fromString(seller)));
            sellers.byId().put(category.getString("_id"), named);
            sellers.byKey().put(category.getString("key"), named);
        });
        return sellers;
    }

    /** The customers of those of the projects that were heard of. */
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
