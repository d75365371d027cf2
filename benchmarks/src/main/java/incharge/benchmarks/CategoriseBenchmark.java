package incharge.benchmarks;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Measures commands that put 10,000 customers into a category, by turns into either of two; the baseline is the same
 * for ten customers.
 */
final class CategoriseBenchmark {
    private static final String TABLE = "Categorising";
    private static final int FEW = 10;

    private CategoriseBenchmark() {}

    private record Moves(Samples answered, Samples visible, String cost) {}

    static void run(Options options, Report report, RunningSystem system, Company company) {
        Report.progress("categorise");
        List<String> categories = List.of(category(system, "A"), category(system, "B"));
        moves(system, categories, company.customers(), 2);
        Moves few = moves(system, categories, company.customers().subList(0, FEW), 2 * options.bulks());
        Moves all = moves(system, categories, company.customers(), options.bulks());
        report(report, "answered", all.answered, few.answered, 1_000);
        report(report, "visible", all.visible, few.visible, 2_000);
        report.add(TABLE, "processor time a customer", all.cost);
    }

    private static String category(RunningSystem system, String name) {
        JsonNode made = system.post("/api/categories", "{\"name\":\"Moved %s %d\"}".formatted(name, System.nanoTime()))
                .json();
        return made.get("id").asString();
    }

    private static Moves moves(RunningSystem system, List<String> categories, List<String> customers, int commands) {
        var answered = new Samples();
        var visible = new Samples();
        var cost = Cost.now(system);
        String body = "{\"add\":[\"" + String.join("\",\"", customers) + "\"]}";
        try (var connection = new RawConnection(system.gateway())) {
            for (int i = 0; i < commands; i++) {
                byte[] command = RawConnection.postJson(
                        "/api/categories/" + categories.get(i % 2) + "/customers", system.bearer(), body);
                long began = System.nanoTime();
                String position = connection.send(command).expect(200).header("Event-Position");
                answered.add(System.nanoTime() - began);
                byte[] page =
                        RawConnection.get("/api/matrix?limit=50", system.bearer(), "Min-Event-Position", position);
                while (connection.send(page).status() == 503) {
                    Report.progress("the customers are not visible in their category after 5 s");
                }
                visible.add(System.nanoTime() - began);
            }
        }
        return new Moves(answered, visible, cost.sinceForEach((long) customers.size() * commands));
    }

    private static void report(Report report, String what, Samples all, Samples few, double aim) {
        report.add(
                TABLE,
                "10,000 customers in one command, " + what + ", p50",
                Report.millis(all.p50()),
                FEW + " customers " + Report.millis(few.p50()),
                all.p50() / few.p50(),
                Report.millis(aim),
                all.p50() <= aim);
        report.add(TABLE, "... slowest", Report.millis(all.millis(1)));
    }
}
