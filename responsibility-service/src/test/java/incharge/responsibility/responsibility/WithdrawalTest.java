package incharge.responsibility.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Recorded;
import incharge.eventstore.testing.TestKeys;
import incharge.feed.Fact;
import incharge.feed.Payload;
import incharge.local.RealParts;
import incharge.responsibility.employee.EmployeeBoundary;
import incharge.responsibility.employee.EmployeeCommand.AddEmployee;
import incharge.responsibility.event.Assignment;
import incharge.responsibility.event.EmployeeProfile;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilitiesLog;
import incharge.responsibility.event.Subject;
import incharge.responsibility.event.SubjectType;
import incharge.responsibility.reference.ForeignFact;
import incharge.responsibility.reference.SubjectData;
import incharge.responsibility.reference.SubjectData.State;
import incharge.responsibility.responsibility.ResponsibilityCommand.AssignResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.ChangeResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.RemoveResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.Selector.StartingOn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Assignees that an import requested for existing projects, and that its undo withdraws. */
class WithdrawalTest {

    private static final UUID ACME = UuidCreator.getTimeOrderedEpoch();
    private static final UUID AUDIT = UuidCreator.getTimeOrderedEpoch();
    private static final UUID REVIEW = UuidCreator.getTimeOrderedEpoch();
    private static final String IMPORT = UuidCreator.getTimeOrderedEpoch().toString();
    private static final String UNDO = UuidCreator.getTimeOrderedEpoch().toString();
    private static final SubjectData OPEN = new SubjectData(ACME, State.OPEN);
    private static final Interval ALWAYS = new Interval(null, null);

    private EventLog log;
    private EventStore<ResponsibilitiesEvent> store;
    private AssigneeRequests requests;
    private UUID anna;
    private UUID bert;
    private long sequence;

    @BeforeEach
    void open() {
        log = EventLog.open(RealParts.freshDatabase());
        store = new EventStore<>(
                ResponsibilitiesLog.VOCABULARY,
                log,
                TestKeys.fresh(),
                JsonMapper.builder().build());
        requests =
                new AssigneeRequests(store, ZoneOffset.UTC, _ -> Map.of(project(AUDIT), OPEN, project(REVIEW), OPEN));
        anna = employee();
        bert = employee();
    }

    @AfterEach
    void close() {
        store.close();
        log.close();
    }

    @Test
    void is_no_longer_and_nobody_else_is_touched() {
        decide(new AssignResponsibility(assignment(AUDIT, bert), OPEN, ALWAYS));
        answer(requested(AUDIT, anna), requested(REVIEW, anna));
        long before = log.head();

        answer(withdrawn(AUDIT, anna));

        assertThat(held(AUDIT, anna)).isEmpty();
        assertThat(held(AUDIT, bert)).containsExactly(ALWAYS);
        assertThat(held(REVIEW, anna)).as("which was not withdrawn").containsExactly(ALWAYS);
        assertThat(since(before)).containsExactly("ResponsibilityRemoved");
        assertThat(log.at(log.head()).orElseThrow().cause())
                .satisfies(cause -> assertThat(cause.actor()).isEqualTo("anna"))
                .satisfies(cause -> assertThat(cause.commandId()).isEqualTo(UNDO))
                .satisfies(cause -> assertThat(cause.reason()).isEqualTo("wrong file"));
    }

    @Test
    void one_who_was_responsible_already_stays() {
        decide(new AssignResponsibility(assignment(AUDIT, anna), OPEN, ALWAYS));
        answer(requested(AUDIT, anna));
        long before = log.head();

        answer(withdrawn(AUDIT, anna));

        assertThat(since(before)).isEmpty();
    }

    @Test
    void what_others_changed_since_stays() {
        LocalDate end = LocalDate.of(2030, 1, 1);
        answer(requested(AUDIT, anna), requested(REVIEW, anna));
        decide(new ChangeResponsibility(assignment(AUDIT, anna), OPEN, new StartingOn(null), end));
        decide(new RemoveResponsibility(assignment(REVIEW, anna), OPEN, new StartingOn(null), null));
        long before = log.head();

        answer(withdrawn(AUDIT, anna), withdrawn(REVIEW, anna));

        assertThat(since(before)).isEmpty();
        assertThat(held(AUDIT, anna)).containsExactly(new Interval(null, end));
    }

    @Test
    void is_removed_of_an_archived_project_too() {
        answer(requested(AUDIT, anna), fact("ProjectArchived", UNDO, AUDIT, ""), withdrawn(AUDIT, anna));

        assertThat(held(AUDIT, anna)).isEmpty();
    }

    @Test
    void delivered_again_alone_or_with_others_it_has_its_effect_once() {
        List<Fact> all = List.of(requested(AUDIT, anna), requested(REVIEW, bert), withdrawn(AUDIT, anna));
        answer(all);
        long before = log.head();

        answer(all);
        answer(List.of(all.getLast()));
        assertThat(since(before)).isEmpty();

        Fact other = withdrawn(REVIEW, bert);
        answer(List.of(all.getLast(), other));
        assertThat(since(before)).containsExactly("ResponsibilityRemoved");
        decide(new AssignResponsibility(assignment(AUDIT, anna), OPEN, ALWAYS));
        answer(List.of(all.getFirst(), all.getLast(), other));
        assertThat(held(AUDIT, anna)).containsExactly(ALWAYS);
    }

    @Test
    void one_who_is_requested_again_is_responsible_again_whatever_the_batch() {
        Fact first = requested(AUDIT, anna);
        Fact withdrawn = withdrawn(AUDIT, anna);
        Fact anew = fact(
                "ProjectAssigneeRequested", UuidCreator.getTimeOrderedEpoch().toString(), AUDIT, employee(anna));

        answer(first, withdrawn, anew);

        assertThat(held(AUDIT, anna)).containsExactly(ALWAYS);
        long before = log.head();
        answer(first, withdrawn, anew);
        assertThat(since(before)).isEmpty();
    }

    @Test
    void many_of_one_import_are_one_commit() {
        answer(requested(AUDIT, anna), requested(AUDIT, bert), requested(REVIEW, anna));

        answer(
                withdrawn(AUDIT, anna),
                withdrawn(AUDIT, bert),
                fact("ProjectStatusChanged", UNDO, REVIEW, ",\"status\":\"open\""),
                withdrawn(REVIEW, anna));

        assertThat(log.ofCommand(UNDO)).hasSize(1);
        assertThat(held(AUDIT, anna)).isEmpty();
        assertThat(held(AUDIT, bert)).isEmpty();
        assertThat(held(REVIEW, anna)).isEmpty();
    }

    private void answer(Fact... facts) {
        answer(List.of(facts));
    }

    private void answer(List<Fact> batch) {
        requests.beforeCommit(requests.facts().read(batch));
    }

    private Fact requested(UUID project, UUID employee) {
        return fact("ProjectAssigneeRequested", IMPORT, project, employee(employee));
    }

    private Fact withdrawn(UUID project, UUID employee) {
        return fact(
                "ProjectAssigneeWithdrawn",
                UNDO,
                project,
                employee(employee) + ",\"withdrawnCommandId\":\"" + IMPORT + "\"");
    }

    private static String employee(UUID id) {
        return ",\"employeeId\":\"" + id + "\"";
    }

    /** Returns the next fact of customer-service's log. */
    private Fact fact(String type, String commandId, UUID project, String more) {
        sequence++;
        return new Fact(
                ForeignFact.CUSTOMERS,
                sequence,
                sequence,
                UUID.randomUUID(),
                type,
                1,
                project.toString(),
                Instant.EPOCH,
                "anna",
                commandId,
                "wrong file",
                null,
                null,
                null,
                Payload.of(JsonMapper.shared()
                        .readTree("{\"projectId\":\"%s\",\"customerId\":\"%s\"%s}".formatted(project, ACME, more))));
    }

    private UUID employee() {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        var profile = new EmployeeProfile(null, "Anna", null, null, null, null, false, null, true);
        store.decide(EmployeeBoundary.DECIDER, new AddEmployee(id, profile), another());
        return id;
    }

    private void decide(ResponsibilityCommand command) {
        store.decide(ResponsibilityBoundary.DECIDER, command, another());
    }

    private static Origin another() {
        return Origin.of("bert", UuidCreator.getTimeOrderedEpoch());
    }

    private static Subject project(UUID id) {
        return new Subject(SubjectType.PROJECT, id);
    }

    private static Assignment assignment(UUID project, UUID employee) {
        return new Assignment(project(project), employee, null);
    }

    private List<String> since(long position) {
        return log.read(position + 1, 1_000).stream().map(Recorded::type).toList();
    }

    private List<Interval> held(UUID project, UUID employee) {
        Assignment assignment = assignment(project, employee);
        return store
                .current(ResponsibilityBoundary.DECIDER, ResponsibilityBoundary.eventsOf(assignment))
                .state()
                .of(assignment)
                .stream()
                .map(Responsibility::interval)
                .toList();
    }
}
