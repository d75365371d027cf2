package incharge.reporting.history;

import incharge.reporting.answers.SnapshotView;
import incharge.reporting.snapshot.Positions;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.snapshot.Visibility;
import incharge.reporting.versions.Entry;
import incharge.reporting.versions.HistoryStore;
import incharge.reporting.versions.HistoryStore.Concern;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.VersionStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The batches of responsibilities, newest first, with the changes of each that the caller sees. An import and its undo
 * are none. A page reads the first change of each batch and counts by an index, so it costs the same however long the
 * log is.
 */
final class Batches {

    /** The changes of a batch that are shown. */
    private static final int SAMPLE = 3;
    /** So many batches are looked at in one step when the first step finds too few that the caller sees. */
    private static final int STEP = 100;
    /** Behind so many, a page ends before it is full. */
    private static final int MOST_LOOKED_AT = 2_000;

    /**
     * A batch.
     *
     * @param first its first change, whether the caller sees it or not
     * @param count of the changes that the caller sees
     */
    record Batch(Entry first, long count, boolean undone, List<Entry> sample) {}

    /** @param last the sequence of the last batch that was looked at */
    record Page(List<Batch> items, BatchWriter writer, boolean more, long last) {}

    private final Snapshots snapshots;
    private final Snapshot snapshot;
    private final Visibility visibility;
    private final Set<String> actors;
    private final Days days;

    Batches(Snapshots snapshots, SnapshotView view, Set<String> actors, Days days) {
        this.snapshots = snapshots;
        this.snapshot = view.snapshot();
        this.visibility = view.visibility();
        this.actors = actors;
        this.days = days;
    }

    /** @param before the sequence before which the batches begin */
    Page page(long before, int limit) {
        return snapshots.read(versions -> read(versions, before, limit));
    }

    private Page read(Function<Source, VersionStore> versions, long before, int limit) {
        HistoryStore store = versions.apply(Source.RESPONSIBILITIES).histories();
        Positions all = snapshot.positions();
        long after = days.after(versions, all).responsibilities();
        long last = Math.min(before, days.upTo(versions, all).responsibilities() + 1);
        var items = new ArrayList<Batch>();
        boolean more = true;
        int lookedAt = 0;
        while (items.size() < limit && more && lookedAt < MOST_LOOKED_AT) {
            int step = lookedAt == 0 ? limit : Math.max(limit, STEP);
            List<Entry> begun = store.batches(actors, after, last - 1, step + 1);
            more = begun.size() > step;
            List<Entry> next = begun.subList(0, Math.min(begun.size(), step));
            lookedAt += next.size();
            for (Batch batch : seen(store, next)) {
                if (items.size() == limit) {
                    more = true;
                    break;
                }
                items.add(batch);
                last = batch.first().sequence();
            }
            if (items.size() < limit && more) {
                last = next.getLast().sequence();
            }
        }
        var names = new Names(
                snapshot, versions, new VisibleCategories(snapshot, visibility, versions.apply(Source.GROUPINGS)));
        names.load(items.stream()
                .flatMap(batch -> batch.sample().stream())
                .map(entry -> new HistoryRow(Source.RESPONSIBILITIES, entry))
                .toList());
        return new Page(items, new BatchWriter(snapshot, names), more, last);
    }

    /** Returns the batches of which the caller sees a change. */
    private List<Batch> seen(HistoryStore store, List<Entry> begun) {
        if (begun.isEmpty()) {
            return List.of();
        }
        Set<String> ids = begun.stream().map(Entry::commandId).collect(Collectors.toSet());
        long upTo = snapshot.positions().responsibilities();
        boolean everything = visibility == Visibility.EVERYTHING;
        Set<String> undone = store.undoneCommands(ids, snapshot.movedProjects(), upTo, everything ? null : this::sees);
        return everything ? all(store, begun, undone) : visible(store, begun, undone);
    }

    private boolean sees(Concern concern) {
        return visibility.sees(snapshot, concern.customer(), concern.project());
    }

    private List<Batch> all(HistoryStore store, List<Entry> begun, Set<String> undone) {
        Map<String, Long> counts =
                store.countBatches(begun.stream().map(Entry::commandId).collect(Collectors.toSet()));
        // the changes of a batch follow each other
        List<Long> sequences = begun.stream()
                .flatMap(first -> LongStream.range(first.sequence(), first.sequence() + SAMPLE)
                        .boxed())
                .distinct()
                .toList();
        Map<String, List<Entry>> samples =
                store.ofBatches(sequences).stream().collect(Collectors.groupingBy(Entry::commandId));
        return begun.stream()
                .map(first -> new Batch(
                        first,
                        counts.getOrDefault(first.commandId(), 0L),
                        undone.contains(first.commandId()),
                        samples.getOrDefault(first.commandId(), List.of())))
                .toList();
    }

    private List<Batch> visible(HistoryStore store, List<Entry> begun, Set<String> undone) {
        Set<UUID> moved = snapshot.movedProjects();
        Map<String, Map<Concern, Long>> counts =
                store.countByConcern(begun.stream().map(Entry::commandId).collect(Collectors.toSet()), moved);
        counts.values().forEach(ofBatch -> ofBatch.keySet().removeIf(concern -> !sees(concern)));
        counts.values().removeIf(Map::isEmpty);
        var some = new HashMap<String, List<Concern>>();
        counts.forEach((id, ofBatch) -> some.put(
                id,
                ofBatch.keySet().stream()
                        .sorted(Comparator.comparing(Concern::customer))
                        .limit(SAMPLE)
                        .toList()));
        Map<String, List<Entry>> samples = store.firstOfBatches(some, moved, SAMPLE);
        return begun.stream()
                .filter(first -> counts.containsKey(first.commandId()))
                .map(first -> {
                    String id = first.commandId();
                    long count = counts.get(id).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
                    return new Batch(first, count, undone.contains(id), samples.getOrDefault(id, List.of()));
                })
                .toList();
    }
}
