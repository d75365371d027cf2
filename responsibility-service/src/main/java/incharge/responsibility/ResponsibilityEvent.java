package incharge.responsibility;

import java.time.LocalDate;
import java.util.UUID;

/**
 * What happens to a responsibility, which is known by subject, employee, role and interval. The components are the
 * published payload; without {@code roleId} it is one without a role, a null date is unbounded.
 */
public sealed interface ResponsibilityEvent extends ResponsibilitiesEvent {

    Subject subject();

    UUID employeeId();

    record ResponsibilityAssigned(
            Subject subject, UUID customerId, UUID employeeId, UUID roleId, LocalDate from, LocalDate to)
            implements ResponsibilityEvent {}

    /** The one that starts at {@code from} has the end {@code to} now. */
    record ResponsibilityChanged(
            Subject subject,
            UUID customerId,
            UUID employeeId,
            UUID roleId,
            LocalDate from,
            LocalDate to,
            LocalDate previousTo)
            implements ResponsibilityEvent {}

    /** It is taken out of every date. */
    record ResponsibilityRemoved(
            Subject subject, UUID customerId, UUID employeeId, UUID roleId, LocalDate from, LocalDate to)
            implements ResponsibilityEvent {}

    /** Customer-service asked for an assignee who answers for the project already. */
    record AssigneeRequestKept(Subject subject, UUID customerId, UUID employeeId) implements ResponsibilityEvent {}

    /** Customer-service asked for an assignee, and a rule says no: {@code code} says which. */
    record AssigneeRequestDeclined(Subject subject, UUID customerId, UUID employeeId, String code)
            implements ResponsibilityEvent {}
}
