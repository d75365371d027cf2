package incharge.grouping;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.github.f4b6a3.uuid.UuidCreator;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import incharge.eventstore.decider.Asked;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.feed.Fact;
import incharge.eventstore.feed.FactHandler;
import incharge.grouping.GroupingCommand.AnswerCategoryRequest;
import incharge.grouping.GroupingCommand.AnswerTagRequest;
import incharge.grouping.GroupingCommand.Wanted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import tools.jackson.databind.JsonNode;

/**
 * What grouping-service hears from the others: which customers and employees exist, and which category and tags a
 * customer's registration, change or import asked for. What was asked is answered in this service's own log before the
 * position moves, so each request has its effect once.
 */
final class KnownProjection implements FactHandler {

    static final String CUSTOMERS = "incharge.customers";
    static final String RESPONSIBILITIES = "incharge.responsibilities";

    static final List<String> TOPICS = List.of(CUSTOMERS, RESPONSIBILITIES);

    /** Events that ask for something or change what is known here. */
    private static final Set<String> HEARD =
            Set.of("CustomerRegistered", "CustomerGroupingRequested", "EmployeeAdded", "EmployeeDeleted");

    /** Events of those topics that nothing here depends on. */
    static final Set<String> IGNORED = Set.of(
            "CustomerRenumbered",
            "CustomerRenamed",
            "CustomerDetailsChanged",
            "CustomerArchived",
            "CustomerRestored",
            "ProjectOpened",
            "ProjectChanged",
            "ProjectStatusChanged",
            "ProjectAssigneeRequested",
            "ProjectArchived",
            "ProjectRestored",
            "TeamAdded",
            "TeamRenamed",
            "TeamDeleted",
            "RoleAdded",
            "RoleRenamed",
            "RoleDeleted",
            "EmployeeChanged",
            "ResponsibilityAssigned",
            "ResponsibilityChanged",
            "ResponsibilityRemoved",
            "AssigneeRequestKept",
            "AssigneeRequestDeclined");

    private final EventStore<GroupingEvent> store;
    private final MongoCollection<Document> customers;
    private final MongoCollection<Document> employees;

    KnownProjection(EventStore<GroupingEvent> store, MongoDatabase database) {
        this.store = store;
        customers = database.getCollection("known.customers");
        employees = database.getCollection("known.employees");
    }

    static boolean understands(Fact fact) {
        return HEARD.contains(fact.type());
    }

    @Override
    public boolean concerns(Fact fact) {
        return understands(fact);
    }

    @Override
    public void beforeCommit(List<Fact> batch) {
        List<Asked<GroupingCommand>> asked = batch.stream()
                .filter(fact -> fact.topic().equals(CUSTOMERS))
                .flatMap(KnownProjection::requests)
                .toList();
        if (!asked.isEmpty()) {
            store.answer(
                    GroupingBoundary.DECIDER, asked, CUSTOMERS, batch.getLast().sequence());
        }
    }

    private static Stream<Asked<GroupingCommand>> requests(Fact fact) {
        return switch (fact.type()) {
            case "CustomerRegistered", "CustomerGroupingRequested" -> requested(fact);
            default -> Stream.empty();
        };
    }

    private static Stream<Asked<GroupingCommand>> requested(Fact fact) {
        JsonNode grouping = fact.payload().path("requestedGrouping");
        UUID customer = UUID.fromString(fact.payload().get("customerId").asString());
        List<GroupingCommand> commands = new ArrayList<>();
        if (grouping.has("category")) {
            commands.add(new AnswerCategoryRequest(customer, wanted(grouping.get("category")), fact.sequence()));
        }
        grouping.path("tags")
                .forEach(tag -> commands.add(new AnswerTagRequest(customer, wanted(tag), fact.sequence())));
        return commands.stream()
                .map(command -> new Asked<>(command, fact.sequence(), fact.actor(), fact.commandId(), fact.reason()));
    }

    private static Wanted wanted(JsonNode reference) {
        return reference.has("id")
                ? new Wanted(UUID.fromString(reference.get("id").asString()), null, null)
                : new Wanted(null, reference.get("name").asString(), UuidCreator.getTimeOrderedEpoch());
    }

    @Override
    public void apply(ClientSession transaction, List<Fact> batch) {
        List<WriteModel<Document>> customerWrites = new ArrayList<>();
        List<WriteModel<Document>> employeeWrites = new ArrayList<>();
        for (Fact fact : batch) {
            switch (fact.type()) {
                case "CustomerRegistered" -> customerWrites.add(exists(fact, "customerId"));
                case "EmployeeAdded" -> employeeWrites.add(exists(fact, "employeeId"));
                case "EmployeeDeleted" ->
                    employeeWrites.add(new DeleteOneModel<>(
                            eq(fact.payload().get("employeeId").asString())));
                default -> {
                    // another event of the topic; IGNORED names those that are published today
                }
            }
        }
        write(transaction, customers, customerWrites);
        write(transaction, employees, employeeWrites);
    }

    private static WriteModel<Document> exists(Fact fact, String idField) {
        String id = fact.payload().get(idField).asString();
        return new ReplaceOneModel<>(eq(id), new Document("_id", id), new ReplaceOptions().upsert(true));
    }

    private static void write(
            ClientSession transaction, MongoCollection<Document> to, List<WriteModel<Document>> writes) {
        if (!writes.isEmpty()) {
            to.bulkWrite(transaction, writes);
        }
    }

    Set<UUID> unknownCustomers(Collection<UUID> ids) {
        return unknown(customers, ids);
    }

    Set<UUID> unknownEmployees(Collection<UUID> ids) {
        return unknown(employees, ids);
    }

    private static Set<UUID> unknown(MongoCollection<Document> known, Collection<UUID> ids) {
        Set<UUID> missing = new HashSet<>(ids);
        known.find(in("_id", ids.stream().map(UUID::toString).toList()))
                .forEach(found -> missing.remove(UUID.fromString(found.getString("_id"))));
        return missing;
    }
}
