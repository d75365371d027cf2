package incharge.customer.salescase;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.customer.card.Card;
import incharge.customer.card.Race;
import incharge.customer.card.ThingCommand;
import incharge.customer.card.ThingCommand.ChangeThing;
import incharge.customer.event.Place;
import incharge.customer.event.SalesCaseDetails;
import incharge.customer.event.SalesCaseEvent.SalesCaseOpened;
import incharge.customer.event.SalesCaseState;
import incharge.http.Fields;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SalesCaseRaceTest {

    private static final int ROUNDS = 1_000;
    private static final int AT_ONCE = 16;
    private static final Place ON_ACME = Place.beneath(UUID.fromString("01890a5d-ac96-774b-bcce-000000000002"));

    private static UUID id(int round) {
        return UUID.fromString("01890a5d-ac96-774b-bcce-%012d".formatted(1_000 + round));
    }

    private static ThingCommand<SalesCase> winning(int round) {
        return new ChangeThing<>(id(round), ON_ACME, before -> {
            var won = new SalesCaseFields(
                    "Hall", null, null, 40, null, null, SalesCaseState.WON, before.closedOn(), null, null, null);
            return won.check(new Fields(), before, "state"::equals, LocalDate.of(2026, 5, 29));
        });
    }

    @Test
    void one_that_is_won_twice_at_the_same_time_is_won_once_a_thousand_times() {
        var details = new SalesCaseDetails("Hall", null, null, 40, null, null);
        List<SalesCaseOpened> opened = IntStream.range(0, ROUNDS)
                .mapToObj(round -> new SalesCaseOpened(id(round), ON_ACME, details))
                .toList();
        try (var race = new Race(opened)) {
            List<List<String>> outcomes = IntStream.range(0, ROUNDS)
                    .boxed()
                    .gather(Gatherers.mapConcurrent(
                            AT_ONCE,
                            round -> race.between(Card.decider(SalesCase.KIND), winning(round), winning(round))))
                    .toList();
            assertThat(outcomes)
                    .hasSize(ROUNDS)
                    .allSatisfy(outcome -> assertThat(outcome).containsExactlyInAnyOrder("1", "0"));
        }
    }
}
