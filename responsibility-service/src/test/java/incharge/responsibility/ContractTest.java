package incharge.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.contracts.Contract;
import incharge.eventstore.feed.Fact;
import incharge.eventstore.testing.GoldenSamples;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class ContractTest {

    private static final Contract OURS = Contract.of("incharge.responsibilities");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void every_event_has_a_sample_and_is_written_as_it() {
        assertThat(OURS.events())
                .containsExactlyInAnyOrderElementsOf(ResponsibilityBoundary.VOCABULARY.types().keySet().stream()
                        .map(type -> type + ".v1")
                        .toList());

        GoldenSamples.check(ResponsibilityBoundary.VOCABULARY, OURS::sample);
    }

    static Stream<Arguments> heard() {
        return KnownProjection.TOPICS.stream()
                .map(Contract::of)
                .flatMap(contract -> contract.events().stream().map(event -> Arguments.of(contract, event)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("heard")
    void every_event_of_the_others_is_understood_or_ignored_on_purpose(Contract theirs, String event) {
        Fact fact = fact(theirs, event);

        assertThat(KnownProjection.understands(fact)).isNotEqualTo(KnownProjection.IGNORED.contains(fact.type()));
    }

    private static Fact fact(Contract contract, String event) {
        return new Fact(
                contract.topic(),
                1,
                0,
                UUID.randomUUID(),
                event.substring(0, event.indexOf('.')),
                1,
                "subject",
                Instant.EPOCH,
                "test",
                "command",
                null,
                JSON.readTree(contract.sample(event)));
    }
}
