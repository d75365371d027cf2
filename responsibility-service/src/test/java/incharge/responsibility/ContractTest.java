package incharge.responsibility;

import static incharge.responsibility.ResponsibilityBoundary.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.contracts.Contract;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.feed.Fact;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Recorded;
import incharge.local.RealParts;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ContractTest {

    static final Contract OURS = Contract.of("incharge.responsibilities");
    static final Contract THEIRS = Contract.of("incharge.customers");
    static final JsonMapper JSON = JsonMapper.builder().build();
    static final UUID COMMAND = UUID.fromString("01890a5d-ac96-774b-bcce-000000000009");

    @Test
    void every_event_has_a_sample_and_every_sample_an_event() {
        assertThat(OURS.events())
                .containsExactlyInAnyOrderElementsOf(VOCABULARY.types().keySet().stream()
                        .map(type -> type + ".v1")
                        .toList());
    }

    @Test
    void every_event_is_written_as_its_sample() {
        List<String> types = VOCABULARY.types().keySet().stream().sorted().toList();
        Decider<ResponsibilitiesEvent, Long, ResponsibilitiesEvent> recording = new Decider<>(
                () -> 0L, (event, _) -> List.of(event), (state, _) -> state, _ -> TeamBoundary.life(COMMAND));

        try (var log = EventLog.open(RealParts.freshDatabase());
                var store = new EventStore<>(VOCABULARY, log, JSON)) {
            store.decideAll(recording, types.stream().map(ContractTest::event).toList(), Origin.of("test", COMMAND));

            List<Recorded> recorded = log.read(1, types.size());
            assertThat(recorded).extracting(Recorded::type).containsExactlyElementsOf(types);
            for (Recorded event : recorded) {
                String name = event.type() + ".v" + event.version();
                assertThat(JSON.readTree(event.payload())).isEqualTo(JSON.readTree(OURS.sample(name)));
            }
        }
    }

    private static ResponsibilitiesEvent event(String type) {
        return JSON.readValue(OURS.sample(type + ".v1"), VOCABULARY.types().get(type));
    }

    static Stream<String> theirs() {
        return THEIRS.events().stream();
    }

    @ParameterizedTest
    @MethodSource("theirs")
    void every_event_of_customers_is_understood_or_ignored_on_purpose(String name) {
        Fact fact = fact(name);

        assertThat(KnownProjection.understands(fact)).isNotEqualTo(KnownProjection.IGNORED.contains(fact.type()));
    }

    static Fact fact(String name) {
        JsonNode payload = JSON.readTree(THEIRS.sample(name));
        return new Fact(
                "incharge.customers",
                1,
                0,
                COMMAND,
                name.substring(0, name.indexOf('.')),
                1,
                "subject",
                Instant.EPOCH,
                "test",
                COMMAND.toString(),
                null,
                payload);
    }
}
