package incharge.grouping.decision;

import incharge.grouping.decision.GroupingCommand.AnswerCategoryRequest;
import incharge.grouping.decision.GroupingCommand.AnswerTagRequest;
import incharge.grouping.decision.GroupingCommand.CategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.CategoryCommand;
import incharge.grouping.decision.GroupingCommand.MembershipCommand;
import incharge.grouping.decision.GroupingCommand.Reference;
import incharge.grouping.decision.GroupingCommand.TagCommand;
import incharge.grouping.decision.GroupingCommand.TagCustomer;
import incharge.grouping.decision.GroupingCommand.UncategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.UntagCustomer;
import incharge.grouping.event.AccountEvent;
import incharge.grouping.event.CategoryEvent.CategoryDefined;
import incharge.grouping.event.CategoryEvent.CategoryDeleted;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.MembershipEvent.CategoryRequestKept;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.event.MembershipEvent.CustomerTagged;
import incharge.grouping.event.MembershipEvent.CustomerUncategorised;
import incharge.grouping.event.MembershipEvent.CustomerUntagged;
import incharge.grouping.event.SettingsEvent;
import incharge.grouping.event.TagEvent.TagDefined;
import incharge.grouping.event.TagEvent.TagDeleted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The state of a decision: the part of each component that lies within the command's boundary. One state serves
 * categories, tags and memberships, since one request may change a category and its customers together, and since the
 * members of a deleted category or tag follow from its deletion.
 *
 * @param categoryByCustomer also categories that were deleted since
 * @param tagsByCustomer also tags that were deleted since
 */
public record Groupings(
        GroupingRegistry<Category> categories,
        GroupingRegistry<Tag> tags,
        Map<UUID, UUID> categoryByCustomer,
        Map<UUID, Set<UUID>> tagsByCustomer) {

    static final Groupings NONE =
            new Groupings(new GroupingRegistry<>("category"), new GroupingRegistry<>("tag"), Map.of(), Map.of());

    /** Returns the category that a customer is in, null for none. */
    public UUID categoryOf(UUID customer) {
        UUID category = categoryByCustomer.get(customer);
        return category == null || categories.deleted().contains(category) ? null : category;
    }

    /** Returns whether a customer has a tag, existing or deleted since. */
    public boolean hasTag(UUID customer, UUID tag) {
        return tagsByCustomer.getOrDefault(customer, Set.of()).contains(tag);
    }

    static List<? extends GroupingsEvent> decide(GroupingCommand command, Groupings groupings) {
        return switch (command) {
            case CategoryCommand category -> Category.decide(category, groupings.categories);
            case TagCommand tag -> Tag.decide(tag, groupings.tags);
            case MembershipCommand membership -> groupings.decide(membership);
        };
    }

    private List<GroupingsEvent> decide(MembershipCommand command) {
        return switch (command) {
            case CategoriseCustomer(var customer, var category) ->
                categorise(customer, categories.get(category).id(), null);
            case UncategoriseCustomer(var customer, var category) ->
                category.equals(categoryOf(customer))
                        ? List.of(new CustomerUncategorised(customer, category))
                        : List.of();
            case TagCustomer(var customer, var tag) ->
                tag(customer, tags.get(tag).id(), null);
            case UntagCustomer(var customer, var tag) ->
                hasTag(customer, tag) ? List.of(new CustomerUntagged(customer, tag)) : List.of();
            case AnswerCategoryRequest(var customer, var category, var answering) ->
                answerCategoryRequest(customer, category, answering);
            case AnswerTagRequest(var customer, var tag, var answering) -> answerTagRequest(customer, tag, answering);
        };
    }

    private List<GroupingsEvent> categorise(UUID customer, UUID category, Long answering) {
        UUID before = categoryOf(customer);
        return category.equals(before)
                ? List.of()
                : List.of(new CustomerCategorised(customer, category, before, answering));
    }

    private List<GroupingsEvent> tag(UUID customer, UUID tag, Long answering) {
        return hasTag(customer, tag) ? List.of() : List.of(new CustomerTagged(customer, tag, answering));
    }

    /** Never refuses: the request that is answered here was accepted by customer-service before. */
    private List<GroupingsEvent> answerCategoryRequest(UUID customer, Reference requested, long answering) {
        UUID category = categories.resolve(requested).orElse(null);
        if (category == null) {
            return List.of(
                    Category.named(requested.newId(), requested.name()).created(),
                    new CustomerCategorised(customer, requested.newId(), categoryOf(customer), answering));
        }
        if (categories.find(category).isEmpty()) {
            return List.of(new CategoryRequestKept(customer, categoryOf(customer), answering, "category-unknown"));
        }
        List<GroupingsEvent> moved = categorise(customer, category, answering);
        return moved.isEmpty() ? List.of(new CategoryRequestKept(customer, category, answering, null)) : moved;
    }

    private List<GroupingsEvent> answerTagRequest(UUID customer, Reference requested, long answering) {
        UUID tag = tags.resolve(requested).orElse(null);
        if (tag == null) {
            return List.of(
                    new Tag(requested.newId(), requested.name(), null, null).created(),
                    new CustomerTagged(customer, requested.newId(), answering));
        }
        return tags.find(tag).isEmpty() ? List.of() : tag(customer, tag, answering);
    }

    static Groupings evolve(Groupings before, GroupingsEvent event) {
        return switch (event) {
            case CategoryDefined e -> before.withCategories(before.categories.with(Category.of(e)));
            case SettingsEvent _, AccountEvent _ -> before;
            case CategoryDeleted(var id, var _, var _) -> before.withCategories(before.categories.without(id));
            case TagDefined e -> before.withTags(before.tags.with(Tag.of(e)));
            case TagDeleted(var id, var _, var _) -> before.withTags(before.tags.without(id));
            case CustomerCategorised e -> before.withCategoryOf(e.customerId(), e.categoryId());
            case CustomerUncategorised e -> before.withCategoryOf(e.customerId(), null);
            case CategoryRequestKept _ -> before;
            case CustomerTagged e -> before.withTagOf(e.customerId(), e.tagId(), true);
            case CustomerUntagged e -> before.withTagOf(e.customerId(), e.tagId(), false);
        };
    }

    private Groupings withCategories(GroupingRegistry<Category> after) {
        return new Groupings(after, tags, categoryByCustomer, tagsByCustomer);
    }

    private Groupings withTags(GroupingRegistry<Tag> after) {
        return new Groupings(categories, after, categoryByCustomer, tagsByCustomer);
    }

    private Groupings withCategoryOf(UUID customer, UUID category) {
        Map<UUID, UUID> after = new HashMap<>(categoryByCustomer);
        after.compute(customer, (_, _) -> category);
        return new Groupings(categories, tags, after, tagsByCustomer);
    }

    private Groupings withTagOf(UUID customer, UUID tag, boolean has) {
        Set<UUID> ofCustomer = new HashSet<>(tagsByCustomer.getOrDefault(customer, Set.of()));
        if (has) {
            ofCustomer.add(tag);
        } else {
            ofCustomer.remove(tag);
        }
        Map<UUID, Set<UUID>> after = new HashMap<>(tagsByCustomer);
        after.put(customer, ofCustomer);
        return new Groupings(categories, tags, categoryByCustomer, after);
    }
}
