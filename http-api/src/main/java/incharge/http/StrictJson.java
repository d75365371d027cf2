package incharge.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON dialect of requests and answers: nothing is guessed, dropped or converted, so unexpected input is an error.
 * Enum constants are written in camel case ({@code CREATED_AT} as {@code createdAt}).
 */
public final class StrictJson {
    /** Not for stored events, which are read tolerantly. */
    public static final JsonMapper MAPPER = mapper();

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private StrictJson() {}

    private static JsonMapper mapper() {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxDocumentLength(BodyLimitFilter.LIMIT)
                .maxNestingDepth(50)
                .maxTokenCount(1_000_000)
                .maxNameLength(1_000)
                .build();
        SimpleModule texts = new SimpleModule("incharge.http")
                .addDeserializer(String.class, new Strict<>(String.class, "text-invalid", StrictJson::text))
                .addDeserializer(UUID.class, new Strict<>(UUID.class, "id-invalid", StrictJson::id))
                .addDeserializer(LocalDate.class, new Strict<>(LocalDate.class, "date-invalid", Fields::date))
                .addDeserializer(Instant.class, new Strict<>(Instant.class, "instant-invalid", StrictJson::instant))
                .addDeserializer(Patch.class, new PatchReader(null, null));
        return JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(limits).build())
                .addModule(texts)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .withCoercionConfigDefaults(
                        shapes -> shapes.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail))
                .changeDefaultNullHandling(nulls -> nulls.withContentNulls(com.fasterxml.jackson.annotation.Nulls.FAIL))
                .enumNamingStrategy((_, _, constant) -> name(constant))
                .build();
    }

    /** Returns the name of an enum constant in JSON and in query parameters; {@link JsonProperty} gives it another. */
    static String name(Enum<?> constant) {
        try {
            var given = constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
            return given == null ? name(constant.name()) : given.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the name of an enum constant where its class does not say otherwise. */
    static String name(String constant) {
        if (!constant.equals(constant.toUpperCase(java.util.Locale.ROOT))) {
            return constant;
        }
        var name = new StringBuilder();
        for (String word : constant.toLowerCase(java.util.Locale.ROOT).split("_")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    public static UUID id(String text) {
        return ID.matcher(text).matches() ? UUID.fromString(text) : null;
    }

    static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static String text(String text) {
        return Text.error(text) == null ? text : null;
    }

    /** A text that is not a valid value of its type. */
    static final class Unfit extends DatabindException {
        final String code;

        Unfit(JsonParser parser, String code) {
            super(parser, code);
            this.code = code;
        }
    }

    /** Reads a value from a JSON string only. */
    private static final class Strict<T> extends StdScalarDeserializer<T> {
        private final String code;
        private final transient Function<String, T> reading;

        Strict(Class<T> type, String code, Function<String, T> reading) {
            super(type);
            this.code = code;
            this.reading = reading;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (T) context.handleUnexpectedToken(handledType(), parser);
            }
            T value = reading.apply(parser.getString());
            if (value == null) {
                throw new Unfit(parser, code);
            }
            return value;
        }
    }

    private static final class PatchReader extends ValueDeserializer<Patch<?>> {
        private final JavaType content;
        private final ValueDeserializer<?> reader;

        PatchReader(JavaType content, ValueDeserializer<?> reader) {
            this.content = content;
            this.reader = reader;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            JavaType type = context.getContextualType().containedTypeOrUnknown(0);
            return new PatchReader(type, context.findContextualValueDeserializer(type, property));
        }

        @Override
        public Patch<?> deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.START_OBJECT)) {
                return (Patch<?>) context.handleUnexpectedToken(Patch.class, parser);
            }
            ObjectNode document = context.getNodeFactory().objectNode();
            Collection<Object> known = reader.getKnownPropertyNames();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                // fails at the first one, before a million of them fill the memory
                if (known != null && !known.contains(name)) {
                    throw UnrecognizedPropertyException.from(parser, content.getRawClass(), name, List.of());
                }
                parser.nextToken();
                document.set(name, context.readTree(parser));
            }
            return new Patch<>(document, context.readTreeAsValue(document, content));
        }

        /** Fails, so that a body null is a missing body also where no controller's parameter requires one. */
        @Override
        public Patch<?> getNullValue(DeserializationContext context) {
            throw MismatchedInputException.from(context.getParser(), Patch.class, "No content: null");
        }
    }
}
