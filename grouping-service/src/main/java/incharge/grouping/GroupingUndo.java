package incharge.grouping;

import static incharge.grouping.GroupingBoundary.DECIDER;

import incharge.eventstore.decider.Undo;
import incharge.grouping.GroupingCommand.AddTag;
import incharge.grouping.GroupingCommand.Categorise;
import incharge.grouping.GroupingCommand.RemoveTag;
import incharge.grouping.GroupingCommand.Uncategorise;
import incharge.grouping.GroupingEvent.CategoryEvent;
import incharge.grouping.GroupingEvent.CategoryRequestKept;
import incharge.grouping.GroupingEvent.CustomerCategorised;
import incharge.grouping.GroupingEvent.CustomerTagged;
import incharge.grouping.GroupingEvent.CustomerUncategorised;
import incharge.grouping.GroupingEvent.CustomerUntagged;
import incharge.grouping.GroupingEvent.TagEvent;
import java.util.Set;
import java.util.UUID;

/**
 * How the category and the tags of customers are brought back to where they were before what some commands asked for. A
 * category or tag that was made for it stays: others may use it by now.
 */
final class GroupingUndo {

    /** What changes by itself: a customer's category, and whether it bears a certain tag. */
    sealed interface Place {
        UUID customerId();
    }

    record InCategory(UUID customerId) implements Place {}

    record Bearing(UUID customerId, UUID tagId) implements Place {}

    private GroupingUndo() {}

    static Undo<Place, GroupingCommand, Groupings, GroupingEvent> of(Set<String> commandIds) {
        return new Undo<>(
                DECIDER, commandIds, GroupingUndo::place, GroupingBoundary::life, life -> switch (life.thing()) {
                    case InCategory(var customer) -> back(customer, life.before(), life.now());
                    case Bearing bearing -> back(bearing, life.before(), life.now());
                });
    }

    /** What the event is about; null for what is about categories and tags themselves, whoever is in them. */
    private static Place place(GroupingEvent event) {
        return switch (event) {
            case CustomerCategorised e -> new InCategory(e.customerId());
            case CustomerUncategorised e -> new InCategory(e.customerId());
            case CustomerTagged e -> new Bearing(e.customerId(), e.tagId());
            case CustomerUntagged e -> new Bearing(e.customerId(), e.tagId());
            case CategoryRequestKept _, CategoryEvent _, TagEvent _ -> null;
        };
    }

    private static GroupingCommand back(UUID customer, Groupings before, Groupings now) {
        UUID category = before.categoryOf(customer);
        if (category != null) {
            return new Categorise(customer, category);
        }
        UUID left = now.categoryOf(customer);
        return left == null ? null : new Uncategorise(customer, left);
    }

    private static GroupingCommand back(Bearing bearing, Groupings before, Groupings now) {
        UUID customer = bearing.customerId();
        UUID tag = bearing.tagId();
        // with a deleted tag everybody has lost it
        if (!now.tags().containsKey(tag)) {
            return null;
        }
        return before.has(customer, tag) ? new AddTag(customer, tag) : new RemoveTag(customer, tag);
    }
}
