package incharge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongFunction;
import tools.jackson.databind.JsonNode;

/**
 * Measures the cards of 10,000 customers with 50 tasks each: how they come there by batches, the card in one read, a
 * note until it is visible, the list of all tasks beside writes, and a file of 64 MiB.
 */
final class CardBenchmark {
    private static final String TABLE = "Cards of 10,000 customers";
    private static final int CLIENTS = 8;
    private static final int TASKS = 50;
    private static final int FILE = 64 << 20;
    /** A prime step mixes the customers. */
    private static final long STEP = 7_919;

    private final Options options;
    private final Report report;
    private final RunningSystem system;
    private final Company company;

    private CardBenchmark(Options options, Report report, RunningSystem system, Company company) {
        this.options = options;
        this.report = report;
        this.system = system;
        this.company = company;
    }

    static void run(Options options, Report report, RunningSystem system, Company company) {
        Report.progress("card");
        var benchmark = new CardBenchmark(options, report, system, company);
        benchmark.batches();
        benchmark.card();
        benchmark.note();
        benchmark.tasks();
        benchmark.file();
    }

    private void batches() {
        var first = new Samples();
        var last = new Samples();
        var answered = new Samples();
        String everybody = String.join("\",\"", company.categories());
        var cost = Cost.now(system);
        try (var connection = new RawConnection(system.gateway())) {
            for (int i = 0; i < TASKS; i++) {
                byte[] batch = RawConnection.postJson(
                        "/api/activities/batches",
                        system.bearer(),
                        "{\"to\":{\"category\":[\"%s\"]},\"activity\":{\"kind\":\"todo\",\"title\":\"Task %d\",\"due\":\"2030-01-%02d\"}}"
                                .formatted(everybody, i, 1 + i % 28));
                long began = System.nanoTime();
                String position = connection.send(batch).expect(200).header("Event-Position");
                answered.add(System.nanoTime() - began);
                byte[] seen =
                        RawConnection.get("/api/customers?limit=1", system.bearer(), "Min-Event-Position", position);
                while (connection.send(seen).status() == 503) {
                    Report.progress("a batch is not visible after 5 s");
                }
                (i < TASKS / 2 ? first : last).add(System.nanoTime() - began);
            }
        }
        report.add(
                TABLE,
                "10,000 tasks in one batch until visible, the last 25 batches, p50",
                Report.millis(last.p50()),
                "the first 25 " + Report.millis(first.p50()),
                last.p50() / first.p50(),
                "3 s",
                last.p50() <= 3_000);
        report.add(TABLE, "... answered, p50", Report.millis(answered.p50()));
        int tasks = system.get("/api/activities?limit=1").json().get("total").asInt();
        report.add(TABLE, "tasks by now", "%,d".formatted(tasks));
        report.add(TABLE, "... processor time a task", cost.sinceForEach((long) TASKS * Company.CUSTOMERS));
    }

    private void card() {
        LongFunction<byte[]> card = number ->
                RawConnection.get("/api/customers/" + company.customer(number * STEP) + "/card", system.bearer());
        byte[] trivial = RawConnection.get("/livez", null);
        Duration half = options.round().dividedBy(2);
        Clients.saturate(system.gateway(), CLIENTS, options.round().multipliedBy(5), 200, card);
        var cost = Cost.now(system);
        int measured = Clients.saturate(system.gateway(), CLIENTS, half, 200, card)
                .samples()
                .size();
        String used = cost.sinceForEach(measured);
        List<Clients.Round> cards = new ArrayList<>();
        List<Clients.Round> baseline = new ArrayList<>();
        for (int i = 0; i < options.rounds(); i++) {
            cards.add(Clients.saturate(system.gateway(), CLIENTS, options.round(), 200, card));
            baseline.add(Clients.saturate(system.gateway(), CLIENTS, half, 200, _ -> trivial));
        }
        Clients.Round read = Clients.median(cards);
        Clients.Round beside = Clients.median(baseline);
        report.add(
                TABLE,
                "card, another customer each, 8 clients",
                Report.perSecond(read.rate()),
                "liveness " + Report.perSecond(beside.rate()),
                read.rate() / beside.rate());
        double p99 = read.samples().p99();
        report.add(
                TABLE,
                "card, p99",
                Report.millis(p99),
                Report.millis(beside.samples().p99()),
                p99 / beside.samples().p99(),
                "25 ms",
                p99 <= 25);
        report.add(TABLE, "... processor time each", used);
    }

    private void note() {
        compare(
                "note added until its list shows it",
                customer -> "/api/customers/" + customer + "/notes",
                "{\"text\":\"Called about the offer\"}",
                customer -> "/api/customers/" + customer + "/notes",
                50);
    }

    private void tasks() {
        compare(
                "task added until the page of all tasks shows it",
                customer -> "/api/customers/" + customer + "/activities",
                "{\"kind\":\"todo\",\"title\":\"Call back\",\"due\":\"2029-01-01\"}",
                _ -> "/api/activities?kind=todo&state=planned&limit=50",
                100);
    }

    /** Sends a command and reads what shows it; the baseline is the answer to the command. */
    private void compare(
            String what, Function<String, String> command, String body, Function<String, String> query, double aim) {
        var answered = new Samples();
        var visible = new Samples();
        var random = new Random(5);
        try (var connection = new RawConnection(system.gateway())) {
            long end = System.nanoTime() + options.round().multipliedBy(3).toNanos();
            for (int i = 0; System.nanoTime() < end; i++) {
                String customer = company.customer(random.nextInt(Company.CUSTOMERS));
                byte[] sent = RawConnection.postJson(command.apply(customer), system.bearer(), body);
                long began = System.nanoTime();
                String position = connection.send(sent).expect(201).header("Event-Position");
                long between = System.nanoTime();
                connection
                        .send(RawConnection.get(query.apply(customer), system.bearer(), "Min-Event-Position", position))
                        .expect(200);
                // what is kept up must be counted once
                if (i > 0) {
                    answered.add(between - began);
                    visible.add(System.nanoTime() - began);
                }
            }
        }
        report.add(
                TABLE,
                what + ", p50",
                Report.millis(visible.p50()),
                "its answer " + Report.millis(answered.p50()),
                visible.p50() / answered.p50(),
                Report.millis(aim),
                visible.p50() <= aim);
        report.add(TABLE, "... p99", Report.millis(visible.p99()));
    }

    private void file() {
        var content = new byte[FILE];
        new Random(9).nextBytes(content);
        byte[] upload = upload(content);
        var up = new Samples();
        var down = new Samples();
        try (var connection = new RawConnection(system.gateway());
                var heap = Heap.of(system.pid("customer-service"))) {
            Heap.Used used = heap.during(() -> {
                long began = System.nanoTime();
                JsonNode file = connection.send(upload).expect(201).json();
                long between = System.nanoTime();
                String path = "/api/files/" + file.get("id").asString() + "/content";
                byte[] read = connection
                        .send(RawConnection.get(path, system.bearer()))
                        .expect(200)
                        .body();
                down.add(System.nanoTime() - between);
                up.add(between - began);
                if (!Arrays.equals(read, content)) {
                    throw new IllegalStateException("a file came back changed");
                }
            });
            report.add(
                    TABLE,
                    "file of 64 MiB up and down, live heap of customer-service before, highest during",
                    Report.megabytes(used.liveBefore()) + ", " + Report.megabytes(used.liveDuring()),
                    "32 MB more",
                    used.liveDuring() - used.liveBefore() <= 32 << 20);
            report.add(TABLE, "... time up, down", Report.millis(up.p50()) + ", " + Report.millis(down.p50()));
        }
    }

    private byte[] upload(byte[] content) {
        String boundary = "boundary-of-the-benchmark";
        var body = new ByteArrayOutputStream(content.length + 512);
        body.writeBytes(("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large.bin\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n")
                .getBytes(UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
        return RawConnection.post(
                "/api/customers/" + company.customer(1) + "/files",
                system.bearer(),
                "multipart/form-data; boundary=" + boundary,
                body.toByteArray());
    }
}
