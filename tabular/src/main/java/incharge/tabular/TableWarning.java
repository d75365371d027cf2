package incharge.tabular;

/**
 * Describes for the sender of a file how it is read where that may be a surprise. A warning refuses nothing.
 *
 * @param code stable and machine-readable
 * @param row the first row that it concerns, null if it concerns the file
 * @param message a sentence for people
 */
public record TableWarning(String code, Integer row, String message) {}
