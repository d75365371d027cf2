package incharge.reporting.versions;

import com.mongodb.client.model.Filters;
import incharge.reporting.facts.CustomersFact.ThingType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.conversions.Bson;

/**
 * Which entries a history is about; an empty set does not choose. Things on cards are in no history: a card has a
 * timeline.
 *
 * @param subjects customers without their projects, projects, employees without their responsibilities, teams, roles,
 *     categories, tags, accounts and the settings
 * @param customers customers with their projects
 * @param categories categories with what put customers into them and took them out
 * @param tags tags, likewise
 * @param types names of events, such as {@code CustomerRegistered}
 * @param actors the users who caused the events
 * @param cards which entries of things on cards
 * @param gained projects of these customers that had others before: all of their entries belong to them
 * @param lost projects of other customers that these had before: none of their entries belongs to them
 */
public record HistoryFilter(
        Set<UUID> subjects,
        Set<UUID> customers,
        Set<UUID> employees,
        Set<UUID> categories,
        Set<UUID> tags,
        Set<String> types,
        Set<String> actors,
        Cards cards,
        Set<UUID> gained,
        Set<UUID> lost) {

    /**
     * Which entries of things on cards a history has.
     *
     * @param customers those whose own things, of those that go along with a merge, lie beneath the customers of the
     *     history
     * @param salesCases those that these entries are about, or that their things are in; an empty set does not choose
     */
    public record Cards(Things things, Set<UUID> customers, Set<UUID> salesCases) {

        static final Cards NONE = new Cards(Things.NONE, Set.of(), Set.of());

        private Bson query() {
            return salesCases.isEmpty()
                    ? things.query()
                    : Filters.and(
                            things.query(),
                            ThingFilter.THINGS,
                            Filters.or(
                                    Filters.in(EntryCodec.ID, salesCases),
                                    Filters.in(EntryCodec.SALES_CASE, salesCases)));
        }
    }

    public enum Things {
        /** None: a history is not about cards. */
        NONE,
        /** All of them, as a timeline has them. */
        ALL,
        /** Those of notes, comments, activities and sales cases, and no other entries at all. */
        INTERACTIONS_ALONE,
        /** All others. */
        NO_INTERACTIONS;

        private static final Bson OF_INTERACTIONS = Filters.and(
                ThingFilter.THINGS,
                Filters.in(
                        EntryCodec.THING_TYPE,
                        Entry.INTERACTIONS.stream().map(ThingType::name).toList()));

        private Bson query() {
            return switch (this) {
                case NONE -> Filters.ne(EntryCodec.KIND, Kind.THING.stored());
                case ALL -> Filters.empty();
                case INTERACTIONS_ALONE -> OF_INTERACTIONS;
                case NO_INTERACTIONS -> Filters.nor(OF_INTERACTIONS);
            };
        }
    }

    /** The id of no entity. */
    private static final UUID NOTHING = new UUID(0, 0);

    public HistoryFilter(
            Set<UUID> subjects,
            Set<UUID> customers,
            Set<UUID> employees,
            Set<UUID> categories,
            Set<UUID> tags,
            Set<String> types,
            Set<String> actors) {
        this(subjects, customers, employees, categories, tags, types, actors, Cards.NONE, Set.of(), Set.of());
    }

    /**
     * Returns the filter of a customer's timeline.
     *
     * @param projects those that it is about; an empty set does not choose
     */
    public static HistoryFilter timeline(UUID customer, Set<UUID> projects, Cards cards) {
        return new HistoryFilter(
                projects,
                Set.of(customer),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                cards,
                Set.of(),
                Set.of());
    }

    /** Returns the same filter of those of its categories that a caller sees; of nothing when it sees none of them. */
    public HistoryFilter ofCategories(Predicate<UUID> seen) {
        Set<UUID> shown = categories.stream().filter(seen).collect(Collectors.toUnmodifiableSet());
        return new HistoryFilter(
                subjects,
                customers,
                employees,
                shown.isEmpty() && !categories.isEmpty() ? Set.of(NOTHING) : shown,
                tags,
                types,
                actors,
                cards,
                gained,
                lost);
    }

    /**
     * Returns the same filter where some projects had other customers before.
     *
     * @param moved these projects
     * @param customerOf returns the customer that a project has
     */
    public HistoryFilter ofMoved(Set<UUID> moved, UnaryOperator<UUID> customerOf) {
        if (customers.isEmpty() || moved.isEmpty()) {
            return this;
        }
        Map<Boolean, Set<UUID>> ofThese = moved.stream()
                .collect(Collectors.partitioningBy(
                        project -> customers.contains(customerOf.apply(project)), Collectors.toUnmodifiableSet()));
        return new HistoryFilter(
                subjects,
                customers,
                employees,
                categories,
                tags,
                types,
                actors,
                cards,
                ofThese.get(true),
                ofThese.get(false));
    }

    /** Returns whether it chooses nothing but to leave out the things on cards. */
    boolean isAllOffCards() {
        return cards.things() == Things.NONE
                && Stream.of(subjects, customers, employees, categories, tags, types, actors)
                        .allMatch(Set::isEmpty);
    }

    Bson query() {
        var all = new ArrayList<Bson>();
        if (!subjects.isEmpty()) {
            all.add(Filters.or(
                    Filters.in(EntryCodec.PROJECT, subjects),
                    Filters.and(Filters.in(EntryCodec.CUSTOMER, subjects), Filters.exists(EntryCodec.PROJECT, false)),
                    own(subjects, Kind.ALONE)));
        }
        if (!categories.isEmpty()) {
            all.add(Filters.or(Filters.in(EntryCodec.GROUPS, categories), own(categories, Set.of(Kind.CATEGORY))));
        }
        if (!tags.isEmpty()) {
            all.add(Filters.or(Filters.in(EntryCodec.GROUPS, tags), own(tags, Set.of(Kind.TAG))));
        }
        if (!customers.isEmpty()) {
            all.add(ofCustomers());
        }
        add(all, EntryCodec.EMPLOYEE, employees);
        add(all, EntryCodec.TYPE, types);
        add(all, EntryCodec.ACTOR, actors);
        all.add(cards.query());
        return Filters.and(all);
    }

    /** Returns the customer that decides whether a caller sees an entry of a customer. */
    public UUID shownBeneath(UUID customer) {
        return customer != null && cards.customers().contains(customer) && !customers.contains(customer)
                ? customers.iterator().next()
                : customer;
    }

    private Bson named() {
        Bson named = Filters.in(EntryCodec.CUSTOMER, customers);
        if (cards.things() == Things.NONE || cards.customers().equals(customers)) {
            return named;
        }
        Bson things = Filters.and(ThingFilter.THINGS, ThingFilter.GOING);
        return Filters.or(
                Filters.and(named, Filters.nor(things)),
                Filters.and(Filters.in(EntryCodec.CUSTOMER, cards.customers()), things));
    }

    private Bson ofCustomers() {
        Bson named = named();
        return gained.isEmpty() && lost.isEmpty()
                ? named
                : Filters.or(
                        Filters.and(named, Filters.nin(EntryCodec.PROJECT, lost)),
                        Filters.in(EntryCodec.PROJECT, gained));
    }

    private static void add(List<Bson> all, String field, Set<?> values) {
        if (!values.isEmpty()) {
            all.add(Filters.in(field, values));
        }
    }

    /** Returns the entries that made versions of these entities. */
    private static Bson own(Set<UUID> ids, Set<Kind> kinds) {
        List<String> keys = ids.stream()
                .flatMap(id -> kinds.stream().map(kind -> kind.key(id)))
                .toList();
        // an index by key has these kinds
        return Filters.and(VersionStore.ALONE, Filters.in(EntryCodec.KEY, keys));
    }
}
