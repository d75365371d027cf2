package incharge.responsibility.role;

import incharge.eventstore.decider.Refused;
import incharge.eventstore.log.Tag;
import incharge.responsibility.event.EmployeeEvent;
import incharge.responsibility.event.ErasureCompleted;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilitiesLog;
import incharge.responsibility.event.ResponsibilityEvent.RequestAnswered;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityAssigned;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityChanged;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityRemoved;
import incharge.responsibility.event.RoleEvent;
import incharge.responsibility.event.RoleEvent.OwnerRoleChanged;
import incharge.responsibility.event.RoleEvent.RoleAdded;
import incharge.responsibility.event.RoleEvent.RoleDeleted;
import incharge.responsibility.event.RoleEvent.RoleRenamed;
import incharge.responsibility.event.SubjectType;
import incharge.responsibility.event.TeamEvent;
import incharge.responsibility.naming.NameRegistry;
import incharge.responsibility.naming.Named;
import incharge.responsibility.role.RoleCommand.AddRole;
import incharge.responsibility.role.RoleCommand.ChangeRole;
import incharge.responsibility.role.RoleCommand.DeleteRole;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A role as decisions see it, and the decisions themselves.
 *
 * @param used whether an employee has or had the role; certain where the boundary includes the assignments
 * @param owner whether those in the role are the owners of their customers
 */
public record Role(UUID id, String name, SubjectType kind, boolean used, boolean owner) implements Named {

    public static final NameRegistry<Role> NONE = NameRegistry.empty("role");

    public static Role unused(UUID id, String name, SubjectType kind) {
        return new Role(id, name, kind, false, false);
    }

    private Role withName(String otherName) {
        return new Role(id, otherName, kind, used, owner);
    }

    private Role withUse() {
        return new Role(id, name, kind, true, owner);
    }

    private Role withOwner(boolean isOwner) {
        return new Role(id, name, kind, used, isOwner);
    }

    @Override
    public Tag nameTag() {
        return ResponsibilitiesLog.roleName(kind, name);
    }

    @Override
    public String typeName() {
        return kind.text() + " role";
    }

    static List<RoleEvent> decide(RoleCommand command, NameRegistry<Role> roles) {
        return switch (command) {
            case AddRole(var id, var name, var kind) -> {
                roles.refuseTaken(unused(id, name, kind));
                yield List.of(new RoleAdded(id, name, kind));
            }
            case ChangeRole change -> change(roles.get(change.roleId()), change, roles);
            case DeleteRole(var id) -> {
                Role role = roles.get(id);
                if (role.used()) {
                    throw inUse();
                }
                var deleted = new RoleDeleted(id, role.name(), role.kind());
                yield role.owner() ? List.of(new OwnerRoleChanged(id, false), deleted) : List.of(deleted);
            }
        };
    }

    private static List<RoleEvent> change(Role role, ChangeRole change, NameRegistry<Role> roles) {
        var events = new ArrayList<RoleEvent>();
        if (change.name() != null && !change.name().equals(role.name())) {
            roles.refuseTaken(role.withName(change.name()));
            events.add(new RoleRenamed(role.id(), change.name(), role.kind(), role.name()));
        }
        if (change.owner() != null && change.owner() != role.owner()) {
            if (change.owner()) {
                refuseOwner(role, roles);
            }
            events.add(new OwnerRoleChanged(role.id(), change.owner()));
        }
        return events;
    }

    private static void refuseOwner(Role role, NameRegistry<Role> roles) {
        if (role.kind() != SubjectType.CUSTOMER) {
            throw Refused.rule("role-kind", "owner", "Only customers have owners; the role is for a project.");
        }
        if (roles.byId().values().stream().anyMatch(Role::owner)) {
            throw Refused.conflict("owner-role-taken", "owner", "Another role is that of the account owners.");
        }
    }

    static Refused inUse() {
        return Refused.conflict("in-use", null, "Somebody has or had this role.");
    }

    public static NameRegistry<Role> evolve(NameRegistry<Role> roles, ResponsibilitiesEvent event) {
        return switch (event) {
            case RoleAdded(var id, var name, var kind) -> roles.with(unused(id, name, kind));
            // a boundary may select the new name of a role and not its beginning
            case RoleRenamed(var id, var name, var kind, var _) ->
                roles.with(roles.has(id) ? roles.get(id).withName(name) : unused(id, name, kind));
            // likewise that a role became that of the owners; no role has an empty name
            case OwnerRoleChanged(var id, var owner) ->
                roles.with((roles.has(id) ? roles.get(id) : unused(id, "", SubjectType.CUSTOMER)).withOwner(owner));
            case RoleDeleted(var id, var _, var _) -> roles.without(id);
            // a removed assignment counts too: the history still names the role
            case ResponsibilityAssigned e
            when e.roleId() != null && roles.has(e.roleId()) ->
                roles.with(roles.get(e.roleId()).withUse());
            case ResponsibilityAssigned _,
                    ResponsibilityChanged _,
                    ResponsibilityRemoved _,
                    RequestAnswered _,
                    TeamEvent _,
                    EmployeeEvent _,
                    ErasureCompleted _ -> roles;
        };
    }
}
