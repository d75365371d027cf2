package incharge.grouping.decision;

import incharge.grouping.decision.GroupingCommand.CategoryCommand;
import incharge.grouping.decision.GroupingCommand.ChangeCategory;
import incharge.grouping.decision.GroupingCommand.CreateCategory;
import incharge.grouping.decision.GroupingCommand.DeleteCategory;
import incharge.grouping.event.Accounts;
import incharge.grouping.event.CategoryEvent;
import incharge.grouping.event.CategoryEvent.CategoryChanged;
import incharge.grouping.event.CategoryEvent.CategoryCreated;
import incharge.grouping.event.CategoryEvent.CategoryDefined;
import incharge.grouping.event.CategoryEvent.CategoryDeleted;
import java.util.List;
import java.util.UUID;

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

    static List<CategoryEvent> decide(CategoryCommand command, GroupingRegistry<Category> categories) {
        return switch (command) {
            case CreateCategory(var category) -> {
                categories.refuseTakenName(category);
                categories.refuseExisting(category.id());
                yield List.of(category.withDefaultSellers(List.of()).created());
            }
            case ChangeCategory(var category, var membersChange) -> {
                Category before = categories.get(category.id());
                Category after = category.withDefaultSellers(before.sellerIds());
                if (!after.name().equals(before.name())) {
                    categories.refuseTakenName(after);
                }
                yield after.equals(before) && !membersChange ? List.of() : List.of(after.changed(before));
            }
            case DeleteCategory(var id) ->
                List.of(new CategoryDeleted(id, categories.get(id).name(), null));
        };
    }

    private Category withDefaultSellers(List<UUID> sellers) {
        return sellerIds != null ? this : new Category(id, name, numberingStart, accounts, accountingTargets, sellers);
    }

    CategoryCreated created() {
        return new CategoryCreated(id, name, numberingStart, accounts, accountingTargets, sellerIds, null);
    }

    CategoryChanged changed(Category before) {
        return new CategoryChanged(
                id, name, numberingStart, accounts, accountingTargets, sellerIds, previousName(before));
    }
}
