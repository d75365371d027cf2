package incharge.customer.contact;

import incharge.customer.card.ThingKind;
import incharge.customer.event.CardEvent;
import incharge.customer.event.ContactEvent;
import incharge.customer.event.ContactEvent.ContactAdded;
import incharge.customer.event.ContactEvent.ContactChanged;
import incharge.customer.event.ContactEvent.ContactRemoved;
import incharge.customer.event.ContactProfile;
import incharge.customer.event.Place;
import java.util.UUID;

/** How contacts are recorded. */
final class Contact implements ThingKind<ContactProfile> {

    static final Contact KIND = new Contact();

    private Contact() {}

    @Override
    public boolean includes(CardEvent event) {
        return event instanceof ContactEvent;
    }

    @Override
    public CardEvent added(UUID id, Place place, ContactProfile profile) {
        return new ContactAdded(id, place, profile);
    }

    @Override
    public CardEvent changed(UUID id, Place place, ContactProfile profile) {
        return new ContactChanged(id, place, profile);
    }

    @Override
    public CardEvent removed(UUID id, Place place) {
        return new ContactRemoved(id, place);
    }

    @Override
    public ContactProfile after(CardEvent event, ContactProfile before) {
        return switch ((ContactEvent) event) {
            case ContactAdded added -> added.profile();
            case ContactChanged changed -> changed.profile();
            case ContactRemoved _ -> null;
        };
    }
}
