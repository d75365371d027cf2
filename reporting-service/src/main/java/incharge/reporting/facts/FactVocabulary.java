package incharge.reporting.facts;

import incharge.feed.Fact;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads the facts of a topic as records; skips and counts unknown types and versions. */
public final class FactVocabulary {

    private static final Map<String, Map<String, Class<? extends ReportingFact>>> VOCABULARIES = Map.of(
            "incharge.customers", named(CustomersFact.class),
            "incharge.responsibilities", named(ResponsibilitiesFact.class),
            "incharge.groupings", named(GroupingsFact.class));

    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private final MeterRegistry metrics;

    public FactVocabulary(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Empty for an unknown type or version; fails when a known one cannot be read. */
    public Optional<ReportingFact> read(Fact fact) {
        var vocabulary = VOCABULARIES.get(fact.topic());
        var type = vocabulary == null || fact.version() != 1 ? null : vocabulary.get(fact.type());
        if (type == null) {
            metrics.counter("incharge.reporting.skipped", "topic", fact.topic(), "type", fact.type())
                    .increment();
            return Optional.empty();
        }
        return Optional.of(json.treeToValue(fact.payload(), type));
    }

    private static Map<String, Class<? extends ReportingFact>> named(Class<? extends ReportingFact> vocabulary) {
        return permitted(vocabulary).collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));
    }

    private static Stream<Class<? extends ReportingFact>> permitted(Class<? extends ReportingFact> vocabulary) {
        return Arrays.stream(vocabulary.getPermittedSubclasses()).map(type -> type.asSubclass(ReportingFact.class));
    }
}
