package incharge.customer.reference;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import incharge.customer.reference.CustomerFact.CustomerArchived;
import incharge.customer.reference.CustomerFact.CustomerDetailsChanged;
import incharge.customer.reference.CustomerFact.CustomerRegistered;
import incharge.customer.reference.CustomerFact.CustomerRenamed;
import incharge.customer.reference.CustomerFact.CustomerRenumbered;
import incharge.customer.reference.CustomerFact.CustomerRestored;
import incharge.customer.reference.CustomerFact.PersonErased;
import incharge.feed.Contribution;
import incharge.feed.DocumentWrites;
import incharge.feed.DocumentWrites.DocumentUpdate;
import incharge.feed.Fact;
import incharge.feed.FactVocabulary;
import incharge.feed.KeyRing;
import incharge.feed.StoredNames;
import incharge.feed.TypedFact;
import incharge.visibility.ReferenceCollections;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Keeps what customers are found by: beside the category and the tags, which visibility and the reference data keep,
 * the texts that a search reads. {@code archived} is the position of the event that archived a customer.
 */
final class CustomerProjection implements Contribution<CustomerFact> {

    private static final String EMAIL = "email";
    private static final String ARCHIVED = "archived";
    private static final String ERASED = "erased";
    private static final List<String> CLEAR_TEXTS = List.of("number", "vatNumber", "ean");
    private static final List<String> PERSONAL_TEXTS = List.of("name", EMAIL);

    /** How many customers are read at a time. */
    private static final int PART = 5_000;

    private final MongoCollection<Document> customers;
    private final MongoCollection<Document> memberships;
    private final MongoCollection<Document> categories;
    private final StoredNames texts;

    CustomerProjection(MongoDatabase database, KeyRing keys) {
        customers = database.getCollection(ReferenceCollections.CUSTOMERS);
        memberships = database.getCollection(ReferenceCollections.MEMBERSHIPS);
        categories = database.getCollection(ReferenceCollections.CATEGORIES);
        texts = new StoredNames(keys);
        var sparse = new IndexOptions().sparse(true);
        memberships.createIndex(Indexes.ascending("category"), sparse);
        customers.createIndex(Indexes.ascending("asked.id"), sparse);
        customers.createIndex(Indexes.ascending("asked.key"), sparse);
    }

    @Override
    public FactVocabulary<CustomerFact> facts() {
        return CustomerFact.FACTS;
    }

    @Override
    public void apply(TypedFact<CustomerFact> fact, DocumentWrites writes) {
        switch (fact.content()) {
            case CustomerRegistered registered -> {
                DocumentUpdate update =
                        customer(registered.customerId(), writes).set("number", registered.number());
                StoredNames.set(update, fact.fact(), registered.name());
                details(update, fact.fact(), registered.vatNumber(), registered.ean(), registered.email());
            }
            case CustomerRenamed(var id, var name) -> StoredNames.set(customer(id, writes), fact.fact(), name);
            case CustomerRenumbered(var id, var number) -> customer(id, writes).set("number", number);
            case CustomerDetailsChanged(var id, var vatNumber, var ean, var email) ->
                details(customer(id, writes), fact.fact(), vatNumber, ean, email);
            case CustomerArchived(var id) -> customer(id, writes).set(ARCHIVED, fact.sequence());
            case CustomerRestored(var id) -> customer(id, writes).unset(ARCHIVED);
            case PersonErased(var kind, var id) -> {
                if ("customer".equals(kind)) {
                    StoredNames.erase(customer(id, writes).set(ERASED, true).unset(EMAIL));
                }
            }
        }
    }

    private static void details(DocumentUpdate update, Fact fact, String vatNumber, String ean, String email) {
        update.set("vatNumber", vatNumber).set("ean", ean);
        StoredNames.set(update, fact, EMAIL, email);
    }

    private static DocumentUpdate customer(UUID id, DocumentWrites writes) {
        return writes.update(ReferenceCollections.CUSTOMERS, id);
    }

    /** @param archivedSince a position; customers that were archived after it are found too */
    List<UUID> find(CustomerChoice choice, long archivedSince) {
        Bson present = and(exists(ERASED, false), or(exists(ARCHIVED, false), gt(ARCHIVED, archivedSince)));
        Map<String, String> categoryKeys = categoryKeys();
        var found = new ArrayList<UUID>();
        parts(candidates(choice, categoryKeys), present).forEach(part -> {
            Map<String, Document> groupings = choice.choosesByCategory() ? groupings(part) : Map.of();
            for (Document customer : part) {
                Document grouping = groupings.getOrDefault(customer.getString("_id"), new Document());
                if (matches(choice, customer, grouping, categoryKeys)) {
                    found.add(UUID.fromString(customer.getString("_id")));
                }
            }
        });
        return found;
    }

    /** Returns the key of the name of each category that exists. */
    private Map<String, String> categoryKeys() {
        var keys = new HashMap<String, String>();
        categories.find().forEach(category -> keys.put(category.getString("_id"), category.getString("key")));
        return keys;
    }

    /** Returns those that may match, and that the filters lead to; null for all. */
    private Set<String> candidates(CustomerChoice choice, Map<String, String> categoryKeys) {
        Set<String> ids = null;
        if (!choice.customers().isEmpty()) {
            ids = texts(choice.customers());
        }
        if (!choice.tags().isEmpty()) {
            ids = among(
                    ids,
                    memberships.find(or(choice.tags().stream()
                            .map(tag -> exists("tags." + tag))
                            .toList())));
        }
        if (!choice.categories().isEmpty() && !choice.uncategorised()) {
            Set<String> wanted = texts(choice.categories());
            List<String> keys = wanted.stream()
                    .map(categoryKeys::get)
                    .filter(Objects::nonNull)
                    .toList();
            ids = among(
                    ids,
                    memberships.find(in("category", wanted)),
                    customers.find(or(in("asked.id", wanted), in("asked.key", keys))));
        }
        return ids;
    }

    private static Set<String> texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.toSet());
    }

    @SafeVarargs
    private static Set<String> among(Set<String> ids, FindIterable<Document>... found) {
        var all = new HashSet<String>();
        for (FindIterable<Document> some : found) {
            some.projection(include("_id")).forEach(document -> all.add(document.getString("_id")));
        }
        if (ids != null) {
            all.retainAll(ids);
        }
        return all;
    }

    /** @param ids null for all */
    private Stream<List<Document>> parts(Set<String> ids, Bson present) {
        if (ids == null) {
            return StreamSupport.stream(customers.find(present).batchSize(PART).spliterator(), false)
                    .gather(Gatherers.windowFixed(PART));
        }
        return ids.stream()
                .sorted()
                .gather(Gatherers.windowFixed(PART))
                .map(part -> customers.find(and(in("_id", part), present)).into(new ArrayList<>()));
    }

    private Map<String, Document> groupings(List<Document> part) {
        var groupings = new HashMap<String, Document>();
        memberships
                .find(in(
                        "_id",
                        part.stream().map(customer -> customer.getString("_id")).toList()))
                .forEach(membership -> groupings.put(membership.getString("_id"), membership));
        return groupings;
    }

    private boolean matches(
            CustomerChoice choice, Document customer, Document grouping, Map<String, String> categoryKeys) {
        return (!choice.choosesByCategory() || matchesCategory(choice, customer, grouping, categoryKeys))
                && (choice.words().isEmpty() || choice.matchesText(text(customer)));
    }

    /** Until grouping-service has answered, the category that was requested counts; it may be still to be made. */
    private static boolean matchesCategory(
            CustomerChoice choice, Document customer, Document grouping, Map<String, String> categoryKeys) {
        Document requested = customer.get("asked", Document.class);
        long answered = Objects.requireNonNullElse(grouping.getLong("answered"), 0L);
        if (requested == null || requested.getLong("sequence") <= answered) {
            String category = grouping.getString("category");
            return choice.matchesCategory(categoryKeys.containsKey(category) ? UUID.fromString(category) : null);
        }
        return choice.categories().stream()
                .map(UUID::toString)
                .anyMatch(category -> category.equals(requested.getString("id"))
                        || (requested.getString("key") != null
                                && requested.getString("key").equals(categoryKeys.get(category))));
    }

    private String text(Document customer) {
        var text = new StringBuilder();
        CLEAR_TEXTS.forEach(field -> append(text, customer.getString(field)));
        PERSONAL_TEXTS.forEach(field -> append(text, texts.text(customer, field)));
        return text.toString();
    }

    private static void append(StringBuilder text, String more) {
        if (more != null) {
            text.append(more).append('\n');
        }
    }
}
