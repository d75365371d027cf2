package incharge.customer.customer;

import incharge.customer.event.CustomersEvent;
import incharge.customer.numbering.NumberHolders;
import incharge.eventstore.decider.EventStore;
import java.util.Collection;
import java.util.UUID;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Reads from the log which customers there are. */
public final class Customers {

    private final EventStore<CustomersEvent> store;

    Customers(EventStore<CustomersEvent> store) {
        this.store = store;
    }

    public boolean exists(UUID id) {
        return registry(CustomerBoundary.existence(id)).byId().containsKey(id);
    }

    /** Finds the customers that hold these numbers now. */
    public NumberHolders holders(Collection<String> numbers) {
        return numbers.isEmpty()
                ? NumberHolders.NONE
                : registry(EventCriteria.either(
                                numbers.stream().map(CustomerBoundary::holder).toList()))
                        .holders();
    }

    private CustomerRegistry registry(EventCriteria criteria) {
        return store.fold(() -> CustomerRegistry.EMPTY, CustomerRegistry::evolve, criteria);
    }
}
