package incharge.http;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;

/**
 * Positions by source, in the form of the headers {@code Event-Position} and {@code Min-Event-Position}:
 * {@code customers=1042, groupings=7}.
 */
public record EventPositions(SortedMap<String, Long> bySource) {
    public static final String HEADER = "Event-Position";
    public static final String MINIMUM = "Min-Event-Position";

    private static final Pattern ENTRY = Pattern.compile("([a-z][a-z-]{0,63})=(0|[1-9][0-9]{0,17})");

    public EventPositions {
        bySource = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(bySource));
    }

    public static EventPositions of(Map<String, Long> bySource) {
        return new EventPositions(new TreeMap<>(bySource));
    }

    /**
     * Sets the header to one position, as in {@code ResponseEntity.ok().headers(at("customers", decision.position()))}.
     */
    public static Consumer<HttpHeaders> at(String source, long position) {
        return of(Map.of(source, position)).header();
    }

    /** Sets the header to several positions, as in {@code ResponseEntity.ok().headers(at(snapshot.positions()))}. */
    public static Consumer<HttpHeaders> at(Map<String, Long> positions) {
        return of(positions).header();
    }

    /** Reads a header's value; a malformed one is a 400 that names {@code Min-Event-Position}. */
    public static EventPositions parse(String value) {
        return read(value).orElseThrow(EventPositions::malformed);
    }

    /** Reads positions as an answer wrote them; empty if the text is malformed. */
    public static Optional<EventPositions> read(String text) {
        var bySource = new TreeMap<String, Long>();
        for (String part : text.split(",", -1)) {
            Matcher entry = ENTRY.matcher(part.strip());
            if (!entry.matches()) {
                return Optional.empty();
            }
            bySource.merge(entry.group(1), Long.valueOf(entry.group(2)), Math::max);
        }
        return Optional.of(new EventPositions(bySource));
    }

    private static InvalidInput malformed() {
        return InvalidInput.request(
                MINIMUM, "position-malformed", MINIMUM + " is written as customers=1042, responsibilities=77.");
    }

    private Consumer<HttpHeaders> header() {
        return headers -> headers.set(HEADER, toString());
    }

    @Override
    public String toString() {
        return bySource.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
