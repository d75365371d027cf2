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

    record RemoveThing<T>(UUID id, Place place) implements ThingCommand<T> {}
}
