package incharge.benchmarks;

import java.time.Duration;

/**
 * Measures the time from sending an assignment to the answer of the matrix page that includes it: the command, the
 * relay, the topic, the projection and the query, all through the gateway. The baseline is the answer to the command.
 */
final class VisibleBenchmark {
    private static final String TABLE = "Command to visible in the matrix";

    private VisibleBenchmark() {}

    static void run(Options options, Report report, RunningSystem system, Company company) {
        Report.progress("visible");
        verify(system, company);
        measure(system, company, options.round());
        report(report, "alone", measure(system, company, options.round().multipliedBy(2)));
        try (var load = new Clients.Steady(
                system.gateway(),
                50,
                200,
                _ -> RawConnection.postJson("/api/responsibilities", system.bearer(), company.nextAssignment()))) {
            measure(system, company, options.round().dividedBy(2));
            var cost = Cost.now(system);
            report(
                    report,
                    "beside 50 assignments a second",
                    measure(system, company, options.round().multipliedBy(3)));
            report.add(
                    TABLE,
                    "... processor time a second",
                    cost.sinceForEach(options.round().multipliedBy(3).toSeconds()));
            Clients.Round beside = load.stop();
            report.add(
                    TABLE,
                    "those 50 a second: reached, p50, p99",
                    "%s, %s, %s"
                            .formatted(
                                    Report.perSecond(beside.rate()),
                                    Report.millis(beside.samples().p50()),
                                    Report.millis(beside.samples().p99())));
        }
    }

    private record Measured(Samples answered, Samples visible) {}

    private static Measured measure(RunningSystem system, Company company, Duration time) {
        var answered = new Samples();
        var visible = new Samples();
        long end = System.nanoTime() + time.toNanos();
        try (var connection = new RawConnection(system.gateway())) {
            while (System.nanoTime() < end) {
                byte[] command =
                        RawConnection.postJson("/api/responsibilities", system.bearer(), company.nextAssignment());
                long began = System.nanoTime();
                String position = connection.send(command).expect(200).header("Event-Position");
                answered.add(System.nanoTime() - began);
                connection
                        .send(RawConnection.get(
                                "/api/matrix?limit=50", system.bearer(), "Min-Event-Position", position))
                        .expect(200);
                visible.add(System.nanoTime() - began);
            }
        }
        return new Measured(answered, visible);
    }

    /** Checks that a page that waited for a position includes the assignment at that position. */
    private static void verify(RunningSystem system, Company company) {
        String customer = company.customer(1);
        for (int i = 0; i < 10; i++) {
            Answer command = system.post("/api/responsibilities", company.nextAssignmentOf(customer));
            String from = command.json().get("changes").get(0).get("from").asString();
            Answer seen = system.get(
                    "/api/matrix?period=all&customer=" + customer,
                    "Min-Event-Position",
                    command.header("Event-Position"));
            if (!seen.text().contains(from)) {
                throw new IllegalStateException("the matrix does not show the assignment from " + from);
            }
        }
    }

    private static void report(Report report, String what, Measured measured) {
        Samples visible = measured.visible;
        Samples answered = measured.answered;
        report.add(
                TABLE,
                what + ", p50",
                Report.millis(visible.p50()),
                "its answer " + Report.millis(answered.p50()),
                visible.p50() / answered.p50(),
                "50 ms",
                visible.p50() <= 50);
        report.add(
                TABLE,
                what + ", p99",
                Report.millis(visible.p99()),
                "its answer " + Report.millis(answered.p99()),
                visible.p99() / answered.p99(),
                "250 ms",
                visible.p99() <= 250);
    }
}
