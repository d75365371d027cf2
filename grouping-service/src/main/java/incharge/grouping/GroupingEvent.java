package incharge.grouping;

import java.util.List;
import java.util.UUID;

/** Whatever the log {@code incharge.groupings} may hold. The components are the published payload; optional ones are null. */
public sealed interface GroupingEvent {

    /** What happens to a category. */
    sealed interface CategoryEvent extends GroupingEvent {
        UUID categoryId();
    }

    record CategoryCreated(
            UUID categoryId,
            String name,
            Integer numberingStart,
            Category.Accounts accounts,
            List<String> accountingTargets,
            List<UUID> sellerIds)
            implements CategoryEvent {

        static CategoryCreated of(UUID id, Category.Profile profile) {
            return new CategoryCreated(
                    id,
                    profile.name(),
                    profile.numberingStart(),
                    profile.accounts(),
                    profile.accountingTargets(),
                    profile.sellerIds());
        }

        Category.Profile profile() {
            return new Category.Profile(name, numberingStart, accounts, accountingTargets, sellerIds);
        }
    }

    /** Everything as it is after the change; {@code previousName} only when the name changed. */
    record CategoryChanged(
            UUID categoryId,
            String name,
            Integer numberingStart,
            Category.Accounts accounts,
            List<String> accountingTargets,
            List<UUID> sellerIds,
            String previousName)
            implements CategoryEvent {

        static CategoryChanged of(UUID id, Category.Profile before, Category.Profile after) {
            return new CategoryChanged(
                    id,
                    after.name(),
                    after.numberingStart(),
                    after.accounts(),
                    after.accountingTargets(),
                    after.sellerIds(),
                    after.name().equals(before.name()) ? null : before.name());
        }

        Category.Profile profile() {
            return new Category.Profile(name, numberingStart, accounts, accountingTargets, sellerIds);
        }
    }

    /** Its customers are uncategorised from here on. */
    record CategoryDeleted(UUID categoryId, String name) implements CategoryEvent {}

    /** What happens to a tag. */
    sealed interface TagEvent extends GroupingEvent {
        UUID tagId();
    }

    record TagCreated(UUID tagId, String name, String description) implements TagEvent {}

    /** Everything as it is after the change; {@code previousName} only when the name changed. */
    record TagChanged(UUID tagId, String name, String description, String previousName) implements TagEvent {}

    /** Its customers have lost it from here on. */
    record TagDeleted(UUID tagId, String name) implements TagEvent {}

    /** What happens to the groupings of a customer. */
    sealed interface MembershipEvent extends GroupingEvent {
        UUID customerId();
    }

    /**
     * A customer was put into a category.
     *
     * @param movedFrom the category that it was in, null when it was in none
     * @param answering the {@code ce_sequence} in {@code incharge.customers} of the event that asked, else null
     */
    record CustomerCategorised(UUID customerId, UUID categoryId, UUID movedFrom, Long answering)
            implements MembershipEvent {}

    record CustomerUncategorised(UUID customerId, UUID movedFrom) implements MembershipEvent {}

    /**
     * A category was asked for and nothing changed.
     *
     * @param categoryId where the customer is, null for nowhere
     * @param code why it could not be applied, null when the customer was there already
     */
    record CategoryRequestKept(UUID customerId, UUID categoryId, Long answering, String code)
            implements MembershipEvent {}

    /** @param answering as in {@link CustomerCategorised} */
    record CustomerTagged(UUID customerId, UUID tagId, Long answering) implements MembershipEvent {}

    record CustomerUntagged(UUID customerId, UUID tagId) implements MembershipEvent {}
}
