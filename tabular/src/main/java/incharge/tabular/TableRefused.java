package incharge.tabular;

import java.util.List;

/** Signals that a file cannot be read as a table. */
public final class TableRefused extends RuntimeException {

    /** Lists why a file is refused; they correspond to the HTTP statuses 415, 422 and 413. */
    public enum Kind {
        NOT_A_TABLE,
        BROKEN,
        TOO_LARGE
    }

    private final Kind kind;
    private final transient List<TableError> errors;

    private TableRefused(Kind kind, List<TableError> errors, Throwable cause) {
        super(errors.getFirst().message(), cause);
        this.kind = kind;
        this.errors = List.copyOf(errors);
    }

    /** Refuses a file of a type that is not read. */
    public static TableRefused notATable(String message) {
        return file(Kind.NOT_A_TABLE, "file-not-a-table", message, null);
    }

    /** Refuses a file that is encrypted. */
    static TableRefused protectedFile(String message) {
        return file(Kind.NOT_A_TABLE, "file-protected", message, null);
    }

    /** Refuses a file that cannot be read to its end although its type is right. */
    public static TableRefused broken(String code, String message) {
        return file(Kind.BROKEN, code, message, null);
    }

    /** Refuses a file that cannot be read to its end although its type is right. */
    public static TableRefused broken(String code, String message, Throwable cause) {
        return file(Kind.BROKEN, code, message, cause);
    }

    /** Refuses a file that is too large. */
    public static TableRefused tooLarge(String message) {
        return file(Kind.TOO_LARGE, "file-too-large", message, null);
    }

    /** Refuses a file for its columns or their mapping. */
    static TableRefused columns(List<TableError> errors) {
        return new TableRefused(Kind.BROKEN, errors, null);
    }

    private static TableRefused file(Kind kind, String code, String message, Throwable cause) {
        return new TableRefused(kind, List.of(new TableError("file", code, message)), cause);
    }

    public Kind kind() {
        return kind;
    }

    /** Returns the stable, machine-readable code of the first error. */
    public String code() {
        return errors.getFirst().code();
    }

    /** Returns all errors, at least one. */
    public List<TableError> errors() {
        return errors;
    }
}
