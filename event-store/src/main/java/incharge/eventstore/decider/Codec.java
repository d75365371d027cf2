package incharge.eventstore.decider;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.eventstore.log.Recorded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events as JSON and back. What is written is what is published, so the shape is fixed here and does not follow the
 * application's settings: record components in their order, nothing for what is absent, times as ISO texts.
 */
final class Codec<E> {
    private final Vocabulary<E> vocabulary;
    private final Map<String, Class<? extends E>> types;
    private final Map<Old, UnaryOperator<ObjectNode>> upgrades = new HashMap<>();
    private final JsonMapper json;

    private record Old(String type, int version) {}

    Codec(Vocabulary<E> vocabulary, JsonMapper given) {
        this.vocabulary = vocabulary;
        this.types = vocabulary.types();
        this.json = given.rebuild()
                .changeDefaultPropertyInclusion(
                        _ -> JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                // a field that a later version no longer has is no reason not to read
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        for (var upgrade : vocabulary.upgrades())
            upgrades.put(new Old(upgrade.type(), upgrade.from()), upgrade.payload());
        vocabulary.versions().forEach(this::checkUpgrades);
    }

    private void checkUpgrades(Class<? extends E> type, int version) {
        for (int from = 1; from < version; from++)
            if (!upgrades.containsKey(new Old(type.getSimpleName(), from)))
                throw new IllegalArgumentException("nothing reads version " + from + " of " + type.getSimpleName());
    }

    Vocabulary<E> vocabulary() {
        return vocabulary;
    }

    String type(E event) {
        return event.getClass().getSimpleName();
    }

    int version(E event) {
        return vocabulary.versions().getOrDefault(event.getClass(), 1);
    }

    byte[] write(E event) {
        return json.writeValueAsBytes(event);
    }

    /**
     * The event as the program knows it today.
     *
     * @throws Unreadable if its type or version is not known, or its payload does not fit
     */
    E read(Recorded stored) {
        var type = types.get(stored.type());
        if (type == null) throw unreadable(stored, "its type is not known", null);
        int version = vocabulary.versions().getOrDefault(type, 1);
        if (stored.version() > version) throw unreadable(stored, "its version is not known yet", null);
        try {
            if (stored.version() == version) return json.readValue(stored.payload(), type);
            var payload = (ObjectNode) json.readTree(stored.payload());
            for (int from = stored.version(); from < version; from++)
                payload = upgrades.get(new Old(stored.type(), from)).apply(payload);
            return json.treeToValue(payload, type);
        } catch (JacksonException | ClassCastException e) {
            throw unreadable(stored, "its payload does not fit", e);
        }
    }

    /** The refusals among the outcomes, so that a repeat of the request can be told them. */
    String writeRefusals(List<Outcome<E>> outcomes) {
        return json.writeValueAsString(outcomes.stream()
                .map(Outcome::refused)
                .filter(Objects::nonNull)
                .map(no -> new Refusal(no.kind(), no.code(), no.field(), no.getMessage()))
                .toList());
    }

    /** The refusals in their order. */
    List<Refused> readRefusals(byte[] answer) {
        return Stream.of(json.readValue(answer, Refusal[].class))
                .map(no -> Refused.of(no.kind, no.code, no.field, no.message))
                .toList();
    }

    private record Refusal(Refused.Kind kind, String code, String field, String message) {}

    private static Unreadable unreadable(Recorded stored, String why, Exception cause) {
        return new Unreadable(
                "the event at " + stored.position() + " (" + stored.type() + ", version " + stored.version()
                        + ") cannot be read: " + why,
                cause);
    }
}
