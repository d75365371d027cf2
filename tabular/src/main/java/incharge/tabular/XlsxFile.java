package incharge.tabular;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.DateUtil;

/**
 * The first sheet of an xlsx, cell by cell from its XML, so that neither the sheet nor its texts are ever in memory.
 * Formulas give the value that was stored with them; nothing outside the file is ever looked at.
 */
final class XlsxFile implements TableFile {

    /** Where a workbook has its macros, whatever it says that it is. */
    private static final String MACROS = "xl/vbaProject.bin";

    private static final String WORKBOOK_TYPE =
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    private static final int MOST_STYLES = 65_536;

    private final ZipParts zip;
    private final SharedTexts texts;
    private final boolean[] dateStyles;
    private final boolean since1904;
    private final XmlPart sheet;
    private final LineCollector line = new LineCollector();
    private final StringBuilder text = new StringBuilder();
    private final List<String> header;
    private int headerRow;
    private int row;
    private int width = LineCollector.MOST_COLUMNS;

    private record Workbook(String sheet, boolean since1904, String texts, String styles) {}

    private XlsxFile(ZipParts zip, SharedTexts texts, boolean[] dateStyles, boolean since1904, XmlPart sheet) {
        this.zip = zip;
        this.texts = texts;
        this.dateStyles = dateStyles;
        this.since1904 = since1904;
        this.sheet = sheet;
        if (!sheet.nextStart("sheetData")) {
            throw TableRefused.broken("xlsx-broken", "The first sheet of the file has no rows");
        }
        do {
            if (!read()) {
                throw TableRefused.broken("file-empty", "The first sheet of the file has no header");
            }
        } while (line.blank());
        Line first = line.line(0);
        if (!first.faults().isEmpty()) {
            Line.CellFault fault = first.faults().getFirst();
            throw TableRefused.broken("header-broken", "The header cannot be read: " + fault.message());
        }
        header = first.cells();
        headerRow = row;
        width = header.size();
    }

    static XlsxFile open(Path file) throws IOException {
        ZipParts zip = ZipParts.open(file);
        SharedTexts texts = null;
        XmlPart sheet = null;
        try {
            Workbook workbook = workbook(zip);
            if (workbook.texts() != null) {
                try (XmlPart xml = new XmlPart(zip, workbook.texts())) {
                    texts = SharedTexts.read(xml);
                }
            }
            boolean[] dateStyles = workbook.styles() == null ? new boolean[0] : dateStyles(zip, workbook.styles());
            sheet = new XmlPart(zip, workbook.sheet());
            return new XlsxFile(zip, texts, dateStyles, workbook.since1904(), sheet);
        } catch (IOException | RuntimeException e) {
            release(sheet, texts, zip);
            throw e;
        }
    }

    private static Workbook workbook(ZipParts zip) throws IOException {
        if (!zip.has("[Content_Types].xml") || !zip.has("_rels/.rels")) {
            throw TableRefused.notATable("The file is a zip file but no workbook");
        }
        String part = null;
        for (Link link : links(zip, "_rels/.rels", "/")) {
            if (link.is("/officeDocument")) {
                part = link.part();
            }
        }
        if (part == null || !WORKBOOK_TYPE.equals(contentType(zip, part)) || zip.has(MACROS)) {
            throw TableRefused.notATable("The file is not an xlsx workbook; one with macros or a template is none");
        }

        String firstSheet = null;
        List<String> sheets = new ArrayList<>();
        boolean since1904 = false;
        try (XmlPart xml = new XmlPart(zip, part)) {
            while (xml.next()) {
                if (xml.starts("workbookPr")) {
                    String flag = xml.attribute("date1904");
                    since1904 = "1".equals(flag) || "true".equals(flag);
                } else if (xml.starts("sheet")) {
                    sheets.add(xml.attribute("id"));
                }
            }
        }
        int slash = part.lastIndexOf('/') + 1;
        String linksPart = part.substring(0, slash) + "_rels/" + part.substring(slash) + ".rels";
        Map<String, Link> byId = new HashMap<>();
        String texts = null;
        String styles = null;
        for (Link link : links(zip, linksPart, "/" + part)) {
            byId.put(link.id(), link);
            if (link.is("/sharedStrings")) {
                texts = link.part();
            } else if (link.is("/styles")) {
                styles = link.part();
            }
        }
        for (String id : sheets) {
            Link link = byId.get(id);
            if (firstSheet == null && link != null && link.is("/worksheet")) {
                firstSheet = link.part();
            }
        }
        if (firstSheet == null) {
            throw TableRefused.broken("xlsx-broken", "The workbook has no sheet");
        }
        return new Workbook(firstSheet, since1904, texts, styles);
    }

    /** One part's link to another. The kinds have two sets of names, of the transitional and the strict format. */
    private record Link(String id, String kind, String part) {

        boolean is(String end) {
            return part != null && kind != null && kind.endsWith(end);
        }
    }

    private static List<Link> links(ZipParts zip, String part, String base) throws IOException {
        List<Link> links = new ArrayList<>();
        try (XmlPart xml = new XmlPart(zip, part)) {
            while (xml.nextStart("Relationship")) {
                String target = xml.attribute("Target");
                if (target == null || "External".equalsIgnoreCase(xml.attribute("TargetMode"))) {
                    continue;
                }
                try {
                    String path = URI.create(base).resolve(target).getPath();
                    links.add(new Link(xml.attribute("Id"), xml.attribute("Type"), path.replaceFirst("^/", "")));
                } catch (IllegalArgumentException e) {
                    throw TableRefused.broken("xlsx-broken", "The file has a link that is none", e);
                }
            }
        }
        return links;
    }

    private static String contentType(ZipParts zip, String part) throws IOException {
        String byName = null;
        String byExtension = null;
        try (XmlPart xml = new XmlPart(zip, "[Content_Types].xml")) {
            while (xml.next()) {
                if (xml.starts("Override") && ("/" + part).equalsIgnoreCase(xml.attribute("PartName"))) {
                    byName = xml.attribute("ContentType");
                } else if (xml.starts("Default")) {
                    String extension = xml.attribute("Extension");
                    if (extension != null && part.endsWith("." + extension)) {
                        byExtension = xml.attribute("ContentType");
                    }
                }
            }
        }
        return byName != null ? byName : byExtension;
    }

    /** For each cell style by index, whether it shows its number as a date or time. */
    private static boolean[] dateStyles(ZipParts zip, String part) throws IOException {
        Map<Integer, String> formats = new HashMap<>();
        List<Boolean> dates = new ArrayList<>();
        try (XmlPart xml = new XmlPart(zip, part)) {
            boolean cellStyles = false;
            while (xml.next()) {
                if (xml.starts("numFmt") && formats.size() < MOST_STYLES) {
                    formats.put(xml.number("numFmtId", -1), xml.attribute("formatCode"));
                } else if (xml.starts("cellXfs")) {
                    cellStyles = true;
                } else if (xml.ends("cellXfs")) {
                    cellStyles = false;
                } else if (cellStyles && xml.starts("xf") && dates.size() < MOST_STYLES) {
                    int id = xml.number("numFmtId", 0);
                    String format = formats.get(id);
                    dates.add(
                            DateUtil.isADateFormat(id, format == null ? BuiltinFormats.getBuiltinFormat(id) : format));
                }
            }
        }
        boolean[] styles = new boolean[dates.size()];
        for (int i = 0; i < styles.length; i++) {
            styles[i] = dates.get(i);
        }
        return styles;
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public Line next() {
        while (read()) {
            if (!line.blank()) {
                return line.line(row - headerRow);
            }
        }
        return null;
    }

    /** Reads one row into {@link #line}; false at the end of the sheet. */
    private boolean read() {
        line.begin();
        while (sheet.next()) {
            if (sheet.ends("sheetData")) {
                return false;
            }
            if (sheet.starts("row")) {
                int number = sheet.number("r", row + 1);
                if (number <= row) {
                    throw TableRefused.broken("xlsx-broken", "The rows of the sheet are not in order");
                }
                row = number;
                readCells();
                return true;
            }
        }
        return false;
    }

    private void readCells() {
        int column = -1;
        while (sheet.next() && !sheet.ends("row")) {
            if (sheet.starts("c")) {
                column = column(sheet.attribute("r"), column + 1);
                if (column < width) {
                    readCell(column);
                } else {
                    sheet.skip();
                }
            }
        }
    }

    /** The index in the letters of a reference such as AB12. */
    private static int column(String reference, int otherwise) {
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
            throw TableRefused.broken("xlsx-broken", "The sheet has a cell that is nowhere");
        }
        return column - 1;
    }

    private void readCell(int column) {
        String type = sheet.attribute("t");
        int style = sheet.number("s", 0);
        text.setLength(0);
        while (sheet.next() && !sheet.ends("c")) {
            if (sheet.starts("v")) {
                sheet.text(text, LineCollector.LONGEST_CELL);
            } else if (sheet.starts("is")) {
                SharedTexts.runs(sheet, "is", text);
            } else if (sheet.starts()) {
                // the formula itself
                sheet.skip();
            }
        }
        if (text.isEmpty()) {
            return;
        }
        String stored = text.toString();
        switch (type == null ? "n" : type) {
            case "s" -> {
                String shared = texts == null ? null : texts.get(index(stored));
                if (shared == null) {
                    line.fault(column, "cell-broken", "The cell names a text that the file lacks");
                } else {
                    take(column, shared);
                }
            }
            case "inlineStr", "str" -> take(column, stored);
            case "b" -> line.cell(column, "1".equals(stored) || "true".equals(stored) ? "true" : "false");
            case "d" -> line.cell(column, stored.replaceFirst("T00:00(:00(\\.0+)?)?Z?$", ""));
            case "e" -> line.fault(column, "cell-error", "The cell shows the error " + CellText.trimmed(shown(stored)));
            default -> number(column, stored, style < dateStyles.length && dateStyles[style]);
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
            line.cell(column, stored.contains("_x") ? unescaped(stored) : stored);
        }
    }

    private static String unescaped(String stored) {
        return ESCAPED.matcher(stored).replaceAll((MatchResult match) -> {
            char c = (char) Integer.parseInt(match.group(1), 16);
            return Matcher.quoteReplacement(String.valueOf(c));
        });
    }

    private void number(int column, String stored, boolean date) {
        double number;
        try {
            number = stored.length() > 400 ? Double.NaN : Double.parseDouble(stored.strip());
        } catch (NumberFormatException _) {
            number = Double.NaN;
        }
        if (!Double.isFinite(number)) {
            line.fault(column, "cell-broken", "The cell holds a number that is none");
        } else if (!date) {
            line.cell(column, plain(number));
        } else if (number < 0 || number >= 2_958_466) {
            line.fault(column, "cell-broken", "The cell holds a date that is none");
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

    /** As people see the number: 15 digits, so that a stored 1.1000000000000001 is 1.1, and never an exponent. */
    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : new BigDecimal(number, new MathContext(15))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    @Override
    public void close() throws IOException {
        release(sheet, texts, zip);
    }

    private static void release(XmlPart sheet, SharedTexts texts, ZipParts zip) throws IOException {
        try (zip;
                texts;
                sheet) {
            // closed in the order of the last to the first
        }
    }
}
