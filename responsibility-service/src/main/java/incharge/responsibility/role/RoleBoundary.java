package incharge.responsibility.role;

import static incharge.responsibility.event.ResponsibilitiesLog.inRole;
import static incharge.responsibility.event.ResponsibilitiesLog.ownerRole;
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
import incharge.responsibility.role.RoleCommand.ChangeRole;
import incharge.responsibility.role.RoleCommand.DeleteRole;
import java.util.ArrayList;
import java.util.UUID;

/**
 * The consistency of roles: the events of the role, those that gave or freed the name that it claims among the roles of
 * its kind, which role is that of the owners, and for its deletion whether any employee was ever assigned in it.
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
            case ChangeRole change -> criteria(change);
            case DeleteRole(var id) -> Criteria.either(eventsOf(id), Criteria.tagged(inRole(id)));
        };
    }

    private static Criteria criteria(ChangeRole change) {
        var all = new ArrayList<Criteria>();
        all.add(eventsOf(change.roleId()));
        if (change.name() != null) {
            // the command has no kind
            all.add(holder(roleName(CUSTOMER, change.name())));
            all.add(holder(roleName(PROJECT, change.name())));
        }
        if (change.owner() != null) {
            all.add(Criteria.tagged(ownerRole()));
        }
        return Criteria.either(all);
    }

    /** Selects which role holds a name. */
    public static Criteria holder(Tag roleName) {
        return Criteria.tagged(roleName);
    }
}
