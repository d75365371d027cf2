package incharge.responsibility.responsibility;

import static incharge.responsibility.responsibility.ResponsibilityTest.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.RefusedAll;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.testing.TestKeys;
import incharge.local.RealParts;
import incharge.responsibility.employee.EmployeeBoundary;
import incharge.responsibility.employee.EmployeeCommand.AddEmployee;
import incharge.responsibility.employee.EmployeeCommand.DeleteEmployee;
import incharge.responsibility.event.Assignment;
import incharge.responsibility.event.EmployeeProfile;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilitiesLog;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityAssigned;
import incharge.responsibility.event.Subject;
import incharge.responsibility.event.SubjectType;
import incharge.responsibility.responsibility.ResponsibilityCommand.AssignResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.EndResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.Selector.StartingOn;
import incharge.responsibility.role.RoleBoundary;
import incharge.responsibility.role.RoleCommand.AddRole;
import incharge.responsibility.role.RoleCommand.ChangeRole;
import incharge.responsibility.role.RoleCommand.DeleteRole;
import incharge.responsibility.team.TeamBoundary;
import incharge.responsibility.team.TeamCommand.AddTeam;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Two commands at once on a real log: both decisions fit the order that results. */
class RacesTest {

    static EventLog log;
    static EventStore<ResponsibilitiesEvent> store;
    static ExecutorService threads;

    @BeforeAll
    static void open() {
        log = EventLog.open(RealParts.freshDatabase());
        store = new EventStore<>(
                ResponsibilitiesLog.VOCABULARY,
                log,
                TestKeys.fresh(),
                JsonMapper.builder().build());
        threads = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterAll
    static void close() {
        threads.close();
        store.close();
        log.close();
    }

    private static Origin origin() {
        return Origin.of("test", UuidCreator.getTimeOrderedEpoch());
    }

    private static UUID employee() {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        var profile = new EmployeeProfile(null, "Anna", null, null, null, null, false, null, true);
        store.decide(EmployeeBoundary.DECIDER, new AddEmployee(id, profile), origin());
        return id;
    }

    private static UUID role() {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        store.decide(RoleBoundary.DECIDER, new AddRole(id, "Role " + id, SubjectType.CUSTOMER), origin());
        return id;
    }

    private static Subject customer() {
        return new Subject(SubjectType.CUSTOMER, UuidCreator.getTimeOrderedEpoch());
    }

    private static Decision<ResponsibilityRegistry, ResponsibilitiesEvent> assign(
            Assignment assignment, LocalDate from, LocalDate to) {
        return store.decideAll(
                ResponsibilityBoundary.DECIDER,
                List.of(new AssignResponsibility(assignment, OPEN, new Interval(from, to))),
                origin());
    }

    /** Runs both at the same moment; returns true for one that was done, false for one that a rule refused. */
    private static List<Boolean> both(Callable<?> one, Callable<?> other) throws Exception {
        var start = new CyclicBarrier(2);
        List<Future<Boolean>> running = List.of(one, other).stream()
                .map(task -> threads.submit(() -> {
                    start.await();
                    try {
                        task.call();
                        return true;
                    } catch (Refused | RefusedAll _) {
                        return false;
                    }
                }))
                .toList();
        return List.of(running.get(0).get(), running.get(1).get());
    }

    @RepeatedTest(10)
    void of_two_overlapping_assignments_exactly_one_wins() throws Exception {
        var assignment = new Assignment(customer(), employee(), role());

        List<Boolean> done = both(
                () -> assign(assignment, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 6, 30)),
                () -> assign(assignment, LocalDate.of(2026, 6, 30), null));

        assertThat(done).containsExactlyInAnyOrder(true, false);
        assertThat(store.current(ResponsibilityBoundary.DECIDER, ofHolding(assignment))
                        .state()
                        .of(assignment))
                .hasSize(1);
    }

    @RepeatedTest(100)
    void an_end_and_what_follows_it_never_overlap() throws Exception {
        var assignment = new Assignment(customer(), employee(), null);
        LocalDate day = LocalDate.of(2026, 7, 1);
        assign(assignment, LocalDate.of(2026, 1, 1), null);
        var end = new EndResponsibility(assignment, OPEN, new StartingOn(LocalDate.of(2026, 1, 1)), null, day);

        List<Boolean> done = both(
                () -> store.decideAll(ResponsibilityBoundary.DECIDER, List.of(end), origin()),
                () -> assign(assignment, day, null));

        assertThat(done.getFirst()).isTrue();
        List<Interval> left =
                store.current(ResponsibilityBoundary.DECIDER, ofHolding(assignment)).state().of(assignment).stream()
                        .map(Responsibility::interval)
                        .toList();
        var ended = new Interval(LocalDate.of(2026, 1, 1), day.minusDays(1));
        assertThat(left).isEqualTo(done.getLast() ? List.of(ended, new Interval(day, null)) : List.of(ended));
    }

    @RepeatedTest(10)
    void a_role_goes_or_is_given_and_never_both() throws Exception {
        UUID role = role();
        var assignment = new Assignment(customer(), employee(), role);

        List<Boolean> done = both(
                () -> assign(assignment, null, null),
                () -> store.decide(RoleBoundary.DECIDER, new DeleteRole(role), origin()));

        assertThat(done).containsExactlyInAnyOrder(true, false);
    }

    @RepeatedTest(100)
    void of_two_roles_one_becomes_that_of_the_owners() throws Exception {
        UUID one = role();
        UUID other = role();

        List<Boolean> done = both(() -> owner(one, true), () -> owner(other, true));

        assertThat(done).containsExactlyInAnyOrder(true, false);
        owner(done.getFirst() ? one : other, false);
    }

    private static Decision<?, ?> owner(UUID role, boolean owner) {
        return store.decide(RoleBoundary.DECIDER, new ChangeRole(role, null, owner), origin());
    }

    @RepeatedTest(10)
    void an_employee_goes_or_gets_something_and_never_both() throws Exception {
        UUID employee = employee();
        var assignment = new Assignment(customer(), employee, null);

        List<Boolean> done = both(
                () -> assign(assignment, null, null),
                () -> store.decide(EmployeeBoundary.DECIDER, new DeleteEmployee(employee), origin()));

        assertThat(done).containsExactlyInAnyOrder(true, false);
    }

    @RepeatedTest(10)
    void a_name_is_given_once() throws Exception {
        String name = "Team " + UuidCreator.getTimeOrderedEpoch();

        List<Boolean> done = both(
                () -> store.decide(
                        TeamBoundary.DECIDER, new AddTeam(UuidCreator.getTimeOrderedEpoch(), name), origin()),
                () -> store.decide(
                        TeamBoundary.DECIDER,
                        new AddTeam(UuidCreator.getTimeOrderedEpoch(), name.toUpperCase(Locale.ROOT)),
                        origin()));

        assertThat(done).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void bulks_of_the_same_employee_do_not_stand_in_each_others_way() throws Exception {
        UUID employee = employee();
        UUID role = role();
        List<Future<Decision<ResponsibilityRegistry, ResponsibilitiesEvent>>> bulks = IntStream.range(0, 8)
                .mapToObj(_ -> threads.submit(() -> store.decideAll(
                        ResponsibilityBoundary.DECIDER,
                        IntStream.range(0, 200)
                                .<ResponsibilityCommand>mapToObj(_ -> new AssignResponsibility(
                                        new Assignment(customer(), employee, role), OPEN, new Interval(null, null)))
                                .toList(),
                        origin())))
                .toList();

        for (Future<Decision<ResponsibilityRegistry, ResponsibilitiesEvent>> bulk : bulks) {
            assertThat(bulk.get().events()).hasSize(200).allMatch(ResponsibilityAssigned.class::isInstance);
        }
    }

    private static Criteria ofHolding(Assignment assignment) {
        return ResponsibilityBoundary.criteria(new AssignResponsibility(assignment, OPEN, new Interval(null, null)));
    }
}
