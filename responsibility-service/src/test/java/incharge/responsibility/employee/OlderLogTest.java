package incharge.responsibility.employee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.Vocabulary;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Tag;
import incharge.eventstore.testing.TestKeys;
import incharge.local.RealParts;
import incharge.responsibility.employee.EmployeeCommand.AddEmployee;
import incharge.responsibility.employee.EmployeeCommand.ChangeEmployee;
import incharge.responsibility.employee.EmployeeCommand.DeleteEmployee;
import incharge.responsibility.employee.EmployeeCommand.ImportEmployee;
import incharge.responsibility.event.EmployeeEvent.EmployeeAdded;
import incharge.responsibility.event.EmployeeEvent.EmployeeChanged;
import incharge.responsibility.event.EmployeeProfile;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilitiesLog;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A log that was begun when external ids were compared letter by letter. */
class OlderLogTest {

    private static final UUID ANNA = UUID.fromString("01890a5d-ac96-774b-bcce-000000000001");
    private static final UUID OTHER_ANNA = UUID.fromString("01890a5d-ac96-774b-bcce-000000000002");

    private static final Vocabulary<ResponsibilitiesEvent> OLDER = new Vocabulary<>(
            ResponsibilitiesLog.VOCABULARY.name(),
            ResponsibilitiesEvent.class,
            event -> Set.of(
                    ResponsibilitiesLog.employee(((EmployeeAdded) event).employeeId()),
                    Tag.of("external-id", ((EmployeeAdded) event).profile().externalId())),
            ResponsibilitiesLog.VOCABULARY.subject());

    private static final Decider<EmployeeCommand, EmployeeRegistry, ResponsibilitiesEvent> OLDER_RULES = new Decider<>(
            () -> EmployeeRegistry.EMPTY,
            Employee::decide,
            Employee::evolve,
            command -> EmployeeBoundary.eventsOf(((AddEmployee) command).employeeId()));

    private final EventLog log = EventLog.open(RealParts.freshDatabase());
    private final EventStore<ResponsibilitiesEvent> store = new EventStore<>(
            ResponsibilitiesLog.VOCABULARY,
            log,
            TestKeys.fresh(),
            JsonMapper.builder().build());

    @BeforeEach
    void begin() {
        try (var older = new EventStore<>(OLDER, log, JsonMapper.builder().build())) {
            older.decide(OLDER_RULES, new AddEmployee(ANNA, anna("ANNA-1")), origin());
            older.decide(OLDER_RULES, new AddEmployee(OTHER_ANNA, anna("anna-1")), origin());
        }
        store.renewTags();
    }

    @AfterEach
    void close() {
        store.close();
        log.close();
    }

    private static Origin origin() {
        return Origin.of("anna", UUID.randomUUID());
    }

    private static EmployeeProfile anna(String externalId) {
        return new EmployeeProfile(externalId, "Anna", null, null, null, null, false, null, true);
    }

    private List<ResponsibilitiesEvent> decide(EmployeeCommand command) {
        return store.decide(EmployeeBoundary.DECIDER, command, origin()).events();
    }

    private List<ResponsibilitiesEvent> importTitle(String externalId) {
        return decide(new ImportEmployee(
                UUID.randomUUID(),
                null,
                externalId,
                null,
                UUID.randomUUID(),
                before -> new EmployeeProfile(
                        before.externalId(), before.name(), null, null, "Director", null, false, null, true),
                true));
    }

    @Test
    void another_employee_of_the_key_is_refused_until_both_are_gone() {
        assertTaken("Anna-1");
        decide(new DeleteEmployee(ANNA));
        assertTaken("ANNA-1");
        decide(new DeleteEmployee(OTHER_ANNA));
        assertThat(decide(new AddEmployee(UUID.randomUUID(), anna("Anna-1")))).hasSize(1);
    }

    private void assertTaken(String externalId) {
        assertThatThrownBy(() -> decide(new AddEmployee(UUID.randomUUID(), anna(externalId))))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("external-id-taken"));
    }

    @Test
    void a_row_finds_who_writes_the_external_id_like_it_or_the_older_one() {
        assertThat(importTitle("anna-1"))
                .first()
                .isInstanceOfSatisfying(
                        EmployeeChanged.class,
                        changed -> assertThat(changed.employeeId()).isEqualTo(OTHER_ANNA));
        assertThat(importTitle("Anna-1"))
                .first()
                .isInstanceOfSatisfying(
                        EmployeeChanged.class,
                        changed -> assertThat(changed.employeeId()).isEqualTo(ANNA));
    }

    @Test
    void each_of_the_two_keeps_its_external_id_when_it_changes() {
        assertThat(decide(new ChangeEmployee(
                        OTHER_ANNA,
                        "anna-1",
                        null,
                        before -> new EmployeeProfile(
                                before.externalId(), "Anna B", null, null, null, null, false, null, true))))
                .hasSize(1);
    }

    @Test
    void an_employee_that_a_process_of_the_older_version_adds_is_found_as_it_is_written() {
        UUID bo = UUID.randomUUID();
        try (var older = new EventStore<>(OLDER, log, JsonMapper.builder().build())) {
            older.decide(OLDER_RULES, new AddEmployee(bo, anna("BO-1")), origin());
        }

        assertTaken("BO-1");
    }
}
