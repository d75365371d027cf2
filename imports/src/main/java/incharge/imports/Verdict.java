package incharge.imports;

import incharge.eventstore.decider.Refused;

/**
 * What became of one row.
 *
 * @param row the row's number
 * @param id of what was created, updated or found unchanged; null when refused or rehearsed
 * @param code stable reason of a refusal, or why what was created or updated stayed when the import was undone; else null
 * @param field our field at fault, null when it is the whole row
 * @param message a sentence for people, null without code
 */
public record Verdict(int row, Outcome outcome, String id, String code, String field, String message) {

    /** The four ends of a row. */
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

    /** Whether the row did something. */
    boolean made() {
        return outcome == Outcome.CREATED || outcome == Outcome.UPDATED;
    }

    /** Whether what the row did stayed when its import was undone. */
    boolean stays() {
        return made() && code != null;
    }

    /** The same of an import that is undone; {@code why} the row stays as it is, null when it was taken back. */
    Verdict staying(Refused why) {
        return why == null
                ? new Verdict(row, outcome, id, null, null, null)
                : new Verdict(row, outcome, id, why.code(), why.field(), why.getMessage());
    }
}
