package incharge.customer;

import static java.util.function.UnaryOperator.identity;

import incharge.customer.CustomerCommand.Archive;
import incharge.customer.CustomerCommand.Change;
import incharge.customer.CustomerCommand.Register;
import incharge.customer.CustomerCommand.Restore;
import incharge.customer.CustomerEvent.CustomerArchived;
import incharge.customer.CustomerEvent.CustomerDetailsChanged;
import incharge.customer.CustomerEvent.CustomerGroupingRequested;
import incharge.customer.CustomerEvent.CustomerRegistered;
import incharge.customer.CustomerEvent.CustomerRenamed;
import incharge.customer.CustomerEvent.CustomerRenumbered;
import incharge.customer.CustomerEvent.CustomerRestored;
import incharge.customer.RequestedGrouping.Reference;
import incharge.eventstore.decider.DeciderSpec;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CustomerTest {

    static final UUID LANGWORTH = UUID.fromString("01890a5d-ac96-774b-bcce-000000000001");
    static final UUID ACME = UUID.fromString("01890a5d-ac96-774b-bcce-000000000002");
    static final CustomerDetails IN_FINLAND =
            new CustomerDetails(null, null, "EUR", "office@langworth.example", null, null, "FI", null, null);
    static final CustomerRegistered LANGWORTH_REGISTERED =
            CustomerRegistered.of(LANGWORTH, "A7", "Langworth Group", IN_FINLAND, null);
    static final CustomerRegistered ACME_REGISTERED =
            CustomerRegistered.of(ACME, "1001", "Acme", CustomerDetails.NONE, null);

    private final DeciderSpec<CustomerCommand, CustomersEvent> customers =
            DeciderSpec.of(CustomerBoundary.DECIDER, CustomerBoundary.VOCABULARY);

    @Nested
    class Registering {

        @Test
        void a_customer_is_registered_with_its_details_and_what_it_asks_of_groupings() {
            var retail = RequestedGrouping.of(Reference.byName("Retail"), List.of());

            customers
                    .given()
                    .when(new Register(LANGWORTH, "A7", "Langworth Group", IN_FINLAND, retail))
                    .then(CustomerRegistered.of(LANGWORTH, "A7", "Langworth Group", IN_FINLAND, retail));
        }

        @Test
        void a_number_is_taken_whatever_its_case() {
            customers
                    .given(LANGWORTH_REGISTERED)
                    .when(new Register(ACME, "a7", "Acme", CustomerDetails.NONE, null))
                    .thenRefused("customer-number-taken");
        }

        @Test
        void a_number_that_its_holder_gave_up_is_free() {
            customers
                    .given(LANGWORTH_REGISTERED, new CustomerRenumbered(LANGWORTH, "B8", "A7"))
                    .when(new Register(ACME, "A7", "Acme", CustomerDetails.NONE, null))
                    .then(CustomerRegistered.of(ACME, "A7", "Acme", CustomerDetails.NONE, null));
        }

        @Test
        void the_number_of_an_archived_customer_stays_taken() {
            customers
                    .given(LANGWORTH_REGISTERED, new CustomerArchived(LANGWORTH))
                    .when(new Register(ACME, "A7", "Acme", CustomerDetails.NONE, null))
                    .thenRefused("customer-number-taken");
        }

        @Test
        void an_id_is_registered_once() {
            customers
                    .given(LANGWORTH_REGISTERED)
                    .when(new Register(LANGWORTH, "B8", "Langworth Group", IN_FINLAND, null))
                    .thenRefused("customer-exists");
        }
    }

    @Nested
    class Changing {

        @Test
        void each_kind_of_change_is_an_event_of_its_own() {
            UnaryOperator<CustomerDetails> nothingLeft = _ -> CustomerDetails.NONE;
            var vip = RequestedGrouping.of(null, List.of(Reference.byName("VIP")));

            customers
                    .given(LANGWORTH_REGISTERED)
                    .when(new Change(LANGWORTH, "B8", "Langworth", nothingLeft, vip))
                    .then(
                            new CustomerRenumbered(LANGWORTH, "B8", "A7"),
                            new CustomerRenamed(LANGWORTH, "Langworth"),
                            CustomerDetailsChanged.of(LANGWORTH, CustomerDetails.NONE),
                            new CustomerGroupingRequested(LANGWORTH, vip));
        }

        @Test
        void what_is_as_it_was_changes_nothing() {
            customers
                    .given(LANGWORTH_REGISTERED)
                    .when(new Change(LANGWORTH, "A7", "Langworth Group", _ -> IN_FINLAND, null))
                    .thenNothing();
        }

        @Test
        void what_is_not_given_stays() {
            customers
                    .given(LANGWORTH_REGISTERED, new CustomerRenamed(LANGWORTH, "Langworth"))
                    .when(new Change(LANGWORTH, null, null, identity(), null))
                    .thenNothing();
        }

        @Test
        void a_number_may_change_its_case() {
            customers
                    .given(LANGWORTH_REGISTERED)
                    .when(new Change(LANGWORTH, "a7", null, identity(), null))
                    .then(new CustomerRenumbered(LANGWORTH, "a7", "A7"));
        }

        @Test
        void a_number_of_another_customer_is_refused() {
            customers
                    .given(LANGWORTH_REGISTERED, ACME_REGISTERED)
                    .when(new Change(ACME, "A7", null, identity(), null))
                    .thenRefused("customer-number-taken");
        }

        @Test
        void an_unknown_customer_cannot_be_changed() {
            customers
                    .given(ACME_REGISTERED)
                    .when(new Change(LANGWORTH, null, "Langworth", identity(), null))
                    .thenRefused("customer-unknown");
        }
    }

    @Nested
    class Archiving {

        @Test
        void a_customer_is_archived_once() {
            customers.given(LANGWORTH_REGISTERED).when(new Archive(LANGWORTH)).then(new CustomerArchived(LANGWORTH));
            customers
                    .given(LANGWORTH_REGISTERED, new CustomerArchived(LANGWORTH))
                    .when(new Archive(LANGWORTH))
                    .thenNothing();
        }

        @Test
        void an_archived_customer_is_restored_once() {
            customers
                    .given(LANGWORTH_REGISTERED, new CustomerArchived(LANGWORTH))
                    .when(new Restore(LANGWORTH))
                    .then(new CustomerRestored(LANGWORTH));
            customers.given(LANGWORTH_REGISTERED).when(new Restore(LANGWORTH)).thenNothing();
        }

        @Test
        void an_unknown_customer_cannot_be_archived() {
            customers.given().when(new Archive(LANGWORTH)).thenRefused("customer-unknown");
        }
    }
}
