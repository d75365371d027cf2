package incharge.reporting;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import incharge.feed.Fact;
import incharge.http.testing.TestTokens;
import incharge.local.ApiClient.Response;
import incharge.local.RealParts;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.RandomFacts;
import incharge.reporting.testing.RunningService;
import incharge.reporting.testing.Topics;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.InMemoryTimeline;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.Sources;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** The service over real parts: the facts of a company come on Kafka step by step, each test continues the last one. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReportingServiceTest {

    private static final String DATABASE = RealParts.freshDatabaseName();
    private static final FactScript SCRIPT = RandomFacts.of(42, 400);

    private static Topics topics;
    private static RunningService service;
    private static int published;

    @BeforeAll
    static void start() throws Exception {
        topics = Topics.create();
        publish();
        service = new RunningService(DATABASE);
    }

    @AfterAll
    static void stop() {
        service.close();
        topics.close();
    }

    private static void publish() {
        topics.publish(SCRIPT.facts().subList(published, SCRIPT.facts().size()));
        published = SCRIPT.facts().size();
    }

    private static String positions() {
        return "customers=%d, responsibilities=%d, groupings=%d"
                .formatted(
                        SCRIPT.facts("incharge.customers").size(),
                        SCRIPT.facts("incharge.responsibilities").size(),
                        SCRIPT.facts("incharge.groupings").size());
    }

    /** Returns the answer of the views over the same facts in memory. */
    private static String expected(String query) {
        var views = new Views(new InMemoryTimeline().apply(SCRIPT.facts()));
        return new String(views.get(query).getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    /** Repeats the query while the answer is 503, which means that the snapshot is not complete yet. */
    private static Response answered(String query, String... headers) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> service.get(query, headers), answer -> answer.statusCode() != 503);
    }

    private static void assertServesEverything() {
        for (String query : List.of(
                "/api/matrix?limit=500&projects=true&archived=true&period=all&on=2026-05-05",
                "/api/assignees?limit=500&projects=true&period=all&on=2026-05-05",
                "/api/customers?limit=500&archived=true&on=2026-05-05",
                "/api/employees?limit=500",
                "/api/categories?limit=500",
                "/api/tags?limit=500")) {
            Response answer = answered(query, "Min-Event-Position", positions());

            assertThat(RunningService.text(answer)).as(query).isEqualTo(expected(query));
            assertThat(answer.headers()
                            .firstValue("Event-Position")
                            .orElseThrow()
                            .split(", "))
                    .containsExactlyInAnyOrder(positions().split(", "));
        }
    }

    private static double gauge(String name) {
        return service.bean(MeterRegistry.class).get(name).gauge().value();
    }

    @Test
    @Order(1)
    void it_becomes_ready_and_shows_what_the_topics_hold() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> service.anonymous("/actuator/health/readiness").statusCode() == 200);

        assertServesEverything();
        int customers = service.json("/api/customers?limit=1").get("total").asInt();
        assertThat(gauge("incharge.snapshot.customers"))
                .as("with the archived ones")
                .isGreaterThan(customers);
        assertThat(gauge("incharge.snapshot.build")).isBetween(0.000_1, 60.0);
        assertThat(gauge("incharge.rebuild.progress")).isEqualTo(1);
    }

    @Test
    @Order(2)
    void who_has_no_token_is_not_let_in() {
        assertThat(service.anonymous("/api/matrix").statusCode()).isEqualTo(401);
        assertThat(service.anonymous("/api/health").statusCode()).isEqualTo(401);
        assertThat(service.anonymous("/api/session").statusCode()).isEqualTo(401);
        assertThat(service.anonymous("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(service.anonymous("/actuator/prometheus").statusCode()).isEqualTo(401);
    }

    @Test
    @Order(2)
    void a_refusal_names_the_level_that_the_caller_lacks() {
        String editor = TestTokens.bearer("demo-editor");
        String employee = TestTokens.bearer("demo-employee");
        Map<String, Object> claims = TestTokens.claims("demo-editor");
        claims.put("levels", java.util.Map.of("customers", "edit", "responsibilities", "edit", "groups", "edit"));
        String withoutReports = "Bearer " + TestTokens.signed(claims, TestTokens.KEY);
        for (String query : List.of(
                "/api/matrix",
                "/api/assignees",
                "/api/history",
                "/api/customers",
                "/api/projects",
                "/api/employees",
                "/api/teams",
                "/api/roles",
                "/api/categories",
                "/api/tags",
                "/api/groupings",
                "/api/search?q=a",
                "/api/responsibilities/batches",
                "/api/categories/" + id("any") + "/customers",
                "/api/tags/" + id("any") + "/customers")) {
            Response refused = service.getAs(employee, query);
            assertThat(refused.statusCode()).as(query).isEqualTo(403);
            assertThat(RunningService.text(refused)).contains("level-missing");
            assertThat(service.getAs(withoutReports, query).statusCode())
                    .as(query)
                    .isIn(200, 404);
        }
        for (String download : List.of(
                "/api/assignees.xlsx",
                "/api/history.csv",
                "/api/customers.csv",
                "/api/tags/" + id("any") + "/customers.csv",
                "/api/categories/" + id("any") + "/customers.xlsx")) {
            assertThat(service.getAs(withoutReports, download).statusCode())
                    .as(download)
                    .isEqualTo(403);
            assertThat(service.getAs(editor, download).statusCode())
                    .as(download)
                    .isIn(200, 404);
        }
        assertThat(service.getAs(editor, "/api/health").statusCode()).isEqualTo(403);
        assertThat(service.getAs(editor, "/api/health/verification").statusCode())
                .isEqualTo(403);
        assertThat(service.getAs(employee, "/api/session").statusCode()).isEqualTo(200);
        for (String own : List.of("/api/me/responsibilities", "/api/me/activities")) {
            assertThat(service.getAs(employee, own).statusCode()).as(own).isEqualTo(200);
        }
    }

    @Test
    @Order(3)
    void one_can_wait_for_ones_own_writes_and_not_for_what_never_comes() {
        JsonNode before = service.json("/api/customers?q=acme");
        SCRIPT.customer("Acme", "A-1")
                .employee("Anna", null, false, true)
                .because("asked by phone")
                .assigned("Acme", "Anna", null, null, null)
                .because(null);
        publish();
        JsonNode after = service.json("/api/matrix?q=acme", "Min-Event-Position", positions());

        assertThat(before.get("total").asInt()).isZero();
        assertThat(after.at("/rows/0/cells/0/employeeId").asString())
                .isEqualTo(id("Anna").toString());
        Response late = service.get("/api/matrix", "Min-Event-Position", "customers=99999");
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(late.headers().firstValue("Retry-After")).isPresent();
        assertThat(service.get("/api/matrix", "Min-Event-Position", "others=5").statusCode())
                .isEqualTo(200);
        assertThat(service.get("/api/matrix", "Min-Event-Position", "customers").statusCode())
                .isEqualTo(400);
    }

    @Test
    @Order(4)
    void what_is_delivered_again_changes_nothing() {
        topics.publish(SCRIPT.facts("incharge.responsibilities").subList(50, 90));
        topics.publish(SCRIPT.facts("incharge.customers").subList(0, 40));
        SCRIPT.customer("Behind", "A-2");
        publish();

        assertServesEverything();
    }

    @Test
    @Order(5)
    void a_history_shows_who_changed_what_when_and_why() {
        SCRIPT.responsibility("ResponsibilityRemoved", "customer", "Acme", "Acme", "Anna", null, null, null);
        publish();
        JsonNode cell = service.json(
                "/api/history?subject=" + id("Acme") + "&employee=" + id("Anna"), "Min-Event-Position", positions());

        assertThat(cell.get("total").asInt()).isEqualTo(2);
        assertThat(cell.at("/items/0/type").asString()).isEqualTo("ResponsibilityRemoved");
        JsonNode assigned = cell.at("/items/1");
        assertThat(assigned.get("type").asString()).isEqualTo("ResponsibilityAssigned");
        assertThat(assigned.get("actor").toString()).isEqualTo("{\"user\":\"anna\"}");
        assertThat(assigned.get("reason").asString()).isEqualTo("asked by phone");
        assertThat(assigned.at("/subject/name").asString()).isEqualTo("Acme");
        assertThat(assigned.at("/employee/name").asString()).isEqualTo("Anna");
        assertThat(service.json("/api/history?customer=" + id("Acme"))
                        .get("total")
                        .asInt())
                .isEqualTo(3);
        assertThat(service.json("/api/history?employee=" + id("Anna"))
                        .get("total")
                        .asInt())
                .isEqualTo(3);
        assertThat(service.json("/api/history?subject=" + id("nobody"))
                        .get("total")
                        .asInt())
                .isZero();
    }

    @Test
    @Order(6)
    void a_history_has_every_event_once_over_all_pages() {
        var positions = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page = service.json("/api/history?limit=100" + cursor);
            assertThat(page.get("total").asInt()).isEqualTo(SCRIPT.facts().size());
            page.get("items").forEach(item -> positions.add(item.get("position").asString()));
            cursor = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").asString();
        } while (cursor != null);

        List<String> expected = SCRIPT.facts().reversed().stream()
                .map(fact -> fact.topic().substring("incharge.".length()) + "=" + fact.sequence())
                .toList();
        assertThat(positions).containsExactlyElementsOf(expected);
        String csv = RunningService.text(service.get("/api/history.csv"));
        assertThat(csv.lines()).hasSize(SCRIPT.facts().size() + 1);
    }

    @Test
    @Order(7)
    void a_time_shows_what_was_recorded_until_then() {
        for (int events : List.of(0, 123, 300, 400)) {
            List<Fact> facts = SCRIPT.facts().subList(0, events);
            Instant then = facts.isEmpty() ? FactScript.BEGIN : facts.getLast().time();
            var query = "/api/matrix?limit=500&projects=true&archived=true&period=all&on=2026-05-05";
            var views = new Views(new InMemoryTimeline().apply(facts));

            assertThat(RunningService.text(service.get(query + "&asOf=" + then)))
                    .isEqualTo(new String(views.get(query).getContentAsByteArray(), StandardCharsets.UTF_8));
        }
        assertThat(service.json("/api/history?asOf=" + SCRIPT.facts().get(99).time())
                        .get("total")
                        .asInt())
                .isEqualTo(100);
        assertThat(service.get("/api/matrix?asOf=2999-01-01T00:00:00Z").statusCode())
                .isEqualTo(400);
    }

    @Test
    @Order(8)
    void each_source_is_built_anew_while_it_is_served() throws Exception {
        Sources sources = service.bean(Sources.class);
        var done = new AtomicBoolean();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> queries = clients.submit(() -> {
                int answers = 0;
                while (!done.get()) {
                    assertThat(service.json("/api/customers?q=acme")
                                    .get("total")
                                    .asInt())
                            .isEqualTo(1);
                    Instant time = SCRIPT.facts().get(200).time();
                    assertThat(service.json("/api/matrix?limit=1&asOf=" + time)
                                    .get("total")
                                    .asInt())
                            .isPositive();
                    answers++;
                }
                return answers;
            });
            try {
                for (Source source : Source.values()) {
                    Response begun = service.post("/api/health/rebuilds/" + source.shortName());
                    assertThat(begun.statusCode())
                            .as(RunningService.text(begun))
                            .isEqualTo(202);
                    assertThat(RunningService.text(begun)).contains("\"startedAt\"");
                }
                SCRIPT.customer("Meanwhile", "A-3");
                publish();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> sources.all().values().stream().allMatch(state -> state.generation() >= 2));
                await().until(() -> gauge("incharge.rebuild.progress") == 1);
                // the new generation is served a moment before its run is noted as ended
                await().until(() ->
                        reader("customers").at("/lastRebuild/state").asString().equals("finished"));
                // what was published last may have come after the end
                assertThat(reader("customers").at("/lastRebuild/events").asInt())
                        .isGreaterThanOrEqualTo(
                                SCRIPT.facts("incharge.customers").size() - 1);
            } finally {
                done.set(true);
            }
            assertThat(queries.get()).isPositive();
        }
        assertThat(service.post("/api/health/rebuilds/others").statusCode()).isEqualTo(404);

        assertServesEverything();
        SCRIPT.customer("Afterwards", "A-4");
        publish();
        assertServesEverything();
    }

    @Test
    @Order(9)
    void what_is_served_is_verified_while_it_changes() throws Exception {
        assertThat(service.get("/api/health/verification").statusCode()).isEqualTo(404);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<JsonNode> verified = clients.submit(ReportingServiceTest::verified);
            for (int i = 0; i < 20; i++) {
                SCRIPT.customer("Written meanwhile " + i, "V-" + i);
                publish();
            }
            assertThat(verified.get().get("state").asString())
                    .as(verified.get().toString())
                    .isEqualTo("equal");
        }
        assertServesEverything();
        assertThat(verified().at("/positions/customers").asInt())
                .isEqualTo(SCRIPT.facts("incharge.customers").size());

        MongoCollection<Document> versions = served(Source.CUSTOMERS);
        Document stored = versions.find(
                        Filters.and(Filters.eq("kind", "customer"), Filters.eq("until", Long.MAX_VALUE)))
                .first();
        versions.updateOne(Filters.eq(stored.get("_id")), Updates.set("content.name", "Changed behind its back"));
        JsonNode different = verified();

        assertThat(different.get("state").asString()).isEqualTo("different");
        assertThat(different
                        .get("digests")
                        .valueStream()
                        .filter(digest -> digest.get("different").asInt() > 0))
                .singleElement()
                .satisfies(digest -> {
                    assertThat(digest.get("source").asString()).isEqualTo("customers");
                    assertThat(digest.get("of").asString()).isEqualTo("versions");
                    assertThat(digest.get("kind").asString()).isEqualTo("customer");
                    assertThat(digest.get("served")).isNotEqualTo(digest.get("rebuilt"));
                    assertThat(digest.get("ids").toString()).isEqualTo("[\"" + stored.getString("key") + "\"]");
                });
        assertThat(different.toString()).doesNotContain("Changed behind");
        versions.replaceOne(Filters.eq(stored.get("_id")), stored);
        assertThat(verified().get("state").asString()).isEqualTo("equal");
        assertThat(RealParts.mongoClient().getDatabase(DATABASE).listCollectionNames())
                .filteredOn(name -> name.startsWith("versions."))
                .as("what was built to compare is dropped")
                .hasSize(Source.values().length);
    }

    /** Returns the outcome of a verification that begins now. */
    private static JsonNode verified() {
        Response begun = service.post("/api/health/verification");
        assertThat(begun.statusCode()).isEqualTo(202);
        assertThat(begun.headers().firstValue("Location")).hasValue("/api/health/verification");
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> service.json("/api/health/verification"),
                        verification -> !verification.get("state").asString().equals("running"));
    }

    private static MongoCollection<Document> served(Source source) {
        int generation = service.bean(Sources.class).all().get(source).generation();
        return RealParts.mongoClient()
                .getDatabase(DATABASE)
                .getCollection("versions." + source.shortName() + "." + generation);
    }

    private static JsonNode reader(String source) {
        return service.json("/api/health")
                .get("readers")
                .valueStream()
                .filter(reader -> reader.get("source").asString().equals(source))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(10)
    void a_dropped_database_is_built_from_the_topics() {
        service.close();
        RealParts.mongoClient().getDatabase(DATABASE).drop();
        service = new RunningService(DATABASE);

        // nothing is ever missing: the first answer that is one, however early, has everything
        assertThat(RunningService.text(answered("/api/customers?limit=500&archived=true&on=2026-05-05")))
                .isEqualTo(expected("/api/customers?limit=500&archived=true&on=2026-05-05"));
        assertServesEverything();
    }

    @Test
    @Order(11)
    void a_restart_goes_on_where_it_stood_and_builds_anew_what_an_older_model_wrote() {
        service.close();
        MongoCollection<Document> checkpoints =
                RealParts.mongoClient().getDatabase(DATABASE).getCollection("feeds");
        checkpoints.updateOne(Filters.eq("incharge.groupings#2"), Updates.set("model", 0));
        SCRIPT.customer("In between", "A-5");
        publish();
        service = new RunningService(DATABASE);

        assertServesEverything();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> service.bean(Sources.class).all().values().stream()
                        .allMatch(state -> state.model() == 6
                                && (state.source() == Source.GROUPINGS
                                        ? state.generation() >= 2
                                        : state.generation() == 1)));
        assertServesEverything();
    }

    @Test
    @Order(12)
    void a_time_just_past_shows_what_is_published_later() throws Exception {
        Instant recorded = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String query = "/api/customers?q=just&asOf=" + recorded;
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> first = clients.submit(() -> RunningService.text(service.get(query)));
            SCRIPT.from(recorded).customer("Just now", "A-6");
            publish();

            assertThat(first.get()).contains("Just now");
            assertThat(RunningService.text(service.get(query))).isEqualTo(first.get());
        }
    }

    @Test
    @Order(13)
    void without_kafka_it_serves_what_it_has() {
        service.close();
        service = new RunningService(DATABASE, "127.0.0.1:1");

        assertServesEverything();
        assertThat(service.anonymous("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(reader("customers").get("state").asString()).isEqualTo("retrying");
        assertThat(reader("customers").get("position").asInt())
                .isEqualTo(SCRIPT.facts("incharge.customers").size());
        assertThat(service.anonymous("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(14)
    void before_the_first_catch_up_there_is_no_empty_answer() {
        service.close();
        service =
                new RunningService(RealParts.freshDatabaseName(), "127.0.0.1:1", "--incharge.reporting.patience=500ms");
        Response answer = service.get("/api/customers");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(RunningService.text(answer)).contains("\"code\":\"not-ready\"");
    }
}
