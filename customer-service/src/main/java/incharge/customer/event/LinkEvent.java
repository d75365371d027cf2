package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.eventstore.decider.Personal;
import java.util.UUID;

/** Events of a link of a customer or a project to a page of the web. */
public sealed interface LinkEvent extends CardEvent {

    UUID linkId();

    @Override
    default UUID thingId() {
        return linkId();
    }

    record LinkAdded(
            UUID linkId,
            @JsonUnwrapped Place place,
            @Personal String url,
            @Personal String name) implements LinkEvent {}

    record LinkRemoved(UUID linkId, @JsonUnwrapped Place place) implements LinkEvent {}
}
