package incharge.responsibility.responsibility;

import static incharge.responsibility.event.ExampleEvents.ANNA;
import static incharge.responsibility.event.ExampleEvents.ANNAS;
import static incharge.responsibility.event.ExampleEvents.ANNA_ADDED;
import static incharge.responsibility.event.ExampleEvents.CUSTOMER;
import static incharge.responsibility.event.ExampleEvents.LANGWORTH;
import static incharge.responsibility.event.ExampleEvents.LEAD;
import static incharge.responsibility.event.ExampleEvents.LEAD_ADDED;
import static incharge.responsibility.event.ExampleEvents.MANAGER;
import static incharge.responsibility.event.ExampleEvents.MANAGER_ADDED;
import static incharge.responsibility.event.ExampleEvents.PROJECT;
import static incharge.responsibility.event.ExampleEvents.assigned;
import static incharge.responsibility.event.ExampleEvents.inactive;

import incharge.eventstore.decider.Attempt;
import incharge.eventstore.decider.DeciderSpec;
import incharge.eventstore.decider.Refused;
import incharge.responsibility.event.Assignment;
import incharge.responsibility.event.EmployeeEvent.EmployeeChanged;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilitiesLog;
import incharge.responsibility.event.ResponsibilityEvent.AssigneeRequestDeclined;
import incharge.responsibility.event.ResponsibilityEvent.AssigneeRequestKept;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityAssigned;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityChanged;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityRemoved;
import incharge.responsibility.event.RoleEvent.RoleAdded;
import incharge.responsibility.event.RoleEvent.RoleRenamed;
import incharge.responsibility.event.SubjectType;
import incharge.responsibility.reference.SubjectData;
import incharge.responsibility.reference.SubjectData.State;
import incharge.responsibility.responsibility.ResponsibilityCommand.AnswerAssigneeRequest;
import incharge.responsibility.responsibility.ResponsibilityCommand.AssignResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.ChangeResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.EndResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.ImportResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.NamedRole;
import incharge.responsibility.responsibility.ResponsibilityCommand.RemoveResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.Selector;
import incharge.responsibility.responsibility.ResponsibilityCommand.Selector.OnlyOne;
import incharge.responsibility.responsibility.ResponsibilityCommand.Selector.StartingOn;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ResponsibilityTest {

    static final SubjectData OPEN = new SubjectData(LANGWORTH, State.OPEN);
    static final SubjectData ARCHIVED = new SubjectData(LANGWORTH, State.ARCHIVED);

    static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    static final LocalDate JANUARY = LocalDate.of(2026, 1, 1);
    static final LocalDate MARCH = LocalDate.of(2026, 3, 31);
    static final LocalDate APRIL = LocalDate.of(2026, 4, 1);
    static final LocalDate JULY = LocalDate.of(2026, 7, 1);
    static final LocalDate DECEMBER = LocalDate.of(2026, 12, 31);

    static final Selector CURRENT = new OnlyOne(TODAY);

    private final DeciderSpec<ResponsibilityCommand, ResponsibilitiesEvent> responsibilities =
            DeciderSpec.of(ResponsibilityBoundary.DECIDER, ResponsibilitiesLog.VOCABULARY);

    static Assignment assignment(UUID role) {
        return new Assignment(CUSTOMER, ANNA, role);
    }

    static Interval days(LocalDate from, LocalDate to) {
        return new Interval(from, to);
    }

    static AssignResponsibility assign(UUID role, LocalDate from, LocalDate to) {
        return new AssignResponsibility(assignment(role), OPEN, days(from, to));
    }

    static ResponsibilityRemoved removed(UUID role, LocalDate from, LocalDate to) {
        return new ResponsibilityRemoved(CUSTOMER, LANGWORTH, ANNA, role, from, to);
    }

    static ResponsibilityChanged changed(UUID role, LocalDate from, LocalDate to, LocalDate previous) {
        return new ResponsibilityChanged(CUSTOMER, LANGWORTH, ANNA, role, from, to, previous);
    }

    @Nested
    class OfAProjectThatWentToAnotherCustomer {

        private static final UUID BOLT = UUID.fromString("01890a5d-ac96-774b-bcce-000000000003");
        private static final Assignment AUDITING = new Assignment(PROJECT, ANNA, null);
        private static final SubjectData OF_BOLT = new SubjectData(BOLT, SubjectData.State.OPEN);
        private static final ResponsibilityAssigned ASSIGNED =
                new ResponsibilityAssigned(PROJECT, LANGWORTH, ANNA, null, null, null);

        @Test
        void changes_name_the_customer_that_it_has_now() {
            responsibilities
                    .given(ANNA_ADDED, ASSIGNED)
                    .when(new ChangeResponsibility(AUDITING, OF_BOLT, CURRENT, MARCH))
                    .then(new ResponsibilityChanged(PROJECT, BOLT, ANNA, null, null, MARCH, null));
            responsibilities
                    .given(ANNA_ADDED, ASSIGNED)
                    .when(new RemoveResponsibility(AUDITING, OF_BOLT, CURRENT, null))
                    .then(new ResponsibilityRemoved(PROJECT, BOLT, ANNA, null, null, null));
        }

        @Test
        void one_that_is_not_known_keeps_the_customer_of_the_assignment() {
            responsibilities
                    .given(ANNA_ADDED, ASSIGNED)
                    .when(new RemoveResponsibility(AUDITING, null, CURRENT, null))
                    .then(new ResponsibilityRemoved(PROJECT, LANGWORTH, ANNA, null, null, null));
        }
    }

    @Nested
    class Assigning {

        @Test
        void an_employee_answers_for_a_customer_without_end_and_without_role() {
            responsibilities.given(ANNA_ADDED).when(assign(null, null, null)).then(assigned(null, null, null));
        }

        @Test
        void an_employee_answers_in_a_role_for_an_interval() {
            responsibilities
                    .given(ANNA_ADDED, MANAGER_ADDED)
                    .when(assign(MANAGER, JANUARY, MARCH))
                    .then(assigned(MANAGER, JANUARY, MARCH));
        }

        @Test
        void a_project_names_its_customer() {
            responsibilities
                    .given(ANNA_ADDED)
                    .when(new AssignResponsibility(new Assignment(PROJECT, ANNA, null), OPEN, days(null, null)))
                    .then(new ResponsibilityAssigned(PROJECT, LANGWORTH, ANNA, null, null, null));
        }

        @Test
        void the_same_again_changes_nothing_even_where_nothing_new_is_given() {
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, null))
                    .when(assign(null, JANUARY, null))
                    .thenNothing();
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, null), new EmployeeChanged(ANNA, inactive(ANNAS), null))
                    .when(new AssignResponsibility(assignment(null), ARCHIVED, days(JANUARY, null)))
                    .thenNothing();
        }

        @Test
        void other_roles_and_none_at_all_are_responsibilities_of_their_own() {
            responsibilities
                    .given(ANNA_ADDED, MANAGER_ADDED, assigned(null, null, null))
                    .when(assign(MANAGER, null, null))
                    .then(assigned(MANAGER, null, null));
        }

        @Test
        void days_of_the_same_three_never_overlap() {
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, MARCH))
                    .when(assign(null, MARCH, null))
                    .thenRefused("responsibility-overlaps");
            responsibilities
                    .given(ANNA_ADDED, assigned(null, null, null))
                    .when(assign(null, JANUARY, MARCH))
                    .thenRefused("responsibility-overlaps");
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, MARCH))
                    .when(assign(null, null, JANUARY))
                    .thenRefused("responsibility-overlaps");
        }

        @Test
        void the_next_day_is_free() {
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, MARCH))
                    .when(assign(null, APRIL, null))
                    .then(assigned(null, APRIL, null));
        }

        @Test
        void one_day_is_an_interval() {
            responsibilities
                    .given(ANNA_ADDED)
                    .when(assign(null, JANUARY, JANUARY))
                    .then(assigned(null, JANUARY, JANUARY));
        }

        @Test
        void a_removed_one_is_assigned_anew() {
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, null), removed(null, JANUARY, null))
                    .when(assign(null, JANUARY, null))
                    .then(assigned(null, JANUARY, null));
        }

        @Test
        void it_does_not_end_before_it_starts() {
            responsibilities.given(ANNA_ADDED).when(assign(null, APRIL, MARCH)).thenRefused("end-before-start");
        }

        @Test
        void the_role_must_be_there_and_fit_the_subject() {
            responsibilities.given(ANNA_ADDED).when(assign(MANAGER, null, null)).thenRefused("role-unknown");
            responsibilities
                    .given(ANNA_ADDED, LEAD_ADDED)
                    .when(assign(LEAD, null, null))
                    .thenRefused("role-kind");
        }

        @Test
        void the_employee_must_be_there_and_active() {
            responsibilities.given().when(assign(null, null, null)).thenRefused("employee-unknown");
            responsibilities
                    .given(ANNA_ADDED, new EmployeeChanged(ANNA, inactive(ANNAS), null))
                    .when(assign(null, null, null))
                    .thenRefused("employee-inactive");
        }

        @Test
        void the_subject_must_exist_and_not_be_archived() {
            responsibilities
                    .given(ANNA_ADDED)
                    .when(new AssignResponsibility(assignment(null), null, days(null, null)))
                    .thenRefused("customer-unknown");
            responsibilities
                    .given(ANNA_ADDED)
                    .when(new AssignResponsibility(new Assignment(PROJECT, ANNA, null), null, days(null, null)))
                    .thenRefused("project-unknown");
            responsibilities
                    .given(ANNA_ADDED)
                    .when(new AssignResponsibility(assignment(null), ARCHIVED, days(null, null)))
                    .thenRefused("customer-archived");
            responsibilities
                    .given(ANNA_ADDED)
                    .when(new AssignResponsibility(new Assignment(PROJECT, ANNA, null), ARCHIVED, days(null, null)))
                    .thenRefused("project-archived");
            responsibilities
                    .given(ANNA_ADDED)
                    .when(new AssignResponsibility(
                            new Assignment(PROJECT, ANNA, null),
                            new SubjectData(LANGWORTH, State.CUSTOMER_ARCHIVED),
                            days(null, null)))
                    .thenRefused("customer-archived");
        }
    }

    @Nested
    class Removing {

        @Test
        void the_only_one_current_or_coming_is_meant_without_a_day() {
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, MARCH), assigned(null, JULY, null))
                    .when(new RemoveResponsibility(assignment(null), OPEN, CURRENT, null))
                    .then(removed(null, JULY, null));
        }

        @Test
        void the_last_day_still_counts() {
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, TODAY))
                    .when(new RemoveResponsibility(assignment(null), OPEN, CURRENT, null))
                    .then(removed(null, JANUARY, TODAY));
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, TODAY.minusDays(1)))
                    .when(new RemoveResponsibility(assignment(null), OPEN, CURRENT, null))
                    .thenRefused("responsibility-unknown");
        }

        @Test
        void several_need_a_day() {
            var several = responsibilities.given(ANNA_ADDED, assigned(null, null, TODAY), assigned(null, JULY, null));
            several.when(new RemoveResponsibility(assignment(null), OPEN, CURRENT, null))
                    .thenRefused("responsibility-ambiguous");
            several.when(new RemoveResponsibility(assignment(null), OPEN, new StartingOn(JULY), null))
                    .then(removed(null, JULY, null));
            several.when(new RemoveResponsibility(assignment(null), OPEN, new StartingOn(null), null))
                    .then(removed(null, null, TODAY));
        }

        @Test
        void the_end_that_is_given_must_be_its_end() {
            var one = responsibilities.given(ANNA_ADDED, assigned(null, JANUARY, DECEMBER));
            one.when(new RemoveResponsibility(assignment(null), OPEN, new StartingOn(JANUARY), DECEMBER))
                    .then(removed(null, JANUARY, DECEMBER));
            one.when(new RemoveResponsibility(assignment(null), OPEN, new StartingOn(JANUARY), MARCH))
                    .thenRefused("responsibility-unknown");
        }

        @Test
        void ended_ones_and_those_of_archived_subjects_can_be_removed() {
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, MARCH))
                    .when(new RemoveResponsibility(assignment(null), ARCHIVED, new StartingOn(JANUARY), null))
                    .then(removed(null, JANUARY, MARCH));
        }

        @Test
        void what_is_not_there_is_unknown() {
            responsibilities
                    .given(ANNA_ADDED)
                    .when(new RemoveResponsibility(assignment(null), OPEN, CURRENT, null))
                    .thenRefused("responsibility-unknown");
            responsibilities
                    .given(ANNA_ADDED, assigned(null, null, null), removed(null, null, null))
                    .when(new RemoveResponsibility(assignment(null), OPEN, CURRENT, null))
                    .thenRefused("responsibility-unknown");
            responsibilities
                    .given(ANNA_ADDED)
                    .when(new RemoveResponsibility(assignment(null), null, CURRENT, null))
                    .thenRefused("customer-unknown");
        }

        @Test
        void another_role_is_not_touched() {
            responsibilities
                    .given(ANNA_ADDED, MANAGER_ADDED, assigned(MANAGER, null, null))
                    .when(new RemoveResponsibility(assignment(null), OPEN, CURRENT, null))
                    .thenRefused("responsibility-unknown");
        }
    }

    @Nested
    class Changing {

        @Test
        void it_gets_another_end() {
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, null))
                    .when(new ChangeResponsibility(assignment(null), OPEN, CURRENT, DECEMBER))
                    .then(changed(null, JANUARY, DECEMBER, null));
        }

        @Test
        void it_gets_no_end() {
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, MARCH))
                    .when(new ChangeResponsibility(assignment(null), ARCHIVED, new StartingOn(JANUARY), null))
                    .then(changed(null, JANUARY, null, MARCH));
        }

        @Test
        void the_end_that_it_has_changes_nothing() {
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, DECEMBER))
                    .when(new ChangeResponsibility(assignment(null), OPEN, CURRENT, DECEMBER))
                    .thenNothing();
        }

        @Test
        void the_end_that_counts_is_the_last_one_given() {
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, null), changed(null, JANUARY, MARCH, null))
                    .when(assign(null, APRIL, null))
                    .then(assigned(null, APRIL, null));
        }

        @Test
        void it_neither_ends_before_it_starts_nor_reaches_into_the_next() {
            responsibilities
                    .given(ANNA_ADDED, assigned(null, APRIL, null))
                    .when(new ChangeResponsibility(assignment(null), OPEN, CURRENT, MARCH))
                    .thenRefused("end-before-start");
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, MARCH), assigned(null, APRIL, null))
                    .when(new ChangeResponsibility(assignment(null), OPEN, new StartingOn(JANUARY), APRIL))
                    .thenRefused("responsibility-overlaps");
        }

        @Test
        void what_is_not_there_is_unknown() {
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, null))
                    .when(new ChangeResponsibility(assignment(null), OPEN, new StartingOn(APRIL), null))
                    .thenRefused("responsibility-unknown");
        }
    }

    @Nested
    class Ending {

        private EndResponsibility end(Selector selector, LocalDate on) {
            return new EndResponsibility(assignment(null), OPEN, selector, null, on);
        }

        @Test
        void the_last_day_becomes_the_day_before() {
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, null))
                    .when(end(CURRENT, TODAY))
                    .then(changed(null, JANUARY, TODAY.minusDays(1), null));
            responsibilities
                    .given(ANNA_ADDED, assigned(null, null, DECEMBER))
                    .when(end(CURRENT, JULY))
                    .then(changed(null, null, JULY.minusDays(1), DECEMBER));
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, JULY))
                    .when(end(CURRENT, JULY))
                    .then(changed(null, JANUARY, JULY.minusDays(1), JULY));
        }

        @Test
        void one_that_began_the_day_before_keeps_that_day() {
            responsibilities
                    .given(ANNA_ADDED, assigned(null, TODAY.minusDays(1), null))
                    .when(end(CURRENT, TODAY))
                    .then(changed(null, TODAY.minusDays(1), TODAY.minusDays(1), null));
        }

        @Test
        void one_that_began_that_day_or_later_is_removed() {
            responsibilities
                    .given(ANNA_ADDED, assigned(null, TODAY, null))
                    .when(end(CURRENT, TODAY))
                    .then(removed(null, TODAY, null));
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JULY, DECEMBER))
                    .when(end(CURRENT, TODAY))
                    .then(removed(null, JULY, DECEMBER));
        }

        @Test
        void it_never_ends_later_than_before() {
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, MARCH))
                    .when(end(new StartingOn(JANUARY), TODAY))
                    .thenNothing();
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, TODAY))
                    .when(end(CURRENT, TODAY.plusDays(1)))
                    .thenNothing();
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, TODAY))
                    .when(end(CURRENT, DECEMBER))
                    .thenNothing();
        }

        @Test
        void the_one_that_is_meant_is_selected_as_for_a_removal() {
            var several = responsibilities.given(ANNA_ADDED, assigned(null, null, TODAY), assigned(null, JULY, null));
            several.when(end(CURRENT, TODAY)).thenRefused("responsibility-ambiguous");
            several.when(end(new StartingOn(null), TODAY)).then(changed(null, null, TODAY.minusDays(1), TODAY));
            several.when(end(new StartingOn(JANUARY), TODAY)).thenRefused("responsibility-unknown");
            several.when(new EndResponsibility(assignment(null), OPEN, new StartingOn(JULY), DECEMBER, TODAY))
                    .thenRefused("responsibility-unknown");
            several.when(new EndResponsibility(assignment(null), null, new StartingOn(JULY), null, TODAY))
                    .then(removed(null, JULY, null));
            responsibilities
                    .given(ANNA_ADDED)
                    .when(new EndResponsibility(assignment(null), null, CURRENT, null, TODAY))
                    .thenRefused("customer-unknown");
        }
    }

    @Nested
    class Importing {

        private ImportResponsibility row(NamedRole role, UUID roleId) {
            return new ImportResponsibility(assignment(roleId), OPEN, days(JANUARY, null), "E-1", role, false);
        }

        @Test
        void a_role_that_is_new_is_made_in_the_same_commit() {
            responsibilities
                    .given(ANNA_ADDED)
                    .when(row(new NamedRole("Account manager", true), MANAGER))
                    .then(MANAGER_ADDED, assigned(MANAGER, JANUARY, null));
        }

        @Test
        void a_role_that_is_there_is_used() {
            responsibilities
                    .given(ANNA_ADDED, MANAGER_ADDED)
                    .when(row(new NamedRole("ACCOUNT MANAGER", false), MANAGER))
                    .then(assigned(MANAGER, JANUARY, null));
        }

        @Test
        void a_role_made_by_the_row_before_is_used() {
            responsibilities
                    .given(ANNA_ADDED, MANAGER_ADDED)
                    .when(row(new NamedRole("Account manager", true), MANAGER))
                    .then(assigned(MANAGER, JANUARY, null));
        }

        @Test
        void a_name_that_went_to_another_role_since_is_looked_up_again() {
            responsibilities
                    .given(ANNA_ADDED, new RoleAdded(LEAD, "Account manager", SubjectType.CUSTOMER))
                    .when(row(new NamedRole("Account manager", true), MANAGER))
                    .thenRefused(Responsibility.ROLE_MOVED);
            responsibilities
                    .given(
                            ANNA_ADDED,
                            MANAGER_ADDED,
                            new RoleRenamed(MANAGER, "Owner", SubjectType.CUSTOMER, "Account manager"))
                    .when(row(new NamedRole("Account manager", false), MANAGER))
                    .thenRefused(Responsibility.ROLE_MOVED);
        }

        @Test
        void a_row_without_role_needs_none() {
            responsibilities.given(ANNA_ADDED).when(row(null, null)).then(assigned(null, JANUARY, null));
        }

        @Test
        void the_same_row_again_changes_nothing() {
            responsibilities
                    .given(ANNA_ADDED, assigned(null, JANUARY, null))
                    .when(row(null, null))
                    .thenNothing();
        }

        @Test
        void an_employee_whose_external_id_went_away_since_is_unknown() {
            responsibilities
                    .given(ANNA_ADDED, new EmployeeChanged(ANNA, ANNAS.withExternalId("E-9"), "E-1"))
                    .when(row(null, null))
                    .thenRefused("employee-unknown");
        }

        @Test
        void a_row_that_names_what_there_is_not_is_refused() {
            DeciderSpec.of(Attempt.decider(ResponsibilityBoundary.DECIDER), ResponsibilitiesLog.VOCABULARY)
                    .given(ANNA_ADDED)
                    .when(Attempt.refused(
                            Refused.rule("customer-unknown", "customerNumber", "There is no 7."),
                            ResponsibilityBoundary.existence(assignment(MANAGER))))
                    .thenRefused("customer-unknown");
        }
    }

    @Nested
    class Answering {

        private final Assignment requested = new Assignment(PROJECT, ANNA, null);

        private ResponsibilityAssigned ofProject(LocalDate from, LocalDate to) {
            return new ResponsibilityAssigned(PROJECT, LANGWORTH, ANNA, null, from, to);
        }

        @Test
        void the_requested_assignee_is_assigned_to_the_project() {
            responsibilities
                    .given(ANNA_ADDED)
                    .when(new AnswerAssigneeRequest(requested, OPEN, TODAY))
                    .then(ofProject(null, null));
        }

        @Test
        void one_who_is_responsible_already_is_kept() {
            responsibilities
                    .given(ANNA_ADDED, ofProject(JANUARY, null))
                    .when(new AnswerAssigneeRequest(requested, OPEN, TODAY))
                    .then(new AssigneeRequestKept(PROJECT, LANGWORTH, ANNA));
        }

        @Test
        void what_a_rule_refuses_is_declined_with_its_code() {
            responsibilities
                    .given()
                    .when(new AnswerAssigneeRequest(requested, OPEN, TODAY))
                    .then(new AssigneeRequestDeclined(PROJECT, LANGWORTH, ANNA, "employee-unknown"));
            responsibilities
                    .given(ANNA_ADDED, new EmployeeChanged(ANNA, inactive(ANNAS), null))
                    .when(new AnswerAssigneeRequest(requested, OPEN, TODAY))
                    .then(new AssigneeRequestDeclined(PROJECT, LANGWORTH, ANNA, "employee-inactive"));
            responsibilities
                    .given(ANNA_ADDED)
                    .when(new AnswerAssigneeRequest(requested, ARCHIVED, TODAY))
                    .then(new AssigneeRequestDeclined(PROJECT, LANGWORTH, ANNA, "project-archived"));
            responsibilities
                    .given(ANNA_ADDED, ofProject(JULY, null))
                    .when(new AnswerAssigneeRequest(requested, OPEN, TODAY))
                    .then(new AssigneeRequestDeclined(PROJECT, LANGWORTH, ANNA, "responsibility-overlaps"));
        }
    }
}
