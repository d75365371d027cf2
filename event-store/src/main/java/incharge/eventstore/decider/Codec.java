package incharge.eventstore.decider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.keys.KeyErased;
import incharge.eventstore.keys.KeyStore;
import incharge.eventstore.log.Cause;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.Criterion;
import incharge.eventstore.log.NewEvent;
import incharge.eventstore.log.Recorded;
import incharge.eventstore.log.Tag;
import incharge.sealing.SealBroken;
import incharge.sealing.Sealed;
import incharge.sealing.SealingKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.RecordComponent;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes events as JSON and reads them. What is written is what is published, so the shape is fixed here and does not
 * follow the application's settings: record components in their order, nothing for what is absent, times as ISO texts.
 * Texts about persons are sealed when an event is made, and opened when it is read; those of an erased person are
 * absent then.
 */
final class Codec<E> {
    private static final Logger LOGGER = System.getLogger(Codec.class.getName());

    /** The version of every payload until one has to change. */
    private static final int VERSION = 1;

    private static final int READ_AT_ONCE = 500;
    private static final String UNFIT = "its payload does not fit";
    private static final String HASHED = "-hash:";

    private final Vocabulary<E> vocabulary;
    private final Map<String, Class<? extends E>> types;
    /** The names of the personal fields of each type that has any. */
    private final Map<String, List<String>> personal;

    private final JsonMapper json;
    /** Null where nothing is sealed. */
    private final KeyStore keys;

    /** Makes a codec that seals nothing. */
    Codec(Vocabulary<E> vocabulary, JsonMapper given) {
        this(vocabulary, given, null);
    }

    Codec(Vocabulary<E> vocabulary, JsonMapper given, KeyStore keys) {
        this.vocabulary = vocabulary;
        this.types = vocabulary.types();
        this.personal = types.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        type -> personalFields(type.getValue()).toList()));
        this.keys = keys;
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

    private static Stream<String> personalFields(Class<?> record) {
        return Stream.of(record.getRecordComponents())
                .flatMap(component -> component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                        ? personalFields(component.getType())
                        : Stream.of(component)
                                .filter(field -> field.isAnnotationPresent(Personal.class))
                                .map(RecordComponent::getName));
    }

    /** Returns the event's tags in their stored form. */
    Set<String> tags(E event) {
        Set<String> tags = vocabulary.tags().apply(event).stream()
                .map(Tag::encoded)
                .map(this::stored)
                .collect(Collectors.toSet());
        if (event instanceof ErasesPerson) {
            tags.add(ErasesPerson.TAG.encoded());
        }
        return tags;
    }

    /** Returns criteria on stored tags. An event of an older log bears a tag in clear that is hashed now. */
    Criteria stored(Criteria criteria) {
        return keys == null || vocabulary.hashedTags().isEmpty()
                ? criteria
                : new Criteria(criteria.anyOf().stream()
                        .flatMap(criterion -> Stream.of(criterion, hashed(criterion)))
                        .collect(Collectors.toSet()));
    }

    private Criterion hashed(Criterion criterion) {
        return new Criterion(
                criterion.tags().stream().map(this::stored).collect(Collectors.toSet()), criterion.types());
    }

    /** Returns the stored form of a tag; a hash has a key of its own, so that none is hashed twice. */
    private String stored(String tag) {
        String key = tag.substring(0, tag.indexOf(':'));
        return keys != null && vocabulary.hashedTags().contains(key)
                ? key + HASHED + keys.hash(tag.substring(key.length() + 1))
                : tag;
    }

    /** Returns the payload with all texts in clear. */
    byte[] write(E event) {
        return json.writeValueAsBytes(event);
    }

    /** An event that is decided, with its cause. */
    record Caused<E>(E event, Cause cause) {}

    /**
     * Returns the events as they are to be recorded, under new ids. The keys that seal them are stored before.
     *
     * @throws Refused if one has texts about a person who is erased
     */
    List<NewEvent> newEvents(List<Caused<E>> events) {
        Set<String> persons = events.stream()
                .map(caused -> person(caused.event()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        try {
            Map<String, SealingKey> known = persons.isEmpty() ? Map.of() : keys.findOrMake(persons);
            return events.stream().map(caused -> newEvent(caused, known)).toList();
        } catch (KeyErased _) {
            throw Refused.rule("erased", null, "The person is erased, so no more texts about them are recorded.");
        }
    }

    private NewEvent newEvent(Caused<E> caused, Map<String, SealingKey> known) {
        E event = caused.event();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        String person = person(event);
        return new NewEvent(
                id,
                type(event),
                VERSION,
                vocabulary.subject().apply(event),
                person == null ? write(event) : writeSealed(event, id, person, known.get(person)),
                tags(event),
                caused.cause());
    }

    private byte[] writeSealed(E event, UUID id, String person, SealingKey key) {
        ObjectNode payload = json.valueToTree(event);
        Sealed.seal(payload, personal.get(type(event)), person, key, id, published(type(event)));
        return json.writeValueAsBytes(payload);
    }

    /** Returns whether a stored event holds texts about a person in clear, as an older version recorded it. */
    boolean isClear(Recorded stored) {
        List<String> fields = personal.getOrDefault(stored.type(), List.of());
        if (fields.isEmpty()) {
            return false;
        }
        JsonNode payload = json.readTree(stored.payload());
        return fields.stream().anyMatch(payload::has) && person(read(stored)) != null;
    }

    /** Returns a stored event as it would be recorded now: with sealed texts and hashed tags. */
    Recorded sealed(Recorded stored) {
        byte[] payload = stored.payload();
        if (isClear(stored)) {
            String person = person(read(stored));
            ObjectNode clear = json.readValue(payload, ObjectNode.class);
            Sealed.seal(
                    clear,
                    personal.get(stored.type()),
                    person,
                    keys.findOrMake(List.of(person)).get(person),
                    stored.id(),
                    published(stored.type()));
            payload = json.writeValueAsBytes(clear);
        }
        Set<String> tags = stored.tags().stream().map(this::stored).collect(Collectors.toSet());
        NewEvent event = stored.event();
        return new Recorded(
                stored.position(),
                stored.time(),
                new NewEvent(event.id(), event.type(), event.version(), event.subject(), payload, tags, event.cause()));
    }

    /** Returns under whose key the event's personal fields are sealed; null if none is. */
    private String person(E event) {
        return keys == null || personal.get(type(event)).isEmpty()
                ? null
                : vocabulary.person().apply(event);
    }

    /** Returns the name of the type on the topic. */
    private String published(String type) {
        return vocabulary.name() + '.' + type + ".v" + VERSION;
    }

    /** A stored event and what it says. */
    record Read<E>(Recorded stored, E event) {}

    /**
     * Reads stored events while they are iterated over, with one query for the keys of many.
     *
     * @throws Unreadable if the type or version of one is not known, or its payload does not fit
     */
    Stream<Read<E>> read(Iterable<Recorded> stored) {
        return StreamSupport.stream(stored.spliterator(), false)
                .gather(Gatherers.windowFixed(READ_AT_ONCE))
                .flatMap(this::readSome);
    }

    /** Reads one stored event, as {@link #read(Iterable)}. */
    E read(Recorded stored) {
        return read(List.of(stored)).findFirst().orElseThrow().event();
    }

    /** The payload of an event without its sealed member, and that. */
    private record SealedPayload(ObjectNode clear, Sealed sealed) {}

    private Stream<Read<E>> readSome(List<Recorded> stored) {
        Map<Recorded, SealedPayload> payloads = new IdentityHashMap<>();
        for (Recorded one : stored) {
            sealedPayload(one).ifPresent(payload -> payloads.put(one, payload));
        }
        Map<String, SealingKey> known = payloads.isEmpty()
                ? Map.of()
                : keys.find(payloads.values().stream()
                        .map(payload -> payload.sealed().key())
                        .collect(Collectors.toSet()));
        return stored.stream().map(one -> new Read<>(one, read(one, payloads.get(one), known)));
    }

    private Optional<SealedPayload> sealedPayload(Recorded stored) {
        if (keys == null || !Sealed.mayBeIn(stored.payload())) {
            return Optional.empty();
        }
        try {
            ObjectNode payload = json.readValue(stored.payload(), ObjectNode.class);
            return Sealed.take(payload, stored.id(), published(stored.type()))
                    .map(member -> new SealedPayload(payload, member));
        } catch (JacksonException e) {
            throw unreadable(stored, UNFIT, e);
        }
    }

    /** @param payload null for an event without sealed texts */
    private E read(Recorded stored, SealedPayload payload, Map<String, SealingKey> known) {
        if (!types.containsKey(stored.type())) {
            throw unreadable(stored, "its type is not known", null);
        }
        if (stored.version() != VERSION) {
            throw unreadable(stored, "its version is not known yet", null);
        }
        try {
            if (payload == null) {
                return read(stored.type(), stored.payload());
            }
            SealingKey key = known.get(payload.sealed().key());
            return json.treeToValue(opened(payload, key), types.get(stored.type()));
        } catch (JacksonException e) {
            throw unreadable(stored, UNFIT, e);
        }
    }

    /** @param key null if the person is erased */
    private static ObjectNode opened(SealedPayload payload, SealingKey key) {
        try {
            return key == null
                    ? payload.clear()
                    : payload.clear().setAll(payload.sealed().open(key));
        } catch (SealBroken e) {
            // the key was lost and another one made since: its person can be changed further, as the views show it
            LOGGER.log(
                    Level.ERROR,
                    "the texts about " + payload.sealed().key() + " in event "
                            + payload.sealed().event() + " are taken as erased",
                    e);
            return payload.clear();
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
