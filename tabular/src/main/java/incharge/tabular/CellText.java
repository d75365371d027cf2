package incharge.tabular;

/** What text may be in a cell. */
final class CellText {

    /** What a spreadsheet takes as the start of a formula; the wide forms count in East Asian versions. */
    private static final String FORMULA_STARTS = "=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20";

    private CellText() {}

    /** Whether a spreadsheet could take the text for a formula. */
    static boolean startsLikeFormula(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    }

    /** The text with U+FFFD for each character that XML cannot hold: controls, lone surrogates, non-characters. */
    static String legal(String text) {
        int at = firstIllegal(text);
        if (at < 0) {
            return text;
        }
        StringBuilder legal = new StringBuilder(text);
        while (at >= 0) {
            legal.setCharAt(at, '\uFFFD');
            at = firstIllegal(legal, at + 1);
        }
        return legal.toString();
    }

    /** Index of the first character that XML cannot hold, -1 for none. */
    static int firstIllegal(CharSequence text) {
        return firstIllegal(text, 0);
    }

    private static int firstIllegal(CharSequence text, int from) {
        int length = text.length();
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0xD800) {
                continue;
            }
            if (c < 0x20) {
                if (c != '\t' && c != '\n' && c != '\r') {
                    return i;
                }
            } else if (Character.isHighSurrogate(c)) {
                if (i + 1 == length || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            } else if (Character.isLowSurrogate(c) || c >= 0xFFFE) {
                return i;
            }
        }
        return -1;
    }

    /** The text without white space at its ends; no-break spaces and byte order marks count as such. */
    static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\u00A0' || c == '\uFEFF' || c == '\u202F' || Character.isWhitespace(c);
    }
}
