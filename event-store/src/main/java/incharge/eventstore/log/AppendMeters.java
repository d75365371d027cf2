package incharge.eventstore.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Measures the appends of this process. */
final class AppendMeters {
    private final Timer appends;
    private final Counter conflicts;
    private final Counter failures;

    AppendMeters(MeterRegistry metrics) {
        this.appends = Timer.builder("incharge.append")
                .description("Time of an append, from its call until it is on the disks of a majority")
                .serviceLevelObjectives(
                        LongStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000)
                                .mapToObj(Duration::ofMillis)
                                .toArray(Duration[]::new))
                .register(metrics);
        this.conflicts = Counter.builder("incharge.append.conflicts")
                .description("Appends refused since something newer contradicts their condition; most are tried again")
                .register(metrics);
        this.failures = Counter.builder("incharge.append.failures")
                .description("Appends whose end is failure or unknown, since the database does not answer or the log is"
                        + " broken")
                .register(metrics);
    }

    /** Measures an append that begins now. */
    void measure(CompletableFuture<Appended> append) {
        long began = System.nanoTime();
        append.whenComplete((_, failure) -> {
            switch (failure) {
                case null -> appends.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
                case ConditionFailed _ -> conflicts.increment();
                case IdempotencyKeyUsed _ -> {
                    // the command was recorded before
                }
                default -> failures.increment();
            }
        });
    }
}
