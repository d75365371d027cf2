package incharge.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import tools.jackson.databind.JsonNode;

/**
 * Measures pages of 50 rows at 8 clients, all pages in turn, and with another filter at each request; the baseline is
 * an endpoint that does next to nothing.
 */
final class MatrixBenchmark {
    private static final String TABLE = "Matrix page of 50 rows, 8 clients";
    private static final int CLIENTS = 8;

    private MatrixBenchmark() {}

    static void run(Options options, Report report, RunningSystem system, Company company) {
        Report.progress("matrix");
        List<byte[]> pages = pages(system);
        LongFunction<byte[]> inTurn = number -> pages.get((int) (number % pages.size()));
        LongFunction<byte[]> filtered = _ -> RawConnection.get(company.filteredPage(), system.bearer());
        URI gateway = system.gateway();
        URI reporting = system.service("reporting-service");
        measure(options, report, new Measured(system, "through the gateway", gateway, inTurn));
        measure(options, report, new Measured(system, "at reporting-service", reporting, inTurn));
        measure(options, report, new Measured(system, "another filter each, through the gateway", gateway, filtered));
        measure(
                options,
                report,
                new Measured(system, "another filter each, at reporting-service", reporting, filtered));
    }

    private record Measured(RunningSystem system, String where, URI server, LongFunction<byte[]> page) {}

    private static List<byte[]> pages(RunningSystem system) {
        String path = "/api/matrix?limit=50";
        List<byte[]> pages = new ArrayList<>();
        String next = "";
        while (next != null) {
            pages.add(RawConnection.get(path + next, system.bearer()));
            JsonNode page = system.get(path + next).json();
            if (page.get("rows").isEmpty()) {
                throw new IllegalStateException("a page of the matrix without rows");
            }
            next = page.hasNonNull("next") ? "&cursor=" + page.get("next").asString() : null;
        }
        return pages;
    }

    private static void measure(Options options, Report report, Measured what) {
        URI server = what.server;
        LongFunction<byte[]> page = what.page;
        String where = what.where;
        byte[] trivial = RawConnection.get("/livez", null);
        Clients.saturate(server, CLIENTS, options.round().plus(Duration.ofSeconds(2)), 200, page);
        var cost = Cost.now(what.system);
        int pages = Clients.saturate(server, CLIENTS, options.round().dividedBy(2), 200, page)
                .samples()
                .size();
        String used = cost.sinceForEach(pages);
        Clients.saturate(server, CLIENTS, options.round().dividedBy(2), 200, _ -> trivial);
        List<Clients.Round> matrix = new ArrayList<>();
        List<Clients.Round> baseline = new ArrayList<>();
        for (int i = 0; i < options.rounds(); i++) {
            matrix.add(Clients.saturate(server, CLIENTS, options.round(), 200, page));
            baseline.add(Clients.saturate(server, CLIENTS, options.round().dividedBy(2), 200, _ -> trivial));
        }
        Clients.Round measured = Clients.median(matrix);
        Clients.Round beside = Clients.median(baseline);
        report.add(
                TABLE,
                where,
                Report.perSecond(measured.rate()),
                "liveness " + Report.perSecond(beside.rate()),
                measured.rate() / beside.rate(),
                "800/s",
                measured.rate() >= 800);
        report.add(TABLE, where + ", processor time a page", used);
        report.add(
                TABLE,
                where + ", p99",
                Report.millis(measured.samples().p99()),
                Report.millis(beside.samples().p99()),
                measured.samples().p99() / beside.samples().p99(),
                "25 ms",
                measured.samples().p99() <= 25);
    }
}
