package incharge.grouping;

import incharge.eventstore.decider.Refused;
import incharge.grouping.GroupingCommand.AddTag;
import incharge.grouping.GroupingCommand.AnswerCategoryRequest;
import incharge.grouping.GroupingCommand.AnswerTagRequest;
import incharge.grouping.GroupingCommand.Categorise;
import incharge.grouping.GroupingCommand.ChangeCategory;
import incharge.grouping.GroupingCommand.ChangeTag;
import incharge.grouping.GroupingCommand.CreateCategory;
import incharge.grouping.GroupingCommand.CreateTag;
import incharge.grouping.GroupingCommand.DeleteCategory;
import incharge.grouping.GroupingCommand.DeleteTag;
import incharge.grouping.GroupingCommand.LeaveAlone;
import incharge.grouping.GroupingCommand.RegardCategory;
import incharge.grouping.GroupingCommand.RegardTag;
import incharge.grouping.GroupingCommand.RemoveTag;
import incharge.grouping.GroupingCommand.Uncategorise;
import incharge.grouping.GroupingCommand.Wanted;
import incharge.grouping.GroupingEvent.CategoryChanged;
import incharge.grouping.GroupingEvent.CategoryCreated;
import incharge.grouping.GroupingEvent.CategoryDeleted;
import incharge.grouping.GroupingEvent.CategoryRequestKept;
import incharge.grouping.GroupingEvent.CustomerCategorised;
import incharge.grouping.GroupingEvent.CustomerTagged;
import incharge.grouping.GroupingEvent.CustomerUncategorised;
import incharge.grouping.GroupingEvent.CustomerUntagged;
import incharge.grouping.GroupingEvent.TagChanged;
import incharge.grouping.GroupingEvent.TagCreated;
import incharge.grouping.GroupingEvent.TagDeleted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * All that a decision about groupings may look at: the part of each map that lies within the command's boundary.
 *
 * @param categories those that exist, by id
 * @param categoryNames who holds a name, by {@link #key}
 * @param tags those that exist, by id
 * @param tagNames who holds a name, by {@link #key}
 * @param inCategory the category of a customer, existing or deleted since
 * @param tagged the tags of a customer, existing or deleted since
 * @param deletedCategories every category ever deleted: its customers follow on reading
 */
public record Groupings(
        Map<UUID, Category> categories,
        Map<String, UUID> categoryNames,
        Map<UUID, Tag> tags,
        Map<String, UUID> tagNames,
        Map<UUID, UUID> inCategory,
        Map<UUID, Set<UUID>> tagged,
        Set<UUID> deletedCategories) {

    /** A free grouping: a customer has any number of tags. */
    public record Tag(UUID id, String name, String description) {}

    static final Groupings NONE = new Groupings(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Set.of());

    /** Names are unique without regard to case. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    Category category(UUID id) {
        return found(categories.get(id), "category-unknown", "There is no category " + id + ".");
    }

    Tag tag(UUID id) {
        return found(tags.get(id), "tag-unknown", "There is no tag " + id + ".");
    }

    private static <T> T found(T there, String code, String message) {
        if (there == null) {
            throw Refused.unknown(code, null, message);
        }
        return there;
    }

    /** The category that a customer is in, null for none. */
    UUID categoryOf(UUID customer) {
        UUID category = inCategory.get(customer);
        return category == null || deletedCategories.contains(category) ? null : category;
    }

    static List<GroupingEvent> decide(GroupingCommand command, Groupings now) {
        return switch (command) {
            case CreateCategory(var id, var profile) -> {
                now.refuseTaken(now.categoryNames, "category-name-taken", profile.name(), id);
                if (now.categories.containsKey(id)) {
                    throw Refused.conflict("category-exists", "id", "A category with this id exists already.");
                }
                yield List.of(CategoryCreated.of(id, profile));
            }
            case ChangeCategory(var id, var _, var change, var othersInIt) -> {
                Category.Profile before = now.category(id).profile();
                Category.Profile after = change.apply(before);
                now.refuseTaken(now.categoryNames, "category-name-taken", after.name(), id);
                yield after.equals(before) && !othersInIt ? List.of() : List.of(CategoryChanged.of(id, before, after));
            }
            case DeleteCategory(var id) ->
                List.of(new CategoryDeleted(id, now.category(id).profile().name()));
            case RegardCategory(var id) -> {
                now.category(id);
                yield List.of();
            }
            case CreateTag(var id, var name, var description) -> {
                now.refuseTaken(now.tagNames, "tag-name-taken", name, id);
                if (now.tags.containsKey(id)) {
                    throw Refused.conflict("tag-exists", "id", "A tag with this id exists already.");
                }
                yield List.of(new TagCreated(id, name, description));
            }
            case ChangeTag(var id, var name, var description, var othersBearIt) -> {
                Tag before = now.tag(id);
                now.refuseTaken(now.tagNames, "tag-name-taken", name, id);
                yield before.equals(new Tag(id, name, description)) && !othersBearIt
                        ? List.of()
                        : List.of(new TagChanged(
                                id, name, description, name.equals(before.name()) ? null : before.name()));
            }
            case DeleteTag(var id) -> List.of(new TagDeleted(id, now.tag(id).name()));
            case RegardTag(var id) -> {
                now.tag(id);
                yield List.of();
            }
            case Categorise(var customer, var category) ->
                now.put(customer, now.category(category).id(), null);
            case Uncategorise(var customer, var category) ->
                category.equals(now.categoryOf(customer))
                        ? List.of(new CustomerUncategorised(customer, category))
                        : List.of();
            case LeaveAlone _ -> List.of();
            case AddTag(var customer, var tag) ->
                now.give(customer, now.tag(tag).id(), null);
            case RemoveTag(var customer, var tag) ->
                now.has(customer, tag) ? List.of(new CustomerUntagged(customer, tag)) : List.of();
            case AnswerCategoryRequest(var customer, var wanted, var answering) ->
                now.answerCategory(customer, wanted, answering);
            case AnswerTagRequest(var customer, var wanted, var answering) ->
                now.answerTag(customer, wanted, answering);
        };
    }

    private List<GroupingEvent> put(UUID customer, UUID category, Long answering) {
        UUID before = categoryOf(customer);
        return category.equals(before)
                ? List.of()
                : List.of(new CustomerCategorised(customer, category, before, answering));
    }

    private List<GroupingEvent> give(UUID customer, UUID tag, Long answering) {
        return has(customer, tag) ? List.of() : List.of(new CustomerTagged(customer, tag, answering));
    }

    /** Whether a customer bears a tag, existing or deleted since. */
    boolean has(UUID customer, UUID tag) {
        return tagged.getOrDefault(customer, Set.of()).contains(tag);
    }

    /** Whoever asked has been answered already: what cannot be applied is said, never thrown. */
    private List<GroupingEvent> answerCategory(UUID customer, Wanted wanted, long answering) {
        UUID named = wanted.id() != null ? wanted.id() : categoryNames.get(key(wanted.name()));
        if (named == null) {
            Category.Profile profile = new Category.Profile(wanted.name(), null, null, null, List.of());
            return List.of(
                    CategoryCreated.of(wanted.newId(), profile),
                    new CustomerCategorised(customer, wanted.newId(), categoryOf(customer), answering));
        }
        if (!categories.containsKey(named)) {
            return List.of(new CategoryRequestKept(customer, categoryOf(customer), answering, "category-unknown"));
        }
        List<GroupingEvent> moved = put(customer, named, answering);
        return moved.isEmpty() ? List.of(new CategoryRequestKept(customer, named, answering, null)) : moved;
    }

    private List<GroupingEvent> answerTag(UUID customer, Wanted wanted, long answering) {
        UUID named = wanted.id() != null ? wanted.id() : tagNames.get(key(wanted.name()));
        if (named == null) {
            return List.of(
                    new TagCreated(wanted.newId(), wanted.name(), null),
                    new CustomerTagged(customer, wanted.newId(), answering));
        }
        return tags.containsKey(named) ? give(customer, named, answering) : List.of();
    }

    private void refuseTaken(Map<String, UUID> names, String code, String name, UUID by) {
        UUID holder = names.get(key(name));
        if (holder != null && !holder.equals(by)) {
            throw Refused.conflict(code, "name", "The name " + name + " is taken.");
        }
    }

    static Groupings evolve(Groupings before, GroupingEvent event) {
        return switch (event) {
            case CategoryCreated e -> before.with(new Category(e.categoryId(), e.profile()), null);
            case CategoryChanged e -> before.with(new Category(e.categoryId(), e.profile()), e.previousName());
            case CategoryDeleted(var id, var name) ->
                new Groupings(
                        without(before.categories, id),
                        without(before.categoryNames, key(name)),
                        before.tags,
                        before.tagNames,
                        before.inCategory,
                        before.tagged,
                        plus(before.deletedCategories, id));
            case TagCreated(var id, var name, var description) -> before.with(new Tag(id, name, description), null);
            case TagChanged(var id, var name, var description, var previous) ->
                before.with(new Tag(id, name, description), previous);
            case TagDeleted(var id, var name) ->
                new Groupings(
                        before.categories,
                        before.categoryNames,
                        without(before.tags, id),
                        without(before.tagNames, key(name)),
                        before.inCategory,
                        before.tagged,
                        before.deletedCategories);
            case CustomerCategorised(var customer, var category, var _, var _) ->
                before.inCategory(plus(before.inCategory, customer, category));
            case CustomerUncategorised(var customer, var _) -> before.inCategory(without(before.inCategory, customer));
            case CategoryRequestKept _ -> before;
            case CustomerTagged(var customer, var tag, var _) -> before.tagged(customer, tag, Groupings::plus);
            case CustomerUntagged(var customer, var tag) -> before.tagged(customer, tag, Groupings::less);
        };
    }

    private Groupings with(Category category, String freed) {
        Map<String, UUID> names = freed == null ? categoryNames : without(categoryNames, key(freed));
        return new Groupings(
                plus(categories, category.id(), category),
                plus(names, key(category.profile().name()), category.id()),
                tags,
                tagNames,
                inCategory,
                tagged,
                deletedCategories);
    }

    private Groupings with(Tag tag, String freed) {
        Map<String, UUID> names = freed == null ? tagNames : without(tagNames, key(freed));
        return new Groupings(
                categories,
                categoryNames,
                plus(tags, tag.id(), tag),
                plus(names, key(tag.name()), tag.id()),
                inCategory,
                tagged,
                deletedCategories);
    }

    private Groupings inCategory(Map<UUID, UUID> after) {
        return new Groupings(categories, categoryNames, tags, tagNames, after, tagged, deletedCategories);
    }

    private Groupings tagged(UUID customer, UUID tag, BiFunction<Set<UUID>, UUID, Set<UUID>> change) {
        Set<UUID> after = change.apply(tagged.getOrDefault(customer, Set.of()), tag);
        return new Groupings(
                categories,
                categoryNames,
                tags,
                tagNames,
                inCategory,
                plus(tagged, customer, after),
                deletedCategories);
    }

    private static <K, V> Map<K, V> plus(Map<K, V> map, K key, V value) {
        Map<K, V> more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }

    private static <K, V> Map<K, V> without(Map<K, V> map, K key) {
        Map<K, V> fewer = new HashMap<>(map);
        fewer.remove(key);
        return fewer;
    }

    private static Set<UUID> plus(Set<UUID> set, UUID element) {
        Set<UUID> more = new HashSet<>(set);
        more.add(element);
        return more;
    }

    private static Set<UUID> less(Set<UUID> set, UUID element) {
        Set<UUID> fewer = new HashSet<>(set);
        fewer.remove(element);
        return fewer;
    }
}
