package incharge.benchmarks;

import java.time.Duration;
import java.util.function.LongFunction;

/**
 * Measures how the processor time of a page and of an assignment develops after a start, through the gateway: what the
 * compilers of the JVMs cost, and what they save later.
 */
final class CompilersBenchmark {
    private static final String TABLE = "Processor time after a start, 8 clients through the gateway";
    private static final int CLIENTS = 8;
    private static final Duration PART = Duration.ofSeconds(40);

    private CompilersBenchmark() {}

    /** Starts the system again and measures until {@code --warm} is over and once more. Returns the running system. */
    static RunningSystem run(Options options, Report report, RunningSystem system, Company company) {
        RunningSystem again = system.again();
        Report.progress("compilers");
        LongFunction<byte[]> page = _ -> RawConnection.get(company.filteredPage(), again.bearer());
        LongFunction<byte[]> assign =
                _ -> RawConnection.postJson("/api/responsibilities", again.bearer(), company.nextAssignment());
        long parts = options.warm().dividedBy(PART) + 1;
        for (long i = 0; i < parts; i++) {
            String when = "%d to %d s, ".formatted(i * PART.toSeconds(), (i + 1) * PART.toSeconds());
            measure(report, again, when + "pages", page);
            measure(report, again, when + "assignments", assign);
        }
        return again;
    }

    private static void measure(Report report, RunningSystem system, String what, LongFunction<byte[]> request) {
        var cost = Cost.now(system);
        Clients.Round round = Clients.saturate(system.gateway(), CLIENTS, PART.dividedBy(2), 200, request);
        report.add(
                TABLE,
                what,
                Report.perSecond(round.rate()) + ", "
                        + cost.sinceForEach(round.samples().size()));
    }
}
