package incharge.reporting.search;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How well an entity matches a search, the best first: its name or number is what is searched, then it begins so, then
 * a word of the name begins so, then the rest.
 */
enum Rank {
    IS,
    BEGINS,
    WORD_BEGINS,
    REST;

    /** Separates the name, the number and the other parts of a text. */
    private static final char PART = '\n';

    /** Returns the folded search texts with one blank between their words. */
    static List<String> texts(List<String> folded) {
        return folded.stream()
                .map(text -> Arrays.stream(text.split(" "))
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    /**
     * Returns the best rank.
     *
     * @param text of an entity that is found, folded: the name, then the number if it has one
     * @param searched what {@link #texts} returns
     */
    static Rank of(String text, List<String> searched) {
        Rank best = REST;
        for (String one : searched) {
            Rank rank = of(text, one);
            best = rank.compareTo(best) < 0 ? rank : best;
        }
        return best;
    }

    private static Rank of(String text, String searched) {
        int nameEnd = end(text, 0);
        int numberStart = nameEnd + 1;
        boolean name = text.startsWith(searched);
        boolean number = numberStart < text.length() && text.startsWith(searched, numberStart);
        if ((name && nameEnd == searched.length())
                || (number && end(text, numberStart) == numberStart + searched.length())) {
            return IS;
        }
        if (name || number) {
            return BEGINS;
        }
        return hasWord(text, nameEnd, searched) ? WORD_BEGINS : REST;
    }

    private static int end(String text, int from) {
        int end = text.indexOf(PART, from);
        return end < 0 ? text.length() : end;
    }

    private static boolean hasWord(String text, int nameEnd, String searched) {
        int at = text.indexOf(searched, 1);
        while (at > 0 && at < nameEnd) {
            if (!Character.isLetterOrDigit(text.charAt(at - 1))) {
                return true;
            }
            at = text.indexOf(searched, at + 1);
        }
        return false;
    }
}
