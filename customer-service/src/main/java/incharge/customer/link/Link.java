package incharge.customer.link;

import incharge.customer.card.ThingKind;
import incharge.customer.event.CardEvent;
import incharge.customer.event.LinkEvent;
import incharge.customer.event.LinkEvent.LinkAdded;
import incharge.customer.event.LinkEvent.LinkRemoved;
import incharge.customer.event.Place;
import java.util.UUID;

/** @param url null, like the name, where the person that it is about is erased */
record Link(String url, String name) {

    /** How links are recorded. */
    static final ThingKind<Link> KIND = new ThingKind<>() {
        @Override
        public boolean includes(CardEvent event) {
            return event instanceof LinkEvent;
        }

        @Override
        public CardEvent added(UUID id, Place place, Link link) {
            return new LinkAdded(id, place, link.url(), link.name());
        }

        @Override
        public CardEvent removed(UUID id, Place place) {
            return new LinkRemoved(id, place);
        }

        @Override
        public Link after(CardEvent event, Link before) {
            return switch ((LinkEvent) event) {
                case LinkAdded added -> new Link(added.url(), added.name());
                case LinkRemoved _ -> null;
            };
        }
    };
}
