package incharge.customer.card;

import incharge.customer.card.ThingCommand.AddThing;
import incharge.customer.card.ThingCommand.ChangeThing;
import incharge.customer.card.ThingCommand.RemoveThing;
import incharge.customer.event.CardEvent;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.Place;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.log.Criteria;
import incharge.http.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The things of one kind within the boundary of a decision, and the decisions about them. A decision rests on the thing
 * itself, on whose its project is and, for a new thing, on whether its customer and project are open.
 */
public record Card<T>(Owners owners, Map<UUID, Thing<T>> things) {

    /** A thing where it was recorded last. */
    public record Thing<T>(Place place, T content) {}

    public static <T> Decider<ThingCommand<T>, Card<T>, CustomersEvent> decider(ThingKind<T> kind) {
        return new Decider<>(
                () -> new Card<>(Owners.NONE, Map.of()),
                (command, card) -> card.decide(kind, command),
                (card, event) -> card.after(kind, event),
                Card::boundary);
    }

    /** Selects all events of a thing. */
    public static Criteria eventsOf(UUID id) {
        return Criteria.tagged(CustomersLog.thing(id));
    }

    private static <T> Criteria boundary(ThingCommand<T> command) {
        Criteria thing = eventsOf(command.id());
        UUID project = command.place().projectId();
        return switch (command) {
            case AddThing<T> _ -> Criteria.either(thing, Owners.of(command.place()));
            case ChangeThing<T> _, RemoveThing<T> _ ->
                project == null ? thing : Criteria.either(thing, Owners.project(project));
        };
    }

    private List<CardEvent> decide(ThingKind<T> kind, ThingCommand<T> command) {
        return switch (command) {
            case AddThing<T>(var id, var place, var content) -> {
                if (things.containsKey(id)) {
                    throw Refused.conflict("thing-exists", "id", "There is one under this id already.");
                }
                yield List.of(kind.added(id, owners.open(place), content));
            }
            case ChangeThing<T>(var id, var _, var change) -> {
                Thing<T> thing = get(id);
                T changed = change.apply(thing.content());
                yield changed.equals(thing.content()) ? List.of() : List.of(kind.changed(id, now(thing), changed));
            }
            case RemoveThing<T>(var id, var _) -> List.of(kind.removed(id, now(get(id))));
        };
    }

    /** Returns the place of a thing as it is now: a project takes its things along to another customer. */
    private Place now(Thing<T> thing) {
        return thing.place().ofCustomer(owners.customerOf(thing.place()));
    }

    /** Returns the customer that the thing belongs to now; refuses a thing that there is not. */
    UUID customerOf(UUID id) {
        return owners.customerOf(get(id).place());
    }

    /** Returns the thing; answers 404 if there is none, or none any more. */
    Thing<T> get(UUID id) {
        Thing<T> thing = things.get(id);
        if (thing == null) {
            throw ProblemException.notFound();
        }
        return thing;
    }

    private Card<T> after(ThingKind<T> kind, CustomersEvent event) {
        if (event instanceof CardEvent card && kind.includes(card)) {
            Thing<T> before = things.get(card.thingId());
            T content = kind.after(card, before == null ? null : before.content());
            var all = new HashMap<UUID, Thing<T>>(things);
            if (content == null) {
                all.remove(card.thingId());
            } else {
                all.put(card.thingId(), new Thing<>(card.place(), content));
            }
            return new Card<>(owners, all);
        }
        return new Card<>(owners.after(event), things);
    }
}
