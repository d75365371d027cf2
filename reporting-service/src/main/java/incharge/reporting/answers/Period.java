package incharge.reporting.answers;

import incharge.reporting.snapshot.Responsibility;
import java.time.LocalDate;

/**
 * Which responsibilities are shown: those in force on a day, that day's and the coming ones, the coming ones alone, or
 * all.
 *
 * @param day counted from 1970-01-01; current, coming and ended are relative to this day
 */
public record Period(Mode mode, int day) {

    /** Shows all, whatever the day is. */
    public static final Period EVER = new Period(Mode.ALL, 0);

    /** The values of the parameter {@code period}. */
    public enum Named {
        CURRENT,
        COMING,
        ALL
    }

    enum Mode {
        CURRENT,
        COMING,
        ALL,
        ON
    }

    /**
     * @param named null when not given: {@code on} alone shows what is in force on that day, else current
     * @param on null when not given: today
     */
    public static Period of(Named named, LocalDate on, LocalDate today) {
        Mode mode = switch (named) {
            case null -> on == null ? Mode.CURRENT : Mode.ON;
            case CURRENT -> Mode.CURRENT;
            case COMING -> Mode.COMING;
            case ALL -> Mode.ALL;
        };
        return new Period(mode, day(on == null ? today : on));
    }

    public boolean shows(Responsibility responsibility) {
        return shows(responsibility.from(), responsibility.to());
    }

    /** Returns whether a responsibility with these days is shown. */
    boolean shows(int from, int to) {
        return switch (mode) {
            case CURRENT -> to >= day;
            case COMING -> isComing(from, to);
            case ALL -> true;
            case ON -> isCurrent(from, to);
        };
    }

    /** Returns whether a responsibility with these days is in force on the day. */
    boolean isCurrent(int from, int to) {
        return from <= day && to >= day;
    }

    /** Returns whether a responsibility with these days begins after the day. */
    boolean isComing(int from, int to) {
        return from > day && to >= day;
    }

    /** Returns {@code current}, {@code coming} or {@code ended}. */
    public String state(Responsibility responsibility) {
        return responsibility.to() < day ? "ended" : responsibility.from() > day ? "coming" : "current";
    }

    private static int day(LocalDate date) {
        return Math.clamp(date.toEpochDay(), Integer.MIN_VALUE + 1, Integer.MAX_VALUE - 1);
    }
}
