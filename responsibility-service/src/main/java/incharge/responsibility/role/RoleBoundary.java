package incharge.responsibility.role;

import static incharge.responsibility.event.ResponsibilitiesLog.VOCABULARY;
import static incharge.responsibility.event.ResponsibilitiesLog.inRole;
import static incharge.responsibility.event.ResponsibilitiesLog.role;
import static incharge.responsibility.event.ResponsibilitiesLog.roleName;
import static incharge.responsibility.event.SubjectType.CUSTOMER;
import static incharge.responsibility.event.SubjectType.PROJECT;

import incharge.eventstore.decider.Decider;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.RoleEvent.RoleAdded;
import incharge.responsibility.event.RoleEvent.RoleDeleted;
import incharge.responsibility.naming.NameRegistry;
import incharge.responsibility.role.RoleCommand.AddRole;
import incharge.responsibility.role.RoleCommand.DeleteRole;
import incharge.responsibility.role.RoleCommand.RenameRole;
import java.util.UUID;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * The consistency of roles: the events of the role, those that gave or freed the name that it claims among the roles of
 * its kind, and for its deletion whether any employee was ever assigned in it.
 */
public final class RoleBoundary {

    public static final Decider<RoleCommand, NameRegistry<Role>, ResponsibilitiesEvent> DECIDER =
            new Decider<>(() -> Role.NONE, Role::decide, Role::evolve, RoleBoundary::criteria);

    private RoleBoundary() {}

    /** Selects all events of a role. */
    static EventCriteria life(UUID id) {
        return VOCABULARY.criteria(role(id));
    }

    /** Selects whether a role exists, whatever its name. */
    public static EventCriteria existence(UUID id) {
        return VOCABULARY.criteria(role(id), RoleAdded.class, RoleDeleted.class);
    }

    public static EventCriteria criteria(RoleCommand command) {
        return switch (command) {
            case AddRole(var id, var name, var kind) -> EventCriteria.either(life(id), holder(roleName(kind, name)));
            // the command does not know the kind
            case RenameRole(var id, var name) ->
                EventCriteria.either(life(id), holder(roleName(CUSTOMER, name)), holder(roleName(PROJECT, name)));
            case DeleteRole(var id) -> EventCriteria.either(life(id), VOCABULARY.criteria(inRole(id)));
        };
    }

    /** Selects which role holds a name. */
    public static EventCriteria holder(Tag roleName) {
        return VOCABULARY.criteria(roleName);
    }
}
