package incharge.grouping.decision;

import static incharge.eventstore.log.Criteria.either;
import static incharge.eventstore.log.Criteria.tagged;

import incharge.eventstore.decider.Decider;
import incharge.eventstore.log.Criteria;
import incharge.grouping.decision.GroupingCommand.AnswerCategoryRequest;
import incharge.grouping.decision.GroupingCommand.AnswerTagRequest;
import incharge.grouping.decision.GroupingCommand.CategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.ChangeCategory;
import incharge.grouping.decision.GroupingCommand.ChangeTag;
import incharge.grouping.decision.GroupingCommand.CreateCategory;
import incharge.grouping.decision.GroupingCommand.CreateTag;
import incharge.grouping.decision.GroupingCommand.DeleteCategory;
import incharge.grouping.decision.GroupingCommand.DeleteTag;
import incharge.grouping.decision.GroupingCommand.Reference;
import incharge.grouping.decision.GroupingCommand.TagCustomer;
import incharge.grouping.decision.GroupingCommand.UncategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.UntagCustomer;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.GroupingsLog;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.event.MembershipEvent.CustomerTagged;
import incharge.grouping.event.MembershipEvent.CustomerUncategorised;
import incharge.grouping.event.MembershipEvent.CustomerUntagged;
import java.util.UUID;

/**
 * The consistency of groupings. That a customer is in at most one category is decided on the customer's own events,
 * with any number of writers at the same time. That a name is used once is decided on the events that gave or freed
 * that name. A deletion is one event, so a decision about the category of a customer also loads all deletions, which
 * are few.
 */
public final class GroupingBoundary {

    public static final Decider<GroupingCommand, Groupings, GroupingsEvent> DECIDER =
            new Decider<>(() -> Groupings.NONE, Groupings::decide, Groupings::evolve, GroupingBoundary::criteria);

    private GroupingBoundary() {}

    /** Selects the events of a category, without those of its customers. */
    public static Criteria category(UUID id) {
        return tagged(GroupingsLog.category(id));
    }

    /** Selects the events of a tag, without those of its customers. */
    public static Criteria tag(UUID id) {
        return tagged(GroupingsLog.tag(id));
    }

    /** Selects which category a customer is in. */
    public static Criteria categoryOf(UUID customer) {
        return either(
                tagged(GroupingsLog.customer(customer), CustomerCategorised.class, CustomerUncategorised.class),
                tagged(GroupingsLog.DELETED_CATEGORIES));
    }

    /** Selects which tags a customer has. */
    public static Criteria tagsOf(UUID customer) {
        return tagged(GroupingsLog.customer(customer), CustomerTagged.class, CustomerUntagged.class);
    }

    private static Criteria categoryNamed(String name) {
        return tagged(GroupingsLog.categoryName(name));
    }

    private static Criteria tagNamed(String name) {
        return tagged(GroupingsLog.tagName(name));
    }

    private static Criteria criteria(GroupingCommand command) {
        return switch (command) {
            case CreateCategory(var category) -> either(category(category.id()), categoryNamed(category.name()));
            case ChangeCategory(var category, var _) -> either(category(category.id()), categoryNamed(category.name()));
            case DeleteCategory(var id) -> category(id);
            case CreateTag(var tag) -> either(tag(tag.id()), tagNamed(tag.name()));
            case ChangeTag(var tag, var _) -> either(tag(tag.id()), tagNamed(tag.name()));
            case DeleteTag(var id) -> tag(id);
            case CategoriseCustomer(var customer, var category) -> either(category(category), categoryOf(customer));
            case UncategoriseCustomer(var customer, var _) -> categoryOf(customer);
            case TagCustomer(var customer, var tag) -> either(tag(tag), tagsOf(customer));
            case UntagCustomer(var customer, var _) -> tagsOf(customer);
            case AnswerCategoryRequest(var customer, Reference(var id, var name, var _), var _) ->
                either(id != null ? category(id) : categoryNamed(name), categoryOf(customer));
            case AnswerTagRequest(var customer, Reference(var id, var name, var _), var _) ->
                either(id != null ? tag(id) : tagNamed(name), tagsOf(customer));
        };
    }
}
