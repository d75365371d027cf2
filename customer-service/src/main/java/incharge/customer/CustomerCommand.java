package incharge.customer;

import java.util.UUID;
import java.util.function.UnaryOperator;

/** What can be asked of a customer. */
public sealed interface CustomerCommand {

    /** {@code number} is given or proposed; {@code grouping} null asks for none. */
    record Register(UUID customerId, String number, String name, CustomerDetails details, RequestedGrouping grouping)
            implements CustomerCommand {}

    /**
     * Changes what is given: a null {@code number}, {@code name} or {@code grouping} stays as it is.
     *
     * @param details from the details before to those after
     * @param grouping what to ask for, already without what the customer is known to have
     */
    record Change(
            UUID customerId,
            String number,
            String name,
            UnaryOperator<CustomerDetails> details,
            RequestedGrouping grouping)
            implements CustomerCommand {}

    /**
     * Leads back to where the customer was before another command.
     *
     * @param withdrawn that command's id where it asked for a grouping, null where it did not
     */
    record Revert(UUID customerId, String name, CustomerDetails details, UUID withdrawn) implements CustomerCommand {}

    record Archive(UUID customerId) implements CustomerCommand {}

    record Restore(UUID customerId) implements CustomerCommand {}
}
