package incharge.http;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/** The name of a file as its sender's program gives it. */
public final class FileName {

    private FileName() {}

    /**
     * Returns the name without a path and characters that control how text is shown; null if nothing visible but dots
     * is left.
     *
     * @param longest the number of characters (code points) to which it is shortened
     */
    public static String of(String given, int longest) {
        if (given == null) {
            return null;
        }
        String name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        int[] harmless = name.codePoints().filter(c -> !isControl(c)).toArray();
        String composed = Normalizer.normalize(new String(harmless, 0, harmless.length), Form.NFC)
                .strip();
        if (NameKey.of(composed.replace(".", "")).isEmpty()) {
            return null;
        }
        return composed.codePointCount(0, composed.length()) <= longest
                ? composed
                : composed.substring(0, composed.offsetByCodePoints(0, longest));
    }

    /** Returns whether a character controls how text is shown, or is none: it could make one name look like another. */
    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
        };
    }
}
