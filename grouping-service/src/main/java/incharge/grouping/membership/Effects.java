package incharge.grouping.membership;

import static incharge.grouping.decision.GroupingBoundary.DECIDER;

import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.feed.ShownName;
import incharge.grouping.decision.Category;
import incharge.grouping.decision.GroupingBoundary;
import incharge.grouping.decision.Groupings;
import incharge.grouping.event.AccountEvent;
import incharge.grouping.event.CategoryEvent;
import incharge.grouping.event.ErasureCompleted;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.MembershipEvent;
import incharge.grouping.event.MembershipEvent.CategoryRequestKept;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.event.MembershipEvent.CustomerTagged;
import incharge.grouping.event.MembershipEvent.CustomerUncategorised;
import incharge.grouping.event.MembershipEvent.CustomerUntagged;
import incharge.grouping.event.SettingsEvent;
import incharge.grouping.event.TagEvent;
import incharge.grouping.membership.Effect.Moved;
import incharge.grouping.membership.MemberOutcomes.CategoryName;
import incharge.grouping.membership.MemberOutcomes.MemberOutcome;
import incharge.grouping.reference.ReferenceData;
import incharge.visibility.CallerVisibility;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what a decision did to customers, or would do. It follows from events, so a repeated request is answered as the
 * first one.
 */
public final class Effects {

    private final EventStore<GroupingsEvent> store;
    private final ReferenceData referenceData;
    private final CategoryVisibility categories;

    public Effects(EventStore<GroupingsEvent> store, ReferenceData referenceData, CategoryVisibility categories) {
        this.store = store;
        this.referenceData = referenceData;
        this.categories = categories;
    }

    /** Returns what a decision did to the customers that its events name; the caller named them or sees them. */
    public Effect of(Decision<Groupings, GroupingsEvent> decision, Intent intent, CallerVisibility visibility) {
        return effect(decision, intent, customers(decision.events()), Set.of(), visibility);
    }

    /** Returns what a restoration did to the customers that the caller sees. */
    public Effect ofRestoration(
            Decision<Groupings, GroupingsEvent> decision, Intent intent, CallerVisibility visibility) {
        Set<UUID> affected = customers(decision.events());
        Set<UUID> hidden = visibility.hidden(affected);
        affected.removeAll(hidden);
        return effect(decision, intent, affected, hidden, visibility);
    }

    /** Returns what a deletion did to the customers that the caller sees. */
    public Effect ofDeletion(
            Decision<Groupings, GroupingsEvent> decision,
            Membership membership,
            Intent intent,
            CallerVisibility visibility) {
        Set<UUID> members = members(membership, before(decision, intent));
        Set<UUID> hidden = visibility.hidden(members);
        members.removeAll(hidden);
        return effect(decision, intent, members, hidden, visibility);
    }

    /** Adds to a view the customers that a restoration kept where they are, as far as the caller sees them. */
    public <V> RestoredView<V> restored(V view, Restoration.Restored restored, CallerVisibility visibility) {
        Set<UUID> kept = new LinkedHashSet<>(restored.kept());
        kept.removeAll(visibility.hidden(kept));
        Map<UUID, ShownName> names = referenceData.names(kept);
        return new RestoredView<>(
                view,
                kept.stream()
                        .map(customer -> new RestoredView.Kept(customer, names.get(customer)))
                        .toList());
    }

    /** Returns who was in a category or had a tag at a position. */
    Set<UUID> members(Membership membership, long position) {
        return store.currentAt(
                        new Decider<GroupingsEvent, Set<UUID>, GroupingsEvent>(
                                LinkedHashSet::new, (_, _) -> List.of(), membership::evolve, _ -> membership.moves()),
                        membership.moves(),
                        position)
                .state();
    }

    private Effect effect(
            Decision<Groupings, GroupingsEvent> decision,
            Intent intent,
            Set<UUID> affected,
            Set<UUID> hidden,
            CallerVisibility visibility) {
        List<CustomerCategorised> moves = moves(decision.events()).stream()
                .filter(move -> !hidden.contains(move.customerId()))
                .toList();
        List<CustomerCategorised> named = moves.stream().limit(Effect.NAMED).toList();
        Map<UUID, ShownName> names = referenceData.names(
                named.stream().map(CustomerCategorised::customerId).toList());
        Function<UUID, CategoryName> from = categoryNames(before(decision, intent), visibility);
        return new Effect(
                affected.size(),
                named.stream()
                        .map(move -> new Moved(
                                move.customerId(), names.get(move.customerId()), from.apply(move.movedFrom())))
                        .toList(),
                moves.size(),
                intent.isPreview() ? null : decision.commandId(),
                intent.isPreview() ? "groupings=" + intent.previewed() : null);
    }

    /** Returns the position before the first event of a decision. */
    private static long before(Decision<Groupings, GroupingsEvent> decision, Intent intent) {
        return intent.isPreview()
                ? decision.position()
                : decision.position() - decision.events().size();
    }

    private static Set<UUID> customers(List<GroupingsEvent> events) {
        return events.stream()
                .filter(MembershipEvent.class::isInstance)
                .map(event -> ((MembershipEvent) event).customerId())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<CustomerCategorised> moves(List<GroupingsEvent> events) {
        return events.stream()
                .filter(CustomerCategorised.class::isInstance)
                .map(CustomerCategorised.class::cast)
                .filter(event -> event.movedFrom() != null)
                .toList();
    }

    /** Returns the outcome for each customer that should leave or join. */
    public MemberOutcomes outcomes(
            Members members, Decision<Groupings, GroupingsEvent> decision, Intent intent, CallerVisibility visibility) {
        Function<UUID, CategoryName> from = categoryNames(before(decision, intent), visibility);
        Map<UUID, MemberOutcome> left = new HashMap<>();
        Map<UUID, MemberOutcome> joined = new HashMap<>();
        for (GroupingsEvent event : decision.events()) {
            switch (event) {
                case CustomerCategorised e -> joined.put(e.customerId(), outcome(e, from));
                case CustomerTagged e -> joined.put(e.customerId(), MemberOutcome.of(e.customerId(), "added"));
                case CustomerUncategorised e -> left.put(e.customerId(), MemberOutcome.of(e.customerId(), "removed"));
                case CustomerUntagged e -> left.put(e.customerId(), MemberOutcome.of(e.customerId(), "removed"));
                case CategoryRequestKept _,
                        SettingsEvent _,
                        AccountEvent _,
                        CategoryEvent _,
                        TagEvent _,
                        ErasureCompleted _ -> throw new IllegalStateException("unexpected " + event);
            }
        }
        return new MemberOutcomes(
                Stream.concat(
                                members.leaving().stream().map(customer -> outcome(customer, left)),
                                members.joining().stream().map(customer -> outcome(customer, joined)))
                        .toList(),
                of(decision, intent, visibility));
    }

    private static MemberOutcome outcome(CustomerCategorised event, Function<UUID, CategoryName> from) {
        return event.movedFrom() == null
                ? MemberOutcome.of(event.customerId(), "added")
                : new MemberOutcome(event.customerId(), "moved", from.apply(event.movedFrom()));
    }

    private static MemberOutcome outcome(UUID customer, Map<UUID, MemberOutcome> changed) {
        MemberOutcome outcome = changed.get(customer);
        return outcome == null ? MemberOutcome.of(customer, "unchanged") : outcome;
    }

    /** Returns the outcome for each customer that a decision took out of another category; null for none. */
    public List<MemberOutcome> moved(
            Decision<Groupings, GroupingsEvent> decision, Intent intent, CallerVisibility visibility) {
        return moved(decision, intent, Set.of(), visibility);
    }

    /** As {@link #moved}, without customers that are hidden from the caller. */
    public List<MemberOutcome> movedByRestoration(
            Decision<Groupings, GroupingsEvent> decision, Intent intent, CallerVisibility visibility) {
        return moved(decision, intent, visibility.hidden(customers(decision.events())), visibility);
    }

    private List<MemberOutcome> moved(
            Decision<Groupings, GroupingsEvent> decision,
            Intent intent,
            Set<UUID> hidden,
            CallerVisibility visibility) {
        Function<UUID, CategoryName> from = categoryNames(before(decision, intent), visibility);
        List<MemberOutcome> moved = moves(decision.events()).stream()
                .filter(event -> !hidden.contains(event.customerId()))
                .map(event -> outcome(event, from))
                .toList();
        return moved.isEmpty() ? null : moved;
    }

    /**
     * Names categories as they were named at a position, and returns null for one that is hidden from the caller. Each
     * is read once, however many customers come from it.
     */
    private Function<UUID, CategoryName> categoryNames(long position, CallerVisibility visibility) {
        Map<UUID, Optional<CategoryName>> read = new HashMap<>();
        return category -> read.computeIfAbsent(
                        category,
                        id -> categories.isHidden(id, visibility)
                                ? Optional.empty()
                                : Optional.of(new CategoryName(id, name(id, position))))
                .orElse(null);
    }

    private String name(UUID category, long position) {
        return store.currentAt(DECIDER, GroupingBoundary.category(category), position)
                .state()
                .categories()
                .find(category)
                .map(Category::name)
                .orElse(null);
    }
}
