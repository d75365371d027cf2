package incharge.responsibility;

import java.util.UUID;

/** What can be asked of a role. */
public sealed interface RoleCommand {

    UUID roleId();

    record Add(UUID roleId, String name, SubjectType kind) implements RoleCommand {}

    record Rename(UUID roleId, String name) implements RoleCommand {}

    record Delete(UUID roleId) implements RoleCommand {}
}
