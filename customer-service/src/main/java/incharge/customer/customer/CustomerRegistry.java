package incharge.customer.customer;

import incharge.customer.event.Address;
import incharge.customer.event.AddressEvent;
import incharge.customer.event.AddressEvent.AddressAdded;
import incharge.customer.event.AddressEvent.AddressChanged;
import incharge.customer.event.AddressEvent.AddressRemoved;
import incharge.customer.event.CardEvent;
import incharge.customer.event.CustomFieldEvent;
import incharge.customer.event.CustomerEvent.CustomerArchived;
import incharge.customer.event.CustomerEvent.CustomerAvatarChanged;
import incharge.customer.event.CustomerEvent.CustomerBillingChanged;
import incharge.customer.event.CustomerEvent.CustomerDetailsChanged;
import incharge.customer.event.CustomerEvent.CustomerFieldsChanged;
import incharge.customer.event.CustomerEvent.CustomerGroupingRequested;
import incharge.customer.event.CustomerEvent.CustomerGroupingWithdrawn;
import incharge.customer.event.CustomerEvent.CustomerMerged;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomerEvent.CustomerRenamed;
import incharge.customer.event.CustomerEvent.CustomerRenumbered;
import incharge.customer.event.CustomerEvent.CustomerRestored;
import incharge.customer.event.CustomerEvent.CustomerUnmerged;
import incharge.customer.event.CustomerKind;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.ErasureCompleted;
import incharge.customer.event.PersonErased;
import incharge.customer.event.ProjectEvent;
import incharge.customer.numbering.NumberHolders;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The customers and numbers within the boundary of a decision.
 *
 * @param byId of a customer that is here only because it holds or held the number in question, nothing but the number
 *     is reliable
 * @param otherAddresses the addresses of customers without the headquarters, where the boundary has them
 */
public record CustomerRegistry(
        Map<UUID, Customer> byId, NumberHolders holders, Map<UUID, Map<UUID, Address>> otherAddresses) {

    static final CustomerRegistry EMPTY = new CustomerRegistry(Map.of(), NumberHolders.NONE, Map.of());

    /** Returns the customer, or refuses the command if there is none. */
    public Customer get(UUID id) {
        Customer found = byId.get(id);
        if (found == null) {
            throw Customer.unknown(id);
        }
        return found;
    }

    /** Returns the addresses of a customer, where the boundary has them all. */
    public Addresses addresses(UUID id) {
        return get(id).addresses(otherAddresses.getOrDefault(id, Map.of()));
    }

    static CustomerRegistry evolve(CustomerRegistry registry, CustomersEvent event) {
        CustomerRegistry evolved = evolveCustomers(registry, event);
        return new CustomerRegistry(
                evolved.byId, registry.holders.after(CustomerBoundary.numberChange(event)), evolved.otherAddresses);
    }

    private static CustomerRegistry evolveCustomers(CustomerRegistry registry, CustomersEvent event) {
        return switch (event) {
            case CustomerRegistered(var id, var number, var name, var details, var _, var kind) ->
                registry.with(Customer.registered(id, CustomerKind.of(kind), number, name, details));
            case CustomerRenumbered(var id, var number, var _) ->
                registry.changing(id, customer -> customer.withNumber(number));
            case CustomerRenamed(var id, var name, var _) -> registry.changing(id, customer -> customer.withName(name));
            case CustomerDetailsChanged(var id, var details, var _) ->
                registry.changing(id, customer -> customer.withDetails(details));
            case CustomerGroupingRequested(var id, var _, var _) ->
                registry.changing(id, customer -> customer.withRequests(customer.requests() + 1));
            case CustomerGroupingWithdrawn(var id, var _) ->
                registry.changing(id, customer -> customer.withRequests(0));
            case CustomerArchived(var id, var freed) ->
                registry.changing(id, customer -> customer.archived(freed == null));
            case CustomerRestored(var id, var _) -> registry.changing(id, Customer::restored);
            case CustomerMerged(var id, var into) -> registry.changing(id, customer -> customer.withMergedInto(into));
            case CustomerUnmerged(var id, var _) -> registry.changing(id, customer -> customer.withMergedInto(null));
            case PersonErased erased -> registry.changing(erased.personId(), Customer::withoutPersonal);
            case AddressEvent e -> registry.withAddress(e);
            case CustomerBillingChanged(var id, var _, var billing) ->
                registry.changing(id, customer -> customer.withBilling(billing));
            case CustomerFieldsChanged(var id, var _, var values) ->
                registry.changing(id, customer -> customer.withFieldValues(values));
            case CustomerAvatarChanged(var id, var file) ->
                registry.changing(id, customer -> customer.withAvatar(file));
            case ProjectEvent _, CardEvent _, CustomFieldEvent _, ErasureCompleted _ -> registry;
        };
    }

    private CustomerRegistry with(Customer customer) {
        var customers = new HashMap<UUID, Customer>(byId);
        customers.put(customer.id(), customer);
        return new CustomerRegistry(customers, holders, otherAddresses);
    }

    private CustomerRegistry withAddress(AddressEvent event) {
        return switch (event) {
            case AddressAdded(var id, var place, var address) -> withAddress(place.customerId(), id, address);
            case AddressChanged(var id, var place, var address) -> withAddress(place.customerId(), id, address);
            case AddressRemoved(var id, var place) -> withAddress(place.customerId(), id, null);
        };
    }

    /** @param address null for one that is gone */
    private CustomerRegistry withAddress(UUID customer, UUID id, Address address) {
        var addresses = new LinkedHashMap<UUID, Address>(otherAddresses.getOrDefault(customer, Map.of()));
        if (address == null) {
            addresses.remove(id);
        } else {
            addresses.put(id, address);
        }
        var all = new HashMap<UUID, Map<UUID, Address>>(otherAddresses);
        all.put(customer, addresses);
        return new CustomerRegistry(byId, holders, all);
    }

    /** Leaves out a customer of which only the events that gave numbers are within the boundary. */
    private CustomerRegistry changing(UUID id, UnaryOperator<Customer> change) {
        Customer before = byId.get(id);
        return before == null ? this : with(change.apply(before));
    }
}
