package incharge.customer;

import java.time.LocalDate;
import java.util.UUID;

/**
 * What happens to a customer. The components are the published payload; those that a customer may lack are null.
 */
public sealed interface CustomerEvent extends CustomersEvent {

    UUID customerId();

    /** {@code requestedGrouping} asks grouping-service for a category and tags. */
    record CustomerRegistered(
            UUID customerId,
            String number,
            String name,
            String vatNumber,
            String ean,
            String currency,
            String email,
            String phone,
            String website,
            String country,
            Address address,
            LocalDate customerSince,
            RequestedGrouping requestedGrouping)
            implements CustomerEvent {

        static CustomerRegistered of(
                UUID customerId, String number, String name, CustomerDetails details, RequestedGrouping grouping) {
            return new CustomerRegistered(
                    customerId,
                    number,
                    name,
                    details.vatNumber(),
                    details.ean(),
                    details.currency(),
                    details.email(),
                    details.phone(),
                    details.website(),
                    details.country(),
                    details.address(),
                    details.customerSince(),
                    grouping);
        }

        CustomerDetails details() {
            return new CustomerDetails(
                    vatNumber, ean, currency, email, phone, website, country, address, customerSince);
        }
    }

    record CustomerRenumbered(UUID customerId, String number, String previousNumber) implements CustomerEvent {}

    record CustomerRenamed(UUID customerId, String name) implements CustomerEvent {}

    /** All details as they are after the change. */
    record CustomerDetailsChanged(
            UUID customerId,
            String vatNumber,
            String ean,
            String currency,
            String email,
            String phone,
            String website,
            String country,
            Address address,
            LocalDate customerSince)
            implements CustomerEvent {

        static CustomerDetailsChanged of(UUID customerId, CustomerDetails details) {
            return new CustomerDetailsChanged(
                    customerId,
                    details.vatNumber(),
                    details.ean(),
                    details.currency(),
                    details.email(),
                    details.phone(),
                    details.website(),
                    details.country(),
                    details.address(),
                    details.customerSince());
        }

        CustomerDetails details() {
            return new CustomerDetails(
                    vatNumber, ean, currency, email, phone, website, country, address, customerSince);
        }
    }

    /** Another category or more tags were asked for; grouping-service answers. */
    record CustomerGroupingRequested(UUID customerId, RequestedGrouping requestedGrouping) implements CustomerEvent {}

    /** What the command with this id asked of grouping-service is to be taken back where nobody changed it since. */
    record CustomerGroupingWithdrawn(UUID customerId, UUID withdrawnCommandId) implements CustomerEvent {}

    record CustomerArchived(UUID customerId) implements CustomerEvent {}

    record CustomerRestored(UUID customerId) implements CustomerEvent {}
}
