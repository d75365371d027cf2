package incharge.imports;

import incharge.tabular.Row;
import java.util.List;

/**
 * Rows that are decided together.
 *
 * @param number from 0
 * @param rows those that can be read
 * @param faults verdicts of those that cannot
 * @param values the texts of all of them
 */
record Chunk(int number, List<Row> rows, List<Verdict> faults, RowValues values) {}
