package incharge.responsibility;

import java.time.LocalDate;
import java.util.Objects;

/** Days from {@code from} to {@code to}, both included; null is unbounded. */
public record Interval(LocalDate from, LocalDate to) {

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
        return startsBy(day) && !endedBy(day);
    }

    /** Whether it was over before that day; if not, it is in force or still to come. */
    boolean endedBy(LocalDate day) {
        return to != null && to.isBefore(day);
    }

    Interval until(LocalDate end) {
        return new Interval(from, end);
    }

    private boolean startsBy(LocalDate end) {
        return from == null || end == null || !from.isAfter(end);
    }
}
