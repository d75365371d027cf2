package incharge.grouping;

import static incharge.grouping.GroupingBoundary.DECIDER;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.RefusedAll;
import incharge.grouping.GroupingCommand.AddTag;
import incharge.grouping.GroupingCommand.Categorise;
import incharge.grouping.GroupingCommand.LeaveAlone;
import incharge.grouping.GroupingCommand.RegardCategory;
import incharge.grouping.GroupingCommand.RegardTag;
import incharge.grouping.GroupingCommand.RemoveTag;
import incharge.grouping.GroupingCommand.Uncategorise;
import incharge.grouping.GroupingEvent.CustomerCategorised;
import incharge.http.Fields;
import incharge.http.InvalidInput;
import incharge.visibility.CallerVisibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Customers put into a category or tag and taken out of it, many at a time, all or nothing. */
final class MembershipChanges {

    static final String SOURCE = "groupings";

    /** As many as one commit may hold. */
    private static final int MAX = 20_000;

    /** The body of {@code POST /{id}/customers}; either list may be null. */
    record Members(List<UUID> add, List<UUID> remove, String reason) {}

    /** Answers for each customer what became of it: added, moved (from where), removed or unchanged. */
    record Answer(List<Change> changes) {

        @JsonInclude(JsonInclude.Include.NON_NULL)
        record Change(UUID customerId, String outcome, Named movedFrom) {}

        @JsonInclude(JsonInclude.Include.NON_NULL)
        record Named(UUID id, String name) {}
    }

    /** What became of the customers, and the position that a view must have reached to show it. */
    record Done(Answer answer, long position) {}

    /**
     * How customers come into one category or tag and leave it, and who is in it now.
     *
     * @param regard asks that it be there, at the version that the caller has seen
     */
    record Grouping(
            GroupingCommand regard,
            Function<UUID, GroupingCommand> joining,
            Function<UUID, GroupingCommand> leaving,
            Function<EventStore<GroupingEvent>, Set<UUID>> customers) {

        static Grouping category(UUID id) {
            return new Grouping(
                    new RegardCategory(id),
                    customer -> new Categorise(customer, id),
                    customer -> new Uncategorise(customer, id),
                    store -> GroupingBoundary.membersOf(store, id));
        }

        static Grouping tag(UUID id) {
            return new Grouping(
                    new RegardTag(id),
                    customer -> new AddTag(customer, id),
                    customer -> new RemoveTag(customer, id),
                    store -> GroupingBoundary.bearersOf(store, id));
        }
    }

    private final EventStore<GroupingEvent> store;
    private final Known known;

    MembershipChanges(EventStore<GroupingEvent> store, Known known) {
        this.store = store;
        this.known = known;
    }

    /**
     * Whether this was done already: then the store gives the first answer, and who is there or seen by now does not
     * matter any more.
     */
    boolean repeats(Origin origin) {
        return origin.idempotency() != null
                && store.log()
                        .withKey(origin.idempotency().key())
                        .filter(commit -> commit.idempotency().equals(origin.idempotency()))
                        .isPresent();
    }

    /** A customer that the caller does not see is not there: it cannot be added, and to remove it changes nothing. */
    Done change(Grouping grouping, Members body, Origin origin, CallerVisibility sight) {
        if (!repeats(origin)) {
            Fields fields = new Fields();
            known.checkCustomers("add", body.add(), sight, fields);
            fields.check();
        }
        List<UUID> add = distinct(body.add());
        List<UUID> remove = distinct(body.remove());
        Set<UUID> hidden = sight.restricted() ? known.missingCustomers(remove, sight) : Set.of();
        List<GroupingCommand> commands = new ArrayList<>();
        remove.forEach(customer -> commands.add(
                hidden.contains(customer)
                        ? new LeaveAlone(customer)
                        : grouping.leaving().apply(customer)));
        add.forEach(customer -> commands.add(grouping.joining().apply(customer)));

        limit(commands.size());
        // last, so that the outcomes of the others lie where they are
        commands.add(grouping.regard());
        Decision<GroupingEvent> decided = decide(commands, origin);
        Names names = new Names(decided.position());
        List<Answer.Change> changes = new ArrayList<>();
        for (int i = 0; i < remove.size() + add.size(); i++) {
            boolean removal = i < remove.size();
            UUID customer = removal ? remove.get(i) : add.get(i - remove.size());
            changes.add(change(customer, removal, decided.outcomes().get(i).events(), names));
        }
        return new Done(new Answer(changes), decided.position());
    }

    /** Those whom a decision took out of other categories, and out of which; null for nobody. */
    List<Answer.Change> moved(Decision<GroupingEvent> decided) {
        Names names = new Names(decided.position());
        List<Answer.Change> moved = decided.events().stream()
                .filter(CustomerCategorised.class::isInstance)
                .map(CustomerCategorised.class::cast)
                .filter(categorised -> categorised.movedFrom() != null)
                .map(names::moved)
                .toList();
        return moved.isEmpty() ? null : moved;
    }

    private static Answer.Change change(UUID customer, boolean removal, List<GroupingEvent> events, Names names) {
        if (events.isEmpty()) {
            return new Answer.Change(customer, "unchanged", null);
        }
        if (events.getFirst() instanceof CustomerCategorised moved && moved.movedFrom() != null) {
            return names.moved(moved);
        }
        return new Answer.Change(customer, removal ? "removed" : "added", null);
    }

    /** What categories were called at a position, each looked up once however many customers come from it. */
    private final class Names {

        private final long position;
        private final Map<UUID, Answer.Named> found = new HashMap<>();

        Names(long position) {
            this.position = position;
        }

        Answer.Change moved(CustomerCategorised moved) {
            return new Answer.Change(
                    moved.customerId(), "moved", found.computeIfAbsent(moved.movedFrom(), this::named));
        }

        private Answer.Named named(UUID category) {
            Category then = store.currentAt(DECIDER, GroupingBoundary.categoryItself(category), position)
                    .state()
                    .categories()
                    .get(category);
            return new Answer.Named(
                    category, then == null ? null : then.profile().name());
        }
    }

    /**
     * Makes or changes a category or tag and, unless {@code wanted} is null, lets it have these and no others of the
     * customers that the caller sees.
     *
     * @param itself what is asked of it, given whether others come to have it with it
     */
    Decision<GroupingEvent> decide(
            Function<Boolean, GroupingCommand> itself,
            Grouping grouping,
            List<UUID> wanted,
            Origin origin,
            CallerVisibility sight) {
        List<GroupingCommand> commands = new ArrayList<>();
        if (wanted != null) {
            Set<UUID> now = grouping.customers().apply(store);
            now.removeAll(sight.hidden(now));
            Set<UUID> then = new LinkedHashSet<>(wanted);
            now.stream()
                    .filter(customer -> !then.contains(customer))
                    .forEach(customer -> commands.add(grouping.leaving().apply(customer)));
            then.stream()
                    .filter(customer -> !now.contains(customer))
                    .forEach(customer -> commands.add(grouping.joining().apply(customer)));
        }
        commands.addFirst(itself.apply(!commands.isEmpty()));
        limit(commands.size());
        return decide(commands, origin);
    }

    private static void limit(int commands) {
        if (commands > MAX) {
            throw InvalidInput.value(
                    "customerIds", "too-many", "At most " + MAX + " customers can be changed at a time.");
        }
    }

    /** All or nothing; where only one command can be refused, its refusal is the answer. */
    private Decision<GroupingEvent> decide(List<GroupingCommand> commands, Origin origin) {
        try {
            return store.decideAll(DECIDER, commands, origin);
        } catch (RefusedAll all) {
            throw all.refusals().getFirst().refused();
        }
    }

    private static List<UUID> distinct(List<UUID> ids) {
        return ids == null ? List.of() : ids.stream().distinct().toList();
    }
}
