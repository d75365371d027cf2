package incharge.http;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reduces texts to one form without case and accents, in the same way for every language. Quotes and dashes become
 * those of a keyboard, white space becomes spaces, and what cannot be seen is removed.
 */
public final class Folding {

    /** Accents and variation selectors; format characters such as the soft hyphen; letters that show nothing. */
    private static final Pattern REMOVED = Pattern.compile("[\\p{M}\\p{Cf}\\u115F\\u1160]+");

    /** Characters that Unicode does not decompose, or not into what people type, with their replacement. */
    private static final Map<Integer, String> REPLACEMENTS = replacements();

    private Folding() {}

    /**
     * Returns the text without case and accents. Control characters become spaces, so they can separate texts in a key.
     */
    public static String fold(String text) {
        if (text == null) {
            return "";
        }
        return plain(text) ? lowerAscii(text) : folded(text);
    }

    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '`') {
                return false;
            }
        }
        return true;
    }

    private static String lowerAscii(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String folded(String text) {
        // before the decomposition, which makes a space and an accent of an accent that stands alone
        String typed = replaced(text);
        String letters = REMOVED.matcher(Normalizer.normalize(typed, Normalizer.Form.NFKD))
                .replaceAll("");
        // upper case first: both forms of sigma and all forms of sharp s have one capital form
        return replaced(letters.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }

    private static String replaced(String text) {
        var replaced = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(c -> {
            String replacement = REPLACEMENTS.get(c);
            if (replacement != null) {
                replaced.append(replacement);
            } else if (c == '\u2212' || Character.getType(c) == Character.DASH_PUNCTUATION) {
                replaced.append('-');
            } else if (Character.isISOControl(c) || Character.isSpaceChar(c) || c == '\u2800') {
                replaced.append(' ');
            } else {
                replaced.appendCodePoint(c);
            }
        });
        return replaced.toString();
    }

    private static Map<Integer, String> replacements() {
        var all = new HashMap<Integer, String>();
        add(all, "'", "`\u00B4\u02B9\u02BB\u02BC\u02BD\u02BE\u02BF\u02C8\u02CA\u02CB\u2018\u2019\u201A\u201B\u2032");
        add(all, "'", "\u2035\u2039\u203A\u275B\u275C\uA78B\uA78C\uFF07");
        add(all, "\"", "\u00AB\u00BB\u201C\u201D\u201E\u201F\u2033\u2036\u275D\u275E\u2E42\u301D\u301E\u301F\uFF02");
        add(all, "a", "\u0259\u2C65"); // schwa, as Azerbaijani names are typed; a with stroke
        add(all, "ae", "\u00E6");
        add(all, "b", "\u0180\u0253");
        add(all, "c", "\u0188\u023C");
        add(all, "d", "\u00F0\u0111\u0256\u0257"); // eth, d with stroke, tail, hook
        add(all, "e", "\u01DD\u0247\u025B");
        add(all, "f", "\u0192");
        add(all, "g", "\u01E5\u0260");
        add(all, "h", "\u0127");
        add(all, "i", "\u0131\u0268\u0269"); // without dot, with stroke
        add(all, "j", "\u0237\u0249");
        add(all, "k", "\u0138\u0199");
        add(all, "l", "\u0142\u019A\u026B\u2C61");
        add(all, "n", "\u014B\u019E\u0272");
        add(all, "o", "\u00F8\u0254\u0275");
        add(all, "oe", "\u0153");
        add(all, "p", "\u01A5\u1D7D");
        add(all, "r", "\u024D");
        add(all, "s", "\u023F\u017F");
        add(all, "ss", "\u00DF");
        add(all, "t", "\u0167\u01AB\u01AD\u0288\u2C66");
        add(all, "th", "\u00FE");
        add(all, "u", "\u0289");
        add(all, "v", "\u028B");
        add(all, "y", "\u01B4\u024F");
        add(all, "z", "\u01B6\u0225\u0240");
        add(all, "\u03C3", "\u03C2"); // sigma at the end of a word
        return Map.copyOf(all);
    }

    private static void add(Map<Integer, String> all, String replacement, String characters) {
        characters.codePoints().forEach(c -> all.put(c, replacement));
    }
}
