package incharge.reporting.answers;

import incharge.http.EventPositions;
import incharge.reporting.snapshot.Snapshot;
import incharge.tabular.TableFormat;
import incharge.tabular.TableWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;

/**
 * A table that is written to the caller as an attachment, row by row; the end of the path chooses its format. Its rows
 * are decided when it starts: a change of what the caller may see applies to the next download.
 */
public final class Download {

    /** Writes all rows, one after the other. */
    public interface Rows<T> {
        void writeTo(Row<T> row) throws IOException;
    }

    /** Writes a row. */
    public interface Row<T> {
        void write(T row) throws IOException;
    }

    /**
     * Parameters that only files have.
     *
     * @param bom whether a CSV begins with the mark of UTF-8, without which Excel takes it for another encoding; null
     *     means it does
     */
    public record Options(Boolean bom) {
        boolean marked() {
            return bom == null || bom;
        }
    }

    private static final byte[] MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Options options;
    private final ZoneId zone;
    private final Language language;

    public Download(
            HttpServletRequest request, HttpServletResponse response, Options options, Language language, ZoneId zone) {
        this.request = request;
        this.response = response;
        this.options = options;
        this.zone = zone;
        this.language = language;
    }

    public Language language() {
        return language;
    }

    /** Does what {@link #write(Snapshot, String, List, Rows, Function)} does, for rows that are in memory. */
    public <T> void write(
            Snapshot snapshot, String title, List<String> header, List<T> rows, Function<T, List<Object>> cells)
            throws IOException {
        Rows<T> all = row -> {
            for (T one : rows) {
                row.write(one);
            }
        };
        write(snapshot, title, header, all, cells);
    }

    /** @param title name of the file, and the key of the sheet's name */
    public <T> void write(
            Snapshot snapshot, String title, List<String> header, Rows<T> rows, Function<T, List<Object>> cells)
            throws IOException {
        TableFormat format = request.getRequestURI().endsWith(".xlsx") ? TableFormat.XLSX : TableFormat.CSV;
        response.setHeader(
                EventPositions.HEADER,
                EventPositions.of(snapshot.positions().bySource()).toString());
        response.setContentType(format.mediaType());
        response.setHeader("Content-Disposition", "attachment; filename=\"" + title + "." + format.extension() + "\"");
        if (format == TableFormat.CSV && options.marked()) {
            response.getOutputStream().write(MARK);
        }
        try (TableWriter table = format.writer(response.getOutputStream(), language.text(title), zone, header)) {
            rows.writeTo(row -> table.row(cells.apply(row)));
            table.finish();
        }
    }
}
