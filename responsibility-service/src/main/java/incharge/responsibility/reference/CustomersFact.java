package incharge.responsibility.reference;

import incharge.feed.FactVocabulary;
import incharge.responsibility.event.Subject;
import incharge.responsibility.event.SubjectType;
import java.util.Map;
import java.util.UUID;

/** The facts of customer-service that this service understands. */
public sealed interface CustomersFact {

    String TOPIC = "incharge.customers";

    FactVocabulary<CustomersFact> FACTS = new FactVocabulary<>(Map.of(TOPIC, CustomersFact.class));

    /** A customer has a number. */
    sealed interface CustomerNumbered extends CustomersFact {
        UUID customerId();

        String number();
    }

    record CustomerRegistered(UUID customerId, String number) implements CustomerNumbered {}

    record CustomerRenumbered(UUID customerId, String number) implements CustomerNumbered {}

    record CustomerArchived(UUID customerId) implements CustomersFact {}

    record CustomerRestored(UUID customerId) implements CustomersFact {}

    /** A project has a number. */
    sealed interface ProjectNumbered extends CustomersFact {
        UUID projectId();

        String number();
    }

    /** An assignee of a project is requested, or a request is withdrawn. */
    sealed interface AssigneeRequest extends CustomersFact {
        UUID projectId();

        UUID customerId();

        UUID employeeId();

        default Subject project() {
            return new Subject(SubjectType.PROJECT, projectId());
        }
    }

    /** {@code requestedEmployeeId} is null if no assignee is requested. */
    record ProjectOpened(UUID projectId, UUID customerId, String number, UUID requestedEmployeeId)
            implements ProjectNumbered, AssigneeRequest {
        @Override
        public UUID employeeId() {
            return requestedEmployeeId;
        }
    }

    record ProjectChanged(UUID projectId, String number) implements ProjectNumbered {}

    record ProjectArchived(UUID projectId) implements CustomersFact {}

    record ProjectRestored(UUID projectId) implements CustomersFact {}

    record ProjectAssigneeRequested(UUID projectId, UUID customerId, UUID employeeId) implements AssigneeRequest {}

    /** What the command with this id requested is withdrawn. */
    record ProjectAssigneeWithdrawn(UUID projectId, UUID customerId, UUID employeeId, String withdrawnCommandId)
            implements AssigneeRequest {}
}
