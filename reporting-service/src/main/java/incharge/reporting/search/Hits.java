package incharge.reporting.search;

import incharge.reporting.slots.SlotOrder;
import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The best of what a search finds: by rank, then by name. */
final class Hits {

    /**
     * From so many entities on, a walk in the order of all names meets the first of them sooner than they are sorted.
     */
    private static final int MANY = 128;

    /** Something that is found. */
    record Hit(Kind kind, Named entity, Rank rank) {}

    private final List<String> searched;
    private final int limit;
    private final Comparator<Named> byName;
    private final Comparator<Hit> order;
    private final List<Hit> best = new ArrayList<>();

    /** @param searched what {@link Rank#texts} returns */
    Hits(List<String> searched, int limit, Collation collation) {
        this.searched = searched;
        this.limit = limit;
        this.byName = collation.order();
        this.order = Comparator.comparing(Hit::rank)
                .thenComparing(Hit::entity, byName)
                .thenComparing(Hit::kind);
    }

    /** Adds the best of some entities. */
    void add(Kind kind, List<? extends Named> found) {
        found.stream()
                .map(entity -> new Hit(kind, entity, Rank.of(entity.text(), searched)))
                .sorted(order)
                .limit(limit)
                .forEach(best::add);
    }

    /** Adds the best of what is shown of a table; when they are many, only the best of them are put in order. */
    <T extends Named> void add(
            Kind kind, Table<T> table, Map<Rank, SlotSet> found, SlotSet shown, Supplier<SlotOrder> names) {
        int missing = limit;
        for (Rank rank : Rank.values()) {
            if (missing > 0) {
                List<T> first = first(table, found.get(rank).and(shown), names, missing);
                first.forEach(entity -> best.add(new Hit(kind, entity, rank)));
                missing -= first.size();
            }
        }
    }

    /** Returns the first of the entities by name. */
    private <T extends Named> List<T> first(Table<T> table, SlotSet slots, Supplier<SlotOrder> names, int most) {
        var first = new ArrayList<T>();
        if (slots.size() < MANY) {
            slots.forEach(slot -> first.add(table.at(slot)));
            first.sort(byName);
            return first.subList(0, Math.min(most, first.size()));
        }
        names.get().walk(0, slot -> {
            if (slots.contains(slot)) {
                first.add(table.at(slot));
            }
            return first.size() < most;
        });
        return first;
    }

    List<Hit> best() {
        return best.stream().sorted(order).limit(limit).toList();
    }
}
