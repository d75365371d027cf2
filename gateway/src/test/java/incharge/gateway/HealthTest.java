package incharge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the services answer about themselves, put together. */
class HealthTest {

    private static final String SOURCE = """
            {"source":"%s","position":7,"head":9,"lagEvents":2,"lagSeconds":0.5,"state":"running"}""";
    private static final List<String> LOGS = List.of("customers", "responsibilities", "groupings");

    private static StubService customers;
    private static StubService responsibilities;
    private static StubService groupings;
    private static StubService reporting;
    private static GatewayUnderTest gateway;
    private static String token;

    @BeforeAll
    static void open() throws Exception {
        customers = new StubService("customers");
        responsibilities = new StubService("responsibilities");
        groupings = new StubService("groupings");
        reporting = new StubService("reporting");
        gateway = new GatewayUnderTest(Map.of(
                "incharge.customers-url", customers.url(),
                "incharge.responsibilities-url", responsibilities.url(),
                "incharge.groupings-url", groupings.url(),
                "incharge.reporting-url", reporting.url()));
        token = gateway.token("demo-admin");
    }

    @AfterAll
    static void close() {
        gateway.close();
        List.of(customers, responsibilities, groupings, reporting).forEach(StubService::close);
    }

    @BeforeEach
    void all_answer() {
        customers.behaviour = answering(200, health("customers"));
        responsibilities.behaviour = answering(200, health("responsibilities"));
        groupings.behaviour = answering(200, health("groupings"));
        reporting.behaviour = answering(200, "{\"readers\":[%s],\"memory\":{\"state\":\"enough\"}}".formatted(lines()));
    }

    private static String lines() {
        return String.join(",", LOGS.stream().map(SOURCE::formatted).toList());
    }

    private static String health(String log) {
        return "{\"sources\":[%s],\"readers\":[%s]}".formatted(SOURCE.formatted(log), lines());
    }

    private static StubService.Behaviour answering(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private static JsonNode health() throws Exception {
        HttpResponse<String> answer = gateway.get("/api/health", token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return GatewayUnderTest.json(answer);
    }

    @Test
    void each_log_and_each_reader_has_a_line() throws Exception {
        JsonNode health = health();

        assertThat(health.path("sources")
                        .valueStream()
                        .map(each -> each.path("source").asString()))
                .containsExactlyElementsOf(LOGS);
        assertThat(health.at("/sources/1/service").asString()).isEqualTo("responsibility-service");
        assertThat(health.at("/sources/1/lagEvents").asInt()).isEqualTo(2);
        assertThat(health.path("readers")).hasSize(12);
        assertThat(health.at("/readers/11/reader").asString()).isEqualTo("reporting-service");
        assertThat(health.at("/readers/11/source").asString()).isEqualTo("groupings");
        assertThat(health.at("/readers/11/position").asInt()).isEqualTo(7);
        assertThat(health.at("/memory/state").asString()).isEqualTo("enough");
        assertThat(customers.last.get().headers().getFirst("Authorization")).isEqualTo("Bearer " + token);
    }

    @Test
    void a_service_without_an_answer_hides_nothing_of_the_others() throws Exception {
        var over = new CountDownLatch(1);
        try {
            customers.behaviour = exchange -> await(over);
            groupings.behaviour = answering(500, "{}");
            reporting.behaviour = answering(200, "no JSON");
            JsonNode health = health();

            assertThat(states(health.path("sources"))).containsExactly("noAnswer", "running", "noAnswer");
            assertThat(health.at("/sources/0/reason").asString()).startsWith("customer-service did not answer");
            assertThat(health.at("/sources/0").has("position")).isFalse();
            assertThat(states(health.path("readers")))
                    .containsExactly(
                            "noAnswer",
                            "noAnswer",
                            "noAnswer",
                            "running",
                            "running",
                            "running",
                            "noAnswer",
                            "noAnswer",
                            "noAnswer",
                            "noAnswer",
                            "noAnswer",
                            "noAnswer");
            assertThat(health.has("memory")).isFalse();
        } finally {
            over.countDown();
        }
    }

    private static void await(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> states(JsonNode lines) {
        return lines.valueStream().map(line -> line.path("state").asString()).toList();
    }

    @Test
    void it_is_for_administrators_even_when_no_service_answers() throws Exception {
        String editor = gateway.token("demo-editor");

        HttpResponse<String> refused = gateway.get("/api/health", editor);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("level-missing");
        assertThat(gateway.send(gateway.to("/api/health")).statusCode()).isEqualTo(401);
        reporting.behaviour = answering(401, "{\"code\":\"employee-inactive\"}");
        assertThat(gateway.get("/api/health", token).statusCode()).isEqualTo(401);
    }
}
