package incharge.reporting.facts;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** The facts of {@code incharge.customers}. */
public sealed interface CustomersFact extends ReportingFact {

    /** The grouping that a command requested; the answer is a fact of {@code incharge.groupings}. */
    record RequestedGrouping(RequestedCategory category, List<RequestedTag> tags) {}

    /** A category that is requested by its id, or by a name that is created if it is new. */
    record RequestedCategory(UUID id, String name) {}

    /** A tag that is requested like a {@link RequestedCategory}. */
    record RequestedTag(UUID id, String name) {}

    record Money(BigDecimal amount, String currency) {}

    /** @param kind {@code person}, or null or {@code company} for a company */
    record CustomerRegistered(
            UUID customerId,
            String number,
            String name,
            String vatNumber,
            String ean,
            String email,
            LocalDate customerSince,
            RequestedGrouping requestedGrouping,
            String kind)
            implements CustomersFact {}

    record CustomerRenumbered(UUID customerId, String number, String previousNumber) implements CustomersFact {}

    record CustomerRenamed(UUID customerId, String name) implements CustomersFact {}

    record CustomerDetailsChanged(UUID customerId, String vatNumber, String ean, String email, LocalDate customerSince)
            implements CustomersFact {}

    record CustomerGroupingRequested(UUID customerId, RequestedGrouping requestedGrouping) implements CustomersFact {}

    record CustomerGroupingWithdrawn(UUID customerId) implements CustomersFact {}

    record CustomerArchived(UUID customerId) implements CustomersFact {}

    record CustomerRestored(UUID customerId) implements CustomersFact {}

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
            implements CustomersFact {}

    record ProjectChanged(
            UUID projectId,
            UUID customerId,
            String number,
            String name,
            LocalDate start,
            LocalDate end,
            Money amount,
            String previousNumber)
            implements CustomersFact {}

    record ProjectStatusChanged(UUID projectId, UUID customerId, String status) implements CustomersFact {}

    record ProjectAssigneeRequested(UUID projectId, UUID customerId, UUID employeeId) implements CustomersFact {}

    record ProjectAssigneeWithdrawn(UUID projectId, UUID customerId, UUID employeeId) implements CustomersFact {}

    record ProjectArchived(UUID projectId, UUID customerId) implements CustomersFact {}

    record ProjectRestored(UUID projectId, UUID customerId) implements CustomersFact {}

    /** Nobody can open the texts about the customer, a person, any more. */
    record PersonErased(UUID personId) implements CustomersFact {}

    /** Nothing in the clear is left in the service of a person that was erased. */
    record ErasureCompleted(UUID personId) implements CustomersFact {}
}
