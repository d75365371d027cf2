package incharge.tabular;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;

/** Reads the rows of a sheet cell by cell, so that neither the sheet nor its texts are in memory. */
final class XlsxSheet implements AutoCloseable {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    private final PartReader sheet;
    private final Workbook workbook;
    private final LineCollector line = new LineCollector();
    private int row;
    private boolean hidden;
    private int width = LineCollector.MOST_COLUMNS;

    /**
     * What the sheets of a workbook have in common.
     *
     * @param strings the shared strings, null if there are none
     */
    record Workbook(SharedStringFile strings, CellFormats formats, boolean since1904) {}

    /** @param sheet moves to the rows at once */
    XlsxSheet(PartReader sheet, Workbook workbook) throws XMLStreamException {
        this.sheet = sheet;
        this.workbook = workbook;
        if (!sheet.nextStart("sheetData")) {
            throw TableRefused.broken("xlsx-broken", "The sheet of the file has no rows");
        }
    }

    /** Takes the row that was read last for the header. */
    void expect(Header header) {
        width = header.texts().size();
        line.expect(header);
    }

    LineCollector line() {
        return line;
    }

    /** Returns the number of the row that was read last, from 1. */
    int row() {
        return row;
    }

    /** Returns whether the row that was read last is hidden. */
    boolean hidden() {
        return hidden;
    }

    /** Reads one row into {@link #line()}; false at the end of the sheet. */
    boolean read() throws XMLStreamException {
        line.begin();
        while (sheet.hasNext()) {
            sheet.next();
            if (sheet.ends("sheetData")) {
                return false;
            }
            if (sheet.starts("row")) {
                int number = sheet.number("r", row + 1);
                if (number <= row) {
                    throw new XMLStreamException("The rows of the sheet are not in order");
                }
                row = number;
                hidden = isTrue(sheet.attribute("hidden"));
                readCells();
                return true;
            }
        }
        return false;
    }

    private void readCells() throws XMLStreamException {
        int column = -1;
        while (sheet.next() != XMLStreamConstants.END_ELEMENT || !sheet.ends("row")) {
            if (sheet.starts("c")) {
                column = column(sheet.attribute("r"), column + 1);
                if (column < width) {
                    readCell(column);
                }
            }
        }
    }

    /** Returns the column index of a reference such as AB12. */
    private static int column(String reference, int otherwise) throws XMLStreamException {
        if (reference == null) {
            return otherwise;
        }
        int column = 0;
        for (int i = 0; i < reference.length() && i < 4; i++) {
            char c = reference.charAt(i);
            if (c < 'A' || c > 'Z') {
                break;
            }
            column = column * 26 + c - 'A' + 1;
        }
        if (column == 0 || column > LineCollector.MOST_COLUMNS) {
            throw new XMLStreamException("The sheet has a cell without a column");
        }
        return column - 1;
    }

    private void readCell(int column) throws XMLStreamException {
        String type = sheet.attribute("t");
        int style = sheet.number("s", 0);
        String stored = "";
        boolean formula = false;
        boolean value = false;
        while (sheet.next() != XMLStreamConstants.END_ELEMENT || !sheet.ends("c")) {
            if (sheet.starts("v")) {
                value = true;
                stored = sheet.getElementText();
            } else if (sheet.starts("f")) {
                formula = true;
            } else if (sheet.starts("is")) {
                stored = sheet.runs();
            }
        }
        if (!stored.isEmpty()) {
            take(column, type == null ? "n" : type, style, stored);
        } else if (formula && !(value && "str".equals(type))) {
            line.error(
                    column,
                    "cell-formula-without-value",
                    "The cell holds a formula without its value; open the file in a spreadsheet and save it again");
        }
    }

    private void take(int column, String type, int style, String stored) {
        switch (type) {
            case "s" -> {
                String shared =
                        workbook.strings() == null ? null : workbook.strings().get(index(stored));
                if (shared == null) {
                    line.error(column, "cell-broken", "The cell refers to a text that the file lacks");
                } else {
                    take(column, shared);
                }
            }
            case "inlineStr", "str" -> take(column, stored);
            case "b" -> line.cell(column, Boolean.toString(isTrue(stored)));
            case "d" -> line.cell(column, stored.replaceFirst("T00:00(:00(\\.0+)?)?Z?$", ""));
            case "e" -> line.error(column, "cell-error", "The cell shows the error " + CellText.trimmed(shown(stored)));
            default -> number(column, stored, style);
        }
    }

    /** Returns whether an attribute or a value of the XML is true. */
    static boolean isTrue(String text) {
        return "1".equals(text) || "true".equals(text);
    }

    private static String shown(String stored) {
        return stored.length() <= 20 ? stored : stored.substring(0, 20);
    }

    private static int index(String stored) {
        try {
            return Integer.parseInt(stored.strip());
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private void take(int column, String stored) {
        if (stored.length() > LineCollector.LONGEST_CELL) {
            line.tooLong(column);
        } else {
            line.cell(column, stored.contains("_x") ? new XSSFRichTextString(stored).getString() : stored);
        }
    }

    private void number(int column, String stored, int style) {
        double number;
        try {
            number = stored.length() > 400 ? Double.NaN : Double.parseDouble(stored.strip());
        } catch (NumberFormatException _) {
            number = Double.NaN;
        }
        if (!Double.isFinite(number)) {
            line.error(column, "cell-broken", "The cell holds a number that is none");
        } else if (!workbook.formats().isDate(style)) {
            String shown = line.isText(column) ? workbook.formats().shown(style, number) : null;
            line.cell(column, shown == null ? plain(number) : shown);
        } else if (number < 0 || number >= 2_958_466) {
            line.error(column, "cell-broken", "The cell holds a date that is none");
        } else if (number < 1) {
            line.cell(
                    column,
                    LocalTime.ofSecondOfDay(Math.min(Math.round(number * 86_400), 86_399))
                            .toString());
        } else {
            LocalDateTime time = DateUtil.getLocalDateTime(number, workbook.since1904(), true);
            line.cell(
                    column,
                    time.toLocalTime().equals(LocalTime.MIDNIGHT)
                            ? time.toLocalDate().toString()
                            : SECONDS.format(time));
        }
    }

    /** Formats a number with 15 digits, so that a stored 1.1000000000000001 is 1.1, and without an exponent. */
    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : new BigDecimal(number, new MathContext(15))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    @Override
    public void close() throws XMLStreamException {
        sheet.close();
    }
}
