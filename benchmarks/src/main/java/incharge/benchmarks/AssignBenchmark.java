package incharge.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Measures commands of one assignment at 8 clients; the baseline is an endpoint that does next to nothing. */
final class AssignBenchmark {
    private static final String TABLE = "One assignment, 8 clients";
    private static final int CLIENTS = 8;

    private AssignBenchmark() {}

    static void run(Options options, Report report, RunningSystem system, Company company) {
        Report.progress("assign");
        measure(options, report, "through the gateway", system.gateway(), system, company);
        measure(
                options,
                report,
                "at responsibility-service",
                system.service("responsibility-service"),
                system,
                company);
    }

    private static void measure(
            Options options, Report report, String where, URI server, RunningSystem system, Company company) {
        LongFunction<byte[]> assign =
                _ -> RawConnection.postJson("/api/responsibilities", system.bearer(), company.nextAssignment());
        byte[] trivial = RawConnection.get("/livez", null);
        Clients.saturate(server, CLIENTS, options.round().plus(Duration.ofSeconds(2)), 200, assign);
        Clients.saturate(server, CLIENTS, options.round().dividedBy(2), 200, _ -> trivial);
        List<Clients.Round> assigns = new ArrayList<>();
        List<Clients.Round> baseline = new ArrayList<>();
        var cost = Cost.now(system);
        Clients.Round measuredCost = Clients.saturate(server, CLIENTS, options.round(), 200, assign);
        String used = cost.sinceForEach(measuredCost.samples().size());
        for (int i = 0; i < options.rounds(); i++) {
            assigns.add(Clients.saturate(server, CLIENTS, options.round(), 200, assign));
            baseline.add(Clients.saturate(server, CLIENTS, options.round().dividedBy(2), 200, _ -> trivial));
        }
        Clients.Round measured = Clients.median(assigns);
        Clients.Round beside = Clients.median(baseline);
        report.add(
                TABLE,
                where,
                Report.perSecond(measured.rate()),
                "liveness " + Report.perSecond(beside.rate()),
                measured.rate() / beside.rate());
        report.add(TABLE, where + ", processor time each", used);
        report.add(
                TABLE,
                where + ", p99",
                Report.millis(measured.samples().p99()),
                Report.millis(beside.samples().p99()),
                measured.samples().p99() / beside.samples().p99());
    }
}
