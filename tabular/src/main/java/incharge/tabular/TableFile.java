package incharge.tabular;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads a table from a file as a stream: the first visible sheet of an xlsx, or CSV. The content of the file decides
 * which, not its name.
 *
 * <p>CSV is UTF-8 with or without a byte order mark, UTF-16 with one, or else windows-1252. The separator is the one
 * that the file names in a first line such as {@code sep=;}, else the one of comma, semicolon and tab under which most
 * columns mean something; quotes are as in RFC 4180. The header is the first of the first ten lines in which two
 * columns mean something, else the first line. Instances are not thread-safe.
 */
public sealed interface TableFile extends AutoCloseable permits CsvFile, XlsxFile {

    /**
     * Opens a file and reads its header.
     *
     * @param columns what is understood
     * @param mapping the field by the text of a header; it has precedence over the names of the columns
     * @throws TableRefused if the file is no table, has no header, lacks a column, or is broken
     */
    static TableFile open(Path file, List<Column> columns, Map<String, String> mapping) throws IOException {
        byte[] start;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            start = in.readNBytes(8192);
        }
        var words = new HeaderWords(columns, mapping);
        if (start.length > 3 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4) {
            return XlsxFile.open(file, words);
        }
        if (CompoundFile.startsLikeOne(start)) {
            throw CompoundFile.refusal(file);
        }
        return CsvFile.open(file, start, words);
    }

    /** Returns the header. */
    Header header();

    /**
     * Returns the next row that is not blank; null at the end.
     *
     * @throws TableRefused if the rest of the file cannot be read
     */
    Line next() throws IOException;

    /** Returns what the sender of the file should know, after the last row all of it. */
    List<TableWarning> warnings();

    @Override
    void close() throws IOException;
}
