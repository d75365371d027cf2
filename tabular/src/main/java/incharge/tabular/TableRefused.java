package incharge.tabular;

import java.util.List;

/** A file that cannot be read as the table it should be. */
public final class TableRefused extends RuntimeException {

    /** What is wrong in general; HTTP tells them as 415, 422 and 413. */
    public enum Kind {
        NOT_A_TABLE,
        BROKEN,
        TOO_LARGE
    }

    private final Kind kind;
    private final transient List<Fault> faults;

    private TableRefused(Kind kind, List<Fault> faults, Throwable cause) {
        super(faults.getFirst().message(), cause);
        this.kind = kind;
        this.faults = List.copyOf(faults);
    }

    /** The file is of a type that we do not read. */
    public static TableRefused notATable(String message) {
        return file(Kind.NOT_A_TABLE, "file-not-a-table", message, null);
    }

    /** The file is of a type that we read, but cannot be read to its end. */
    public static TableRefused broken(String code, String message) {
        return file(Kind.BROKEN, code, message, null);
    }

    /** The file is of a type that we read, but cannot be read to its end. */
    public static TableRefused broken(String code, String message, Throwable cause) {
        return file(Kind.BROKEN, code, message, cause);
    }

    /** The file has more bytes than are taken. */
    public static TableRefused tooLarge(String message) {
        return file(Kind.TOO_LARGE, "file-too-large", message, null);
    }

    /** The columns or the mapping of the file are not what they should be. */
    static TableRefused columns(List<Fault> faults) {
        return new TableRefused(Kind.BROKEN, faults, null);
    }

    private static TableRefused file(Kind kind, String code, String message, Throwable cause) {
        return new TableRefused(kind, List.of(new Fault("file", code, message)), cause);
    }

    public Kind kind() {
        return kind;
    }

    /** Stable and machine-readable, of the first fault. */
    public String code() {
        return faults.getFirst().code();
    }

    /** All that is at fault, at least one. */
    public List<Fault> faults() {
        return faults;
    }
}
