package incharge.tabular;

import java.util.List;

/** A file that cannot be read as the table it should be. */
public final class TableRefused extends RuntimeException {

    /** What is wrong in general, as HTTP tells it: 415, 422, 413. */
    public enum Kind {
        NOT_A_TABLE,
        BROKEN,
        TOO_LARGE
    }

    /**
     * One thing at fault.
     *
     * @param field our field, {@code file}, or {@code mapping.<their header>}
     */
    public record Fault(String field, String code, String message) {}

    private final Kind kind;
    private final String code;
    private final transient List<Fault> faults;

    private TableRefused(Kind kind, String code, String message, List<Fault> faults, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.code = code;
        this.faults = List.copyOf(faults);
    }

    /** The file is of another type. */
    static TableRefused notATable(String message) {
        return of(Kind.NOT_A_TABLE, "file-not-a-table", message, null);
    }

    /** The file is of a type we read, but broken. */
    static TableRefused broken(String code, String message) {
        return of(Kind.BROKEN, code, message, null);
    }

    /** The file is of a type we read, but broken. */
    static TableRefused broken(String code, String message, Throwable cause) {
        return of(Kind.BROKEN, code, message, cause);
    }

    /** The file has more bytes than we take. */
    public static TableRefused tooLarge(String message) {
        return of(Kind.TOO_LARGE, "file-too-large", message, null);
    }

    /** The columns or the mapping of the file are not what they should be. */
    static TableRefused columns(List<Fault> faults) {
        return new TableRefused(
                Kind.BROKEN, faults.getFirst().code(), faults.getFirst().message(), faults, null);
    }

    private static TableRefused of(Kind kind, String code, String message, Throwable cause) {
        return new TableRefused(kind, code, message, List.of(new Fault("file", code, message)), cause);
    }

    public Kind kind() {
        return kind;
    }

    /** Stable and machine-readable. */
    public String code() {
        return code;
    }

    public List<Fault> faults() {
        return faults;
    }
}
