package incharge.customer.address;

import static incharge.customer.customer.CustomerBoundary.DECIDER;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.customer.card.ThingView;
import incharge.customer.customer.Addresses;
import incharge.customer.customer.CustomerBoundary;
import incharge.customer.customer.CustomerCommand.AddAddress;
import incharge.customer.customer.CustomerCommand.ChangeCustomer;
import incharge.customer.customer.CustomerCommand.ChangeWithAddresses;
import incharge.customer.customer.CustomerController;
import incharge.customer.customer.CustomerRegistry;
import incharge.customer.event.Address;
import incharge.customer.event.AddressEvent.AddressAdded;
import incharge.customer.event.CustomerEvent.CustomerDetailsChanged;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.Place;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.Tag;
import incharge.http.Area;
import incharge.http.Level;
import incharge.http.Patch;
import incharge.http.ProblemException;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import incharge.visibility.CallerVisibility;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * One address over HTTP; lists come from reporting-service. The headquarters has the version of the customer, whose
 * details it is one of; any other address has a version of its own.
 */
@RequiresLevel(area = Area.CUSTOMERS, level = Level.EDIT)
@RestController
@RequestMapping("/api/customers/{customer}/addresses")
class AddressController {

    private final EventStore<CustomersEvent> store;
    private final ResourceAnswers answers;

    AddressController(EventStore<CustomersEvent> store, ResourceAnswers answers) {
        this.store = store;
        this.answers = answers;
    }

    @PostMapping
    ResponseEntity<ThingView<AddressView>> add(
            @PathVariable UUID customer,
            @RequestBody AddressFields body,
            Origins origins,
            CallerVisibility visibility) {
        var command = new AddAddress(customer, UuidCreator.getTimeOrderedEpoch(), body.check());
        Decision<CustomerRegistry, CustomersEvent> decision =
                store.decide(CustomerController.visibleOnly(customer, visibility), command, origins.of(body.reason()));
        UUID id = added(decision.events().getFirst(), customer);
        return answers.created(
                "/api/customers/" + customer + "/addresses/" + id,
                resource(customer, id, decision::current),
                _ -> view(customer, id, decision::current));
    }

    /** Returns the id of an address that was added; the first one came as the headquarters. */
    private static UUID added(CustomersEvent event, UUID customer) {
        return switch (event) {
            case AddressAdded added -> added.addressId();
            case CustomerDetailsChanged first -> first.details().addressId();
            case CustomersEvent other -> throw new IllegalStateException(other + " adds no address to " + customer);
        };
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/{id}")
    ResponseEntity<ThingView<AddressView>> get(
            @PathVariable UUID customer, @PathVariable UUID id, CallerVisibility visibility) {
        Current<CustomerRegistry> current = store.current(DECIDER, CustomerBoundary.withAddresses(customer));
        if (!current.state().byId().containsKey(customer)
                || current.state().addresses(customer).find(id) == null) {
            throw ProblemException.notFound();
        }
        visibility.require(customer);
        Function<Criteria, Current<CustomerRegistry>> state =
                criteria -> store.currentAt(DECIDER, criteria, current.head());
        return answers.ok(resource(customer, id, state), _ -> view(customer, id, state));
    }

    @PatchMapping("/{id}")
    ResponseEntity<ThingView<AddressView>> change(
            @PathVariable UUID customer,
            @PathVariable UUID id,
            @RequestBody Patch<AddressFields> patch,
            Origins origins,
            CallerVisibility visibility) {
        Origin origin = origins.changing(tag(customer, id), patch.changes().reason());
        return changed(customer, id, all -> all.changed(id, patched(all, id, patch)), origin, visibility);
    }

    private static Address patched(Addresses all, UUID id, Patch<AddressFields> patch) {
        Address before = all.find(id);
        if (before == null) {
            throw Addresses.unknown(id);
        }
        return patch.applyTo(AddressFields.of(before)).check();
    }

    /** Makes an address the headquarters; the former one becomes an address like the others. */
    @PostMapping("/{id}/headquarters")
    ResponseEntity<ThingView<AddressView>> makeHeadquarters(
            @PathVariable UUID customer,
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        Origin origin = origins.changing(tag(customer, id), Reason.of(reason));
        return changed(customer, id, all -> all.withHeadquarters(id), origin, visibility);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(
            @PathVariable UUID customer,
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        Origin origin = origins.changing(tag(customer, id), Reason.of(reason));
        return answers.noContent(decide(customer, all -> all.without(id), origin, visibility));
    }

    private ResponseEntity<ThingView<AddressView>> changed(
            UUID customer, UUID id, UnaryOperator<Addresses> change, Origin origin, CallerVisibility visibility) {
        Decision<CustomerRegistry, CustomersEvent> decision = decide(customer, change, origin, visibility);
        return answers.ok(resource(customer, id, decision::current), _ -> view(customer, id, decision::current));
    }

    private Decision<CustomerRegistry, CustomersEvent> decide(
            UUID customer, UnaryOperator<Addresses> change, Origin origin, CallerVisibility visibility) {
        return store.decide(
                CustomerController.visibleOnly(customer, visibility),
                new ChangeWithAddresses(ChangeCustomer.nothing(customer), change),
                origin);
    }

    /**
     * Returns the tag of the events of an address. An address that becomes the headquarters, or is that no longer, gets
     * an event with the tag that it had, so a change that awaits an older version is refused.
     */
    private Tag tag(UUID customer, UUID id) {
        CustomerRegistry registry =
                store.current(DECIDER, CustomerBoundary.eventsOf(customer)).state();
        boolean headquarters = registry.byId().containsKey(customer)
                && id.equals(registry.addresses(customer).headquartersId());
        return headquarters ? CustomersLog.customer(customer) : CustomersLog.thing(id);
    }

    private static boolean isHeadquarters(UUID customer, UUID id, Function<Criteria, Current<CustomerRegistry>> state) {
        return id.equals(state.apply(CustomerBoundary.eventsOf(customer))
                .state()
                .addresses(customer)
                .headquartersId());
    }

    private static Current<CustomerRegistry> resource(
            UUID customer, UUID id, Function<Criteria, Current<CustomerRegistry>> state) {
        return state.apply(
                isHeadquarters(customer, id, state)
                        ? CustomerBoundary.eventsOf(customer)
                        : CustomerBoundary.address(customer, id));
    }

    private ThingView<AddressView> view(UUID customer, UUID id, Function<Criteria, Current<CustomerRegistry>> state) {
        Current<CustomerRegistry> current = state.apply(CustomerBoundary.withAddresses(customer));
        Addresses all = current.state().addresses(customer);
        boolean headquarters = id.equals(all.headquartersId());
        Recorded recorded = headquarters
                ? Recorded.headquarters(store, customer, current.head())
                : Recorded.other(store, customer, id, current.head());
        boolean erased = current.state().get(customer).erased();
        return ThingView.of(
                id,
                Place.beneath(customer),
                new AddressView(all.find(id), headquarters, erased ? true : null),
                recorded.added(),
                recorded.changed());
    }
}
