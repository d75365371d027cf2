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

    record CategoryDeleted(UUID categoryId, UUID movedTo) implements GroupingsFact {}

    record TagCreated(UUID tagId, String name, String description, String group) implements GroupingsFact {}

    record TagChanged(UUID tagId, String name, String description, String group) implements GroupingsFact {}

    record TagDeleted(UUID tagId, UUID movedTo) implements GroupingsFact {}

    record CustomerCategorised(UUID customerId, UUID categoryId, UUID movedFrom, Long answering)
            implements GroupingsFact {}

    record CustomerUncategorised(UUID customerId, UUID movedFrom) implements GroupingsFact {}

    record CategoryRequestKept(UUID customerId, UUID categoryId, long answering, String code)
            implements GroupingsFact {}

    record CustomerTagged(UUID customerId, UUID tagId, Long answering) implements GroupingsFact {}

    record CustomerUntagged(UUID customerId, UUID tagId) implements GroupingsFact {}

    /** The settings that reporting uses, as they are after the event; those that the event lacks are null. */
    record SettingsChanged(
            UUID workspaceId,
            String name,
            Boolean accountsInUse,
            Boolean rolesInUse,
            Boolean categoryRequired,
            Boolean datedClicks,
            List<String> closedProjectStatuses)
            implements GroupingsFact {}

    /** A fact that holds each field of an account. */
    sealed interface AccountState extends GroupingsFact {
        UUID accountId();

        String kind();

        String number();

        String name();
    }

    record AccountAdded(UUID accountId, String kind, String number, String name) implements AccountState {}

    record AccountRenamed(UUID accountId, String kind, String number, String name) implements AccountState {}

    record AccountDeleted(UUID accountId, String kind, String number, String name) implements AccountState {}

    /** Nothing in the clear is left in the service of a person that was erased. */
    record ErasureCompleted(UUID personId) implements GroupingsFact {}
}
