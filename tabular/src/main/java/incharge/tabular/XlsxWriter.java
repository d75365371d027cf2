package incharge.tabular;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.poi.poifs.crypt.temp.SheetDataWriterWithDecorator;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.WorkbookUtil;
import org.apache.poi.xssf.streaming.SXSSFCell;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.streaming.SheetDataWriter;

/**
 * Writes xlsx with POI's streaming workbook. Texts are written inline, because shared strings would stay in memory.
 * Rows that do not fit on one sheet continue on another.
 */
final class XlsxWriter implements TableWriter {

    /** POI keeps this many rows before it writes them to its temporary file. */
    private static final int WINDOW = 100;

    private static final int ROWS_OF_A_SHEET = 1_048_576;
    private static final int LONGEST_TEXT = 32_767;

    /** A spreadsheet reads {@code _x0041_} in a text as an A, so that the underscore of a literal one is escaped. */
    private static final Pattern LOOKS_ESCAPED = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    /** The calendar of a spreadsheet is wrong before this day; earlier days are written as text. */
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);

    /** Numbers of a spreadsheet keep this many digits; longer ones are written as text. */
    private static final int DIGITS = 15;

    /** The first rows of a sheet decide how wide its columns are. */
    private static final int MEASURED_ROWS = 500;

    private static final int NARROWEST = 8;
    private static final int WIDEST = 60;

    private final OutputStream out;
    private final String title;
    private final ZoneId zone;
    private final List<String> header;
    private final SXSSFWorkbook workbook = new FastWorkbook();
    private final CellStyle headerStyle;
    private final CellStyle dateStyle;
    private final CellStyle instantStyle;
    private final CellStyle guardedStyle;
    private final int[] widths;
    private SXSSFSheet sheet;
    private int nextRow;

    /** At this compression level the file is 2 % larger than at the default, 6, and takes two thirds of the time. */
    private static final int QUICK = 3;

    /**
     * Compresses no temporary file and the result quickly, because compression is most of the work otherwise. Encrypts
     * the temporary files under keys that lie in memory alone: what a crash leaves of them cannot be read.
     */
    private static final class FastWorkbook extends SXSSFWorkbook {

        FastWorkbook() {
            super(null, WINDOW, false, false);
        }

        @Override
        protected SheetDataWriter createSheetDataWriter() throws IOException {
            return new SheetDataWriterWithDecorator();
        }

        @Override
        protected ZipArchiveOutputStream createArchiveOutputStream(OutputStream out) {
            ZipArchiveOutputStream archive = super.createArchiveOutputStream(out);
            archive.setLevel(QUICK);
            return archive;
        }
    }

    XlsxWriter(OutputStream out, String title, ZoneId zone, List<String> header) {
        this.out = out;
        this.title = title;
        this.zone = zone;
        this.header = List.copyOf(header);
        Font bold = workbook.createFont();
        bold.setBold(true);
        headerStyle = workbook.createCellStyle();
        headerStyle.setFont(bold);
        headerStyle.setBorderBottom(BorderStyle.THIN);
        dateStyle = dated("yyyy-mm-dd");
        instantStyle = dated("yyyy-mm-dd hh:mm:ss");
        guardedStyle = workbook.createCellStyle();
        guardedStyle.setQuotePrefixed(true);
        widths = new int[header.size()];
        Arrays.fill(widths, NARROWEST);
        beginSheet();
    }

    private CellStyle dated(String format) {
        CellStyle style = workbook.createCellStyle();
        style.setDataFormat(workbook.createDataFormat().getFormat(format));
        return style;
    }

    private void beginSheet() {
        int sheets = workbook.getNumberOfSheets();
        sheet = workbook.createSheet(
                WorkbookUtil.createSafeSheetName(sheets == 0 ? title : title + " " + (sheets + 1)));
        sheet.createFreezePane(0, 1);
        SXSSFRow row = sheet.createRow(0);
        for (int i = 0; i < header.size(); i++) {
            text(row.createCell(i), header.get(i));
            row.getCell(i).setCellStyle(headerStyle);
            // the arrow of the filter needs the width of two characters
            measure(i, header.get(i).length() + 2);
        }
        nextRow = 1;
    }

    @Override
    public void row(List<?> values) {
        if (nextRow == ROWS_OF_A_SHEET) {
            endSheet();
            beginSheet();
        }
        SXSSFRow row = sheet.createRow(nextRow++);
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) != null) {
                write(row.createCell(i), i, values.get(i));
            }
        }
    }

    private void write(SXSSFCell cell, int column, Object value) {
        switch (value) {
            case String text -> {
                text(cell, text);
                measure(column, text.length());
            }
            case LocalDate date -> {
                time(cell, date.atStartOfDay(), dateStyle, date.toString());
                measure(column, 10);
            }
            case Instant instant -> {
                LocalDateTime local = LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.SECONDS);
                time(cell, local, instantStyle, instant.toString());
                measure(column, 19);
            }
            case Boolean truth -> cell.setCellValue(truth);
            case Number number -> number(cell, number);
            case Object other ->
                throw new IllegalArgumentException(
                        "no cell holds a " + other.getClass().getName());
        }
    }

    private void time(SXSSFCell cell, LocalDateTime time, CellStyle style, String text) {
        if (time.toLocalDate().isBefore(FIRST_DAY) || time.getYear() > 9999) {
            text(cell, text);
        } else {
            cell.setCellValue(time);
            cell.setCellStyle(style);
        }
    }

    private void text(SXSSFCell cell, String value) {
        String text = CellText.legal(value);
        if (text.indexOf("_x") >= 0) {
            text = LOOKS_ESCAPED.matcher(text).replaceAll("_x005F_");
        }
        if (text.length() > LONGEST_TEXT) {
            int end = LONGEST_TEXT - 1;
            text = text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "\u2026";
        }
        cell.setCellValue(text);
        if (CellText.startsLikeFormula(text)) {
            cell.setCellStyle(guardedStyle);
        }
    }

    private void number(SXSSFCell cell, Number number) {
        BigDecimal exact = switch (number) {
            case BigDecimal decimal -> decimal;
            case Double real when !Double.isFinite(real) -> throw new IllegalArgumentException("no cell holds " + real);
            case Double _, Float _ -> null;
            case Number whole -> new BigDecimal(whole.toString());
        };
        if (exact != null && exact.stripTrailingZeros().precision() > DIGITS) {
            text(cell, exact.toPlainString());
        } else {
            cell.setCellValue(number.doubleValue());
        }
    }

    private void measure(int column, int characters) {
        if (nextRow <= MEASURED_ROWS && column < widths.length && characters > widths[column]) {
            widths[column] = Math.min(characters, WIDEST);
        }
    }

    private void endSheet() {
        for (int i = 0; i < widths.length; i++) {
            sheet.setColumnWidth(i, (widths[i] + 2) * 256);
        }
        if (!header.isEmpty()) {
            sheet.setAutoFilter(new CellRangeAddress(0, nextRow - 1, 0, header.size() - 1));
        }
    }

    @Override
    public void finish() throws IOException {
        endSheet();
        // write() has one more temporary file, and hides why that one cannot be written
        workbook.writeAvoidingTempFiles(out);
        out.flush();
    }

    /** Deletes POI's temporary files. */
    @Override
    public void close() throws IOException {
        workbook.close();
    }
}
