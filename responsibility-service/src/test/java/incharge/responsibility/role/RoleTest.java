package incharge.responsibility.role;

import static incharge.responsibility.event.ExampleEvents.LEAD;
import static incharge.responsibility.event.ExampleEvents.LEAD_ADDED;
import static incharge.responsibility.event.ExampleEvents.MANAGER;
import static incharge.responsibility.event.ExampleEvents.MANAGER_ADDED;
import static incharge.responsibility.event.ExampleEvents.assigned;
import static incharge.responsibility.event.ExampleEvents.removed;

import incharge.eventstore.decider.DeciderSpec;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilitiesLog;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityAssigned;
import incharge.responsibility.event.RoleEvent.RoleAdded;
import incharge.responsibility.event.RoleEvent.RoleDeleted;
import incharge.responsibility.event.RoleEvent.RoleRenamed;
import incharge.responsibility.event.SubjectType;
import incharge.responsibility.role.RoleCommand.AddRole;
import incharge.responsibility.role.RoleCommand.DeleteRole;
import incharge.responsibility.role.RoleCommand.RenameRole;
import org.junit.jupiter.api.Test;

class RoleTest {

    private final DeciderSpec<RoleCommand, ResponsibilitiesEvent> roles =
            DeciderSpec.of(RoleBoundary.DECIDER, ResponsibilitiesLog.VOCABULARY);

    @Test
    void a_role_is_added() {
        roles.given()
                .when(new AddRole(MANAGER, "Account manager", SubjectType.CUSTOMER))
                .then(MANAGER_ADDED);
    }

    @Test
    void a_name_is_taken_among_the_roles_of_its_kind() {
        roles.given(MANAGER_ADDED)
                .when(new AddRole(LEAD, "ACCOUNT MANAGER", SubjectType.CUSTOMER))
                .thenRefused("role-name-taken");
    }

    @Test
    void a_customer_role_and_a_project_role_may_have_the_same_name() {
        roles.given(MANAGER_ADDED)
                .when(new AddRole(LEAD, "Account manager", SubjectType.PROJECT))
                .then(new RoleAdded(LEAD, "Account manager", SubjectType.PROJECT));
    }

    @Test
    void a_name_that_was_given_up_is_free() {
        roles.given(MANAGER_ADDED, new RoleRenamed(MANAGER, "Owner", SubjectType.CUSTOMER, "Account manager"))
                .when(new AddRole(LEAD, "account manager", SubjectType.CUSTOMER))
                .then(new RoleAdded(LEAD, "account manager", SubjectType.CUSTOMER));
        roles.given(MANAGER_ADDED, new RoleDeleted(MANAGER, "Account manager", SubjectType.CUSTOMER))
                .when(new AddRole(LEAD, "account manager", SubjectType.CUSTOMER))
                .then(new RoleAdded(LEAD, "account manager", SubjectType.CUSTOMER));
    }

    @Test
    void a_role_is_renamed() {
        roles.given(MANAGER_ADDED)
                .when(new RenameRole(MANAGER, "Owner"))
                .then(new RoleRenamed(MANAGER, "Owner", SubjectType.CUSTOMER, "Account manager"));
        roles.given(MANAGER_ADDED)
                .when(new RenameRole(MANAGER, "Account manager"))
                .thenNothing();
    }

    @Test
    void renaming_minds_only_the_roles_of_its_kind() {
        roles.given(MANAGER_ADDED, LEAD_ADDED)
                .when(new RenameRole(MANAGER, "Lead"))
                .then(new RoleRenamed(MANAGER, "Lead", SubjectType.CUSTOMER, "Account manager"));
        roles.given(MANAGER_ADDED, new RoleAdded(LEAD, "Owner", SubjectType.CUSTOMER))
                .when(new RenameRole(MANAGER, "owner"))
                .thenRefused("role-name-taken");
    }

    @Test
    void a_role_that_nobody_ever_had_is_deleted() {
        roles.given(MANAGER_ADDED)
                .when(new DeleteRole(MANAGER))
                .then(new RoleDeleted(MANAGER, "Account manager", SubjectType.CUSTOMER));
    }

    @Test
    void a_role_that_somebody_has_or_had_stays() {
        ResponsibilityAssigned assigned = assigned(MANAGER, null, null);
        roles.given(MANAGER_ADDED, assigned).when(new DeleteRole(MANAGER)).thenRefused("in-use");
        roles.given(MANAGER_ADDED, assigned, removed(assigned))
                .when(new DeleteRole(MANAGER))
                .thenRefused("in-use");
    }

    @Test
    void a_role_that_is_not_there_is_unknown() {
        roles.given(MANAGER_ADDED).when(new DeleteRole(LEAD)).thenRefused("role-unknown");
        roles.given(MANAGER_ADDED).when(new RenameRole(LEAD, "Owner")).thenRefused("role-unknown");
    }
}
