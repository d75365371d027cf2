package incharge.responsibility.event;

import java.time.LocalDate;
import java.util.UUID;

/**
 * What happens to a responsibility, which is identified by its assignment and its first day. The components are the
 * published payload; {@code roleId} is null without a role, a null date is unbounded.
 */
public sealed interface ResponsibilityEvent extends ResponsibilitiesEvent {

    Subject subject();

    UUID customerId();

    UUID employeeId();

    /** A responsibility begins, gets another end, or is removed. */
    sealed interface AssignmentEvent extends ResponsibilityEvent {

        UUID roleId();

        LocalDate from();

        LocalDate to();

        default Assignment assignment() {
            return new Assignment(subject(), employeeId(), roleId());
        }
    }

    record ResponsibilityAssigned(
            Subject subject, UUID customerId, UUID employeeId, UUID roleId, LocalDate from, LocalDate to)
            implements AssignmentEvent {}

    /** The responsibility that starts on {@code from} ends on {@code to} now. */
    record ResponsibilityChanged(
            Subject subject,
            UUID customerId,
            UUID employeeId,
            UUID roleId,
            LocalDate from,
            LocalDate to,
            LocalDate previousTo)
            implements AssignmentEvent {}

    /** The responsibility is removed from all its days. */
    record ResponsibilityRemoved(
            Subject subject, UUID customerId, UUID employeeId, UUID roleId, LocalDate from, LocalDate to)
            implements AssignmentEvent {}

    /** An answer to customer-service, which requested an assignee, where nobody is assigned. */
    sealed interface RequestAnswered extends ResponsibilityEvent {}

    /** The requested assignee is responsible for the project already. */
    record AssigneeRequestKept(Subject subject, UUID customerId, UUID employeeId) implements RequestAnswered {}

    /** A rule forbids the requested assignee; {@code code} is that of its refusal. */
    record AssigneeRequestDeclined(Subject subject, UUID customerId, UUID employeeId, String code)
            implements RequestAnswered {}
}
