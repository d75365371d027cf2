package incharge.reporting.answers;

import incharge.http.Caller;
import incharge.http.EventPositions;
import incharge.http.ProblemException;
import incharge.reporting.snapshot.Snapshot;
import incharge.tabular.TableFormat;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A table on its way to the caller as an attachment, row by row; its kind is the end of the path. What the caller may
 * not see any more, because that changed while rows were written, is not in it.
 */
public final class Download {

    private static final int MOST_TRIES = 4;
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Gives all rows, one after the other. */
    public interface Rows<T> {
        void each(Row<T> row) throws IOException;
    }

    /** Takes a row. */
    public interface Row<T> {
        void write(T row) throws IOException;
    }

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ZoneId zone;
    private final Language language;
    private final Watch watch;

    public Download(HttpServletRequest request, HttpServletResponse response, Moments moments, Caller caller) {
        this.request = request;
        this.response = response;
        this.zone = moments.zone();
        this.language = Language.of(request);
        this.watch = moments.watch(caller);
    }

    public Language language() {
        return language;
    }

    /** As {@link #write(Snapshot, String, List, Rows, Function, Function)}, of rows that are in memory. */
    public <T> void write(
            Snapshot snapshot,
            String title,
            List<String> header,
            List<T> rows,
            Function<T, UUID> customer,
            Function<T, List<Object>> cells)
            throws IOException {
        Rows<T> each = row -> {
            for (var one : rows) {
                row.write(one);
            }
        };
        write(snapshot, title, header, each, customer, cells);
    }

    /**
     * @param title key of the sheet's name and, as it stands, the file's
     * @param customer whose a row is, null for nobody's
     */
    public <T> void write(
            Snapshot snapshot,
            String title,
            List<String> header,
            Rows<T> rows,
            Function<T, UUID> customer,
            Function<T, List<Object>> cells)
            throws IOException {
        var format = request.getRequestURI().endsWith(".xlsx") ? TableFormat.XLSX : TableFormat.CSV;
        response.setHeader(
                EventPositions.HEADER,
                EventPositions.of(snapshot.positions().bySource()).toString());
        response.setContentType(format.mediaType());
        response.setHeader("Content-Disposition", "attachment; filename=\"" + title + "." + format.extension() + "\"");
        switch (format) {
            case CSV -> {
                try (var table = format.writer(response.getOutputStream(), language.text(title), zone, header)) {
                    rows.each(one -> {
                        if (watch.sees(customer.apply(one))) {
                            table.row(cells.apply(one));
                        }
                    });
                    table.finish();
                }
            }
            case XLSX ->
                sheet(
                        language.text(title),
                        header,
                        row -> rows.each(one -> {
                            if (watch.shows(customer.apply(one))) {
                                row.write(cells.apply(one));
                            }
                        }));
        }
    }

    /** A sheet is sent when its last row is written: what was written before that is looked at again. */
    private void sheet(String title, List<String> header, Rows<List<Object>> rows) throws IOException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            watch.begin();
            try (var table =
                    TableFormat.XLSX.writer(new Guarded(response.getOutputStream(), watch), title, zone, header)) {
                rows.each(table::row);
                if (!watch.shrank()) {
                    table.finish();
                    return;
                }
            }
        }
        throw ProblemException.unavailable(
                "changed-meanwhile",
                "What you may see changed while the file was made, try again.",
                Duration.ofSeconds(2));
    }

    /** Breaks off when somebody becomes hidden who may stand in what is not sent yet: a cut sheet cannot be opened. */
    private static final class Guarded extends FilterOutputStream {
        private final Watch watch;
        private long looked = System.nanoTime();

        Guarded(OutputStream out, Watch watch) {
            super(out);
            this.watch = watch;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (System.nanoTime() - looked > GLANCE_NANOS) {
                if (watch.shrank()) {
                    throw new IOException("the caller may not see all of this any more");
                }
                looked = System.nanoTime();
            }
            out.write(bytes, from, length);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }
    }
}
