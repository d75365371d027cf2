package incharge.http;

/**
 * Checks that a text holds only what JSON, XML and a sheet can carry: no NUL or other control character, no half of a
 * surrogate pair.
 */
final class Text {
    private Text() {}

    /** Returns a sentence about what is wrong, or null. */
    static String error(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7F || c == 0xFFFE || c == 0xFFFF) {
                return "holds the control character U+%04X".formatted((int) c);
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return "holds half of a surrogate pair";
            }
        }
        return null;
    }

    /** Removes white space around the text, typographic spaces included. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && blank(text.charAt(from))) {
            from++;
        }
        while (to > from && blank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean blank(char c) {
        return c <= ' ' && c != 0 || Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0xFEFF;
    }
}
