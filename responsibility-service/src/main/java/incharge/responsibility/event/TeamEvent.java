package incharge.responsibility.event;

import java.util.UUID;

/** What happens to a team. The components are the published payload. */
public sealed interface TeamEvent extends ResponsibilitiesEvent {

    UUID teamId();

    record TeamAdded(UUID teamId, String name) implements TeamEvent {}

    record TeamRenamed(UUID teamId, String name, String previousName) implements TeamEvent {}

    /** The employees of the team have no team from now on, without events of their own. {@code name} is free again. */
    record TeamDeleted(UUID teamId, String name) implements TeamEvent {}
}
