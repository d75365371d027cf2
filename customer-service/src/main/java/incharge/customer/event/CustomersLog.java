package incharge.customer.event;

import incharge.customer.event.ActivityEvent.ActivityAdded;
import incharge.customer.event.ActivityEvent.ActivityChanged;
import incharge.customer.event.ActivityEvent.ActivityMoved;
import incharge.customer.event.ActivityEvent.ActivityRemoved;
import incharge.customer.event.AddressEvent.AddressAdded;
import incharge.customer.event.AddressEvent.AddressChanged;
import incharge.customer.event.AddressEvent.AddressRemoved;
import incharge.customer.event.ContactEvent.ContactAdded;
import incharge.customer.event.ContactEvent.ContactChanged;
import incharge.customer.event.ContactEvent.ContactRemoved;
import incharge.customer.event.CustomerEvent.CustomerArchived;
import incharge.customer.event.CustomerEvent.CustomerAvatarChanged;
import incharge.customer.event.CustomerEvent.CustomerBillingChanged;
import incharge.customer.event.CustomerEvent.CustomerDetailsChanged;
import incharge.customer.event.CustomerEvent.CustomerFieldsChanged;
import incharge.customer.event.CustomerEvent.CustomerMerged;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomerEvent.CustomerRenamed;
import incharge.customer.event.CustomerEvent.CustomerRenumbered;
import incharge.customer.event.CustomerEvent.CustomerRestored;
import incharge.customer.event.CustomerEvent.CustomerUnmerged;
import incharge.customer.event.ProjectEvent.ProjectArchived;
import incharge.customer.event.ProjectEvent.ProjectChanged;
import incharge.customer.event.ProjectEvent.ProjectOpened;
import incharge.customer.event.ProjectEvent.ProjectRestored;
import incharge.customer.event.SalesCaseEvent.SalesCaseChanged;
import incharge.customer.event.SalesCaseEvent.SalesCaseClosed;
import incharge.customer.event.SalesCaseEvent.SalesCaseOpened;
import incharge.customer.event.SalesCaseEvent.SalesCaseReopened;
import incharge.eventstore.decider.Vocabulary;
import incharge.eventstore.erasure.ErasureAnswers;
import incharge.eventstore.log.Tag;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The vocabulary of the log: its events and the tags that each of them bears. An event that gives a number bears the
 * tag of that number and of the number that it frees, so that a decision that claims a number loads its holder.
 */
public final class CustomersLog {

    /**
     * Version 2 compares numbers by their {@link Keys key}; version 3 finds the projects of a customer, version 4 also
     * those that it lost, and the things on its card.
     */
    private static final int TAGS_VERSION = 4;

    public static final Vocabulary<CustomersEvent> VOCABULARY = new Vocabulary<CustomersEvent>(
                    "incharge.customers",
                    CustomersEvent.class,
                    CustomersLog::tags,
                    TAGS_VERSION,
                    event -> subject(event).toString())
            .withPersons(CustomersLog::person);

    /** Key of the tags of customer numbers. */
    public static final String CUSTOMER_NUMBER = "number";

    /** Key of the tags of project numbers. */
    public static final String PROJECT_NUMBER = "project-number";

    private CustomersLog() {}

    public static Tag customer(UUID id) {
        return Tag.of("customer", id.toString());
    }

    public static Tag customerNumber(String number) {
        return Tag.of(CUSTOMER_NUMBER, Keys.of(number));
    }

    public static Tag project(UUID id) {
        return Tag.of("project", id.toString());
    }

    /** The events that give a customer a project or take one away. */
    public static Tag projectsOf(UUID customer) {
        return Tag.of("projects-of", customer.toString());
    }

    /** The things in a project, or those of a customer that are in no project. */
    public static Tag card(UUID owner) {
        return Tag.of("card", owner.toString());
    }

    /** The customers that were merged into a customer. */
    public static Tag mergedInto(UUID customer) {
        return Tag.of("merged-into", customer.toString());
    }

    /** A thing on the card of a customer, or the file of its picture. */
    public static Tag thing(UUID id) {
        return Tag.of("thing", id.toString());
    }

    /** The addresses of a customer that are not the headquarters. */
    public static Tag addresses(UUID customer) {
        return Tag.of("addresses", customer.toString());
    }

    public static Tag projectNumber(String number) {
        return Tag.of(PROJECT_NUMBER, Keys.of(number));
    }

    /** All custom fields of the workspace. */
    public static Tag customFields() {
        return Tag.of("custom-fields", "all");
    }

    private static Set<Tag> tags(CustomersEvent event) {
        return switch (event) {
            case CustomerRegistered e -> Set.of(customer(e.customerId()), customerNumber(e.number()));
            case CustomerArchived e
            when e.number() != null -> Set.of(customer(e.customerId()), customerNumber(e.number()));
            case CustomerRestored e
            when e.number() != null -> Set.of(customer(e.customerId()), customerNumber(e.number()));
            case CustomerRenumbered e ->
                distinct(customer(e.customerId()), customerNumber(e.number()), customerNumber(e.previousNumber()));
            case CustomerAvatarChanged e when e.fileId() != null -> Set.of(customer(e.customerId()), thing(e.fileId()));
            case CustomerMerged(var id, var into) -> Set.of(customer(id), mergedInto(into));
            case CustomerUnmerged(var id, var into) -> Set.of(customer(id), mergedInto(into));
            case CustomerEvent e -> Set.of(customer(e.customerId()));
            case ProjectOpened e ->
                Set.of(project(e.projectId()), projectsOf(e.customerId()), projectNumber(e.number()));
            case ProjectArchived e when e.number() != null -> Set.of(project(e.projectId()), projectNumber(e.number()));
            case ProjectRestored e when e.number() != null -> Set.of(project(e.projectId()), projectNumber(e.number()));
            case ProjectChanged e -> changed(e);
            case ProjectEvent e -> Set.of(project(e.projectId()));
            case AddressEvent e ->
                Set.of(thing(e.addressId()), addresses(e.place().customerId()));
            // a sales case is in no project that it has a link to
            case SalesCaseEvent e -> Set.of(thing(e.thingId()), card(e.place().customerId()));
            case CardEvent e -> Set.of(thing(e.thingId()), card(ownerOf(e.place())));
            case CustomFieldEvent e -> Set.of(customFields(), thing(e.customFieldId()));
            case PersonErased e -> Set.of(e.isContact() ? thing(e.personId()) : customer(e.personId()));
            case ErasureCompleted(var person) -> Set.of(ErasureAnswers.completed(person));
        };
    }

    private static Set<Tag> changed(ProjectChanged event) {
        var tags = new HashSet<Tag>();
        tags.add(project(event.projectId()));
        tags.add(projectsOf(event.customerId()));
        if (event.previousCustomerId() != null) {
            tags.add(projectsOf(event.previousCustomerId()));
        }
        if (event.previousNumber() != null) {
            tags.add(projectNumber(event.number()));
            tags.add(projectNumber(event.previousNumber()));
        }
        return tags;
    }

    private static UUID ownerOf(Place place) {
        return place.projectId() == null ? place.customerId() : place.projectId();
    }

    private static Set<Tag> distinct(Tag... tags) {
        return Stream.of(tags).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns whose key seals the texts of an event: the person that they are about, or the thing where they are about
     * nobody in particular; null for a company, or if there are no texts.
     */
    private static String person(CustomersEvent event) {
        return switch (event) {
            case CustomerRegistered e -> person(e.customerId(), e.kind());
            case CustomerRenamed e -> person(e.customerId(), e.kind());
            case CustomerDetailsChanged e when e.details().isPersonal() -> person(e.customerId(), e.kind());
            case ContactEvent e -> contact(e);
            case AddressEvent e -> address(e);
            case ActivityEvent e -> isPersonal(e) ? personOrThing(e) : null;
            case SalesCaseEvent e -> isPersonal(e) ? personOrThing(e) : null;
            case CardEvent e -> personOrThing(e);
            case CustomerBillingChanged e when e.billing().isPersonal() -> Objects.toString(e.personId(), null);
            case CustomerFieldsChanged e
            when e.values() != null && !e.values().isEmpty() -> Objects.toString(e.personId(), null);
            case CustomerEvent _, ProjectEvent _, CustomFieldEvent _, PersonErased _, ErasureCompleted _ -> null;
        };
    }

    private static String person(UUID customer, CustomerKind kind) {
        return CustomerKind.of(kind) == CustomerKind.PERSON ? customer.toString() : null;
    }

    private static String personOrThing(CardEvent event) {
        UUID person = event.place().personId();
        return (person == null ? event.thingId() : person).toString();
    }

    private static boolean isPersonal(ActivityEvent event) {
        return switch (event) {
            case ActivityAdded e -> e.details().isPersonal();
            case ActivityChanged e -> e.details().isPersonal();
            case ActivityMoved _, ActivityRemoved _ -> false;
        };
    }

    private static boolean isPersonal(SalesCaseEvent event) {
        return switch (event) {
            case SalesCaseOpened e -> e.details().isPersonal();
            case SalesCaseChanged e -> e.details().isPersonal();
            case SalesCaseClosed e -> e.lostReason() != null;
            case SalesCaseReopened _ -> false;
        };
    }

    private static String contact(ContactEvent event) {
        boolean personal = switch (event) {
            case ContactAdded e -> e.profile().isPersonal();
            case ContactChanged e -> e.profile().isPersonal();
            case ContactRemoved _ -> false;
        };
        return personal ? event.contactId().toString() : null;
    }

    /** An address is personal only where the customer is a person. */
    private static String address(AddressEvent event) {
        boolean personal = switch (event) {
            case AddressAdded e -> e.address().isPersonal();
            case AddressChanged e -> e.address().isPersonal();
            case AddressRemoved _ -> false;
        };
        return personal ? Objects.toString(event.place().personId(), null) : null;
    }

    private static UUID subject(CustomersEvent event) {
        return switch (event) {
            case CustomerEvent e -> e.customerId();
            case ProjectEvent e -> e.projectId();
            case AddressEvent e -> e.place().customerId();
            case CardEvent e -> e.thingId();
            case CustomFieldEvent e -> e.customFieldId();
            case PersonErased e -> e.personId();
            case ErasureCompleted e -> e.personId();
        };
    }
}
