package incharge.reporting.search;

import incharge.reporting.answers.Search;
import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Derivation;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Table;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Ranks all that a search finds in a table, whatever a caller sees of it. The ranks of many are kept for the snapshots
 * that follow, where only what changed is ranked again.
 *
 * @param having returns the entities whose text has a word
 */
record Ranks<T extends Named>(
        Function<Snapshot, Table<T>> table, BiFunction<Snapshot, String, SlotSet> having, Searched searched)
        implements Derivation<Map<Rank, SlotSet>> {

    /** So few are ranked sooner than their ranks are kept. */
    private static final int FEW = 1_000;

    private record Key(Kind kind, Searched searched) {}

    Map<Rank, SlotSet> in(Snapshot snapshot, Kind kind) {
        SlotSet found = found(snapshot);
        return found.size() <= FEW ? ranked(snapshot, found) : snapshot.derive(new Key(kind, searched), this);
    }

    private SlotSet found(Snapshot snapshot) {
        if (!searched.search().equals(Search.ANYTHING)) {
            return searched.search().in(word -> having.apply(snapshot, word));
        }
        SlotSet.Editor all = SlotSet.EMPTY.edit();
        table.apply(snapshot).inOrder().forEach(entity -> all.add(entity.slot()));
        return all.done();
    }

    private Map<Rank, SlotSet> ranked(Snapshot snapshot, SlotSet found) {
        Map<Rank, SlotSet.Editor> ranks = edit(Map.of());
        found.forEach(slot -> add(snapshot, slot, ranks));
        return done(ranks);
    }

    private void add(Snapshot snapshot, int slot, Map<Rank, SlotSet.Editor> ranks) {
        String text = table.apply(snapshot).at(slot).text();
        ranks.get(Rank.of(text, searched.texts())).add(slot);
    }

    private static Map<Rank, SlotSet.Editor> edit(Map<Rank, SlotSet> ranks) {
        var editors = new EnumMap<Rank, SlotSet.Editor>(Rank.class);
        for (Rank rank : Rank.values()) {
            editors.put(rank, ranks.getOrDefault(rank, SlotSet.EMPTY).edit());
        }
        return editors;
    }

    private static Map<Rank, SlotSet> done(Map<Rank, SlotSet.Editor> ranks) {
        return ranks.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, rank -> rank.getValue().done()));
    }

    @Override
    public Map<Rank, SlotSet> of(Snapshot snapshot) {
        return ranked(snapshot, found(snapshot));
    }

    @Override
    public boolean dependsOnCustomersAlone(Snapshot then, Snapshot now) {
        return true;
    }

    @Override
    public Map<Rank, SlotSet> next(Map<Rank, SlotSet> value, Snapshot then, Snapshot now, int[] touched) {
        Map<Rank, SlotSet.Editor> ranks = edit(value);
        table.apply(now).differences(table.apply(then), slot -> {
            ranks.values().forEach(rank -> rank.remove(slot));
            T entity = table.apply(now).at(slot);
            if (entity != null && searched.search().finds(entity.text())) {
                add(now, slot, ranks);
            }
        });
        return done(ranks);
    }
}
