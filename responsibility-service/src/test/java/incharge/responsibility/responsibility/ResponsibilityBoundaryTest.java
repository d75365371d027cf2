package incharge.responsibility.responsibility;

import static incharge.responsibility.event.ExampleEvents.ANNA;
import static incharge.responsibility.event.ExampleEvents.ANNA_ADDED;
import static incharge.responsibility.event.ExampleEvents.BERT;
import static incharge.responsibility.event.ExampleEvents.BERT_ADDED;
import static incharge.responsibility.event.ExampleEvents.CUSTOMER;
import static incharge.responsibility.event.ExampleEvents.LANGWORTH;
import static incharge.responsibility.event.ExampleEvents.MANAGER;
import static incharge.responsibility.event.ExampleEvents.MANAGER_ADDED;
import static incharge.responsibility.event.ExampleEvents.NORTH;
import static incharge.responsibility.event.ExampleEvents.assigned;
import static incharge.responsibility.event.ExampleEvents.removed;
import static incharge.responsibility.event.ResponsibilitiesLog.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.eventstore.log.Criteria;
import incharge.responsibility.employee.EmployeeBoundary;
import incharge.responsibility.employee.EmployeeCommand.DeleteEmployee;
import incharge.responsibility.event.Assignment;
import incharge.responsibility.event.EmployeeEvent.EmployeeDeleted;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilitiesLog;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityAssigned;
import incharge.responsibility.event.RoleEvent.RoleDeleted;
import incharge.responsibility.event.RoleEvent.RoleRenamed;
import incharge.responsibility.event.Subject;
import incharge.responsibility.event.SubjectType;
import incharge.responsibility.event.TeamEvent.TeamRenamed;
import incharge.responsibility.role.RoleBoundary;
import incharge.responsibility.role.RoleCommand.DeleteRole;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ResponsibilityBoundaryTest {

    static final ResponsibilityAssigned AS_MANAGER = assigned(MANAGER, null, null);

    private static boolean matches(Criteria criteria, ResponsibilitiesEvent event) {
        return criteria.matches(event.getClass(), VOCABULARY.tags().apply(event));
    }

    private final Criteria assigning = ResponsibilityBoundary.criteria(ResponsibilityTest.assign(MANAGER, null, null));

    @Test
    void an_assignment_rests_on_its_own_three_the_employee_and_the_role() {
        assertThat(matches(assigning, AS_MANAGER)).isTrue();
        assertThat(matches(assigning, removed(AS_MANAGER))).isTrue();
        assertThat(matches(assigning, ANNA_ADDED)).isTrue();
        assertThat(matches(assigning, new EmployeeDeleted(ANNA, "E-1"))).isTrue();
        assertThat(matches(assigning, MANAGER_ADDED)).isTrue();
        assertThat(matches(assigning, new RoleDeleted(MANAGER, "Account manager", SubjectType.CUSTOMER)))
                .isTrue();
    }

    @Test
    void it_neither_loads_nor_collides_with_what_else_its_employee_and_role_are_given() {
        var elsewhere = new Subject(SubjectType.CUSTOMER, UUID.fromString("01890a5d-ac96-774b-bcce-0000000000ff"));
        var other = new ResponsibilityAssigned(elsewhere, elsewhere.id(), ANNA, MANAGER, null, null);
        ResponsibilityAssigned otherRole = assigned(null, null, null);

        assertThat(matches(assigning, other)).isFalse();
        assertThat(matches(assigning, otherRole)).isFalse();
        assertThat(matches(assigning, new RoleRenamed(MANAGER, "Owner", SubjectType.CUSTOMER, "Account manager")))
                .isFalse();
        assertThat(matches(assigning, BERT_ADDED)).isFalse();
    }

    @Test
    void what_is_hidden_rests_on_the_employee_and_the_role_and_not_on_the_responsibility() {
        Criteria hidden = ResponsibilityBoundary.existence(new Assignment(CUSTOMER, ANNA, MANAGER));

        assertThat(matches(hidden, ANNA_ADDED)).isTrue();
        assertThat(matches(hidden, MANAGER_ADDED)).isTrue();
        assertThat(matches(hidden, AS_MANAGER)).isFalse();
    }

    @Test
    void one_tag_selects_all_that_an_assignment_loads() {
        // what a tag finds is read even where the type does not fit: so a responsibility bears no tag of another thing
        assertThat(VOCABULARY.tags().apply(AS_MANAGER))
                .doesNotContain(ResponsibilitiesLog.employee(ANNA), ResponsibilitiesLog.role(MANAGER));
    }

    @Test
    void the_end_of_an_employee_or_a_role_rests_on_every_assignment_of_it() {
        assertThat(matches(EmployeeBoundary.criteria(new DeleteEmployee(ANNA)), AS_MANAGER))
                .isTrue();
        assertThat(matches(RoleBoundary.criteria(new DeleteRole(MANAGER)), AS_MANAGER))
                .isTrue();
        assertThat(matches(EmployeeBoundary.criteria(new DeleteEmployee(BERT)), AS_MANAGER))
                .isFalse();
    }

    @Test
    void the_keys_of_tags_hold_no_colon() {
        assertThat(VOCABULARY.tags().apply(MANAGER_ADDED))
                .noneMatch(tag -> tag.key().contains(":"));
        assertThat(ResponsibilitiesLog.roleName(SubjectType.CUSTOMER, "Account Manager")
                        .value())
                .isEqualTo("customer:account manager");
    }

    @Test
    void an_event_is_about_one_thing() {
        assertThat(VOCABULARY.subject().apply(AS_MANAGER)).isEqualTo(LANGWORTH.toString());
        assertThat(VOCABULARY.subject().apply(ANNA_ADDED)).isEqualTo(ANNA.toString());
        assertThat(VOCABULARY.subject().apply(MANAGER_ADDED)).isEqualTo(MANAGER.toString());
        assertThat(VOCABULARY.subject().apply(new TeamRenamed(NORTH, "West", "North")))
                .isEqualTo(NORTH.toString());
    }
}
