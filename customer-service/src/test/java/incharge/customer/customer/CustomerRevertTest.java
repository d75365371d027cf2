package incharge.customer.customer;

import static incharge.customer.customer.CustomerTest.ACME;
import static incharge.customer.customer.CustomerTest.IN_FINLAND;
import static incharge.customer.customer.CustomerTest.LANGWORTH;
import static incharge.customer.customer.CustomerTest.LANGWORTH_REGISTERED;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.customer.customer.CustomerCommand.RevertCustomer;
import incharge.customer.event.CustomerDetails;
import incharge.customer.event.CustomerEvent.CustomerArchived;
import incharge.customer.event.CustomerEvent.CustomerDetailsChanged;
import incharge.customer.event.CustomerEvent.CustomerGroupingRequested;
import incharge.customer.event.CustomerEvent.CustomerGroupingWithdrawn;
import incharge.customer.event.CustomerEvent.CustomerRenamed;
import incharge.customer.event.CustomerEvent.CustomerRenumbered;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.RequestedGrouping;
import incharge.customer.event.RequestedGrouping.Reference;
import incharge.eventstore.decider.DeciderSpec;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Customers that are restored to the state before, and the withdrawal of what was requested for them. */
class CustomerRevertTest {

    private static final UUID IMPORT = UUID.fromString("01890a5d-ac96-774b-bcce-000000000031");

    private static final CustomerGroupingRequested REQUESTED =
            new CustomerGroupingRequested(LANGWORTH, RequestedGrouping.of(Reference.byName("Gold"), List.of()), null);

    private final DeciderSpec<CustomerCommand, CustomersEvent> customers =
            DeciderSpec.of(CustomerBoundary.DECIDER, CustomersLog.VOCABULARY);

    @Test
    void goes_back_to_its_name_and_details_and_withdraws_what_was_requested() {
        customers
                .given(
                        LANGWORTH_REGISTERED,
                        new CustomerRenamed(LANGWORTH, "Other", null),
                        new CustomerDetailsChanged(LANGWORTH, CustomerDetails.NONE, null),
                        REQUESTED)
                .when(new RevertCustomer(LANGWORTH, "Langworth Group", IN_FINLAND, IMPORT))
                .then(
                        new CustomerRenamed(LANGWORTH, "Langworth Group", null),
                        new CustomerDetailsChanged(LANGWORTH, IN_FINLAND, null),
                        new CustomerGroupingWithdrawn(LANGWORTH, IMPORT));
    }

    @Test
    void withdraws_nothing_where_nothing_was_requested_and_keeps_its_number() {
        customers
                .given(LANGWORTH_REGISTERED, new CustomerRenumbered(LANGWORTH, "A8", "A7"))
                .when(new RevertCustomer(LANGWORTH, "Langworth Group", IN_FINLAND, null))
                .thenNothing();
        customers
                .given(LANGWORTH_REGISTERED)
                .when(new RevertCustomer(ACME, "Acme", CustomerDetails.NONE, null))
                .thenRefused("customer-unknown");
    }

    @Test
    void counts_what_was_requested_until_it_is_withdrawn() {
        var withdrawn = new CustomerGroupingWithdrawn(LANGWORTH, IMPORT);

        assertThat(requests()).isZero();
        assertThat(requests(REQUESTED)).isEqualTo(1);
        assertThat(requests(
                        REQUESTED,
                        new CustomerRenamed(LANGWORTH, "B", null),
                        REQUESTED,
                        new CustomerArchived(LANGWORTH, null)))
                .isEqualTo(2);
        assertThat(requests(REQUESTED, REQUESTED, withdrawn)).isZero();
        assertThat(requests(REQUESTED, withdrawn, new CustomerRenumbered(LANGWORTH, "A8", "A7"), REQUESTED))
                .isEqualTo(1);
    }

    private static int requests(CustomersEvent... since) {
        var registry = CustomerRegistry.evolve(CustomerRegistry.EMPTY, LANGWORTH_REGISTERED);
        for (CustomersEvent event : since) {
            registry = CustomerRegistry.evolve(registry, event);
        }
        return registry.get(LANGWORTH).requests();
    }
}
