package incharge.reporting.versions;

import incharge.feed.Fact;
import incharge.reporting.facts.GroupingsFact;
import incharge.reporting.facts.GroupingsFact.AccountAdded;
import incharge.reporting.facts.GroupingsFact.AccountDeleted;
import incharge.reporting.facts.GroupingsFact.AccountState;
import incharge.reporting.facts.GroupingsFact.CategoryChanged;
import incharge.reporting.facts.GroupingsFact.CategoryCreated;
import incharge.reporting.facts.GroupingsFact.CategoryDeleted;
import incharge.reporting.facts.GroupingsFact.CategoryRequestKept;
import incharge.reporting.facts.GroupingsFact.CustomerCategorised;
import incharge.reporting.facts.GroupingsFact.CustomerTagged;
import incharge.reporting.facts.GroupingsFact.CustomerUncategorised;
import incharge.reporting.facts.GroupingsFact.CustomerUntagged;
import incharge.reporting.facts.GroupingsFact.ErasureCompleted;
import incharge.reporting.facts.GroupingsFact.SettingsChanged;
import incharge.reporting.facts.GroupingsFact.TagChanged;
import incharge.reporting.facts.GroupingsFact.TagCreated;
import incharge.reporting.facts.GroupingsFact.TagDeleted;
import incharge.reporting.facts.ReportingFact;
import incharge.reporting.versions.Entry.Details;
import incharge.reporting.versions.Entry.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes the entries of {@code incharge.groupings}: versions of categories, tags and each customer's grouping. */
final class GroupingVersions {

    private GroupingVersions() {}

    /** Returns what {@link Versioning#key} returns; every fact makes a version. */
    static String key(GroupingsFact fact) {
        return switch (fact) {
            case CategoryCreated of -> Kind.CATEGORY.key(of.categoryId());
            case CategoryChanged of -> Kind.CATEGORY.key(of.categoryId());
            case CategoryDeleted of -> Kind.CATEGORY.key(of.categoryId());
            case TagCreated of -> Kind.TAG.key(of.tagId());
            case TagChanged of -> Kind.TAG.key(of.tagId());
            case TagDeleted of -> Kind.TAG.key(of.tagId());
            case CustomerCategorised of -> Kind.GROUPING.key(of.customerId());
            case CustomerUncategorised of -> Kind.GROUPING.key(of.customerId());
            case CategoryRequestKept of -> Kind.GROUPING.key(of.customerId());
            case CustomerTagged of -> Kind.GROUPING.key(of.customerId());
            case CustomerUntagged of -> Kind.GROUPING.key(of.customerId());
            case SettingsChanged of -> Kind.SETTINGS.key(of.workspaceId());
            case AccountState of -> Kind.ACCOUNT.key(of.accountId());
            case ErasureCompleted _ -> null;
        };
    }

    /** Returns the key of the category or tag that the fact puts a customer into, or takes it from; null for none. */
    static String group(ReportingFact fact) {
        if (fact instanceof CustomerCategorised of) {
            return Kind.CATEGORY.key(of.categoryId());
        }
        if (fact instanceof CustomerTagged of) {
            return Kind.TAG.key(of.tagId());
        }
        return fact instanceof CustomerUntagged of ? Kind.TAG.key(of.tagId()) : null;
    }

    static boolean begins(GroupingsFact fact) {
        return fact instanceof CategoryCreated || fact instanceof TagCreated || fact instanceof AccountAdded;
    }

    static Entry entry(Fact event, GroupingsFact fact, Content before) {
        return switch (fact) {
            case CategoryCreated(var id, var name, var start, var accounts, var targets, var sellers) ->
                named(event, name, category(id, name, start, accounts, targets, sellers));
            case CategoryChanged(var id, var name, var start, var accounts, var targets, var sellers) ->
                named(event, name, category(id, name, start, accounts, targets, sellers));
            case CategoryDeleted of -> deleted(event, before).withDetails(Details.NONE.withMovedTo(of.movedTo()));
            case TagCreated(var id, var name, var description, var group) ->
                named(event, name, new Content.Tag(id, name, description, group));
            case TagChanged(var id, var name, var description, var group) ->
                named(event, name, new Content.Tag(id, name, description, group));
            case TagDeleted of -> deleted(event, before).withDetails(Details.NONE.withMovedTo(of.movedTo()));
            case CustomerCategorised(var customer, var category, var movedFrom, var answering) ->
                grouping(
                                event,
                                grouping(customer, before)
                                        .withCategory(category)
                                        .withAnswered(answering))
                        .withDetails(Details.NONE.withCategory(category).withMovedFrom(movedFrom));
            case CustomerUncategorised(var customer, var movedFrom) ->
                grouping(event, grouping(customer, before).withCategory(null))
                        .withDetails(Details.NONE.withMovedFrom(movedFrom));
            case CategoryRequestKept(var customer, var category, var answering, var code) ->
                grouping(event, grouping(customer, before).withAnswered(answering))
                        .withDetails(Details.NONE.withCategory(category).withCode(code));
            case CustomerTagged(var customer, var tag, var answering) ->
                grouping(event, tagged(grouping(customer, before), tag).withAnswered(answering))
                        .withDetails(Details.NONE.withTag(tag));
            case CustomerUntagged(var customer, var tag) ->
                grouping(event, untagged(grouping(customer, before), tag)).withDetails(Details.NONE.withTag(tag));
            case SettingsChanged of -> named(event, of.name(), settings(of));
            case AccountState of -> account(event, of);
            case ErasureCompleted(var person) -> Entry.of(event).withDetails(Details.NONE.withPerson(person));
        };
    }

    private static Content.Settings settings(SettingsChanged fact) {
        Content.Settings unset = Content.Settings.DEFAULT;
        return new Content.Settings(
                fact.workspaceId(),
                fact.name() == null ? unset.name() : fact.name(),
                given(fact.accountsInUse(), unset.accountsInUse()),
                given(fact.rolesInUse(), unset.rolesInUse()),
                given(fact.categoryRequired(), unset.categoryRequired()),
                given(fact.datedClicks(), unset.datedClicks()),
                fact.closedProjectStatuses() == null ? unset.closedProjectStatuses() : fact.closedProjectStatuses());
    }

    private static boolean given(Boolean value, boolean unset) {
        return value == null ? unset : value;
    }

    private static Entry account(Fact event, AccountState fact) {
        var content = new Content.Account(fact.accountId(), fact.kind(), fact.number(), fact.name());
        return Entry.of(event)
                .withDetails(Details.NONE.withName(fact.name()).withNumber(fact.number()))
                .withVersion(fact instanceof AccountDeleted ? Version.gone(content) : Version.of(content));
    }

    private static Entry named(Fact event, String name, Content content) {
        return Entry.of(event).withDetails(Details.NONE.withName(name)).withVersion(Version.of(content));
    }

    private static Entry deleted(Fact event, Content before) {
        Content last = Versioning.existing(event, before, Content.class);
        return Entry.of(event).withVersion(Version.gone(last));
    }

    private static Entry grouping(Fact event, Content.Grouping content) {
        return Entry.of(event).withCustomer(content.customer()).withVersion(Version.of(content));
    }

    private static Content.Grouping grouping(UUID customer, Content before) {
        return before == null ? Content.Grouping.none(customer) : (Content.Grouping) before;
    }

    private static Content.Category category(
            UUID id,
            String name,
            Long start,
            GroupingsFact.Accounts accounts,
            List<String> targets,
            List<UUID> sellers) {
        return new Content.Category(
                id,
                name,
                start,
                accounts == null ? null : accounts.ledger(),
                accounts == null ? null : accounts.debtorControl(),
                targets == null ? List.of() : targets,
                sellers == null ? List.of() : sellers);
    }

    private static Content.Grouping tagged(Content.Grouping before, UUID tag) {
        return before.withTags(
                before.tags().contains(tag) ? before.tags() : with(before.tags(), tag),
                nullIfEmpty(without(before.removedTags(), tag)));
    }

    private static Content.Grouping untagged(Content.Grouping before, UUID tag) {
        return before.withTags(without(before.tags(), tag), with(without(before.removedTags(), tag), tag));
    }

    private static List<UUID> with(List<UUID> tags, UUID tag) {
        var all = new ArrayList<>(tags);
        all.add(tag);
        return List.copyOf(all);
    }

    /** @param tags null for none */
    private static List<UUID> without(List<UUID> tags, UUID tag) {
        return tags == null
                ? List.of()
                : tags.stream().filter(other -> !other.equals(tag)).toList();
    }

    private static List<UUID> nullIfEmpty(List<UUID> tags) {
        return tags.isEmpty() ? null : tags;
    }
}
