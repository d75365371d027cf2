package incharge.tabular;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A table read from a file as a stream: the first sheet of an xlsx, or CSV. What it is, its content says and not its name.
 *
 * <p>CSV is UTF-8 with or without a byte order mark, UTF-16 with one, else windows-1252; comma, semicolon or tab as its
 * header has it; quotes as in RFC 4180. Not safe for several threads at once.
 */
public sealed interface TableFile extends AutoCloseable permits CsvFile, XlsxFile {

    /**
     * Opens a file and reads its header.
     *
     * @throws TableRefused when it is no table of ours, has no header, or is broken
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

    /** The texts of the first row, trimmed, "" for a blank one. */
    List<String> header();

    /**
     * The next row that is not blank, null at the end.
     *
     * @throws TableRefused when the file cannot be read on from here
     */
    Line next() throws IOException;

    @Override
    void close() throws IOException;
}
