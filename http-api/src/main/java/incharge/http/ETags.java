package incharge.http;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A resource's ETag: the position of its last event, in quotes. */
public final class ETags {
    /** The position that a foreign entity tag stands for. No event has it, so the tag is always stale. */
    public static final long FOREIGN = Long.MAX_VALUE;

    private static final Pattern OURS = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");
    private static final Pattern ANY = Pattern.compile("(W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"");

    private ETags() {}

    /** Returns {@code "1042"}, for {@code ResponseEntity.ok().eTag(...)}. */
    public static String of(long position) {
        return '"' + Long.toString(position) + '"';
    }

    /** Reads the position from {@code If-Match}: empty if the header is absent or {@code *}, 400 if it is malformed. */
    public static OptionalLong expected(String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return OptionalLong.empty();
        }
        String value = ifMatch.strip();
        Matcher ours = OURS.matcher(value);
        if (ours.matches()) {
            return OptionalLong.of(Long.parseLong(ours.group(1)));
        }
        if (ANY.matcher(value).matches()) {
            return OptionalLong.of(FOREIGN);
        }
        throw InvalidInput.request("If-Match", "if-match-malformed", "If-Match takes one entity tag such as \"1042\".");
    }
}
