package incharge.responsibility.team;

import incharge.eventstore.log.Tag;
import incharge.responsibility.event.EmployeeEvent;
import incharge.responsibility.event.ErasureCompleted;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilitiesLog;
import incharge.responsibility.event.ResponsibilityEvent;
import incharge.responsibility.event.RoleEvent;
import incharge.responsibility.event.TeamEvent;
import incharge.responsibility.event.TeamEvent.TeamAdded;
import incharge.responsibility.event.TeamEvent.TeamDeleted;
import incharge.responsibility.event.TeamEvent.TeamRenamed;
import incharge.responsibility.naming.NameRegistry;
import incharge.responsibility.naming.Named;
import incharge.responsibility.team.TeamCommand.AddTeam;
import incharge.responsibility.team.TeamCommand.DeleteTeam;
import incharge.responsibility.team.TeamCommand.RenameTeam;
import java.util.List;
import java.util.UUID;

/** A team as decisions see it, and the decisions themselves. */
public record Team(UUID id, String name) implements Named {

    public static final NameRegistry<Team> NONE = NameRegistry.empty("team");

    @Override
    public Tag nameTag() {
        return ResponsibilitiesLog.teamName(name);
    }

    @Override
    public String typeName() {
        return "team";
    }

    static List<TeamEvent> decide(TeamCommand command, NameRegistry<Team> teams) {
        return switch (command) {
            case AddTeam(var id, var name) -> {
                teams.refuseTaken(new Team(id, name));
                yield List.of(new TeamAdded(id, name));
            }
            case RenameTeam(var id, var name) -> {
                String previous = teams.get(id).name();
                if (name == null || name.equals(previous)) {
                    yield List.of();
                }
                teams.refuseTaken(new Team(id, name));
                yield List.of(new TeamRenamed(id, name, previous));
            }
            case DeleteTeam(var id) -> List.of(new TeamDeleted(id, teams.get(id).name()));
        };
    }

    public static NameRegistry<Team> evolve(NameRegistry<Team> teams, ResponsibilitiesEvent event) {
        return switch (event) {
            case TeamAdded(var id, var name) -> teams.with(new Team(id, name));
            case TeamRenamed(var id, var name, var _) -> teams.with(new Team(id, name));
            case TeamDeleted(var id, var _) -> teams.without(id);
            case RoleEvent _, EmployeeEvent _, ResponsibilityEvent _, ErasureCompleted _ -> teams;
        };
    }
}
