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

/** Reads a fact of a topic into our own record; a type or version that we do not know is no fact for us. */
public final class KnownFacts {

    private static final Map<String, Map<String, Class<? extends KnownFact>>> VOCABULARIES = Map.of(
            "incharge.customers", named(CustomersFact.class),
            "incharge.responsibilities", named(ResponsibilitiesFact.class),
            "incharge.groupings", named(GroupingsFact.class));

    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private final MeterRegistry metrics;

    public KnownFacts(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Empty, and counted, when we do not know such facts; fails when one that we know cannot be read. */
    public Optional<KnownFact> read(Fact fact) {
        var vocabulary = VOCABULARIES.get(fact.topic());
        var type = vocabulary == null || fact.version() != 1 ? null : vocabulary.get(fact.type());
        if (type == null) {
            metrics.counter("incharge.reporting.skipped", "topic", fact.topic(), "type", fact.type())
                    .increment();
            return Optional.empty();
        }
        return Optional.of(json.treeToValue(fact.payload(), type));
    }

    private static Map<String, Class<? extends KnownFact>> named(Class<? extends KnownFact> vocabulary) {
        return permitted(vocabulary).collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));
    }

    private static Stream<Class<? extends KnownFact>> permitted(Class<? extends KnownFact> vocabulary) {
        return Arrays.stream(vocabulary.getPermittedSubclasses()).map(type -> type.asSubclass(KnownFact.class));
    }
}
