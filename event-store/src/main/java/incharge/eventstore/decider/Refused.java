package incharge.eventstore.decider;

import java.util.Objects;

/** A rule is broken, so nothing was changed. A retry helps only after the state has changed. */
public final class Refused extends RuntimeException {
    /** The kind of rule. */
    public enum Kind {
        /** The state conflicts with the command (409). */
        CONFLICT,
        /** The command is wrong in itself (422). */
        RULE,
        /** The subject of the command does not exist (404). */
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

    /** Returns a stable code for programs; the message is for people. */
    public String code() {
        return code;
    }

    /** Returns the field of the command that breaks the rule, or null. */
    public String field() {
        return field;
    }
}
