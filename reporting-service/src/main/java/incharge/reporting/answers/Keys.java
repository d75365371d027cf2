package incharge.reporting.answers;

import incharge.reporting.snapshot.Named;

/** Sort keys as texts: they compare as the lists are ordered, and a cursor can carry them. */
public final class Keys {

    /** Below every character that a folded text has. */
    public static final char PART = '\0';

    private Keys() {}

    public static String of(Named thing) {
        return thing.text() + PART + thing.id();
    }

    /** A number that compares as a number: digits by their value, the rest as folded text. */
    public static String natural(String folded) {
        var key = new StringBuilder(folded.length() + 4);
        int at = 0;
        while (at < folded.length()) {
            int end = at;
            while (end < folded.length() && isDigit(folded.charAt(end))) {
                end++;
            }
            if (end == at) {
                key.append(folded.charAt(at++));
                continue;
            }
            while (at < end - 1 && folded.charAt(at) == '0') {
                at++;
            }
            // digits stand before letters, shorter runs before longer ones
            key.append('0').append((char) (end - at)).append(folded, at, end);
            at = end;
        }
        return key.toString();
    }

    public static String counted(long number) {
        return "%019d".formatted(number);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
