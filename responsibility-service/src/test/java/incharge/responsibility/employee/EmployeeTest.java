package incharge.responsibility.employee;

import static incharge.responsibility.event.ExampleEvents.ANNA;
import static incharge.responsibility.event.ExampleEvents.ANNAS;
import static incharge.responsibility.event.ExampleEvents.ANNA_ADDED;
import static incharge.responsibility.event.ExampleEvents.BERT;
import static incharge.responsibility.event.ExampleEvents.BERTS;
import static incharge.responsibility.event.ExampleEvents.BERT_ADDED;
import static incharge.responsibility.event.ExampleEvents.NORTH;
import static incharge.responsibility.event.ExampleEvents.NORTH_ADDED;
import static incharge.responsibility.event.ExampleEvents.SOUTH;
import static incharge.responsibility.event.ExampleEvents.assigned;
import static incharge.responsibility.event.ExampleEvents.inactive;
import static incharge.responsibility.event.ExampleEvents.removed;
import static java.util.function.UnaryOperator.identity;

import incharge.eventstore.decider.DeciderSpec;
import incharge.responsibility.employee.EmployeeCommand.AddEmployee;
import incharge.responsibility.employee.EmployeeCommand.ChangeEmployee;
import incharge.responsibility.employee.EmployeeCommand.DeleteEmployee;
import incharge.responsibility.employee.EmployeeCommand.EraseEmployee;
import incharge.responsibility.employee.EmployeeCommand.ImportEmployee;
import incharge.responsibility.event.EmployeeEvent.EmployeeAdded;
import incharge.responsibility.event.EmployeeEvent.EmployeeChanged;
import incharge.responsibility.event.EmployeeEvent.EmployeeDeleted;
import incharge.responsibility.event.EmployeeEvent.PersonErased;
import incharge.responsibility.event.EmployeeProfile;
import incharge.responsibility.event.ExampleEvents;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilitiesLog;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityAssigned;
import incharge.responsibility.event.TeamEvent.TeamAdded;
import incharge.responsibility.event.TeamEvent.TeamDeleted;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EmployeeTest {

    private final DeciderSpec<EmployeeCommand, ResponsibilitiesEvent> employees =
            DeciderSpec.of(EmployeeBoundary.DECIDER, ResponsibilitiesLog.VOCABULARY);

    @Nested
    class Adding {

        @Test
        void an_employee_is_added_with_the_whole_profile() {
            employees.given().when(new AddEmployee(ANNA, ANNAS)).then(ANNA_ADDED);
        }

        @Test
        void an_external_id_is_taken_once() {
            employees
                    .given(ANNA_ADDED)
                    .when(new AddEmployee(BERT, BERTS.withExternalId("E-1")))
                    .thenRefused("external-id-taken");
        }

        @Test
        void many_have_none() {
            EmployeeProfile nameless = BERTS.withExternalId(null);
            employees
                    .given(new EmployeeAdded(ANNA, ANNAS.withExternalId(null)))
                    .when(new AddEmployee(BERT, nameless))
                    .then(new EmployeeAdded(BERT, nameless));
        }

        @Test
        void one_that_was_given_up_is_free() {
            employees
                    .given(ANNA_ADDED, new EmployeeChanged(ANNA, ANNAS.withExternalId("E-9"), "E-1"))
                    .when(new AddEmployee(BERT, BERTS.withExternalId("E-1")))
                    .then(new EmployeeAdded(BERT, BERTS.withExternalId("E-1")));
            employees
                    .given(ANNA_ADDED, new EmployeeDeleted(ANNA, "E-1"))
                    .when(new AddEmployee(BERT, BERTS.withExternalId("E-1")))
                    .then(new EmployeeAdded(BERT, BERTS.withExternalId("E-1")));
        }

        @Test
        void the_team_must_be_there() {
            employees
                    .given(NORTH_ADDED)
                    .when(new AddEmployee(BERT, BERTS.withTeamId(NORTH)))
                    .then(new EmployeeAdded(BERT, BERTS.withTeamId(NORTH)));
            employees
                    .given()
                    .when(new AddEmployee(BERT, BERTS.withTeamId(NORTH)))
                    .thenRefused("team-unknown");
            employees
                    .given(NORTH_ADDED, new TeamDeleted(NORTH, "North"))
                    .when(new AddEmployee(BERT, BERTS.withTeamId(NORTH)))
                    .thenRefused("team-unknown");
        }
    }

    @Nested
    class Changing {

        @Test
        void everything_stands_in_the_event_as_it_is_after_the_change() {
            employees
                    .given(ANNA_ADDED)
                    .when(new ChangeEmployee(ANNA, null, null, ExampleEvents::inactive))
                    .then(new EmployeeChanged(ANNA, inactive(ANNAS), null));
        }

        @Test
        void the_external_id_before_is_free_again() {
            employees
                    .given(ANNA_ADDED)
                    .when(new ChangeEmployee(ANNA, "E-9", null, profile -> profile.withExternalId("E-9")))
                    .then(new EmployeeChanged(ANNA, ANNAS.withExternalId("E-9"), "E-1"));
        }

        @Test
        void another_ones_external_id_is_taken() {
            employees
                    .given(ANNA_ADDED, BERT_ADDED)
                    .when(new ChangeEmployee(BERT, "E-1", null, profile -> profile.withExternalId("E-1")))
                    .thenRefused("external-id-taken");
        }

        @Test
        void the_team_that_is_given_must_be_there() {
            employees
                    .given(ANNA_ADDED)
                    .when(new ChangeEmployee(ANNA, null, NORTH, profile -> profile.withTeamId(NORTH)))
                    .thenRefused("team-unknown");
        }

        @Test
        void nothing_else_changes_nothing() {
            employees
                    .given(ANNA_ADDED)
                    .when(new ChangeEmployee(ANNA, null, null, identity()))
                    .thenNothing();
        }

        @Test
        void one_who_is_not_there_is_unknown() {
            employees
                    .given(ANNA_ADDED)
                    .when(new ChangeEmployee(BERT, null, null, identity()))
                    .thenRefused("employee-unknown");
        }
    }

    @Nested
    class Deleting {

        @Test
        void one_who_never_answered_for_anything_is_deleted() {
            employees.given(ANNA_ADDED).when(new DeleteEmployee(ANNA)).then(new EmployeeDeleted(ANNA, "E-1"));
        }

        @Test
        void one_who_answers_or_answered_for_something_stays() {
            ResponsibilityAssigned assigned = assigned(null, null, null);
            employees.given(ANNA_ADDED, assigned).when(new DeleteEmployee(ANNA)).thenRefused("in-use");
            employees
                    .given(ANNA_ADDED, assigned, removed(assigned))
                    .when(new DeleteEmployee(ANNA))
                    .thenRefused("in-use");
        }

        @Test
        void what_others_answer_for_does_not_matter() {
            employees
                    .given(ANNA_ADDED, BERT_ADDED, assigned(null, null, null))
                    .when(new DeleteEmployee(BERT))
                    .then(new EmployeeDeleted(BERT, "E-2"));
        }
    }

    @Nested
    class Importing {

        private final UnaryOperator<EmployeeProfile> named = before -> new EmployeeProfile(
                before.externalId(),
                "Bert",
                before.email(),
                before.phone(),
                before.title(),
                before.teamId(),
                before.seller(),
                before.sellerInfo(),
                before.active());

        @Test
        void a_new_one_is_added_with_a_team_that_is_new() {
            employees
                    .given()
                    .when(new ImportEmployee(BERT, null, "E-2", "North", NORTH, named, false))
                    .then(NORTH_ADDED, new EmployeeAdded(BERT, BERTS.withTeamId(NORTH)));
        }

        @Test
        void a_team_that_is_there_is_found_by_its_name() {
            employees
                    .given(NORTH_ADDED)
                    .when(new ImportEmployee(BERT, null, "E-2", "NORTH", SOUTH, named, false))
                    .then(new EmployeeAdded(BERT, BERTS.withTeamId(NORTH)));
        }

        @Test
        void one_who_exists_is_refused_or_changed_as_the_mode_requires() {
            employees
                    .given(BERT_ADDED)
                    .when(new ImportEmployee(ANNA, null, "E-2", null, NORTH, named, false))
                    .thenRefused("external-id-taken");
            employees
                    .given(BERT_ADDED)
                    .when(new ImportEmployee(ANNA, null, "E-2", "North", NORTH, named, true))
                    .then(NORTH_ADDED, new EmployeeChanged(BERT, BERTS.withTeamId(NORTH), null));
        }

        @Test
        void the_same_row_again_changes_nothing() {
            employees
                    .given(NORTH_ADDED, new EmployeeAdded(BERT, BERTS.withTeamId(NORTH)))
                    .when(new ImportEmployee(ANNA, null, "E-2", "north", SOUTH, named, true))
                    .thenNothing();
        }

        @Test
        void a_deleted_team_is_made_again() {
            var again = new TeamAdded(SOUTH, "North");
            employees
                    .given(
                            NORTH_ADDED,
                            new EmployeeAdded(BERT, BERTS.withTeamId(NORTH)),
                            new TeamDeleted(NORTH, "North"))
                    .when(new ImportEmployee(ANNA, null, "E-2", "North", SOUTH, named, true))
                    .then(again, new EmployeeChanged(BERT, BERTS.withTeamId(SOUTH), null));
        }

        @Test
        void a_new_one_without_a_name_is_refused_and_no_team_is_made() {
            employees
                    .given()
                    .when(new ImportEmployee(BERT, null, "E-2", "North", NORTH, identity(), true))
                    .thenRefused("required");
        }
    }

    @Nested
    class Erasing {
        private final PersonErased erased = new PersonErased("employee", ANNA);

        @Test
        void an_inactive_employee_is_erased_once() {
            employees
                    .given(ANNA_ADDED, new EmployeeChanged(ANNA, inactive(ANNAS), null))
                    .when(new EraseEmployee(ANNA))
                    .then(erased);
            employees
                    .given(ANNA_ADDED, new EmployeeChanged(ANNA, inactive(ANNAS), null), erased)
                    .when(new EraseEmployee(ANNA))
                    .then();
        }

        @Test
        void an_active_or_unknown_one_is_refused() {
            employees.given(ANNA_ADDED).when(new EraseEmployee(ANNA)).thenRefused("still-active");
            employees.given().when(new EraseEmployee(ANNA)).thenRefused("employee-unknown");
        }

        @Test
        void nothing_more_is_recorded_about_an_erased_one() {
            EmployeeProfile gone = inactive(ANNAS);
            employees
                    .given(ANNA_ADDED, new EmployeeChanged(ANNA, gone, null), erased)
                    .when(new ChangeEmployee(ANNA, null, null, _ -> ANNAS))
                    .thenRefused("erased");
            employees
                    .given(ANNA_ADDED, new EmployeeChanged(ANNA, gone, null), erased)
                    .when(new ImportEmployee(BERT, ANNA, "E-1", null, NORTH, identity(), true))
                    .thenRefused("erased");
        }

        @Test
        void a_deleted_one_is_erased_too() {
            employees
                    .given(ANNA_ADDED, new EmployeeDeleted(ANNA, "E-1"))
                    .when(new EraseEmployee(ANNA))
                    .then(erased);
            employees
                    .given(ANNA_ADDED, new EmployeeDeleted(ANNA, "E-1"), erased)
                    .when(new EraseEmployee(ANNA))
                    .then();
        }

        @Test
        void one_without_a_key_in_a_restored_log_is_erased_once_more() {
            employees
                    .given(new EmployeeAdded(ANNA, ANNAS.erased()))
                    .when(new EraseEmployee(ANNA))
                    .then(erased);
            employees
                    .given(new EmployeeAdded(ANNA, ANNAS.erased()))
                    .when(new ChangeEmployee(ANNA, null, null, _ -> ANNAS))
                    .thenRefused("erased");
        }

        @Test
        void the_external_id_stays_taken_and_an_unused_one_can_be_deleted() {
            employees
                    .given(ANNA_ADDED, new EmployeeChanged(ANNA, inactive(ANNAS), null), erased)
                    .when(new AddEmployee(BERT, BERTS.withExternalId("E-1")))
                    .thenRefused("external-id-taken");
            employees
                    .given(ANNA_ADDED, new EmployeeChanged(ANNA, inactive(ANNAS), null), erased)
                    .when(new DeleteEmployee(ANNA))
                    .then(new EmployeeDeleted(ANNA, "E-1"));
        }
    }
}
