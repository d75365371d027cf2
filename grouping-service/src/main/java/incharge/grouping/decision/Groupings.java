package incharge.grouping.decision;

import incharge.eventstore.decider.Refused;
import incharge.grouping.decision.GroupingCommand.AccountCommand;
import incharge.grouping.decision.GroupingCommand.AnswerCategoryRequest;
import incharge.grouping.decision.GroupingCommand.AnswerTagRequest;
import incharge.grouping.decision.GroupingCommand.BeginWorkspace;
import incharge.grouping.decision.GroupingCommand.CategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.CategoryCommand;
import incharge.grouping.decision.GroupingCommand.ChangeSettings;
import incharge.grouping.decision.GroupingCommand.ForgoTag;
import incharge.grouping.decision.GroupingCommand.MembershipCommand;
import incharge.grouping.decision.GroupingCommand.PlaceCustomer;
import incharge.grouping.decision.GroupingCommand.Reference;
import incharge.grouping.decision.GroupingCommand.TagCommand;
import incharge.grouping.decision.GroupingCommand.TagCustomer;
import incharge.grouping.decision.GroupingCommand.UncategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.UntagCustomer;
import incharge.grouping.event.AccountEvent;
import incharge.grouping.event.AccountEvent.AccountDeleted;
import incharge.grouping.event.CategoryEvent.CategoryDefined;
import incharge.grouping.event.CategoryEvent.CategoryDeleted;
import incharge.grouping.event.ErasureCompleted;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.MembershipEvent.CategoryRequestKept;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.event.MembershipEvent.CustomerTagged;
import incharge.grouping.event.MembershipEvent.CustomerUncategorised;
import incharge.grouping.event.MembershipEvent.CustomerUntagged;
import incharge.grouping.event.Settings;
import incharge.grouping.event.SettingsEvent.SettingsChanged;
import incharge.grouping.event.TagEvent.TagDefined;
import incharge.grouping.event.TagEvent.TagDeleted;
import incharge.http.Region;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * The state of a decision: the part of each component that lies within the command's boundary. One state serves the
 * workspace, categories, tags and memberships, since one request may change a category and its customers together, and
 * since the members of a deleted category or tag follow from its deletion. Its maps share what did not change, so that
 * a decision about all customers of a category takes time in proportion to their number.
 *
 * @param categoryByCustomer without categories that were deleted since
 * @param tagsByCustomer without tags whose deletion lies within the boundary
 */
public record Groupings(
        Workspace workspace,
        GroupingRegistry<Category> categories,
        GroupingRegistry<Tag> tags,
        PMap<UUID, UUID> categoryByCustomer,
        PMap<UUID, PSet<UUID>> tagsByCustomer) {

    static final Groupings NONE = new Groupings(
            new Workspace(null, Settings.INITIAL, HashTreePMap.empty()),
            new GroupingRegistry<>("category"),
            new GroupingRegistry<>("tag"),
            HashTreePMap.empty(),
            HashTreePMap.empty());

    /** Returns the category that a customer is in, null for none. */
    public UUID categoryOf(UUID customer) {
        return categoryByCustomer.get(customer);
    }

    /** Returns whether a customer has a tag. */
    public boolean hasTag(UUID customer, UUID tag) {
        return tagsOf(customer).contains(tag);
    }

    private PSet<UUID> tagsOf(UUID customer) {
        return tagsByCustomer.getOrDefault(customer, HashTreePSet.empty());
    }

    /** Returns the customers in a category, in the order of their ids. */
    List<UUID> membersOfCategory(UUID category) {
        return categoryByCustomer.entrySet().stream()
                .filter(entry -> entry.getValue().equals(category))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Returns the customers that have a tag, in the order of their ids. */
    List<UUID> membersOfTag(UUID tag) {
        return tagsByCustomer.entrySet().stream()
                .filter(entry -> entry.getValue().contains(tag))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    static List<? extends GroupingsEvent> decide(GroupingCommand command, Groupings groupings) {
        return switch (command) {
            case BeginWorkspace begin -> Workspace.begin(begin, groupings);
            case ChangeSettings settings -> Workspace.decide(settings, groupings);
            case AccountCommand account -> Account.decide(account, groupings);
            case CategoryCommand category -> Category.decide(category, groupings);
            case TagCommand tag -> Tag.decide(tag, groupings);
            case MembershipCommand membership -> groupings.decide(membership);
        };
    }

    private List<GroupingsEvent> decide(MembershipCommand command) {
        return switch (command) {
            case CategoriseCustomer(var customer, var category) ->
                categorise(customer, categories.get(category).id(), null);
            case UncategoriseCustomer(var customer, var category) -> uncategorise(customer, category);
            case PlaceCustomer(var customer, var country) -> place(customer, country);
            case TagCustomer(var customer, var tag) ->
                tag(customer, tags.get(tag).id(), null);
            case UntagCustomer(var customer, var tag) ->
                hasTag(customer, tag) ? List.of(new CustomerUntagged(customer, tag)) : List.of();
            case ForgoTag(var customer, var tag) -> List.of(new CustomerUntagged(customer, tag));
            case AnswerCategoryRequest(var customer, var category, var answering) ->
                answerCategoryRequest(customer, category, answering);
            case AnswerTagRequest(var customer, var tag, var answering) -> answerTagRequest(customer, tag, answering);
        };
    }

    private List<GroupingsEvent> uncategorise(UUID customer, UUID category) {
        if (!category.equals(categoryOf(customer))) {
            return List.of();
        }
        if (workspace.settings().categoryRequired()) {
            throw Refused.rule("category-required", null, "Customer " + customer + " needs a category.");
        }
        return List.of(new CustomerUncategorised(customer, category));
    }

    private List<GroupingsEvent> place(UUID customer, String country) {
        Settings settings = workspace.settings();
        if (!settings.categoryRequired() || categoryOf(customer) != null) {
            return List.of();
        }
        UUID proposed = settings.categories().of(Region.of(country, settings.country()));
        return Optional.ofNullable(proposed)
                .flatMap(categories::find)
                .or(categories::oldest)
                .map(category -> categorise(customer, category.id(), null))
                .orElse(List.of());
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
            case SettingsChanged e -> before.withWorkspace(before.workspace.with(e));
            case AccountDeleted e -> before.withWorkspace(before.workspace.without(e.accountId()));
            case AccountEvent e -> before.withWorkspace(before.workspace.with(Account.of(e)));
            case CategoryDefined e -> before.withCategories(before.categories.with(Category.of(e)));
            case CategoryDeleted(var id, var _, var _) -> before.withoutCategory(id);
            case TagDefined e -> before.withTags(before.tags.with(Tag.of(e)));
            case TagDeleted(var id, var _, var _) -> before.withoutTag(id);
            case CustomerCategorised e -> before.withCategoryOf(e.customerId(), e.categoryId());
            case CustomerUncategorised e -> before.withCategoryOf(e.customerId(), null);
            case CategoryRequestKept _, ErasureCompleted _ -> before;
            case CustomerTagged e ->
                before.withTagsOf(e.customerId(), before.tagsOf(e.customerId()).plus(e.tagId()));
            case CustomerUntagged e ->
                before.withTagsOf(e.customerId(), before.tagsOf(e.customerId()).minus(e.tagId()));
        };
    }

    private Groupings withWorkspace(Workspace after) {
        return new Groupings(after, categories, tags, categoryByCustomer, tagsByCustomer);
    }

    private Groupings withCategories(GroupingRegistry<Category> after) {
        return new Groupings(workspace, after, tags, categoryByCustomer, tagsByCustomer);
    }

    private Groupings withTags(GroupingRegistry<Tag> after) {
        return new Groupings(workspace, categories, after, categoryByCustomer, tagsByCustomer);
    }

    private Groupings withoutCategory(UUID id) {
        return new Groupings(
                workspace,
                categories.without(id),
                tags,
                categoryByCustomer.minusAll(membersOfCategory(id)),
                tagsByCustomer);
    }

    private Groupings withoutTag(UUID id) {
        Groupings after = withTags(tags.without(id));
        for (UUID customer : membersOfTag(id)) {
            after = after.withTagsOf(customer, after.tagsOf(customer).minus(id));
        }
        return after;
    }

    private Groupings withCategoryOf(UUID customer, UUID category) {
        return new Groupings(
                workspace,
                categories,
                tags,
                category == null ? categoryByCustomer.minus(customer) : categoryByCustomer.plus(customer, category),
                tagsByCustomer);
    }

    private Groupings withTagsOf(UUID customer, PSet<UUID> after) {
        return new Groupings(workspace, categories, tags, categoryByCustomer, tagsByCustomer.plus(customer, after));
    }
}
