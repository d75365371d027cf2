package incharge.customer;

import java.time.LocalDate;
import java.util.UUID;

/** What happens to a project of a customer. The components are the published payload; optional ones are null. */
public sealed interface ProjectEvent extends CustomersEvent {

    UUID projectId();

    /** {@code requestedEmployeeId} asks responsibility-service to make that employee responsible for the project. */
    record ProjectOpened(
            UUID projectId,
            UUID customerId,
            String number,
            String name,
            String status,
            LocalDate start,
            LocalDate end,
            Money amount,
            UUID requestedEmployeeId)
            implements ProjectEvent {}

    /** Number, name, dates and amount after the change; {@code previousNumber} only when the number changed. */
    record ProjectChanged(
            UUID projectId,
            UUID customerId,
            String number,
            String name,
            LocalDate start,
            LocalDate end,
            Money amount,
            String previousNumber)
            implements ProjectEvent {}

    record ProjectStatusChanged(UUID projectId, UUID customerId, String status) implements ProjectEvent {}

    /** An employee is asked to be responsible for the project; responsibility-service answers. */
    record ProjectAssigneeRequested(UUID projectId, UUID customerId, UUID employeeId) implements ProjectEvent {}

    /** That the command with this id asked the employee is to be taken back where nobody changed it since. */
    record ProjectAssigneeWithdrawn(UUID projectId, UUID customerId, UUID employeeId, UUID withdrawnCommandId)
            implements ProjectEvent {}

    record ProjectArchived(UUID projectId, UUID customerId) implements ProjectEvent {}

    record ProjectRestored(UUID projectId, UUID customerId) implements ProjectEvent {}
}
