package incharge.reporting.snapshot;

import java.time.LocalDate;

/**
 * An employee answers for a customer or a project; who and what are slots, days are counted from 1970-01-01.
 *
 * @param role -1 for none
 * @param from {@link #OPEN_FROM} when it has no beginning
 * @param to included; {@link #OPEN_TO} when it has no end
 */
public record Responsibility(int employee, int role, int from, int to) {

    public static final int OPEN_FROM = Integer.MIN_VALUE;
    public static final int OPEN_TO = Integer.MAX_VALUE;

    static Responsibility of(int employee, int role, LocalDate from, LocalDate to) {
        return new Responsibility(employee, role, from(from), to == null ? OPEN_TO : Math.toIntExact(to.toEpochDay()));
    }

    private static int from(LocalDate from) {
        return from == null ? OPEN_FROM : Math.toIntExact(from.toEpochDay());
    }

    boolean sameAs(Responsibility other) {
        return employee == other.employee && role == other.role && from == other.from;
    }

    /** Returns an ISO date, or null when it has no beginning. */
    public String fromText() {
        return from == OPEN_FROM ? null : LocalDate.ofEpochDay(from).toString();
    }

    /** Returns an ISO date, or null when it has no end. */
    public String toText() {
        return to == OPEN_TO ? null : LocalDate.ofEpochDay(to).toString();
    }
}
