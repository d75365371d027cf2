package incharge.grouping.membership;

import static incharge.grouping.decision.GroupingBoundary.DECIDER;

import incharge.eventstore.decider.Attempt;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.RefusedAll;
import incharge.grouping.decision.GroupingCommand;
import incharge.grouping.decision.Groupings;
import incharge.grouping.event.AccountEvent;
import incharge.grouping.event.CategoryEvent;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.MembershipEvent.CategoryRequestKept;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.event.MembershipEvent.CustomerTagged;
import incharge.grouping.event.MembershipEvent.CustomerUncategorised;
import incharge.grouping.event.MembershipEvent.CustomerUntagged;
import incharge.grouping.event.SettingsEvent;
import incharge.grouping.event.TagEvent;
import incharge.grouping.membership.MemberOutcomes.MemberOutcome;
import incharge.grouping.reference.ReferenceData;
import incharge.http.Fields;
import incharge.http.InvalidInput;
import incharge.http.ProblemException;
import incharge.visibility.CallerVisibility;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Changes categories and tags with their customers: many at a time, all or nothing, in one commit. */
public final class MembershipChanges {

    /** The largest number of events in one commit. */
    private static final int MAX_CHANGES = 20_000;

    private static final Decider<Attempt<GroupingCommand, Groupings>, Groupings, GroupingsEvent> ATTEMPTS =
            Attempt.decider(DECIDER);

    private final EventStore<GroupingsEvent> store;
    private final ReferenceData referenceData;

    public MembershipChanges(EventStore<GroupingsEvent> store, ReferenceData referenceData) {
        this.store = store;
        this.referenceData = referenceData;
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
            GroupingCommand creation, Membership membership, List<UUID> customerIds, Origin origin) {
        List<GroupingCommand> commands = new ArrayList<>();
        commands.add(creation);
        if (customerIds != null) {
            addAll(commands, new LinkedHashSet<>(customerIds), membership.join());
        }
        return decide(ATTEMPTS, attempts(commands), origin);
    }

    /**
     * Changes a category or a tag and, unless {@code customerIds} is null, replaces those of its customers that the
     * caller sees.
     *
     * @param change makes the command, given whether customers join or leave with it
     */
    public Decision<Groupings, GroupingsEvent> replace(
            Function<Boolean, GroupingCommand> change,
            Membership membership,
            List<UUID> customerIds,
            Origin origin,
            CallerVisibility visibility) {
        List<GroupingCommand> commands = new ArrayList<>();
        if (customerIds != null) {
            Set<UUID> before = store.fold(LinkedHashSet::new, membership::evolve, membership.moves());
            before.removeAll(visibility.hidden(before));
            Set<UUID> after = new LinkedHashSet<>(customerIds);
            addAll(commands, without(before, after), membership.leave());
            addAll(commands, without(after, before), membership.join());
        }
        commands.addFirst(change.apply(!commands.isEmpty()));
        return decideExisting(membership, commands, origin);
    }

    /**
     * Lets customers join and leave a category or a tag. A customer that is hidden from the caller does not exist for
     * it: it cannot join, and it stays when it should leave.
     */
    public Decision<Groupings, GroupingsEvent> change(
            Membership membership, Members members, Origin origin, CallerVisibility visibility) {
        if (!isRepeated(origin)) {
            var fields = new Fields();
            referenceData.checkCustomers("add", members.add(), visibility, fields);
            check(fields, membership);
        }
        Set<UUID> hidden =
                visibility.restricted() ? referenceData.missingCustomers(members.leaving(), visibility) : Set.of();
        List<GroupingCommand> commands = new ArrayList<>();
        addAll(commands, without(members.leaving(), hidden), membership.leave());
        addAll(commands, members.joining(), membership.join());
        return decideExisting(membership, commands, origin);
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
        if (commands.size() > MAX_CHANGES) {
            throw InvalidInput.value(
                    "customerIds", "too-many", "At most " + MAX_CHANGES + " customers can be changed at a time.");
        }
        return commands.stream()
                .map(Attempt::<GroupingCommand, Groupings>of)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /**
     * Loads the category or tag and requires that it exists, also if no command does, so that its version is compared.
     */
    private Decision<Groupings, GroupingsEvent> decideExisting(
            Membership membership, List<GroupingCommand> commands, Origin origin) {
        List<Attempt<GroupingCommand, Groupings>> attempts = attempts(commands);
        attempts.add(Attempt.check(membership.grouping(), groupings -> requireExisting(membership, groupings)));
        // the guard runs before the version is compared: what does not exist is answered with 404 and not with 412
        return decide(ATTEMPTS.guarded((attempt, groupings) -> attempt.check().accept(groupings)), attempts, origin);
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
            Origin origin) {
        try {
            return store.decideAll(decider, attempts, origin);
        } catch (RefusedAll all) {
            throw all.refusals().getFirst().refused();
        }
    }

    /**
     * Returns the outcome for each customer that should leave or join: the same for a repeated request, since it
     * follows from events.
     */
    public MemberOutcomes outcomes(Members members, Decision<Groupings, GroupingsEvent> decision) {
        var movedFrom = new MovedFrom(store, decision.position());
        Map<UUID, MemberOutcome> left = new HashMap<>();
        Map<UUID, MemberOutcome> joined = new HashMap<>();
        for (GroupingsEvent event : decision.events()) {
            switch (event) {
                case CustomerCategorised e -> joined.put(e.customerId(), movedFrom.outcome(e));
                case CustomerTagged e -> joined.put(e.customerId(), MemberOutcome.of(e.customerId(), "added"));
                case CustomerUncategorised e -> left.put(e.customerId(), MemberOutcome.of(e.customerId(), "removed"));
                case CustomerUntagged e -> left.put(e.customerId(), MemberOutcome.of(e.customerId(), "removed"));
                case CategoryRequestKept _, SettingsEvent _, AccountEvent _, CategoryEvent _, TagEvent _ ->
                    throw new IllegalStateException("unexpected " + event);
            }
        }
        return new MemberOutcomes(Stream.concat(
                        members.leaving().stream().map(customer -> outcome(customer, left)),
                        members.joining().stream().map(customer -> outcome(customer, joined)))
                .toList());
    }

    private static MemberOutcome outcome(UUID customer, Map<UUID, MemberOutcome> changed) {
        MemberOutcome outcome = changed.get(customer);
        return outcome == null ? MemberOutcome.of(customer, "unchanged") : outcome;
    }

    /** Returns the outcome for each customer that a decision took out of another category; null for none. */
    public List<MemberOutcome> moved(Decision<Groupings, GroupingsEvent> decision) {
        var movedFrom = new MovedFrom(store, decision.position());
        List<MemberOutcome> moved = decision.events().stream()
                .filter(CustomerCategorised.class::isInstance)
                .map(CustomerCategorised.class::cast)
                .filter(event -> event.movedFrom() != null)
                .map(movedFrom::outcome)
                .toList();
        return moved.isEmpty() ? null : moved;
    }
}
