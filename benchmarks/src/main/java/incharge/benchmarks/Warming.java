package incharge.benchmarks;

import java.time.Duration;
import java.util.function.LongFunction;

/** The load before anything is measured, so that the compilers of the services have done most of their work. */
final class Warming {
    private static final int CLIENTS = 8;

    private Warming() {}

    /** Sends three pages of the matrix to each assignment, through the gateway. */
    static void run(Duration time, RunningSystem system, Company company) {
        if (time.isZero()) {
            return;
        }
        Report.progress("warming for " + time.toSeconds() + " s");
        LongFunction<byte[]> request = number -> number % 4 == 0
                ? RawConnection.postJson("/api/responsibilities", system.bearer(), company.nextAssignment())
                : RawConnection.get(company.filteredPage(), system.bearer());
        Clients.saturate(system.gateway(), CLIENTS, time, 200, request);
    }
}
