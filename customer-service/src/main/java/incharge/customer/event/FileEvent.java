package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.eventstore.decider.Personal;
import java.util.UUID;

/** Events of a file of a customer or a project; the content lies beside the log. */
public sealed interface FileEvent extends CardEvent {

    UUID fileId();

    @Override
    default UUID thingId() {
        return fileId();
    }

    /**
     * @param type media type that was found in the content
     * @param sha256 of the content, in hexadecimal
     */
    record FileAdded(
            UUID fileId,
            @JsonUnwrapped Place place,
            @Personal String name,
            @Personal String description,
            long size,
            String type,
            String sha256)
            implements FileEvent {}

    record FileRemoved(UUID fileId, @JsonUnwrapped Place place) implements FileEvent {}
}
