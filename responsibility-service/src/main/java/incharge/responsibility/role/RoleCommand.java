package incharge.responsibility.role;

import incharge.responsibility.event.SubjectType;
import java.util.UUID;

/** The commands to a role. */
public sealed interface RoleCommand {

    record AddRole(UUID roleId, String name, SubjectType kind) implements RoleCommand {}

    /**
     * Changes what is given: a null {@code name} or {@code owner} stays as it is.
     *
     * @param owner whether the role is that of the owners of customers
     */
    record ChangeRole(UUID roleId, String name, Boolean owner) implements RoleCommand {}

    record DeleteRole(UUID roleId) implements RoleCommand {}
}
