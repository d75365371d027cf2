package incharge.reporting.facts;

import java.util.List;
import java.util.UUID;

/** The facts of {@code incharge.groupings}; {@code answering} is the sequence of the request in incharge.customers. */
public sealed interface GroupingsFact extends ReportingFact {

    record Accounts(String ledger, String debtorControl) {}

    record CategoryCreated(
            UUID categoryId,
            String name,
            Long numberingStart,
            Accounts accounts,
            List<String> accountingTargets,
            List<UUID> sellerIds)
            implements GroupingsFact {}

    record CategoryChanged(
            UUID categoryId,
            String name,
            Long numberingStart,
            Accounts accounts,
            List<String> accountingTargets,
            List<UUID> sellerIds)
            implements GroupingsFact {}

    record CategoryDeleted(UUID categoryId) implements GroupingsFact {}

    record TagCreated(UUID tagId, String name, String description) implements GroupingsFact {}

    record TagChanged(UUID tagId, String name, String description) implements GroupingsFact {}

    record TagDeleted(UUID tagId) implements GroupingsFact {}

    record CustomerCategorised(UUID customerId, UUID categoryId, UUID movedFrom, Long answering)
            implements GroupingsFact {}

    record CustomerUncategorised(UUID customerId, UUID movedFrom) implements GroupingsFact {}

    record CategoryRequestKept(UUID customerId, UUID categoryId, long answering, String code)
            implements GroupingsFact {}

    record CustomerTagged(UUID customerId, UUID tagId, Long answering) implements GroupingsFact {}

    record CustomerUntagged(UUID customerId, UUID tagId) implements GroupingsFact {}
}
