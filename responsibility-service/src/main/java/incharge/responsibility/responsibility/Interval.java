package incharge.responsibility.responsibility;

import java.time.LocalDate;
import java.util.Objects;

/** The days from {@code from} to {@code to}, both included; null is unbounded. */
record Interval(LocalDate from, LocalDate to) {

    boolean endsBeforeItStarts() {
        return from != null && to != null && to.isBefore(from);
    }

    boolean overlaps(Interval other) {
        return startsBy(other.to) && other.startsBy(to);
    }

    boolean startsOn(LocalDate day) {
        return Objects.equals(from, day);
    }

    boolean covers(LocalDate day) {
        return startsBy(day) && !endedBefore(day);
    }

    /** Returns whether the last day is before {@code day}; if not, the interval is current or still to come. */
    boolean endedBefore(LocalDate day) {
        return to != null && to.isBefore(day);
    }

    Interval withEnd(LocalDate end) {
        return new Interval(from, end);
    }

    private boolean startsBy(LocalDate end) {
        return from == null || end == null || !from.isAfter(end);
    }
}
