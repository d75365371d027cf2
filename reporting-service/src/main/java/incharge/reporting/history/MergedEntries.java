package incharge.reporting.history;

import incharge.reporting.snapshot.Positions;
import incharge.reporting.versions.Entry;
import incharge.reporting.versions.HistoryFilter;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.StoreCursor;
import incharge.reporting.versions.VersionStore;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Predicate;

/** Merges the cursors of three sources, newest entry first; of equal times the later source first. */
final class MergedEntries implements Iterator<HistoryRow>, AutoCloseable {

    private final Predicate<Entry> sees;
    private final Map<Source, StoreCursor<Entry>> cursors = new EnumMap<>(Source.class);
    private final Map<Source, Entry> heads = new EnumMap<>(Source.class);
    private Positions rest;

    /**
     * Opens the cursors.
     *
     * @param sees whether an entry is shown
     * @param after the positions behind which the entries begin
     * @param limit of entries of each source, 0 for all
     */
    MergedEntries(
            Function<Source, VersionStore> versions,
            HistoryFilter filter,
            Predicate<Entry> sees,
            Positions after,
            Positions upTo,
            int limit) {
        this.sees = sees;
        this.rest = upTo;
        for (Source source : Source.values()) {
            if (after.of(source) < upTo.of(source)) {
                cursors.put(
                        source,
                        versions.apply(source).histories().find(filter, after.of(source), upTo.of(source), limit));
                advance(source);
            }
        }
    }

    private void advance(Source source) {
        StoreCursor<Entry> cursor = cursors.get(source);
        Entry head = null;
        while (head == null && cursor.hasNext()) {
            Entry entry = cursor.next();
            head = sees.test(entry) ? entry : null;
        }
        if (head == null) {
            heads.remove(source);
        } else {
            heads.put(source, head);
        }
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public HistoryRow next() {
        Source newest = null;
        for (Source source : heads.keySet()) {
            if (newest == null
                    || !heads.get(source).time().isBefore(heads.get(newest).time())) {
                newest = source;
            }
        }
        if (newest == null) {
            throw new NoSuchElementException();
        }
        var row = new HistoryRow(newest, heads.get(newest));
        rest = rest.with(newest, row.entry().sequence() - 1);
        advance(newest);
        return row;
    }

    /** Returns the positions up to which each source has entries left. */
    Positions rest() {
        return rest;
    }

    @Override
    public void close() {
        cursors.values().forEach(StoreCursor::close);
    }
}
