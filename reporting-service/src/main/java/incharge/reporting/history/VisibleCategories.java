package incharge.reporting.history;

import incharge.reporting.snapshot.Category;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Visibility;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.HistoryStore;
import incharge.reporting.versions.Kind;
import incharge.reporting.versions.VersionStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Which categories a caller sees in a history, deleted ones too: a seller sees those of them that were open to all. */
final class VisibleCategories {

    private final Snapshot snapshot;
    private final Visibility visibility;
    private final VersionStore groupings;
    /** By key. */
    private final Map<String, Boolean> known = new HashMap<>();

    VisibleCategories(Snapshot snapshot, Visibility visibility, VersionStore groupings) {
        this.snapshot = snapshot;
        this.visibility = visibility;
        this.groupings = groupings;
    }

    boolean see(UUID id) {
        return visibility == Visibility.EVERYTHING || known.computeIfAbsent(Kind.CATEGORY.key(id), _ -> isSeen(id));
    }

    /** @param key as in {@link HistoryStore.Concern} */
    boolean see(String key) {
        return see(UUID.fromString(key.substring(key.indexOf(':') + 1)));
    }

    private boolean isSeen(UUID id) {
        Category category = snapshot.categories().find(id);
        if (category != null) {
            return visibility.sees(category);
        }
        String key = Kind.CATEGORY.key(id);
        return groupings.newest(Set.of(key)).get(key) instanceof Content.Category last
                && last.sellers().isEmpty();
    }
}
