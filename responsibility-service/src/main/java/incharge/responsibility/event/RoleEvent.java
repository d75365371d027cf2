package incharge.responsibility.event;

import java.util.UUID;

/** What happens to a role of the catalogue. The components are the published payload. */
public sealed interface RoleEvent extends ResponsibilitiesEvent {

    UUID roleId();

    record RoleAdded(UUID roleId, String name, SubjectType kind) implements RoleEvent {}

    record RoleRenamed(UUID roleId, String name, SubjectType kind, String previousName) implements RoleEvent {}

    /**
     * A customer role is marked as the one whose assignees are the owners of their customers, or not any more. At most
     * one role is marked.
     */
    record OwnerRoleChanged(UUID roleId, boolean owner) implements RoleEvent {}

    /** {@code name} is free again. */
    record RoleDeleted(UUID roleId, String name, SubjectType kind) implements RoleEvent {}
}
