package incharge.reporting.answers;

import incharge.http.EventPositions;
import incharge.reporting.snapshot.Snapshot;
import incharge.tabular.TableFormat;
import incharge.tabular.TableWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;

/** A table on its way to the caller as an attachment, row by row; its kind is the end of the path. */
public final class Download {

    /** Writes all rows. */
    public interface Rows {
        void write(TableWriter table) throws IOException;
    }

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ZoneId zone;
    private final Language language;

    public Download(HttpServletRequest request, HttpServletResponse response, ZoneId zone) {
        this.request = request;
        this.response = response;
        this.zone = zone;
        this.language = Language.of(request);
    }

    public Language language() {
        return language;
    }

    /** @param title key of the sheet's name and, as it stands, the file's */
    public void write(Snapshot snapshot, String title, List<String> header, Rows rows) throws IOException {
        var format = request.getRequestURI().endsWith(".xlsx") ? TableFormat.XLSX : TableFormat.CSV;
        response.setHeader(
                EventPositions.HEADER,
                EventPositions.of(snapshot.positions().bySource()).toString());
        response.setContentType(format.mediaType());
        response.setHeader("Content-Disposition", "attachment; filename=\"" + title + "." + format.extension() + "\"");
        try (var table = format.writer(response.getOutputStream(), language.text(title), zone, header)) {
            rows.write(table);
            table.finish();
        }
    }
}
