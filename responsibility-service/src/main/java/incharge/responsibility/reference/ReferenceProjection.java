package incharge.responsibility.reference;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;
import static incharge.visibility.ReferenceCollections.CUSTOMERS;
import static incharge.visibility.ReferenceCollections.PROJECTS;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import incharge.feed.Contribution;
import incharge.feed.DocumentWrites;
import incharge.feed.FactVocabulary;
import incharge.feed.TypedFact;
import incharge.http.NameKey;
import incharge.responsibility.event.Subject;
import incharge.responsibility.event.SubjectType;
import incharge.responsibility.reference.ForeignFact.CustomerArchived;
import incharge.responsibility.reference.ForeignFact.CustomerNumbered;
import incharge.responsibility.reference.ForeignFact.CustomerRestored;
import incharge.responsibility.reference.ForeignFact.ProjectArchived;
import incharge.responsibility.reference.ForeignFact.ProjectAssigneeRequested;
import incharge.responsibility.reference.ForeignFact.ProjectAssigneeWithdrawn;
import incharge.responsibility.reference.ForeignFact.ProjectChanged;
import incharge.responsibility.reference.ForeignFact.ProjectNumbered;
import incharge.responsibility.reference.ForeignFact.ProjectRestored;
import incharge.responsibility.reference.ForeignFact.SettingsChanged;
import incharge.responsibility.reference.SubjectData.State;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * Keeps the customers and projects that exist: {@code numberKey} and {@code archived} of both. A document without
 * {@code numberKey} is not yet one of a customer or project that is known; the customer of a project is the field that
 * visibility keeps. Of the settings of the workspace it keeps {@code rolesInUse}.
 */
public final class ReferenceProjection implements Contribution<ForeignFact> {

    private static final String SETTINGS = "reference.settings";
    private static final String ROLES_IN_USE = "rolesInUse";
    private static final String NUMBER_KEY = "numberKey";
    private static final String ARCHIVED = "archived";
    private static final String CUSTOMER = "customer";

    /** A customer or a project that was found by its number. */
    public record NumberedSubject(UUID id, String key, UUID customerId) {}

    private final MongoCollection<Document> customers;
    private final MongoCollection<Document> projects;
    private final MongoCollection<Document> settings;

    public ReferenceProjection(MongoDatabase database) {
        customers = database.getCollection(CUSTOMERS);
        projects = database.getCollection(PROJECTS);
        settings = database.getCollection(SETTINGS);
        customers.createIndex(Indexes.ascending(NUMBER_KEY));
        projects.createIndex(Indexes.ascending(NUMBER_KEY));
    }

    /** Numbers are unique by this key. */
    public static String key(String number) {
        return NameKey.of(number);
    }

    /** Version 2 has another key of numbers, version 3 keeps the settings. */
    @Override
    public int schemaVersion() {
        return 3;
    }

    @Override
    public FactVocabulary<ForeignFact> facts() {
        return ForeignFact.FACTS;
    }

    @Override
    public void apply(TypedFact<ForeignFact> fact, DocumentWrites writes) {
        switch (fact.content()) {
            case CustomerNumbered customer ->
                writes.update(CUSTOMERS, customer.customerId()).set(NUMBER_KEY, key(customer.number()));
            case CustomerArchived(UUID id, String freed) -> archived(writes.update(CUSTOMERS, id), freed);
            case CustomerRestored(UUID id, String number) -> restored(writes.update(CUSTOMERS, id), number);
            case ProjectNumbered project ->
                writes.update(PROJECTS, project.projectId()).set(NUMBER_KEY, key(project.number()));
            case ProjectChanged(UUID id, String number, String previous) -> {
                if (previous != null) {
                    writes.update(PROJECTS, id).set(NUMBER_KEY, key(number));
                }
            }
            case ProjectArchived(UUID id, String freed) -> archived(writes.update(PROJECTS, id), freed);
            case ProjectRestored(UUID id, String number) -> restored(writes.update(PROJECTS, id), number);
            case ProjectAssigneeRequested _, ProjectAssigneeWithdrawn _ -> {}
            case SettingsChanged(UUID workspace, var rolesInUse) ->
                writes.update(SETTINGS, workspace).set(ROLES_IN_USE, rolesInUse);
        }
    }

    private static void archived(DocumentWrites.DocumentUpdate document, String freedNumber) {
        document.set(ARCHIVED, true);
        if (freedNumber != null) {
            document.unset(NUMBER_KEY);
        }
    }

    private static void restored(DocumentWrites.DocumentUpdate document, String number) {
        document.unset(ARCHIVED);
        if (number != null) {
            document.set(NUMBER_KEY, key(number));
        }
    }

    /** Returns whether roles are in use, as they are unless the settings of the workspace say otherwise. */
    boolean rolesInUse() {
        Document found = settings.find().first();
        return found == null || found.getBoolean(ROLES_IN_USE, true);
    }

    /** Finds those of the subjects that are known. */
    public Map<Subject, SubjectData> subjects(Collection<Subject> wanted) {
        Map<UUID, Document> foundProjects = byId(projects, ids(wanted, SubjectType.PROJECT));
        Set<UUID> customerIds = new HashSet<>(ids(wanted, SubjectType.CUSTOMER));
        foundProjects.values().forEach(project -> customerIds.add(customerId(project)));
        Map<UUID, Document> foundCustomers = byId(customers, customerIds);

        Map<Subject, SubjectData> found = new HashMap<>();
        for (Subject subject : wanted) {
            boolean isProject = subject.type() == SubjectType.PROJECT;
            Document document = (isProject ? foundProjects : foundCustomers).get(subject.id());
            if (document != null) {
                UUID customer = isProject ? customerId(document) : subject.id();
                State state = state(archived(document), archived(foundCustomers.get(customer)));
                found.put(subject, new SubjectData(customer, state));
            }
        }
        return found;
    }

    private static State state(boolean archived, boolean customerArchived) {
        if (archived) {
            return State.ARCHIVED;
        }
        return customerArchived ? State.CUSTOMER_ARCHIVED : State.OPEN;
    }

    private static boolean archived(Document found) {
        return found != null && found.getBoolean(ARCHIVED, false);
    }

    /** Finds those of the customers that are known, by {@link #key} of their numbers. */
    Map<String, NumberedSubject> customersNumbered(Collection<String> keys) {
        return numbered(customers, keys, ReferenceProjection::id);
    }

    /** Finds those of the projects that are known, by {@link #key} of their numbers. */
    Map<String, NumberedSubject> projectsNumbered(Collection<String> keys) {
        return numbered(projects, keys, ReferenceProjection::customerId);
    }

    private static Map<String, NumberedSubject> numbered(
            MongoCollection<Document> among, Collection<String> keys, Function<Document, UUID> customer) {
        Map<String, NumberedSubject> found = new HashMap<>();
        if (!keys.isEmpty()) {
            for (Document document : among.find(in(NUMBER_KEY, keys))) {
                String key = document.getString(NUMBER_KEY);
                found.put(key, new NumberedSubject(id(document), key, customer.apply(document)));
            }
        }
        return found;
    }

    private static Map<UUID, Document> byId(MongoCollection<Document> among, Collection<UUID> ids) {
        Map<UUID, Document> found = new HashMap<>();
        if (!ids.isEmpty()) {
            // what gave its number back is still known as archived
            among.find(and(
                            in("_id", ids.stream().map(UUID::toString).toList()),
                            or(exists(NUMBER_KEY), eq(ARCHIVED, true))))
                    .batchSize(1_000)
                    .forEach(document -> found.put(id(document), document));
        }
        return found;
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
        return UUID.fromString(project.getString(CUSTOMER));
    }
}
