package incharge.grouping.event;

import java.util.UUID;

/** What happens to the category and the tags of a customer. */
public sealed interface MembershipEvent extends GroupingsEvent {

    UUID customerId();

    /**
     * A customer was put into a category.
     *
     * @param movedFrom the category that it was in, null if it was in none
     * @param answering the {@code ce_sequence} in {@code incharge.customers} of the event that requested it, null if
     *     none did
     */
    record CustomerCategorised(UUID customerId, UUID categoryId, UUID movedFrom, Long answering)
            implements MembershipEvent {}

    record CustomerUncategorised(UUID customerId, UUID movedFrom) implements MembershipEvent {}

    /**
     * A category was requested and nothing changed.
     *
     * @param categoryId the category that the customer is in, null for none
     * @param code why the request could not be applied, null if the customer was in the category already
     */
    record CategoryRequestKept(UUID customerId, UUID categoryId, Long answering, String code)
            implements MembershipEvent {}

    /** {@code answering} as in {@link CustomerCategorised}. */
    record CustomerTagged(UUID customerId, UUID tagId, Long answering) implements MembershipEvent {}

    record CustomerUntagged(UUID customerId, UUID tagId) implements MembershipEvent {}
}
