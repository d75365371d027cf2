package incharge.customer.registry;

import static incharge.customer.customer.CustomerBoundary.DECIDER;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.customer.customer.Customer;
import incharge.customer.customer.CustomerBoundary;
import incharge.customer.customer.CustomerCommand;
import incharge.customer.customer.CustomerCommand.ChangeCustomer;
import incharge.customer.customer.CustomerCommand.ChangeWithAddresses;
import incharge.customer.customer.CustomerController;
import incharge.customer.customer.CustomerController.CustomerView;
import incharge.customer.customer.CustomerRegistry;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.registry.Registries.Found;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.CompanyId;
import incharge.http.EventPositions;
import incharge.http.Fields;
import incharge.http.InvalidInput;
import incharge.http.Level;
import incharge.http.ProblemException;
import incharge.http.RequiresLevel;
import incharge.visibility.CallerVisibility;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Compares a customer with a public registry, and takes over what a user chooses of that. */
@RequiresLevel(area = Area.CUSTOMERS, level = Level.EDIT)
@RestController
@RequestMapping("/api/customers/{id}/registry")
class RegistryController {

    /** What the registry has, beside what the customer has. */
    record Comparison(
            UUID lookupId,
            String registry,
            String registryId,
            Instant fetchedAt,
            Collection<Warning> warnings,
            List<Difference> items) {}

    /** The items of a look-up that are taken over. */
    record Choice(UUID lookupId, List<String> items, String reason) {}

    private final EventStore<CustomersEvent> store;
    private final Registries registries;
    private final Lookups lookups;
    private final CustomerController customers;
    private final ResourceAnswers answers;

    RegistryController(
            EventStore<CustomersEvent> store,
            Registries registries,
            Lookups lookups,
            CustomerController customers,
            ResourceAnswers answers) {
        this.store = store;
        this.registries = registries;
        this.lookups = lookups;
        this.customers = customers;
        this.answers = answers;
    }

    /** Changes nothing. */
    @GetMapping
    ResponseEntity<Comparison> compare(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean fresh,
            Caller caller,
            CallerVisibility visibility) {
        Current<CustomerRegistry> current = visible(id, visibility);
        Customer customer = current.state().get(id);
        String country = customer.details().country();
        CompanyId company = CompanyId.of(customer.details().vatNumber(), country);
        Found found = registries.look(company, fresh);
        var lookup = new Lookup(
                UuidCreator.getTimeOrderedEpoch(),
                id,
                caller.actor(),
                current.version(),
                company,
                found.company().particulars().seenFrom(country),
                Instant.now());
        lookups.add(lookup);
        return ResponseEntity.ok()
                .headers(EventPositions.at(answers.source(), current.head()))
                .body(new Comparison(
                        lookup.id(),
                        company.registry().label(),
                        company.id(),
                        found.fetchedAt(),
                        found.company().warnings(),
                        Difference.between(particulars(id, current.state()), lookup.found(), country)));
    }

    /** Takes over items as a look-up showed them, without asking the registry again. */
    @PostMapping
    ResponseEntity<CustomerView> apply(
            @PathVariable UUID id, @RequestBody Choice body, Origins origins, CallerVisibility visibility) {
        visible(id, visibility);
        var fields = new Fields();
        fields.required("lookupId", body.lookupId());
        fields.required("items", body.items() == null || body.items().isEmpty() ? null : body.items());
        fields.check();
        Lookup lookup =
                lookups.find(body.lookupId(), id, origins.caller().actor()).orElse(null);
        if (lookup == null) {
            return repeated(id, origins.changing(CustomersLog.customer(id), body.reason()));
        }
        Set<Item> items = lookup.items(body.items(), fields);
        Particulars taken = lookup.found().checked(items, fields);
        fields.check();
        boolean unexplained = body.reason() == null || body.reason().isBlank();
        Origin origin = origins.changing(
                CustomersLog.customer(id), unexplained ? lookup.company().toString() : body.reason());
        CustomerRegistry shown = store.currentAt(DECIDER, CustomerBoundary.withAddresses(id), lookup.version())
                .state();
        UUID visitingId = UuidCreator.getTimeOrderedEpoch();
        UUID postalId = UuidCreator.getTimeOrderedEpoch();
        var change = new ChangeWithAddresses(
                new ChangeCustomer(id, null, null, taken.name(), taken::appliedTo, null, null),
                addresses -> taken.appliedTo(addresses, visitingId, postalId));
        return customers.changed(id, store.decide(unchanged(id, shown, items), change, origin));
    }

    /** Answers the repeat of a request whose look-up is gone by now. */
    private ResponseEntity<CustomerView> repeated(UUID id, Origin origin) {
        if (origin.idempotency() == null
                || store.doneUnder(origin.idempotency().key()).isEmpty()) {
            throw InvalidInput.value(
                    "lookupId",
                    "lookup-expired",
                    "There is no such look-up of yours for this customer, or it is too old. Look up again.");
        }
        return customers.changed(id, store.decide(DECIDER, ChangeCustomer.nothing(id), origin));
    }

    /**
     * Refuses a customer of which something that the user saw beside the chosen items is another by now, and an
     * archived one that would get an address more.
     */
    private static Decider<CustomerCommand, CustomerRegistry, CustomersEvent> unchanged(
            UUID id, CustomerRegistry shown, Set<Item> items) {
        Particulars before = particulars(id, shown);
        return new Decider<>(
                DECIDER.initial(),
                (command, registry) -> {
                    Customer now = registry.get(id);
                    Particulars particulars = particulars(id, registry);
                    requireEqual(
                            "vatNumber",
                            shown.get(id).details().vatNumber(),
                            now.details().vatNumber());
                    items.forEach(item -> requireEqual(item.text(), before.get(item), particulars.get(item)));
                    if (now.archived()) {
                        items.forEach(item -> requireNoneMore(item, particulars));
                    }
                    return DECIDER.decide().apply(command, registry);
                },
                DECIDER.evolve(),
                DECIDER.boundary());
    }

    private static void requireNoneMore(Item item, Particulars now) {
        boolean address = item == Item.VISITING_ADDRESS || item == Item.POSTAL_ADDRESS;
        if (address && now.get(item) == null) {
            throw Refused.rule("customer-archived", item.text(), "Nothing is added to an archived customer.");
        }
    }

    private static Particulars particulars(UUID id, CustomerRegistry registry) {
        return Particulars.of(registry.get(id), registry.addresses(id));
    }

    private static void requireEqual(String field, Object shown, Object now) {
        if (!Objects.equals(shown, now)) {
            throw Refused.conflict(
                    "changed-since-lookup", field, "The customer's " + field + " was changed since. Look up again.");
        }
    }

    private Current<CustomerRegistry> visible(UUID id, CallerVisibility visibility) {
        Current<CustomerRegistry> current = store.current(DECIDER, CustomerBoundary.withAddresses(id));
        if (!current.state().byId().containsKey(id)) {
            throw ProblemException.notFound();
        }
        visibility.require(id);
        return current;
    }
}
