package incharge.reporting.answers;

import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Folding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A search for any of some parts of texts.
 *
 * @param parts folded; empty finds every text
 */
public record Search(Set<String> parts) {

    public static final Search ANYTHING = new Search(Set.of());

    /** @param q the caller's search texts, null for none; a blank one finds every text */
    public static Search of(List<String> q) {
        if (q == null) {
            return ANYTHING;
        }
        var parts = new HashSet<String>();
        q.forEach(one -> parts.add(Folding.fold(one).strip()));
        return parts.contains("") ? ANYTHING : new Search(Set.copyOf(parts));
    }

    /** @param having returns the entities whose text has a part */
    public SlotSet in(Function<String, SlotSet> having) {
        SlotSet found = SlotSet.EMPTY;
        for (String part : parts) {
            found = found.or(having.apply(part));
        }
        return found;
    }

    /** @param text folded */
    public boolean finds(String text) {
        if (parts.isEmpty()) {
            return true;
        }
        for (String part : parts) {
            if (text.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
