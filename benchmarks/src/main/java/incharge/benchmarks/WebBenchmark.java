package incharge.benchmarks;

import com.microsoft.playwright.Page;
import incharge.benchmarks.MeasuredPage.Point;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Measures the matrix of 10,000 customers and 500 employees as a person sees it in a browser. The baseline is an empty
 * page of the same size, in which keys move the focus and a click colours a cell.
 */
final class WebBenchmark {
    private static final String TABLE = "Web UI, 10,000 customers x 500 employees x 60,000 responsibilities";
    private static final String MATRIX = "/customers/responsibilities";
    private static final int KEYS = 80;
    private static final int CELLS = 20;
    private static final int OTHERS = 5;
    private static final Duration EACH_WAY = Duration.ofSeconds(15);
    private static final int[][] WAYS = {{0, 400}, {60, 0}, {0, -300}, {-60, 0}};
    private static final List<String> ARROWS = List.of("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowDown");

    private static final String NODES = "() => document.querySelectorAll('[role=grid], [role=grid] *').length";

    /** As wide and high as the grid; two cells that the arrows and a click know. */
    private static final String EMPTY = """
            data:text/html,<style>body{margin:0;overflow:hidden} .all{position:fixed;inset:0;overflow:auto}
            .size{width:18270px;height:240164px} .cell{position:fixed;top:400px;width:36px;height:24px}
            .set{background:navy}</style><div class="all"><button class="cell" style="left:700px"></button>
            <button class="cell" style="left:740px"></button><div class="size"></div></div><script>
            const [a, b] = document.querySelectorAll("button");
            addEventListener("keydown", () => (document.activeElement === a ? b : a).focus());
            addEventListener("click", event => event.target.classList.toggle("set"));</script>
            """.replace("\n", " ").replace("#", "%23");

    private static final Point EMPTY_CELL = new Point(718, 412);

    private final Options.Web options;
    private final Report report;
    private final Browsing browsing;
    private final String admin;
    private final String editor;
    private final Figures matrix = new Figures();
    private final Figures empty = new Figures();
    private final Samples confirmed = new Samples();
    private final Samples answered = new Samples();
    private double nodes;

    /** What one page shows; a sample of each is the figure of a run. */
    private record Figures(
            Samples first,
            Samples down,
            Samples down95,
            Samples across,
            Samples across95,
            Samples keys,
            Samples clicks) {
        Figures() {
            this(
                    new Samples(),
                    new Samples(),
                    new Samples(),
                    new Samples(),
                    new Samples(),
                    new Samples(),
                    new Samples());
        }

        void scrolled(Samples wheelDown, Samples wheelAcross) {
            down.addMillis(wheelDown.p50());
            down95.addMillis(wheelDown.millis(0.95));
            across.addMillis(wheelAcross.p50());
            across95.addMillis(wheelAcross.millis(0.95));
        }
    }

    private WebBenchmark(Options.Web options, Report report, Browsing browsing) {
        this.options = options;
        this.report = report;
        this.browsing = browsing;
        this.admin = browsing.signIn("demo-admin");
        this.editor = browsing.signIn("demo-editor");
    }

    static void run(Options options, Report report) {
        Optional<Path> program = Browsing.program();
        if (program.isEmpty()) {
            Report.progress("web is skipped: no Chromium on the PATH. apt-get install chromium");
            return;
        }
        try (var workspace = Workspace.of(options.data());
                var system = RunningSystem.start(workspace, options.jvm())) {
            var company = Company.in(system, report, Company.Size.WIDE);
            Warming.run(options.warm(), system, company);
            Report.progress("web");
            double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
            report.add(TABLE, "load of the machine before", String.format(Locale.ROOT, "%.1f", load));
            try (var browsing = Browsing.start(program.get(), system.gateway())) {
                new WebBenchmark(options.web(), report, browsing).measure();
            }
        }
    }

    private void measure() {
        for (int i = 0; i < options.runs(); i++) {
            Report.progress("web, run " + (i + 1));
            runEmpty();
            runMatrix();
        }
        report();
        other();
        heap();
    }

    private void runEmpty() {
        try (var page = browsing.open(EMPTY)) {
            empty.first.addMillis(page.number("() => performance.getEntriesByType('navigation')[0].loadEventEnd"));
            page.page().focus("button");
            empty.keys.addMillis(page.press(ARROWS, KEYS).millis(0.95));
            List<Point> points = Collections.nCopies(2 * CELLS, EMPTY_CELL);
            empty.clicks.addMillis(page.click(points, () -> {}).millis(0.95));
            empty.scrolled(page.wheel(0, 100, options.wheel()), page.wheel(60, 0, options.wheel()));
        }
    }

    private void runMatrix() {
        try (var page = openMatrix(admin)) {
            matrix.first.addMillis(page.number("() => performance.getEntriesByName('matrix:first-cell')[0].startTime"));
            page.page().locator("[role=gridcell] button").first().focus();
            matrix.keys.addMillis(page.press(ARROWS, KEYS).millis(0.95));
            matrix.clicks.addMillis(page.click(twice(emptyCells(page.page())), () -> awaitServer(page.page()))
                    .millis(0.95));
            confirmed.addMillis(page.samples("confirmed").p50());
            answered.addMillis(page.samples("answered").p50());
            Samples down = page.wheel(0, 100, options.wheel());
            nodes = Math.max(nodes, page.number(NODES));
            matrix.scrolled(down, page.wheel(60, 0, options.wheel()));
            nodes = Math.max(nodes, page.number(NODES));
        }
    }

    /** Waits until the page shows cells and nothing is on its way. */
    private MeasuredPage openMatrix(String cookies) {
        MeasuredPage page = browsing.open(cookies, MATRIX);
        page.page().waitForFunction("() => performance.getEntriesByName('matrix:first-cell').length > 0");
        page.page().waitForTimeout(1_000);
        return page;
    }

    /** Waits until the server has confirmed each click. */
    private static void awaitServer(Page page) {
        page.waitForFunction("() => measured.confirmed.length > (measured.waited ?? 0)");
        page.evaluate("() => { measured.waited = measured.confirmed.length; }");
    }

    /** Cells in which nothing is set, above where the notifications come. */
    private static List<Point> emptyCells(Page page) {
        List<?> found = (List<?>) page.evaluate("""
                () => [...document.querySelectorAll("[role=gridcell] button[aria-pressed=false]")]
                  .map(button => button.getBoundingClientRect())
                  .filter(box => box.left > 700 && box.right < 1400 && box.top > 380 && box.bottom < 660)
                  .map(box => [box.left + box.width / 2, box.top + box.height / 2])""");
        List<Point> points = new ArrayList<>();
        for (Object each : found) {
            List<?> at = (List<?>) each;
            points.add(new Point(((Number) at.get(0)).doubleValue(), ((Number) at.get(1)).doubleValue()));
        }
        Collections.shuffle(points, new Random(1));
        return points.subList(0, CELLS);
    }

    /** The first click assigns, the second one takes it away. */
    private static List<Point> twice(List<Point> cells) {
        List<Point> all = new ArrayList<>();
        cells.forEach(cell -> all.addAll(List.of(cell, cell)));
        return all;
    }

    /** The time from a click of somebody else to the cell that shows it. */
    private void other() {
        Samples visible = new Samples();
        try (var mine = openMatrix(admin);
                var theirs = openMatrix(editor)) {
            List<Point> cells = emptyCells(theirs.page());
            for (Point cell : twice(cells.subList(0, OTHERS))) {
                mine.page().evaluate("""
                        ([x, y]) => {
                          measured.seen = 0;
                          const cell = document.elementFromPoint(x, y).closest("button");
                          measured.watching?.disconnect();
                          measured.watching = new MutationObserver(() => {
                            measured.seen ||= performance.timeOrigin + performance.now();
                          });
                          measured.watching.observe(cell, {attributeFilter: ["aria-pressed"]});
                        }""", List.of(cell.x(), cell.y()));
                theirs.click(List.of(cell), () -> awaitServer(theirs.page()));
                mine.page().waitForFunction("() => measured.seen > 0");
                visible.addMillis(mine.number("() => measured.seen")
                        - theirs.number("() => performance.timeOrigin + measured.clicked"));
            }
        }
        double millis = visible.p50();
        report.add(TABLE, "another person's change visible, p50", Report.millis(millis), "1 s", millis <= 1_000);
    }

    /** Scrolls for minutes through all blocks of rows, and reads the heap before and after. */
    private void heap() {
        Report.progress("web, scrolling for " + options.scrolling().toSeconds() + " s");
        try (var page = openMatrix(admin)) {
            long before = page.heap();
            long end = System.nanoTime() + options.scrolling().toNanos();
            for (int i = 0; System.nanoTime() < end; i++) {
                int[] way = WAYS[i % WAYS.length];
                page.turn(way[0], way[1], shorter(EACH_WAY, Duration.ofNanos(end - System.nanoTime())));
                nodes = Math.max(nodes, page.number(NODES));
            }
            long after = page.heap();
            report.add(
                    TABLE,
                    "heap after scrolling for %d s"
                            .formatted(options.scrolling().toSeconds()),
                    Report.megabytes(after),
                    "before it " + Report.megabytes(before),
                    (double) after / before,
                    "60 MB",
                    after <= 60_000_000);
        }
        report.add(TABLE, "DOM nodes in the grid, at most", "%.0f".formatted(nodes), "2,000", nodes <= 2_000);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void report() {
        beside("first cell", matrix.first, empty.first, 1_500);
        beside("wheel down, time of a frame, p50", matrix.down, empty.down, 20);
        beside("... p95", matrix.down95, empty.down95, 100);
        beside("wheel across, time of a frame, p50", matrix.across, empty.across, 20);
        beside("... p95", matrix.across95, empty.across95, 100);
        beside("key to focus, p95", matrix.keys, empty.keys, 50);
        beside("click to painted cell, p95", matrix.clicks, empty.clicks, 50);
        double ratio = confirmed.p50() / answered.p50();
        String answer = "its answer " + Report.millis(answered.p50());
        boolean met = confirmed.p50() <= 150;
        report.add(TABLE, "click to confirmed, p50", Report.millis(confirmed.p50()), answer, ratio, "150 ms", met);
    }

    /** Reports the medians of all runs. */
    private void beside(String what, Samples figure, Samples baseline, int aim) {
        double value = figure.p50();
        double base = baseline.p50();
        report.add(
                TABLE,
                what,
                Report.millis(value),
                "empty page " + Report.millis(base),
                value / base,
                aim + " ms",
                value <= aim);
    }
}
