package incharge.customer.customer;

import incharge.customer.customer.CustomerCommand.AddAddress;
import incharge.customer.customer.CustomerCommand.ArchiveCustomer;
import incharge.customer.customer.CustomerCommand.ChangeAvatar;
import incharge.customer.customer.CustomerCommand.ChangeBilling;
import incharge.customer.customer.CustomerCommand.ChangeCustomer;
import incharge.customer.customer.CustomerCommand.ChangeFieldValues;
import incharge.customer.customer.CustomerCommand.ChangeWithAddresses;
import incharge.customer.customer.CustomerCommand.EraseCustomer;
import incharge.customer.customer.CustomerCommand.ImportCustomer;
import incharge.customer.customer.CustomerCommand.RegisterCustomer;
import incharge.customer.customer.CustomerCommand.RestoreCustomer;
import incharge.customer.customer.CustomerCommand.RevertCustomer;
import incharge.customer.customer.CustomerCommand.WithdrawCustomer;
import incharge.customer.event.CardEvent;
import incharge.customer.event.CustomFieldEvent;
import incharge.customer.event.CustomerEvent;
import incharge.customer.event.CustomerEvent.CustomerArchived;
import incharge.customer.event.CustomerEvent.CustomerDetailsChanged;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomerEvent.CustomerRenumbered;
import incharge.customer.event.CustomerEvent.CustomerRestored;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.ErasureCompleted;
import incharge.customer.event.PersonErased;
import incharge.customer.event.ProjectEvent;
import incharge.customer.numbering.NumberHolders.NumberChange;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.Criterion;
import java.util.Collection;
import java.util.UUID;

/**
 * The consistency of customers: a command is decided on the customer's own events and, where it claims a number, on the
 * events that gave or freed that number. That makes numbers unique without any look-up that could be late.
 */
public final class CustomerBoundary {

    public static final Decider<CustomerCommand, CustomerRegistry, CustomersEvent> DECIDER = new Decider<>(
            () -> CustomerRegistry.EMPTY, Customer::decide, CustomerRegistry::evolve, CustomerBoundary::criteria);

    private CustomerBoundary() {}

    /** Selects all events of a customer. */
    public static Criteria eventsOf(UUID id) {
        return Criteria.tagged(CustomersLog.customer(id));
    }

    /** Selects the events of a customer and of its addresses. */
    public static Criteria withAddresses(UUID id) {
        return Criteria.either(eventsOf(id), Criteria.tagged(CustomersLog.addresses(id)));
    }

    /** Selects the events of an address that is not the headquarters. */
    public static Criteria address(UUID customer, UUID id) {
        return Criteria.of(Criterion.tags(
                CustomersLog.addresses(customer).encoded(),
                CustomersLog.thing(id).encoded()));
    }

    /** Selects the events with the details of a customer, its headquarters among them. */
    public static Criteria details(UUID id) {
        return Criteria.tagged(CustomersLog.customer(id), CustomerRegistered.class, CustomerDetailsChanged.class);
    }

    /** Selects whether a customer is registered and archived. */
    public static Criteria existence(UUID id) {
        return Criteria.tagged(
                CustomersLog.customer(id), CustomerRegistered.class, CustomerArchived.class, CustomerRestored.class);
    }

    /** Selects who holds a number. */
    private static Criteria holder(String number) {
        return Criteria.tagged(
                CustomersLog.customerNumber(number),
                CustomerRegistered.class,
                CustomerRenumbered.class,
                CustomerArchived.class,
                CustomerRestored.class);
    }

    /** Selects who holds each of these numbers. */
    static Criteria holders(Collection<String> numbers) {
        return Criteria.either(numbers.stream().map(CustomerBoundary::holder).toList());
    }

    /** Returns what an event does to the numbers of customers, null for nothing. */
    static NumberChange numberChange(CustomersEvent event) {
        return switch (event) {
            case CustomerRegistered e -> NumberChange.giving(e.customerId(), e.number());
            case CustomerRenumbered(var id, var number, var previous) -> new NumberChange(id, number, previous);
            case CustomerArchived(var id, var number) -> NumberChange.freeing(id, number);
            case CustomerRestored(var id, var number) -> NumberChange.giving(id, number);
            case CustomerEvent _, ProjectEvent _, CardEvent _, CustomFieldEvent _, PersonErased _, ErasureCompleted _ ->
                null;
        };
    }

    private static Criteria criteria(CustomerCommand command) {
        return switch (command) {
            case RegisterCustomer register ->
                Criteria.either(
                        eventsOf(register.customerId()),
                        holder(register.number().number()));
            case ChangeCustomer change -> of(change, eventsOf(change.customerId()));
            case ChangeWithAddresses(var change, var _) -> of(change, withAddresses(change.customerId()));
            case AddAddress add -> withAddresses(add.customerId());
            case ChangeBilling(var id, var _, var address) -> address == null ? eventsOf(id) : withAddresses(id);
            case ChangeFieldValues(var id, var _) -> eventsOf(id);
            case ChangeAvatar(var id, var _) -> eventsOf(id);
            case RevertCustomer revert -> withAddresses(revert.customerId());
            case ImportCustomer(var change) -> eventsOf(change.customerId());
            case ArchiveCustomer(var id) -> eventsOf(id);
            case EraseCustomer(var id) -> eventsOf(id);
            case WithdrawCustomer(var id) -> eventsOf(id);
            case RestoreCustomer(var id, var number, var _) ->
                number == null ? eventsOf(id) : Criteria.either(eventsOf(id), holder(number));
        };
    }

    private static Criteria of(ChangeCustomer change, Criteria customer) {
        return change.number() == null ? customer : Criteria.either(customer, holder(change.number()));
    }
}
