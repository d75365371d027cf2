package incharge.eventstore.decider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.log.Cause;
import incharge.eventstore.log.NewEvent;
import incharge.eventstore.log.Recorded;
import incharge.eventstore.log.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes events as JSON and reads them. What is written is what is published, so the shape is fixed here and does not
 * follow the application's settings: record components in their order, nothing for what is absent, times as ISO texts.
 */
final class Codec<E> {
    /** The version of every payload until one has to change. */
    private static final int VERSION = 1;

    private final Vocabulary<E> vocabulary;
    private final Map<String, Class<? extends E>> types;
    private final JsonMapper json;

    Codec(Vocabulary<E> vocabulary, JsonMapper given) {
        this.vocabulary = vocabulary;
        this.types = vocabulary.types();
        this.json = given.rebuild()
                .changeDefaultPropertyInclusion(
                        _ -> JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                // an event stays readable when a later program no longer has one of its fields
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    /** Returns the names of all types. */
    Set<String> types() {
        return types.keySet();
    }

    String type(E event) {
        return event.getClass().getSimpleName();
    }

    int tagsVersion() {
        return vocabulary.tagsVersion();
    }

    /** Returns the event's tags in their stored form. */
    Set<String> tags(E event) {
        return vocabulary.tags().apply(event).stream().map(Tag::encoded).collect(Collectors.toSet());
    }

    byte[] write(E event) {
        return json.writeValueAsBytes(event);
    }

    /** Returns the event as it is to be recorded, under a new id. */
    NewEvent newEvent(E event, Cause cause) {
        return new NewEvent(
                UuidCreator.getTimeOrderedEpoch(),
                type(event),
                VERSION,
                vocabulary.subject().apply(event),
                write(event),
                tags(event),
                cause);
    }

    /**
     * Reads a stored event.
     *
     * @throws Unreadable if its type or version is not known, or its payload does not fit
     */
    E read(Recorded stored) {
        if (!types.containsKey(stored.type())) {
            throw unreadable(stored, "its type is not known", null);
        }
        if (stored.version() != VERSION) {
            throw unreadable(stored, "its version is not known yet", null);
        }
        try {
            return read(stored.type(), stored.payload());
        } catch (JacksonException e) {
            throw unreadable(stored, "its payload does not fit", e);
        }
    }

    E read(String type, byte[] payload) {
        return json.readValue(payload, types.get(type));
    }

    /** Returns the refusals among the outcomes as JSON, from which a repeat of the request is answered. */
    String writeRefusals(List<Outcome<E>> outcomes) {
        return json.writeValueAsString(outcomes.stream()
                .map(Outcome::refused)
                .filter(Objects::nonNull)
                .map(no -> new Refusal(no.kind(), no.code(), no.field(), no.getMessage()))
                .toList());
    }

    /** Returns the refusals in their order. */
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
