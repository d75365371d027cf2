package incharge.grouping.reference;

import static com.mongodb.client.model.Aggregates.limit;
import static com.mongodb.client.model.Aggregates.lookup;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.nin;
import static incharge.visibility.ReferenceCollections.CUSTOMERS;
import static incharge.visibility.ReferenceCollections.EMPLOYEES;
import static incharge.visibility.ReferenceCollections.MEMBERSHIPS;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import incharge.feed.Contribution;
import incharge.feed.DocumentWrites;
import incharge.feed.FactVocabulary;
import incharge.feed.KeyRing;
import incharge.feed.ShownName;
import incharge.feed.StoredNames;
import incharge.feed.TypedFact;
import incharge.grouping.reference.ForeignFact.CustomerDetailsChanged;
import incharge.grouping.reference.ForeignFact.CustomerGroupingRequested;
import incharge.grouping.reference.ForeignFact.CustomerGroupingWithdrawn;
import incharge.grouping.reference.ForeignFact.CustomerRegistered;
import incharge.grouping.reference.ForeignFact.CustomerRenamed;
import incharge.grouping.reference.ForeignFact.EmployeeAdded;
import incharge.grouping.reference.ForeignFact.EmployeeDeleted;
import incharge.grouping.reference.ForeignFact.PersonErased;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;

/**
 * Keeps which customers and employees exist, as a field of its own: a document may exist because visibility keeps other
 * fields in it. Visibility keeps the category of a customer; it is read where it keeps it.
 */
public final class ReferenceProjection implements Contribution<ForeignFact> {

    /** The category of a customer, as visibility keeps it. */
    private static final String CATEGORY = "category";

    private static final String EXISTS = "exists";
    private static final String COUNTRY = "country";

    /** Version 3 has names of customers as they are published. */
    private static final int SCHEMA_VERSION = 3;

    private final MongoCollection<Document> customers;
    private final MongoCollection<Document> employees;
    private final MongoCollection<Document> memberships;
    private final StoredNames names;

    /** A customer in no category. {@code country} may be null. */
    public record Uncategorised(UUID customerId, String country) {}

    public ReferenceProjection(MongoDatabase database, KeyRing keys) {
        names = new StoredNames(keys);
        customers = database.getCollection(CUSTOMERS);
        employees = database.getCollection(EMPLOYEES);
        memberships = database.getCollection(MEMBERSHIPS);
        customers.createIndex(Indexes.ascending(EXISTS));
        memberships.createIndex(Indexes.ascending(CATEGORY));
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
            case CustomerRegistered customer ->
                StoredNames.set(
                        writes.update(CUSTOMERS, customer.customerId())
                                .set(EXISTS, true)
                                .set(COUNTRY, customer.country()),
                        fact.fact(),
                        customer.name());
            case CustomerRenamed(UUID id, String name) ->
                StoredNames.set(writes.update(CUSTOMERS, id), fact.fact(), name);
            case CustomerDetailsChanged(UUID id, String country) ->
                writes.update(CUSTOMERS, id).set(COUNTRY, country);
            case PersonErased(UUID customer) -> StoredNames.erase(writes.update(CUSTOMERS, customer));
            case CustomerGroupingRequested _, CustomerGroupingWithdrawn _ -> {
                // nothing is kept of requests
            }
            case EmployeeAdded(UUID id) -> writes.update(EMPLOYEES, id).set(EXISTS, true);
            case EmployeeDeleted(UUID id) -> writes.update(EMPLOYEES, id).unset(EXISTS);
        }
    }

    Set<UUID> unknownCustomers(Collection<UUID> ids) {
        return unknown(customers, ids);
    }

    /** Finds the names of those of the customers that are known. */
    Map<UUID, ShownName> names(Collection<UUID> customerIds) {
        Map<UUID, ShownName> found = new HashMap<>();
        customers
                .find(in("_id", texts(customerIds)))
                .forEach(customer -> found.put(UUID.fromString(customer.getString("_id")), names.of(customer)));
        return found;
    }

    /** Counts the customers, archived ones too, that are in none of these categories. */
    public long countOutside(Collection<UUID> categories) {
        return customers.countDocuments(eq(EXISTS, true)) - memberships.countDocuments(in(CATEGORY, texts(categories)));
    }

    /** Finds some of the customers that are in none of these categories, with their country. */
    public List<Uncategorised> outside(Collection<UUID> categories, int limit) {
        List<Uncategorised> found = new ArrayList<>();
        customers
                .aggregate(List.of(
                        match(eq(EXISTS, true)),
                        lookup(MEMBERSHIPS, "_id", "_id", "membership"),
                        match(nin("membership.category", texts(categories))),
                        limit(limit)))
                .forEach(customer -> found.add(
                        new Uncategorised(UUID.fromString(customer.getString("_id")), customer.getString(COUNTRY))));
        return found;
    }

    private static List<String> texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
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
