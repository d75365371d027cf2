package incharge.eventstore.decider;

import java.util.Objects;

/** A rule says no. Nothing was changed, and trying again will not help as things are. */
public final class Refused extends RuntimeException {
    /** What sort of no it is. */
    public enum Kind {
        /** The world is in a state that forbids it (409). */
        CONFLICT,
        /** What was asked is wrong in itself (422). */
        RULE,
        /** What it is about is not there (404). */
        UNKNOWN
    }

    private final Kind kind;
    private final String code;
    private final String field;

    private Refused(Kind kind, String code, String field, String message) {
        super(message, null, false, false);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.code = Objects.requireNonNull(code, "code");
        this.field = field;
    }

    /** {@code field} may be null. */
    public static Refused conflict(String code, String field, String message) {
        return new Refused(Kind.CONFLICT, code, field, message);
    }

    /** {@code field} may be null. */
    public static Refused rule(String code, String field, String message) {
        return new Refused(Kind.RULE, code, field, message);
    }

    /** {@code field} may be null. */
    public static Refused unknown(String code, String field, String message) {
        return new Refused(Kind.UNKNOWN, code, field, message);
    }

    static Refused of(Kind kind, String code, String field, String message) {
        return new Refused(kind, code, field, message);
    }

    public Kind kind() {
        return kind;
    }

    /** Stable, for programs; the message is for people. */
    public String code() {
        return code;
    }

    /** The field of the command that is at fault, or null. */
    public String field() {
        return field;
    }
}
