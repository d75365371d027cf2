package incharge.responsibility.reference;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import incharge.eventstore.decider.EventStore;
import incharge.feed.Fact;
import incharge.feed.FactHandler;
import incharge.responsibility.event.Subject;
import incharge.responsibility.event.SubjectType;
import incharge.responsibility.reference.SubjectData.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import tools.jackson.databind.JsonNode;

/**
 * What responsibility-service hears from customer-service: which customers and projects there are. What that asks for, an
 * assignee of a project, or withdraws is answered in this service's own log before the position moves.
 */
public final class ReferenceDataProjection implements FactHandler {

    public static final String CUSTOMERS = "incharge.customers";

    public static final List<String> TOPICS = List.of(CUSTOMERS);

    /** Events of that topic that nothing here depends on. */
    public static final Set<String> IGNORED = Set.of(
            "CustomerRenamed",
            "CustomerDetailsChanged",
            "CustomerGroupingRequested",
            "CustomerGroupingWithdrawn",
            "ProjectStatusChanged");

    /** A customer by its number, or a project with its customer. */
    public record NumberedSubject(UUID id, String key, UUID customerId) {}

    private final ForeignRequests requests;
    private final MongoCollection<Document> customers;
    private final MongoCollection<Document> projects;

    public ReferenceDataProjection(ForeignRequests requests, MongoDatabase database) {
        this.requests = requests;
        customers = database.getCollection("known.customers");
        projects = database.getCollection("known.projects");
        customers.createIndex(Indexes.ascending("key"));
        projects.createIndex(Indexes.ascending("key"));
    }

    /** Numbers are unique without regard to case. */
    public static String key(String number) {
        return number.toLowerCase(Locale.ROOT);
    }

    /** Whether anything here depends on such a fact. */
    public static boolean understands(Fact fact) {
        return ofCustomer(fact) != null || ofProject(fact) != null;
    }

    @Override
    public boolean concerns(Fact fact) {
        return understands(fact) || requests.concerns(fact);
    }

    @Override
    public void beforeCommit(List<Fact> batch) {
        requests.answer(batch, this::subjects);
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return EventStore.isTransient(failure);
    }

    @Override
    public void apply(ClientSession transaction, List<Fact> batch) {
        write(transaction, customers, batch, ReferenceDataProjection::ofCustomer);
        write(transaction, projects, batch, ReferenceDataProjection::ofProject);
    }

    private static void write(
            ClientSession transaction,
            MongoCollection<Document> to,
            List<Fact> batch,
            Function<Fact, WriteModel<Document>> change) {
        List<WriteModel<Document>> changes =
                batch.stream().map(change).filter(one -> one != null).toList();
        if (!changes.isEmpty()) {
            to.bulkWrite(transaction, changes);
        }
    }

    /** What a fact changes of the customers, null for nothing. */
    private static WriteModel<Document> ofCustomer(Fact fact) {
        JsonNode payload = fact.payload();
        return switch (fact.type()) {
            case "CustomerRegistered" ->
                put(payload.get("customerId"), numbered(payload).append("archived", false));
            case "CustomerRenumbered" -> set(payload.get("customerId"), numbered(payload));
            case "CustomerArchived" -> set(payload.get("customerId"), new Document("archived", true));
            case "CustomerRestored" -> set(payload.get("customerId"), new Document("archived", false));
            default -> null;
        };
    }

    /** What a fact changes of the projects, null for nothing. */
    private static WriteModel<Document> ofProject(Fact fact) {
        JsonNode payload = fact.payload();
        return switch (fact.type()) {
            case "ProjectOpened" ->
                put(
                        payload.get("projectId"),
                        numbered(payload)
                                .append("customerId", payload.get("customerId").asString())
                                .append("archived", false));
            case "ProjectChanged" -> set(payload.get("projectId"), numbered(payload));
            case "ProjectArchived" -> set(payload.get("projectId"), new Document("archived", true));
            case "ProjectRestored" -> set(payload.get("projectId"), new Document("archived", false));
            default -> null;
        };
    }

    private static Document numbered(JsonNode payload) {
        return new Document("key", key(payload.get("number").asString()));
    }

    private static WriteModel<Document> put(JsonNode id, Document content) {
        return new ReplaceOneModel<>(eq(id.asString()), content, new ReplaceOptions().upsert(true));
    }

    private static WriteModel<Document> set(JsonNode id, Document fields) {
        return new UpdateOneModel<>(eq(id.asString()), new Document("$set", fields));
    }

    /** Those of the subjects that are known. */
    Map<Subject, SubjectData> subjects(Collection<Subject> wanted) {
        Map<UUID, Document> foundProjects = byId(projects, ids(wanted, SubjectType.PROJECT));
        Set<UUID> customerIds = new HashSet<>(ids(wanted, SubjectType.CUSTOMER));
        foundProjects.values().forEach(project -> customerIds.add(customerId(project)));
        Map<UUID, Document> foundCustomers = byId(customers, customerIds);

        Map<Subject, SubjectData> known = new HashMap<>();
        for (Subject subject : wanted) {
            Document found = switch (subject.type()) {
                case CUSTOMER -> foundCustomers.get(subject.id());
                case PROJECT -> foundProjects.get(subject.id());
            };
            if (found != null) {
                UUID customer = subject.type() == SubjectType.CUSTOMER ? subject.id() : customerId(found);
                known.put(
                        subject,
                        new SubjectData(customer, state(archived(found), archived(foundCustomers.get(customer)))));
            }
        }
        return known;
    }

    private static State state(boolean archived, boolean customerArchived) {
        if (archived) {
            return State.ARCHIVED;
        }
        return customerArchived ? State.CUSTOMER_ARCHIVED : State.OPEN;
    }

    private static boolean archived(Document found) {
        return found != null && found.getBoolean("archived", false);
    }

    /** Those of the customers that are known, by {@link #key} of their numbers. */
    Map<String, NumberedSubject> customersNumbered(Collection<String> keys) {
        return numbered(customers, keys, document -> id(document));
    }

    /** Those of the projects that are known, by {@link #key} of their numbers. */
    Map<String, NumberedSubject> projectsNumbered(Collection<String> keys) {
        return numbered(projects, keys, ReferenceDataProjection::customerId);
    }

    private static Map<String, NumberedSubject> numbered(
            MongoCollection<Document> of, Collection<String> keys, Function<Document, UUID> customer) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        Map<String, NumberedSubject> found = new HashMap<>();
        for (Document document : of.find(in("key", keys))) {
            String key = document.getString("key");
            found.put(key, new NumberedSubject(id(document), key, customer.apply(document)));
        }
        return found;
    }

    private static Map<UUID, Document> byId(MongoCollection<Document> of, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Stream<Document> found = of
                .find(in("_id", ids.stream().map(UUID::toString).toList()))
                .batchSize(1_000)
                .into(new ArrayList<>())
                .stream();
        return found.collect(Collectors.toMap(ReferenceDataProjection::id, document -> document));
    }

    private static Set<UUID> ids(Collection<Subject> subjects, SubjectType type) {
        return subjects.stream()
                .filter(subject -> subject.type() == type)
                .map(Subject::id)
                .collect(Collectors.toSet());
    }

    private static UUID id(Document document) {
        return UUID.fromString(document.getString("_id"));
    }

    private static UUID customerId(Document project) {
        return UUID.fromString(project.getString("customerId"));
    }
}
