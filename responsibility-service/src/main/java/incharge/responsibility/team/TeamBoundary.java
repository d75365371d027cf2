package incharge.responsibility.team;

import static incharge.responsibility.event.ResponsibilitiesLog.team;
import static incharge.responsibility.event.ResponsibilitiesLog.teamName;

import incharge.eventstore.decider.Decider;
import incharge.eventstore.log.Criteria;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.TeamEvent.TeamAdded;
import incharge.responsibility.event.TeamEvent.TeamDeleted;
import incharge.responsibility.naming.NameRegistry;
import incharge.responsibility.team.TeamCommand.AddTeam;
import incharge.responsibility.team.TeamCommand.DeleteTeam;
import incharge.responsibility.team.TeamCommand.RenameTeam;
import java.util.UUID;

/** The consistency of teams: the events of the team and those that gave or freed the name that it claims. */
public final class TeamBoundary {

    public static final Decider<TeamCommand, NameRegistry<Team>, ResponsibilitiesEvent> DECIDER =
            new Decider<>(() -> Team.NONE, Team::decide, Team::evolve, TeamBoundary::criteria);

    private TeamBoundary() {}

    /** Selects all events of a team. */
    static Criteria eventsOf(UUID id) {
        return Criteria.tagged(team(id));
    }

    /** Selects whether a team exists, whatever its name. */
    public static Criteria existence(UUID id) {
        return Criteria.tagged(team(id), TeamAdded.class, TeamDeleted.class);
    }

    /** Selects which team holds a name. */
    public static Criteria holder(String name) {
        return Criteria.tagged(teamName(name));
    }

    private static Criteria criteria(TeamCommand command) {
        return switch (command) {
            case AddTeam(var id, var name) -> Criteria.either(eventsOf(id), holder(name));
            case RenameTeam(var id, var name) ->
                name == null ? eventsOf(id) : Criteria.either(eventsOf(id), holder(name));
            case DeleteTeam(var id) -> eventsOf(id);
        };
    }
}
