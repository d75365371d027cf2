package incharge.responsibility;

import incharge.eventstore.decider.Refused;
import incharge.responsibility.TeamCommand.Add;
import incharge.responsibility.TeamCommand.Delete;
import incharge.responsibility.TeamCommand.Rename;
import incharge.responsibility.TeamEvent.TeamAdded;
import incharge.responsibility.TeamEvent.TeamDeleted;
import incharge.responsibility.TeamEvent.TeamRenamed;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A team as decisions see it, and the decisions themselves. */
public record Team(UUID id, String name) {

    /**
     * All that a decision about one team may look at.
     *
     * @param byId the teams within the boundary; whether one of them holds the name in question is certain, of one that
     *     gave it up the name may be older
     */
    public record Registry(Map<UUID, Team> byId) {

        static final Registry EMPTY = new Registry(Map.of());

        Team find(UUID id) {
            Team found = byId.get(id);
            if (found == null) {
                throw Refused.unknown("team-unknown", null, "There is no team " + id + ".");
            }
            return found;
        }

        boolean has(UUID id) {
            return byId.containsKey(id);
        }

        Optional<Team> named(String name) {
            return byId.values().stream()
                    .filter(team -> key(team.name()).equals(key(name)))
                    .findFirst();
        }

        private Registry with(Team team) {
            Map<UUID, Team> teams = new HashMap<>(byId);
            teams.put(team.id(), team);
            return new Registry(teams);
        }

        private Registry without(UUID id) {
            Map<UUID, Team> teams = new HashMap<>(byId);
            teams.remove(id);
            return new Registry(teams);
        }
    }

    /** Names are unique without regard to case. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static List<TeamEvent> decide(TeamCommand command, Registry registry) {
        return switch (command) {
            case Add(var id, var name) -> {
                refuseTaken(name, id, registry);
                yield List.of(new TeamAdded(id, name));
            }
            case Rename(var id, var name) -> {
                Team team = registry.find(id);
                refuseTaken(name, id, registry);
                yield name.equals(team.name()) ? List.of() : List.of(new TeamRenamed(id, name, team.name()));
            }
            case Delete(var id) -> List.of(new TeamDeleted(id, registry.find(id).name()));
        };
    }

    private static void refuseTaken(String name, UUID by, Registry registry) {
        if (registry.named(name).filter(team -> !team.id().equals(by)).isPresent()) {
            throw Refused.conflict("team-name-taken", "name", "There is a team " + name + " already.");
        }
    }

    static Registry evolve(Registry registry, ResponsibilitiesEvent event) {
        return switch (event) {
            case TeamAdded(var id, var name) -> registry.with(new Team(id, name));
            case TeamRenamed(var id, var name, var _) -> registry.with(new Team(id, name));
            case TeamDeleted(var id, var _) -> registry.without(id);
            case RoleEvent _, EmployeeEvent _, ResponsibilityEvent _ -> registry;
        };
    }
}
