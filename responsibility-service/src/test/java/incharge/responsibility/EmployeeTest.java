package incharge.responsibility;

import static java.util.function.UnaryOperator.identity;

import incharge.eventstore.decider.DeciderSpec;
import incharge.responsibility.Employee.Profile;
import incharge.responsibility.EmployeeCommand.Add;
import incharge.responsibility.EmployeeCommand.Change;
import incharge.responsibility.EmployeeCommand.Delete;
import incharge.responsibility.EmployeeCommand.Import;
import incharge.responsibility.EmployeeEvent.EmployeeAdded;
import incharge.responsibility.EmployeeEvent.EmployeeChanged;
import incharge.responsibility.EmployeeEvent.EmployeeDeleted;
import incharge.responsibility.TeamEvent.TeamAdded;
import incharge.responsibility.TeamEvent.TeamDeleted;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EmployeeTest {

    static final UUID ANNA = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000c1");
    static final UUID BERT = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000c2");
    static final Profile ANNAS =
            new Profile("E-1", "Anna", "anna@langworth.example", null, null, null, true, "North", true);
    static final Profile BERTS = new Profile("E-2", "Bert", null, null, null, null, false, null, true);
    static final EmployeeAdded ANNA_ADDED = EmployeeAdded.of(ANNA, ANNAS);
    static final EmployeeAdded BERT_ADDED = EmployeeAdded.of(BERT, BERTS);

    private final DeciderSpec<EmployeeCommand, ResponsibilitiesEvent> employees =
            DeciderSpec.of(EmployeeBoundary.DECIDER, ResponsibilityBoundary.VOCABULARY);

    static Profile inactive(Profile profile) {
        return new Profile(
                profile.externalId(),
                profile.name(),
                profile.email(),
                profile.phone(),
                profile.title(),
                profile.teamId(),
                profile.seller(),
                profile.sellerInfo(),
                false);
    }

    @Nested
    class Adding {

        @Test
        void an_employee_is_added_with_the_whole_profile() {
            employees.given().when(new Add(ANNA, ANNAS)).then(ANNA_ADDED);
        }

        @Test
        void an_external_id_is_taken_once() {
            employees.given(ANNA_ADDED).when(new Add(BERT, BERTS.called("E-1"))).thenRefused("external-id-taken");
        }

        @Test
        void many_have_none() {
            var nameless = BERTS.called(null);
            employees
                    .given(EmployeeAdded.of(ANNA, ANNAS.called(null)))
                    .when(new Add(BERT, nameless))
                    .then(EmployeeAdded.of(BERT, nameless));
        }

        @Test
        void one_that_was_given_up_is_free() {
            employees
                    .given(ANNA_ADDED, EmployeeChanged.of(ANNA, ANNAS.called("E-9"), "E-1"))
                    .when(new Add(BERT, BERTS.called("E-1")))
                    .then(EmployeeAdded.of(BERT, BERTS.called("E-1")));
            employees
                    .given(ANNA_ADDED, new EmployeeDeleted(ANNA, "E-1"))
                    .when(new Add(BERT, BERTS.called("E-1")))
                    .then(EmployeeAdded.of(BERT, BERTS.called("E-1")));
        }

        @Test
        void the_team_must_be_there() {
            employees
                    .given(TeamTest.NORTH_ADDED)
                    .when(new Add(BERT, BERTS.in(TeamTest.NORTH)))
                    .then(EmployeeAdded.of(BERT, BERTS.in(TeamTest.NORTH)));
            employees.given().when(new Add(BERT, BERTS.in(TeamTest.NORTH))).thenRefused("team-unknown");
            employees
                    .given(TeamTest.NORTH_ADDED, new TeamDeleted(TeamTest.NORTH, "North"))
                    .when(new Add(BERT, BERTS.in(TeamTest.NORTH)))
                    .thenRefused("team-unknown");
        }
    }

    @Nested
    class Changing {

        @Test
        void everything_stands_in_the_event_as_it_is_after_the_change() {
            employees
                    .given(ANNA_ADDED)
                    .when(new Change(ANNA, null, null, EmployeeTest::inactive))
                    .then(EmployeeChanged.of(ANNA, inactive(ANNAS), null));
        }

        @Test
        void the_external_id_before_is_free_again() {
            employees
                    .given(ANNA_ADDED)
                    .when(new Change(ANNA, "E-9", null, profile -> profile.called("E-9")))
                    .then(EmployeeChanged.of(ANNA, ANNAS.called("E-9"), "E-1"));
        }

        @Test
        void another_ones_external_id_is_taken() {
            employees
                    .given(ANNA_ADDED, BERT_ADDED)
                    .when(new Change(BERT, "E-1", null, profile -> profile.called("E-1")))
                    .thenRefused("external-id-taken");
        }

        @Test
        void the_team_that_is_given_must_be_there() {
            employees
                    .given(ANNA_ADDED)
                    .when(new Change(ANNA, null, TeamTest.NORTH, profile -> profile.in(TeamTest.NORTH)))
                    .thenRefused("team-unknown");
        }

        @Test
        void nothing_else_changes_nothing() {
            employees
                    .given(ANNA_ADDED)
                    .when(new Change(ANNA, null, null, identity()))
                    .thenNothing();
        }

        @Test
        void one_who_is_not_there_is_unknown() {
            employees
                    .given(ANNA_ADDED)
                    .when(new Change(BERT, null, null, identity()))
                    .thenRefused("employee-unknown");
        }
    }

    @Nested
    class Deleting {

        @Test
        void one_who_never_answered_for_anything_is_deleted() {
            employees.given(ANNA_ADDED).when(new Delete(ANNA)).then(new EmployeeDeleted(ANNA, "E-1"));
        }

        @Test
        void one_who_answers_or_answered_for_something_stays() {
            var assigned = ResponsibilityTest.assigned(null, null, null);
            employees.given(ANNA_ADDED, assigned).when(new Delete(ANNA)).thenRefused("in-use");
            employees
                    .given(ANNA_ADDED, assigned, RoleTest.removed(assigned))
                    .when(new Delete(ANNA))
                    .thenRefused("in-use");
        }

        @Test
        void what_others_answer_for_does_not_matter() {
            employees
                    .given(ANNA_ADDED, BERT_ADDED, ResponsibilityTest.assigned(null, null, null))
                    .when(new Delete(BERT))
                    .then(new EmployeeDeleted(BERT, "E-2"));
        }
    }

    @Nested
    class Importing {

        private final UnaryOperator<Profile> named = before -> new Profile(
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
                    .when(new Import(BERT, "E-2", "North", TeamTest.NORTH, named, false))
                    .then(TeamTest.NORTH_ADDED, EmployeeAdded.of(BERT, BERTS.in(TeamTest.NORTH)));
        }

        @Test
        void a_team_that_is_there_is_found_by_its_name() {
            employees
                    .given(TeamTest.NORTH_ADDED)
                    .when(new Import(BERT, "E-2", "NORTH", TeamTest.SOUTH, named, false))
                    .then(EmployeeAdded.of(BERT, BERTS.in(TeamTest.NORTH)));
        }

        @Test
        void one_who_is_there_is_refused_or_changed_as_asked() {
            employees
                    .given(BERT_ADDED)
                    .when(new Import(ANNA, "E-2", null, TeamTest.NORTH, named, false))
                    .thenRefused("external-id-taken");
            employees
                    .given(BERT_ADDED)
                    .when(new Import(ANNA, "E-2", "North", TeamTest.NORTH, named, true))
                    .then(TeamTest.NORTH_ADDED, EmployeeChanged.of(BERT, BERTS.in(TeamTest.NORTH), null));
        }

        @Test
        void the_same_row_again_changes_nothing() {
            employees
                    .given(TeamTest.NORTH_ADDED, EmployeeAdded.of(BERT, BERTS.in(TeamTest.NORTH)))
                    .when(new Import(ANNA, "E-2", "north", TeamTest.SOUTH, named, true))
                    .thenNothing();
        }

        @Test
        void a_deleted_team_is_made_again() {
            var again = new TeamAdded(TeamTest.SOUTH, "North");
            employees
                    .given(
                            TeamTest.NORTH_ADDED,
                            EmployeeAdded.of(BERT, BERTS.in(TeamTest.NORTH)),
                            new TeamDeleted(TeamTest.NORTH, "North"))
                    .when(new Import(ANNA, "E-2", "North", TeamTest.SOUTH, named, true))
                    .then(again, EmployeeChanged.of(BERT, BERTS.in(TeamTest.SOUTH), null));
        }

        @Test
        void a_new_one_without_a_name_is_refused_and_no_team_is_made() {
            employees
                    .given()
                    .when(new Import(BERT, "E-2", "North", TeamTest.NORTH, identity(), true))
                    .thenRefused("required");
        }
    }
}
