package incharge.customer.customer;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.customer.card.Race;
import incharge.customer.customer.CustomerCommand.ChangeCustomer;
import incharge.customer.customer.CustomerCommand.ChangeWithAddresses;
import incharge.customer.event.Address;
import incharge.customer.event.AddressEvent.AddressAdded;
import incharge.customer.event.CustomerDetails;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.Place;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadquartersRaceTest {

    private static final int ROUNDS = 1_000;
    private static final int AT_ONCE = 16;

    /** A customer with its headquarters and two other addresses. */
    private record Customer(int round) {

        UUID id() {
            return id(0);
        }

        UUID id(int address) {
            return UUID.fromString("01890a5d-ac96-774b-%04d-%012d".formatted(round, address));
        }

        List<CustomersEvent> before() {
            CustomerDetails details = CustomerDetails.NONE.withHeadquarters(id(1), in("Helsinki"));
            return List.of(
                    new CustomerRegistered(id(), "R-" + round, "Acme", details, null, null),
                    new AddressAdded(id(2), Place.beneath(id()), in("Tampere")),
                    new AddressAdded(id(3), Place.beneath(id()), in("Turku")));
        }

        private static Address in(String city) {
            return new Address(null, null, city, null);
        }

        CustomerCommand change(UnaryOperator<Addresses> addresses) {
            return new ChangeWithAddresses(ChangeCustomer.nothing(id()), addresses);
        }

        CustomerCommand moveTo(int address) {
            return change(all -> all.withHeadquarters(id(address)));
        }

        CustomerCommand remove(int address) {
            return change(all -> all.without(id(address)));
        }

        Addresses addresses(Race race) {
            return race.state(CustomerBoundary.DECIDER, CustomerBoundary.withAddresses(id()))
                    .addresses(id());
        }
    }

    private static List<Customer> customers() {
        return IntStream.range(0, ROUNDS).mapToObj(Customer::new).toList();
    }

    private static Race race() {
        return new Race(customers().stream()
                .flatMap(customer -> customer.before().stream())
                .toList());
    }

    /** Returns what came of both commands at the same time, for each customer. */
    private static List<List<String>> outcomes(
            Race race, Function<Customer, CustomerCommand> one, Function<Customer, CustomerCommand> other) {
        return customers().stream()
                .gather(Gatherers.mapConcurrent(
                        AT_ONCE,
                        customer -> race.between(CustomerBoundary.DECIDER, one.apply(customer), other.apply(customer))))
                .toList();
    }

    @Test
    void of_two_moves_at_the_same_time_the_later_one_stays_and_no_address_is_lost_a_thousand_times() {
        try (Race race = race()) {
            List<List<String>> outcomes =
                    outcomes(race, customer -> customer.moveTo(2), customer -> customer.moveTo(3));

            assertThat(outcomes).hasSize(ROUNDS).containsOnly(List.of("3", "3"));
            assertThat(customers()).allSatisfy(customer -> {
                Addresses after = customer.addresses(race);
                assertThat(after.headquartersId()).isIn(customer.id(2), customer.id(3));
                assertThat(after.others())
                        .containsOnlyKeys(List.of(2, 3, 1).stream()
                                .map(customer::id)
                                .filter(id -> !id.equals(after.headquartersId()))
                                .toList());
            });
        }
    }

    @Test
    void an_address_that_is_removed_at_the_same_time_is_the_headquarters_or_gone_a_thousand_times() {
        try (Race race = race()) {
            List<List<String>> outcomes =
                    outcomes(race, customer -> customer.moveTo(2), customer -> customer.remove(2));

            assertThat(outcomes)
                    .hasSize(ROUNDS)
                    .allSatisfy(outcome -> assertThat(outcome)
                            .isIn(List.of("3", "headquarters-required"), List.of("address-unknown", "1")));
            assertThat(customers()).allSatisfy(customer -> {
                Addresses after = customer.addresses(race);
                boolean moved = outcomes.get(customer.round()).getFirst().equals("3");
                assertThat(after.headquartersId()).isEqualTo(customer.id(moved ? 2 : 1));
                assertThat(after.others()).containsOnlyKeys(moved ? customer.id(1) : customer.id(3), customer.id(3));
            });
        }
    }
}
