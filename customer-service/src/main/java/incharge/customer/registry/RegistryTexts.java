package incharge.customer.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a customer's texts of those of a registry. Letters stay as they are registered; what is absent may be missing,
 * null or blank there, and is null here.
 */
final class RegistryTexts {

    private static final String CARE_OF = "c/o ";

    private RegistryTexts() {}

    /** Returns the elements of a list that may be missing and have nulls. */
    static <T> Stream<T> present(List<T> list) {
        return list == null ? Stream.empty() : list.stream().filter(Objects::nonNull);
    }

    /** Half of a surrogate pair, which no answer can hold, becomes a question mark. */
    static String text(String registered) {
        return registered == null || registered.isBlank()
                ? null
                : new String(registered.strip().getBytes(UTF_8), UTF_8);
    }

    /** Joins the parts of one line of a street. */
    static String line(String... parts) {
        return joined(Stream.of(parts), " ");
    }

    /** Joins the lines of a street, one that names who receives the mail for somebody else first. */
    static String street(Stream<String> lines) {
        return joined(
                lines.map(RegistryTexts::text)
                        .filter(Objects::nonNull)
                        .sorted(Comparator.comparing(line -> !isCareOf(line))),
                ", ");
    }

    static String careOf(String receiver) {
        String text = text(receiver);
        return text == null || isCareOf(text) ? text : CARE_OF + text;
    }

    private static boolean isCareOf(String line) {
        return line.regionMatches(true, 0, CARE_OF, 0, CARE_OF.length());
    }

    private static String joined(Stream<String> parts, String separator) {
        return text(parts.map(RegistryTexts::text).filter(Objects::nonNull).collect(Collectors.joining(separator)));
    }

    /** Registries have most websites without a scheme. */
    static String website(String registered) {
        String text = text(registered);
        return text == null || text.contains("://") ? text : "https://" + text;
    }
}
