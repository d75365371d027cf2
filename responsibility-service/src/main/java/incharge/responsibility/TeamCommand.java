package incharge.responsibility;

import java.util.UUID;

/** What can be asked of a team. */
public sealed interface TeamCommand {

    UUID teamId();

    record Add(UUID teamId, String name) implements TeamCommand {}

    record Rename(UUID teamId, String name) implements TeamCommand {}

    record Delete(UUID teamId) implements TeamCommand {}
}
