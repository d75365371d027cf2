package incharge.http;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.format.FormatterRegistry;

/** Query parameters and path variables are read to the letter: no trimming, no {@code yes} for true, no lists by commas. */
final class StrictConversions {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");

    private StrictConversions() {}

    static void addTo(FormatterRegistry registry) {
        registry.removeConvertible(String.class, Collection.class);
        registry.removeConvertible(String.class, Object[].class);
        add(registry, Boolean.class, StrictConversions::bool);
        add(registry, Integer.class, text -> (int) range(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
        add(registry, Long.class, text -> range(text, Long.MIN_VALUE, Long.MAX_VALUE));
        add(registry, UUID.class, StrictJson::id);
        add(registry, LocalDate.class, Fields::date);
        add(registry, Instant.class, StrictJson::instant);
        registry.addConverterFactory(new Constants());
    }

    private static <T> void add(FormatterRegistry registry, Class<T> type, Function<String, T> reading) {
        registry.addConverter(String.class, type, text -> {
            var value = reading.apply(text);
            if (value == null) throw new IllegalArgumentException("not a " + type.getSimpleName());
            return value;
        });
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    private static long range(String text, long min, long max) {
        if (!INTEGER.matcher(text).matches()) throw new IllegalArgumentException("not an integer");
        long value = Long.parseLong(text);
        if (value < min || value > max) throw new IllegalArgumentException("out of range");
        return value;
    }

    @SuppressWarnings("rawtypes")
    private static final class Constants implements ConverterFactory<String, Enum> {
        @Override
        public <T extends Enum> Converter<String, T> getConverter(Class<T> type) {
            return text -> {
                for (var constant : type.getEnumConstants()) {
                    if (StrictJson.name(constant.name()).equals(text)) return constant;
                }
                throw new IllegalArgumentException("not a constant");
            };
        }
    }
}
