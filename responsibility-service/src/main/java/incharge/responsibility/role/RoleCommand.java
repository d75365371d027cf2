package incharge.responsibility.role;

import incharge.responsibility.event.SubjectType;
import java.util.UUID;

/** The commands to a role. */
public sealed interface RoleCommand {

    record AddRole(UUID roleId, String name, SubjectType kind) implements RoleCommand {}

    /** {@code name} is null if it stays as it is. */
    record RenameRole(UUID roleId, String name) implements RoleCommand {}

    record DeleteRole(UUID roleId) implements RoleCommand {}
}
