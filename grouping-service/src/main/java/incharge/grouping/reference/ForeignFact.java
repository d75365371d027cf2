package incharge.grouping.reference;

import incharge.feed.FactVocabulary;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The facts of other services that this service understands. Optional components are null. */
public sealed interface ForeignFact {

    String CUSTOMERS = "incharge.customers";
    String GROUPINGS = "incharge.groupings";
    String RESPONSIBILITIES = "incharge.responsibilities";

    FactVocabulary<ForeignFact> FACTS =
            new FactVocabulary<>(Map.of(CUSTOMERS, CustomersFact.class, RESPONSIBILITIES, ResponsibilitiesFact.class));

    sealed interface CustomersFact extends ForeignFact {}

    /** A category and tags may be requested for a customer. */
    sealed interface GroupingRequest extends CustomersFact {

        UUID customerId();

        RequestedGrouping requestedGrouping();
    }

    record CustomerRegistered(UUID customerId, String name, String country, RequestedGrouping requestedGrouping)
            implements GroupingRequest {}

    record CustomerRenamed(UUID customerId, String name) implements CustomersFact {}

    record CustomerDetailsChanged(UUID customerId, String country) implements CustomersFact {}

    record CustomerGroupingRequested(UUID customerId, RequestedGrouping requestedGrouping) implements GroupingRequest {}

    /** What the command with this id requested for the customer is withdrawn. */
    record CustomerGroupingWithdrawn(UUID customerId, String withdrawnCommandId) implements CustomersFact {}

    record PersonErased(UUID personId) implements CustomersFact {}

    record RequestedGrouping(Reference category, List<Reference> tags) {}

    /** A category or a tag, either by id or by name. */
    record Reference(UUID id, String name) {}

    sealed interface ResponsibilitiesFact extends ForeignFact {

        UUID employeeId();
    }

    record EmployeeAdded(UUID employeeId) implements ResponsibilitiesFact {}

    record EmployeeDeleted(UUID employeeId) implements ResponsibilitiesFact {}
}
