package incharge.http;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.format.FormatterRegistry;

/**
 * Reads query parameters literally: no trimming, no {@code yes} for true, no comma-separated lists. {@link StrictQuery}
 * uses this before Spring converts, because Spring falls back to lenient editors where a converter fails.
 */
final class StrictConversions {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");

    private StrictConversions() {}

    /** Converts a text to a value of the type: null if it is no such value, empty if the type is not known here. */
    static Optional<Function<String, ?>> reading(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return Optional.of(StrictConversions::bool);
        }
        if (type == int.class || type == Integer.class) {
            return Optional.of(text -> range(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
        if (type == long.class || type == Long.class) {
            return Optional.of(text -> range(text, Long.MIN_VALUE, Long.MAX_VALUE));
        }
        if (type == UUID.class) {
            return Optional.of(StrictJson::id);
        }
        if (type == LocalDate.class) {
            return Optional.of(Fields::date);
        }
        if (type == Instant.class) {
            return Optional.of(StrictJson::instant);
        }
        return type.isEnum() ? Optional.of(text -> constant(type, text)) : Optional.empty();
    }

    static void addTo(FormatterRegistry registry) {
        registry.removeConvertible(String.class, Collection.class);
        registry.removeConvertible(String.class, Object[].class);
        registry.addConverter(String.class, UUID.class, required(StrictJson::id));
        registry.addConverter(String.class, LocalDate.class, required(Fields::date));
        registry.addConverter(String.class, Instant.class, required(StrictJson::instant));
        registry.addConverterFactory(new Constants());
    }

    private static <T> Converter<String, T> required(Function<String, T> reading) {
        return text -> {
            T value = reading.apply(text);
            if (value == null) {
                throw new IllegalArgumentException("not readable");
            }
            return value;
        };
    }

    private static <T> T constant(Class<T> type, String text) {
        for (T constant : type.getEnumConstants()) {
            if (StrictJson.name((Enum<?>) constant).equals(text)) {
                return constant;
            }
        }
        return null;
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    private static Long range(String text, long min, long max) {
        if (!INTEGER.matcher(text).matches()) {
            return null;
        }
        long value = Long.parseLong(text);
        return value < min || value > max ? null : value;
    }

    @SuppressWarnings("rawtypes")
    private static final class Constants implements ConverterFactory<String, Enum> {
        @Override
        public <T extends Enum> Converter<String, T> getConverter(Class<T> type) {
            return required(text -> constant(type, text));
        }
    }
}
