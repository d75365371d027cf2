package incharge.http;

import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A resource's ETag: the position of its last event, in quotes; 0 for one that exists without events. */
public final class ETags {
    private static final Pattern OURS = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");

    /** One entity tag of a list with the comma or the end behind it (RFC 9110). */
    private static final Pattern LISTED =
            Pattern.compile("\\G[ \\t,]*+((?:W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*+\")[ \\t]*+(?:,[ \\t,]*+|$)");

    private ETags() {}

    /**
     * The versions that {@code If-Match} names.
     *
     * @param any whether every version matches, as long as there is one ({@code *})
     * @param positions of our strong entity tags; a foreign or a weak one matches nothing
     */
    public record IfMatch(boolean any, Set<Long> positions) {
        /** Returns whether a resource that exists at this position matches. */
        public boolean matches(long position) {
            return any || positions.contains(position);
        }
    }

    /** Returns {@code "1042"}, for {@code ResponseEntity.ok().eTag(...)}. */
    public static String of(long position) {
        return '"' + Long.toString(position) + '"';
    }

    /** Reads the lines of {@code If-Match}: empty if there is none, 400 if they are no list of entity tags. */
    public static Optional<IfMatch> expected(Enumeration<String> lines) {
        if (!lines.hasMoreElements()) {
            return Optional.empty();
        }
        String value = String.join(",", Collections.list(lines)).strip();
        if (value.equals("*")) {
            return Optional.of(new IfMatch(true, Set.of()));
        }
        return Optional.of(new IfMatch(false, positions(value)));
    }

    private static Set<Long> positions(String value) {
        var positions = new HashSet<Long>();
        int end = 0;
        for (Matcher tags = LISTED.matcher(value); end < value.length() && tags.find(); end = tags.end()) {
            Matcher ours = OURS.matcher(tags.group(1));
            if (ours.matches()) {
                positions.add(Long.valueOf(ours.group(1)));
            }
        }
        if (value.isEmpty() || end < value.length()) {
            throw InvalidInput.request(
                    "If-Match", "if-match-malformed", "If-Match takes * or entity tags such as \"1042\".");
        }
        return positions;
    }
}
