package incharge.tabular;

/**
 * Describes what is wrong with a file or one of its rows.
 *
 * @param field the field, {@code file}, or {@code mapping.<header>}; null if the error concerns the row
 * @param code stable and machine-readable
 * @param message a sentence for people
 */
public record TableError(String field, String code, String message) {}
