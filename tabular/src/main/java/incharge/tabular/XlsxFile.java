package incharge.tabular;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;

/**
 * Reads the first visible sheet of an xlsx row by row. A formula gives the value that is stored with it; links to other
 * files are not followed.
 */
final class XlsxFile implements TableFile {

    private final XlsxPackage parts;
    private final HeaderWords words;
    private final List<TableWarning> warnings = new ArrayList<>();
    private SharedStringFile strings;
    private MergedCells merged = MergedCells.none();
    private XlsxSheet sheet;
    private Header header;
    private int headerRow;
    private int hiddenRows;
    private int firstHidden;

    /** A sheet as the workbook lists it; {@code relationship} leads to its part. */
    private record Listed(String name, String relationship, boolean visible) {}

    private XlsxFile(XlsxPackage parts, HeaderWords words) {
        this.parts = parts;
        this.words = words;
    }

    static XlsxFile open(Path path, HeaderWords words) throws IOException {
        var file = new XlsxFile(XlsxPackage.open(path), words);
        try {
            file.openParts();
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
        boolean since1904 = false;
        List<Listed> sheets = new ArrayList<>();
        try (var xml = new PartReader(parts.workbook())) {
            while (xml.hasNext()) {
                xml.next();
                if (xml.starts("workbookPr")) {
                    since1904 = XlsxSheet.isTrue(xml.attribute("date1904"));
                } else if (xml.starts("sheet") && parts.isWorksheet(xml.attribute("id"))) {
                    String state = xml.attribute("state");
                    sheets.add(new Listed(
                            xml.attribute("name"), xml.attribute("id"), state == null || state.equals("visible")));
                }
            }
        }
        String relationship = chosen(sheets).relationship();
        InputStream sharedStrings = parts.sharedStrings();
        if (sharedStrings != null) {
            try (var xml = new PartReader(sharedStrings)) {
                strings = SharedStringFile.read(xml);
            }
        }
        var workbook = new XlsxSheet.Workbook(strings, formats(), since1904);
        findHeader(relationship, workbook);
        findMerged(relationship);
        sheet = new XlsxSheet(new PartReader(parts.worksheet(relationship)), workbook);
        readHeader();
    }

    /** Chooses the sheet that a person sees first. */
    private Listed chosen(List<Listed> sheets) {
        Listed chosen = sheets.stream()
                .filter(Listed::visible)
                .findFirst()
                .or(() -> sheets.stream().findFirst())
                .orElseThrow(() -> TableRefused.broken("xlsx-broken", "The workbook has no sheet"));
        if (sheets.size() > 1) {
            warnings.add(new TableWarning(
                    "sheet-chosen",
                    null,
                    "The file has " + sheets.size() + " sheets; only \"" + chosen.name()
                            + "\", the first visible one, is read."));
        }
        return chosen;
    }

    private CellFormats formats() throws XMLStreamException, InvalidFormatException {
        InputStream styles = parts.styles();
        if (styles == null) {
            return CellFormats.none();
        }
        try (var xml = new PartReader(styles)) {
            return CellFormats.read(xml);
        }
    }

    /** Reads the first rows of the sheet to find the row of its header. */
    private void findHeader(String relationship, XlsxSheet.Workbook workbook)
            throws XMLStreamException, InvalidFormatException {
        var search = new HeaderSearch(words);
        try (var rows = new XlsxSheet(new PartReader(parts.worksheet(relationship)), workbook)) {
            while (!search.ended(rows.row() + 1) && rows.read()) {
                search.add(rows.row(), rows.line().line(0).cells());
            }
        }
        headerRow = search.header();
        if (search.first() < headerRow) {
            warnings.add(HeaderSearch.warning(headerRow));
        }
    }

    private void findMerged(String relationship) throws XMLStreamException, InvalidFormatException {
        boolean any;
        try (InputStream bytes = parts.worksheet(relationship)) {
            any = MergedCells.areIn(bytes);
        } catch (IOException e) {
            throw XlsxPackage.broken(e);
        }
        if (any) {
            try (var xml = new PartReader(parts.worksheet(relationship))) {
                merged = MergedCells.read(xml);
            }
            merged.skipThrough(headerRow);
        }
    }

    private void readHeader() throws XMLStreamException {
        boolean any = sheet.read();
        while (any && sheet.row() < headerRow) {
            any = sheet.read();
        }
        header = sheet.line().header(0, words, "The sheet of the file has no header");
        sheet.expect(header);
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public List<TableWarning> warnings() {
        List<TableWarning> all = new ArrayList<>(warnings);
        if (hiddenRows > 0) {
            all.add(new TableWarning(
                    "rows-hidden",
                    firstHidden,
                    (hiddenRows == 1 ? "A row of the sheet is hidden" : hiddenRows + " rows of the sheet are hidden")
                            + ", the first of them row " + firstHidden + "; hidden rows are read like the others."));
        }
        return all;
    }

    @Override
    public Line next() {
        try {
            while (sheet.read()) {
                merged.complete(sheet.row(), sheet.line());
                if (!sheet.line().blank()) {
                    int number = sheet.row() - headerRow;
                    countHidden(number);
                    return sheet.line().line(number);
                }
            }
            return null;
        } catch (XMLStreamException e) {
            throw XlsxPackage.broken(e);
        }
    }

    private void countHidden(int number) {
        if (sheet.hidden()) {
            firstHidden = hiddenRows == 0 ? number : firstHidden;
            hiddenRows++;
        }
    }

    @Override
    public void close() throws IOException {
        try (XlsxPackage _ = parts;
                SharedStringFile _ = strings;
                XlsxSheet _ = sheet) {
            // closes in reverse order
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }
}
