package incharge.tabular;

import java.util.List;

/**
 * Holds one row of a file with its cells in the order of the file.
 *
 * @param number counted from 1 after the header, blank rows included
 * @param cells trimmed texts in the order of the header, "" for a blank cell; the list may be shorter than the header
 * @param errors what makes the row or one of its cells unusable; empty for nearly every row
 */
public record Line(int number, List<String> cells, List<CellError> errors) {

    /** Stands for the column of an error that concerns the row. */
    public static final int WHOLE_ROW = -1;

    /**
     * Describes what is wrong with a cell or the row.
     *
     * @param column index of the cell, or {@link #WHOLE_ROW}
     */
    public record CellError(int column, String code, String message) {}
}
