package incharge.benchmarks;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures commands of 1,000 and of 10,000 changes, each on another customer, by turns assigning and removing; then
 * single assignments on customers that each of the big bulks touched, against single assignments before them.
 */
final class BulkBenchmark {
    private static final String TABLE = "Bulks";
    private static final int SINGLES = 200;

    private BulkBenchmark() {}

    private record Bulk(Samples answered, Samples visible, String cost) {}

    static void run(Options options, Report report, RunningSystem system, Company company) {
        Report.progress("bulk");
        URI service = system.service("responsibility-service");
        singles(service, system, company);
        singles(system.gateway(), system, company);
        Samples beforeAtService = singles(service, system, company);
        Samples beforeThrough = singles(system.gateway(), system, company);

        bulks(system, company, 1_000, 4);
        Bulk small = bulks(system, company, 1_000, 10);
        report.add(
                TABLE,
                "1,000 changes, answered, p50",
                Report.millis(small.answered.p50()),
                "300 ms",
                small.answered.p50() <= 300);
        report.add(TABLE, "1,000 changes, visible, p50", Report.millis(small.visible.p50()));
        report.add(TABLE, "1,000 changes, processor time a change", small.cost);
        Bulk big = bulks(system, company, 10_000, options.bulks());
        report.add(TABLE, "10,000 changes, answered, p50", Report.millis(big.answered.p50()));
        report.add(
                TABLE,
                "10,000 changes, visible, p50",
                Report.millis(big.visible.p50()),
                "2,000 ms",
                big.visible.p50() <= 2_000);
        report.add(TABLE, "10,000 changes, visible, slowest", Report.millis(big.visible.millis(1)));

        report.add(TABLE, "10,000 changes, processor time a change", big.cost);

        String touched = "one assignment after " + options.bulks() + " bulks of 10,000 on its customer";
        report(report, touched + ", at responsibility-service", singles(service, system, company), beforeAtService);
        report(report, touched + ", through the gateway", singles(system.gateway(), system, company), beforeThrough);
    }

    /** By turns assigns and removes, so that an even number leaves nothing behind in the views. */
    private static Bulk bulks(RunningSystem system, Company company, int changes, int bulks) {
        List<byte[]> commands = new ArrayList<>();
        for (String action : List.of("assign", "remove")) {
            commands.add(RawConnection.postJson(
                    "/api/responsibilities", system.bearer(), company.bulk(action, changes, company.role(0))));
        }
        var answered = new Samples();
        var visible = new Samples();
        var cost = Cost.now(system);
        try (var connection = new RawConnection(system.gateway())) {
            for (int i = 0; i < bulks + bulks % 2; i++) {
                long began = System.nanoTime();
                String position =
                        connection.send(commands.get(i % 2)).expect(200).header("Event-Position");
                answered.add(System.nanoTime() - began);
                byte[] page =
                        RawConnection.get("/api/matrix?limit=50", system.bearer(), "Min-Event-Position", position);
                while (connection.send(page).status() == 503) {
                    Report.progress("a bulk is not visible after 5 s");
                }
                visible.add(System.nanoTime() - began);
            }
        }
        return new Bulk(answered, visible, cost.sinceForEach((long) changes * answered.size()));
    }

    private static Samples singles(URI server, RunningSystem system, Company company) {
        var samples = new Samples();
        try (var connection = new RawConnection(server)) {
            for (int i = 0; i < SINGLES; i++) {
                byte[] command =
                        RawConnection.postJson("/api/responsibilities", system.bearer(), company.nextAssignment());
                long began = System.nanoTime();
                connection.send(command).expect(200);
                samples.add(System.nanoTime() - began);
            }
        }
        return samples;
    }

    private static void report(Report report, String what, Samples after, Samples before) {
        report.add(
                TABLE,
                what + ", p50",
                Report.millis(after.p50()),
                "before them " + Report.millis(before.p50()),
                after.p50() / before.p50(),
                "10 ms",
                after.p50() <= 10);
        report.add(
                TABLE,
                what + ", p99",
                Report.millis(after.p99()),
                "before them " + Report.millis(before.p99()),
                after.p99() / before.p99());
    }
}
