package incharge.tabular;

/**
 * One thing at fault in a file or a row.
 *
 * @param field our field, {@code file}, or {@code mapping.<their header>}; null when it is a whole row
 * @param code stable and machine-readable
 * @param message a sentence for people
 */
public record Fault(String field, String code, String message) {}
