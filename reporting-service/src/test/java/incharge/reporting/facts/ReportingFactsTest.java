package incharge.reporting.facts;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.contracts.Contract;
import incharge.feed.Fact;
import incharge.feed.Payload;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ReportingFactsTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ReportingFacts facts = new ReportingFacts(metrics);

    @ParameterizedTest
    @ValueSource(strings = {"incharge.customers", "incharge.responsibilities", "incharge.groupings"})
    void every_sample_is_read(String topic) {
        var contract = Contract.of(topic);
        for (String event : contract.events()) {
            int version = event.lastIndexOf(".v");
            Fact fact = fact(
                    topic,
                    event.substring(0, version),
                    Integer.parseInt(event.substring(version + 2)),
                    contract.sample(event));

            assertThat(facts.read(List.of(fact)))
                    .as(event)
                    .singleElement()
                    .satisfies(read -> assertThat(read.content())
                            .hasNoNullFieldsOrPropertiesExcept("category")
                            .extracting(one -> one.getClass().getSimpleName())
                            .isEqualTo(fact.type()));
        }
    }

    @Test
    void an_unknown_type_or_version_is_skipped_and_counted() {
        assertThat(facts.read(List.of(fact("incharge.customers", "CustomerSang", 1, "{}"))))
                .isEmpty();
        assertThat(facts.read(List.of(fact("incharge.customers", "CustomerRenamed", 2, "{}"))))
                .isEmpty();

        assertThat(skipped("incharge.customers")).isEqualTo(2);
        assertThat(skipped("incharge.groupings")).isZero();
    }

    private double skipped(String topic) {
        return metrics.get("incharge.reporting.skipped")
                .tag("topic", topic)
                .counter()
                .count();
    }

    private static Fact fact(String topic, String type, int version, String payload) {
        return new Fact(
                topic,
                1,
                0,
                UUID.randomUUID(),
                type,
                version,
                "subject",
                Instant.EPOCH,
                "anna",
                "command",
                null,
                null,
                null,
                null,
                Payload.of(JsonMapper.shared().readTree(payload)));
    }
}
