package incharge.reporting.snapshot;

import incharge.reporting.versions.Source;
import java.util.Map;

/** How far a snapshot is in each of the three logs: the sequence of the last event included, 0 is none. */
public record Positions(long customers, long responsibilities, long groupings) {

    public static final Positions NONE = new Positions(0, 0, 0);

    public long of(Source source) {
        return switch (source) {
            case CUSTOMERS -> customers;
            case RESPONSIBILITIES -> responsibilities;
            case GROUPINGS -> groupings;
        };
    }

    public Positions with(Source source, long sequence) {
        return switch (source) {
            case CUSTOMERS -> new Positions(sequence, responsibilities, groupings);
            case RESPONSIBILITIES -> new Positions(customers, sequence, groupings);
            case GROUPINGS -> new Positions(customers, responsibilities, sequence);
        };
    }

    /** Returns the sequences by the short names of the sources, as in Event-Position. */
    public Map<String, Long> bySource() {
        return Map.of(
                Source.CUSTOMERS.shortName(), customers,
                Source.RESPONSIBILITIES.shortName(), responsibilities,
                Source.GROUPINGS.shortName(), groupings);
    }
}
