package incharge.tabular;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads CSV in the encodings and with the separators that people's programs write. */
final class CsvFile implements TableFile {

    /** Files of other types that people rename begin so; some of them have few control characters. */
    private static final List<String> OTHER_FILES = List.of(
            "%PDF",
            "{\\rtf",
            "MZ\u0090",
            "\u0089PNG",
            "GIF8",
            "\u00FF\u00D8\u00FF",
            "\u001F\u008B",
            "7z\u00BC\u00AF",
            "Rar!",
            "PK\u0005\u0006",
            "\u007FELF",
            "SQLite format");

    private final CsvText text;
    private final CsvRecords records;
    private final Header header;
    private final List<TableWarning> warnings = new ArrayList<>();
    private int number;

    private CsvFile(CsvText text, HeaderWords words) throws IOException {
        this.text = text;
        String start = text.start();
        refuseMarkup(start);
        CsvLayout layout = CsvLayout.of(start, words);
        records = new CsvRecords(text, layout.separator());
        boolean linesAbove = false;
        for (int i = 0; i < layout.header() && records.read(); i++) {
            linesAbove |= !records.line().blank() && !CsvLayout.namesSeparator(i, start);
        }
        header = readHeader(words);
        if (linesAbove) {
            warnings.add(HeaderSearch.warning(records.firstLine()));
        }
    }

    static CsvFile open(Path file, byte[] start, HeaderWords words) throws IOException {
        CsvEncoding encoding = CsvEncoding.of(file, start);
        if (encoding.markLength() != 2) {
            refuseBinary(start);
        }
        var text = new CsvText(encoding.open(file));
        try {
            return new CsvFile(text, words);
        } catch (IOException | RuntimeException e) {
            text.close();
            throw e;
        }
    }

    private static void refuseBinary(byte[] start) {
        var text = new String(start, StandardCharsets.ISO_8859_1);
        long controls = text.chars()
                .filter(c -> c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f')
                .count();
        // a stray control character is an error of its row, many of them mean another type of file
        if (OTHER_FILES.stream().anyMatch(text::startsWith) || controls > 3 && controls * 50 > start.length) {
            throw TableRefused.notATable("The file is neither xlsx nor CSV");
        }
    }

    private static void refuseMarkup(String start) {
        String text = start.stripLeading();
        if (text.startsWith("<") || text.startsWith("{")) {
            throw TableRefused.notATable("The file is neither xlsx nor CSV but looks like HTML, XML or JSON");
        }
    }

    private Header readHeader(HeaderWords words) throws IOException {
        if (!records.read()) {
            throw TableRefused.broken("file-empty", "The file has no header");
        }
        Header read = records.line().header(records.cells(), words, "The file has no header");
        records.expect(read);
        return read;
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public List<TableWarning> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public Line next() throws IOException {
        while (records.read()) {
            number++;
            if (!records.line().blank()) {
                return records.line().line(number);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
