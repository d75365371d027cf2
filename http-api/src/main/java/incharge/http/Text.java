package incharge.http;

import java.text.Normalizer;

/**
 * Rules of all texts. A text holds only what JSON, XML and a sheet can carry: no NUL or other control character, no
 * half of a surrogate pair. It is blank if nothing of it can be seen.
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
        while (from < to && space(text.charAt(from))) {
            from++;
        }
        while (to > from && space(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Returns whether the text has no character that can be seen. */
    static boolean blank(String text) {
        return text.codePoints().allMatch(Text::invisible);
    }

    /** Returns the text in the form in which texts are stored: composed, so that equal letters are equal. */
    static String composed(String text) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static boolean space(char c) {
        return c <= ' ' && c != 0 || Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0xFEFF;
    }

    /**
     * Spaces, format characters and what Unicode calls default ignorable. A NUL and other refused characters are no
     * blanks, so that their fault is named.
     */
    private static boolean invisible(int c) {
        if (c <= 0xFFFF && space((char) c)) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.FORMAT -> true;
            case Character.CONTROL -> c >= 0x80;
            default ->
                c == 0x034F
                        || between(c, 0x115F, 0x1160)
                        || between(c, 0x17B4, 0x17B5)
                        || between(c, 0x180B, 0x180F)
                        || between(c, 0x2060, 0x206F)
                        || c == 0x2800
                        || c == 0x3164
                        || between(c, 0xFE00, 0xFE0F)
                        || c == 0xFFA0
                        || between(c, 0xFFF0, 0xFFF8)
                        || between(c, 0xE0000, 0xE0FFF);
        };
    }

    private static boolean between(int c, int first, int last) {
        return first <= c && c <= last;
    }
}
