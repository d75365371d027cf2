package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** An administrator sees how far everything is, builds views anew and proves that they equal the logs. */
@ExtendWith(SharedSystem.class)
class HealthTest {

    static final List<String> LOGS = List.of("customers", "responsibilities", "groupings");
    private static final Duration LONG = Duration.ofSeconds(120);
    /** Between the commands of a client, so that it does not fill the system that later tests read. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static RunningSystem system;
    private static Api admin;

    @BeforeAll
    static void start(RunningSystem shared) {
        system = shared;
        admin = Api.as("demo-admin", shared);
    }

    /** Returns the outcome of a verification that begins after this is called. */
    static JsonNode verified(Api api) {
        Instant called = Instant.now();
        return await().atMost(LONG).until(() -> ended(api), verification -> began(verification, called));
    }

    private static JsonNode ended(Api api) {
        Api.Answer begun = api.post("/api/health/verification", null).expect(202);
        assertThat(begun.header("Location")).isEqualTo("/api/health/verification");
        return await().atMost(LONG)
                .until(
                        () -> api.get("/api/health/verification").expect(200).json(),
                        verification -> !verification.get("state").asString().equals("running"));
    }

    private static boolean began(JsonNode run, Instant since) {
        return !Instant.parse(run.get("startedAt").asString()).isBefore(since.minusSeconds(1));
    }

    private static JsonNode line(String part, String service, String source) {
        return line(admin, part, service, source);
    }

    private static JsonNode line(Api api, String part, String service, String source) {
        JsonNode health = api.get("/api/health").expect(200).json();
        return health.get(part)
                .valueStream()
                .filter(line -> line.get("source").asString().equals(source)
                        && line.path(part.equals("readers") ? "reader" : "service")
                                .asString()
                                .equals(service))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode views(Api api, String source) {
        return line(api, "readers", "reporting-service", source);
    }

    private static long added(String name) {
        String position = admin.post("/api/customers", "{\"name\":\"" + name + "\"}")
                .expect(201)
                .header("Event-Position");
        return Long.parseLong(position.replaceFirst(".*customers=([0-9]+).*", "$1"));
    }

    @Test
    void every_log_and_every_reader_is_level_with_what_was_written() {
        long written = added("Health " + UUID.randomUUID());

        JsonNode log = await().atMost(LONG)
                .until(() -> line("sources", "customer-service", "customers"), line -> isLevel(line, written));
        assertThat(log.get("state").asString()).isEqualTo("running");
        for (String service :
                List.of("customer-service", "responsibility-service", "grouping-service", "reporting-service")) {
            JsonNode reader = await().atMost(LONG)
                    .until(() -> line("readers", service, "customers"), line -> isLevel(line, written));
            assertThat(reader.get("state").asString()).as(service).isEqualTo("running");
            assertThat(reader.has("reason")).isFalse();
        }
        JsonNode health = admin.get("/api/health").expect(200).json();
        assertThat(health.get("sources")).hasSize(3);
        assertThat(health.get("readers")).hasSize(12);
        assertThat(health.at("/memory/state").asString()).isIn("enough", "tight");
        assertThat(health.at("/memory/heapNeeded").asLong()).isPositive();
    }

    private static boolean isLevel(JsonNode line, long written) {
        return line.path("position").asLong() >= written
                && line.path("lagEvents").asLong(-1) == 0
                && line.path("lagSeconds").asDouble(-1) == 0
                && line.get("position").asLong() == line.get("head").asLong();
    }

    @Test
    void it_is_for_administrators_of_responsibilities() {
        for (String client : List.of("demo-editor", "demo-viewer", "demo-seller", "demo-employee")) {
            Api other = Api.as(client, system);
            other.get("/api/health").expectProblem(403, "level-missing");
            other.get("/api/health/verification").expectProblem(403, "level-missing");
            other.post("/api/health/verification", null).expectProblem(403, "level-missing");
            other.post("/api/health/rebuilds/customers", null).expectProblem(403, "level-missing");
        }
        Api.asNobody(system).get("/api/health").expect(401);
        admin.post("/api/health/rebuilds/others", null).expectProblem(404, "not-found");
        admin.get("/api/health/rebuilds/customers").expect(405);
        admin.get("/api/health/others").expectProblem(404, "not-found");
        admin.get("/api/health?what=ever").expect(400);
    }

    @Test
    void views_that_are_built_anew_answer_as_before_all_the_time() throws Exception {
        String word = "Rebuilt" + UUID.randomUUID().toString().substring(0, 8);
        long written = added(word + " one");
        added(word + " two");
        await().atMost(LONG)
                .until(() -> views(admin, "customers").get("position").asLong() > written);
        String query = "/api/customers?q=" + word;
        String expected = admin.get(query).expect(200).text();
        assertThat(expected).contains("\"total\":2");

        var done = new AtomicBoolean();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> asked = clients.submit(() -> {
                int answers = 0;
                while (!done.get()) {
                    assertThat(admin.get(query).expect(200).text()).isEqualTo(expected);
                    answers++;
                }
                return answers;
            });
            try {
                for (String log : LOGS) {
                    rebuild(admin, log);
                }
            } finally {
                done.set(true);
            }
            assertThat(asked.get()).isPositive();
        }
        assertThat(admin.get(query).expect(200).text()).isEqualTo(expected);
    }

    /** Builds the views of a log anew and waits for the end. */
    static void rebuild(Api api, String log) {
        Instant called = Instant.now();
        JsonNode rebuilt = await().atMost(LONG)
                .until(
                        () -> {
                            JsonNode begun = api.post("/api/health/rebuilds/" + log, null)
                                    .expect(202)
                                    .json();
                            assertThat(begun.get("state").asString()).isIn("running", "finished");
                            return await().atMost(LONG)
                                    .until(
                                            () -> views(api, log).get("lastRebuild"),
                                            last -> !last.get("state")
                                                    .asString()
                                                    .equals("running"));
                        },
                        last -> began(last, called));
        assertThat(rebuilt.get("state").asString()).as(rebuilt.toString()).isEqualTo("finished");
        assertThat(rebuilt.get("events").asLong()).isPositive();
        assertThat(rebuilt.get("seconds").asDouble()).isPositive();
    }

    @Test
    void views_equal_the_logs_while_people_write() throws Exception {
        var done = new AtomicBoolean();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> writer = clients.submit(() -> {
                int written = 0;
                while (!done.get()) {
                    added("Written meanwhile " + UUID.randomUUID());
                    written++;
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
                return written;
            });
            JsonNode verification;
            try {
                verification = verified(admin);
            } finally {
                done.set(true);
            }
            assertThat(writer.get()).isPositive();
            assertThat(verification.get("state").asString())
                    .as(verification.toString())
                    .isEqualTo("equal");
            assertThat(verification
                            .get("digests")
                            .valueStream()
                            .map(digest -> digest.get("source").asString()))
                    .contains("customers", "responsibilities", "groupings");
            assertThat(verification.get("digests").valueStream())
                    .allMatch(digest -> digest.get("served").equals(digest.get("rebuilt")));
            assertThat(verification.at("/positions/customers").asLong()).isPositive();
        }
    }
}
