package incharge.customer.address;

import incharge.customer.customer.CustomerBoundary;
import incharge.customer.event.AddressEvent;
import incharge.customer.event.CustomerDetails;
import incharge.customer.event.CustomerEvent.CustomerDetailsChanged;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomersEvent;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Touch;
import java.util.UUID;

/**
 * Who made an address what it is: the headquarters or one of the others.
 *
 * @param id of the headquarters at the last event; null for none, or of another address
 * @param changed null for an address that is as it was added
 */
record Recorded(UUID id, Touch added, Touch changed) {

    private static final Recorded NONE = new Recorded(null, null, null);

    /** @param upTo the position up to which events count */
    static Recorded headquarters(EventStore<CustomersEvent> store, UUID customer, long upTo) {
        return store.foldAt(NONE, Recorded::after, CustomerBoundary.details(customer), upTo);
    }

    static Recorded other(EventStore<CustomersEvent> store, UUID customer, UUID id, long upTo) {
        return store.foldAt(NONE, Recorded::after, CustomerBoundary.address(customer, id), upTo);
    }

    private Recorded after(CustomersEvent event, Touch touch) {
        return switch (event) {
            case CustomerRegistered e -> headquarters(e.customerId(), e.details(), touch);
            case CustomerDetailsChanged e -> headquarters(e.customerId(), e.details(), touch);
            case AddressEvent.AddressAdded _ -> new Recorded(null, touch, null);
            case AddressEvent.AddressChanged _ -> new Recorded(null, added, touch);
            case CustomersEvent _ -> this;
        };
    }

    private Recorded headquarters(UUID customer, CustomerDetails details, Touch touch) {
        if (details.address() == null) {
            return NONE;
        }
        UUID now = details.addressId() == null ? customer : details.addressId();
        return now.equals(id) ? new Recorded(id, added, touch) : new Recorded(now, touch, null);
    }
}
