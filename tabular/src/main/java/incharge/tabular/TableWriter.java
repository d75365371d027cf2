package incharge.tabular;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A table on its way into a stream, row by row; memory does not grow with the rows.
 *
 * <p>Text is never a formula for whoever opens the file. A table that was closed without {@link #finish} is cut off, so
 * that a download that broke cannot be taken for a whole one.
 */
public sealed interface TableWriter extends AutoCloseable permits XlsxWriter, CsvWriter {

    /**
     * Writes the next row.
     *
     * @param values String, Number, Boolean, LocalDate, Instant, or null for a blank cell
     */
    void row(List<?> values) throws IOException;

    /** Writes the next row, values as in {@link #row(List)}. */
    default void row(Object... values) throws IOException {
        row(Arrays.asList(values));
    }

    /** Writes what is left; no row may follow. */
    void finish() throws IOException;

    /** Lets go of what the table holds on disk and in memory. */
    @Override
    void close() throws IOException;
}
