package incharge.responsibility;

import static incharge.responsibility.ResponsibilityBoundary.VOCABULARY;

import incharge.eventstore.decider.Decider;
import incharge.responsibility.Role.Registry;
import incharge.responsibility.RoleCommand.Add;
import incharge.responsibility.RoleCommand.Delete;
import incharge.responsibility.RoleCommand.Rename;
import incharge.responsibility.RoleEvent.RoleAdded;
import incharge.responsibility.RoleEvent.RoleDeleted;
import incharge.responsibility.RoleEvent.RoleRenamed;
import java.util.Set;
import java.util.UUID;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * The consistency of roles: the role's own events, those that gave or freed the name it claims among the roles of its
 * kind, and for its end whether anybody was ever given it.
 */
final class RoleBoundary {

    static final Decider<RoleCommand, Registry, ResponsibilitiesEvent> DECIDER =
            new Decider<>(() -> Registry.EMPTY, Role::decide, Role::evolve, RoleBoundary::criteria);

    private RoleBoundary() {}

    static Tag role(UUID id) {
        return Tag.of("role", id.toString());
    }

    static Tag name(String name, SubjectType kind) {
        return Tag.of("role-name", kind.text() + ":" + Team.key(name));
    }

    /** The whole life of one role. */
    static EventCriteria life(UUID id) {
        return VOCABULARY.criteria(role(id));
    }

    /** Whether there is such a role, whatever its name. */
    static EventCriteria existence(UUID id) {
        return VOCABULARY.criteria(role(id), RoleAdded.class, RoleDeleted.class);
    }

    /** Who holds or held a name. */
    static EventCriteria holding(String name, SubjectType kind) {
        return VOCABULARY.criteria(name(name, kind));
    }

    static EventCriteria criteria(RoleCommand command) {
        return switch (command) {
            case Add(var id, var name, var kind) -> EventCriteria.either(life(id), holding(name, kind));
            // the command does not know the kind
            case Rename(var id, var name) ->
                EventCriteria.either(life(id), holding(name, SubjectType.CUSTOMER), holding(name, SubjectType.PROJECT));
            case Delete(var id) -> EventCriteria.either(life(id), ResponsibilityBoundary.everInRole(id));
        };
    }

    static Set<Tag> tags(RoleEvent event) {
        return switch (event) {
            case RoleAdded(var id, var name, var kind) -> Set.of(role(id), name(name, kind));
            case RoleRenamed(var id, var name, var kind, var previous) ->
                name(name, kind).equals(name(previous, kind))
                        ? Set.of(role(id), name(name, kind))
                        : Set.of(role(id), name(name, kind), name(previous, kind));
            case RoleDeleted(var id, var name, var kind) -> Set.of(role(id), name(name, kind));
        };
    }
}
