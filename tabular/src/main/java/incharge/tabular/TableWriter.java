package incharge.tabular;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a table to a stream row by row; memory does not grow with the rows.
 *
 * <p>No spreadsheet takes a text for a formula. A table that is closed without {@link #finish} is incomplete, so that a
 * download that broke off is not mistaken for a complete one.
 */
public sealed interface TableWriter extends AutoCloseable permits XlsxWriter, CsvWriter {

    /**
     * Writes the next row.
     *
     * @param values String, Number, Boolean, LocalDate, Instant, or null for a blank cell
     */
    void row(List<?> values) throws IOException;

    /** Writes the next row with values as in {@link #row(List)}. */
    default void row(Object... values) throws IOException {
        row(Arrays.asList(values));
    }

    /** Writes the rest of the file; no row may follow. */
    void finish() throws IOException;

    /** Releases the memory and deletes the temporary files of the table. */
    @Override
    void close() throws IOException;
}
