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

    /** Exit status 1 when an answer was not what was asked for; a missed aim is only said in the table. */
    public static void main(String[] arguments) {
        var asked = Asked.of(arguments, NAMES);
        var report = new Report();
        Runtime.getRuntime().addShutdownHook(new Thread(report::print));
        if (asked.has("append")) {
            AppendBenchmark.run(asked, report);
        }
        Predicate<String> needsWhole = name -> !name.equals("append");
        if (asked.names().stream().anyMatch(needsWhole)) {
            ofTheWhole(asked, report);
        }
    }

    private static void ofTheWhole(Asked asked, Report report) {
        try (var workspace = Workspace.of(asked.data())) {
            var whole = Whole.start(workspace);
            try {
                if (asked.has("start")) {
                    whole = StartBenchmark.again(whole, report, "start to ready, empty workspace");
                }
                boolean onlyStart = List.of("append", "start").containsAll(asked.names());
                if (!onlyStart) {
                    ofAFullWorkspace(asked, report, whole);
                }
                if (asked.has("restart")) {
                    whole = StartBenchmark.again(whole, report, "start to ready, with all that was loaded");
                }
            } finally {
                whole.close();
            }
        }
    }

    private static void ofAFullWorkspace(Asked asked, Report report, Whole whole) {
        var company = Company.in(whole, report);
        if (asked.has("matrix")) {
            MatrixBenchmark.run(asked, report, whole);
        }
        if (asked.has("visible")) {
            VisibleBenchmark.run(asked, report, whole, company);
        }
        if (asked.has("assign")) {
            AssignBenchmark.run(asked, report, whole, company);
        }
        if (asked.has("bulk")) {
            BulkBenchmark.run(asked, report, whole, company);
        }
        if (asked.has("xlsx")) {
            company.grow(whole, report);
            SheetBenchmark.run(asked, report, whole);
        }
    }
}
