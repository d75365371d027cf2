package incharge.responsibility;

import static incharge.responsibility.ResponsibilityBoundary.VOCABULARY;

import incharge.eventstore.decider.Decider;
import incharge.responsibility.Team.Registry;
import incharge.responsibility.TeamCommand.Add;
import incharge.responsibility.TeamCommand.Delete;
import incharge.responsibility.TeamCommand.Rename;
import incharge.responsibility.TeamEvent.TeamAdded;
import incharge.responsibility.TeamEvent.TeamDeleted;
import incharge.responsibility.TeamEvent.TeamRenamed;
import java.util.Set;
import java.util.UUID;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** The consistency of teams: the team's own events and those that gave or freed the name it claims. */
final class TeamBoundary {

    static final Decider<TeamCommand, Registry, ResponsibilitiesEvent> DECIDER =
            new Decider<>(() -> Registry.EMPTY, Team::decide, Team::evolve, TeamBoundary::criteria);

    private TeamBoundary() {}

    static Tag team(UUID id) {
        return Tag.of("team", id.toString());
    }

    static Tag name(String name) {
        return Tag.of("team-name", Team.key(name));
    }

    /** The whole life of one team. */
    static EventCriteria life(UUID id) {
        return VOCABULARY.criteria(team(id));
    }

    /** Whether there is such a team, whatever its name. */
    static EventCriteria existence(UUID id) {
        return VOCABULARY.criteria(team(id), TeamAdded.class, TeamDeleted.class);
    }

    /** Who holds or held a name. */
    static EventCriteria holding(String name) {
        return VOCABULARY.criteria(name(name));
    }

    static EventCriteria criteria(TeamCommand command) {
        return switch (command) {
            case Add(var id, var name) -> EventCriteria.either(life(id), holding(name));
            case Rename(var id, var name) -> EventCriteria.either(life(id), holding(name));
            case Delete(var id) -> life(id);
        };
    }

    static Set<Tag> tags(TeamEvent event) {
        return switch (event) {
            case TeamAdded(var id, var name) -> Set.of(team(id), name(name));
            case TeamRenamed(var id, var name, var previous) ->
                name(name).equals(name(previous))
                        ? Set.of(team(id), name(name))
                        : Set.of(team(id), name(name), name(previous));
            case TeamDeleted(var id, var name) -> Set.of(team(id), name(name));
        };
    }
}
