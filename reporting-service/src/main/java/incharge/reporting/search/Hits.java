package incharge.reporting.search;

import incharge.reporting.answers.NameOrder;
import incharge.reporting.slots.SlotOrder;
import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The best of what a search finds: by rank, then by name. */
final class Hits {

    /** From so many found on, a walk in the order of the names costs less than sorting. */
    private static final int MANY = 1_000;

    /** Something that is found. */
    record Hit(Kind kind, Named entity, Rank rank) {}

    private static final Comparator<Hit> ORDER = Comparator.comparing(Hit::rank)
            .thenComparing(Hit::entity, NameOrder.comparator())
            .thenComparing(Hit::kind);

    private final List<String> searched;
    private final int limit;
    private final List<Hit> best = new ArrayList<>();

    /** @param searched what {@link Rank#texts} returns */
    Hits(List<String> searched, int limit) {
        this.searched = searched;
        this.limit = limit;
    }

    /** Adds the best of some entities. */
    void add(Kind kind, List<? extends Named> found) {
        found.stream()
                .map(entity -> new Hit(kind, entity, Rank.of(entity.text(), searched)))
                .sorted(ORDER)
                .limit(limit)
                .forEach(best::add);
    }

    /** Adds the best of some entities of a table; none is compared with another when they are many. */
    <T extends Named> void add(Kind kind, Table<T> table, SlotSet found, SlotOrder order) {
        if (found.size() < MANY) {
            var entities = new ArrayList<Named>(found.size());
            found.forEach(slot -> entities.add(table.at(slot)));
            add(kind, entities);
            return;
        }
        var counts = new int[Rank.values().length];
        order.walk(0, slot -> {
            if (found.contains(slot)) {
                Named entity = table.at(slot);
                Rank rank = Rank.of(entity.text(), searched);
                if (counts[rank.ordinal()]++ < limit) {
                    best.add(new Hit(kind, entity, rank));
                }
            }
            return counts[Rank.IS.ordinal()] < limit;
        });
    }

    List<Hit> best() {
        return best.stream().sorted(ORDER).limit(limit).toList();
    }
}
