package incharge.tabular;

import java.io.IOException;

/**
 * Reads the records of a CSV text. The parser is not a library's because a broken row must not affect the next row, and
 * a row of a million columns or a cell of 50 MB must not fill the memory; libraries stop at a broken row or repair it
 * silently.
 *
 * <p>A quote that opens by mistake would take the rows behind it into its cell. So a cell of several lines is believed
 * only if it closes properly, if it is not longer than a cell may be, and if no line in it looks like a row: one with
 * as many separators as the header. Else its row is refused and the next row is the line behind the one where the quote
 * opens.
 */
final class CsvRecords {

    private static final int END = CsvText.END;

    private final CsvText text;
    private final char separator;
    private final LineCollector line = new LineCollector();
    private final StringBuilder cell = new StringBuilder();
    private int width = LineCollector.MOST_COLUMNS;
    private int cells;
    private int firstLine;

    /** Number of separators in the header; 0 while it is not read. */
    private int separators;

    /**
     * Is true if the file has blanks behind its separators; else a comma with a blank behind it is one of a sentence.
     */
    private boolean spaced;

    CsvRecords(CsvText text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /** Takes the record that was read last for the header. */
    void expect(Header header) {
        width = header.texts().size();
        separators = cells - 1;
        line.expect(header);
    }

    LineCollector line() {
        return line;
    }

    /** Returns the number of cells of the record that was read last, blank ones included. */
    int cells() {
        return cells;
    }

    /** Returns the line of the file in which the record that was read last begins, from 1. */
    int firstLine() {
        return firstLine;
    }

    /** Reads one record into {@link #line()}; false at the end of the file. */
    boolean read() throws IOException {
        line.begin();
        spaced = spaced && separators > 0;
        firstLine = text.line();
        int c = text.next();
        if (c == END) {
            return false;
        }
        boolean tooMany = false;
        for (cells = 1; ; cells++) {
            c = cell(cells - 1, c);
            if (cells <= width) {
                takeCell(cells - 1);
            } else if (!tooMany && !CellText.trimmed(cell.toString()).isEmpty()) {
                tooMany = true;
                line.error(Line.WHOLE_ROW, "row-too-many-cells", "The row has more cells than the header");
            }
            if (c != separator) {
                break;
            }
            c = text.next();
        }
        if (c == '\r' && text.ahead(0) == '\n') {
            text.next();
        }
        return true;
    }

    private void takeCell(int column) {
        if (cell.length() > LineCollector.LONGEST_CELL) {
            line.tooLong(column);
        } else {
            line.cell(column, CellText.unguarded(unwrapped(CellText.trimmed(cell.toString()))));
        }
    }

    /** Takes the text out of {@code ="00123"}, the way in which systems keep a spreadsheet from reading a number. */
    private static String unwrapped(String text) {
        boolean wrapped = text.startsWith("=\"") && text.length() > 2 && text.indexOf('"', 2) == text.length() - 1;
        return wrapped ? text.substring(2, text.length() - 1) : text;
    }

    /** Reads one cell that starts with {@code c} into {@link #cell} and returns the character behind it. */
    private int cell(int column, int c) throws IOException {
        cell.setLength(0);
        int next = c;
        while (isBlank(next)) {
            append(next);
            next = text.next();
        }
        if (separators == 0 && column > 0 && !cell.isEmpty()) {
            spaced = true;
        }
        if (next != '"') {
            return plainCell(next);
        }
        return switch (quote(column)) {
            case CLOSED -> quotedCell(column);
            case FOLLOWED -> cell.isEmpty() ? quotedCell(column) : plainCell(next);
            case MISPLACED -> restOfLine(column);
        };
    }

    private boolean isBlank(int c) {
        return c == ' ' || c == '\u00A0' || c == '\t' && separator != '\t';
    }

    private int plainCell(int c) throws IOException {
        int next = c;
        while (!ends(next)) {
            append(next);
            next = text.next();
        }
        return next;
    }

    /** What an opening quote turns out to be. */
    private enum Quote {
        /** Only blanks stand between the closing quote and the end of the cell. */
        CLOSED,
        /** Text stands behind the closing quote, which is on the same line. */
        FOLLOWED,
        /** It takes in what is not its cell. */
        MISPLACED
    }

    /** Looks ahead from behind the opening quote of a column. */
    private Quote quote(int column) throws IOException {
        int lineEnds = 0;
        int found = 0;
        int opening = 0;
        for (int i = 0; i < CsvText.AHEAD; i++) {
            int c = text.ahead(i);
            if (c == END) {
                return Quote.MISPLACED;
            } else if (c == '"' && text.ahead(i + 1) == '"') {
                i++;
            } else if (c == '"') {
                return lineEnds == 0
                        ? closed(i + 1)
                        : closedBelow(i + 1, column + opening >= separators ? found : Integer.MIN_VALUE);
            } else if (c == separator) {
                found += counts(i);
            } else if (c == '\n' || c == '\r' && text.ahead(i + 1) != '\n') {
                if (lineEnds == 0) {
                    opening = found;
                } else if (separators > 0 && found == separators) {
                    return Quote.MISPLACED;
                }
                lineEnds++;
                found = 0;
            }
        }
        return lineEnds == 0 ? Quote.CLOSED : Quote.MISPLACED;
    }

    private int counts(int offset) throws IOException {
        return spaced || text.ahead(offset + 1) != ' ' ? 1 : 0;
    }

    private Quote closed(int behind) throws IOException {
        int i = behind;
        while (i < CsvText.AHEAD && isBlank(text.ahead(i))) {
            i++;
        }
        return ends(text.ahead(i)) ? Quote.CLOSED : Quote.FOLLOWED;
    }

    /**
     * Decides on a quote that closes on a later line. If both the line where it opens and the one where it closes have
     * enough separators for a row, these are two rows.
     *
     * @param inside separators of that line before the quote; negative if the line where the quote opens has too few
     */
    private Quote closedBelow(int behind, int inside) throws IOException {
        if (closed(behind) == Quote.FOLLOWED) {
            return Quote.MISPLACED;
        }
        int found = inside;
        for (int i = behind; i < CsvText.AHEAD; i++) {
            int c = text.ahead(i);
            if (c == '\n' || c == '\r' || c == END) {
                break;
            }
            found += c == separator ? counts(i) : 0;
        }
        return separators > 0 && found >= separators ? Quote.MISPLACED : Quote.CLOSED;
    }

    /** Reads the rest of a cell from behind its opening quote. */
    private int quotedCell(int column) throws IOException {
        cell.setLength(0);
        int next = text.next();
        while (next != '"' || text.ahead(0) == '"') {
            if (next == END || isLineEnd(next) && cell.length() > LineCollector.LONGEST_CELL) {
                misplaced(column);
                return next;
            }
            if (next == '"') {
                text.next();
            }
            append(next);
            next = text.next();
        }
        next = text.next();
        boolean followed = false;
        while (!ends(next)) {
            followed |= !isBlank(next);
            append(next);
            next = text.next();
        }
        if (followed) {
            misplaced(column);
        }
        return next;
    }

    private int restOfLine(int column) throws IOException {
        misplaced(column);
        cell.setLength(0);
        int next = text.next();
        while (!isLineEnd(next) && next != END) {
            next = text.next();
        }
        return next;
    }

    private void misplaced(int column) {
        line.error(
                Line.WHOLE_ROW,
                "quote-misplaced",
                "The quote in column " + (column + 1)
                        + " opens or closes in the wrong place; a quote inside quotes is doubled");
    }

    private boolean ends(int c) {
        return c == separator || isLineEnd(c) || c == END;
    }

    private static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r';
    }

    private void append(int c) {
        if (cell.length() <= LineCollector.LONGEST_CELL) {
            cell.append((char) c);
        }
    }
}
