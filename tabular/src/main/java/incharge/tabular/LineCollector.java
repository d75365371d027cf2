package incharge.tabular;

import java.util.ArrayList;
import java.util.List;

/**
 * Cells on their way to a line, held to sizes that no honest row reaches, so that a file made to fill the memory ends as
 * refused rows.
 */
final class LineCollector {

    /** Columns of the widest sheet there is. */
    static final int MOST_COLUMNS = 16_384;

    /** Characters of a cell; the longest text of ours has 10,000. */
    static final int LONGEST_CELL = 50_000;

    private static final int LONGEST_ROW = 250_000;

    private final List<String> cells = new ArrayList<>();
    private final List<Line.CellFault> faults = new ArrayList<>();
    private int characters;
    private boolean blank;

    /** Forgets the row before. */
    void begin() {
        cells.clear();
        faults.clear();
        characters = 0;
        blank = true;
    }

    /** Takes a cell; {@code column} may skip blank ones but not go back. */
    void cell(int column, String untrimmed) {
        String text = CellText.trimmed(untrimmed);
        if (text.isEmpty()) {
            return;
        }
        blank = false;
        characters += text.length();
        if (characters > LONGEST_ROW) {
            if (characters - text.length() <= LONGEST_ROW) {
                fault(Line.WHOLE_ROW, "row-too-long", "The row has more than " + LONGEST_ROW + " characters");
            }
            return;
        }
        if (CellText.firstIllegal(text) >= 0) {
            fault(column, "character-illegal", "The cell holds a control character or half of a character");
        }
        while (cells.size() < column) {
            cells.add("");
        }
        if (cells.size() == column) {
            cells.add(text);
        } else {
            cells.set(column, text);
        }
    }

    /** Notes a fault; a row of nothing but faults is no blank one. */
    void fault(int column, String code, String message) {
        blank = false;
        if (faults.size() < 10) {
            faults.add(new Line.CellFault(column, code, message));
        }
    }

    /** Notes that a cell has more characters than are taken. */
    void tooLong(int column) {
        fault(column, "text-too-long", "The cell has more than " + LONGEST_CELL + " characters");
    }

    boolean blank() {
        return blank;
    }

    Line line(int number) {
        return new Line(number, List.copyOf(cells), List.copyOf(faults));
    }
}
