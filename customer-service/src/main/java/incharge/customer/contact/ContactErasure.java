package incharge.customer.contact;

import incharge.customer.card.Card;
import incharge.customer.event.ContactEvent;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.PersonErased;
import incharge.eventstore.decider.Decider;
import incharge.http.ProblemException;
import java.util.List;
import java.util.UUID;

/**
 * What decides whether a contact is erased. A removed contact is erased like any other.
 *
 * @param customerId null if there never was such a contact
 * @param recorded whether the log has the erasure
 */
record ContactErasure(UUID customerId, boolean recorded) {

    static final Decider<UUID, ContactErasure, CustomersEvent> DECIDER = new Decider<>(
            () -> new ContactErasure(null, false),
            (contact, state) -> state.decide(contact),
            ContactErasure::after,
            Card::eventsOf);

    /** Returns the customer of the contact; answers 404 if there never was one. */
    UUID customer() {
        if (customerId == null) {
            throw ProblemException.notFound();
        }
        return customerId;
    }

    private List<PersonErased> decide(UUID contact) {
        return recorded ? List.of() : List.of(PersonErased.ofContact(contact, customer()));
    }

    private static ContactErasure after(ContactErasure before, CustomersEvent event) {
        return switch (event) {
            case ContactEvent e -> new ContactErasure(e.place().customerId(), before.recorded);
            case PersonErased _ -> new ContactErasure(before.customerId, true);
            case CustomersEvent _ -> before;
        };
    }
}
