package incharge.customer.event;

import java.util.UUID;

/**
 * Events of the things on a customer's card. The components are the published payload; those that a thing may lack are
 * null. They do not bear the customer's own tag, so that a decision about the customer loads none of them.
 */
public sealed interface CardEvent extends CustomersEvent
        permits NoteEvent,
                CommentEvent,
                ContactEvent,
                AddressEvent,
                ActivityEvent,
                SalesCaseEvent,
                FileEvent,
                LinkEvent {

    UUID thingId();

    /** Returns where the thing lies when the event is recorded. */
    Place place();
}
