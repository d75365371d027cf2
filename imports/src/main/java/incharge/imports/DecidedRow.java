package incharge.imports;

import java.util.Map;

/**
 * A row with its verdict.
 *
 * @param values its texts as they were read, by the name of the column; null if they are not kept
 */
record DecidedRow(Verdict verdict, Map<String, String> values) {}
