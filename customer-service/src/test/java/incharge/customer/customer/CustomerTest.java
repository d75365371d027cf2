package incharge.customer.customer;

import static java.util.function.UnaryOperator.identity;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.customer.customer.CustomerCommand.ArchiveCustomer;
import incharge.customer.customer.CustomerCommand.ChangeAvatar;
import incharge.customer.customer.CustomerCommand.ChangeCustomer;
import incharge.customer.customer.CustomerCommand.EraseCustomer;
import incharge.customer.customer.CustomerCommand.ImportCustomer;
import incharge.customer.customer.CustomerCommand.RegisterCustomer;
import incharge.customer.customer.CustomerCommand.RestoreCustomer;
import incharge.customer.customer.CustomerCommand.WithdrawCustomer;
import incharge.customer.event.CustomerDetails;
import incharge.customer.event.CustomerEvent.CustomerArchived;
import incharge.customer.event.CustomerEvent.CustomerAvatarChanged;
import incharge.customer.event.CustomerEvent.CustomerDetailsChanged;
import incharge.customer.event.CustomerEvent.CustomerGroupingRequested;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomerEvent.CustomerRenamed;
import incharge.customer.event.CustomerEvent.CustomerRenumbered;
import incharge.customer.event.CustomerEvent.CustomerRestored;
import incharge.customer.event.CustomerKind;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.PersonErased;
import incharge.customer.event.RequestedGrouping;
import incharge.customer.event.RequestedGrouping.Reference;
import incharge.customer.numbering.NumberClaim;
import incharge.eventstore.decider.DeciderSpec;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CustomerTest {

    static final UUID LANGWORTH = UUID.fromString("01890a5d-ac96-774b-bcce-000000000001");
    static final UUID ACME = UUID.fromString("01890a5d-ac96-774b-bcce-000000000002");
    static final CustomerDetails IN_FINLAND =
            new CustomerDetails(null, null, "EUR", "office@langworth.example", null, null, "FI", null, null, null);
    static final CustomerRegistered LANGWORTH_REGISTERED =
            new CustomerRegistered(LANGWORTH, "A7", "Langworth Group", IN_FINLAND, null, null);
    static final CustomerRegistered ACME_REGISTERED =
            new CustomerRegistered(ACME, "1001", "Acme", CustomerDetails.NONE, null, null);

    private final DeciderSpec<CustomerCommand, CustomersEvent> customers =
            DeciderSpec.of(CustomerBoundary.DECIDER, CustomersLog.VOCABULARY);

    @Nested
    class Registering {

        @Test
        void a_customer_is_registered_with_its_details_and_its_requested_grouping() {
            var retail = RequestedGrouping.of(Reference.byName("Retail"), List.of());

            customers
                    .given()
                    .when(new RegisterCustomer(
                            LANGWORTH,
                            CustomerKind.COMPANY,
                            NumberClaim.typed("A7"),
                            "Langworth Group",
                            IN_FINLAND,
                            retail))
                    .then(new CustomerRegistered(LANGWORTH, "A7", "Langworth Group", IN_FINLAND, retail, null));
        }

        @Test
        void a_number_is_taken_whatever_its_case() {
            customers
                    .given(LANGWORTH_REGISTERED)
                    .when(new RegisterCustomer(
                            ACME, CustomerKind.COMPANY, NumberClaim.typed("a7"), "Acme", CustomerDetails.NONE, null))
                    .thenRefused("customer-number-taken");
        }

        @Test
        void a_number_that_its_holder_gave_up_is_free() {
            customers
                    .given(LANGWORTH_REGISTERED, new CustomerRenumbered(LANGWORTH, "B8", "A7"))
                    .when(new RegisterCustomer(
                            ACME, CustomerKind.COMPANY, NumberClaim.typed("A7"), "Acme", CustomerDetails.NONE, null))
                    .then(new CustomerRegistered(ACME, "A7", "Acme", CustomerDetails.NONE, null, null));
        }

        @Test
        void a_number_is_taken_by_one_that_looks_the_same() {
            customers
                    .given(new CustomerRegistered(
                            LANGWORTH, "Stra\u00dfe  7", "Langworth", CustomerDetails.NONE, null, null))
                    .when(new RegisterCustomer(
                            ACME,
                            CustomerKind.COMPANY,
                            NumberClaim.typed("STRASSE 7"),
                            "Acme",
                            CustomerDetails.NONE,
                            null))
                    .thenRefused("customer-number-taken");
        }

        @Test
        void the_number_of_a_withdrawn_customer_is_free() {
            customers
                    .given(LANGWORTH_REGISTERED, new CustomerArchived(LANGWORTH, "A7"))
                    .when(new RegisterCustomer(
                            ACME, CustomerKind.COMPANY, NumberClaim.typed("a7"), "Acme", CustomerDetails.NONE, null))
                    .then(new CustomerRegistered(ACME, "a7", "Acme", CustomerDetails.NONE, null, null));
        }

        @Test
        void the_number_of_an_archived_customer_stays_taken() {
            customers
                    .given(LANGWORTH_REGISTERED, new CustomerArchived(LANGWORTH, null))
                    .when(new RegisterCustomer(
                            ACME, CustomerKind.COMPANY, NumberClaim.typed("A7"), "Acme", CustomerDetails.NONE, null))
                    .thenRefused("customer-number-taken");
        }

        @Test
        void an_id_is_registered_once() {
            customers
                    .given(LANGWORTH_REGISTERED)
                    .when(new RegisterCustomer(
                            LANGWORTH,
                            CustomerKind.COMPANY,
                            NumberClaim.typed("B8"),
                            "Langworth Group",
                            IN_FINLAND,
                            null))
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
                    .when(new ChangeCustomer(LANGWORTH, null, "B8", "Langworth", nothingLeft, vip, null))
                    .then(
                            new CustomerRenumbered(LANGWORTH, "B8", "A7"),
                            new CustomerRenamed(LANGWORTH, "Langworth", null),
                            new CustomerDetailsChanged(LANGWORTH, CustomerDetails.NONE, null),
                            new CustomerGroupingRequested(LANGWORTH, vip, null));
        }

        @Test
        void what_is_as_it_was_changes_nothing() {
            customers
                    .given(LANGWORTH_REGISTERED)
                    .when(new ChangeCustomer(LANGWORTH, null, "A7", "Langworth Group", _ -> IN_FINLAND, null, null))
                    .thenNothing();
        }

        @Test
        void what_is_not_given_stays() {
            customers
                    .given(LANGWORTH_REGISTERED, new CustomerRenamed(LANGWORTH, "Langworth", null))
                    .when(new ChangeCustomer(LANGWORTH, null, null, null, identity(), null, null))
                    .thenNothing();
        }

        @Test
        void a_number_may_change_its_case() {
            customers
                    .given(LANGWORTH_REGISTERED)
                    .when(new ChangeCustomer(LANGWORTH, null, "a7", null, identity(), null, null))
                    .then(new CustomerRenumbered(LANGWORTH, "a7", "A7"));
        }

        @Test
        void a_number_of_another_customer_is_refused() {
            customers
                    .given(LANGWORTH_REGISTERED, ACME_REGISTERED)
                    .when(new ChangeCustomer(ACME, null, "A7", null, identity(), null, null))
                    .thenRefused("customer-number-taken");
        }

        @Test
        void an_unknown_customer_cannot_be_changed() {
            customers
                    .given(ACME_REGISTERED)
                    .when(new ChangeCustomer(LANGWORTH, null, null, "Langworth", identity(), null, null))
                    .thenRefused("customer-unknown");
        }
    }

    /** A person is a customer whose texts are personal; its events say so. */
    @Nested
    class Pictures {

        private static final UUID LOGO = UUID.fromString("01890a5d-ac96-774b-bcce-000000000003");
        private static final CustomerAvatarChanged SHOWN = new CustomerAvatarChanged(LANGWORTH, LOGO);
        private static final CustomerAvatarChanged GONE = new CustomerAvatarChanged(LANGWORTH, null);

        @Test
        void a_picture_is_given_and_removed() {
            customers
                    .given(LANGWORTH_REGISTERED)
                    .when(new ChangeAvatar(LANGWORTH, LOGO))
                    .then(SHOWN);
            customers
                    .given(LANGWORTH_REGISTERED, SHOWN)
                    .when(new ChangeAvatar(LANGWORTH, null))
                    .then(GONE);
        }

        @Test
        void a_customer_without_a_picture_has_none_to_remove() {
            customers
                    .given(LANGWORTH_REGISTERED, SHOWN, GONE)
                    .when(new ChangeAvatar(LANGWORTH, null))
                    .thenRefused("not-found");
        }

        @Test
        void an_archived_customer_gets_no_picture_and_may_lose_it() {
            var archived = new CustomerArchived(LANGWORTH, null);

            customers
                    .given(LANGWORTH_REGISTERED, SHOWN, archived)
                    .when(new ChangeAvatar(LANGWORTH, LOGO))
                    .thenRefused("customer-archived");
            customers
                    .given(LANGWORTH_REGISTERED, SHOWN, archived)
                    .when(new ChangeAvatar(LANGWORTH, null))
                    .then(GONE);
        }

        @Test
        void an_erased_person_has_no_picture_and_gets_none() {
            var anna = new CustomerRegistered(LANGWORTH, "7", "Anna", IN_FINLAND, null, CustomerKind.PERSON);
            var erased = PersonErased.ofCustomer(LANGWORTH);

            customers
                    .given(anna, SHOWN, erased)
                    .when(new ChangeAvatar(LANGWORTH, null))
                    .thenRefused("not-found");
            customers
                    .given(anna, SHOWN, erased)
                    .when(new ChangeAvatar(LANGWORTH, LOGO))
                    .thenRefused("erased");
        }
    }

    @Nested
    class Kinds {

        private static final CustomerRegistered ANNA_REGISTERED =
                new CustomerRegistered(ACME, "7", "Anna Acme", IN_FINLAND, null, CustomerKind.PERSON);

        @Test
        void events_with_texts_of_a_person_say_that_it_is_one() {
            customers
                    .given()
                    .when(new RegisterCustomer(
                            ACME, CustomerKind.PERSON, NumberClaim.typed("7"), "Anna Acme", IN_FINLAND, null))
                    .then(ANNA_REGISTERED);
            customers
                    .given(ANNA_REGISTERED)
                    .when(new ChangeCustomer(ACME, null, "8", "Anna", _ -> CustomerDetails.NONE, null, null))
                    .then(
                            new CustomerRenumbered(ACME, "8", "7"),
                            new CustomerRenamed(ACME, "Anna", CustomerKind.PERSON),
                            new CustomerDetailsChanged(ACME, CustomerDetails.NONE, CustomerKind.PERSON));
        }

        @Test
        void a_kind_is_fixed() {
            customers
                    .given(ANNA_REGISTERED)
                    .when(new ChangeCustomer(ACME, CustomerKind.COMPANY, null, "Acme", identity(), null, null))
                    .thenRefused("kind-fixed");
            customers
                    .given(LANGWORTH_REGISTERED)
                    .when(new ImportCustomer(
                            new ChangeCustomer(LANGWORTH, CustomerKind.PERSON, null, null, identity(), null, null)))
                    .thenRefused("kind-fixed");
        }

        @Test
        void the_kind_that_it_has_changes_nothing() {
            customers
                    .given(ANNA_REGISTERED)
                    .when(new ChangeCustomer(ACME, CustomerKind.PERSON, null, null, identity(), null, null))
                    .thenNothing();
            customers
                    .given(LANGWORTH_REGISTERED)
                    .when(new ChangeCustomer(LANGWORTH, CustomerKind.COMPANY, null, null, identity(), null, null))
                    .thenNothing();
        }

        @Test
        void events_from_before_there_were_persons_are_those_of_a_company() {
            CustomerRegistered before = JsonMapper.shared()
                    .readValue(
                            "{\"customerId\":\"%s\",\"number\":\"1001\",\"name\":\"Acme\"}".formatted(ACME),
                            CustomerRegistered.class);

            assertThat(CustomerRegistry.evolve(CustomerRegistry.EMPTY, before)
                            .get(ACME)
                            .kind())
                    .isEqualTo(CustomerKind.COMPANY);
        }
    }

    @Nested
    class Erasing {

        private static final CustomerRegistered ANNA_REGISTERED =
                new CustomerRegistered(ACME, "7", "Anna Acme", IN_FINLAND, null, CustomerKind.PERSON);
        private static final PersonErased ANNA_ERASED = PersonErased.ofCustomer(ACME);

        @Test
        void a_person_is_erased_once_archived_or_not() {
            customers.given(ANNA_REGISTERED).when(new EraseCustomer(ACME)).then(ANNA_ERASED);
            customers
                    .given(ANNA_REGISTERED, new CustomerArchived(ACME, null))
                    .when(new EraseCustomer(ACME))
                    .then(ANNA_ERASED);
            customers
                    .given(ANNA_REGISTERED, ANNA_ERASED)
                    .when(new EraseCustomer(ACME))
                    .thenNothing();
        }

        @Test
        void a_company_is_not_erased() {
            customers
                    .given(LANGWORTH_REGISTERED)
                    .when(new EraseCustomer(LANGWORTH))
                    .thenRefused("not-a-person");
            customers.given().when(new EraseCustomer(LANGWORTH)).thenRefused("customer-unknown");
        }

        @Test
        void an_erased_person_gets_no_personal_texts() {
            UnaryOperator<CustomerDetails> withEmail = new CustomerDetails(
                    null, null, null, "anna@acme.example", null, null, null, null, null, null)::orElse;

            customers
                    .given(ANNA_REGISTERED, ANNA_ERASED)
                    .when(new ChangeCustomer(ACME, null, null, "Anna Acme", identity(), null, null))
                    .thenRefused("erased");
            customers
                    .given(ANNA_REGISTERED, ANNA_ERASED)
                    .when(new ImportCustomer(new ChangeCustomer(ACME, null, null, null, withEmail, null, null)))
                    .thenRefused("erased");
        }

        @Test
        void all_else_of_an_erased_person_goes_on() {
            var nowhere = new CustomerDetails(null, null, "EUR", null, null, null, null, null, null, null);
            var retail = RequestedGrouping.of(Reference.byName("Retail"), List.of());

            customers
                    .given(ANNA_REGISTERED, ANNA_ERASED)
                    .when(new ChangeCustomer(ACME, null, "8", null, _ -> nowhere, retail, null))
                    .then(
                            new CustomerRenumbered(ACME, "8", "7"),
                            new CustomerDetailsChanged(ACME, nowhere, CustomerKind.PERSON),
                            new CustomerGroupingRequested(ACME, retail, null));
            customers
                    .given(ANNA_REGISTERED, ANNA_ERASED)
                    .when(new ArchiveCustomer(ACME))
                    .then(new CustomerArchived(ACME, null));
            customers
                    .given(ANNA_REGISTERED, ANNA_ERASED, new CustomerArchived(ACME, null))
                    .when(new RestoreCustomer(ACME, null, null))
                    .then(new CustomerRestored(ACME, null));
        }
    }

    @Nested
    class Archiving {

        @Test
        void a_customer_is_archived_once() {
            customers
                    .given(LANGWORTH_REGISTERED)
                    .when(new ArchiveCustomer(LANGWORTH))
                    .then(new CustomerArchived(LANGWORTH, null));
            customers
                    .given(LANGWORTH_REGISTERED, new CustomerArchived(LANGWORTH, null))
                    .when(new ArchiveCustomer(LANGWORTH))
                    .thenNothing();
        }

        @Test
        void an_archived_customer_is_restored_once() {
            customers
                    .given(LANGWORTH_REGISTERED, new CustomerArchived(LANGWORTH, null))
                    .when(new RestoreCustomer(LANGWORTH, null, null))
                    .then(new CustomerRestored(LANGWORTH, null));
            customers
                    .given(LANGWORTH_REGISTERED)
                    .when(new RestoreCustomer(LANGWORTH, null, null))
                    .thenNothing();
        }

        @Test
        void a_withdrawn_customer_gives_its_number_back() {
            customers
                    .given(LANGWORTH_REGISTERED)
                    .when(new WithdrawCustomer(LANGWORTH))
                    .then(new CustomerArchived(LANGWORTH, "A7"));
            customers
                    .given(LANGWORTH_REGISTERED, new CustomerArchived(LANGWORTH, null))
                    .when(new WithdrawCustomer(LANGWORTH))
                    .thenNothing();
        }

        @Test
        void a_withdrawn_customer_that_is_restored_takes_its_number_again() {
            customers
                    .given(LANGWORTH_REGISTERED, new CustomerArchived(LANGWORTH, "A7"))
                    .when(new RestoreCustomer(LANGWORTH, "A7", null))
                    .then(new CustomerRestored(LANGWORTH, "A7"));
            customers
                    .given(
                            LANGWORTH_REGISTERED,
                            new CustomerArchived(LANGWORTH, "A7"),
                            new CustomerRestored(LANGWORTH, "A7"))
                    .when(new RegisterCustomer(
                            ACME, CustomerKind.COMPANY, NumberClaim.typed("A7"), "Acme", CustomerDetails.NONE, null))
                    .thenRefused("customer-number-taken");
        }

        @Test
        void a_withdrawn_customer_whose_number_another_has_is_not_restored() {
            customers
                    .given(
                            LANGWORTH_REGISTERED,
                            new CustomerArchived(LANGWORTH, "A7"),
                            new CustomerRegistered(ACME, "a7", "Acme", CustomerDetails.NONE, null, null))
                    .when(new RestoreCustomer(LANGWORTH, "A7", null))
                    .thenRefused("customer-number-taken");
        }

        @Test
        void a_row_of_an_import_does_not_change_an_archived_customer() {
            var renaming = new ChangeCustomer(LANGWORTH, null, null, "Langworth Ltd", details -> details, null, null);

            customers
                    .given(LANGWORTH_REGISTERED, new CustomerArchived(LANGWORTH, null))
                    .when(new ImportCustomer(renaming))
                    .thenRefused("customer-archived");
            customers
                    .given(LANGWORTH_REGISTERED)
                    .when(new ImportCustomer(renaming))
                    .then(new CustomerRenamed(LANGWORTH, "Langworth Ltd", null));
        }

        @Test
        void an_unknown_customer_cannot_be_archived() {
            customers.given().when(new ArchiveCustomer(LANGWORTH)).thenRefused("customer-unknown");
        }
    }
}
