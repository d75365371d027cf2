package incharge.customer.merge;

import java.util.UUID;

/** Commands that merge a customer into another one and take that back. */
sealed interface MergeCommand {

    /** @param into the customer that gets all projects; null when the request names none */
    record MergeCustomer(UUID customerId, UUID into) implements MergeCommand {}

    /** @param restoring whether the merge archived the customer */
    record UnmergeCustomer(UUID customerId, boolean restoring) implements MergeCommand {}

    /** Gives a project back to the customer that it came from. */
    record ReturnProject(UUID projectId, UUID from, UUID to) implements MergeCommand {}
}
