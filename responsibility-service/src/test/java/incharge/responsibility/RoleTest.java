package incharge.responsibility;

import incharge.eventstore.decider.DeciderSpec;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityAssigned;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityRemoved;
import incharge.responsibility.RoleCommand.Add;
import incharge.responsibility.RoleCommand.Delete;
import incharge.responsibility.RoleCommand.Rename;
import incharge.responsibility.RoleEvent.RoleAdded;
import incharge.responsibility.RoleEvent.RoleDeleted;
import incharge.responsibility.RoleEvent.RoleRenamed;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RoleTest {

    static final UUID MANAGER = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000b1");
    static final UUID LEAD = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000b2");
    static final RoleAdded MANAGER_ADDED = new RoleAdded(MANAGER, "Account manager", SubjectType.CUSTOMER);
    static final RoleAdded LEAD_ADDED = new RoleAdded(LEAD, "Lead", SubjectType.PROJECT);

    private final DeciderSpec<RoleCommand, ResponsibilitiesEvent> roles =
            DeciderSpec.of(RoleBoundary.DECIDER, ResponsibilityBoundary.VOCABULARY);

    @Test
    void a_role_is_added() {
        roles.given()
                .when(new Add(MANAGER, "Account manager", SubjectType.CUSTOMER))
                .then(MANAGER_ADDED);
    }

    @Test
    void a_name_is_taken_among_the_roles_of_its_kind() {
        roles.given(MANAGER_ADDED)
                .when(new Add(LEAD, "ACCOUNT MANAGER", SubjectType.CUSTOMER))
                .thenRefused("role-name-taken");
    }

    @Test
    void a_customer_role_and_a_project_role_may_have_the_same_name() {
        roles.given(MANAGER_ADDED)
                .when(new Add(LEAD, "Account manager", SubjectType.PROJECT))
                .then(new RoleAdded(LEAD, "Account manager", SubjectType.PROJECT));
    }

    @Test
    void a_name_that_was_given_up_is_free() {
        roles.given(MANAGER_ADDED, new RoleRenamed(MANAGER, "Owner", SubjectType.CUSTOMER, "Account manager"))
                .when(new Add(LEAD, "account manager", SubjectType.CUSTOMER))
                .then(new RoleAdded(LEAD, "account manager", SubjectType.CUSTOMER));
        roles.given(MANAGER_ADDED, new RoleDeleted(MANAGER, "Account manager", SubjectType.CUSTOMER))
                .when(new Add(LEAD, "account manager", SubjectType.CUSTOMER))
                .then(new RoleAdded(LEAD, "account manager", SubjectType.CUSTOMER));
    }

    @Test
    void a_role_is_renamed() {
        roles.given(MANAGER_ADDED)
                .when(new Rename(MANAGER, "Owner"))
                .then(new RoleRenamed(MANAGER, "Owner", SubjectType.CUSTOMER, "Account manager"));
        roles.given(MANAGER_ADDED).when(new Rename(MANAGER, "Account manager")).thenNothing();
    }

    @Test
    void renaming_minds_only_the_roles_of_its_kind() {
        roles.given(MANAGER_ADDED, LEAD_ADDED)
                .when(new Rename(MANAGER, "Lead"))
                .then(new RoleRenamed(MANAGER, "Lead", SubjectType.CUSTOMER, "Account manager"));
        roles.given(MANAGER_ADDED, new RoleAdded(LEAD, "Owner", SubjectType.CUSTOMER))
                .when(new Rename(MANAGER, "owner"))
                .thenRefused("role-name-taken");
    }

    @Test
    void a_role_that_nobody_ever_had_is_deleted() {
        roles.given(MANAGER_ADDED)
                .when(new Delete(MANAGER))
                .then(new RoleDeleted(MANAGER, "Account manager", SubjectType.CUSTOMER));
    }

    @Test
    void a_role_that_somebody_has_or_had_stays() {
        var assigned = ResponsibilityTest.assigned(MANAGER, null, null);
        roles.given(MANAGER_ADDED, assigned).when(new Delete(MANAGER)).thenRefused("in-use");
        roles.given(MANAGER_ADDED, assigned, removed(assigned))
                .when(new Delete(MANAGER))
                .thenRefused("in-use");
    }

    static ResponsibilityRemoved removed(ResponsibilityAssigned assigned) {
        return new ResponsibilityRemoved(
                assigned.subject(),
                assigned.customerId(),
                assigned.employeeId(),
                assigned.roleId(),
                assigned.from(),
                assigned.to());
    }

    @Test
    void a_role_that_is_not_there_is_unknown() {
        roles.given(MANAGER_ADDED).when(new Delete(LEAD)).thenRefused("role-unknown");
        roles.given(MANAGER_ADDED).when(new Rename(LEAD, "Owner")).thenRefused("role-unknown");
    }
}
