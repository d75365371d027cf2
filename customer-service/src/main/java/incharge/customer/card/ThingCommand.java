package incharge.customer.card;

import incharge.customer.event.Place;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Commands to a thing of a card. */
public sealed interface ThingCommand<T> {

    UUID id();

    /** Returns where the thing is to lie, or lies as far as it is known. */
    Place place();

    record AddThing<T>(UUID id, Place place, T content) implements ThingCommand<T> {}

    record ChangeThing<T>(UUID id, Place place, UnaryOperator<T> content) implements ThingCommand<T> {}

    /**
     * Changes a thing and puts it into a project of its customer.
     *
     * @param place where it lies as far as it is known
     * @param projectId the project to which it is to belong; null for none
     */
    record RelocateThing<T>(UUID id, Place place, UnaryOperator<T> content, UUID projectId)
            implements ThingCommand<T> {}

    record RemoveThing<T>(UUID id, Place place) implements ThingCommand<T> {}
}
