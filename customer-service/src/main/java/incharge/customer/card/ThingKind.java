package incharge.customer.card;

import incharge.customer.card.Card.Thing;
import incharge.customer.event.CardEvent;
import incharge.customer.event.Place;
import java.util.List;
import java.util.UUID;

/**
 * How the things of one kind are recorded.
 *
 * @param <T> what a thing of the kind holds beside its place; equal contents are the same state
 */
public interface ThingKind<T> {

    /** Returns whether an event is one of this kind's things. */
    boolean includes(CardEvent event);

    /** Returns whether a thing in a project goes to another customer with it. */
    default boolean followsProject() {
        return true;
    }

    CardEvent added(UUID id, Place place, T content);

    /** Returns the event; a kind whose things stay as they are added has none. */
    default CardEvent changed(UUID id, Place place, T content) {
        throw new UnsupportedOperationException("a thing of this kind is never changed");
    }

    /** Returns the events of a new thing; the first one adds it. */
    default List<CardEvent> additions(UUID id, Place place, T content) {
        return List.of(added(id, place, content));
    }

    /** Returns the events of a change; {@code before} lies where it belongs now and is not equal to {@code after}. */
    default List<CardEvent> changes(UUID id, Thing<T> before, Thing<T> after) {
        return List.of(changed(id, after.place(), after.content()));
    }

    CardEvent removed(UUID id, Place place);

    /**
     * Returns the content after an event of this kind, null for a thing that is removed.
     *
     * @param before null for a new thing
     */
    T after(CardEvent event, T before);
}
