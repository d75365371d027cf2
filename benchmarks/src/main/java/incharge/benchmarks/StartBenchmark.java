package incharge.benchmarks;

/**
 * Measures the time from the call of {@code ./run} to its line that says ready; AOT caches exist and nothing is built.
 */
final class StartBenchmark {
    private StartBenchmark() {}

    /** Stops the system and starts it again in the same workspace. */
    static RunningSystem again(RunningSystem system, Report report, String what) {
        RunningSystem next = system.again();
        double seconds = next.tookToStart().toNanos() / 1e9;
        report.add("Start", what, Report.seconds(seconds), "30 s", seconds <= 30);
        return next;
    }
}
