package incharge.imports;

import incharge.eventstore.decider.Refused;

/**
 * The result of one row.
 *
 * @param row the row's number
 * @param id id of what was created, updated or found unchanged; null if refused or rehearsed
 * @param code stable reason of a refusal, or why what was created or updated stayed when the import was undone; else
 *     null
 * @param field the invalid field, null if it is the row itself
 * @param message a sentence for people, null without code
 */
public record Verdict(int row, Outcome outcome, String id, String code, String field, String message) {

    /** The four outcomes of a row. */
    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        REFUSED
    }

    public static Verdict created(int row, String id) {
        return new Verdict(row, Outcome.CREATED, id, null, null, null);
    }

    public static Verdict updated(int row, String id) {
        return new Verdict(row, Outcome.UPDATED, id, null, null, null);
    }

    public static Verdict unchanged(int row, String id) {
        return new Verdict(row, Outcome.UNCHANGED, id, null, null, null);
    }

    public static Verdict refused(int row, String code, String field, String message) {
        return new Verdict(row, Outcome.REFUSED, null, code, field, message);
    }

    /** Returns whether the row changed something. */
    boolean made() {
        return outcome == Outcome.CREATED || outcome == Outcome.UPDATED;
    }

    /** Returns whether the row's change stayed when its import was undone. */
    boolean stays() {
        return made() && code != null;
    }

    /**
     * Returns the verdict after an undo; {@code why} is the reason why the row's change stays, null if it was undone.
     */
    Verdict staying(Refused why) {
        return why == null
                ? new Verdict(row, outcome, id, null, null, null)
                : new Verdict(row, outcome, id, why.code(), why.field(), why.getMessage());
    }
}
