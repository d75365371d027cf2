package incharge.customer.activity;

import static incharge.customer.event.ActivityStatus.DONE;
import static incharge.customer.event.ActivityStatus.IN_PROGRESS;
import static incharge.customer.event.ActivityStatus.NOT_STARTED;

import incharge.customer.activity.Board.MoveActivity;
import incharge.customer.event.ActivityDetails;
import incharge.customer.event.ActivityEvent.ActivityAdded;
import incharge.customer.event.ActivityEvent.ActivityMoved;
import incharge.customer.event.ActivityEvent.ActivityRemoved;
import incharge.customer.event.ActivityKind;
import incharge.customer.event.ActivityStatus;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.Place;
import incharge.customer.event.Plan;
import incharge.customer.event.ProjectEvent.ProjectChanged;
import incharge.customer.event.ProjectEvent.ProjectOpened;
import incharge.eventstore.decider.DeciderSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BoardTest {

    private static final UUID ACME = id(2);
    private static final UUID OTHER = id(3);
    private static final UUID HALL = id(11);
    private static final UUID ROOF = id(12);
    private static final UUID A = id(31);
    private static final UUID B = id(32);
    private static final UUID C = id(33);
    private static final UUID D = id(34);
    private static final UUID M = id(39);
    private static final Plan PLAN = new Plan("Build", "open", null, null, null);
    private static final ProjectOpened HALL_OPENED = new ProjectOpened(HALL, ACME, "P-1", PLAN, null);
    private static final ProjectOpened ROOF_OPENED = new ProjectOpened(ROOF, ACME, "P-2", PLAN, null);
    private static final Place ON_ACME = Place.beneath(ACME);
    private static final Place IN_HALL = ON_ACME.inProject(HALL);
    private static final Place IN_ROOF = ON_ACME.inProject(ROOF);
    private static final String LAST = "Z";

    private final DeciderSpec<MoveActivity, CustomersEvent> board =
            DeciderSpec.of(Board.DECIDER, CustomersLog.VOCABULARY);

    /** A, C in the hall and B on the roof are in progress in this order, as is D that is in no project; M is not. */
    private final List<CustomersEvent> there = List.of(
            HALL_OPENED,
            ROOF_OPENED,
            added(A, IN_HALL, IN_PROGRESS, "C"),
            added(B, IN_ROOF, IN_PROGRESS, "F"),
            added(C, IN_HALL, IN_PROGRESS, "H"),
            added(D, ON_ACME, IN_PROGRESS, "K"),
            added(M, IN_HALL, NOT_STARTED, "C"));

    private static UUID id(int number) {
        return UUID.fromString("01890a5d-ac96-774b-bcce-%012d".formatted(number));
    }

    private static ActivityAdded added(UUID id, Place place, ActivityStatus status, String rank) {
        return added(id, place, ActivityKind.TODO, status, rank);
    }

    private static ActivityAdded added(UUID id, Place place, ActivityKind kind, ActivityStatus status, String rank) {
        var details = new ActivityDetails(kind, "Draw", null, null, null, null, null, null, null);
        return new ActivityAdded(id, place, details, status, rank, null);
    }

    private static MoveActivity move(UUID id, Place place, UUID after, UUID before) {
        return new MoveActivity(id, place, Set.of(HALL, ROOF), IN_PROGRESS, after, before, LAST);
    }

    private static ActivityMoved moved(String rank) {
        return new ActivityMoved(M, IN_HALL, IN_PROGRESS, NOT_STARTED, rank);
    }

    private DeciderSpec<MoveActivity, CustomersEvent>.When when(UUID after, UUID before) {
        return board.given(there).when(move(M, IN_HALL, after, before));
    }

    @Test
    void a_task_goes_between_two_neighbours_of_the_customers_column() {
        when(A, B).then(moved("D"));
        when(B, C).then(moved("G"));
        when(null, A).then(moved("Bzzzzzzz1"));
    }

    @Test
    void a_task_goes_between_two_neighbours_of_its_projects_column() {
        when(A, C).then(moved("D"));
        when(C, null).then(moved("I"));
    }

    @Test
    void a_column_of_tasks_ends_before_what_is_in_no_project_and_one_of_to_dos_behind() {
        when(C, D).then(moved("I"));
        when(D, null).then(moved(LAST));
    }

    @Test
    void what_are_no_neighbours_is_refused() {
        when(null, B).thenRefused("order-changed");
        when(B, null).thenRefused("order-changed");
        when(C, A).thenRefused("order-changed");
        when(A, A).thenRefused("order-changed");
        when(A, M).thenRefused("order-changed");
        when(id(99), A).thenRefused("order-changed");
        when(null, null).thenRefused("order-changed");
    }

    @Test
    void an_activity_that_is_in_another_column_or_removed_is_no_neighbour() {
        board.given(with(new ActivityMoved(B, IN_ROOF, DONE, IN_PROGRESS, "F")))
                .when(move(M, IN_HALL, A, B))
                .thenRefused("order-changed");
        board.given(with(new ActivityMoved(B, IN_ROOF, DONE, IN_PROGRESS, "F")))
                .when(move(M, IN_HALL, A, C))
                .then(moved("E"));
        board.given(with(new ActivityRemoved(A, IN_HALL)))
                .when(move(M, IN_HALL, A, B))
                .thenRefused("order-changed");
    }

    private List<CustomersEvent> with(CustomersEvent... more) {
        var all = new ArrayList<CustomersEvent>(there);
        all.addAll(List.of(more));
        return all;
    }

    @Test
    void neither_neighbour_means_an_empty_column() {
        board.given(HALL_OPENED, ROOF_OPENED, added(M, IN_HALL, NOT_STARTED, "C"))
                .when(move(M, IN_HALL, null, null))
                .then(moved(LAST));
        board.given(HALL_OPENED, ROOF_OPENED, added(D, ON_ACME, IN_PROGRESS, "F"), added(M, IN_HALL, NOT_STARTED, "C"))
                .when(move(M, IN_HALL, null, null))
                .then(moved(LAST));
        board.given(HALL_OPENED, ROOF_OPENED, added(B, IN_ROOF, IN_PROGRESS, "F"), added(M, IN_HALL, NOT_STARTED, "C"))
                .when(move(M, IN_HALL, null, null))
                .thenRefused("order-changed");
    }

    @Test
    void a_move_within_the_column_leaves_the_moved_one_out() {
        board.given(there)
                .when(move(B, IN_ROOF, null, A))
                .then(new ActivityMoved(B, IN_ROOF, IN_PROGRESS, IN_PROGRESS, "Bzzzzzzz1"));
        board.given(there)
                .when(move(A, IN_HALL, B, C))
                .then(new ActivityMoved(A, IN_HALL, IN_PROGRESS, IN_PROGRESS, "G"));
    }

    @Test
    void a_move_to_where_it_is_changes_nothing() {
        board.given(there).when(move(B, IN_ROOF, A, C)).thenNothing();
        board.given(there).when(move(A, IN_HALL, null, B)).thenNothing();
        board.given(there).when(move(C, IN_HALL, B, null)).thenNothing();
        board.given(there).when(move(D, ON_ACME, C, null)).thenNothing();
    }

    @Test
    void activities_of_the_same_rank_are_in_the_order_of_their_ids() {
        List<CustomersEvent> tied = List.of(
                HALL_OPENED,
                ROOF_OPENED,
                added(B, IN_HALL, IN_PROGRESS, "C"),
                added(A, IN_HALL, IN_PROGRESS, "C"),
                added(M, IN_HALL, NOT_STARTED, "C"));

        board.given(tied).when(move(M, IN_HALL, A, B)).then(moved("CV"));
        board.given(tied).when(move(M, IN_HALL, B, A)).thenRefused("order-changed");
    }

    @Test
    void an_entry_of_the_calendar_has_a_column_of_its_kind() {
        var meeting = added(M, ON_ACME, ActivityKind.CALENDAR, NOT_STARTED, "C");
        board.given(HALL_OPENED, ROOF_OPENED, added(A, IN_HALL, IN_PROGRESS, "C"), meeting)
                .when(move(M, ON_ACME, null, null))
                .then(new ActivityMoved(M, ON_ACME, IN_PROGRESS, NOT_STARTED, LAST));
    }

    @Test
    void a_project_takes_its_tasks_to_the_board_of_another_customer() {
        var given = new ProjectChanged(ROOF, OTHER, "P-2", PLAN.withStatus(null), null, ACME);
        var onOther = Place.beneath(OTHER);
        var all = with(given, added(id(41), onOther, IN_PROGRESS, "G"));

        board.given(all).when(move(M, IN_HALL, A, C)).then(moved("E"));
        board.given(all).when(move(M, IN_HALL, A, B)).thenRefused("order-changed");
        board.given(all)
                .when(new MoveActivity(id(41), onOther, Set.of(ROOF), IN_PROGRESS, null, B, LAST))
                .then(new ActivityMoved(id(41), onOther, IN_PROGRESS, IN_PROGRESS, "Ezzzzzzz1"));
        board.given(all)
                .when(new MoveActivity(B, IN_ROOF.ofCustomer(OTHER), Set.of(ROOF), IN_PROGRESS, id(41), null, LAST))
                .then(new ActivityMoved(B, IN_ROOF.ofCustomer(OTHER), IN_PROGRESS, IN_PROGRESS, LAST));
    }

    @Test
    void an_activity_of_a_sales_case_is_on_the_board_of_its_customer() {
        Place inCase = ON_ACME.inSalesCase(id(51));
        board.given(
                        added(A, ON_ACME, IN_PROGRESS, "C"),
                        added(B, inCase, IN_PROGRESS, "F"),
                        added(M, inCase, NOT_STARTED, "C"))
                .when(new MoveActivity(M, inCase, Set.of(), IN_PROGRESS, A, B, LAST))
                .then(new ActivityMoved(M, inCase, IN_PROGRESS, NOT_STARTED, "D"));
    }

    @Test
    void an_activity_that_was_added_to_another_board_is_left_out() {
        board.given(
                        added(A, Place.beneath(OTHER), IN_PROGRESS, "C"),
                        new ActivityMoved(A, ON_ACME, IN_PROGRESS, IN_PROGRESS, "D"),
                        added(M, ON_ACME, NOT_STARTED, "C"))
                .when(new MoveActivity(M, ON_ACME, Set.of(), IN_PROGRESS, null, null, LAST))
                .then(new ActivityMoved(M, ON_ACME, IN_PROGRESS, NOT_STARTED, LAST));
    }

    @Test
    void a_project_that_comes_or_goes_meanwhile_changes_the_order() {
        board.given(there)
                .when(new MoveActivity(M, IN_HALL, Set.of(HALL), IN_PROGRESS, A, C, LAST))
                .thenRefused("order-changed");
        board.given(with(new ProjectChanged(HALL, OTHER, "P-1", PLAN.withStatus(null), null, ACME)))
                .when(move(M, IN_HALL, A, C))
                .thenRefused("order-changed");
    }
}
