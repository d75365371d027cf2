package incharge.grouping;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import incharge.eventstore.decider.EventStore;
import incharge.feed.Fact;
import incharge.feed.FactHandler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;

/**
 * What grouping-service hears from the others: which customers and employees exist, and which category and tags a
 * customer's registration, change or import asked for. What was asked is answered in this service's own log before the
 * position moves, so each request has its effect once, and so is what was withdrawn.
 */
final class KnownProjection implements FactHandler {

    static final String CUSTOMERS = "incharge.customers";
    static final String RESPONSIBILITIES = "incharge.responsibilities";

    static final List<String> TOPICS = List.of(CUSTOMERS, RESPONSIBILITIES);

    /** Events that ask for something, withdraw it or change what is known here. */
    private static final Set<String> HEARD = Set.of(
            "CustomerRegistered",
            "CustomerGroupingRequested",
            "CustomerGroupingWithdrawn",
            "EmployeeAdded",
            "EmployeeDeleted");

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
            "ProjectAssigneeWithdrawn",
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

    private final GroupingRequests requests;
    private final MongoCollection<Document> customers;
    private final MongoCollection<Document> employees;

    KnownProjection(GroupingRequests requests, MongoDatabase database) {
        this.requests = requests;
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
        if (batch.getFirst().topic().equals(CUSTOMERS)) {
            requests.answer(batch);
        }
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return EventStore.isTransient(failure);
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
