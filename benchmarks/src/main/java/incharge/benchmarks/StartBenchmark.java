package incharge.benchmarks;

/** From the call of {@code ./run} to its line that says ready; AOT caches are there, nothing is built. */
final class StartBenchmark {
    private StartBenchmark() {}

    /** Stops the whole and starts it again in the same workspace. */
    static Whole again(Whole whole, Report report, String what) {
        whole.close();
        var next = Whole.start(whole.workspace());
        double seconds = next.tookToStart().toNanos() / 1e9;
        report.add("Start", what, Report.seconds(seconds), "30 s", seconds <= 30);
        return next;
    }
}
