package incharge.reporting.history;

import incharge.reporting.answers.Download;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.snapshot.Positions;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.snapshot.Visibility;
import incharge.reporting.versions.HistoryFilter;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.VersionStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** One history: the entries of three sources as one, by time, newest first. */
final class History {

    /**
     * A page of a history.
     *
     * @param writer of its items
     * @param rest the positions where the next page begins; null when nothing follows
     */
    record Page(List<HistoryRow> items, HistoryWriter writer, Positions rest, long total) {}

    private final Snapshots snapshots;
    private final Snapshot snapshot;
    private final Visibility visibility;
    private final HistoryFilter filter;

    History(Snapshots snapshots, SnapshotView view, HistoryFilter filter) {
        this.snapshots = snapshots;
        this.snapshot = view.snapshot();
        this.visibility = view.visibility();
        this.filter = filter;
    }

    Page page(Positions upTo, int limit) {
        return snapshots.read(versions -> {
            var items = new ArrayList<HistoryRow>(limit);
            try (MergedEntries merged = merged(versions, upTo, visibility == Visibility.EVERYTHING ? limit + 1 : 0)) {
                while (items.size() < limit && merged.hasNext()) {
                    items.add(merged.next());
                }
                var names = new Names(snapshot, versions);
                names.load(items);
                return new Page(
                        items,
                        new HistoryWriter(snapshot, names),
                        merged.hasNext() ? merged.rest() : null,
                        total(versions));
            }
        });
    }

    /** Writes the cells of all entries, read while they are written. */
    void writeTo(Download.Row<List<Object>> cells) throws IOException {
        Map<Source, VersionStore> versions = snapshots.<Map<Source, VersionStore>>read(served -> {
            var all = new EnumMap<Source, VersionStore>(Source.class);
            for (Source source : Source.values()) {
                all.put(source, served.apply(source));
            }
            return all;
        });
        var names = new Names(snapshot, versions::get);
        var writer = new HistoryWriter(snapshot, names);
        try (MergedEntries merged = merged(versions::get, snapshot.positions(), 0)) {
            while (merged.hasNext()) {
                HistoryRow row = merged.next();
                names.load(List.of(row));
                cells.write(writer.cells(row));
            }
        }
    }

    private MergedEntries merged(Function<Source, VersionStore> versions, Positions upTo, int limit) {
        return new MergedEntries(versions, filter, this::sees, upTo, limit);
    }

    private record TotalCacheKey(HistoryFilter filter, Visibility visibility) {}

    private long total(Function<Source, VersionStore> versions) {
        return snapshot.<TotalCacheKey, Long>remember(new TotalCacheKey(filter, visibility), () -> count(versions));
    }

    private long count(Function<Source, VersionStore> versions) {
        long total = 0;
        for (Source source : Source.values()) {
            long upTo = snapshot.positions().of(source);
            if (visibility == Visibility.EVERYTHING) {
                total += versions.apply(source).count(filter, upTo);
            } else {
                for (Map.Entry<UUID, Long> count :
                        versions.apply(source).countByCustomer(filter, upTo).entrySet()) {
                    total += sees(count.getKey()) ? count.getValue() : 0;
                }
            }
        }
        return total;
    }

    private boolean sees(UUID customer) {
        return visibility.sees(snapshot, customer);
    }
}
