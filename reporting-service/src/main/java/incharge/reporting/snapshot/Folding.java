package incharge.reporting.snapshot;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reduces texts to one form without case and accents, in the same way for every language. */
public final class Folding {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private Folding() {}

    /**
     * Returns the text without case and accents. Control characters become spaces, so they can separate texts in a key.
     */
    public static String fold(String text) {
        if (text == null) {
            return "";
        }
        String folded = plain(text)
                ? text
                : MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                        .replaceAll("");
        return withoutControls(folded.toLowerCase(Locale.ROOT));
    }

    private static boolean plain(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static String withoutControls(String text) {
        return text.chars().noneMatch(c -> c < ' ') ? text : text.replaceAll("[\\x00-\\x1f]", " ");
    }
}
