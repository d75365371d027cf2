package incharge.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Measures the search for customers at 8 clients, another word at each request, in names that are found or not. */
final class SearchBenchmark {
    private static final String TABLE = "Search for a customer, another word each, 8 clients, through the gateway";
    private static final int CLIENTS = 8;
    /** The customers' names hold numbers of five digits below {@link Company#CUSTOMERS}. */
    private static final long STEP = 7_919;

    private SearchBenchmark() {}

    static void run(Options options, Report report, RunningSystem system) {
        Report.progress("search");
        measure(options, report, system, "found", number -> "%05d".formatted(number * STEP % Company.CUSTOMERS));
        measure(options, report, system, "not found", number -> "q" + Long.toString(number * STEP, 36) + "x");
    }

    private static void measure(
            Options options, Report report, RunningSystem system, String what, LongFunction<String> word) {
        URI gateway = system.gateway();
        var number = new AtomicLong();
        LongFunction<byte[]> search = _ ->
                RawConnection.get("/api/customers?limit=50&q=" + word.apply(number.getAndIncrement()), system.bearer());
        Clients.saturate(gateway, CLIENTS, options.round().dividedBy(2), 200, search);
        byte[] trivial = RawConnection.get("/livez", null);
        List<Clients.Round> searches = new ArrayList<>();
        List<Clients.Round> baseline = new ArrayList<>();
        Duration half = options.round().dividedBy(2);
        var cost = Cost.now(system);
        int measured =
                Clients.saturate(gateway, CLIENTS, half, 200, search).samples().size();
        String used = cost.sinceForEach(measured);
        for (int i = 0; i < options.rounds(); i++) {
            searches.add(Clients.saturate(gateway, CLIENTS, options.round(), 200, search));
            baseline.add(Clients.saturate(gateway, CLIENTS, half, 200, _ -> trivial));
        }
        Clients.Round searched = Clients.median(searches);
        Clients.Round beside = Clients.median(baseline);
        report.add(
                TABLE,
                what,
                Report.perSecond(searched.rate()),
                "liveness " + Report.perSecond(beside.rate()),
                searched.rate() / beside.rate());
        report.add(TABLE, what + ", processor time each", used);
        double p99 = searched.samples().p99();
        report.add(
                TABLE,
                what + ", p99",
                Report.millis(p99),
                Report.millis(beside.samples().p99()),
                p99 / beside.samples().p99(),
                "15 ms",
                p99 <= 15);
    }
}
