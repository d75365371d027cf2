package incharge.customer.card;

import incharge.customer.card.ThingCommand.AddThing;
import incharge.customer.card.ThingCommand.ChangeThing;
import incharge.customer.card.ThingCommand.RelocateThing;
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
 *
 * <p>Events change it in place: a board of thousands of activities takes no copy for each.
 */
public record Card<T>(Owners owners, Map<UUID, Thing<T>> things) {

    /**
     * A thing where it was recorded last.
     *
     * @param content null for a thing that is removed
     */
    public record Thing<T>(Place place, T content) {}

    public static <T> Card<T> empty() {
        return new Card<>(Owners.none(), new HashMap<>());
    }

    public static <T> Decider<ThingCommand<T>, Card<T>, CustomersEvent> decider(ThingKind<T> kind) {
        return new Decider<>(
                Card::empty,
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
            case AddThing<T> add -> Criteria.either(thing, Owners.of(add.place()));
            case RelocateThing<T>(var _, var _, var _, UUID other)
            when other != null -> Criteria.either(thing, Owners.project(project), Owners.project(other));
            case ChangeThing<T> _, RelocateThing<T> _, RemoveThing<T> _ ->
                Criteria.either(thing, Owners.project(project));
        };
    }

    private List<CardEvent> decide(ThingKind<T> kind, ThingCommand<T> command) {
        return switch (command) {
            case AddThing<T>(var id, var place, var content) -> {
                if (things.containsKey(id)) {
                    throw Refused.conflict("thing-exists", "id", "There is one under this id already.");
                }
                yield kind.additions(id, owners.open(place), content);
            }
            case ChangeThing<T>(var id, var _, var change) -> {
                Thing<T> before = now(kind, id);
                yield changes(kind, id, before, new Thing<>(before.place(), change.apply(before.content())));
            }
            case RelocateThing<T>(var id, var _, var change, var project) -> {
                Thing<T> before = now(kind, id);
                Place place = owners.relocated(before.place(), project);
                yield changes(kind, id, before, new Thing<>(place, change.apply(before.content())));
            }
            case RemoveThing<T>(var id, var _) ->
                List.of(kind.removed(id, now(kind, id).place()));
        };
    }

    private static <T> List<CardEvent> changes(ThingKind<T> kind, UUID id, Thing<T> before, Thing<T> after) {
        return after.equals(before) ? List.of() : kind.changes(id, before, after);
    }

    /** Returns the thing where it lies now: a project takes its things along to another customer. */
    private Thing<T> now(ThingKind<T> kind, UUID id) {
        Thing<T> thing = get(id);
        return new Thing<>(thing.place().ofCustomer(customerOf(kind, id)), thing.content());
    }

    /** Returns the customer that the thing belongs to now, also after its removal; answers 404 if there was none. */
    public UUID customerOf(ThingKind<T> kind, UUID id) {
        Place place = place(id);
        return kind.followsProject() ? owners.customerOf(place) : place.customerId();
    }

    /** Returns where the thing was recorded last, also after its removal; answers 404 if there was none. */
    Place place(UUID id) {
        Thing<T> thing = things.get(id);
        if (thing == null) {
            throw ProblemException.notFound();
        }
        return thing.place();
    }

    /** Returns whether there is such a thing, and it is not removed. */
    public boolean has(UUID id) {
        return things.containsKey(id) && things.get(id).content() != null;
    }

    /** Returns the thing; answers 404 if there is none, or none any more. */
    public Thing<T> get(UUID id) {
        if (!has(id)) {
            throw ProblemException.notFound();
        }
        return things.get(id);
    }

    /** Returns the card after any event. */
    public Card<T> after(ThingKind<T> kind, CustomersEvent event) {
        if (event instanceof CardEvent card && kind.includes(card)) {
            Thing<T> before = things.get(card.thingId());
            T content = kind.after(card, before == null ? null : before.content());
            things.put(card.thingId(), new Thing<>(card.place(), content));
        }
        owners.after(event);
        return this;
    }
}
