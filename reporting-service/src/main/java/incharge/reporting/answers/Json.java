package incharge.reporting.answers;

import incharge.reporting.snapshot.Named;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/** Writes answers directly from the snapshot, without objects in between. Absent values are written as null. */
public final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Returns the written JSON as UTF-8 bytes. */
    public static byte[] bytes(Consumer<JsonGenerator> written) {
        try (var bytes = new ByteArrayBuilder(16_384)) {
            try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
                written.accept(json);
            }
            return bytes.toByteArray();
        }
    }

    /** Writes {@code {"id":...,"name":...}}, or null. */
    public static void named(JsonGenerator json, String property, Named entity) {
        json.writeName(property);
        named(json, entity);
    }

    /** Writes an array of {@code {"id":...,"name":...}}. */
    public static void allNamed(JsonGenerator json, String property, Collection<? extends Named> entities) {
        json.writeArrayPropertyStart(property);
        entities.forEach(entity -> named(json, entity));
        json.writeEndArray();
    }

    public static void id(JsonGenerator json, String property, UUID id) {
        text(json, property, id == null ? null : id.toString());
    }

    public static void text(JsonGenerator json, String property, String text) {
        json.writeName(property);
        json.writeString(text);
    }

    /** Writes the name; of an erased person null, and that the person is erased. */
    public static void name(JsonGenerator json, Named entity) {
        name(json, entity.name(), entity.erased());
    }

    public static void name(JsonGenerator json, String name, boolean erased) {
        text(json, "name", name);
        if (erased) {
            json.writeBooleanProperty("erased", true);
        }
    }

    public static void date(JsonGenerator json, String property, LocalDate date) {
        text(json, property, date == null ? null : date.toString());
    }

    public static void time(JsonGenerator json, String property, Instant time) {
        text(json, property, time == null ? null : time.toString());
    }

    /** Writes what a document of the database holds: texts, numbers, booleans, lists and documents of them. */
    public static void value(JsonGenerator json, Object value) {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(one -> value(json, one));
                json.writeEndArray();
            }
            case Map<?, ?> document -> {
                json.writeStartObject();
                document.forEach((name, one) -> {
                    json.writeName((String) name);
                    value(json, one);
                });
                json.writeEndObject();
            }
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private static void named(JsonGenerator json, Named entity) {
        if (entity == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        id(json, "id", entity.id());
        name(json, entity);
        json.writeEndObject();
    }
}
