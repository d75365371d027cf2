package incharge.customer.customer;

import static incharge.customer.event.CustomersLog.VOCABULARY;

import incharge.customer.customer.CustomerCommand.ArchiveCustomer;
import incharge.customer.customer.CustomerCommand.ChangeCustomer;
import incharge.customer.customer.CustomerCommand.RegisterCustomer;
import incharge.customer.customer.CustomerCommand.RestoreCustomer;
import incharge.customer.customer.CustomerCommand.RevertCustomer;
import incharge.customer.event.CustomerEvent;
import incharge.customer.event.CustomerEvent.CustomerArchived;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomerEvent.CustomerRenumbered;
import incharge.customer.event.CustomerEvent.CustomerRestored;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.ProjectEvent;
import incharge.eventstore.decider.Decider;
import java.util.UUID;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * The consistency of customers: a command is decided on the customer's own events and, where it claims a number, on the
 * events that gave or freed that number. That makes numbers unique without any look-up that could be late.
 */
public final class CustomerBoundary {

    static final Decider<CustomerCommand, CustomerRegistry, CustomersEvent> DECIDER = new Decider<>(
            () -> CustomerRegistry.EMPTY, Customer::decide, CustomerRegistry::evolve, CustomerBoundary::criteria);

    private CustomerBoundary() {}

    /** Selects all events of a customer. */
    static EventCriteria life(UUID id) {
        return VOCABULARY.criteria(CustomersLog.customer(id));
    }

    /** Selects whether a customer is registered and archived. */
    public static EventCriteria existence(UUID id) {
        return VOCABULARY.criteria(
                CustomersLog.customer(id), CustomerRegistered.class, CustomerArchived.class, CustomerRestored.class);
    }

    /** Selects who holds a number. */
    static EventCriteria holder(String number) {
        return VOCABULARY.criteria(
                CustomersLog.customerNumber(number), CustomerRegistered.class, CustomerRenumbered.class);
    }

    /** Selects all numbers that were ever given. */
    static EventCriteria numbers() {
        return VOCABULARY.criteria(CustomerRegistered.class, CustomerRenumbered.class);
    }

    /** Returns the number that an event gives to a customer, null if it gives none. */
    static String numberGiven(CustomersEvent event) {
        return switch (event) {
            case CustomerRegistered registered -> registered.number();
            case CustomerRenumbered renumbered -> renumbered.number();
            case CustomerEvent _, ProjectEvent _ -> null;
        };
    }

    private static EventCriteria criteria(CustomerCommand command) {
        return switch (command) {
            case RegisterCustomer register ->
                EventCriteria.either(life(register.customerId()), holder(register.number()));
            case ChangeCustomer change
            when change.number() != null -> EventCriteria.either(life(change.customerId()), holder(change.number()));
            case ChangeCustomer change -> life(change.customerId());
            case RevertCustomer revert -> life(revert.customerId());
            case ArchiveCustomer(var id) -> life(id);
            case RestoreCustomer(var id) -> life(id);
        };
    }
}
