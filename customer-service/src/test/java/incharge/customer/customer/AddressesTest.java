package incharge.customer.customer;

import static incharge.customer.customer.CustomerTest.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.customer.customer.CustomerCommand.AddAddress;
import incharge.customer.customer.CustomerCommand.ChangeCustomer;
import incharge.customer.customer.CustomerCommand.ChangeWithAddresses;
import incharge.customer.customer.CustomerCommand.RevertCustomer;
import incharge.customer.event.Address;
import incharge.customer.event.AddressEvent.AddressAdded;
import incharge.customer.event.AddressEvent.AddressChanged;
import incharge.customer.event.AddressEvent.AddressRemoved;
import incharge.customer.event.AddressKind;
import incharge.customer.event.CustomerDetails;
import incharge.customer.event.CustomerEvent.CustomerArchived;
import incharge.customer.event.CustomerEvent.CustomerDetailsChanged;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomerKind;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.Place;
import incharge.eventstore.decider.DeciderSpec;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.log.Criteria;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class AddressesTest {

    private static final UUID HARBOUR = UUID.fromString("01890a5d-ac96-774b-bcce-000000000051");
    private static final UUID MILL = UUID.fromString("01890a5d-ac96-774b-bcce-000000000052");
    private static final Address ESPLANADI = new Address("Esplanadi 1", "00100", "Helsinki", null);
    private static final Address AT_HARBOUR =
            new Address("Satamakatu 3", "00160", "Helsinki", null, AddressKind.DELIVERY);
    private static final Address AT_MILL = new Address(null, null, "Tampere", "FI", AddressKind.VISITING);
    private static final CustomerDetails IN_ESPLANADI = CustomerDetails.NONE.withHeadquarters(null, ESPLANADI);
    private static final CustomerDetails IN_HARBOUR = CustomerDetails.NONE.withHeadquarters(HARBOUR, AT_HARBOUR);
    private static final Place AT_ACME = Place.beneath(ACME);
    private static final CustomerRegistered NOWHERE =
            new CustomerRegistered(ACME, "1001", "Acme", CustomerDetails.NONE, null, null);
    private static final CustomerRegistered REGISTERED =
            new CustomerRegistered(ACME, "1001", "Acme", IN_ESPLANADI, null, null);
    private static final AddressAdded HARBOUR_ADDED = new AddressAdded(HARBOUR, AT_ACME, AT_HARBOUR);

    private final DeciderSpec<CustomerCommand, CustomersEvent> customers =
            DeciderSpec.of(CustomerBoundary.DECIDER, CustomersLog.VOCABULARY);

    private static ChangeWithAddresses change(UnaryOperator<Addresses> addresses) {
        return new ChangeWithAddresses(ChangeCustomer.nothing(ACME), addresses);
    }

    private static CustomerDetailsChanged changed(CustomerDetails details) {
        return new CustomerDetailsChanged(ACME, details, null);
    }

    @Test
    void the_first_address_is_the_headquarters() {
        customers.given(NOWHERE).when(new AddAddress(ACME, HARBOUR, AT_HARBOUR)).then(changed(IN_HARBOUR));
        customers
                .given(REGISTERED)
                .when(new AddAddress(ACME, HARBOUR, AT_HARBOUR))
                .then(HARBOUR_ADDED);
    }

    @Test
    void another_address_becomes_the_headquarters_in_one_commit() {
        customers
                .given(REGISTERED, HARBOUR_ADDED)
                .when(change(all -> all.withHeadquarters(HARBOUR)))
                .then(
                        new AddressRemoved(HARBOUR, AT_ACME),
                        changed(IN_HARBOUR),
                        new AddressAdded(ACME, AT_ACME, ESPLANADI));
    }

    @Test
    void the_headquarters_can_go_back_to_an_address_that_was_it_before() {
        customers
                .given(
                        REGISTERED,
                        HARBOUR_ADDED,
                        new AddressRemoved(HARBOUR, AT_ACME),
                        changed(IN_HARBOUR),
                        new AddressAdded(ACME, AT_ACME, ESPLANADI))
                .when(change(all -> all.withHeadquarters(ACME)))
                .then(new AddressRemoved(ACME, AT_ACME), changed(IN_ESPLANADI), HARBOUR_ADDED);
        customers
                .given(REGISTERED, HARBOUR_ADDED)
                .when(change(all -> all.withHeadquarters(ACME)))
                .thenNothing();
    }

    @Test
    void the_headquarters_stays_while_there_are_other_addresses() {
        customers
                .given(REGISTERED, HARBOUR_ADDED)
                .when(change(all -> all.without(ACME)))
                .thenRefused("headquarters-required");
        customers
                .given(REGISTERED, HARBOUR_ADDED)
                .when(change(all -> all.withHeadquarters(MILL, null)))
                .thenRefused("headquarters-required", "address");
        customers
                .given(REGISTERED, HARBOUR_ADDED, new AddressRemoved(HARBOUR, AT_ACME))
                .when(change(all -> all.without(ACME)))
                .then(changed(CustomerDetails.NONE));
    }

    @Test
    void an_address_is_changed_and_removed_where_it_lies() {
        customers
                .given(REGISTERED, HARBOUR_ADDED)
                .when(change(all -> all.changed(HARBOUR, AT_MILL)))
                .then(new AddressChanged(HARBOUR, AT_ACME, AT_MILL));
        customers
                .given(REGISTERED, HARBOUR_ADDED)
                .when(change(all -> all.changed(ACME, AT_MILL)))
                .then(changed(CustomerDetails.NONE.withHeadquarters(null, AT_MILL)));
        customers
                .given(REGISTERED, HARBOUR_ADDED)
                .when(change(all -> all.without(HARBOUR)))
                .then(new AddressRemoved(HARBOUR, AT_ACME));
        customers
                .given(REGISTERED, HARBOUR_ADDED)
                .when(change(all -> all.changed(HARBOUR, AT_HARBOUR)))
                .thenNothing();
        customers.given(REGISTERED).when(change(all -> all.without(MILL))).thenRefused("address-unknown");
        customers
                .given(REGISTERED)
                .when(change(all -> all.changed(MILL, AT_MILL)))
                .thenRefused("address-unknown");
        customers
                .given(REGISTERED)
                .when(change(all -> all.withHeadquarters(MILL)))
                .thenRefused("address-unknown");
    }

    @Test
    void there_are_at_most_100_addresses() {
        var events = new ArrayList<CustomersEvent>();
        events.add(REGISTERED);
        for (int i = 1; i < 99; i++) {
            events.add(new AddressAdded(new UUID(7, i), AT_ACME, AT_MILL));
        }

        customers.given(events).when(new AddAddress(ACME, HARBOUR, AT_HARBOUR)).then(HARBOUR_ADDED);
        events.add(HARBOUR_ADDED);
        customers.given(events).when(new AddAddress(ACME, MILL, AT_MILL)).thenRefused("too-many");
    }

    @Test
    void nothing_is_added_to_an_archived_customer_and_the_rest_can_be_changed() {
        var archived = new CustomerArchived(ACME, null);

        customers
                .given(REGISTERED, archived)
                .when(new AddAddress(ACME, HARBOUR, AT_HARBOUR))
                .thenRefused("customer-archived");
        customers
                .given(REGISTERED, HARBOUR_ADDED, archived)
                .when(change(all -> all.without(HARBOUR)))
                .then(new AddressRemoved(HARBOUR, AT_ACME));
        customers.given().when(new AddAddress(ACME, HARBOUR, AT_HARBOUR)).thenRefused("customer-unknown");
    }

    @Test
    void the_addresses_of_a_person_name_the_person_whose_key_seals_them() {
        customers
                .given(new CustomerRegistered(ACME, "1001", "Kim", IN_ESPLANADI, null, CustomerKind.PERSON))
                .when(new AddAddress(ACME, HARBOUR, AT_HARBOUR))
                .then(new AddressAdded(HARBOUR, AT_ACME.ofPerson(ACME), AT_HARBOUR));
    }

    @Test
    void addresses_are_set_by_kind_together_with_other_changes() {
        var renamed = new ChangeCustomer(
                ACME,
                null,
                null,
                null,
                details -> new CustomerDetails(
                        null, null, null, null, null, "acme.example", null, details.address(), null, null),
                null,
                null);
        Address postal = new Address("PL 226", "00101", "Helsinki", null, AddressKind.POSTAL);

        customers
                .given(REGISTERED)
                .when(new ChangeWithAddresses(
                        renamed, all -> all.withOfKind(HARBOUR, AT_MILL).withOfKind(MILL, postal)))
                .then(
                        changed(new CustomerDetails(
                                null, null, null, null, null, "acme.example", null, AT_MILL, null, null)),
                        new AddressAdded(MILL, AT_ACME, postal));
        customers
                .given(REGISTERED, new AddressAdded(MILL, AT_ACME, postal))
                .when(change(all -> all.withOfKind(HARBOUR, ESPLANADI.withKind(AddressKind.POSTAL))))
                .then(new AddressChanged(MILL, AT_ACME, ESPLANADI.withKind(AddressKind.POSTAL)));
        customers
                .given(new CustomerRegistered(ACME, "1001", "Acme", IN_HARBOUR, null, null))
                .when(change(all -> all.withOfKind(MILL, AT_MILL)))
                .then(new AddressAdded(MILL, AT_ACME, AT_MILL));
    }

    @Test
    void an_undo_leaves_the_headquarters_when_there_are_others_since() {
        var revert = new RevertCustomer(ACME, null, CustomerDetails.NONE, null);

        customers.given(NOWHERE, changed(IN_ESPLANADI)).when(revert).then(changed(CustomerDetails.NONE));
        customers
                .given(NOWHERE, changed(IN_ESPLANADI), HARBOUR_ADDED)
                .when(revert)
                .thenRefused("changed-since");
    }

    /**
     * Two commands are decided on the same events, as by two processes. The log records the second as it is unless the
     * first recorded something that its decision rests on; then it is decided again.
     */
    @Test
    void exactly_one_address_is_the_headquarters_whichever_commands_race() {
        var random = new Random(7);
        List<CustomersEvent> log = new ArrayList<>(List.of(REGISTERED));
        int moves = 0;
        int conflicts = 0;
        for (int round = 0; round < 1_000; round++) {
            CustomerCommand one = command(addresses(log), random);
            CustomerCommand other = command(addresses(log), random);
            List<? extends CustomersEvent> first = decided(log, one);
            List<? extends CustomersEvent> second = decided(log, other);
            Criteria boundary = CustomerBoundary.DECIDER.boundary().apply(other);
            boolean conflict = first.stream().anyMatch(event -> selects(boundary, event));
            log.addAll(first);
            log.addAll(conflict ? decided(log, other) : second);
            moves += first.size() == 3 ? 1 : 0;
            conflicts += conflict ? 1 : 0;

            Addresses now = addresses(log);
            assertThat(now.headquarters() != null || now.others().isEmpty())
                    .as("%s and %s", one, other)
                    .isTrue();
            assertThat(now.others().keySet())
                    .as("%s and %s", one, other)
                    .noneMatch(id -> id.equals(now.headquartersId()));
        }
        assertThat(List.of(moves, conflicts)).allMatch(count -> count > 100);
    }

    private static CustomerCommand command(Addresses all, Random random) {
        var id = new UUID(9, random.nextLong());
        Address address = new Address("Road " + random.nextInt(), null, null, null);
        List<UUID> others = List.copyOf(all.others().keySet());
        UUID some = others.isEmpty() ? ACME : others.get(random.nextInt(others.size()));
        return switch (random.nextInt(8)) {
            case 0, 1 -> new AddAddress(ACME, id, address);
            case 2, 3, 4 -> change(now -> now.withHeadquarters(some));
            case 5 -> change(now -> now.without(some));
            case 6 -> change(now -> now.withHeadquarters(id, null));
            default -> change(now -> now.without(now.headquarters() == null ? id : now.headquartersId()));
        };
    }

    private static Addresses addresses(List<CustomersEvent> log) {
        return state(log, CustomerBoundary.withAddresses(ACME)).addresses(ACME);
    }

    private static List<? extends CustomersEvent> decided(List<CustomersEvent> log, CustomerCommand command) {
        CustomerRegistry registry =
                state(log, CustomerBoundary.DECIDER.boundary().apply(command));
        try {
            return CustomerBoundary.DECIDER.decide().apply(command, registry);
        } catch (Refused _) {
            return List.of();
        }
    }

    private static CustomerRegistry state(List<CustomersEvent> log, Criteria boundary) {
        CustomerRegistry registry = CustomerBoundary.DECIDER.initial().get();
        for (CustomersEvent event : log) {
            if (selects(boundary, event)) {
                registry = CustomerBoundary.DECIDER.evolve().apply(registry, event);
            }
        }
        return registry;
    }

    private static boolean selects(Criteria boundary, CustomersEvent event) {
        return boundary.matches(event.getClass(), CustomersLog.VOCABULARY.tags().apply(event));
    }
}
