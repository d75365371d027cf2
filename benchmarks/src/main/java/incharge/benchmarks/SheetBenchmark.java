package incharge.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/**
 * Measures the assignee sheet as it is downloaded from reporting-service, against POI's streaming workbook alone
 * writing the same cells to nowhere in this JVM, which has the same collector and heap.
 */
final class SheetBenchmark {
    private static final String TABLE = "Assignee sheet (xlsx)";

    private SheetBenchmark() {}

    static void run(Options options, Report report, RunningSystem system) {
        Report.progress("xlsx");
        String little = Company.TeamFilter.of(system, Company.TEAMS.subList(0, 1));
        String much = Company.TeamFilter.of(system, Company.TEAMS);
        measure(options, report, system, 10_000, little);
        measure(options, report, system, Company.RESPONSIBILITIES_LATER, much);
    }

    private static void measure(Options options, Report report, RunningSystem system, int rows, String teams) {
        String query = "?period=all" + teams;
        try (var connection = new RawConnection(system.service("reporting-service"));
                var heap = Heap.of(system.pid("reporting-service"))) {
            List<CsvRecord> cells = CsvReader.builder()
                    .ofCsvRecord(connection
                            .send(RawConnection.get("/api/assignees.csv" + query + "&bom=false", system.bearer()))
                            .expect(200)
                            .text())
                    .stream()
                    .toList();
            if (cells.size() != rows + 1) {
                throw new IllegalStateException("expected " + rows + " rows and got " + (cells.size() - 1));
            }
            byte[] request = RawConnection.get("/api/assignees.xlsx" + query, system.bearer());
            compare(options, report, rows, connection, request, cells);
            Heap.Used used = heap.during(() -> connection.send(request).expect(200));
            report.add(
                    TABLE,
                    "%,d rows, live heap before, highest during".formatted(rows),
                    Report.megabytes(used.liveBefore()) + ", " + Report.megabytes(used.liveDuring()));
            report.add(
                    TABLE,
                    "%,d rows, peak of the used heap".formatted(rows),
                    Report.megabytes(used.peak()) + " of " + Report.megabytes(used.limit()));
        }
    }

    private static void compare(
            Options options, Report report, int rows, RawConnection connection, byte[] request, List<CsvRecord> cells) {
        var ours = new Samples();
        var alone = new Samples();
        for (int i = -2; i < options.rounds(); i++) {
            long began = System.nanoTime();
            connection.send(request).expect(200);
            long between = System.nanoTime();
            write(cells);
            if (i >= 0) {
                ours.add(between - began);
                alone.add(System.nanoTime() - between);
            }
        }
        report.add(
                TABLE,
                "%,d rows".formatted(rows),
                Report.millis(ours.p50()),
                "POI alone " + Report.millis(alone.p50()),
                ours.p50() / alone.p50(),
                "within 1.1",
                ours.p50() <= 1.1 * alone.p50());
    }

    private static void write(List<CsvRecord> cells) {
        try (var workbook = new SXSSFWorkbook(100)) {
            SXSSFSheet sheet = workbook.createSheet("assignees");
            for (int i = 0; i < cells.size(); i++) {
                SXSSFRow row = sheet.createRow(i);
                List<String> values = cells.get(i).getFields();
                for (int column = 0; column < values.size(); column++) {
                    if (!values.get(column).isEmpty()) {
                        row.createCell(column).setCellValue(values.get(column));
                    }
                }
            }
            workbook.write(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
