package incharge.customer.customer;

import incharge.customer.event.Address;
import incharge.customer.event.Billing;
import incharge.customer.event.CategoryName;
import incharge.customer.event.CustomerDetails;
import incharge.customer.event.CustomerKind;
import incharge.customer.event.RequestedGrouping;
import incharge.customer.numbering.NumberClaim;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Commands to a customer. */
public sealed interface CustomerCommand {

    /** A null {@code grouping} requests none. */
    record RegisterCustomer(
            UUID customerId,
            CustomerKind kind,
            NumberClaim number,
            String name,
            CustomerDetails details,
            RequestedGrouping grouping)
            implements CustomerCommand {}

    /**
     * Changes what is given: a null {@code number}, {@code name} or {@code grouping} stays as it is.
     *
     * @param kind what the customer is by the request, null if it names none; another one is refused
     * @param details maps the details before to those after; takes no headquarters away
     * @param grouping what to request, without what the customer has already
     * @param movedFrom the category that the customer was in, where another one is requested; else null
     */
    record ChangeCustomer(
            UUID customerId,
            CustomerKind kind,
            String number,
            String name,
            UnaryOperator<CustomerDetails> details,
            RequestedGrouping grouping,
            CategoryName movedFrom)
            implements CustomerCommand {

        /** Changes nothing. */
        public static ChangeCustomer nothing(UUID customer) {
            return new ChangeCustomer(customer, null, null, null, UnaryOperator.identity(), null, null);
        }
    }

    /**
     * Changes a customer together with its addresses, all of which are loaded for that.
     *
     * @param change leaves the headquarters as it is
     * @param addresses maps the addresses before to those after
     */
    record ChangeWithAddresses(ChangeCustomer change, UnaryOperator<Addresses> addresses) implements CustomerCommand {}

    /** @param addressId the address that is named anew, which the customer must have; null for none */
    record ChangeBilling(UUID customerId, UnaryOperator<Billing> billing, UUID addressId) implements CustomerCommand {}

    /** @param values maps the values of custom fields before to those after */
    record ChangeFieldValues(UUID customerId, UnaryOperator<Map<UUID, Object>> values) implements CustomerCommand {}

    /**
     * Gives a customer that is not archived a picture, or takes it away.
     *
     * @param fileId the file that has its content; null to remove it
     */
    record ChangeAvatar(UUID customerId, UUID fileId) implements CustomerCommand {}

    /** Adds an address to a customer that is not archived. */
    record AddAddress(UUID customerId, UUID addressId, Address address) implements CustomerCommand {}

    /**
     * Restores the state before another command.
     *
     * @param withdrawnCommandId that command's id if it requested a grouping, else null
     */
    record RevertCustomer(UUID customerId, String name, CustomerDetails details, UUID withdrawnCommandId)
            implements CustomerCommand {}

    /** Changes a customer by a row of an import, which does not change an archived one. */
    record ImportCustomer(ChangeCustomer change) implements CustomerCommand {}

    record ArchiveCustomer(UUID customerId) implements CustomerCommand {}

    /** Erases a customer that is a person. */
    record EraseCustomer(UUID customerId) implements CustomerCommand {}

    /** Archives a customer whose registration is undone, and frees its number. */
    record WithdrawCustomer(UUID customerId) implements CustomerCommand {}

    /**
     * @param number null unless the customer has to get its number again
     * @param grouping what to request for the restored customer, null for nothing
     */
    record RestoreCustomer(UUID customerId, String number, RequestedGrouping grouping) implements CustomerCommand {}
}
