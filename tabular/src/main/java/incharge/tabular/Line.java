package incharge.tabular;

import java.util.List;

/**
 * One row of a file as it stands there.
 *
 * @param number counted from 1 after the header, blank rows included
 * @param cells trimmed texts in the header's order, "" for a blank one; may be shorter than the header
 * @param faults what makes the row or a cell of it unusable; empty for nearly every row
 */
public record Line(int number, List<String> cells, List<CellFault> faults) {

    /** The column of a fault that is the whole row's. */
    public static final int WHOLE_ROW = -1;

    /**
     * A fault and where it is.
     *
     * @param column index of the cell, or {@link #WHOLE_ROW}
     */
    public record CellFault(int column, String code, String message) {}
}
