package incharge.tabular;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the cells of a line within sizes that no honest row reaches, so that the rows of a file that is made to fill
 * the memory are refused.
 */
final class LineCollector {

    /** A sheet has at most this many columns. */
    static final int MOST_COLUMNS = 16_384;

    /** A cell has at most this many characters; the longest field takes 10,000. */
    static final int LONGEST_CELL = 50_000;

    private static final int LONGEST_ROW = 250_000;

    private final List<String> cells = new ArrayList<>();
    private final List<Line.CellError> errors = new ArrayList<>();
    private int characters;
    private boolean blank;

    /** Begins a row. */
    void begin() {
        cells.clear();
        errors.clear();
        characters = 0;
        blank = true;
    }

    /** Adds a cell; {@code column} may skip blank cells but not go back. */
    void cell(int column, String untrimmed) {
        String text = CellText.trimmed(untrimmed);
        if (text.isEmpty()) {
            return;
        }
        blank = false;
        characters += text.length();
        if (characters > LONGEST_ROW) {
            if (characters - text.length() <= LONGEST_ROW) {
                error(Line.WHOLE_ROW, "row-too-long", "The row has more than " + LONGEST_ROW + " characters");
            }
            return;
        }
        if (CellText.firstIllegal(text) >= 0) {
            error(column, "character-illegal", "The cell holds a control character or half of a character");
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

    /** Adds an error; a row with an error is not blank. */
    void error(int column, String code, String message) {
        blank = false;
        if (errors.size() < 10) {
            errors.add(new Line.CellError(column, code, message));
        }
    }

    /** Adds the error that a cell has more characters than {@link #LONGEST_CELL}. */
    void tooLong(int column) {
        error(column, "text-too-long", "The cell has more than " + LONGEST_CELL + " characters");
    }

    boolean blank() {
        return blank;
    }

    Line line(int number) {
        return new Line(number, List.copyOf(cells), List.copyOf(errors));
    }
}
