package incharge.benchmarks;

import incharge.local.ApiClient;
import incharge.local.ApiClient.Request;
import incharge.local.RealKafka;
import incharge.local.RealMongo;
import incharge.local.RealProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** reporting-service alone, beside the mongod and the Kafka that it uses, on an invented company. */
final class GrowingSystem implements Processes, AutoCloseable {
    private static final String SERVICE = "reporting-service";
    private static final Duration PATIENCE = Duration.ofHours(2);

    private final Path filled;
    private final RealMongo mongo;
    private final RealKafka kafka;
    private final TokenIssuer issuer;
    private final RealProgram reporting;
    private final TopicWriter topics;
    private final InventedCompany company;
    private final String bearer;
    private final ApiClient http = new ApiClient(Duration.ofMinutes(2));
    private boolean running;

    private GrowingSystem(Options options, Path directory, InventedCompany company) {
        this.company = company;
        filled = directory.resolve("filled");
        mongo = RealMongo.start(directory.resolve("mongo"), 0);
        kafka = RealKafka.start(directory.resolve("kafka"), 0);
        issuer = TokenIssuer.start();
        bearer = issuer.bearer();
        topics = TopicWriter.at(kafka.bootstrap());
        reporting = RealProgram.of(
                SERVICE,
                Path.of(System.getProperty("incharge.home")),
                options.jvm(),
                Stream.concat(
                                Stream.of("-Xmx" + options.growth().megabytes(company.customers()) + "m"),
                                options.growth().java().stream())
                        .toList(),
                Map.of(
                        "INCHARGE_MONGODB_URI",
                        mongo.uri(),
                        "INCHARGE_KAFKA_BOOTSTRAP",
                        kafka.bootstrap(),
                        "INCHARGE_ISSUER",
                        issuer.url(),
                        "INCHARGE_TIME_ZONE",
                        ZoneOffset.UTC.getId()),
                directory.resolve(SERVICE + ".log"));
    }

    /** Starts mongod and Kafka, and no service yet. */
    static GrowingSystem in(Workspace workspace, Options options, int customers) {
        var company = new InventedCompany(customers, options.growth().employees(customers));
        String directory = "growth-%d-%d".formatted(customers, company.employees());
        return new GrowingSystem(
                options, workspace.directory().resolve(directory).toAbsolutePath(), company);
    }

    /** Returns the time from the start of the process until it is ready. */
    Duration start() {
        long began = System.nanoTime();
        reporting.start(PATIENCE);
        running = true;
        return Duration.ofNanos(System.nanoTime() - began);
    }

    void stop() {
        reporting.close();
        running = false;
    }

    /** Returns whether the topics hold the company already, from an earlier run in the same workspace. */
    boolean isFilled() {
        return Files.exists(filled);
    }

    /** Writes the company to the topics. */
    void fill() {
        company.write(topics);
        try {
            Files.createFile(filled);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the views include everything that was written. */
    void awaitAll() {
        // each request waits at most 5 s
        while (attempt("/api/session", "Min-Event-Position", topics.position()).status() == 503) {
            Report.progress("waiting for " + topics.position());
        }
    }

    /** Writes one assignment of now. Returns the position to wait for. */
    synchronized String assign() {
        long number = topics.last(TopicWriter.RESPONSIBILITIES) - company.responsibilityEvents();
        return "responsibilities=" + company.assign(topics, number);
    }

    /** Returns what writes to the topics that the service reads. */
    TopicWriter topics() {
        return topics;
    }

    InventedCompany company() {
        return company;
    }

    URI reporting() {
        return reporting.uri();
    }

    long pid() {
        return reporting.pid();
    }

    /** Value of the header Authorization. */
    String bearer() {
        return bearer;
    }

    Answer get(String path, String... headers) {
        return attempt(path, headers).expect(200);
    }

    /** The answer of whatever status. */
    Answer attempt(String path, String... headers) {
        return Answer.of(http.send(Request.to(reporting.uri() + path)
                .header("Authorization", bearer)
                .headers(headers)));
    }

    @Override
    public Map<String, Long> pids() {
        var pids = new LinkedHashMap<String, Long>();
        pids.put("mongod", mongo.pid());
        pids.put("kafka", kafka.pid());
        if (running) {
            pids.put(SERVICE, reporting.pid());
        }
        return pids;
    }

    @Override
    public void close() {
        http.close();
        reporting.close();
        topics.close();
        issuer.close();
        kafka.close();
        mongo.close();
    }
}
