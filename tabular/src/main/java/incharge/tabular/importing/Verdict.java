package incharge.tabular.importing;

/**
 * What became of one row.
 *
 * @param row the row's number
 * @param id of what was created, updated or found unchanged; null when refused or rehearsed
 * @param code stable reason of a refusal, else null
 * @param field our field at fault, null when it is the whole row
 * @param message a sentence for people, null when not refused
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
}
