package incharge.reporting.versions;

import incharge.feed.Fact;
import incharge.http.NameKey;
import incharge.reporting.facts.CustomersFact;
import incharge.reporting.facts.CustomersFact.CustomerArchived;
import incharge.reporting.facts.CustomersFact.CustomerDetailsChanged;
import incharge.reporting.facts.CustomersFact.CustomerGroupingRequested;
import incharge.reporting.facts.CustomersFact.CustomerGroupingWithdrawn;
import incharge.reporting.facts.CustomersFact.CustomerMerged;
import incharge.reporting.facts.CustomersFact.CustomerRegistered;
import incharge.reporting.facts.CustomersFact.CustomerRenamed;
import incharge.reporting.facts.CustomersFact.CustomerRenumbered;
import incharge.reporting.facts.CustomersFact.CustomerRestored;
import incharge.reporting.facts.CustomersFact.CustomerUnmerged;
import incharge.reporting.facts.CustomersFact.ErasureCompleted;
import incharge.reporting.facts.CustomersFact.PersonErased;
import incharge.reporting.facts.CustomersFact.ProjectArchived;
import incharge.reporting.facts.CustomersFact.ProjectAssigneeRequested;
import incharge.reporting.facts.CustomersFact.ProjectAssigneeWithdrawn;
import incharge.reporting.facts.CustomersFact.ProjectChanged;
import incharge.reporting.facts.CustomersFact.ProjectOpened;
import incharge.reporting.facts.CustomersFact.ProjectRestored;
import incharge.reporting.facts.CustomersFact.ProjectStatusChanged;
import incharge.reporting.facts.CustomersFact.RequestedGrouping;
import incharge.reporting.facts.CustomersFact.ThingAdded;
import incharge.reporting.facts.CustomersFact.ThingFact;
import incharge.reporting.versions.Entry.Details;
import incharge.reporting.versions.Entry.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;

/** Makes the entries of {@code incharge.customers}: versions of customers and projects. */
final class CustomerVersions {

    /** The kind of a customer that is no company. */
    private static final String PERSON = "person";

    private static final String ADDRESS = "address";
    private static final String ADDRESS_ID = "addressId";

    /** The fields of the details that no view but the card shows. */
    private static final Set<String> PROFILE = Set.of("currency", "phone", "website", "country", ADDRESS, ADDRESS_ID);

    private CustomerVersions() {}

    /** Returns what {@link Versioning#key} returns, or null for no version. */
    static String key(CustomersFact fact) {
        return switch (fact) {
            case CustomerRegistered of -> Kind.CUSTOMER.key(of.customerId());
            case CustomerRenumbered of -> Kind.CUSTOMER.key(of.customerId());
            case CustomerRenamed of -> Kind.CUSTOMER.key(of.customerId());
            case CustomerDetailsChanged of -> Kind.CUSTOMER.key(of.customerId());
            case CustomerGroupingRequested of -> Kind.CUSTOMER.key(of.customerId());
            case CustomerGroupingWithdrawn _ -> null;
            case CustomerArchived of -> Kind.CUSTOMER.key(of.customerId());
            case CustomerRestored of -> Kind.CUSTOMER.key(of.customerId());
            case CustomerMerged of -> Kind.CUSTOMER.key(of.customerId());
            case CustomerUnmerged of -> Kind.CUSTOMER.key(of.customerId());
            case PersonErased of -> of.isContact() ? null : Kind.CUSTOMER.key(of.personId());
            case ProjectOpened of -> Kind.PROJECT.key(of.projectId());
            case ProjectChanged of -> Kind.PROJECT.key(of.projectId());
            case ProjectStatusChanged of -> Kind.PROJECT.key(of.projectId());
            case ProjectAssigneeRequested _ -> null;
            case ProjectAssigneeWithdrawn _ -> null;
            case ProjectArchived of -> Kind.PROJECT.key(of.projectId());
            case ProjectRestored of -> Kind.PROJECT.key(of.projectId());
            case ThingFact of -> Kind.key(of.type(), of.thingId());
            case ErasureCompleted _ -> null;
        };
    }

    static boolean begins(CustomersFact fact) {
        return fact instanceof CustomerRegistered || fact instanceof ProjectOpened || fact instanceof ThingAdded;
    }

    static Entry entry(Fact event, CustomersFact fact, Content before) {
        return switch (fact) {
            case CustomerRegistered of -> registered(event, of);
            case CustomerRenumbered of ->
                customer(event, customer(event, before).withNumber(of.number()))
                        .withDetails(Details.NONE.withNumber(of.number()).withPreviousNumber(of.previousNumber()));
            case CustomerRenamed of -> renamed(event, of, customer(event, before));
            case CustomerDetailsChanged of -> customer(event, detailed(event, of, customer(event, before)));
            case CustomerGroupingRequested of ->
                customer(event, withRequests(event, customer(event, before), of.requestedGrouping()));
            case CustomerGroupingWithdrawn(var id) -> Entry.of(event).withCustomer(id);
            case CustomerArchived _ -> customer(event, customer(event, before).withArchived(true));
            case CustomerRestored _ -> customer(event, customer(event, before).withArchived(false));
            case CustomerMerged(var _, var into) ->
                customer(event, customer(event, before).withMergedInto(into));
            case CustomerUnmerged _ -> customer(event, customer(event, before).withMergedInto(null));
            case PersonErased of -> erased(event, of, before);
            case ProjectOpened of -> opened(event, of);
            case ProjectChanged of -> changed(event, of, project(event, before));
            case ProjectStatusChanged of ->
                project(event, of.customerId(), project(event, before).withStatus(of.customerId(), of.status()))
                        .withDetails(Details.NONE.withStatus(of.status()));
            case ProjectAssigneeRequested(var id, var customer, var employee) ->
                Entry.of(event).withProject(customer, id).withEmployee(employee);
            case ProjectAssigneeWithdrawn(var id, var customer, var employee) ->
                Entry.of(event).withProject(customer, id).withEmployee(employee);
            case ProjectArchived of ->
                project(event, of.customerId(), project(event, before).withArchived(true));
            case ProjectRestored of ->
                project(event, of.customerId(), project(event, before).withArchived(false));
            case ThingFact of -> ThingVersions.entry(event, of, before);
            case ErasureCompleted(var person) -> Entry.of(event).withDetails(Details.NONE.withPerson(person));
        };
    }

    private static Entry erased(Fact event, PersonErased fact, Content before) {
        if (fact.isContact()) {
            return Entry.of(event)
                    .withCustomer(fact.customerId())
                    .withDetails(Details.NONE.withPerson(fact.personId()));
        }
        return before instanceof Content.Customer last
                ? customer(event, last.withoutTexts())
                : Entry.of(event).withCustomer(fact.personId());
    }

    private static Content.Customer customer(Fact event, Content before) {
        return Versioning.existing(event, before, Content.Customer.class);
    }

    private static Content.Project project(Fact event, Content before) {
        return Versioning.existing(event, before, Content.Project.class);
    }

    private static Entry customer(Fact event, Content.Customer content) {
        return Entry.of(event).withCustomer(content.id()).withVersion(Version.of(content));
    }

    private static Entry project(Fact event, UUID customer, Content.Project content) {
        return Entry.of(event).withProject(customer, content.id()).withVersion(Version.of(content));
    }

    private static Entry registered(Fact event, CustomerRegistered fact) {
        Content.Customer customer = Content.Customer.registered(
                        fact.customerId(),
                        PERSON.equals(fact.kind()),
                        Entry.of(event).time(),
                        event.actor())
                .withNumber(fact.number())
                .withName(fact.name(), event.sealed().orElse(null))
                .withDetails(fact.vatNumber(), fact.ean(), fact.customerSince())
                .withEmail(fact.email(), event.sealed().orElse(null))
                .withProfile(profile(event, null));
        return customer(event, withRequests(event, customer, fact.requestedGrouping()))
                .withDetails(named(customer).withNumber(fact.number()));
    }

    /** @param before null when the customer is new */
    private static Content.Profile profile(Fact event, Content.Profile before) {
        Document fields = Document.parse(event.clear().toString());
        fields.keySet().retainAll(PROFILE);
        if (!fields.containsKey(ADDRESS)) {
            return new Content.Profile(fields, null, null);
        }
        var touch = new Content.Touch(event.sequence(), Entry.of(event).time(), event.actor());
        boolean same = before != null
                && before.addressAdded() != null
                && Objects.equals(before.fields().get(ADDRESS_ID), fields.get(ADDRESS_ID));
        return same
                ? new Content.Profile(fields, before.addressAdded(), touch)
                : new Content.Profile(fields, touch, null);
    }

    private static Content.Customer detailed(Fact event, CustomerDetailsChanged fact, Content.Customer before) {
        return before.withDetails(fact.vatNumber(), fact.ean(), fact.customerSince())
                .withEmail(fact.email(), event.sealed().orElse(null))
                .withProfile(profile(event, before.profile()));
    }

    private static Entry renamed(Fact event, CustomerRenamed fact, Content.Customer before) {
        Content.Customer customer = before.withName(fact.name(), event.sealed().orElse(null));
        return customer(event, customer).withDetails(named(customer));
    }

    /** Returns the name as a detail; that of a person lies in the version alone. */
    private static Details named(Content.Customer customer) {
        return customer.person() ? Details.NONE : Details.NONE.withName(customer.name());
    }

    private static Entry opened(Fact event, ProjectOpened fact) {
        var project = new Content.Project(
                fact.projectId(),
                fact.customerId(),
                fact.number(),
                fact.name(),
                fact.status(),
                fact.start(),
                fact.end(),
                money(fact.amount()),
                Entry.of(event).time(),
                false,
                false);
        return project(event, fact.customerId(), project)
                .withEmployee(fact.requestedEmployeeId())
                .withDetails(Details.NONE.withName(fact.name()).withNumber(fact.number()));
    }

    private static Entry changed(Fact event, ProjectChanged fact, Content.Project before) {
        var project = new Content.Project(
                fact.projectId(),
                fact.customerId(),
                fact.number(),
                fact.name(),
                before.status(),
                fact.start(),
                fact.end(),
                money(fact.amount()),
                before.createdAt(),
                before.archived(),
                before.moved() || !fact.customerId().equals(before.customer()));
        return project(event, fact.customerId(), project)
                .withDetails(Details.NONE
                        .withName(fact.name())
                        .withNumber(fact.number())
                        .withPreviousNumber(fact.previousNumber()));
    }

    private static Content.Money money(CustomersFact.Money money) {
        return money == null ? null : new Content.Money(money.amount(), money.currency());
    }

    private static Content.Customer withRequests(Fact event, Content.Customer customer, RequestedGrouping requested) {
        if (requested == null) {
            return customer;
        }
        CustomersFact.RequestedCategory category = requested.category();
        boolean none = category == null || (category.id() == null && category.name() == null);
        return customer.withRequests(
                none
                        ? customer.requestedCategory()
                        : new Content.Request(category.id(), category.name(), event.sequence()),
                requestedTags(event, customer.requestedTags(), requested.tags()));
    }

    /** Returns the tags with their last requests. A tag that is requested again awaits a new answer. */
    private static List<Content.Request> requestedTags(
            Fact event, List<Content.Request> before, List<CustomersFact.RequestedTag> requested) {
        if (requested == null || requested.isEmpty()) {
            return before;
        }
        var all = new LinkedHashMap<Object, Content.Request>();
        if (before != null) {
            before.forEach(tag -> all.put(tag.id() != null ? tag.id() : NameKey.of(tag.name()), tag));
        }
        for (CustomersFact.RequestedTag tag : requested) {
            if (tag.id() != null) {
                all.put(tag.id(), new Content.Request(tag.id(), null, event.sequence()));
            } else if (tag.name() != null) {
                all.put(NameKey.of(tag.name()), new Content.Request(null, tag.name(), event.sequence()));
            }
        }
        return all.isEmpty() ? null : List.copyOf(all.values());
    }
}
