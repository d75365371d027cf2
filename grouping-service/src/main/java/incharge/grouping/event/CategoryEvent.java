package incharge.grouping.event;

import java.util.List;
import java.util.UUID;

/** What happens to a category. */
public sealed interface CategoryEvent extends GroupingsEvent {

    UUID categoryId();

    /** A category with all its fields as they are after the event. */
    sealed interface CategoryDefined extends CategoryEvent {

        String name();

        Integer numberingStart();

        Accounts accounts();

        List<String> accountingTargets();

        List<UUID> sellerIds();
    }

    record CategoryCreated(
            UUID categoryId,
            String name,
            Integer numberingStart,
            Accounts accounts,
            List<String> accountingTargets,
            List<UUID> sellerIds)
            implements CategoryDefined {}

    /** {@code previousName} is null if the name stays. */
    record CategoryChanged(
            UUID categoryId,
            String name,
            Integer numberingStart,
            Accounts accounts,
            List<String> accountingTargets,
            List<UUID> sellerIds,
            String previousName)
            implements CategoryDefined {}

    /**
     * The customers that are still in the category are uncategorised from here on.
     *
     * @param movedTo the category that its customers were moved to before; null if they were not moved
     */
    record CategoryDeleted(UUID categoryId, String name, UUID movedTo) implements CategoryEvent {}
}
