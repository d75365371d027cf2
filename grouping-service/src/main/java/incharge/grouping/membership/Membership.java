package incharge.grouping.membership;

import incharge.eventstore.log.Criteria;
import incharge.grouping.decision.GroupingBoundary;
import incharge.grouping.decision.GroupingCommand;
import incharge.grouping.decision.GroupingCommand.CategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.DeleteCategory;
import incharge.grouping.decision.GroupingCommand.DeleteTag;
import incharge.grouping.decision.GroupingCommand.TagCustomer;
import incharge.grouping.decision.GroupingCommand.UncategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.UntagCustomer;
import incharge.grouping.decision.Groupings;
import incharge.grouping.event.AccountEvent;
import incharge.grouping.event.CategoryEvent;
import incharge.grouping.event.CategoryEvent.CategoryDeleted;
import incharge.grouping.event.ErasureCompleted;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.MembershipEvent;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.event.MembershipEvent.CustomerTagged;
import incharge.grouping.event.SettingsEvent;
import incharge.grouping.event.TagEvent;
import incharge.grouping.event.TagEvent.TagDeleted;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How customers join and leave one category or one tag.
 *
 * @param grouping selects the events of the category or tag
 * @param exists whether a state that was made of these events has it
 * @param moves selects who joined and who left
 * @param deletion makes the deletion, given the target of the customers or null
 */
public record Membership(
        UUID groupingId,
        Criteria grouping,
        Predicate<Groupings> exists,
        Criteria moves,
        Function<UUID, GroupingCommand> join,
        Function<UUID, GroupingCommand> leave,
        BiFunction<UUID, GroupingCommand.Members, GroupingCommand> deletion) {

    public static Membership ofCategory(UUID id) {
        return new Membership(
                id,
                GroupingBoundary.category(id),
                groupings -> groupings.categories().find(id).isPresent(),
                GroupingBoundary.membersOfCategory(id),
                customer -> new CategoriseCustomer(customer, id),
                customer -> new UncategoriseCustomer(customer, id),
                (to, members) -> new DeleteCategory(id, to, members));
    }

    public static Membership ofTag(UUID id) {
        return new Membership(
                id,
                GroupingBoundary.tag(id),
                groupings -> groupings.tags().find(id).isPresent(),
                GroupingBoundary.membersOfTag(id),
                customer -> new TagCustomer(customer, id),
                customer -> new UntagCustomer(customer, id),
                (to, members) -> new DeleteTag(id, to, members));
    }

    /** Adds or removes the customer of an event that {@link #moves} selects; a deletion removes all. */
    Set<UUID> evolve(Set<UUID> members, GroupingsEvent event) {
        switch (event) {
            case CustomerCategorised e when e.categoryId().equals(groupingId) -> members.add(e.customerId());
            case CustomerTagged e when e.tagId().equals(groupingId) -> members.add(e.customerId());
            case MembershipEvent e -> members.remove(e.customerId());
            case CategoryDeleted _, TagDeleted _ -> members.clear();
            case SettingsEvent _, AccountEvent _, CategoryEvent _, TagEvent _, ErasureCompleted _ ->
                throw new IllegalStateException(event + " is no move of a customer");
        }
        return members;
    }
}
