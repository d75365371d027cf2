package incharge.grouping.membership;

import static incharge.grouping.decision.GroupingBoundary.DECIDER;

import incharge.eventstore.decider.Undo;
import incharge.eventstore.log.Criteria;
import incharge.grouping.decision.GroupingBoundary;
import incharge.grouping.decision.GroupingCommand;
import incharge.grouping.decision.GroupingCommand.CategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.TagCustomer;
import incharge.grouping.decision.GroupingCommand.UncategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.UntagCustomer;
import incharge.grouping.decision.Groupings;
import incharge.grouping.event.AccountEvent;
import incharge.grouping.event.CategoryEvent;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.GroupingsLog;
import incharge.grouping.event.MembershipEvent.CategoryRequestKept;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.event.MembershipEvent.CustomerTagged;
import incharge.grouping.event.MembershipEvent.CustomerUncategorised;
import incharge.grouping.event.MembershipEvent.CustomerUntagged;
import incharge.grouping.event.SettingsEvent;
import incharge.grouping.event.TagEvent;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/**
 * Brings the category and the tags of customers back to what they were before some commands. A category or tag that
 * these commands created stays, since others may use it by now.
 */
final class MembershipUndo {

    /** What is brought back by itself. */
    sealed interface Subject {

        UUID customerId();
    }

    record CategoryOf(UUID customerId) implements Subject {}

    record TagOf(UUID customerId, UUID tagId) implements Subject {}

    private MembershipUndo() {}

    static Undo<Subject, GroupingCommand, Groupings, GroupingsEvent> of(Set<String> commandIds) {
        return new Undo<>(
                DECIDER,
                commandIds,
                MembershipUndo::subject,
                MembershipUndo::eventsOf,
                change -> switch (change.resource()) {
                    case CategoryOf(var customer) -> back(customer, change.before(), change.now());
                    case TagOf tag -> back(tag, change.before(), change.now());
                });
    }

    /** Selects the changes of the categories and tags of customers. */
    static Criteria changes(Collection<UUID> customers) {
        return Criteria.either(customers.stream()
                .map(customer -> Criteria.tagged(
                        GroupingsLog.customer(customer),
                        CustomerCategorised.class,
                        CustomerUncategorised.class,
                        CustomerTagged.class,
                        CustomerUntagged.class))
                .toList());
    }

    /** Selects all that happened to a subject, and to the categories or the tag that it is about. */
    static Criteria eventsOf(Subject subject) {
        return switch (subject) {
            case CategoryOf(var customer) -> GroupingBoundary.categoryOf(customer);
            case TagOf(var customer, var tag) ->
                Criteria.either(GroupingBoundary.tagsOf(customer), GroupingBoundary.tag(tag));
        };
    }

    /** Returns null for an event about a category or tag itself. */
    private static Subject subject(GroupingsEvent event) {
        return switch (event) {
            case CustomerCategorised e -> new CategoryOf(e.customerId());
            case CustomerUncategorised e -> new CategoryOf(e.customerId());
            case CustomerTagged e -> new TagOf(e.customerId(), e.tagId());
            case CustomerUntagged e -> new TagOf(e.customerId(), e.tagId());
            case CategoryRequestKept _, SettingsEvent _, AccountEvent _, CategoryEvent _, TagEvent _ -> null;
        };
    }

    private static GroupingCommand back(UUID customer, Groupings before, Groupings now) {
        UUID category = before.categoryOf(customer);
        if (category != null) {
            return new CategoriseCustomer(customer, category);
        }
        UUID left = now.categoryOf(customer);
        return left == null ? null : new UncategoriseCustomer(customer, left);
    }

    private static GroupingCommand back(TagOf tag, Groupings before, Groupings now) {
        // all customers have lost a deleted tag
        if (now.tags().find(tag.tagId()).isEmpty()) {
            return null;
        }
        return before.hasTag(tag.customerId(), tag.tagId())
                ? new TagCustomer(tag.customerId(), tag.tagId())
                : new UntagCustomer(tag.customerId(), tag.tagId());
    }
}
