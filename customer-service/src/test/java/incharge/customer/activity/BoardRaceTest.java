package incharge.customer.activity;

import static incharge.customer.event.ActivityStatus.IN_PROGRESS;
import static incharge.customer.event.ActivityStatus.NOT_STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.customer.activity.Board.MoveActivity;
import incharge.customer.card.Race;
import incharge.customer.event.ActivityDetails;
import incharge.customer.event.ActivityEvent.ActivityAdded;
import incharge.customer.event.ActivityKind;
import incharge.customer.event.ActivityStatus;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.Place;
import incharge.customer.event.Plan;
import incharge.customer.event.ProjectEvent.ProjectOpened;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoardRaceTest {

    private static final int ROUNDS = 1_000;
    private static final int AT_ONCE = 16;

    /** A customer with two projects, a task in progress in each, and one in each that is to come between these. */
    private record Rivals(int round) {

        UUID id(int number) {
            return UUID.fromString("01890a5d-ac96-774b-%04d-%012d".formatted(round, number));
        }

        Place inProject(int project) {
            return Place.beneath(id(1)).inProject(id(project));
        }

        List<CustomersEvent> before() {
            return List.of(
                    opened(2),
                    opened(3),
                    added(4, 2, IN_PROGRESS, "C"),
                    added(5, 3, IN_PROGRESS, "F"),
                    added(6, 2, NOT_STARTED, "C"),
                    added(7, 3, NOT_STARTED, "F"));
        }

        private ProjectOpened opened(int project) {
            var plan = new Plan("Build", "open", null, null, null);
            return new ProjectOpened(id(project), id(1), "P-" + round + "-" + project, plan, null);
        }

        private ActivityAdded added(int number, int project, ActivityStatus status, String rank) {
            var details = new ActivityDetails(ActivityKind.TODO, "Draw", null, null, null, null, null, null, null);
            return new ActivityAdded(id(number), inProject(project), details, status, rank, null);
        }

        MoveActivity move(int number, int project) {
            return new MoveActivity(
                    id(number), inProject(project), Set.of(id(2), id(3)), IN_PROGRESS, id(4), id(5), "Z");
        }
    }

    @Test
    void one_of_two_moves_to_the_same_place_is_refused_a_thousand_times() {
        List<Rivals> all = IntStream.range(0, ROUNDS).mapToObj(Rivals::new).toList();
        try (var race = new Race(
                all.stream().flatMap(rivals -> rivals.before().stream()).toList())) {
            List<List<String>> outcomes = all.stream()
                    .gather(Gatherers.mapConcurrent(
                            AT_ONCE, rivals -> race.between(Board.DECIDER, rivals.move(6, 2), rivals.move(7, 3))))
                    .toList();
            assertThat(outcomes)
                    .hasSize(ROUNDS)
                    .allSatisfy(outcome -> assertThat(outcome).containsExactlyInAnyOrder("1", "order-changed"));
        }
    }
}
