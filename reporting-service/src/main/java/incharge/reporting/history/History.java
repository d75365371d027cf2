package incharge.reporting.history;

import incharge.reporting.answers.Download;
import incharge.reporting.answers.Language;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.snapshot.Positions;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.snapshot.Visibility;
import incharge.reporting.versions.Entry;
import incharge.reporting.versions.HistoryFilter;
import incharge.reporting.versions.HistoryStore;
import incharge.reporting.versions.HistoryStore.Concern;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.VersionStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** One history: the entries of three sources as one, by time, newest first. */
final class History {

    /** The rows of a file that are read at once. */
    private static final int STEP = 500;

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
    private final Days days;
    private final Set<Source> sources;

    History(Snapshots snapshots, SnapshotView view, HistoryFilter filter, Days days) {
        this(snapshots, view, filter, days, EnumSet.allOf(Source.class));
    }

    /** @param sources those whose entries the caller may read */
    History(Snapshots snapshots, SnapshotView view, HistoryFilter filter, Days days, Set<Source> sources) {
        this.snapshots = snapshots;
        this.snapshot = view.snapshot();
        this.visibility = view.visibility();
        this.filter = filter;
        this.days = days;
        this.sources = sources;
    }

    /** @param rest where the page begins; null for the first page */
    Page page(Positions rest, int limit) {
        return snapshots.read(versions -> {
            var items = new ArrayList<HistoryRow>(limit);
            var reading = new Reading(versions);
            Positions upTo = rest == null ? reading.upTo : rest;
            try (MergedEntries merged = reading.entries(upTo, visibility == Visibility.EVERYTHING ? limit + 1 : 0)) {
                while (items.size() < limit && merged.hasNext()) {
                    items.add(merged.next());
                }
                return new Page(items, reading.writer(items), merged.hasNext() ? merged.rest() : null, reading.total());
            }
        });
    }

    /** Writes the cells of all entries, read while they are written. */
    void writeTo(Download.Row<List<Object>> cells, Language language) throws IOException {
        Map<Source, VersionStore> versions = snapshots.<Map<Source, VersionStore>>read(served -> {
            var all = new EnumMap<Source, VersionStore>(Source.class);
            for (Source source : Source.values()) {
                all.put(source, served.apply(source));
            }
            return all;
        });
        var reading = new Reading(versions::get);
        try (MergedEntries merged = reading.entries(reading.upTo, 0)) {
            while (merged.hasNext()) {
                var step = new ArrayList<HistoryRow>(STEP);
                while (step.size() < STEP && merged.hasNext()) {
                    step.add(merged.next());
                }
                HistoryWriter writer = reading.writer(step);
                for (HistoryRow row : step) {
                    cells.write(writer.cells(row, language));
                }
            }
        }
    }

    /** @param stores of the generations that were read: one that is replaced meanwhile may lack entries */
    private record TotalCacheKey(
            HistoryFilter filter, Days days, Set<Source> sources, Visibility visibility, List<VersionStore> stores) {}

    /** The history in the served generations. */
    private final class Reading {

        private final Function<Source, VersionStore> versions;
        private final HistoryFilter shown;
        private final VisibleCategories categories;
        private final Names names;
        private final Positions after;
        private final Positions upTo;

        private Reading(Function<Source, VersionStore> versions) {
            this.versions = versions;
            this.categories = new VisibleCategories(snapshot, visibility, versions.apply(Source.GROUPINGS));
            this.shown = filter.ofCategories(categories::see)
                    .ofMoved(snapshot.movedProjects(), project -> snapshot.customerOf(project, null));
            this.names = new Names(snapshot, versions, categories);
            this.upTo = days.upTo(versions, snapshot.positions());
            this.after = after(days.after(versions, snapshot.positions()));
        }

        /** Returns positions behind which only these sources have entries. */
        private Positions after(Positions first) {
            Positions all = first;
            for (Source source : EnumSet.complementOf(EnumSet.copyOf(sources))) {
                all = all.with(source, upTo.of(source));
            }
            return all;
        }

        private MergedEntries entries(Positions from, int limit) {
            return new MergedEntries(versions, shown, entry -> sees(Concern.of(entry)), after, from, limit);
        }

        private HistoryWriter writer(List<HistoryRow> rows) {
            names.load(rows);
            return new HistoryWriter(snapshot, names, undone(rows));
        }

        private Set<HistoryRow> undone(List<HistoryRow> rows) {
            var undone = new HashSet<HistoryRow>();
            for (Source source : Source.values()) {
                List<HistoryRow> ofSource =
                        rows.stream().filter(row -> row.source() == source).toList();
                List<Entry> entries = ofSource.stream().map(HistoryRow::entry).toList();
                Set<Long> sequences = versions.apply(source)
                        .histories()
                        .undone(
                                entries,
                                snapshot.movedProjects(),
                                snapshot.positions().of(source));
                ofSource.stream()
                        .filter(row -> sequences.contains(row.entry().sequence()))
                        .forEach(undone::add);
            }
            return undone;
        }

        private long total() {
            List<VersionStore> stores =
                    Arrays.stream(Source.values()).map(versions).toList();
            return snapshot.<TotalCacheKey, Long>remember(
                    new TotalCacheKey(filter, days, sources, visibility, stores), this::count);
        }

        private long count() {
            long total = 0;
            for (Source source : Source.values()) {
                HistoryStore store = versions.apply(source).histories();
                if (visibility == Visibility.EVERYTHING) {
                    total += store.count(shown, after.of(source), upTo.of(source));
                } else {
                    Map<Concern, Long> counts =
                            store.countByConcern(shown, snapshot.movedProjects(), after.of(source), upTo.of(source));
                    for (Map.Entry<Concern, Long> count : counts.entrySet()) {
                        total += sees(count.getKey()) ? count.getValue() : 0;
                    }
                }
            }
            return total;
        }

        private boolean sees(Concern concern) {
            return visibility.sees(snapshot, filter.shownBeneath(concern.customer()), concern.project())
                    && (concern.category() == null || categories.see(concern.category()));
        }
    }
}
