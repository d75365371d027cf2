package incharge.tabular;

/** Checks and cleans the text of cells. */
final class CellText {

    /** A spreadsheet takes each of these for the start of a formula, the wide forms in its East Asian versions. */
    private static final String FORMULA_STARTS = "=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20";

    private CellText() {}

    /** Returns whether a spreadsheet may take the text for a formula. */
    static boolean startsLikeFormula(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    }

    /**
     * Returns the text with one more {@code '} before it if a spreadsheet may take it for a formula. A text that
     * already begins so gets one too, so that {@link #unguarded} restores every text.
     */
    static String guarded(String text) {
        return isFormulaBehindQuotes(text, 0) ? "'" + text : text;
    }

    /** Returns the text without the {@code '} of {@link #guarded}. */
    static String unguarded(String text) {
        return text.startsWith("'") && isFormulaBehindQuotes(text, 1) ? text.substring(1) : text;
    }

    private static boolean isFormulaBehindQuotes(String text, int from) {
        int start = from;
        while (start < text.length() && text.charAt(start) == '\'') {
            start++;
        }
        return startsLikeFormula(text.substring(start));
    }

    /** Replaces each character that XML cannot hold by U+FFFD: controls, lone surrogates, non-characters. */
    static String legal(String text) {
        int at = firstIllegal(text);
        if (at < 0) {
            return text;
        }
        var legal = new StringBuilder(text);
        while (at >= 0) {
            legal.setCharAt(at, '\uFFFD');
            at = firstIllegal(legal, at + 1);
        }
        return legal.toString();
    }

    /** Returns the index of the first character that XML cannot hold; -1 if there is none. */
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

    /** Removes white space, no-break spaces and byte order marks from both ends of the text. */
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
