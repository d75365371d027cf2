package incharge.grouping.membership;

import static incharge.grouping.decision.GroupingBoundary.DECIDER;

import incharge.eventstore.decider.Attempt;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.RefusedAll;
import incharge.grouping.decision.GroupingBoundary;
import incharge.grouping.decision.GroupingCommand;
import incharge.grouping.decision.GroupingCommand.MembershipCommand;
import incharge.grouping.decision.GroupingCommand.UncategoriseCustomer;
import incharge.grouping.decision.Groupings;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.reference.ReferenceData;
import incharge.http.Fields;
import incharge.http.InvalidInput;
import incharge.http.ProblemException;
import incharge.visibility.CallerVisibility;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Changes categories and tags with their customers: many at a time, all or nothing, in one commit. A customer that is
 * hidden from the caller does not exist for it: it cannot join, and it stays when it should leave.
 */
public final class MembershipChanges {

    private static final Decider<Attempt<GroupingCommand, Groupings>, Groupings, GroupingsEvent> ATTEMPTS =
            Attempt.decider(DECIDER);

    private final EventStore<GroupingsEvent> store;
    private final ReferenceData referenceData;

    public MembershipChanges(EventStore<GroupingsEvent> store, ReferenceData referenceData) {
        this.store = store;
        this.referenceData = referenceData;
    }

    /**
     * Makes a command or a preview.
     *
     * @param origin with the position that it is based on
     * @param preview null counts as false
     */
    public Intent intent(Origin origin, Boolean preview) {
        return new Intent(
                origin, preview != null && preview ? Long.valueOf(store.log().head()) : null);
    }

    /**
     * Returns whether this request was committed before. Then the store repeats the first answer, so it does not matter
     * any more whether customers and employees exist now.
     */
    public boolean isRepeated(Origin origin) {
        return origin.idempotency() != null
                && store.doneUnder(origin.idempotency().key())
                        .filter(commit -> commit.idempotency().equals(origin.idempotency()))
                        .isPresent();
    }

    /** Returns whether this request or another one was committed under its key. */
    private boolean isKeyUsed(Origin origin) {
        return origin.idempotency() != null
                && store.doneUnder(origin.idempotency().key()).isPresent();
    }

    /** Rejects invalid fields, but with 404 if the category or tag does not exist. */
    public void check(Fields fields, Membership membership) {
        if (!fields.errors().isEmpty()) {
            requireExisting(
                    membership, store.current(DECIDER, membership.grouping()).state());
            fields.check();
        }
    }

    /** Creates a category or a tag with these customers. {@code customerIds} may be null. */
    public Decision<Groupings, GroupingsEvent> create(
            GroupingCommand creation, Membership membership, List<UUID> customerIds, Intent intent) {
        List<GroupingCommand> commands = new ArrayList<>();
        commands.add(creation);
        if (customerIds != null) {
            addAll(commands, new LinkedHashSet<>(customerIds), membership.join());
        }
        return decide(ATTEMPTS, attempts(commands), intent, _ -> null);
    }

    /**
     * Changes a category or a tag and its customers.
     *
     * @param change makes the command, given whether customers join or leave with it
     */
    public Decision<Groupings, GroupingsEvent> replace(
            Function<Boolean, GroupingCommand> change,
            Membership membership,
            MemberChange members,
            Intent intent,
            CallerVisibility visibility) {
        List<GroupingCommand> commands = new ArrayList<>();
        List<Attempt<GroupingCommand, Groupings>> checks = new ArrayList<>();
        if (members.all() != null) {
            Set<UUID> before = store.fold(LinkedHashSet::new, membership::evolve, membership.moves());
            before.removeAll(visibility.hidden(before));
            Set<UUID> after = new LinkedHashSet<>(members.all());
            addAll(commands, without(before, after), membership.leave());
            addAll(commands, without(after, before), membership.join());
            if (intent.origin().basedOn() != null) {
                checks.add(Attempt.check(membership.moves(), _ -> {}));
            }
        } else {
            commands.addAll(commands(membership, members.members(), visibility));
        }
        commands.addFirst(change.apply(!commands.isEmpty()));
        List<Attempt<GroupingCommand, Groupings>> attempts = attempts(commands);
        attempts.addAll(checks);
        return decideExisting(
                membership,
                attempts,
                intent,
                customer -> members.all() != null
                        ? "customerIds"
                        : "removeCustomerIds[" + members.remove().indexOf(customer) + "]");
    }

    /** Lets customers join and leave a category or a tag. */
    public Decision<Groupings, GroupingsEvent> change(
            Membership membership, Members members, Intent intent, CallerVisibility visibility) {
        if (!isRepeated(intent.origin())) {
            var fields = new Fields();
            referenceData.checkCustomers("add", members.add(), visibility, fields);
            check(fields, membership);
        }
        return decideExisting(
                membership,
                attempts(commands(membership, members, visibility)),
                intent,
                customer -> "remove[" + members.remove().indexOf(customer) + "]");
    }

    private List<GroupingCommand> commands(Membership membership, Members members, CallerVisibility visibility) {
        Set<UUID> hidden =
                visibility.restricted() ? referenceData.missingCustomers(members.leaving(), visibility) : Set.of();
        List<GroupingCommand> commands = new ArrayList<>();
        addAll(commands, without(members.leaving(), hidden), membership.leave());
        addAll(commands, members.joining(), membership.join());
        return commands;
    }

    /**
     * Deletes a category or a tag.
     *
     * @param to the category or tag that its customers get; null if they get none
     */
    public Decision<Groupings, GroupingsEvent> delete(Membership membership, UUID to, Intent intent) {
        boolean counts = to != null
                || store.current(DECIDER, GroupingBoundary.settings())
                        .state()
                        .workspace()
                        .settings()
                        .categoryRequired();
        GroupingCommand deletion = membership
                .deletion()
                .apply(to, counts ? GroupingCommand.Members.COUNT : GroupingCommand.Members.FOLLOW);
        List<Attempt<GroupingCommand, Groupings>> attempts = attempts(List.of(deletion));
        if (intent.origin().basedOn() != null) {
            attempts.add(Attempt.check(membership.moves(), _ -> {}));
        }
        return decideExisting(membership, attempts, intent, _ -> null);
    }

    private static void addAll(
            List<GroupingCommand> commands, Collection<UUID> customers, Function<UUID, GroupingCommand> command) {
        customers.forEach(customer -> commands.add(command.apply(customer)));
    }

    private static Set<UUID> without(Collection<UUID> customers, Set<UUID> others) {
        Set<UUID> rest = new LinkedHashSet<>(customers);
        rest.removeAll(others);
        return rest;
    }

    private static List<Attempt<GroupingCommand, Groupings>> attempts(List<GroupingCommand> commands) {
        if (commands.stream().filter(MembershipCommand.class::isInstance).count() > GroupingCommand.MAX_CHANGES) {
            throw tooMany();
        }
        return commands.stream()
                .map(Attempt::<GroupingCommand, Groupings>of)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static ProblemException tooMany() {
        return InvalidInput.value(
                "customerIds",
                "too-many",
                "At most " + GroupingCommand.MAX_CHANGES + " customers can be changed at a time.");
    }

    /**
     * Loads the category or tag and requires that it exists, also if no command does, so that its version is compared.
     */
    private Decision<Groupings, GroupingsEvent> decideExisting(
            Membership membership,
            List<Attempt<GroupingCommand, Groupings>> attempts,
            Intent intent,
            Function<UUID, String> fieldOfLeaving) {
        // first, since a command may delete it
        attempts.addFirst(Attempt.check(membership.grouping(), groupings -> requireExisting(membership, groupings)));
        // the guard runs before the version is compared: what does not exist is answered with 404 and not with 412
        var guarded = ATTEMPTS.guarded((attempt, groupings) -> {
            if (attempt.boundary().equals(membership.grouping())) {
                attempt.check().accept(groupings);
            }
        });
        // what the key was used for may have been deleted by it: a repeat has the first answer, and another request is
        // refused as such
        return decide(isKeyUsed(intent.origin()) ? ATTEMPTS : guarded, attempts, intent, fieldOfLeaving);
    }

    private static void requireExisting(Membership membership, Groupings groupings) {
        if (!membership.exists().test(groupings)) {
            throw ProblemException.notFound();
        }
    }

    /** Answers with the first refusal, since the others follow from it. */
    private Decision<Groupings, GroupingsEvent> decide(
            Decider<Attempt<GroupingCommand, Groupings>, Groupings, GroupingsEvent> decider,
            List<Attempt<GroupingCommand, Groupings>> attempts,
            Intent intent,
            Function<UUID, String> fieldOfLeaving) {
        try {
            return intent.isPreview()
                    ? store.rehearse().decideAll(decider, attempts, intent.origin())
                    : store.decideAll(decider, attempts, intent.origin());
        } catch (RefusedAll all) {
            RefusedAll.At first = all.refusals().getFirst();
            throw attempts.get(first.index()).command() instanceof UncategoriseCustomer(var customer, var _)
                    ? Refused.rule(
                            first.refused().code(),
                            fieldOfLeaving.apply(customer),
                            first.refused().getMessage())
                    : first.refused();
        } catch (Refused refused) {
            throw refused.code().equals("too-many-changes") ? tooMany() : refused;
        }
    }
}
