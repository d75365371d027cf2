package incharge.http;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The letters that stand for a name where there is no image. */
public final class Initials {

    private static final int MOST = 2;
    private static final Pattern WORD = Pattern.compile("[^\\s\\p{Z}]+");
    /** A letter or digit as people see it, with all marks that belong to it. */
    private static final Pattern LETTER = Pattern.compile("(?=[\\p{L}\\p{N}])\\X");

    private Initials() {}

    /**
     * Returns the first letters of the first two words as capitals, such as LG for Langworth Group. What is neither a
     * letter nor a digit is left out.
     *
     * @param name null for an erased person, who has none
     */
    public static String of(String name) {
        if (name == null) {
            return null;
        }
        return WORD.matcher(name)
                .results()
                .flatMap(word -> LETTER.matcher(word.group()).results().limit(1))
                .map(MatchResult::group)
                .limit(MOST)
                .map(Initials::capital)
                .collect(Collectors.joining());
    }

    /** Returns the capital of one letter; one whose capital is written as two stays as it is. */
    private static String capital(String letter) {
        String capital = letter.toUpperCase(Locale.ROOT);
        return capital.codePointCount(0, capital.length()) == letter.codePointCount(0, letter.length())
                ? capital
                : letter;
    }
}
