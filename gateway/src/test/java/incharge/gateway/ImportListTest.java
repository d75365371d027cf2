package incharge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The imports of all services as one list. */
class ImportListTest {

    private static StubService customers;
    private static StubService responsibilities;
    private static GatewayUnderTest gateway;
    private static String token;

    @BeforeAll
    static void open() throws Exception {
        customers = new StubService("customers");
        responsibilities = new StubService("responsibilities");
        gateway = new GatewayUnderTest(Map.of(
                "incharge.customers-url", customers.url(),
                "incharge.responsibilities-url", responsibilities.url()));
        token = gateway.token("demo-admin");
    }

    @AfterAll
    static void close() {
        gateway.close();
        customers.close();
        responsibilities.close();
    }

    private static StubService.Behaviour answering(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private static StubService.Behaviour page(int total, String... days) {
        List<String> items = new ArrayList<>();
        for (String day : days) {
            items.add("{\"importId\":\"%1$s\",\"what\":\"x\",\"startedAt\":\"2026-01-%1$sT08:00:00Z\"}".formatted(day));
        }
        return answering(200, "{\"items\":[%s],\"next\":null,\"total\":%d}".formatted(String.join(",", items), total));
    }

    private static List<String> ids(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        GatewayUnderTest.json(answer)
                .path("items")
                .forEach(item -> ids.add(item.path("importId").asString()));
        return ids;
    }

    @Test
    void it_is_newest_first_and_counts_all() throws Exception {
        customers.behaviour = page(3, "09", "05", "01");
        responsibilities.behaviour = page(2, "07", "03");

        HttpResponse<String> first = gateway.get("/api/imports?limit=2", token);

        assertThat(ids(first)).containsExactly("09", "07");
        JsonNode page = GatewayUnderTest.json(first);
        assertThat(page.path("total").asInt()).isEqualTo(5);
        String next = page.path("next").asString();
        assertThat(ids(gateway.get("/api/imports?limit=2&cursor=" + next, token)))
                .containsExactly("05", "03");
        assertThat(gateway.get("/api/imports?limit=2&state=done&cursor=" + next, token)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_service_is_asked_for_its_own_kinds_with_the_filters_of_the_caller() throws Exception {
        customers.behaviour = page(1, "01");
        responsibilities.behaviour = page(1, "02");

        assertThat(ids(gateway.get("/api/imports?what=projects&state=done&actor=me&limit=7", token)))
                .containsExactly("01");
        assertThat(customers.last.get().uri()).isEqualTo("/api/imports?what=projects&state=done&actor=me&limit=7");
        assertThat(customers.last.get().headers().getFirst("Authorization")).isEqualTo("Bearer " + token);
        assertThat(ids(gateway.get("/api/imports?what=employees", token))).containsExactly("02");
    }

    @Test
    void what_a_service_may_not_show_is_left_out() throws Exception {
        customers.behaviour = answering(403, "{\"code\":\"level-missing\"}");
        responsibilities.behaviour = page(1, "02");

        assertThat(ids(gateway.get("/api/imports", token))).containsExactly("02");
        responsibilities.behaviour = answering(403, "{\"code\":\"level-missing\"}");
        assertThat(gateway.get("/api/imports", token).statusCode()).isEqualTo(403);
        assertThat(gateway.get("/api/imports?what=projects", token).statusCode())
                .isEqualTo(403);
    }

    @Test
    void what_a_service_refuses_is_refused() throws Exception {
        customers.behaviour = answering(400, """
                {"code":"wrong-type","detail":"d","errors":[{"field":"state","code":"wrong-type","message":"m"}]}""");
        responsibilities.behaviour = page(1, "02");

        HttpResponse<String> refused = gateway.get("/api/imports?state=x", token);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(GatewayUnderTest.json(refused).at("/errors/0/field").asString())
                .isEqualTo("state");
    }

    @Test
    void a_service_that_is_away_makes_no_list_that_looks_complete() throws Exception {
        customers.behaviour = page(1, "01");
        responsibilities.behaviour = answering(503, "{\"code\":\"unavailable\",\"detail\":\"d\"}");
        unavailable(gateway.get("/api/imports", token));
        responsibilities.behaviour = answering(502, "no JSON");
        unavailable(gateway.get("/api/imports", token));
        var away = new StubService("away");
        away.close();
        try (var lonely = new GatewayUnderTest(
                Map.of("incharge.customers-url", customers.url(), "incharge.responsibilities-url", away.url()))) {
            unavailable(lonely.get("/api/imports", lonely.token("demo-admin")));
        }
    }

    private static void unavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(GatewayUnderTest.json(answer).path("code").asString()).isEqualTo("unavailable");
    }

    @ParameterizedTest
    @CsvSource({
        "what=invoice, what",
        "what=, what",
        "limit=0, limit",
        "limit=501, limit",
        "cursor=x, cursor",
        "sort=name, sort",
        "asOf=2026-01-01T00:00:00Z, asOf"
    })
    void bad_parameters_are_refused_with_their_name(String query, String field) throws Exception {
        customers.behaviour = page(0);
        responsibilities.behaviour = page(0);

        HttpResponse<String> refused = gateway.get("/api/imports?" + query, token);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(GatewayUnderTest.json(refused).at("/errors/0/field").asString())
                .isEqualTo(field);
    }

    @Test
    void it_needs_a_token() throws Exception {
        assertThat(gateway.send(gateway.to("/api/imports")).statusCode()).isEqualTo(401);
    }
}
