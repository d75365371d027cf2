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
import incharge.responsibility.event.RoleEvent.OwnerRoleChanged;
import incharge.responsibility.event.RoleEvent.RoleAdded;
import incharge.responsibility.event.RoleEvent.RoleDeleted;
import incharge.responsibility.event.RoleEvent.RoleRenamed;
import incharge.responsibility.event.SubjectType;
import incharge.responsibility.role.RoleCommand.AddRole;
import incharge.responsibility.role.RoleCommand.ChangeRole;
import incharge.responsibility.role.RoleCommand.DeleteRole;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RoleTest {

    private static final UUID OTHER = UUID.fromString("01890a5d-ac96-774b-bcce-000000000041");
    private static final RoleAdded OTHER_ADDED = new RoleAdded(OTHER, "Controller", SubjectType.CUSTOMER);
    private static final OwnerRoleChanged MANAGER_OWNER = new OwnerRoleChanged(MANAGER, true);

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
                .when(new ChangeRole(MANAGER, "Owner", null))
                .then(new RoleRenamed(MANAGER, "Owner", SubjectType.CUSTOMER, "Account manager"));
        roles.given(MANAGER_ADDED)
                .when(new ChangeRole(MANAGER, "Account manager", null))
                .thenNothing();
    }

    @Test
    void renaming_minds_only_the_roles_of_its_kind() {
        roles.given(MANAGER_ADDED, LEAD_ADDED)
                .when(new ChangeRole(MANAGER, "Lead", null))
                .then(new RoleRenamed(MANAGER, "Lead", SubjectType.CUSTOMER, "Account manager"));
        roles.given(MANAGER_ADDED, new RoleAdded(LEAD, "Owner", SubjectType.CUSTOMER))
                .when(new ChangeRole(MANAGER, "owner", null))
                .thenRefused("role-name-taken");
    }

    @Test
    void one_customer_role_at_most_is_that_of_the_owners() {
        roles.given(MANAGER_ADDED, OTHER_ADDED)
                .when(new ChangeRole(MANAGER, null, true))
                .then(MANAGER_OWNER);
        roles.given(MANAGER_ADDED, OTHER_ADDED, MANAGER_OWNER)
                .when(new ChangeRole(OTHER, null, true))
                .thenRefused("owner-role-taken");
        roles.given(MANAGER_ADDED, OTHER_ADDED, MANAGER_OWNER, new OwnerRoleChanged(MANAGER, false))
                .when(new ChangeRole(OTHER, null, true))
                .then(new OwnerRoleChanged(OTHER, true));
        roles.given(LEAD_ADDED).when(new ChangeRole(LEAD, null, true)).thenRefused("role-kind");
    }

    @Test
    void a_mark_that_is_as_it_was_changes_nothing() {
        roles.given(MANAGER_ADDED, MANAGER_OWNER)
                .when(new ChangeRole(MANAGER, "Account manager", true))
                .thenNothing();
        roles.given(MANAGER_ADDED).when(new ChangeRole(MANAGER, null, false)).thenNothing();
        roles.given(LEAD_ADDED).when(new ChangeRole(LEAD, null, false)).thenNothing();
    }

    @Test
    void a_name_and_the_mark_change_at_once() {
        roles.given(MANAGER_ADDED, OTHER_ADDED, new OwnerRoleChanged(OTHER, true), new OwnerRoleChanged(OTHER, false))
                .when(new ChangeRole(MANAGER, "Owner", true))
                .then(new RoleRenamed(MANAGER, "Owner", SubjectType.CUSTOMER, "Account manager"), MANAGER_OWNER);
    }

    @Test
    void a_role_loses_the_mark_before_it_is_deleted() {
        roles.given(MANAGER_ADDED, MANAGER_OWNER)
                .when(new DeleteRole(MANAGER))
                .then(
                        new OwnerRoleChanged(MANAGER, false),
                        new RoleDeleted(MANAGER, "Account manager", SubjectType.CUSTOMER));
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
        roles.given(MANAGER_ADDED).when(new ChangeRole(LEAD, "Owner", null)).thenRefused("role-unknown");
    }
}
