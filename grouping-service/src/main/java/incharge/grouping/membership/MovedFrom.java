package incharge.grouping.membership;

import static incharge.grouping.decision.GroupingBoundary.DECIDER;

import incharge.eventstore.decider.EventStore;
import incharge.grouping.decision.Category;
import incharge.grouping.decision.GroupingBoundary;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.membership.MemberOutcomes.CategoryName;
import incharge.grouping.membership.MemberOutcomes.MemberOutcome;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Names the categories that customers were moved from as they were named at the position of the decision. Each is read
 * once, however many customers come from it.
 */
final class MovedFrom {

    private final EventStore<GroupingsEvent> store;
    private final long position;
    private final Map<UUID, CategoryName> categories = new HashMap<>();

    MovedFrom(EventStore<GroupingsEvent> store, long position) {
        this.store = store;
        this.position = position;
    }

    MemberOutcome outcome(CustomerCategorised event) {
        return event.movedFrom() == null
                ? MemberOutcome.of(event.customerId(), "added")
                : new MemberOutcome(
                        event.customerId(), "moved", categories.computeIfAbsent(event.movedFrom(), this::category));
    }

    private CategoryName category(UUID id) {
        return store.currentAt(DECIDER, GroupingBoundary.category(id), position)
                .state()
                .categories()
                .find(id)
                .map(Category::name)
                .map(name -> new CategoryName(id, name))
                .orElseGet(() -> new CategoryName(id, null));
    }
}
