package incharge.customer;

import static incharge.customer.CustomerBoundary.DECIDER;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.f4b6a3.uuid.UuidCreator;
import incharge.customer.Customer.Registry;
import incharge.customer.CustomerCommand.Archive;
import incharge.customer.CustomerCommand.Change;
import incharge.customer.CustomerCommand.Register;
import incharge.customer.CustomerCommand.Restore;
import incharge.customer.CustomerEvent.CustomerRegistered;
import incharge.customer.Memberships.Wish;
import incharge.customer.RequestedGrouping.Reference;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.http.Origins;
import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.ETags;
import incharge.http.EventPositions;
import incharge.http.Fields;
import incharge.http.Level;
import incharge.http.Patch;
import incharge.http.ProblemException;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import incharge.visibility.CallerVisibility;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One customer over HTTP; lists come from reporting-service. */
@RequiresLevel(area = Area.CUSTOMERS, level = Level.EDIT)
@RestController
@RequestMapping("/api/customers")
class CustomerController {

    static final String SOURCE = "customers";

    /** A customer's own fields as a client writes them; all texts are checked and normalised here. */
    record CustomerFields(
            String number,
            String name,
            String vatNumber,
            String ean,
            String currency,
            String email,
            String phone,
            String website,
            String country,
            Address address,
            String customerSince,
            String reason) {

        static CustomerFields of(CustomerDetails details) {
            return new CustomerFields(
                    null,
                    null,
                    details.vatNumber(),
                    details.ean(),
                    details.currency(),
                    details.email(),
                    details.phone(),
                    details.website(),
                    details.country(),
                    details.address(),
                    details.customerSince() == null
                            ? null
                            : details.customerSince().toString(),
                    null);
        }

        CustomerDetails details(Fields fields) {
            String ofCountry = fields.country("country", country);
            return new CustomerDetails(
                    fields.vatNumber("vatNumber", vatNumber, ofCountry),
                    fields.ean("ean", ean),
                    fields.currency("currency", currency),
                    fields.email("email", email),
                    fields.phone("phone", phone),
                    fields.website("website", website),
                    ofCountry,
                    address == null ? null : address(fields.in("address.")),
                    fields.date("customerSince", customerSince));
        }

        private Address address(Fields fields) {
            return Address.of(
                    fields.text("street", address.street(), Fields.NAME),
                    fields.text("postcode", address.postcode(), Fields.NAME),
                    fields.text("city", address.city(), Fields.NAME));
        }
    }

    /** {@link CustomerFields} and the groupings asked for. */
    record Registration(
            String number,
            String name,
            String vatNumber,
            String ean,
            String currency,
            String email,
            String phone,
            String website,
            String country,
            Address address,
            String customerSince,
            UUID categoryId,
            List<UUID> tagIds,
            String reason) {

        CustomerFields fields() {
            return new CustomerFields(
                    number,
                    name,
                    vatNumber,
                    ean,
                    currency,
                    email,
                    phone,
                    website,
                    country,
                    address,
                    customerSince,
                    reason);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CustomerView(
            UUID id,
            String number,
            String name,
            String vatNumber,
            String ean,
            String currency,
            String email,
            String phone,
            String website,
            String country,
            Address address,
            LocalDate customerSince,
            Instant createdAt,
            boolean archived) {}

    private final EventStore<CustomersEvent> store;
    private final FreeNumbers numbers;
    private final Known known;

    CustomerController(EventStore<CustomersEvent> store, FreeNumbers customerNumbers, Known known) {
        this.store = store;
        this.numbers = customerNumbers;
        this.known = known;
    }

    @PostMapping
    ResponseEntity<CustomerView> register(@RequestBody Registration body, Origins origins, CallerVisibility sight) {
        return register(UuidCreator.getTimeOrderedEpoch(), body, origins.of(body.reason()), origins.caller(), sight);
    }

    /** Creates under the client's own id, or replaces what is there: the same request again changes nothing. */
    @PutMapping("/{id}")
    ResponseEntity<CustomerView> put(
            @PathVariable UUID id, @RequestBody Registration body, Origins origins, CallerVisibility sight) {
        Origin origin = origins.changing(CustomerBoundary.customer(id), body.reason());
        if (origin.expected() == null && !exists(id)) {
            try {
                return register(id, body, origin, origins.caller(), sight);
            } catch (Refused refused) {
                // another request was first to register this id, so this one replaces what that one made
                if (!refused.code().equals(Customer.EXISTS)) {
                    throw refused;
                }
            }
        }
        refuseHidden(id, sight);
        Fields fields = new Fields();
        String name = fields.name("name", body.name());
        String number = fields.text("number", body.number(), Fields.NAME);
        CustomerDetails details = body.fields().details(fields);
        RequestedGrouping wanted = grouping(body, fields, origins.caller(), sight);
        fields.check();
        RequestedGrouping asked = wanted == null ? null : missing(new Wish(id, wanted), origins.caller());
        Decision<CustomersEvent> decided =
                store.decide(DECIDER, new Change(id, number, name, _ -> details, asked), origin);
        // the repeat of the request that registered it
        return decided.replayed() && decided.events().getFirst() instanceof CustomerRegistered
                ? registered(decided)
                : changed(id, decided);
    }

    private RequestedGrouping missing(Wish wish, Caller caller) {
        RequestedGrouping missing = known.memberships(wish).missing(wish);
        if (missing == null || caller.can(GroupingRight.EDIT)) {
            return missing;
        }
        if (!known.comesToHave(wish)) {
            caller.require(GroupingRight.EDIT);
        }
        return null;
    }

    private ResponseEntity<CustomerView> register(
            UUID id, Registration body, Origin origin, Caller caller, CallerVisibility sight) {
        if (body.tagIds() != null && !body.tagIds().isEmpty()) {
            caller.require(GroupingRight.EDIT);
        }
        Fields fields = new Fields();
        String name = fields.name("name", body.name());
        String number = fields.text("number", body.number(), Fields.NAME);
        CustomerDetails details = body.fields().details(fields);
        RequestedGrouping grouping = grouping(body, fields, caller, sight);
        fields.check();

        Decision<CustomersEvent> decided = number != null
                ? register(new Register(id, number, name, details, grouping), origin)
                : numbers.firstFree(
                        known.numberingStart(body.categoryId()),
                        free -> register(new Register(id, free, name, details, grouping), origin));
        return registered(decided);
    }

    private ResponseEntity<CustomerView> registered(Decision<CustomersEvent> decided) {
        CustomerEvent registered = (CustomerEvent) decided.events().getFirst();
        Current<Registry> made = at(registered.customerId(), decided.position());
        return ResponseEntity.created(URI.create("/api/customers/" + registered.customerId()))
                .headers(EventPositions.at(SOURCE, decided.position()))
                .eTag(ETags.of(made.position()))
                .body(view(registered.customerId(), made));
    }

    private Decision<CustomersEvent> register(Register register, Origin origin) {
        Decision<CustomersEvent> decided = store.decide(DECIDER, register, origin);
        if (decided.replayed()) {
            numbers.giveBack(register.number());
        }
        numbers.take(((CustomerRegistered) decided.events().getFirst()).number());
        return decided;
    }

    private RequestedGrouping grouping(Registration body, Fields fields, Caller caller, CallerVisibility sight) {
        Reference category = body.categoryId() == null ? null : Reference.byId(body.categoryId());
        if (category != null && !known.category(body.categoryId(), known.seeing(caller, sight))) {
            fields.reject("categoryId", "category-unknown", "There is no category " + body.categoryId() + ".");
        }
        List<UUID> tagIds = body.tagIds() == null ? List.of() : body.tagIds();
        for (int i = 0; i < tagIds.size(); i++) {
            if (!known.tag(tagIds.get(i))) {
                fields.reject("tagIds[" + i + "]", "tag-unknown", "There is no tag " + tagIds.get(i) + ".");
            }
        }
        return RequestedGrouping.of(
                category, tagIds.stream().map(Reference::byId).toList());
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/{id}")
    ResponseEntity<CustomerView> get(@PathVariable UUID id, CallerVisibility sight) {
        Current<Registry> current = store.current(DECIDER, CustomerBoundary.life(id));
        find(id, current);
        sight.require(id);
        return ResponseEntity.ok()
                .headers(EventPositions.at(SOURCE, current.head()))
                .eTag(ETags.of(current.position()))
                .body(view(id, current));
    }

    @PatchMapping("/{id}")
    ResponseEntity<CustomerView> change(
            @PathVariable UUID id, @RequestBody Patch<CustomerFields> patch, Origins origins, CallerVisibility sight) {
        Origin origin =
                origins.changing(CustomerBoundary.customer(id), patch.changes().reason());
        Customer customer = find(id, store.current(DECIDER, CustomerBoundary.life(id)));
        sight.require(id);

        Fields fields = new Fields();
        String name = patch.has("name") ? fields.name("name", patch.changes().name()) : null;
        String number =
                patch.has("number") ? fields.required("number", patch.changes().number(), Fields.NAME) : null;
        patch.applyTo(CustomerFields.of(customer.details())).details(fields);
        fields.check();

        return changed(id, store.decide(DECIDER, new Change(id, number, name, merging(patch), null), origin));
    }

    /** Merges the patch into the details as they are when it is decided, which may be later than when it was checked. */
    private static UnaryOperator<CustomerDetails> merging(Patch<CustomerFields> patch) {
        return details -> {
            Fields fields = new Fields();
            CustomerDetails merged = patch.applyTo(CustomerFields.of(details)).details(fields);
            fields.check();
            return merged;
        };
    }

    @PostMapping("/{id}/archive")
    ResponseEntity<CustomerView> archive(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility sight) {
        Origin origin = origins.changing(CustomerBoundary.customer(id), Reason.of(reason));
        refuseHidden(id, sight);
        return changed(id, store.decide(DECIDER, new Archive(id), origin));
    }

    @PostMapping("/{id}/restore")
    ResponseEntity<CustomerView> restore(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility sight) {
        Origin origin = origins.changing(CustomerBoundary.customer(id), Reason.of(reason));
        refuseHidden(id, sight);
        return changed(id, store.decide(DECIDER, new Restore(id), origin));
    }

    private ResponseEntity<CustomerView> changed(UUID id, Decision<CustomersEvent> decided) {
        for (CustomersEvent event : decided.events()) {
            if (event instanceof CustomerEvent.CustomerRenumbered(var _, var number, var previous)) {
                numbers.take(number);
                numbers.giveBack(previous);
            }
        }
        Current<Registry> current = at(id, decided.position());
        return ResponseEntity.ok()
                .headers(EventPositions.at(SOURCE, decided.position()))
                .eTag(ETags.of(current.position()))
                .body(view(id, current));
    }

    private Current<Registry> at(UUID id, long position) {
        return store.currentAt(DECIDER, CustomerBoundary.life(id), position);
    }

    private boolean exists(UUID id) {
        return store.current(DECIDER, CustomerBoundary.life(id)).state().byId().containsKey(id);
    }

    /** One that the caller may not see is refused as if there were none; nobody waits for one that there is not. */
    private void refuseHidden(UUID id, CallerVisibility sight) {
        if (sight.restricted() && exists(id)) {
            sight.require(id, () -> Customer.unknown(id));
        }
    }

    private static Customer find(UUID id, Current<Registry> current) {
        Customer customer = current.state().byId().get(id);
        if (customer == null) {
            throw ProblemException.notFound();
        }
        return customer;
    }

    private static CustomerView view(UUID id, Current<Registry> current) {
        Customer customer = find(id, current);
        CustomerDetails details = customer.details();
        return new CustomerView(
                id,
                customer.number(),
                customer.name(),
                details.vatNumber(),
                details.ean(),
                details.currency(),
                details.email(),
                details.phone(),
                details.website(),
                details.country(),
                details.address(),
                details.customerSince(),
                current.since(),
                customer.archived());
    }
}
