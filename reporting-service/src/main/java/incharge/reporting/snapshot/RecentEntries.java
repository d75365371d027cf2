package incharge.reporting.snapshot;

import incharge.reporting.versions.Entry;
import incharge.reporting.versions.Source;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest entries of each source, without a gap, and without the texts about persons: those who follow the present
 * need none, and so none has to go when a person is erased. Immutable; the next one shares the steps that stay.
 */
final class RecentEntries {

    static final RecentEntries NONE = new RecentEntries(Map.of());

    private static final int MOST_ENTRIES = 10_000;
    private static final int MOST_STEPS = 500;

    /** All entries after {@code after} up to {@code upTo}. */
    private record Step(long after, long upTo, List<Entry> entries) {}

    private final Map<Source, List<Step>> steps;

    private RecentEntries(Map<Source, List<Step>> steps) {
        this.steps = steps;
    }

    RecentEntries with(Source source, long after, long upTo, List<Entry> entries) {
        if (after == upTo) {
            return this;
        }
        var kept = new ArrayList<>(steps.getOrDefault(source, List.of()));
        kept.add(new Step(after, upTo, entries.stream().map(Entry::sealed).toList()));
        int first = kept.size();
        int held = 0;
        while (first > 0
                && kept.size() - first < MOST_STEPS
                && (held += kept.get(first - 1).entries().size()) <= MOST_ENTRIES) {
            first--;
        }
        var all = new EnumMap<Source, List<Step>>(Source.class);
        all.putAll(steps);
        all.put(source, List.copyOf(kept.subList(Math.min(first, kept.size() - 1), kept.size())));
        return new RecentEntries(all);
    }

    /**
     * Returns the first entries after {@code after} up to {@code upTo}. Returns empty when not all of them are kept.
     */
    Optional<List<Entry>> next(Source source, long after, long upTo, int most) {
        List<Step> of = steps.getOrDefault(source, List.of());
        if (of.isEmpty() || of.getFirst().after() > after || of.getLast().upTo() < upTo) {
            return Optional.empty();
        }
        int first = of.size() - 1;
        while (of.get(first).after() > after) {
            first--;
        }
        var next = new ArrayList<Entry>();
        for (Step step : of.subList(first, of.size())) {
            for (Entry entry : step.entries()) {
                if (entry.sequence() > upTo || next.size() == most) {
                    return Optional.of(next);
                }
                if (entry.sequence() > after) {
                    next.add(entry);
                }
            }
        }
        return Optional.of(next);
    }
}
