package incharge.customer.customer;

import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.numbering.NumberHolders;
import incharge.eventstore.decider.EventStore;
import java.util.Collection;
import java.util.UUID;

/** Reads from the log which customers there are. */
public final class Customers {

    private final EventStore<CustomersEvent> store;

    Customers(EventStore<CustomersEvent> store) {
        this.store = store;
    }

    public boolean exists(UUID id) {
        return store.log().anyBearing(CustomersLog.customer(id));
    }

    /** Finds the customers that hold these numbers now. */
    public NumberHolders holders(Collection<String> numbers) {
        return numbers.isEmpty()
                ? NumberHolders.NONE
                : store.fold(
                        NumberHolders::collecting,
                        (holders, event) -> holders.add(CustomerBoundary.numberChange(event)),
                        CustomerBoundary.holders(numbers));
    }
}
