package incharge.grouping.decision;

import static incharge.eventstore.log.Criteria.either;
import static incharge.eventstore.log.Criteria.tagged;

import incharge.eventstore.decider.Decider;
import incharge.eventstore.log.Criteria;
import incharge.grouping.decision.GroupingCommand.AccountCommand;
import incharge.grouping.decision.GroupingCommand.AddAccount;
import incharge.grouping.decision.GroupingCommand.AnswerCategoryRequest;
import incharge.grouping.decision.GroupingCommand.AnswerTagRequest;
import incharge.grouping.decision.GroupingCommand.BeginWorkspace;
import incharge.grouping.decision.GroupingCommand.CategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.CategoryCommand;
import incharge.grouping.decision.GroupingCommand.ChangeCategory;
import incharge.grouping.decision.GroupingCommand.ChangeSettings;
import incharge.grouping.decision.GroupingCommand.ChangeTag;
import incharge.grouping.decision.GroupingCommand.CreateCategory;
import incharge.grouping.decision.GroupingCommand.CreateTag;
import incharge.grouping.decision.GroupingCommand.DeleteAccount;
import incharge.grouping.decision.GroupingCommand.DeleteCategory;
import incharge.grouping.decision.GroupingCommand.DeleteTag;
import incharge.grouping.decision.GroupingCommand.ForgoTag;
import incharge.grouping.decision.GroupingCommand.Members;
import incharge.grouping.decision.GroupingCommand.MembershipCommand;
import incharge.grouping.decision.GroupingCommand.PlaceCustomer;
import incharge.grouping.decision.GroupingCommand.Reference;
import incharge.grouping.decision.GroupingCommand.RenameAccount;
import incharge.grouping.decision.GroupingCommand.RestoreCategory;
import incharge.grouping.decision.GroupingCommand.RestoreTag;
import incharge.grouping.decision.GroupingCommand.TagCommand;
import incharge.grouping.decision.GroupingCommand.TagCustomer;
import incharge.grouping.decision.GroupingCommand.UncategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.UntagCustomer;
import incharge.grouping.event.CategoryEvent.CategoryDeleted;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.GroupingsLog;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.event.MembershipEvent.CustomerTagged;
import incharge.grouping.event.MembershipEvent.CustomerUncategorised;
import incharge.grouping.event.MembershipEvent.CustomerUntagged;
import incharge.grouping.event.TagEvent.TagDeleted;
import java.util.List;
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

    /** Selects the settings of the workspace. */
    public static Criteria settings() {
        return tagged(GroupingsLog.SETTINGS);
    }

    /** Selects the settings, the accounts and the categories. */
    public static Criteria definitions() {
        return tagged(GroupingsLog.DEFINITIONS);
    }

    /** Selects an account. */
    public static Criteria account(UUID id) {
        return tagged(GroupingsLog.account(id));
    }

    /** Selects who joins or leaves a category, also by its deletion. */
    public static Criteria membersOfCategory(UUID id) {
        return either(
                tagged(GroupingsLog.membersOfCategory(id)), tagged(GroupingsLog.category(id), CategoryDeleted.class));
    }

    /** Selects who gets a tag or loses it, also by its deletion. */
    public static Criteria membersOfTag(UUID id) {
        return either(tagged(GroupingsLog.membersOfTag(id)), tagged(GroupingsLog.tag(id), TagDeleted.class));
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

    private static Criteria accountsNumbered(List<Account> accounts) {
        return either(accounts.stream()
                .map(account -> tagged(GroupingsLog.accountNumber(account.numbered())))
                .toList());
    }

    private static Criteria criteria(GroupingCommand command) {
        return switch (command) {
            case BeginWorkspace _ -> Criteria.everything();
            case ChangeSettings(var _, var _, var categories, var accounts, var uncategorised) ->
                either(
                        settings(),
                        uncategorised == null ? Criteria.nothing() : definitions(),
                        accountsNumbered(accounts),
                        either(categories.stream()
                                .map(GroupingBoundary::category)
                                .toList()));
            case AccountCommand account -> criteria(account);
            case CategoryCommand category -> criteria(category);
            case TagCommand tag -> criteria(tag);
            case MembershipCommand membership -> criteria(membership);
        };
    }

    private static Criteria criteria(AccountCommand command) {
        return switch (command) {
            case AddAccount(var account) -> either(account(account.id()), accountsNumbered(List.of(account)));
            case RenameAccount(var id, var _) -> account(id);
            case DeleteAccount _ -> definitions();
        };
    }

    private static Criteria criteria(CategoryCommand command) {
        return switch (command) {
            case CreateCategory(var category, var accounts) -> either(named(category), accountsNumbered(accounts));
            case ChangeCategory(var category, var accounts, var _) ->
                either(named(category), accountsNumbered(accounts));
            case DeleteCategory(var id, var movedTo, var members) ->
                either(
                        definitions(),
                        category(id),
                        movedTo == null ? Criteria.nothing() : category(movedTo),
                        members == Members.FOLLOW ? Criteria.nothing() : membersOfCategory(id));
            case RestoreCategory(var category, var accounts) -> either(named(category), accountsNumbered(accounts));
        };
    }

    /** Selects a category, the holder of its name, and whether accounts are in use. */
    private static Criteria named(Category category) {
        return either(category(category.id()), categoryNamed(category.name()), settings());
    }

    private static Criteria criteria(TagCommand command) {
        return switch (command) {
            case CreateTag(var tag) -> either(tag(tag.id()), tagNamed(tag.name()));
            case ChangeTag(var tag, var _) -> either(tag(tag.id()), tagNamed(tag.name()));
            case DeleteTag(var id, var movedTo, var members) ->
                either(
                        tag(id),
                        members == Members.FOLLOW ? Criteria.nothing() : membersOfTag(id),
                        movedTo == null ? Criteria.nothing() : either(tag(movedTo), membersOfTag(movedTo)));
            case RestoreTag(var tag) -> either(tag(tag.id()), tagNamed(tag.name()));
        };
    }

    private static Criteria criteria(MembershipCommand command) {
        return switch (command) {
            case CategoriseCustomer(var customer, var category) -> either(category(category), categoryOf(customer));
            case UncategoriseCustomer(var customer, var _) -> either(categoryOf(customer), settings());
            case PlaceCustomer(var customer, var _) -> either(categoryOf(customer), definitions());
            case TagCustomer(var customer, var tag) -> either(tag(tag), tagsOf(customer));
            case UntagCustomer(var customer, var tag) ->
                either(tagsOf(customer), tagged(GroupingsLog.tag(tag), TagDeleted.class));
            case ForgoTag(var customer, var _) -> tagsOf(customer);
            case AnswerCategoryRequest(var customer, Reference(var id, var name, var _), var _) ->
                either(id != null ? category(id) : categoryNamed(name), categoryOf(customer));
            case AnswerTagRequest(var customer, Reference(var id, var name, var _), var _) ->
                either(id != null ? tag(id) : tagNamed(name), tagsOf(customer));
        };
    }
}
