package incharge.grouping.decision;

import incharge.eventstore.decider.Refused;
import incharge.grouping.decision.GroupingCommand.CategoryCommand;
import incharge.grouping.decision.GroupingCommand.ChangeCategory;
import incharge.grouping.decision.GroupingCommand.CreateCategory;
import incharge.grouping.decision.GroupingCommand.DeleteCategory;
import incharge.grouping.decision.GroupingCommand.Members;
import incharge.grouping.decision.GroupingCommand.RestoreCategory;
import incharge.grouping.event.AccountKind;
import incharge.grouping.event.AccountNumber;
import incharge.grouping.event.Accounts;
import incharge.grouping.event.CategoryEvent.CategoryChanged;
import incharge.grouping.event.CategoryEvent.CategoryCreated;
import incharge.grouping.event.CategoryEvent.CategoryDefined;
import incharge.grouping.event.CategoryEvent.CategoryDeleted;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.event.SettingsEvent.SettingsChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A set of customers that excludes every other category: a customer is in at most one.
 *
 * @param numberingStart where the series of its customers' numbers starts, null for no series of its own
 * @param accounts null for none
 * @param accountingTargets null for none
 * @param sellerIds employees that may see its customers; an empty list means every seller
 */
public record Category(
        UUID id,
        String name,
        Integer numberingStart,
        Accounts accounts,
        List<String> accountingTargets,
        List<UUID> sellerIds)
        implements Grouping {

    static Category of(CategoryDefined event) {
        return new Category(
                event.categoryId(),
                event.name(),
                event.numberingStart(),
                event.accounts(),
                event.accountingTargets(),
                event.sellerIds());
    }

    /** Makes a category of which only the name is given. */
    static Category named(UUID id, String name) {
        return new Category(id, name, null, null, null, List.of());
    }

    /** Returns the numbers of its accounts and accounting targets. */
    public Stream<AccountNumber> namedAccounts() {
        return Stream.concat(
                accounts == null ? Stream.of() : accounts.numbers(),
                accountingTargets == null
                        ? Stream.of()
                        : accountingTargets.stream().map(target -> new AccountNumber(AccountKind.TARGET, target)));
    }

    static List<GroupingsEvent> decide(CategoryCommand command, Groupings groupings) {
        GroupingRegistry<Category> categories = groupings.categories();
        return switch (command) {
            case CreateCategory(var category, var accounts) -> {
                category.refuseUnusedAccounts(groupings.workspace());
                categories.refuseTakenName(category);
                categories.refuseExisting(category.id());
                yield withAccounts(
                        accounts,
                        groupings,
                        category.withDefaultSellers(List.of()).created());
            }
            case ChangeCategory(var category, var accounts, var membersChange) -> {
                Category before = categories.get(category.id());
                category.refuseUnusedAccounts(groupings.workspace());
                Category given = category.withDefaultSellers(before.sellerIds());
                Category after =
                        groupings.workspace().settings().accountsInUse() ? given : given.withAccountsOf(before);
                if (!after.name().equals(before.name())) {
                    categories.refuseTakenName(after);
                }
                yield after.equals(before) && !membersChange
                        ? List.of()
                        : withAccounts(accounts, groupings, after.changed(before));
            }
            case DeleteCategory deletion ->
                categories.get(deletion.categoryId()).deleted(deletion, groupings);
            case RestoreCategory(var category, var accounts) -> {
                if (categories.find(category.id()).isPresent()) {
                    yield List.of();
                }
                categories.refuseTakenName(category);
                yield withAccounts(accounts, groupings, category.created());
            }
        };
    }

    private static List<GroupingsEvent> withAccounts(
            List<Account> accounts, Groupings groupings, CategoryDefined defined) {
        List<GroupingsEvent> events = new ArrayList<>(groupings.workspace().additions(accounts));
        events.add(defined);
        return events;
    }

    /** Keeps what cannot be named while the workspace uses no accounts. */
    private Category withAccountsOf(Category before) {
        return new Category(id, name, numberingStart, before.accounts, before.accountingTargets, sellerIds);
    }

    private void refuseUnusedAccounts(Workspace workspace) {
        if (!workspace.settings().accountsInUse() && namedAccounts().findAny().isPresent()) {
            throw Refused.rule(
                    "accounts-not-in-use",
                    accounts == null ? "accountingTargets" : "accounts",
                    "The workspace does not use accounts.");
        }
    }

    private List<GroupingsEvent> deleted(DeleteCategory deletion, Groupings groupings) {
        List<UUID> members = groupings.membersOfCategory(id);
        if (deletion.members() == Members.GONE && !members.isEmpty()) {
            throw Refused.conflict("changed-since", null, "Other customers were put into it since, so it stays.");
        }
        UUID target = deletion.movedTo();
        if (target != null) {
            groupings.categories().requireTarget(id, target);
            groupings.categories().refuseTooMany(members);
        }
        if (groupings.workspace().settings().categoryRequired()) {
            refuseLeavingCustomers(deletion, members, groupings);
        }
        List<GroupingsEvent> events = new ArrayList<>();
        if (target != null) {
            members.forEach(customer -> events.add(new CustomerCategorised(customer, target, id, null)));
        }
        events.add(new CategoryDeleted(id, name, target));
        Workspace workspace = groupings.workspace();
        if (workspace.settings().proposes(id)) {
            events.add(new SettingsChanged(workspace.id(), workspace.settings().withoutDefaultCategory(id)));
        }
        return events;
    }

    private void refuseLeavingCustomers(DeleteCategory deletion, List<UUID> members, Groupings groupings) {
        if (groupings.categories().byId().size() == 1) {
            throw Refused.rule("last-category", null, "Each customer needs a category, so the last one stays.");
        }
        // members that are not loaded may exist
        if (deletion.movedTo() == null && (!members.isEmpty() || deletion.members() == Members.FOLLOW)) {
            throw Refused.rule(
                    "target-category-required", "to", "Each customer needs a category: name one for those in it.");
        }
    }

    private Category withDefaultSellers(List<UUID> sellers) {
        return sellerIds != null ? this : new Category(id, name, numberingStart, accounts, accountingTargets, sellers);
    }

    CategoryCreated created() {
        return new CategoryCreated(id, name, numberingStart, accounts, accountingTargets, sellerIds);
    }

    CategoryChanged changed(Category before) {
        return new CategoryChanged(
                id, name, numberingStart, accounts, accountingTargets, sellerIds, previousName(before));
    }
}
