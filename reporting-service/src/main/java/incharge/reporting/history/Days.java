package incharge.reporting.history;

import incharge.reporting.snapshot.Positions;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.VersionStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Function;

/**
 * The days that a history is about, both included; a day is null on the side that is open. Times never run backwards
 * along a log, so the days are one range of each.
 */
record Days(LocalDate from, LocalDate to, ZoneId zone) {

    /** Returns the positions behind which the first day begins. */
    Positions after(Function<Source, VersionStore> versions, Positions all) {
        return from == null ? Positions.NONE : before(from, versions, all);
    }

    /** Returns the positions at which the last day ends, at most {@code all}. */
    Positions upTo(Function<Source, VersionStore> versions, Positions all) {
        return to == null ? all : before(to.plusDays(1), versions, all);
    }

    private Positions before(LocalDate day, Function<Source, VersionStore> versions, Positions all) {
        Instant last = day.atStartOfDay(zone).toInstant().minusMillis(1);
        Positions before = Positions.NONE;
        for (Source source : Source.values()) {
            before = before.with(source, versions.apply(source).sequenceAt(last, all.of(source)));
        }
        return before;
    }
}
