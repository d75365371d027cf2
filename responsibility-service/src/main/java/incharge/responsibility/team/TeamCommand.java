package incharge.responsibility.team;

import java.util.UUID;

/** The commands to a team. */
public sealed interface TeamCommand {

    record AddTeam(UUID teamId, String name) implements TeamCommand {}

    /** {@code name} is null if it stays as it is. */
    record RenameTeam(UUID teamId, String name) implements TeamCommand {}

    record DeleteTeam(UUID teamId) implements TeamCommand {}
}
