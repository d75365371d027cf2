package incharge.tabular;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;

/**
 * Reads the first sheet of an xlsx cell by cell, so that neither the sheet nor its texts are in memory. A formula gives
 * the value that is stored with it; links to other files are not followed.
 */
final class XlsxFile implements TableFile {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    private static final int MOST_STYLES = 65_536;

    private final XlsxPackage parts;
    private final LineCollector line = new LineCollector();
    private final BitSet dateStyles = new BitSet();
    private boolean since1904;
    private SharedStringFile strings;
    private PartReader sheet;
    private List<String> header;
    private int headerRow;
    private int row;
    private int width = LineCollector.MOST_COLUMNS;

    private XlsxFile(XlsxPackage parts) {
        this.parts = parts;
    }

    static XlsxFile open(Path path) throws IOException {
        var file = new XlsxFile(XlsxPackage.open(path));
        try {
            file.openParts();
            file.readHeader();
            return file;
        } catch (XMLStreamException | InvalidFormatException e) {
            file.close();
            throw XlsxPackage.broken(e);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void openParts() throws IOException, XMLStreamException, InvalidFormatException {
        InputStream firstSheet = null;
        try (var xml = new PartReader(parts.workbook())) {
            while (xml.hasNext()) {
                xml.next();
                if (xml.starts("workbookPr")) {
                    String flag = xml.attribute("date1904");
                    since1904 = "1".equals(flag) || "true".equals(flag);
                } else if (xml.starts("sheet") && firstSheet == null) {
                    firstSheet = parts.worksheet(xml.attribute("id"));
                }
            }
        }
        if (firstSheet == null) {
            throw TableRefused.broken("xlsx-broken", "The workbook has no sheet");
        }
        sheet = new PartReader(firstSheet);
        InputStream sharedStrings = parts.sharedStrings();
        if (sharedStrings != null) {
            try (var xml = new PartReader(sharedStrings)) {
                strings = SharedStringFile.read(xml);
            }
        }
        InputStream styles = parts.styles();
        if (styles != null) {
            try (var xml = new PartReader(styles)) {
                readStyles(xml);
            }
        }
    }

    /** Finds the cell styles that show a number as a date or time. */
    private void readStyles(PartReader xml) throws XMLStreamException {
        Map<Integer, String> formats = new HashMap<>();
        boolean cellStyles = false;
        int style = 0;
        while (xml.hasNext()) {
            xml.next();
            if (xml.starts("numFmt") && formats.size() < MOST_STYLES) {
                formats.put(xml.number("numFmtId", -1), xml.attribute("formatCode"));
            } else if (xml.starts("cellXfs")) {
                cellStyles = true;
            } else if (xml.ends("cellXfs")) {
                cellStyles = false;
            } else if (cellStyles && xml.starts("xf") && style < MOST_STYLES) {
                int id = xml.number("numFmtId", 0);
                String format = formats.get(id);
                dateStyles.set(
                        style++,
                        DateUtil.isADateFormat(id, format == null ? BuiltinFormats.getBuiltinFormat(id) : format));
            }
        }
    }

    private void readHeader() throws XMLStreamException {
        if (!sheet.nextStart("sheetData")) {
            throw TableRefused.broken("xlsx-broken", "The first sheet of the file has no rows");
        }
        do {
            if (!read()) {
                throw TableRefused.broken("file-empty", "The first sheet of the file has no header");
            }
        } while (line.blank());
        Line first = line.line(0);
        if (!first.errors().isEmpty()) {
            Line.CellError error = first.errors().getFirst();
            throw TableRefused.broken("header-broken", "The header cannot be read: " + error.message());
        }
        header = first.cells();
        headerRow = row;
        width = header.size();
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public Line next() {
        try {
            while (read()) {
                if (!line.blank()) {
                    return line.line(row - headerRow);
                }
            }
            return null;
        } catch (XMLStreamException e) {
            throw XlsxPackage.broken(e);
        }
    }

    /** Reads one row into {@link #line}; false at the end of the sheet. */
    private boolean read() throws XMLStreamException {
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
        while (sheet.next() != XMLStreamConstants.END_ELEMENT || !sheet.ends("c")) {
            if (sheet.starts("v")) {
                stored = sheet.getElementText();
            } else if (sheet.starts("is")) {
                stored = sheet.runs();
            }
        }
        if (stored.isEmpty()) {
            return;
        }
        switch (type == null ? "n" : type) {
            case "s" -> {
                String shared = strings == null ? null : strings.get(index(stored));
                if (shared == null) {
                    line.error(column, "cell-broken", "The cell refers to a text that the file lacks");
                } else {
                    take(column, shared);
                }
            }
            case "inlineStr", "str" -> take(column, stored);
            case "b" -> line.cell(column, "1".equals(stored) || "true".equals(stored) ? "true" : "false");
            case "d" -> line.cell(column, stored.replaceFirst("T00:00(:00(\\.0+)?)?Z?$", ""));
            case "e" -> line.error(column, "cell-error", "The cell shows the error " + CellText.trimmed(shown(stored)));
            default -> number(column, stored, style >= 0 && dateStyles.get(style));
        }
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

    private void number(int column, String stored, boolean date) {
        double number;
        try {
            number = stored.length() > 400 ? Double.NaN : Double.parseDouble(stored.strip());
        } catch (NumberFormatException _) {
            number = Double.NaN;
        }
        if (!Double.isFinite(number)) {
            line.error(column, "cell-broken", "The cell holds a number that is none");
        } else if (!date) {
            line.cell(column, plain(number));
        } else if (number < 0 || number >= 2_958_466) {
            line.error(column, "cell-broken", "The cell holds a date that is none");
        } else if (number < 1) {
            line.cell(
                    column,
                    LocalTime.ofSecondOfDay(Math.min(Math.round(number * 86_400), 86_399))
                            .toString());
        } else {
            LocalDateTime time = DateUtil.getLocalDateTime(number, since1904, true);
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
    public void close() throws IOException {
        try (XlsxPackage _ = parts;
                SharedStringFile _ = strings;
                PartReader _ = sheet) {
            // closes in reverse order
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }
}
