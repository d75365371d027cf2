package incharge.benchmarks;

import java.util.List;
import java.util.function.Predicate;

/**
 * {@code benchmarks/run [name ...] [--option=value ...]}: measures what is named, or everything, in the order that
 * {@link #NAMES} has, and prints one table.
 */
public final class Benchmarks {
    private static final List<String> NAMES =
            List.of("append", "start", "import", "matrix", "visible", "assign", "bulk", "xlsx", "restart");

    private Benchmarks() {}

    /** Exits with 1 on an unexpected answer; a missed aim only shows in the table. */
    public static void main(String[] arguments) {
        var options = Options.of(arguments, NAMES);
        var report = new Report();
        Runtime.getRuntime().addShutdownHook(new Thread(report::print));
        if (options.has("append")) {
            AppendBenchmark.run(options, report);
        }
        Predicate<String> needsSystem = name -> !name.equals("append");
        if (options.names().stream().anyMatch(needsSystem)) {
            measureSystem(options, report);
        }
    }

    private static void measureSystem(Options options, Report report) {
        try (var workspace = Workspace.of(options.data())) {
            var system = RunningSystem.start(workspace);
            try {
                if (options.has("start")) {
                    system = StartBenchmark.again(system, report, "start to ready, empty workspace");
                }
                boolean onlyStart = List.of("append", "start").containsAll(options.names());
                if (!onlyStart) {
                    measureLoaded(options, report, system);
                }
                if (options.has("restart")) {
                    system = StartBenchmark.again(system, report, "start to ready, with all that was loaded");
                }
            } finally {
                system.close();
            }
        }
    }

    private static void measureLoaded(Options options, Report report, RunningSystem system) {
        var company = Company.in(system, report);
        if (options.has("matrix")) {
            MatrixBenchmark.run(options, report, system);
        }
        if (options.has("visible")) {
            VisibleBenchmark.run(options, report, system, company);
        }
        if (options.has("assign")) {
            AssignBenchmark.run(options, report, system, company);
        }
        if (options.has("bulk")) {
            BulkBenchmark.run(options, report, system, company);
        }
        if (options.has("xlsx")) {
            company.grow(system, report);
            SheetBenchmark.run(options, report, system);
        }
    }
}
