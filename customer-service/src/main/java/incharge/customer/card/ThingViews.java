package incharge.customer.card;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.customer.card.ThingCommand.AddThing;
import incharge.customer.card.ThingCommand.ChangeThing;
import incharge.customer.card.ThingCommand.RelocateThing;
import incharge.customer.card.ThingCommand.RemoveThing;
import incharge.customer.event.CardEvent;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.Place;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.http.Reason;
import incharge.visibility.CallerVisibility;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.http.ResponseEntity;

/**
 * The things of one kind over HTTP: each call answers one request. Those of a hidden customer are as if there were
 * none.
 *
 * @param <T> what a thing holds
 * @param <V> what is shown of it
 */
public final class ThingViews<T, V> {

    /** What the controllers of all kinds need. */
    public record Desk(EventStore<CustomersEvent> store, Places places, ResourceAnswers answers) {}

    private final Desk desk;
    private final ThingKind<T> kind;
    private final Decider<ThingCommand<T>, Card<T>, CustomersEvent> decider;
    private final String path;
    private final Function<T, V> view;

    /** @param path of all things of the kind, such as {@code /api/notes} */
    public ThingViews(Desk desk, ThingKind<T> kind, String path, Function<T, V> view) {
        this.desk = desk;
        this.kind = kind;
        this.decider = Card.decider(kind);
        this.path = path;
        this.view = view;
    }

    public Places places() {
        return desk.places();
    }

    public ResponseEntity<ThingView<V>> add(
            Place place, T content, String reason, Origins origins, CallerVisibility visibility) {
        var command = new AddThing<>(UuidCreator.getTimeOrderedEpoch(), place, content);
        return add(command, origins.of(reason), visibility);
    }

    /** Adds a thing whose id is known before, such as one with a part beside the log. */
    public ResponseEntity<ThingView<V>> add(AddThing<T> command, Origin origin, CallerVisibility visibility) {
        Decision<Card<T>, CustomersEvent> decision = desk.store()
                .decide(
                        decider.guarded(
                                (_, _) -> visibility.require(command.place().customerId())),
                        command,
                        origin);
        CardEvent added = (CardEvent) decision.events().getFirst();
        UUID id = added.thingId();
        return desk.answers()
                .created(
                        path + "/" + id,
                        decision.current(Card.eventsOf(id)),
                        current -> view(id, added.place(), current));
    }

    public ResponseEntity<ThingView<V>> get(UUID id, CallerVisibility visibility) {
        Current<Card<T>> thing = current(id);
        Place place = visible(id, thing, visibility);
        return desk.answers().ok(thing, current -> view(id, place, current));
    }

    /** Returns the user who added a thing, also after its removal; 404 if there was none or it is hidden. */
    public String addedBy(UUID id, CallerVisibility visibility) {
        Current<Card<T>> thing = current(id);
        visible(id, thing, visibility);
        return thing.first().actor();
    }

    /** Returns the thing where it lies now; 404 if there is none or it is hidden. */
    public Card.Thing<T> visible(UUID id, CallerVisibility visibility) {
        Current<Card<T>> thing = current(id);
        Place place = visible(id, thing, visibility);
        return new Card.Thing<>(place, thing.state().get(id).content());
    }

    private Place now(Place recorded) {
        return kind.followsProject() ? places().now(recorded) : recorded;
    }

    private Place visible(UUID id, Current<Card<T>> thing, CallerVisibility visibility) {
        Place place = now(thing.state().place(id));
        visibility.require(place.customerId());
        return place;
    }

    /** @param change maps the content before to that after; throws for one that is invalid */
    public ResponseEntity<ThingView<V>> change(
            UUID id, UnaryOperator<T> change, String reason, Origins origins, CallerVisibility visibility) {
        return change(new ChangeThing<T>(id, place(id), change), reason, origins, visibility);
    }

    /**
     * Changes a thing and puts it into a project of its customer.
     *
     * @param project null for none
     */
    public ResponseEntity<ThingView<V>> relocate(
            UUID id,
            UnaryOperator<T> change,
            UUID project,
            String reason,
            Origins origins,
            CallerVisibility visibility) {
        places().requireVisibleProject(project, visibility);
        return change(new RelocateThing<T>(id, place(id), change, project), reason, origins, visibility);
    }

    private ResponseEntity<ThingView<V>> change(
            ThingCommand<T> command, String reason, Origins origins, CallerVisibility visibility) {
        UUID id = command.id();
        Decision<Card<T>, CustomersEvent> decision =
                desk.store().decide(visibleOnly(visibility), command, origins.changing(CustomersLog.thing(id), reason));
        return answer(id, decision);
    }

    /** Answers with the thing as a decision leaves it whose boundary selects its events. */
    public ResponseEntity<ThingView<V>> answer(UUID id, Decision<Card<T>, CustomersEvent> decision) {
        return desk.answers()
                .ok(
                        decision.current(Card.eventsOf(id)),
                        current -> view(id, now(current.state().get(id).place()), current));
    }

    public ResponseEntity<Void> remove(UUID id, Reason reason, Origins origins, CallerVisibility visibility) {
        var command = new RemoveThing<T>(id, place(id));
        return desk.answers()
                .noContent(desk.store()
                        .decide(
                                visibleOnly(visibility),
                                command,
                                origins.changing(CustomersLog.thing(id), Reason.of(reason))));
    }

    /**
     * Returns where a thing was recorded last, also after its removal, so that the repeat of a request is answered as
     * the first; without a look at the caller. 404 if there was none.
     */
    public Place place(UUID id) {
        return current(id).state().place(id);
    }

    private Current<Card<T>> current(UUID id) {
        return desk.store().current(decider, Card.eventsOf(id));
    }

    /** Returns whether there is such a thing, and it is not removed. */
    public boolean exists(UUID id) {
        return current(id).state().has(id);
    }

    private Decider<ThingCommand<T>, Card<T>, CustomersEvent> visibleOnly(CallerVisibility visibility) {
        return decider.guarded((command, card) -> visibility.require(card.customerOf(kind, command.id())));
    }

    private ThingView<V> view(UUID id, Place place, Current<Card<T>> current) {
        return ThingView.of(id, place, view.apply(current.state().get(id).content()), current);
    }
}
