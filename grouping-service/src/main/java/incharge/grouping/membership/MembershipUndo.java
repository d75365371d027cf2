package incharge.grouping.membership;

import static incharge.grouping.decision.GroupingBoundary.DECIDER;

import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.Undo;
import incharge.eventstore.decider.Undo.Change;
import incharge.eventstore.log.Criteria;
import incharge.grouping.decision.Account;
import incharge.grouping.decision.GroupingBoundary;
import incharge.grouping.decision.GroupingCommand;
import incharge.grouping.decision.GroupingCommand.CategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.ChangeCategory;
import incharge.grouping.decision.GroupingCommand.ChangeTag;
import incharge.grouping.decision.GroupingCommand.DeleteCategory;
import incharge.grouping.decision.GroupingCommand.DeleteTag;
import incharge.grouping.decision.GroupingCommand.Members;
import incharge.grouping.decision.GroupingCommand.TagCustomer;
import incharge.grouping.decision.GroupingCommand.UncategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.UntagCustomer;
import incharge.grouping.decision.Groupings;
import incharge.grouping.event.AccountEvent;
import incharge.grouping.event.CategoryEvent;
import incharge.grouping.event.ErasureCompleted;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.GroupingsLog;
import incharge.grouping.event.MembershipEvent.CategoryRequestKept;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.event.MembershipEvent.CustomerTagged;
import incharge.grouping.event.MembershipEvent.CustomerUncategorised;
import incharge.grouping.event.MembershipEvent.CustomerUntagged;
import incharge.grouping.event.SettingsEvent;
import incharge.grouping.event.TagEvent;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Brings categories, tags and the customers in them back to what they were before some commands. What a request of
 * customer-service created stays, since others may use it by now.
 */
final class MembershipUndo {

    /** What is brought back by itself. */
    sealed interface Subject {}

    record CategoryOf(UUID customerId) implements Subject {}

    record TagOf(UUID customerId, UUID tagId) implements Subject {}

    record CategoryItself(UUID categoryId) implements Subject {}

    record TagItself(UUID tagId) implements Subject {}

    /** The code of the refusal of what is hidden from the caller; it is stored with the others and never answered. */
    static final String HIDDEN = "hidden";

    private MembershipUndo() {}

    static Undo<Subject, GroupingCommand, Groupings, GroupingsEvent> of(Set<String> commandIds) {
        return new Undo<>(
                DECIDER, commandIds, MembershipUndo::subject, MembershipUndo::eventsOf, MembershipUndo::revert);
    }

    /**
     * Brings back what a caller sees. What is hidden from it is refused as {@link #HIDDEN}. Nobody comes back from or
     * into a category that is hidden: this is refused as a change that others made since.
     */
    static Undo<Subject, GroupingCommand, Groupings, GroupingsEvent> forCaller(
            Set<String> commandIds, Predicate<Subject> hidden, Predicate<UUID> hiddenCategory) {
        return new Undo<>(DECIDER, commandIds, MembershipUndo::subject, MembershipUndo::eventsOf, change -> {
            if (hidden.test(change.resource())) {
                throw Refused.unknown(HIDDEN, null, "It does not exist for the caller.");
            }
            if (change.resource() instanceof CategoryOf(var customer)
                    && Stream.of(change.before(), change.now())
                            .flatMap(groupings -> Stream.ofNullable(groupings.categoryOf(customer)))
                            .anyMatch(hiddenCategory)) {
                throw Undo.changedSince();
            }
            return revert(change);
        });
    }

    private static GroupingCommand revert(Change<Subject, Groupings> change) {
        return switch (change.resource()) {
            case CategoryOf(var customer) -> back(customer, change.before(), change.now());
            case TagOf tag -> back(tag, change.before(), change.now());
            case CategoryItself(var id) -> categoryBack(id, change.before(), change.now());
            case TagItself(var id) -> tagBack(id, change.before(), change.now());
        };
    }

    /** Selects the changes of the categories and tags of customers. */
    static Criteria changes(Collection<UUID> customers) {
        return Criteria.either(customers.stream()
                .map(customer -> Criteria.tagged(
                        GroupingsLog.customer(customer),
                        CustomerCategorised.class,
                        CustomerUncategorised.class,
                        CustomerTagged.class,
                        CustomerUntagged.class))
                .toList());
    }

    /** Selects all that happened to a subject, and to the categories or the tag that it is about. */
    static Criteria eventsOf(Subject subject) {
        return switch (subject) {
            case CategoryOf(var customer) -> GroupingBoundary.categoryOf(customer);
            case TagOf(var customer, var tag) ->
                Criteria.either(GroupingBoundary.tagsOf(customer), GroupingBoundary.tag(tag));
            case CategoryItself(var id) -> GroupingBoundary.category(id);
            case TagItself(var id) -> GroupingBoundary.tag(id);
        };
    }

    /** Returns what an event changes, null if it changes nothing that can be brought back. */
    static Subject subject(GroupingsEvent event) {
        return switch (event) {
            case CustomerCategorised e -> new CategoryOf(e.customerId());
            case CustomerUncategorised e -> new CategoryOf(e.customerId());
            case CustomerTagged e -> new TagOf(e.customerId(), e.tagId());
            case CustomerUntagged e -> new TagOf(e.customerId(), e.tagId());
            case CategoryEvent e -> new CategoryItself(e.categoryId());
            case TagEvent e -> new TagItself(e.tagId());
            case CategoryRequestKept _, SettingsEvent _, AccountEvent _, ErasureCompleted _ -> null;
        };
    }

    private static GroupingCommand back(UUID customer, Groupings before, Groupings now) {
        UUID category = before.categoryOf(customer);
        if (category != null) {
            return new CategoriseCustomer(customer, category);
        }
        UUID left = now.categoryOf(customer);
        return left == null ? null : new UncategoriseCustomer(customer, left);
    }

    private static GroupingCommand categoryBack(UUID id, Groupings before, Groupings now) {
        if (now.categories().find(id).isEmpty()) {
            return null;
        }
        return before.categories()
                .find(id)
                .<GroupingCommand>map(
                        category -> new ChangeCategory(category, Account.named(category.namedAccounts()), false))
                .orElseGet(() -> new DeleteCategory(id, null, Members.GONE));
    }

    private static GroupingCommand tagBack(UUID id, Groupings before, Groupings now) {
        if (now.tags().find(id).isEmpty()) {
            return null;
        }
        return before.tags()
                .find(id)
                .<GroupingCommand>map(tag -> new ChangeTag(tag, false))
                .orElseGet(() -> new DeleteTag(id, null, Members.GONE));
    }

    private static GroupingCommand back(TagOf tag, Groupings before, Groupings now) {
        // all customers have lost a deleted tag
        if (now.tags().find(tag.tagId()).isEmpty()) {
            return null;
        }
        return before.hasTag(tag.customerId(), tag.tagId())
                ? new TagCustomer(tag.customerId(), tag.tagId())
                : new UntagCustomer(tag.customerId(), tag.tagId());
    }
}
