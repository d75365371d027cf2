package incharge.reporting.snapshot;

import incharge.reporting.versions.Entry;
import incharge.reporting.versions.Source;
import java.util.List;
import java.util.Map;

/**
 * The snapshot of now with its origin.
 *
 * @param generations the ones that it was built from
 * @param complete whether it includes everything that the topics held once; before that nothing may be served from it
 * @param recent the entries that came last
 */
record Present(Map<Source, Integer> generations, Snapshot snapshot, boolean complete, RecentEntries recent) {

    static final Present NONE = new Present(Map.of(), Snapshot.empty().prepared(), false, RecentEntries.NONE);

    long position(Source source) {
        return snapshot.positions().of(source);
    }

    boolean serves(Source source, int generation) {
        return Integer.valueOf(generation).equals(generations.get(source));
    }

    /** @param entries all that follow on the present position up to {@code upTo} */
    Present with(Source source, List<Entry> entries, long upTo) {
        return new Present(
                generations,
                snapshot.with(source, entries, upTo),
                complete,
                recent.with(source, position(source), upTo, entries));
    }

    Present withComplete(boolean now) {
        return new Present(generations, snapshot, now, recent);
    }
}
