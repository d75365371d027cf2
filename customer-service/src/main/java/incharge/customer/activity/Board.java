package incharge.customer.activity;

import incharge.customer.card.Card;
import incharge.customer.card.Card.Thing;
import incharge.customer.card.Owners;
import incharge.customer.event.ActivityEvent.ActivityAdded;
import incharge.customer.event.ActivityEvent.ActivityMoved;
import incharge.customer.event.ActivityEvent.ActivityRemoved;
import incharge.customer.event.ActivityKind;
import incharge.customer.event.ActivityStatus;
import incharge.customer.event.CardEvent;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.Place;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.log.Criteria;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A move of an activity among those of its customer. The decision rests on all of these: two moves to the same place
 * conflict, whatever they move. The events of an activity bear the tag of its project's card, or of its customer's if
 * it has no project: so a project takes its board along to another customer.
 */
final class Board {

    /**
     * Moves an activity.
     *
     * @param place where it lies now
     * @param projects those that the customer has or had
     * @param after the activity that is to be directly before it; null for the beginning of the column
     * @param before the activity that is to be directly behind it; null for the end
     * @param last a rank for the end of a column, if it is above the others there
     */
    record MoveActivity(
            UUID id, Place place, Set<UUID> projects, ActivityStatus status, UUID after, UUID before, String last) {

        UUID customerId() {
            return place.customerId();
        }
    }

    static final Decider<MoveActivity, Card<Activity>, CustomersEvent> DECIDER = new Decider<>(
            Card::empty,
            (move, card) -> new Board(move, card).decide(),
            (card, event) -> card.after(Activity.KIND, event),
            Board::criteria);

    private static final Comparator<Entry> ORDER = Comparator.comparing(
                    (Entry entry) -> entry.activity().rank())
            .thenComparing(entry -> entry.id().toString());

    /** An activity in a column. */
    private record Entry(UUID id, Place place, Activity activity) {

        static Entry of(UUID id, Thing<Activity> thing) {
            return new Entry(id, thing.place(), thing.content());
        }

        ActivityKind kind() {
            return activity.details().kind();
        }

        boolean inProject() {
            return place.projectId() != null;
        }
    }

    private final MoveActivity move;
    private final Card<Activity> card;
    private final Entry moved;
    /** All of the customer with the status that the moved one gets, without that one. */
    private final List<Entry> column;

    private Board(MoveActivity move, Card<Activity> card) {
        this.move = move;
        this.card = card;
        this.moved = Entry.of(move.id(), card.get(move.id()));
        this.column = card.things().entrySet().stream()
                .filter(thing -> card.has(thing.getKey()))
                .map(thing -> Entry.of(thing.getKey(), thing.getValue()))
                .filter(entry -> entry.activity().status() == move.status())
                .filter(entry -> !entry.id().equals(move.id()) && isOfCustomer(entry))
                .sorted(ORDER)
                .toList();
    }

    private static Criteria criteria(MoveActivity move) {
        List<Criteria> all = new ArrayList<>();
        all.add(Card.eventsOf(move.id()));
        all.add(board(move.customerId()));
        all.add(Owners.projectsOf(move.customerId()));
        for (UUID project : move.projects()) {
            all.add(board(project));
            all.add(Owners.project(project));
        }
        return Criteria.either(all);
    }

    /** Selects the activities of a project, or those of a customer that are in no project. */
    private static Criteria board(UUID owner) {
        return Criteria.tagged(
                CustomersLog.card(owner), ActivityAdded.class, ActivityMoved.class, ActivityRemoved.class);
    }

    private boolean isOfCustomer(Entry entry) {
        return card.owners().customerOf(entry.place()).equals(move.customerId());
    }

    private List<CardEvent> decide() {
        // the boundary lacks the activities of a project that came since the request
        boolean complete = move.projects().containsAll(card.owners().projects().keySet()) && isOfCustomer(moved);
        List<Entry> view = views().stream()
                .map(chosen -> column.stream().filter(chosen).toList())
                .filter(entries -> complete && isGap(entries))
                .findFirst()
                .orElseThrow(() -> Refused.conflict(
                        "order-changed", null, "The order of the column was changed meanwhile; read it again."));
        return isThereAlready(view)
                ? List.of()
                : List.of(new ActivityMoved(
                        move.id(),
                        moved.place().ofCustomer(move.customerId()),
                        move.status(),
                        moved.activity().status(),
                        rank()));
    }

    /** Returns the parts of a column that lists show: those of a kind, of all projects, of one project, of none. */
    private List<Predicate<Entry>> views() {
        Predicate<Entry> ofKind = entry -> entry.kind() == moved.kind();
        Predicate<Entry> alike = ofKind.and(entry -> entry.inProject() == moved.inProject());
        Predicate<Entry> ofProject = ofKind.and(
                entry -> Objects.equals(entry.place().projectId(), moved.place().projectId()));
        // without neighbours the column of the whole customer is meant: it is empty, or they can be named
        return move.after() == null && move.before() == null
                ? List.of(ofKind, alike)
                : List.of(ofKind, alike, ofProject);
    }

    /** Returns whether the neighbours that the move names are neighbours. */
    private boolean isGap(List<Entry> entries) {
        int index = move.after() == null ? 0 : indexOf(move.after(), entries) + 1;
        if (index == 0 && move.after() != null) {
            return false;
        }
        UUID next = index < entries.size() ? entries.get(index).id() : null;
        return Objects.equals(next, move.before());
    }

    private boolean isThereAlready(List<Entry> entries) {
        long ahead = entries.stream()
                .takeWhile(entry -> ORDER.compare(entry, moved) < 0)
                .count();
        return moved.activity().status() == move.status() && ahead == indexOf(move.after(), entries) + 1;
    }

    /** Returns a rank directly behind the one neighbour or directly before the other, whatever else lies between. */
    private String rank() {
        int index = move.after() == null && move.before() != null
                ? indexOf(move.before(), column)
                : move.after() == null ? column.size() : indexOf(move.after(), column) + 1;
        String low = index == 0 ? null : column.get(index - 1).activity().rank();
        if (index < column.size()) {
            return Rank.between(low, column.get(index).activity().rank());
        }
        return low == null || low.compareTo(move.last()) < 0 ? move.last() : Rank.between(low, null);
    }

    /** Returns -1 for an activity that is not there, and for null. */
    private static int indexOf(UUID id, List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }
}
