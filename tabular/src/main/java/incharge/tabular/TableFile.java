package incharge.tabular;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a table from a file as a stream: the first sheet of an xlsx, or CSV. The content of the file decides which, not
 * its name.
 *
 * <p>CSV is UTF-8 with or without a byte order mark, UTF-16 with one, or else windows-1252. The header decides whether
 * comma, semicolon or tab separates the cells; quotes are as in RFC 4180. Instances are not thread-safe.
 */
public sealed interface TableFile extends AutoCloseable permits CsvFile, XlsxFile {

    /**
     * Opens a file and reads its header.
     *
     * @throws TableRefused if the file is no table, has no header, or is broken
     */
    static TableFile open(Path file) throws IOException {
        byte[] start;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            start = in.readNBytes(8192);
        }
        if (start.length > 3 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4) {
            return XlsxFile.open(file);
        }
        return CsvFile.open(file, start);
    }

    /** Returns the trimmed texts of the first row, "" for a blank cell. */
    List<String> header();

    /**
     * Returns the next row that is not blank; null at the end.
     *
     * @throws TableRefused if the rest of the file cannot be read
     */
    Line next() throws IOException;

    @Override
    void close() throws IOException;
}
