package incharge.grouping.membership;

import incharge.eventstore.log.Criteria;
import incharge.grouping.decision.Account;
import incharge.grouping.decision.Category;
import incharge.grouping.decision.GroupingCommand;
import incharge.grouping.decision.GroupingCommand.ForgoTag;
import incharge.grouping.decision.GroupingCommand.RestoreCategory;
import incharge.grouping.decision.GroupingCommand.RestoreTag;
import incharge.grouping.decision.GroupingCommand.TagCustomer;
import incharge.grouping.decision.GroupingCommand.UntagCustomer;
import incharge.grouping.decision.Groupings;
import incharge.grouping.event.CategoryEvent.CategoryDeleted;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.GroupingsLog;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.event.MembershipEvent.CustomerTagged;
import incharge.grouping.event.MembershipEvent.CustomerUncategorised;
import incharge.grouping.event.MembershipEvent.CustomerUntagged;
import incharge.grouping.event.TagEvent.TagDeleted;
import incharge.grouping.membership.MembershipUndo.CategoryOf;
import incharge.grouping.membership.MembershipUndo.Subject;
import incharge.grouping.membership.MembershipUndo.TagOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A category or a tag that was deleted and can be brought back. */
sealed interface Restorable {

    Membership membership();

    /** Selects its deletions. */
    Criteria deletions();

    /** Returns the target of its deletion if the event is that. */
    Optional<UUID> target(GroupingsEvent event);

    /** Returns the customer that left it by an event of its deletion. */
    Optional<UUID> left(GroupingsEvent event);

    /** Returns the customer that joined it by an event. */
    Optional<UUID> joined(GroupingsEvent event);

    /** Returns the customer that joined the target by an event, if being in both is possible. */
    Optional<UUID> joinedTarget(GroupingsEvent event, UUID target);

    /** Selects what moves its former customers. {@code target} is null if the deletion had none. */
    Criteria moves(Set<UUID> customers, UUID target);

    /** Returns what a customer that stays away keeps. */
    Subject subject(UUID customer);

    /** Makes the command that creates it again. */
    GroupingCommand restoring(Groupings before);

    /** Makes the commands for a customer that comes back. {@code target} is null unless the customer leaves it. */
    List<GroupingCommand> comingBack(UUID customer, UUID target);

    /** Makes the commands for a customer that was moved since. */
    List<GroupingCommand> staying(UUID customer);

    static Restorable category(UUID id) {
        return new OfCategory(id, Membership.ofCategory(id));
    }

    static Restorable tag(UUID id) {
        return new OfTag(id, Membership.ofTag(id));
    }

    record OfCategory(UUID id, Membership membership) implements Restorable {

        @Override
        public Criteria deletions() {
            return Criteria.tagged(GroupingsLog.category(id), CategoryDeleted.class);
        }

        @Override
        public Optional<UUID> target(GroupingsEvent event) {
            return event instanceof CategoryDeleted deleted
                            && deleted.categoryId().equals(id)
                    ? Optional.ofNullable(deleted.movedTo())
                    : Optional.empty();
        }

        @Override
        public Optional<UUID> left(GroupingsEvent event) {
            if (event instanceof CustomerCategorised moved && id.equals(moved.movedFrom())) {
                return Optional.of(moved.customerId());
            }
            return event instanceof CustomerUncategorised removed && id.equals(removed.movedFrom())
                    ? Optional.of(removed.customerId())
                    : Optional.empty();
        }

        @Override
        public Optional<UUID> joined(GroupingsEvent event) {
            return event instanceof CustomerCategorised joined
                            && joined.categoryId().equals(id)
                    ? Optional.of(joined.customerId())
                    : Optional.empty();
        }

        @Override
        public Optional<UUID> joinedTarget(GroupingsEvent event, UUID target) {
            return Optional.empty();
        }

        @Override
        public Criteria moves(Set<UUID> customers, UUID target) {
            return Criteria.either(customers.stream()
                    .map(customer -> Criteria.tagged(
                            GroupingsLog.customer(customer), CustomerCategorised.class, CustomerUncategorised.class))
                    .toList());
        }

        @Override
        public Subject subject(UUID customer) {
            return new CategoryOf(customer);
        }

        @Override
        public GroupingCommand restoring(Groupings before) {
            Category category = before.categories().find(id).orElseThrow();
            return new RestoreCategory(category, Account.named(category.namedAccounts()));
        }

        @Override
        public List<GroupingCommand> comingBack(UUID customer, UUID target) {
            return List.of(membership.join().apply(customer));
        }

        @Override
        public List<GroupingCommand> staying(UUID customer) {
            return List.of();
        }
    }

    record OfTag(UUID id, Membership membership) implements Restorable {

        @Override
        public Criteria deletions() {
            return Criteria.tagged(GroupingsLog.tag(id), TagDeleted.class);
        }

        @Override
        public Optional<UUID> target(GroupingsEvent event) {
            return event instanceof TagDeleted deleted && deleted.tagId().equals(id)
                    ? Optional.ofNullable(deleted.movedTo())
                    : Optional.empty();
        }

        @Override
        public Optional<UUID> left(GroupingsEvent event) {
            return event instanceof CustomerUntagged removed && removed.tagId().equals(id)
                    ? Optional.of(removed.customerId())
                    : Optional.empty();
        }

        @Override
        public Optional<UUID> joined(GroupingsEvent event) {
            return joinedTarget(event, id);
        }

        @Override
        public Optional<UUID> joinedTarget(GroupingsEvent event, UUID target) {
            return event instanceof CustomerTagged joined && joined.tagId().equals(target)
                    ? Optional.of(joined.customerId())
                    : Optional.empty();
        }

        @Override
        public Criteria moves(Set<UUID> customers, UUID target) {
            return target == null ? Criteria.nothing() : Criteria.tagged(GroupingsLog.membersOfTag(target));
        }

        @Override
        public Subject subject(UUID customer) {
            return new TagOf(customer, id);
        }

        @Override
        public GroupingCommand restoring(Groupings before) {
            return new RestoreTag(before.tags().find(id).orElseThrow());
        }

        @Override
        public List<GroupingCommand> comingBack(UUID customer, UUID target) {
            List<GroupingCommand> commands = new ArrayList<>();
            commands.add(new TagCustomer(customer, id));
            if (target != null) {
                commands.add(new UntagCustomer(customer, target));
            }
            return commands;
        }

        @Override
        public List<GroupingCommand> staying(UUID customer) {
            return List.of(new ForgoTag(customer, id));
        }
    }
}
