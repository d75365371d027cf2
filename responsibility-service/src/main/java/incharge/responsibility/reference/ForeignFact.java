package incharge.responsibility.reference;

import incharge.feed.FactVocabulary;
import incharge.responsibility.event.Subject;
import incharge.responsibility.event.SubjectType;
import java.util.Map;
import java.util.UUID;

/** The facts of other services that this service understands. */
public sealed interface ForeignFact {

    String CUSTOMERS = "incharge.customers";
    String GROUPINGS = "incharge.groupings";

    FactVocabulary<ForeignFact> FACTS =
            new FactVocabulary<>(Map.of(CUSTOMERS, CustomersFact.class, GROUPINGS, SettingsChanged.class));

    /** {@code rolesInUse} is null where it is not set. */
    record SettingsChanged(UUID workspaceId, Boolean rolesInUse) implements ForeignFact {}

    /** A fact of customer-service. */
    sealed interface CustomersFact extends ForeignFact {}

    /** A customer has a number. */
    sealed interface CustomerNumbered extends CustomersFact {
        UUID customerId();

        String number();
    }

    record CustomerRegistered(UUID customerId, String number) implements CustomerNumbered {}

    record CustomerRenumbered(UUID customerId, String number) implements CustomerNumbered {}

    /** {@code number} is null unless the customer gives it back. */
    record CustomerArchived(UUID customerId, String number) implements CustomersFact {}

    /** {@code number} is null unless the customer gets it again. */
    record CustomerRestored(UUID customerId, String number) implements CustomersFact {}

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

        default Subject customer() {
            return new Subject(SubjectType.CUSTOMER, customerId());
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
    record ProjectChanged(UUID projectId, String number, String previousNumber) implements CustomersFact {}

    /** {@code number} is null unless the project gives it back. */
    record ProjectArchived(UUID projectId, String number) implements CustomersFact {}

    /** {@code number} is null unless the project gets it again. */
    record ProjectRestored(UUID projectId, String number) implements CustomersFact {}

    record ProjectAssigneeRequested(UUID projectId, UUID customerId, UUID employeeId) implements AssigneeRequest {}

    /** What the command with this id requested is withdrawn. */
    record ProjectAssigneeWithdrawn(UUID projectId, UUID customerId, UUID employeeId, String withdrawnCommandId)
            implements AssigneeRequest {}
}
