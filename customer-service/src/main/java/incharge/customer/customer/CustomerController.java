package incharge.customer.customer;

import static incharge.customer.customer.CustomerBoundary.DECIDER;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.github.f4b6a3.uuid.UuidCreator;
import incharge.customer.customer.CustomerCommand.ArchiveCustomer;
import incharge.customer.customer.CustomerCommand.ChangeBilling;
import incharge.customer.customer.CustomerCommand.ChangeCustomer;
import incharge.customer.customer.CustomerCommand.ChangeFieldValues;
import incharge.customer.customer.CustomerCommand.ChangeWithAddresses;
import incharge.customer.customer.CustomerCommand.EraseCustomer;
import incharge.customer.customer.CustomerCommand.RegisterCustomer;
import incharge.customer.customer.CustomerCommand.RestoreCustomer;
import incharge.customer.customfield.FieldValues;
import incharge.customer.event.Address;
import incharge.customer.event.Billing;
import incharge.customer.event.CategoryName;
import incharge.customer.event.CustomerDetails;
import incharge.customer.event.CustomerEvent;
import incharge.customer.event.CustomerEvent.CustomerGroupingRequested;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomerKind;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.RequestedGrouping;
import incharge.customer.event.RequestedGrouping.Reference;
import incharge.customer.numbering.FreeNumbers;
import incharge.customer.reference.Category;
import incharge.customer.reference.CategoryProposals;
import incharge.customer.reference.Memberships.RequestedMembership;
import incharge.customer.reference.ReferenceData;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.RefusedAll;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.http.Area;
import incharge.http.AvatarPath;
import incharge.http.Caller;
import incharge.http.Fields;
import incharge.http.Initials;
import incharge.http.InvalidInput;
import incharge.http.Level;
import incharge.http.Patch;
import incharge.http.ProblemException;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import incharge.http.StrictJson;
import incharge.visibility.Actor;
import incharge.visibility.CallerVisibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One customer over HTTP; lists come from reporting-service. */
@RequiresLevel(area = Area.CUSTOMERS, level = Level.EDIT)
@RestController
@RequestMapping("/api/customers")
public final class CustomerController {

    /** A customer with the groupings that are requested for it. */
    record Registration(@JsonUnwrapped CustomerFields fields, UUID categoryId, List<UUID> tagIds) {}

    /**
     * A customer.
     *
     * @param name null for an erased person
     * @param avatar the path of the picture; null for none
     * @param erased true for an erased person, else null
     * @param createdBy the user alone
     * @param mergedInto the customer that it is merged into; null for none
     * @param movedFrom the category that the customer was in, where the request asks for another one; else null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CustomerView(
            UUID id,
            CustomerKind kind,
            String number,
            @JsonInclude(JsonInclude.Include.ALWAYS) String name,
            Boolean erased,
            @JsonInclude(JsonInclude.Include.ALWAYS) String initials,
            @JsonInclude(JsonInclude.Include.ALWAYS) String avatar,
            @JsonUnwrapped CustomerDetails details,
            Billing billing,
            Map<UUID, Object> customFields,
            Instant createdAt,
            Actor createdBy,
            boolean archived,
            UUID mergedInto,
            CategoryName movedFrom) {

        CustomerView movedFrom(CategoryName category) {
            return new CustomerView(
                    id,
                    kind,
                    number,
                    name,
                    erased,
                    initials,
                    avatar,
                    details,
                    billing,
                    customFields,
                    createdAt,
                    createdBy,
                    archived,
                    mergedInto,
                    category);
        }
    }

    /** The checked values of a {@link Registration}. */
    private record Checked(
            CustomerKind kind,
            String number,
            String name,
            CustomerDetails details,
            Billing billing,
            Map<UUID, Object> fieldValues,
            RequestedGrouping grouping) {

        /** Returns the command and those for what is given beside; what is not given stays as it is. */
        List<CustomerCommand> with(UUID id, CustomerCommand command) {
            var commands = new ArrayList<CustomerCommand>();
            commands.add(command);
            if (billing != null) {
                commands.add(new ChangeBilling(id, _ -> billing, billing.addressId()));
            }
            if (fieldValues != null) {
                commands.add(new ChangeFieldValues(id, _ -> fieldValues));
            }
            return commands;
        }

        /** Returns the id of the category that is requested, null for none. */
        UUID categoryId() {
            return grouping == null || grouping.category() == null
                    ? null
                    : grouping.category().id();
        }
    }

    /** The number that a registration would get. */
    record NextNumber(String number) {}

    private static final String CATEGORY_UNKNOWN = "category-unknown";

    private final EventStore<CustomersEvent> store;
    private final Customers customers;
    private final FreeNumbers numbers;
    private final ReferenceData referenceData;
    private final FieldValues fieldValues;
    private final ResourceAnswers answers;

    CustomerController(
            EventStore<CustomersEvent> store,
            Customers customers,
            FreeNumbers customerNumbers,
            ReferenceData referenceData,
            FieldValues fieldValues,
            ResourceAnswers answers) {
        this.store = store;
        this.customers = customers;
        this.numbers = customerNumbers;
        this.referenceData = referenceData;
        this.fieldValues = fieldValues;
        this.answers = answers;
    }

    @PostMapping
    ResponseEntity<CustomerView> register(
            @RequestBody Registration body, Origins origins, CallerVisibility visibility) {
        Origin origin = origins.of(body.fields().reason());
        return register(UuidCreator.getTimeOrderedEpoch(), body, origin, origins.caller(), visibility);
    }

    /** Creates under the client's own id, or replaces what is there: the same request again changes nothing. */
    @PutMapping("/{id}")
    ResponseEntity<CustomerView> put(
            @PathVariable UUID id, @RequestBody Registration body, Origins origins, CallerVisibility visibility) {
        Origin origin =
                origins.changing(CustomersLog.customer(id), body.fields().reason());
        boolean exists = customers.exists(id);
        if (!exists && origin.expected() == null) {
            try {
                return register(id, body, origin, origins.caller(), visibility);
            } catch (Refused refused) {
                if (!refused.code().equals(Customer.EXISTS)) {
                    throw refused;
                }
                // another request was first to register this id, so this one replaces what that one made
                exists = true;
            }
        }
        if (exists) {
            visibility.require(id, () -> Customer.unknown(id));
        }
        Decision<CustomerRegistry, CustomersEvent> decision =
                replace(id, check(body, visibility, false, origin), origin, origins.caller());
        // the repeat of the request that registered it
        return decision.replayed() && decision.events().getFirst() instanceof CustomerRegistered
                ? registered(decision)
                : answers.ok(
                        decision.current(CustomerBoundary.eventsOf(id)),
                        current -> view(id, current).movedFrom(movedFrom(decision)));
    }

    private Decision<CustomerRegistry, CustomersEvent> replace(UUID id, Checked checked, Origin origin, Caller caller) {
        RequestedGrouping missing =
                checked.grouping() == null ? null : missing(new RequestedMembership(id, checked.grouping()), caller);
        CategoryName movedFrom = missing == null || missing.category() == null
                ? null
                : referenceData
                        .categoryOf(id)
                        .map(category -> new CategoryName(category.id(), category.name()))
                        .orElse(null);
        var change = new ChangeCustomer(
                id,
                checked.kind(),
                checked.number(),
                checked.name(),
                before -> checked.details().withHeadquarters(before.addressId(), before.address()),
                missing,
                movedFrom);
        UUID headquarters = UuidCreator.getTimeOrderedEpoch();
        var withAddresses = new ChangeWithAddresses(
                change, all -> replaced(all, headquarters, checked.details().address()));
        return decide(DECIDER, checked.with(id, withAddresses), origin);
    }

    /** Leaves the headquarters as it is where none is given and there are other addresses. */
    private static Addresses replaced(Addresses all, UUID id, Address headquarters) {
        return headquarters == null && !all.others().isEmpty() ? all : all.withHeadquarters(id, headquarters);
    }

    /** Reads the category before from the decision, since a repeat comes when the customer is in the other one. */
    private static CategoryName movedFrom(Decision<CustomerRegistry, CustomersEvent> decision) {
        for (CustomersEvent event : decision.events()) {
            if (event instanceof CustomerGroupingRequested requested) {
                return requested.movedFrom();
            }
        }
        return null;
    }

    private RequestedGrouping missing(RequestedMembership request, Caller caller) {
        RequestedGrouping missing = referenceData.memberships(request).missing(request);
        if (missing == null || caller.can(GroupingRight.EDIT)) {
            return missing;
        }
        if (!referenceData.awaitSatisfied(request)) {
            caller.require(GroupingRight.EDIT);
        }
        return null;
    }

    private ResponseEntity<CustomerView> register(
            UUID id, Registration body, Origin origin, Caller caller, CallerVisibility visibility) {
        if (body.tagIds() != null && !body.tagIds().isEmpty()) {
            caller.require(GroupingRight.EDIT);
        }
        Checked checked = check(body, visibility, true, origin);
        return registered(numbers.decide(
                checked.number(), referenceData.numberingStart(checked.categoryId()), number -> {
                    var command = new RegisterCustomer(
                            id,
                            CustomerKind.of(checked.kind()),
                            number,
                            checked.name(),
                            checked.details(),
                            checked.grouping());
                    return decide(DECIDER, checked.with(id, command), origin);
                }));
    }

    /** Decides the commands in one commit, or refuses all of them. */
    private Decision<CustomerRegistry, CustomersEvent> decide(
            Decider<CustomerCommand, CustomerRegistry, CustomersEvent> decider,
            List<CustomerCommand> commands,
            Origin origin) {
        return RefusedAll.unwrapping(() -> store.decideAll(decider, commands, origin));
    }

    private ResponseEntity<CustomerView> registered(Decision<CustomerRegistry, CustomersEvent> decision) {
        UUID id = ((CustomerEvent) decision.events().getFirst()).customerId();
        return answers.created(
                "/api/customers/" + id, decision.current(CustomerBoundary.eventsOf(id)), current -> view(id, current));
    }

    /** @param creating whether it is the registration of a new customer, which gets a category if one is required */
    private Checked check(Registration body, CallerVisibility visibility, boolean creating, Origin origin) {
        var fields = new Fields();
        String name = fields.name("name", body.fields().name());
        String number = fields.text("number", body.fields().number(), Fields.NAME);
        CustomerDetails details = body.fields().details(fields);
        Billing billing = body.fields().checkedBilling(fields);
        Map<UUID, Object> values = body.fields().customFields() == null
                ? null
                : withoutNulls(fieldValues.check(body.fields().customFields(), fields));
        UUID category = body.categoryId() == null && creating
                ? requiredCategory(details.country(), fields, visibility)
                : body.categoryId();
        RequestedGrouping grouping = grouping(category, body.tagIds(), fields, visibility);
        if (!fields.errors().isEmpty() && !store.isRepeat(origin)) {
            fields.check();
        }
        return new Checked(body.fields().kind(), number, name, details, billing, values, grouping);
    }

    private static Map<UUID, Object> withoutNulls(Map<UUID, Object> values) {
        var given = new HashMap<>(values);
        given.values().removeIf(Objects::isNull);
        return given;
    }

    /** Returns the category for a customer without one, null if none is required; rejects it if none is proposed. */
    private UUID requiredCategory(String country, Fields fields, CallerVisibility visibility) {
        CategoryProposals proposals = referenceData.proposals(visibility.viewer());
        if (!proposals.required()) {
            return null;
        }
        Optional<Category> proposed = proposals.forCountry(country);
        if (proposed.isEmpty()) {
            fields.reject("categoryId", Customer.CATEGORY_REQUIRED, Customer.CATEGORY_MISSING);
        }
        return proposed.map(Category::id).orElse(null);
    }

    private RequestedGrouping grouping(
            UUID categoryId, List<UUID> requestedTagIds, Fields fields, CallerVisibility visibility) {
        if (categoryId != null && !referenceData.hasCategory(categoryId, visibility.viewer())) {
            fields.reject("categoryId", CATEGORY_UNKNOWN, "There is no category " + categoryId + ".");
        }
        List<UUID> tagIds = requestedTagIds == null ? List.of() : requestedTagIds;
        for (int i = 0; i < tagIds.size(); i++) {
            if (!referenceData.hasTag(tagIds.get(i))) {
                fields.reject("tagIds[" + i + "]", "tag-unknown", "There is no tag " + tagIds.get(i) + ".");
            }
        }
        return RequestedGrouping.of(
                categoryId == null ? null : Reference.byId(categoryId),
                tagIds.stream().distinct().map(Reference::byId).toList());
    }

    /**
     * Returns the number that a customer of the category would get now; it is kept for nobody.
     *
     * @param category the id of a category, {@code none}, or null for the category that a registration would get
     */
    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/next-number")
    NextNumber nextNumber(@RequestParam(required = false) String category, CallerVisibility visibility) {
        return new NextNumber(numbers.next(numberingStart(category, visibility)));
    }

    private int numberingStart(String category, CallerVisibility visibility) {
        if (category == null) {
            CategoryProposals proposals = referenceData.proposals(visibility.viewer());
            return referenceData.numberingStart(
                    proposals.required()
                            ? proposals.forCountry(null).map(Category::id).orElse(null)
                            : null);
        }
        if (category.equals("none")) {
            return ReferenceData.FIRST_NUMBER;
        }
        UUID id = StrictJson.id(category);
        if (id == null) {
            throw InvalidInput.request("category", "id-invalid", "category is neither an id nor none.");
        }
        if (!referenceData.hasCategory(id, visibility.viewer())) {
            throw InvalidInput.value("category", CATEGORY_UNKNOWN, "There is no category " + id + ".");
        }
        return referenceData.numberingStart(id);
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/{id}")
    ResponseEntity<CustomerView> get(@PathVariable UUID id, CallerVisibility visibility) {
        Current<CustomerRegistry> current = store.current(DECIDER, CustomerBoundary.eventsOf(id));
        find(id, current.state());
        visibility.require(id);
        return answers.ok(current, _ -> view(id, current));
    }

    @PatchMapping("/{id}")
    ResponseEntity<CustomerView> change(
            @PathVariable UUID id,
            @RequestBody Patch<CustomerFields> patch,
            Origins origins,
            CallerVisibility visibility) {
        CustomerFields changes = patch.changes();
        Origin origin = origins.changing(CustomersLog.customer(id), changes.reason());
        var fields = new Fields();
        List<CustomerCommand> commands = commands(id, patch, fields, origin);
        Decision<CustomerRegistry, CustomersEvent> decision = decide(
                DECIDER.guarded((_, registry) -> {
                    Customer customer = find(id, registry);
                    visibility.require(id);
                    merged(customer.details(), patch, fields);
                    merged(customer.billing(), patch, fields);
                    fields.check();
                }),
                commands,
                origin);
        return changed(id, decision);
    }

    private List<CustomerCommand> commands(UUID id, Patch<CustomerFields> patch, Fields fields, Origin origin) {
        CustomerFields changes = patch.changes();
        String name = patch.has("name") ? fields.name("name", changes.name()) : null;
        String number = patch.has("number") ? fields.required("number", changes.number(), Fields.NAME) : null;
        // a kind that is removed is the one of a customer without
        CustomerKind kind = patch.has("kind") ? CustomerKind.of(changes.kind()) : null;
        var change = new ChangeCustomer(
                id,
                kind,
                number,
                name,
                before -> merged(before, patch, new Fields()).withHeadquarters(before.addressId(), before.address()),
                null,
                null);
        UUID headquarters = UuidCreator.getTimeOrderedEpoch();
        var commands = new ArrayList<CustomerCommand>();
        commands.add(
                patch.has("address")
                        ? new ChangeWithAddresses(change, all -> withHeadquarters(all, headquarters, patch))
                        : change);
        if (patch.has("billing")) {
            UUID address = changes.billing() == null ? null : changes.billing().addressId();
            commands.add(new ChangeBilling(id, before -> merged(before, patch, new Fields()), address));
        }
        if (patch.has("customFields")) {
            Map<UUID, Object> given = changes.customFields();
            Map<UUID, Object> checked =
                    given == null || store.isRepeat(origin) ? Map.of() : fieldValues.check(given, fields);
            commands.add(new ChangeFieldValues(id, before -> given == null ? Map.of() : merged(before, checked)));
        }
        return commands;
    }

    private static Map<UUID, Object> merged(Map<UUID, Object> before, Map<UUID, Object> changes) {
        var all = new HashMap<>(before);
        all.putAll(changes);
        return withoutNulls(all);
    }

    private static Billing merged(Billing before, Patch<CustomerFields> patch, Fields fields) {
        Billing after =
                patch.has("billing") ? patch.applyTo(CustomerFields.of(before)).checkedBilling(fields) : before;
        return after == null ? Billing.NONE : after;
    }

    private static Addresses withHeadquarters(Addresses all, UUID id, Patch<CustomerFields> patch) {
        CustomerDetails before = CustomerDetails.NONE.withHeadquarters(null, all.headquarters());
        return all.withHeadquarters(id, merged(before, patch, new Fields()).address());
    }

    private static CustomerDetails merged(CustomerDetails details, Patch<CustomerFields> patch, Fields fields) {
        return patch.applyTo(CustomerFields.of(details)).details(fields);
    }

    @PostMapping("/{id}/archive")
    ResponseEntity<CustomerView> archive(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        Origin origin = origins.changing(CustomersLog.customer(id), Reason.of(reason));
        return changed(id, store.decide(visibleOnly(id, visibility), new ArchiveCustomer(id), origin));
    }

    /** Erases a person for ever; again changes nothing. */
    @RequiresLevel(area = Area.CUSTOMERS, level = Level.ADMIN)
    @PostMapping("/{id}/erase")
    ResponseEntity<Void> erase(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        Origin origin = origins.changing(CustomersLog.customer(id), Reason.of(reason));
        var fields = new Fields();
        fields.required("reason", origin.reason());
        return answers.noContent(store.decide(
                DECIDER.guarded((_, registry) -> {
                    visibility.require(registry.get(id).id(), () -> Customer.unknown(id));
                    fields.check();
                }),
                new EraseCustomer(id),
                origin));
    }

    @PostMapping("/{id}/restore")
    ResponseEntity<CustomerView> restore(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        Origin origin = origins.changing(CustomersLog.customer(id), Reason.of(reason));
        Customer customer = store.current(DECIDER, CustomerBoundary.eventsOf(id))
                .state()
                .byId()
                .get(id);
        String number = customer == null || customer.numbered() ? null : customer.number();
        var restore = new RestoreCustomer(id, number, requestedAtRestore(customer, visibility));
        return changed(id, store.decide(visibleOnly(id, visibility), restore, origin));
    }

    /** Returns the category for an archived customer that has none although one is required; null for nothing. */
    private RequestedGrouping requestedAtRestore(Customer customer, CallerVisibility visibility) {
        if (customer == null || !customer.archived()) {
            return null;
        }
        visibility.require(customer.id(), () -> Customer.unknown(customer.id()));
        CategoryProposals proposals = referenceData.proposals(visibility.viewer());
        if (!proposals.required() || !referenceData.isUncategorised(customer.id())) {
            return null;
        }
        Category proposed = proposals
                .forCountry(customer.details().country())
                .orElseThrow(() -> Customer.withoutCategory("categoryId"));
        return RequestedGrouping.of(Reference.byId(proposed.id()), List.of());
    }

    /** Refuses a customer that is hidden as if there were none; does not wait for one that does not exist. */
    public static Decider<CustomerCommand, CustomerRegistry, CustomersEvent> visibleOnly(
            UUID id, CallerVisibility visibility) {
        return DECIDER.guarded(
                (_, registry) -> visibility.require(registry.get(id).id(), () -> Customer.unknown(id)));
    }

    /** Answers with the customer as the decision left it. */
    public ResponseEntity<CustomerView> changed(UUID id, Decision<CustomerRegistry, CustomersEvent> decision) {
        return answers.ok(decision.current(CustomerBoundary.eventsOf(id)), current -> view(id, current));
    }

    private static Customer find(UUID id, CustomerRegistry registry) {
        Customer customer = registry.byId().get(id);
        if (customer == null) {
            throw ProblemException.notFound();
        }
        return customer;
    }

    private CustomerView view(UUID id, Current<CustomerRegistry> current) {
        Customer customer = current.state().get(id);
        // all that is known here of the addresses is the headquarters
        UUID headquarters = current.state().addresses(id).headquartersId();
        return new CustomerView(
                id,
                customer.kind(),
                customer.number(),
                customer.name(),
                customer.erased() ? true : null,
                Initials.of(customer.name()),
                AvatarPath.of(id, customer.avatar()),
                customer.details()
                        .withHeadquarters(headquarters, customer.details().address()),
                customer.billing().equals(Billing.NONE) ? null : customer.billing(),
                fieldValues.shown(customer.fieldValues()),
                current.since(),
                new Actor(current.first().actor(), null, null),
                customer.archived(),
                customer.mergedInto(),
                null);
    }
}
