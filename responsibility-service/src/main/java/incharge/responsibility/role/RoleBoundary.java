package incharge.responsibility.role;

import static incharge.responsibility.event.ResponsibilitiesLog.inRole;
import static incharge.responsibility.event.ResponsibilitiesLog.role;
import static incharge.responsibility.event.ResponsibilitiesLog.roleName;
import static incharge.responsibility.event.SubjectType.CUSTOMER;
import static incharge.responsibility.event.SubjectType.PROJECT;

import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.Tag;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.RoleEvent.RoleAdded;
import incharge.responsibility.event.RoleEvent.RoleDeleted;
import incharge.responsibility.naming.NameRegistry;
import incharge.responsibility.role.RoleCommand.AddRole;
import incharge.responsibility.role.RoleCommand.DeleteRole;
import incharge.responsibility.role.RoleCommand.RenameRole;
import java.util.UUID;

/**
 * The consistency of roles: the events of the role, those that gave or freed the name that it claims among the roles of
 * its kind, and for its deletion whether any employee was ever assigned in it.
 */
public final class RoleBoundary {

    public static final Decider<RoleCommand, NameRegistry<Role>, ResponsibilitiesEvent> DECIDER =
            new Decider<>(() -> Role.NONE, Role::decide, Role::evolve, RoleBoundary::criteria);

    private RoleBoundary() {}

    /** Selects all events of a role. */
    static Criteria eventsOf(UUID id) {
        return Criteria.tagged(role(id));
    }

    /** Selects whether a role exists, whatever its name. */
    public static Criteria existence(UUID id) {
        return Criteria.tagged(role(id), RoleAdded.class, RoleDeleted.class);
    }

    /**
     * Refuses the deletion of a role that an employee has or had, with a look-up instead of loading all assignments: a
     * used role stays used. That none comes meanwhile is decided with the deletion.
     */
    static void refuseUsed(UUID id, EventStore<ResponsibilitiesEvent> store) {
        if (store.log().anyBearing(inRole(id))) {
            throw Role.inUse();
        }
    }

    public static Criteria criteria(RoleCommand command) {
        return switch (command) {
            case AddRole(var id, var name, var kind) -> Criteria.either(eventsOf(id), holder(roleName(kind, name)));
            case RenameRole(var id, var name) when name == null -> eventsOf(id);
            // the command has no kind
            case RenameRole(var id, var name) ->
                Criteria.either(eventsOf(id), holder(roleName(CUSTOMER, name)), holder(roleName(PROJECT, name)));
            case DeleteRole(var id) -> Criteria.either(eventsOf(id), Criteria.tagged(inRole(id)));
        };
    }

    /** Selects which role holds a name. */
    public static Criteria holder(Tag roleName) {
        return Criteria.tagged(roleName);
    }
}
