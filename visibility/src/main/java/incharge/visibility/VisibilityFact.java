package incharge.visibility;

import incharge.feed.FactVocabulary;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The facts that decide who sees which customer. */
sealed interface VisibilityFact {

    FactVocabulary<VisibilityFact> FACTS = new FactVocabulary<>(Map.of(
            VisibilityProjection.CUSTOMERS, CustomersFact.class,
            VisibilityProjection.GROUPINGS, GroupingsFact.class,
            VisibilityProjection.RESPONSIBILITIES, ResponsibilitiesFact.class));

    sealed interface CustomersFact extends VisibilityFact {}

    sealed interface GroupingsFact extends VisibilityFact {}

    sealed interface ResponsibilitiesFact extends VisibilityFact {}

    record RequestedGrouping(RequestedCategory category) {}

    /** By id, or by the name of a category that may not exist yet. */
    record RequestedCategory(UUID id, String name) {}

    record CustomerRegistered(UUID customerId, RequestedGrouping requestedGrouping) implements CustomersFact {}

    record CustomerGroupingRequested(UUID customerId, RequestedGrouping requestedGrouping) implements CustomersFact {}

    sealed interface ProjectOfCustomer extends CustomersFact {
        UUID projectId();

        UUID customerId();
    }

    record ProjectOpened(UUID projectId, UUID customerId) implements ProjectOfCustomer {}

    record ProjectChanged(UUID projectId, UUID customerId) implements ProjectOfCustomer {}

    sealed interface CategoryDefined extends GroupingsFact {
        UUID categoryId();

        String name();

        List<UUID> sellerIds();
    }

    record CategoryCreated(UUID categoryId, String name, List<UUID> sellerIds) implements CategoryDefined {}

    record CategoryChanged(UUID categoryId, String name, List<UUID> sellerIds) implements CategoryDefined {}

    record CategoryDeleted(UUID categoryId) implements GroupingsFact {}

    /** {@code answering} is the sequence of the request, 0 if there is none. */
    record CustomerCategorised(UUID customerId, UUID categoryId, long answering) implements GroupingsFact {}

    record CustomerUncategorised(UUID customerId) implements GroupingsFact {}

    record CategoryRequestKept(UUID customerId, long answering) implements GroupingsFact {}

    sealed interface EmployeeDefined extends ResponsibilitiesFact {
        UUID employeeId();

        String externalId();

        String name();

        boolean seller();

        /** Null counts as active. */
        Boolean active();
    }

    record EmployeeAdded(UUID employeeId, String externalId, String name, boolean seller, Boolean active)
            implements EmployeeDefined {}

    record EmployeeChanged(UUID employeeId, String externalId, String name, boolean seller, Boolean active)
            implements EmployeeDefined {}

    record EmployeeDeleted(UUID employeeId) implements ResponsibilitiesFact {}

    record PersonErased(UUID personId) implements ResponsibilitiesFact {}
}
