package incharge.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/**
 * {@code benchmarks/run [name ...] [--option=value ...]}: measures what is named, or all {@link #NAMES}, in their
 * order, and prints the tables.
 */
public final class Benchmarks {
    private static final List<String> NAMES = List.of(
            "append",
            "start",
            "import",
            "matrix",
            "search",
            "visible",
            "assign",
            "bulk",
            "categorise",
            "xlsx",
            "restart");

    /** Run when they are named: they take long, and have processes of their own or leave much behind. */
    private static final List<String> OWN = List.of("card", "compilers", "growth", "sealing", "web");

    /** They start what they need themselves. */
    private static final List<String> ALONE = List.of("append", "growth", "sealing", "web");

    private static final List<String> AFTER_WARMING =
            List.of("matrix", "search", "visible", "assign", "bulk", "categorise", "card");

    private Benchmarks() {}

    /** Exits with 1 on an unexpected answer; a missed aim only shows in the table. */
    public static void main(String[] arguments) {
        var all = Stream.concat(NAMES.stream(), OWN.stream()).toList();
        var options = Options.of(arguments, all, NAMES);
        var report = new Report();
        Runtime.getRuntime().addShutdownHook(new Thread(report::print));
        if (options.has("append")) {
            AppendBenchmark.run(options, report);
        }
        if (options.has("growth")) {
            GrowthBenchmark.run(options, report);
        }
        if (options.has("sealing")) {
            SealingBenchmark.run(options, report);
        }
        if (options.has("web")) {
            WebBenchmark.run(options, report);
        }
        if (!ALONE.containsAll(options.names())) {
            report.add("Services", "JVM options", options.jvm().label());
            report.add("Services", "under load before", options.warm().toSeconds() + " s");
            measureSystem(options, report);
        }
    }

    private static void measureSystem(Options options, Report report) {
        try (var workspace = Workspace.of(options.data())) {
            var system = RunningSystem.start(workspace, options.jvm());
            try {
                if (options.has("start")) {
                    system = StartBenchmark.again(system, report, "start to ready, empty workspace");
                }
                boolean onlyStart =
                        options.names().stream().allMatch(name -> name.equals("start") || ALONE.contains(name));
                if (!onlyStart) {
                    var company = Company.in(system, report, Company.Size.USUAL);
                    if (options.has("compilers")) {
                        system = CompilersBenchmark.run(options, report, system, company);
                    }
                    measureLoaded(options, report, system, company);
                }
                if (options.has("restart")) {
                    system = StartBenchmark.again(system, report, "start to ready, with all that was loaded");
                }
            } finally {
                system.close();
            }
        }
    }

    private static void measureLoaded(Options options, Report report, RunningSystem system, Company company) {
        if (options.names().stream().anyMatch(AFTER_WARMING::contains)) {
            Warming.run(options.warm(), system, company);
        }
        if (options.has("matrix")) {
            MatrixBenchmark.run(options, report, system, company);
        }
        if (options.has("search")) {
            SearchBenchmark.run(options, report, system);
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
        if (options.has("categorise")) {
            CategoriseBenchmark.run(options, report, system, company);
        }
        if (options.has("xlsx")) {
            company.grow(system, report);
            SheetBenchmark.run(options, report, system);
        }
        if (options.has("card")) {
            CardBenchmark.run(options, report, system, company);
        }
    }
}
