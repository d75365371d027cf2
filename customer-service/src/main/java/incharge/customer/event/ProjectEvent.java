package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.UUID;

/** Events of a project of a customer. The components are the published payload; optional ones are null. */
public sealed interface ProjectEvent extends CustomersEvent {

    UUID projectId();

    /** {@code requestedEmployeeId} requests that responsibility-service makes that employee responsible. */
    record ProjectOpened(
            UUID projectId,
            UUID customerId,
            String number,
            @JsonUnwrapped Plan plan,
            UUID requestedEmployeeId) implements ProjectEvent {}

    /**
     * Customer, number and plan after the change.
     *
     * @param plan has no status: that changes by an event of its own
     * @param previousNumber only when the number changed
     * @param previousCustomerId only when the project went to another customer
     */
    record ProjectChanged(
            UUID projectId,
            UUID customerId,
            String number,
            @JsonUnwrapped Plan plan,
            String previousNumber,
            UUID previousCustomerId)
            implements ProjectEvent {}

    record ProjectStatusChanged(UUID projectId, UUID customerId, String status) implements ProjectEvent {}

    /** Requests that an employee becomes responsible for the project; responsibility-service answers. */
    record ProjectAssigneeRequested(UUID projectId, UUID customerId, UUID employeeId) implements ProjectEvent {}

    /** Takes back the request for the employee by the command with this id where nobody changed it since. */
    record ProjectAssigneeWithdrawn(UUID projectId, UUID customerId, UUID employeeId, UUID withdrawnCommandId)
            implements ProjectEvent {}

    /** {@code number} is null unless it is free again, since the import that opened the project is undone. */
    record ProjectArchived(UUID projectId, UUID customerId, String number) implements ProjectEvent {}

    /** {@code number} is null unless it was free and is held again. */
    record ProjectRestored(UUID projectId, UUID customerId, String number) implements ProjectEvent {}
}
