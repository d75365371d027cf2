package incharge.reporting.answers;

import incharge.reporting.snapshot.Folding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a caller looks for in texts: any of these.
 *
 * @param parts folded; empty for whatever there is
 */
public record Search(Set<String> parts) {

    public static final Search ANYTHING = new Search(Set.of());

    /** @param q as the caller wrote them, null for none; a blank one finds everything */
    public static Search of(List<String> q) {
        if (q == null) {
            return ANYTHING;
        }
        var parts = new HashSet<String>();
        q.forEach(one -> parts.add(Folding.fold(one).strip()));
        return parts.contains("") ? ANYTHING : new Search(Set.copyOf(parts));
    }

    /** @param text folded */
    public boolean finds(String text) {
        if (parts.isEmpty()) {
            return true;
        }
        for (var part : parts) {
            if (text.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
