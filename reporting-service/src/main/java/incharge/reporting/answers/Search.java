package incharge.reporting.answers;

import incharge.http.Folding;
import incharge.reporting.slots.SlotSet;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A search for texts that hold every word of one of some choices, in any order.
 *
 * @param choices the folded words of each choice, sorted, each once; no choice, or one without words, finds every text
 */
public record Search(Set<List<String>> choices) {

    public static final Search ANYTHING = new Search(Set.of());

    /** @param q the caller's search texts, null for none */
    public static Search of(List<String> q) {
        if (q == null) {
            return ANYTHING;
        }
        Set<List<String>> choices = q.stream().map(Search::words).collect(Collectors.toUnmodifiableSet());
        return choices.contains(List.of()) ? ANYTHING : new Search(choices);
    }

    private static List<String> words(String text) {
        return Arrays.stream(Folding.fold(text).split(" "))
                .filter(word -> !word.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /** @param having returns the entities whose text has a word */
    public SlotSet in(Function<String, SlotSet> having) {
        SlotSet found = SlotSet.EMPTY;
        for (List<String> words : choices) {
            found = found.or(words.stream().map(having).reduce(SlotSet::and).orElse(SlotSet.EMPTY));
        }
        return found;
    }

    /** @param text folded */
    public boolean finds(String text) {
        if (choices.isEmpty()) {
            return true;
        }
        for (List<String> words : choices) {
            if (holdsAll(text, words)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsAll(String text, List<String> words) {
        for (String word : words) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
