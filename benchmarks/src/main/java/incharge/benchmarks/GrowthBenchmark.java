package incharge.benchmarks;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Measures reporting-service alone at several numbers of customers. The events are written to the topics directly,
 * since importing a million customers takes an hour. The result are the ratios between the sizes.
 */
final class GrowthBenchmark {
    private static final int CLIENTS = 8;
    private static final int WRITES_A_SECOND = 20;
    private static final int WRITES_WHILE_WARMING = 5;
    private static final int WRITES = 60;
    private static final Duration WARMING = Duration.ofSeconds(20);
    private static final String SERVICE = "reporting-service";
    private static final String PAGE = "/api/matrix?limit=50";
    private static final double[] INSTANTS = {0.9, 0.1, 0.5, 0.7, 0.3};
    private static final double[] TOGETHER = {0.2, 0.4, 0.6, 0.8};

    private final Options options;
    private final GrowingSystem system;
    private final Figures figures = new Figures();
    /** Counts on through all loops, so that no filter comes again. */
    private final AtomicLong number = new AtomicLong();

    private GrowthBenchmark(Options options, GrowingSystem system) {
        this.options = options;
        this.system = system;
    }

    static void run(Options options, Report report) {
        Optional<Figures> smallest = Optional.empty();
        for (int customers : options.growth().sizes()) {
            Report.progress("growth, %,d customers".formatted(customers));
            try (var workspace = Workspace.of(options.data());
                    var system = GrowingSystem.in(workspace, options, customers)) {
                var benchmark = new GrowthBenchmark(options, system);
                try {
                    benchmark.measure();
                } finally {
                    benchmark.figures.report(report, benchmark.title(), smallest);
                }
                smallest = smallest.or(() -> Optional.of(benchmark.figures));
            }
        }
    }

    private String title() {
        int customers = system.company().customers();
        String java = options.growth().java().stream().map(" "::concat).collect(Collectors.joining());
        return "reporting-service, %,d customers, %d employees (%s JVM, heap %d MB%s)"
                .formatted(
                        customers,
                        system.company().employees(),
                        options.jvm().label(),
                        options.growth().megabytes(customers),
                        java);
    }

    private void measure() {
        long empty = system.isFilled() ? 0 : fill();
        restart(empty);
        verify();
        warm();
        toVisible();
        firstPage("", "first page after a write");
        firstPage("&tag=" + InventedCompany.tag(1), "first page of a tag after a write");
        Map<String, LongFunction<String>> pages = GrowthPages.of(system.company());
        pages.forEach((what, paths) -> pages(what, paths));
        window();
        search();
        sortedLists();
        try (var _ = new SteadyWrites(system, WRITES_A_SECOND)) {
            writesAlone();
            pages("every page the same", _ -> PAGE, " beside 20 assignments a second");
            pages.forEach((what, paths) -> pages(what, paths, " beside 20 assignments a second"));
        }
        asOf();
    }

    /** Writes the company while the service runs. Returns the live heap of the service before. */
    private long fill() {
        system.start();
        long empty = liveHeap();
        int customers = system.company().customers();
        var cost = Cost.now(system);
        long began = System.nanoTime();
        system.fill();
        figures.add("customers written to Kafka", customers * 1e9 / (System.nanoTime() - began), Figures.PER_SECOND);
        system.awaitAll();
        figures.add("customers written and visible", customers * 1e9 / (System.nanoTime() - began), Figures.PER_SECOND);
        Map<String, Double> micros = cost.micros(customers);
        figures.add("... processor time each, " + SERVICE, micros.get(SERVICE), Figures.MICROS);
        figures.add("... processor time each, mongod", micros.get("mongod"), Figures.MICROS);
        system.stop();
        return empty;
    }

    private void restart(long empty) {
        figures.add("restart to ready", seconds(system.start()), Figures.SECONDS);
        long live = liveHeap();
        figures.add("live heap after a restart", live, Figures.MEGABYTES);
        if (empty > 0) {
            double each = (double) (live - empty) / system.company().customers();
            figures.add("heap a customer", each, Figures.BYTES);
        }
    }

    private long liveHeap() {
        try (var heap = Heap.of(system.pid())) {
            return heap.afterCollection();
        }
    }

    /** Checks that the views show the company, and what its pages choose. */
    private void verify() {
        int customers = system.company().customers();
        JsonNode all = system.get(PAGE).json();
        boolean whole = all.get("total").asInt() == customers
                && all.get("columns").size() == system.company().employees()
                && all.get("rows").get(0).get("tags").size() == 2;
        if (!whole) {
            throw new IllegalStateException("the matrix does not show the company: " + all);
        }
        GrowthPages.of(system.company()).forEach((what, paths) -> {
            JsonNode page = system.get(paths.apply(0)).json();
            boolean expected = page.get("rows").isEmpty() == what.contains("not found");
            if (!expected) {
                throw new IllegalStateException(what + ": " + page);
            }
        });
    }

    /** Keeps the service under load, and measures how what a page costs develops from its start. */
    private void warm() {
        var pages = GrowthPages.of(system.company()).values().stream().toList();
        long parts = options.warm().dividedBy(WARMING);
        try (var _ = new SteadyWrites(system, WRITES_WHILE_WARMING)) {
            for (long i = 0; i < parts; i++) {
                Report.progress("warming");
                var cost = Cost.now(system);
                Clients.Round round = saturate(
                        WARMING, next -> pages.get((int) (next % pages.size())).apply(next));
                String when = "processor time a page, %d to %d s after the start"
                        .formatted(i * WARMING.toSeconds(), (i + 1) * WARMING.toSeconds());
                int count = round.samples().size();
                figures.add(
                        when,
                        cost.micros(count).get(SERVICE),
                        micros -> "%s, %,d pages".formatted(Figures.MICROS.apply(micros), count));
            }
        }
    }

    private void toVisible() {
        var visible = new Samples();
        try (var connection = new RawConnection(system.reporting())) {
            for (int i = 0; i < WRITES; i++) {
                long began = System.nanoTime();
                String position = system.assign();
                connection
                        .send(RawConnection.get(PAGE, system.bearer(), "Min-Event-Position", position))
                        .expect(200);
                visible.add(System.nanoTime() - began);
            }
        }
        figures.addSteady("event in Kafka to visible in a page", visible);
    }

    private void firstPage(String filter, String what) {
        var first = new Samples();
        var cost = Cost.now(system);
        byte[] page = RawConnection.get(PAGE + filter, system.bearer());
        try (var connection = new RawConnection(system.reporting())) {
            for (int i = 0; i < WRITES; i++) {
                byte[] applied =
                        RawConnection.get("/api/session", system.bearer(), "Min-Event-Position", system.assign());
                connection.send(applied).expect(200);
                long began = System.nanoTime();
                connection.send(page).expect(200);
                first.add(System.nanoTime() - began);
            }
        }
        figures.addSteady(what, first);
        figures.add(
                what + ", processor time with the write", cost.micros(WRITES).get(SERVICE), Figures.MICROS);
    }

    /** Measures what applying an event costs while nobody reads. */
    private void writesAlone() {
        var cost = Cost.now(system);
        LockSupport.parkNanos(options.round().toNanos());
        Map<String, Double> micros =
                cost.micros(WRITES_A_SECOND * options.round().toSeconds());
        figures.add("20 assignments a second alone, processor time each", micros.get(SERVICE), Figures.MICROS);
    }

    /** Measures a window of the matrix far down against the same at its first row, by turns. */
    private void window() {
        int far = system.company().customers() / 10 * 9;
        String path = "/api/matrix?limit=200&offset=";
        var first = new Samples();
        var last = new Samples();
        try (var connection = new RawConnection(system.reporting())) {
            for (int i = 0; i < 2 * WRITES; i++) {
                boolean measured = i >= WRITES;
                timed(connection, path + i % 7, measured ? first : new Samples());
                timed(connection, path + (far + i % 7), measured ? last : new Samples());
            }
        }
        figures.addSteady("window of 200 rows at the first row", first);
        figures.addSteady("window of 200 rows at 90 % of the rows", last);
        figures.add("... times that at the first row", last.p50() / first.p50(), "%.2f"::formatted);
    }

    private void timed(RawConnection connection, String path, Samples samples) {
        byte[] request = RawConnection.get(path, system.bearer());
        long began = System.nanoTime();
        connection.send(request).expect(200);
        samples.add(System.nanoTime() - began);
    }

    /** Measures the search over all kinds with another text at each request. */
    private void search() {
        LongFunction<String> word = GrowthPages.of(system.company()).get("begin of a name or number");
        pages("search, begin of a name or number", next -> "/api/search?" + query(word.apply(next)));
        pages("search, nothing found", next -> "/api/search?q=q" + Long.toString(next, 36) + "x");
    }

    /** Returns the parameter {@code q} of a page of the matrix. */
    private static String query(String page) {
        return page.substring(page.indexOf("q="));
    }

    /** Measures each list in the order of each language: the first time that it is asked for, and then. */
    private void sortedLists() {
        for (String language : List.of("en", "fi", "sv", "nb")) {
            String list = "/api/customers?limit=50&lang=" + language;
            long began = System.nanoTime();
            system.get(list);
            figures.add(
                    "list of customers by name in " + language + ", first time",
                    (System.nanoTime() - began) / 1e6,
                    Figures.MILLIS);
            pages(
                    "list of customers by name in " + language,
                    next -> list + "&category=" + InventedCompany.category((int) next));
        }
        for (String list : List.of("projects", "employees", "categories", "tags")) {
            pages("list of " + list + " in sv", _ -> "/api/" + list + "?limit=50&lang=sv");
        }
    }

    private void pages(String what, LongFunction<String> paths) {
        pages(what, paths, "");
    }

    private void pages(String what, LongFunction<String> paths, String beside) {
        saturate(options.round().dividedBy(4), paths);
        var cost = Cost.now(system);
        Clients.Round round = saturate(options.round(), paths);
        double micros = cost.micros(round.samples().size()).get(SERVICE);
        figures.addSteady(what + beside, round);
        figures.add(what + beside + ", processor time a page", micros, Figures.MICROS);
    }

    private Clients.Round saturate(Duration time, LongFunction<String> paths) {
        URI server = system.reporting();
        return Clients.saturate(
                server,
                CLIENTS,
                time,
                200,
                _ -> RawConnection.get(paths.apply(number.getAndIncrement()), system.bearer()));
    }

    private void asOf() {
        try {
            for (double share : INSTANTS) {
                figures.add(
                        "asOf, first time, when %.0f %% of the customers were there".formatted(100 * share),
                        asOf(share),
                        Figures.SECONDS);
            }
            long began = System.nanoTime();
            Clients.together(TOGETHER.length, thread -> asOf(TOGETHER[(int) thread]));
            figures.add(
                    "asOf, %d other times together".formatted(TOGETHER.length),
                    (System.nanoTime() - began) / 1e9,
                    Figures.SECONDS);
        } catch (UncheckedIOException | IllegalStateException e) {
            // a heap that is too short shows in the table and keeps the figures before it
            figures.add("asOf: " + e.getMessage(), Double.NaN, _ -> "failed");
        }
    }

    private double asOf(double share) {
        Instant time = InventedCompany.at(share);
        long began = System.nanoTime();
        system.get(PAGE + "&asOf=" + time);
        return (System.nanoTime() - began) / 1e9;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
