package incharge.grouping.membership;

import incharge.eventstore.decider.EventStore;
import incharge.grouping.decision.GroupingBoundary;
import incharge.grouping.event.CategoryEvent.CategoryDefined;
import incharge.grouping.event.GroupingsEvent;
import incharge.visibility.CallerVisibility;
import incharge.visibility.VisibilityRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** Decides which categories exist for a caller: one that names other sellers does not exist for a seller. */
public final class CategoryVisibility {

    private final EventStore<GroupingsEvent> store;

    public CategoryVisibility(EventStore<GroupingsEvent> store) {
        this.store = store;
    }

    /** Returns what {@link #isHidden} returns, for one request: each category is read once. */
    Predicate<UUID> hiddenFrom(CallerVisibility visibility) {
        Map<UUID, Boolean> read = new HashMap<>();
        return id -> read.computeIfAbsent(id, category -> isHidden(category, visibility));
    }

    /** Returns whether a category, existing or deleted, is hidden from the caller; false if it never existed. */
    public boolean isHidden(UUID id, CallerVisibility visibility) {
        if (!visibility.restricted()) {
            return false;
        }
        List<UUID> sellers = store.fold(
                List::<UUID>of,
                (before, event) -> event instanceof CategoryDefined defined ? defined.sellerIds() : before,
                GroupingBoundary.category(id));
        return !VisibilityRule.sees(visibility.viewer(), Set.copyOf(sellers));
    }
}
