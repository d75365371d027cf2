package incharge.http;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/**
 * Makes the key by which names, numbers and external ids are compared: two texts that people see as the same have the
 * same key. It is NFKC with full case folding; each run of blanks is one space, and characters that show nothing are
 * gone.
 */
public final class NameKey {

    private static final int DOTTED_CAPITAL_I = 0x130;
    private static final int DOTLESS_SMALL_I = 0x131;

    private NameKey() {}

    /** Returns the key of a text; it is its own key. */
    public static String of(String text) {
        if (isPlain(text)) {
            return text;
        }
        // folding can undo the composition, and what is composed can need folding
        String key = text;
        for (String before = null; !key.equals(before); ) {
            before = key;
            key = folded(Normalizer.normalize(before, Form.NFKC));
        }
        return key;
    }

    /** Returns whether nothing of the text is visible. */
    static boolean isBlank(String text) {
        return text.codePoints().allMatch(c -> isSpace(c) || isInvisible(c));
    }

    /** Returns whether the text is its own key for sure: small letters, digits and signs of ASCII and single blanks. */
    private static boolean isPlain(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c >= 'A' && c <= 'Z' || c == ' ' && before == ' ') {
                return false;
            }
            before = c;
        }
        return before != ' ' || text.isEmpty();
    }

    private static String folded(String text) {
        var key = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isInvisible(c)) {
                continue;
            }
            if (isSpace(c)) {
                space = true;
                continue;
            }
            if (space && !key.isEmpty()) {
                key.append(' ');
            }
            space = false;
            fold(c, key);
        }
        return key.toString();
    }

    /** Appends the full case folding: the small letters of the capitals, so that {@code ß} is {@code ss}. */
    private static void fold(int c, StringBuilder key) {
        switch (c) {
            case DOTTED_CAPITAL_I -> key.append("i\u0307");
            case DOTLESS_SMALL_I -> key.appendCodePoint(c);
            default ->
                Character.toString(c)
                        .toUpperCase(Locale.ROOT)
                        .codePoints()
                        .map(Character::toLowerCase)
                        .forEach(key::appendCodePoint);
        }
    }

    /** Braille's blank is a symbol and no space to Unicode. */
    private static boolean isSpace(int c) {
        return c == 0x2800 || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Returns whether the character shows nothing: format characters, selectors of variants, fillers of Hangul. */
    private static boolean isInvisible(int c) {
        return Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.CONTROL && !Character.isWhitespace(c)
                || c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x3164
                || c == 0xFFA0
                || c >= 0x17B4 && c <= 0x17B5
                || c >= 0x180B && c <= 0x180F
                || c >= 0xFE00 && c <= 0xFE0F
                || c >= 0xE0000 && c <= 0xE0FFF;
    }
}
