package incharge.grouping;

import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Vocabulary;
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
import incharge.grouping.GroupingUndo.Bearing;
import incharge.grouping.GroupingUndo.InCategory;
import incharge.grouping.GroupingUndo.Place;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * The consistency of groupings. That a customer is in at most one category is decided on the customer's own events,
 * whoever writes at the same time; that a name is used once, on the events that gave or freed that name. A deletion is
 * one event, so whoever puts a customer somewhere looks at all deletions too: they are few.
 */
final class GroupingBoundary {

    static final Vocabulary<GroupingEvent> VOCABULARY = new Vocabulary<>(
            "incharge.groupings", GroupingEvent.class, GroupingBoundary::tags, GroupingBoundary::subject);

    static final Decider<GroupingCommand, Groupings, GroupingEvent> DECIDER =
            new Decider<>(() -> Groupings.NONE, Groupings::decide, Groupings::evolve, GroupingBoundary::criteria);

    private static final Tag DELETED_CATEGORIES = Tag.of("deleted", "category");

    private GroupingBoundary() {}

    static Tag category(UUID id) {
        return Tag.of("category", id.toString());
    }

    static Tag tag(UUID id) {
        return Tag.of("tag", id.toString());
    }

    private static Tag customer(UUID id) {
        return Tag.of("customer", id.toString());
    }

    private static Tag categoryName(String name) {
        return Tag.of("category-name", Groupings.key(name));
    }

    private static Tag tagName(String name) {
        return Tag.of("tag-name", Groupings.key(name));
    }

    private static Tag members(UUID category) {
        return Tag.of("members", category.toString());
    }

    private static Tag tagged(UUID tag) {
        return Tag.of("tagged", tag.toString());
    }

    /** What a category is, without who is in it. */
    static EventCriteria categoryItself(UUID id) {
        return VOCABULARY.criteria(category(id));
    }

    /** What a tag is, without who bears it. */
    static EventCriteria tagItself(UUID id) {
        return VOCABULARY.criteria(tag(id));
    }

    /** The customers that are in a category now. */
    static Set<UUID> membersOf(EventStore<GroupingEvent> store, UUID category) {
        return store.fold(
                LinkedHashSet<UUID>::new,
                (members, event) -> {
                    switch (event) {
                        case CustomerCategorised e when e.categoryId().equals(category) -> members.add(e.customerId());
                        case CustomerCategorised e -> members.remove(e.customerId());
                        case CustomerUncategorised e -> members.remove(e.customerId());
                        case GroupingEvent _ -> throw new IllegalStateException("only moves bear the tag");
                    }
                    return members;
                },
                VOCABULARY.criteria(members(category)));
    }

    /** The customers that bear a tag now. */
    static Set<UUID> bearersOf(EventStore<GroupingEvent> store, UUID tag) {
        return store.fold(
                LinkedHashSet<UUID>::new,
                (bearers, event) -> {
                    switch (event) {
                        case CustomerTagged e -> bearers.add(e.customerId());
                        case CustomerUntagged e -> bearers.remove(e.customerId());
                        case GroupingEvent _ -> throw new IllegalStateException("only taggings bear the tag");
                    }
                    return bearers;
                },
                VOCABULARY.criteria(tagged(tag)));
    }

    static EventCriteria criteria(GroupingCommand command) {
        return switch (command) {
            case CreateCategory(var id, var profile) ->
                EventCriteria.either(categoryItself(id), categoryNamed(profile.name()));
            case ChangeCategory(var id, var name, var _, var _)
            when name != null -> EventCriteria.either(categoryItself(id), categoryNamed(name));
            case ChangeCategory(var id, var _, var _, var _) -> categoryItself(id);
            case DeleteCategory(var id) -> categoryItself(id);
            case RegardCategory(var id) -> categoryItself(id);
            case CreateTag(var id, var name, var _) -> EventCriteria.either(tagItself(id), tagNamed(name));
            case ChangeTag(var id, var name, var _, var _) -> EventCriteria.either(tagItself(id), tagNamed(name));
            case DeleteTag(var id) -> tagItself(id);
            case RegardTag(var id) -> tagItself(id);
            case Categorise(var customer, var category) ->
                EventCriteria.either(categoryItself(category), categoryOf(customer));
            case Uncategorise(var customer, var _) -> categoryOf(customer);
            // no event bears it
            case LeaveAlone _ -> VOCABULARY.criteria(Tag.of("customer", "none"));
            case AddTag(var customer, var tag) -> EventCriteria.either(tagItself(tag), tagsOf(customer));
            case RemoveTag(var customer, var _) -> tagsOf(customer);
            case AnswerCategoryRequest(var customer, Wanted(var id, var name, var _), var _) ->
                EventCriteria.either(id != null ? categoryItself(id) : categoryNamed(name), categoryOf(customer));
            case AnswerTagRequest(var customer, Wanted(var id, var name, var _), var _) ->
                EventCriteria.either(id != null ? tagItself(id) : tagNamed(name), tagsOf(customer));
        };
    }

    private static EventCriteria categoryNamed(String name) {
        return VOCABULARY.criteria(categoryName(name));
    }

    private static EventCriteria tagNamed(String name) {
        return VOCABULARY.criteria(tagName(name));
    }

    private static EventCriteria categoryOf(UUID customer) {
        return EventCriteria.either(
                VOCABULARY.criteria(customer(customer), CustomerCategorised.class, CustomerUncategorised.class),
                VOCABULARY.criteria(DELETED_CATEGORIES));
    }

    /** All that happened to a customer's place, and to the categories or the tag that it is about. */
    static EventCriteria life(Place place) {
        return switch (place) {
            case InCategory(var customer) -> categoryOf(customer);
            case Bearing(var customer, var tag) -> EventCriteria.either(tagsOf(customer), tagItself(tag));
        };
    }

    /** What became of the category and the tags of customers, without what became of these themselves. */
    static EventCriteria placesOf(Collection<UUID> customers) {
        return EventCriteria.either(customers.stream()
                .map(customer -> VOCABULARY.criteria(
                        customer(customer),
                        CustomerCategorised.class,
                        CustomerUncategorised.class,
                        CustomerTagged.class,
                        CustomerUntagged.class))
                .toList());
    }

    private static EventCriteria tagsOf(UUID customer) {
        return VOCABULARY.criteria(customer(customer), CustomerTagged.class, CustomerUntagged.class);
    }

    private static Set<Tag> tags(GroupingEvent event) {
        return switch (event) {
            case CategoryCreated e -> Set.of(category(e.categoryId()), categoryName(e.name()));
            case CategoryChanged e ->
                distinct(
                        category(e.categoryId()),
                        categoryName(e.name()),
                        e.previousName() == null ? null : categoryName(e.previousName()));
            case CategoryDeleted e -> Set.of(category(e.categoryId()), categoryName(e.name()), DELETED_CATEGORIES);
            case TagCreated e -> Set.of(tag(e.tagId()), tagName(e.name()));
            case TagChanged e ->
                distinct(
                        tag(e.tagId()), tagName(e.name()), e.previousName() == null ? null : tagName(e.previousName()));
            case TagDeleted e -> Set.of(tag(e.tagId()), tagName(e.name()));
            case CustomerCategorised e ->
                distinct(
                        customer(e.customerId()),
                        members(e.categoryId()),
                        e.movedFrom() == null ? null : members(e.movedFrom()));
            case CustomerUncategorised e -> Set.of(customer(e.customerId()), members(e.movedFrom()));
            case CategoryRequestKept e -> Set.of(customer(e.customerId()));
            case CustomerTagged e -> Set.of(customer(e.customerId()), tagged(e.tagId()));
            case CustomerUntagged e -> Set.of(customer(e.customerId()), tagged(e.tagId()));
        };
    }

    /** The tags that are there, each once: a name may change in case only. */
    private static Set<Tag> distinct(Tag... tags) {
        Set<Tag> distinct = new HashSet<>();
        for (Tag tag : tags) {
            if (tag != null) {
                distinct.add(tag);
            }
        }
        return distinct;
    }

    private static String subject(GroupingEvent event) {
        return switch (event) {
            case GroupingEvent.CategoryEvent e -> e.categoryId().toString();
            case GroupingEvent.TagEvent e -> e.tagId().toString();
            case GroupingEvent.MembershipEvent e -> e.customerId().toString();
        };
    }
}
