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
    private static final int MOST_ERRORS = 10;

    private final List<String> cells = new ArrayList<>();
    private final List<Line.CellError> errors = new ArrayList<>();
    private Header header;
    private int characters;
    private boolean blank;

    /** Takes the header whose columns decide how the cells of the lines behind it are read. */
    void expect(Header read) {
        header = read;
    }

    /** Returns whether a column holds texts. */
    boolean isText(int column) {
        return header == null || header.type(column) == ColumnType.TEXT;
    }

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
            error(
                    column,
                    "character-illegal",
                    "The cell holds a control character, half of a character or a byte that its encoding does not have");
        }
        put(column, normal(column, text));
    }

    /** Returns a text as the type of its column has it, or as it is with an error. */
    private String normal(int column, String text) {
        if (isText(column)) {
            return text;
        }
        ColumnType type = header.type(column);
        String normal = type.normal(text);
        if (normal == null) {
            error(type.error(column, text));
            return text;
        }
        return normal;
    }

    private void put(int column, String text) {
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
        error(new Line.CellError(column, code, message));
    }

    /** Adds an error; a row with an error is not blank. Errors of columns that mean nothing are left out. */
    void error(Line.CellError error) {
        blank = false;
        boolean ours = error.column() == Line.WHOLE_ROW || header == null || header.field(error.column()) != null;
        if (ours && errors.size() < MOST_ERRORS) {
            errors.add(error);
        }
    }

    /** Adds the error that a cell has more characters than {@link #LONGEST_CELL}. */
    void tooLong(int column) {
        error(column, "text-too-long", "The cell has more than " + LONGEST_CELL + " characters");
    }

    boolean blank() {
        return blank;
    }

    /** Returns the text of a cell of the line, "" if it is blank. */
    String text(int column) {
        return column < cells.size() ? cells.get(column) : "";
    }

    /** Returns the first error of a cell of the line, null if it has none. */
    Line.CellError error(int column) {
        return errors.stream()
                .filter(error -> error.column() == column)
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns the line as a header. A cell that cannot be read is a column without a name, which is refused only if a
     * column is missing then.
     *
     * @param width the least number of columns; those behind the last text have no name
     */
    Header header(int width, HeaderWords words, String blankMessage) {
        for (Line.CellError error : errors) {
            if (error.column() == Line.WHOLE_ROW) {
                throw TableRefused.broken("header-broken", "The header cannot be read: " + error.message());
            }
        }
        if (blank) {
            throw TableRefused.broken("file-empty", blankMessage);
        }
        List<String> texts = new ArrayList<>(cells.stream().map(CellText::legal).toList());
        while (texts.size() < Math.min(width, MOST_COLUMNS)) {
            texts.add("");
        }
        return Header.of(texts, words);
    }

    Line line(int number) {
        return new Line(number, List.copyOf(cells), List.copyOf(errors));
    }
}
