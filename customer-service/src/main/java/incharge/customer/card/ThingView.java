package incharge.customer.card;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.customer.event.Place;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Touch;
import java.time.Instant;
import java.util.UUID;

/**
 * A thing as its owner answers it.
 *
 * @param changedAt null, like {@code changedBy}, for a thing that is as it was added
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ThingView<V>(
        UUID id,
        UUID customerId,
        UUID projectId,
        UUID salesCaseId,
        @JsonUnwrapped V content,
        Instant createdAt,
        Person createdBy,
        Instant changedAt,
        Person changedBy) {

    /** A person who did something, by the user id of the identity provider. */
    public record Person(String user) {}

    static <V> ThingView<V> of(UUID id, Place place, V content, Current<?> thing) {
        boolean changed = thing.last().position() > thing.first().position();
        return of(id, place, content, thing.first(), changed ? thing.last() : null);
    }

    /** @param changed null for a thing that is as it was added */
    public static <V> ThingView<V> of(UUID id, Place place, V content, Touch added, Touch changed) {
        return new ThingView<>(
                id,
                place.customerId(),
                place.projectId(),
                place.salesCaseId(),
                content,
                added.time(),
                new Person(added.actor()),
                changed == null ? null : changed.time(),
                changed == null ? null : new Person(changed.actor()));
    }
}
