package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.UUID;

/** Events of a contact of a customer. A contact is a person, whose texts are sealed under a key of its own. */
public sealed interface ContactEvent extends CardEvent {

    UUID contactId();

    @Override
    default UUID thingId() {
        return contactId();
    }

    record ContactAdded(
            UUID contactId,
            @JsonUnwrapped Place place,
            @JsonUnwrapped ContactProfile profile) implements ContactEvent {}

    /** All of the profile as it is after the change. */
    record ContactChanged(
            UUID contactId,
            @JsonUnwrapped Place place,
            @JsonUnwrapped ContactProfile profile) implements ContactEvent {}

    record ContactRemoved(UUID contactId, @JsonUnwrapped Place place) implements ContactEvent {}
}
