package incharge.grouping.membership;

import static incharge.grouping.grouping.GroupingBoundary.DECIDER;

import incharge.eventstore.decider.Attempt;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.RefusedAll;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.grouping.GroupingBoundary;
import incharge.grouping.grouping.GroupingCommand;
import incharge.grouping.grouping.Groupings;
import incharge.grouping.membership.MemberOutcomes.CategoryName;
import incharge.grouping.membership.MemberOutcomes.MemberOutcome;
import incharge.grouping.reference.ReferenceData;
import incharge.http.Fields;
import incharge.http.InvalidInput;
import incharge.http.ProblemException;
import incharge.visibility.CallerVisibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Changes categories and tags with their customers: many at a time, all or nothing, in one commit. */
public final class MembershipChanges {

    /** The largest number of events in one commit. */
    private static final int MAX_CHANGES = 20_000;

    private final EventStore<GroupingsEvent> store;
    private final ReferenceData referenceData;

    public MembershipChanges(EventStore<GroupingsEvent> store, ReferenceData referenceData) {
        this.store = store;
        this.referenceData = referenceData;
    }

    /**
     * Whether this request was committed before. Then the store repeats the first answer, so it does not matter any more
     * whether customers and employees exist now.
     */
    public boolean isRepeated(Origin origin) {
        return origin.idempotency() != null
                && store.doneUnder(origin.idempotency().key())
                        .filter(commit -> commit.idempotency().equals(origin.idempotency()))
                        .isPresent();
    }

    /** Rejects a request with invalid fields, with 404 if what it changes does not exist. */
    public void check(Fields fields, Membership membership) {
        if (!fields.errors().isEmpty()) {
            requireExisting(
                    membership, store.current(DECIDER, membership.grouping()).state());
            fields.check();
        }
    }

    private static void requireExisting(Membership membership, Groupings groupings) {
        if (!membership.exists().test(groupings)) {
            throw ProblemException.notFound();
        }
    }

    /** Creates a category or a tag with these customers. {@code customerIds} may be null. */
    public Decision<Groupings, GroupingsEvent> create(
            GroupingCommand creation, Membership membership, List<UUID> customerIds, Origin origin) {
        List<Attempt<GroupingCommand, Groupings>> attempts = new ArrayList<>();
        attempts.add(Attempt.of(creation));
        if (customerIds != null) {
            attempts.addAll(commands(new LinkedHashSet<>(customerIds), membership.join()));
        }
        return decide(limited(attempts), origin);
    }

    /**
     * Changes a category or a tag and, unless {@code customerIds} is null, replaces those of its customers that the caller
     * sees.
     *
     * @param change makes the command, given whether customers join or leave with it
     */
    public Decision<Groupings, GroupingsEvent> replace(
            Function<Boolean, GroupingCommand> change,
            Membership membership,
            List<UUID> customerIds,
            Origin origin,
            CallerVisibility visibility) {
        List<Attempt<GroupingCommand, Groupings>> attempts = new ArrayList<>();
        if (customerIds != null) {
            Set<UUID> before = store.fold(LinkedHashSet::new, membership::evolve, membership.moves());
            before.removeAll(visibility.hidden(before));
            Set<UUID> after = new LinkedHashSet<>(customerIds);
            attempts.addAll(commands(without(before, after), membership.leave()));
            attempts.addAll(commands(without(after, before), membership.join()));
        }
        attempts.addFirst(Attempt.of(change.apply(!attempts.isEmpty())));
        return decide(existing(membership, limited(attempts)), origin);
    }

    /**
     * Lets customers join and leave a category or a tag. A customer that is hidden from the caller does not exist for it: it
     * cannot join, and it stays when it should leave.
     */
    public Decision<Groupings, GroupingsEvent> change(
            Membership membership, Members members, Origin origin, CallerVisibility visibility) {
        if (!isRepeated(origin)) {
            Fields fields = new Fields();
            referenceData.checkCustomers("add", members.add(), visibility, fields);
            check(fields, membership);
        }
        Set<UUID> hidden =
                visibility.restricted() ? referenceData.missingCustomers(members.leaving(), visibility) : Set.of();
        List<Attempt<GroupingCommand, Groupings>> attempts = new ArrayList<>();
        for (UUID customer : members.leaving()) {
            attempts.add(
                    hidden.contains(customer)
                            ? Attempt.nothing()
                            : Attempt.of(membership.leave().apply(customer)));
        }
        attempts.addAll(commands(members.joining(), membership.join()));
        return decide(existing(membership, limited(attempts)), origin);
    }

    private static Set<UUID> without(Set<UUID> customers, Set<UUID> others) {
        Set<UUID> rest = new LinkedHashSet<>(customers);
        rest.removeAll(others);
        return rest;
    }

    private static List<Attempt<GroupingCommand, Groupings>> commands(
            Iterable<UUID> customers, Function<UUID, GroupingCommand> command) {
        List<Attempt<GroupingCommand, Groupings>> attempts = new ArrayList<>();
        customers.forEach(customer -> attempts.add(Attempt.of(command.apply(customer))));
        return attempts;
    }

    private static List<Attempt<GroupingCommand, Groupings>> limited(
            List<Attempt<GroupingCommand, Groupings>> attempts) {
        if (attempts.size() > MAX_CHANGES) {
            throw InvalidInput.value(
                    "customerIds", "too-many", "At most " + MAX_CHANGES + " customers can be changed at a time.");
        }
        return attempts;
    }

    /** Adds that the category or tag must exist. It is the last attempt, so each outcome keeps the index of its customer. */
    private static List<Attempt<GroupingCommand, Groupings>> existing(
            Membership membership, List<Attempt<GroupingCommand, Groupings>> attempts) {
        attempts.add(Attempt.check(membership.grouping(), groupings -> requireExisting(membership, groupings)));
        return attempts;
    }

    /** Answers with the first refusal: of the commands of one request only one can be refused. */
    private Decision<Groupings, GroupingsEvent> decide(
            List<Attempt<GroupingCommand, Groupings>> attempts, Origin origin) {
        try {
            return store.decideAll(Attempt.decider(DECIDER), attempts, origin);
        } catch (RefusedAll all) {
            throw all.refusals().getFirst().refused();
        }
    }

    /** The outcome for each customer that should leave or join. */
    public MemberOutcomes outcomes(Members members, Decision<Groupings, GroupingsEvent> decision) {
        CategoryNames names = new CategoryNames(decision.position());
        List<MemberOutcome> outcomes = new ArrayList<>();
        for (UUID customer : members.leaving()) {
            outcomes.add(outcome(
                    customer,
                    "removed",
                    decision.outcomes().get(outcomes.size()).events(),
                    names));
        }
        for (UUID customer : members.joining()) {
            outcomes.add(outcome(
                    customer, "added", decision.outcomes().get(outcomes.size()).events(), names));
        }
        return new MemberOutcomes(outcomes);
    }

    private static MemberOutcome outcome(
            UUID customer, String outcome, List<GroupingsEvent> events, CategoryNames names) {
        if (events.isEmpty()) {
            return new MemberOutcome(customer, "unchanged", null);
        }
        return events.getFirst() instanceof CustomerCategorised moved && moved.movedFrom() != null
                ? names.moved(moved)
                : new MemberOutcome(customer, outcome, null);
    }

    /** The outcome for each customer that a decision took out of another category; null for none. */
    public List<MemberOutcome> moved(Decision<Groupings, GroupingsEvent> decision) {
        CategoryNames names = new CategoryNames(decision.position());
        List<MemberOutcome> moved = decision.events().stream()
                .filter(CustomerCategorised.class::isInstance)
                .map(CustomerCategorised.class::cast)
                .filter(categorised -> categorised.movedFrom() != null)
                .map(names::moved)
                .toList();
        return moved.isEmpty() ? null : moved;
    }

    /** The names of categories at a position. Each is looked up once, however many customers come from the category. */
    private final class CategoryNames {

        private final long position;
        private final Map<UUID, CategoryName> found = new HashMap<>();

        CategoryNames(long position) {
            this.position = position;
        }

        MemberOutcome moved(CustomerCategorised moved) {
            return new MemberOutcome(
                    moved.customerId(), "moved", found.computeIfAbsent(moved.movedFrom(), this::named));
        }

        private CategoryName named(UUID id) {
            Groupings then = store.currentAt(DECIDER, GroupingBoundary.category(id), position)
                    .state();
            return new CategoryName(
                    id,
                    then.categories().find(id).map(category -> category.name()).orElse(null));
        }
    }
}
