package incharge.responsibility.reference;

import incharge.feed.FactVocabulary;
import incharge.responsibility.event.Subject;
import incharge.responsibility.event.SubjectType;
import java.util.Map;
import java.util.UUID;

/** The facts of customer-service that this service understands. */
public sealed interface ForeignFact {

    String CUSTOMERS = "incharge.customers";

    FactVocabulary<ForeignFact> FACTS = new FactVocabulary<>(Map.of(CUSTOMERS, ForeignFact.class));

    /** A customer has a number. */
    sealed interface CustomerNumbered extends ForeignFact {
        UUID customerId();

        String number();
    }

    record CustomerRegistered(UUID customerId, String number) implements CustomerNumbered {}

    record CustomerRenumbered(UUID customerId, String number) implements CustomerNumbered {}

    /** {@code number} is null unless the customer gives it back. */
    record CustomerArchived(UUID customerId, String number) implements ForeignFact {}

    /** {@code number} is null unless the customer gets it again. */
    record CustomerRestored(UUID customerId, String number) implements ForeignFact {}

    /** A project has a number. */
    sealed interface ProjectNumbered extends ForeignFact {
        UUID projectId();

        String number();
    }

    /** An assignee of a project is requested, or a request is withdrawn. */
    sealed interface AssigneeRequest extends ForeignFact {
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

    /** {@code previousNumber} is null when the number stays: it may have been given back before. */
    record ProjectChanged(UUID projectId, String number, String previousNumber) implements ForeignFact {}

    /** {@code number} is null unless the project gives it back. */
    record ProjectArchived(UUID projectId, String number) implements ForeignFact {}

    /** {@code number} is null unless the project gets it again. */
    record ProjectRestored(UUID projectId, String number) implements ForeignFact {}

    record ProjectAssigneeRequested(UUID projectId, UUID customerId, UUID employeeId) implements AssigneeRequest {}

    /** What the command with this id requested is withdrawn. */
    record ProjectAssigneeWithdrawn(UUID projectId, UUID customerId, UUID employeeId, String withdrawnCommandId)
            implements AssigneeRequest {}
}
