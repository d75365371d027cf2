package incharge.feed;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads facts into the consumer's own records. For each topic a sealed interface lists the records that the consumer
 * understands; the simple name of a record is the type of the fact. Fields that the record lacks are ignored, fields
 * that the payload lacks are null, and a type or version that is not listed is no fact for this consumer.
 *
 * <pre>{@code
 * static final FactVocabulary<ForeignFact> FACTS = new FactVocabulary<>(Map.of(
 *         "incharge.groupings", ForeignFact.GroupingsFact.class,
 *         "incharge.responsibilities", ForeignFact.ResponsibilitiesFact.class));
 * }</pre>
 *
 * @param <F> the sealed interface of all records
 */
public final class FactVocabulary<F> {
    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Map<String, Map<String, Class<? extends F>>> recordsByTopic;

    /** @param sealedByTopic the sealed interface of each topic's facts, by topic */
    public FactVocabulary(Map<String, Class<? extends F>> sealedByTopic) {
        recordsByTopic = sealedByTopic.entrySet().stream()
                .collect(toUnmodifiableMap(Map.Entry::getKey, entry -> byName(entry.getValue())));
    }

    private static <F> Map<String, Class<? extends F>> byName(Class<? extends F> sealed) {
        return FactVocabulary.<F>records(sealed)
                .distinct()
                .collect(toUnmodifiableMap(Class::getSimpleName, Function.identity()));
    }

    private static <F> Stream<Class<? extends F>> records(Class<? extends F> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(permitted -> records(permitted.asSubclass(type)))
                : Stream.of(type);
    }

    public Set<String> topics() {
        return recordsByTopic.keySet();
    }

    /** Returns whether the consumer understands facts of this topic, type and version. */
    public boolean includes(Fact fact) {
        return fact.version() == VERSION
                && recordsByTopic.getOrDefault(fact.topic(), Map.of()).containsKey(fact.type());
    }

    /** Returns the payload as a record, empty unless {@link #includes}; fails if the payload cannot be read. */
    public Optional<F> read(Fact fact) {
        return includes(fact)
                ? Optional.of(fact.content().as(recordsByTopic.get(fact.topic()).get(fact.type()), JSON))
                : Optional.empty();
    }

    /** Reads the facts of a batch that are included, in order. */
    public List<TypedFact<F>> read(List<Fact> batch) {
        return batch.stream()
                .flatMap(fact -> read(fact).map(content -> new TypedFact<>(content, fact)).stream())
                .toList();
    }
}
