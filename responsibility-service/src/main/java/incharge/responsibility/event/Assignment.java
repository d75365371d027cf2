package incharge.responsibility.event;

import java.util.UUID;

/**
 * Who is responsible for what, in which role. There is at most one responsibility of an assignment on each day.
 *
 * @param roleId null without a role
 */
public record Assignment(Subject subject, UUID employeeId, UUID roleId) {}
