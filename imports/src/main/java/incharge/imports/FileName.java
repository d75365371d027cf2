package incharge.imports;

import incharge.http.NameKey;
import java.text.Normalizer;
import java.text.Normalizer.Form;

/** The name of a file as its sender's program gives it. */
final class FileName {

    private static final int LONGEST = 255;

    private FileName() {}

    /** Returns the name without a path and control characters, shortened; null if nothing visible is left. */
    static String of(String given) {
        if (given == null) {
            return null;
        }
        String name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        int[] harmless = name.codePoints().filter(c -> !isControl(c)).toArray();
        String composed = Normalizer.normalize(new String(harmless, 0, harmless.length), Form.NFC)
                .strip();
        if (NameKey.of(composed).isEmpty()) {
            return null;
        }
        return composed.codePointCount(0, composed.length()) <= LONGEST
                ? composed
                : composed.substring(0, composed.offsetByCodePoints(0, LONGEST));
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
