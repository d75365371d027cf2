package incharge.grouping.event;

import incharge.eventstore.decider.Vocabulary;
import incharge.eventstore.erasure.ErasureAnswers;
import incharge.eventstore.log.Tag;
import incharge.grouping.event.CategoryEvent.CategoryChanged;
import incharge.grouping.event.CategoryEvent.CategoryCreated;
import incharge.grouping.event.CategoryEvent.CategoryDeleted;
import incharge.grouping.event.MembershipEvent.CategoryRequestKept;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.event.MembershipEvent.CustomerTagged;
import incharge.grouping.event.MembershipEvent.CustomerUncategorised;
import incharge.grouping.event.MembershipEvent.CustomerUntagged;
import incharge.grouping.event.SettingsEvent.SettingsChanged;
import incharge.grouping.event.TagEvent.TagChanged;
import incharge.grouping.event.TagEvent.TagCreated;
import incharge.grouping.event.TagEvent.TagDeleted;
import incharge.http.NameKey;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The vocabulary of the log: its events and the tags that each of them bears. An event that gives a name bears the tag
 * of that name and of the name that it frees, so that a decision that claims a name loads its holder.
 */
public final class GroupingsLog {

    /** The version of the tags since which the definitions of the workspace bear a tag. */
    private static final int TAGS_OF_DEFINITIONS = 3;

    public static final Vocabulary<GroupingsEvent> VOCABULARY = new Vocabulary<>(
            "incharge.groupings",
            GroupingsEvent.class,
            GroupingsLog::tags,
            TAGS_OF_DEFINITIONS,
            event -> subject(event).toString());

    /** Settings of the workspace, of which there is one. */
    public static final Tag SETTINGS = Tag.of("settings", "workspace");

    /** All that defines the workspace: its settings, accounts and categories, without customers and tags. */
    public static final Tag DEFINITIONS = Tag.of("definitions", "workspace");

    /** Deletions of categories, which are few: a decision about the category of a customer loads all of them. */
    public static final Tag DELETED_CATEGORIES = Tag.of("deleted", "category");

    private GroupingsLog() {}

    public static Tag account(UUID id) {
        return Tag.of("account", id.toString());
    }

    public static Tag accountNumber(AccountNumber account) {
        return Tag.of("account-number", account.kind().text() + ' ' + NameKey.of(account.number()));
    }

    public static Tag category(UUID id) {
        return Tag.of("category", id.toString());
    }

    public static Tag categoryName(String name) {
        return Tag.of("category-name", NameKey.of(name));
    }

    public static Tag tag(UUID id) {
        return Tag.of("tag", id.toString());
    }

    public static Tag tagName(String name) {
        return Tag.of("tag-name", NameKey.of(name));
    }

    public static Tag customer(UUID id) {
        return Tag.of("customer", id.toString());
    }

    /** Marks the customers that come into a category or leave it. */
    public static Tag membersOfCategory(UUID id) {
        return Tag.of("members", id.toString());
    }

    /** Marks the customers that get a tag or lose it. */
    public static Tag membersOfTag(UUID id) {
        return Tag.of("tagged", id.toString());
    }

    private static Set<Tag> tags(GroupingsEvent event) {
        return switch (event) {
            case SettingsChanged _ -> distinct(SETTINGS, DEFINITIONS);
            case AccountEvent e ->
                distinct(account(e.accountId()), accountNumber(new AccountNumber(e.kind(), e.number())), DEFINITIONS);
            case CategoryCreated e -> distinct(category(e.categoryId()), categoryName(e.name()), DEFINITIONS);
            case CategoryChanged e ->
                distinct(
                        category(e.categoryId()),
                        categoryName(e.name()),
                        DEFINITIONS,
                        e.previousName() == null ? null : categoryName(e.previousName()));
            case CategoryDeleted e ->
                distinct(category(e.categoryId()), categoryName(e.name()), DEFINITIONS, DELETED_CATEGORIES);
            case TagCreated e -> distinct(tag(e.tagId()), tagName(e.name()));
            case TagChanged e ->
                distinct(
                        tag(e.tagId()), tagName(e.name()), e.previousName() == null ? null : tagName(e.previousName()));
            case TagDeleted e -> distinct(tag(e.tagId()), tagName(e.name()));
            case CustomerCategorised e ->
                distinct(
                        customer(e.customerId()),
                        membersOfCategory(e.categoryId()),
                        e.movedFrom() == null ? null : membersOfCategory(e.movedFrom()));
            case CustomerUncategorised e -> distinct(customer(e.customerId()), membersOfCategory(e.movedFrom()));
            case CategoryRequestKept e -> distinct(customer(e.customerId()));
            case CustomerTagged e -> distinct(customer(e.customerId()), membersOfTag(e.tagId()));
            case CustomerUntagged e -> distinct(customer(e.customerId()), membersOfTag(e.tagId()));
            case ErasureCompleted(var person) -> Set.of(ErasureAnswers.completed(person));
        };
    }

    /** Leaves out null and duplicates: the two names of a change may differ in case only. */
    private static Set<Tag> distinct(Tag... tags) {
        return Stream.of(tags).filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
    }

    private static UUID subject(GroupingsEvent event) {
        return switch (event) {
            case SettingsEvent e -> e.workspaceId();
            case AccountEvent e -> e.accountId();
            case CategoryEvent e -> e.categoryId();
            case TagEvent e -> e.tagId();
            case MembershipEvent e -> e.customerId();
            case ErasureCompleted e -> e.personId();
        };
    }
}
