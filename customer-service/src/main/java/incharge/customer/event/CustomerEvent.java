package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.eventstore.decider.Personal;
import java.util.Map;
import java.util.UUID;

/**
 * Events of a customer. The components are the published payload; those that a customer may lack are null. The kind is
 * null for a company; each event with texts of a person has it, which shows by itself that its texts are personal.
 */
public sealed interface CustomerEvent extends CustomersEvent {

    UUID customerId();

    /** {@code requestedGrouping} requests a category and tags from grouping-service. */
    record CustomerRegistered(
            UUID customerId,
            String number,
            @Personal String name,
            @JsonUnwrapped CustomerDetails details,
            RequestedGrouping requestedGrouping,
            CustomerKind kind)
            implements CustomerEvent {}

    record CustomerRenumbered(UUID customerId, String number, String previousNumber) implements CustomerEvent {}

    record CustomerRenamed(UUID customerId, @Personal String name, CustomerKind kind) implements CustomerEvent {}

    /** All details as they are after the change. */
    record CustomerDetailsChanged(
            UUID customerId, @JsonUnwrapped CustomerDetails details, CustomerKind kind) implements CustomerEvent {}

    /**
     * All of the billing as it is after the change.
     *
     * @param personId the customer, when it is a person; else null
     */
    record CustomerBillingChanged(
            UUID customerId, UUID personId, @JsonUnwrapped Billing billing) implements CustomerEvent {}

    /**
     * The values of all custom fields as they are after the change.
     *
     * @param personId the customer, when it is a person; else null
     * @param values a text, a number, or true or false, by the id of the field; null for an erased person
     */
    record CustomerFieldsChanged(
            UUID customerId, UUID personId, @Personal Map<UUID, Object> values) implements CustomerEvent {}

    /**
     * The picture of the customer is another one; its content lies beside the log.
     *
     * @param fileId null where the picture is removed
     */
    record CustomerAvatarChanged(UUID customerId, UUID fileId) implements CustomerEvent {}

    /** Requests another category or more tags; grouping-service answers. */
    record CustomerGroupingRequested(UUID customerId, RequestedGrouping requestedGrouping, CategoryName movedFrom)
            implements CustomerEvent {}

    /** Takes back what the command with this id requested from grouping-service where nobody changed it since. */
    record CustomerGroupingWithdrawn(UUID customerId, UUID withdrawnCommandId) implements CustomerEvent {}

    /** {@code number} is null unless it is free again, since the import that registered the customer is undone. */
    record CustomerArchived(UUID customerId, String number) implements CustomerEvent {}

    /** {@code number} is null unless it was free and is held again. */
    record CustomerRestored(UUID customerId, String number) implements CustomerEvent {}

    /** From here on the things of the customer lie beneath the other; its projects have moved there before. */
    record CustomerMerged(UUID customerId, UUID intoCustomerId) implements CustomerEvent {}

    /** @param intoCustomerId the customer that the things came back from */
    record CustomerUnmerged(UUID customerId, UUID intoCustomerId) implements CustomerEvent {}
}
