package incharge.reporting.answers;

/** Makes sort keys as texts: they compare in the order of the lists, and a cursor can carry them. */
public final class SortKeys {

    /** Separates the parts of a key; compares below every other character of a key. */
    public static final char PART = '\0';

    private SortKeys() {}

    /**
     * Returns the first two parts of a key. Where keys of lines begin with the keys of their customers, that is the
     * customer's.
     */
    public static String ofFirst(String key) {
        int end = key.indexOf(PART, key.indexOf(PART) + 1);
        return end < 0 ? key : key.substring(0, end);
    }

    /** Returns a key that compares digits by their value and the rest as folded text. */
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
            // digits compare before letters, shorter runs before longer ones
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
