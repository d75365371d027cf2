package incharge.responsibility.team;

import java.util.UUID;

/** The commands to a team. */
public sealed interface TeamCommand {

    record AddTeam(UUID teamId, String name) implements TeamCommand {}

    record RenameTeam(UUID teamId, String name) implements TeamCommand {}

    record DeleteTeam(UUID teamId) implements TeamCommand {}
}
