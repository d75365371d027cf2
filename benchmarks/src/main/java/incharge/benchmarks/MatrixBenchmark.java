package incharge.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import tools.jackson.databind.JsonNode;

/** Pages of 50 rows, all pages in turn, at 8 clients; the baseline is an endpoint that does next to nothing. */
final class MatrixBenchmark {
    private static final String TABLE = "Matrix page of 50 rows, 8 clients";
    private static final int CLIENTS = 8;

    private MatrixBenchmark() {}

    static void run(Asked asked, Report report, Whole whole) {
        Report.progress("matrix");
        List<byte[]> pages = pages(whole);
        LongFunction<byte[]> page = number -> pages.get((int) (number % pages.size()));
        byte[] trivial = Wire.get("/actuator/health/liveness", null);
        measure(asked, report, whole, "through the gateway", whole.gateway(), page, trivial);
        measure(asked, report, whole, "at reporting-service", whole.service("reporting-service"), page, trivial);
    }

    private static List<byte[]> pages(Whole whole) {
        String path = "/api/matrix?limit=50";
        List<byte[]> pages = new ArrayList<>();
        String next = "";
        while (next != null) {
            pages.add(Wire.get(path + next, whole.bearer()));
            JsonNode page = whole.get(path + next).json();
            if (page.get("rows").isEmpty()) {
                throw new IllegalStateException("a page of the matrix without rows");
            }
            next = page.hasNonNull("next") ? "&cursor=" + page.get("next").asString() : null;
        }
        return pages;
    }

    private static void measure(
            Asked asked,
            Report report,
            Whole whole,
            String where,
            URI server,
            LongFunction<byte[]> page,
            byte[] trivial) {
        Clients.saturate(server, CLIENTS, asked.round().plus(Duration.ofSeconds(2)), 200, page);
        var cost = Cost.now(whole);
        int pages = Clients.saturate(server, CLIENTS, asked.round().dividedBy(2), 200, page)
                .samples()
                .size();
        String used = cost.sinceForEach(pages);
        Clients.saturate(server, CLIENTS, asked.round().dividedBy(2), 200, _ -> trivial);
        List<Clients.Round> matrix = new ArrayList<>();
        List<Clients.Round> baseline = new ArrayList<>();
        for (int i = 0; i < asked.rounds(); i++) {
            matrix.add(Clients.saturate(server, CLIENTS, asked.round(), 200, page));
            baseline.add(Clients.saturate(server, CLIENTS, asked.round().dividedBy(2), 200, _ -> trivial));
        }
        var measured = Clients.median(matrix);
        var beside = Clients.median(baseline);
        report.add(
                TABLE,
                where,
                Report.perSecond(measured.rate()),
                "liveness " + Report.perSecond(beside.rate()),
                measured.rate() / beside.rate(),
                "1,000/s",
                measured.rate() >= 1_000);
        report.add(TABLE, where + ", processor time a page", used);
        report.add(
                TABLE,
                where + ", p99",
                Report.millis(measured.samples().p99()),
                Report.millis(beside.samples().p99()),
                measured.samples().p99() / beside.samples().p99(),
                "20 ms",
                measured.samples().p99() <= 20);
    }
}
