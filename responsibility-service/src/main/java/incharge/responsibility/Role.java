package incharge.responsibility;

import incharge.eventstore.decider.Refused;
import incharge.responsibility.ResponsibilityEvent.AssigneeRequestDeclined;
import incharge.responsibility.ResponsibilityEvent.AssigneeRequestKept;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityAssigned;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityChanged;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityRemoved;
import incharge.responsibility.RoleCommand.Add;
import incharge.responsibility.RoleCommand.Delete;
import incharge.responsibility.RoleCommand.Rename;
import incharge.responsibility.RoleEvent.RoleAdded;
import incharge.responsibility.RoleEvent.RoleDeleted;
import incharge.responsibility.RoleEvent.RoleRenamed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A role as decisions see it, and the decisions themselves. */
public record Role(UUID id, String name, SubjectType kind) {

    /** What a role is found by: names are unique among the roles of a kind, without regard to case. */
    record Name(SubjectType kind, String key) {

        static Name of(SubjectType kind, String name) {
            return new Name(kind, Team.key(name));
        }
    }

    /**
     * All that a decision about one role may look at.
     *
     * @param byId the roles within the boundary; whether one of them holds the name in question is certain, of one that
     *     gave it up the name may be older
     * @param used those of the roles within the boundary that somebody has or had
     */
    public record Registry(Map<UUID, Role> byId, Set<UUID> used) {

        static final Registry EMPTY = new Registry(Map.of(), Set.of());

        Role find(UUID id) {
            Role found = byId.get(id);
            if (found == null) {
                throw Refused.unknown("role-unknown", null, "There is no role " + id + ".");
            }
            return found;
        }

        Optional<Role> named(String name, SubjectType kind) {
            return byId.values().stream()
                    .filter(role -> role.kind() == kind && Team.key(role.name()).equals(Team.key(name)))
                    .findFirst();
        }

        private Registry with(Role role) {
            Map<UUID, Role> roles = new HashMap<>(byId);
            roles.put(role.id(), role);
            return new Registry(roles, used);
        }

        private Registry without(UUID id) {
            Map<UUID, Role> roles = new HashMap<>(byId);
            roles.remove(id);
            return new Registry(roles, used);
        }

        private Registry using(UUID id) {
            if (id == null || used.contains(id)) {
                return this;
            }
            Set<UUID> more = new HashSet<>(used);
            more.add(id);
            return new Registry(byId, more);
        }
    }

    static List<RoleEvent> decide(RoleCommand command, Registry registry) {
        return switch (command) {
            case Add(var id, var name, var kind) -> {
                refuseTaken(name, kind, id, registry);
                yield List.of(new RoleAdded(id, name, kind));
            }
            case Rename(var id, var name) -> {
                Role role = registry.find(id);
                refuseTaken(name, role.kind(), id, registry);
                yield name.equals(role.name())
                        ? List.of()
                        : List.of(new RoleRenamed(id, name, role.kind(), role.name()));
            }
            case Delete(var id) -> {
                Role role = registry.find(id);
                if (registry.used().contains(id)) {
                    throw inUse();
                }
                yield List.of(new RoleDeleted(id, role.name(), role.kind()));
            }
        };
    }

    static Refused inUse() {
        return Refused.conflict("in-use", null, "Somebody has or had this role.");
    }

    private static void refuseTaken(String name, SubjectType kind, UUID by, Registry registry) {
        if (registry.named(name, kind).filter(role -> !role.id().equals(by)).isPresent()) {
            throw Refused.conflict(
                    "role-name-taken", "name", "There is a " + kind.text() + " role " + name + " already.");
        }
    }

    static Registry evolve(Registry registry, ResponsibilitiesEvent event) {
        return switch (event) {
            case RoleAdded(var id, var name, var kind) -> registry.with(new Role(id, name, kind));
            case RoleRenamed(var id, var name, var kind, var _) -> registry.with(new Role(id, name, kind));
            case RoleDeleted(var id, var _, var _) -> registry.without(id);
            // also a removed one: history still names the role
            case ResponsibilityAssigned e -> registry.using(e.roleId());
            case ResponsibilityChanged _,
                    ResponsibilityRemoved _,
                    AssigneeRequestKept _,
                    AssigneeRequestDeclined _,
                    TeamEvent _,
                    EmployeeEvent _ -> registry;
        };
    }
}
