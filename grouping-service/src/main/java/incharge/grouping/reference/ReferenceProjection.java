package incharge.grouping.reference;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static incharge.visibility.ReferenceCollections.CUSTOMERS;
import static incharge.visibility.ReferenceCollections.EMPLOYEES;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import incharge.feed.Contribution;
import incharge.feed.DocumentWrites;
import incharge.feed.FactVocabulary;
import incharge.feed.TypedFact;
import incharge.grouping.reference.ForeignFact.CustomerGroupingRequested;
import incharge.grouping.reference.ForeignFact.CustomerGroupingWithdrawn;
import incharge.grouping.reference.ForeignFact.CustomerRegistered;
import incharge.grouping.reference.ForeignFact.EmployeeAdded;
import incharge.grouping.reference.ForeignFact.EmployeeDeleted;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;

/**
 * Keeps which customers and employees exist, as a field of its own: a document may exist because visibility keeps other
 * fields in it.
 */
public final class ReferenceProjection implements Contribution<ForeignFact> {

    private static final String EXISTS = "exists";

    private final MongoCollection<Document> customers;
    private final MongoCollection<Document> employees;

    public ReferenceProjection(MongoDatabase database) {
        customers = database.getCollection(CUSTOMERS);
        employees = database.getCollection(EMPLOYEES);
    }

    @Override
    public FactVocabulary<ForeignFact> facts() {
        return ForeignFact.FACTS;
    }

    @Override
    public void apply(TypedFact<ForeignFact> fact, DocumentWrites writes) {
        switch (fact.content()) {
            case CustomerRegistered customer ->
                writes.update(CUSTOMERS, customer.customerId()).set(EXISTS, true);
            case CustomerGroupingRequested _, CustomerGroupingWithdrawn _ -> {
                // these say nothing about existence
            }
            case EmployeeAdded(UUID id) -> writes.update(EMPLOYEES, id).set(EXISTS, true);
            case EmployeeDeleted(UUID id) -> writes.update(EMPLOYEES, id).unset(EXISTS);
        }
    }

    Set<UUID> unknownCustomers(Collection<UUID> ids) {
        return unknown(customers, ids);
    }

    Set<UUID> unknownEmployees(Collection<UUID> ids) {
        return unknown(employees, ids);
    }

    private static Set<UUID> unknown(MongoCollection<Document> among, Collection<UUID> ids) {
        Set<UUID> unknown = new HashSet<>(ids);
        among.find(and(in("_id", ids.stream().map(UUID::toString).toList()), eq(EXISTS, true)))
                .forEach(found -> unknown.remove(UUID.fromString(found.getString("_id"))));
        return unknown;
    }
}
