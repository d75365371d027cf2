package incharge.tabular;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads CSV. The parser is not a library's because a broken row must not affect the next row, and a row of a million
 * columns or a cell of 50 MB must not fill the memory; libraries stop at a broken row or repair it silently.
 */
final class CsvFile implements TableFile {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int END = -1;

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
            "\u00D0\u00CF\u0011\u00E0",
            "SQLite format");

    private final Reader in;

    /** Is true if U+FFFD in a text stands for a byte that the encoding does not have. */
    private final boolean replacing;

    private final char separator;
    private final char[] buffer = new char[1 << 15];
    private final StringBuilder cell = new StringBuilder();
    private final LineCollector line = new LineCollector();
    private final List<String> header;
    private int position;
    private int limit;
    private int number;

    private record Encoding(Charset charset, int markLength) {}

    private CsvFile(Reader in, boolean replacing) throws IOException {
        this.in = in;
        this.replacing = replacing;
        fill();
        int first = 0;
        while (first < limit && Character.isWhitespace(buffer[first])) {
            first++;
        }
        if (first < limit && (buffer[first] == '<' || buffer[first] == '{')) {
            throw TableRefused.notATable("The file is neither xlsx nor CSV but looks like HTML, XML or JSON");
        }
        separator = separator(first);
        header = readHeader();
    }

    static CsvFile open(Path file, byte[] start) throws IOException {
        Encoding encoding = encoding(file, start);
        if (encoding.markLength() != 2) {
            refuseBinary(start);
        }
        InputStream bytes = Files.newInputStream(file);
        try {
            bytes.skipNBytes(encoding.markLength());
            boolean replacing = encoding.charset().equals(WINDOWS_1252);
            CharsetDecoder decoder = encoding.charset()
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(replacing ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT);
            return new CsvFile(new InputStreamReader(bytes, decoder), replacing);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static Encoding encoding(Path file, byte[] start) throws IOException {
        int first = start.length > 0 ? start[0] & 0xFF : 0;
        int second = start.length > 1 ? start[1] & 0xFF : 0;
        if (first == 0xFE && second == 0xFF) {
            return new Encoding(StandardCharsets.UTF_16BE, 2);
        }
        if (first == 0xFF && second == 0xFE) {
            return new Encoding(StandardCharsets.UTF_16LE, 2);
        }
        if (first == 0xEF && second == 0xBB && start.length > 2 && (start[2] & 0xFF) == 0xBF) {
            return new Encoding(StandardCharsets.UTF_8, 3);
        }
        return new Encoding(isUtf8(file) ? StandardCharsets.UTF_8 : WINDOWS_1252, 0);
    }

    /** Reads the file to its end, because an accent in the last row decides. */
    private static boolean isUtf8(Path file) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        CharBuffer characters = CharBuffer.allocate(1 << 16);
        try (ReadableByteChannel channel = Files.newByteChannel(file)) {
            boolean end = false;
            while (!end) {
                end = channel.read(bytes) < 0;
                bytes.flip();
                CoderResult result = decoder.decode(bytes, characters.clear(), end);
                if (result.isError()) {
                    return false;
                }
                bytes.compact();
            }
        }
        return true;
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

    /** Returns the separator that the header, as far as it is in the buffer, has most often outside quotes. */
    private char separator(int first) {
        int commas = 0;
        int semicolons = 0;
        int tabs = 0;
        boolean quoted = false;
        for (int i = first; i < limit; i++) {
            char c = buffer[i];
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                if (c == '\n' || c == '\r') {
                    break;
                }
                commas += c == ',' ? 1 : 0;
                semicolons += c == ';' ? 1 : 0;
                tabs += c == '\t' ? 1 : 0;
            }
        }
        if (tabs > commas && tabs > semicolons) {
            return '\t';
        }
        return semicolons > commas ? ';' : ',';
    }

    private List<String> readHeader() throws IOException {
        do {
            if (!read(LineCollector.MOST_COLUMNS)) {
                throw TableRefused.broken("file-empty", "The file has no header");
            }
        } while (line.blank());
        Line first = line.line(0);
        if (!first.errors().isEmpty()) {
            Line.CellError error = first.errors().getFirst();
            throw TableRefused.broken("header-broken", "The header cannot be read: " + error.message());
        }
        return first.cells();
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public Line next() throws IOException {
        while (read(header.size())) {
            number++;
            if (!line.blank()) {
                return line.line(number);
            }
        }
        return null;
    }

    /** Reads one record into {@link #line}; false at the end of the file. */
    private boolean read(int width) throws IOException {
        line.begin();
        int c = character();
        if (c == END) {
            return false;
        }
        boolean tooMany = false;
        for (int column = 0; ; column++) {
            c = cell(column, c);
            if (column < width) {
                takeCell(column);
            } else if (!tooMany && !CellText.trimmed(cell.toString()).isEmpty()) {
                tooMany = true;
                line.error(Line.WHOLE_ROW, "row-too-many-cells", "The row has more cells than the header");
            }
            if (c != separator) {
                break;
            }
            c = character();
        }
        if (c == '\r' && peek() == '\n') {
            position++;
        }
        return true;
    }

    private void takeCell(int column) {
        if (cell.length() > LineCollector.LONGEST_CELL) {
            line.tooLong(column);
            return;
        }
        if (replacing && cell.indexOf("\uFFFD") >= 0) {
            line.error(column, "character-illegal", "The cell holds a byte that windows-1252 does not have");
        }
        line.cell(column, cell.toString());
    }

    /** Reads one cell that starts with {@code c} into {@link #cell} and returns the character behind it. */
    private int cell(int column, int c) throws IOException {
        cell.setLength(0);
        if (c == '"') {
            return quotedCell(column);
        }
        int next = c;
        while (!ends(next)) {
            append(next);
            next = character();
        }
        return next;
    }

    private int quotedCell(int column) throws IOException {
        int next = quotedText();
        boolean misplaced = false;
        while (!ends(next)) {
            if (next != ' ' && !misplaced) {
                misplaced = true;
                line.error(
                        Line.WHOLE_ROW,
                        "quote-misplaced",
                        "Text follows the closing quote of column " + (column + 1)
                                + "; a quote inside quotes is doubled");
            }
            append(next);
            next = character();
        }
        return next;
    }

    /** Reads to the closing quote and returns the character behind it. */
    private int quotedText() throws IOException {
        while (true) {
            int next = character();
            if (next == END) {
                throw TableRefused.broken(
                        "quote-unclosed", "The quote that opens in row " + (number + 1) + " is never closed");
            }
            if (next == '"') {
                next = character();
                if (next != '"') {
                    return next;
                }
            }
            append(next);
        }
    }

    private boolean ends(int c) {
        return c == separator || c == '\n' || c == '\r' || c == END;
    }

    private void append(int c) {
        if (cell.length() <= LineCollector.LONGEST_CELL) {
            cell.append((char) c);
        }
    }

    private int character() throws IOException {
        if (position == limit) {
            fill();
        }
        return position < limit ? buffer[position++] : END;
    }

    private int peek() throws IOException {
        if (position == limit) {
            fill();
        }
        return position < limit ? buffer[position] : END;
    }

    private void fill() throws IOException {
        position = 0;
        limit = 0;
        try {
            int count = 0;
            while (limit < buffer.length && count >= 0) {
                count = in.read(buffer, limit, buffer.length - limit);
                limit += Math.max(count, 0);
            }
        } catch (CharacterCodingException e) {
            throw TableRefused.broken(
                    "encoding-broken", "The file is not in the encoding that its first bytes name", e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
