package incharge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.gateway.testing.Race;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The preferences of a person, and what the session says of them and of the workspace. */
class PreferencesTest {

    private static final String PATH = "/api/session/preferences";

    private static StubService reporting;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void open() {
        reporting = new StubService("""
                {"employee":null,"seller":false,"timeZone":"Europe/Helsinki","today":"2026-03-31",
                 "features":{"roles":true,"accounts":true,"categoryRequired":false,"datedClicks":true},
                 "workspace":{"name":"Langworth"},"more":1}""");
        gateway = new GatewayUnderTest(Map.of("incharge.reporting-url", reporting.url()));
    }

    @AfterAll
    static void close() {
        gateway.close();
        reporting.close();
    }

    private static HttpResponse<String> patch(String token, String body, String... headers) throws Exception {
        var request = gateway.to(PATH)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return gateway.send(request);
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(GatewayUnderTest.json(answer).path("code").asString()).isEqualTo(code);
    }

    @Test
    void they_are_merged_and_kept_for_each_person_at_every_gateway() throws Exception {
        String token = gateway.token("demo-admin");
        HttpResponse<String> nothing = gateway.get(PATH, token);
        assertThat(nothing.body()).isEqualTo("{}");
        String first = nothing.headers().firstValue("ETag").orElseThrow();
        String all = """
                {"language":"sv","theme":"dark","density":"comfortable","matrixColumns":["name","team"],
                 "pinnedEmployeeIds":["0190b0f0-0000-7000-8000-000000000001"],
                 "lastPages":{"customers":"/customers?q=a","matrix":"/matrix"}}""";

        HttpResponse<String> set = patch(token, all, "If-Match", first);

        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(GatewayUnderTest.json(set)).isEqualTo(JsonMapper.shared().readTree(all));
        refused(patch(token, "{\"theme\":\"light\"}", "If-Match", first), 412, "stale");
        HttpResponse<String> merged = patch(
                token, "{\"density\":null,\"theme\":\"system\",\"lastPages\":{\"matrix\":null,\"assignees\":\"/a\"}}");
        assertThat(GatewayUnderTest.json(merged)).isEqualTo(JsonMapper.shared().readTree("""
                {"language":"sv","theme":"system","matrixColumns":["name","team"],
                 "pinnedEmployeeIds":["0190b0f0-0000-7000-8000-000000000001"],
                 "lastPages":{"customers":"/customers?q=a","assignees":"/a"}}"""));
        assertThat(patch(token, "{}").headers().firstValue("ETag"))
                .isEqualTo(merged.headers().firstValue("ETag"));
        try (var other = new GatewayUnderTest(Map.of("incharge.reporting-url", reporting.url()))) {
            assertThat(other.get(PATH, other.token("demo-admin")).body()).isEqualTo(merged.body());
        }
        assertThat(gateway.get(PATH, gateway.token("demo-viewer")).body()).isEqualTo("{}");
        patch(token, "{\"language\":null}");
    }

    @Test
    void the_session_follows_the_language_and_names_the_workspace() throws Exception {
        String token = gateway.token("demo-editor");
        JsonNode before = session(token);
        assertThat(before.path("language").asString()).isEqualTo("fi");
        assertThat(before.path("features")).isEqualTo(JsonMapper.shared().readTree("""
                {"roles":true,"accounts":true,"categoryRequired":false,"datedClicks":true}"""));
        assertThat(before.path("timeZone").asString()).isEqualTo("Europe/Helsinki");
        assertThat(before.path("today").asString()).isEqualTo("2026-03-31");
        assertThat(before.at("/workspace/name").asString()).isEqualTo("Langworth");
        assertThat(before.has("more")).isFalse();

        patch(token, "{\"language\":\"nb\"}");
        assertThat(session(token).path("language").asString()).isEqualTo("nb");
        patch(token, "{\"language\":null}");
        assertThat(session(token).path("language").asString()).isEqualTo("fi");
    }

    private static JsonNode session(String token) throws Exception {
        return GatewayUnderTest.json(gateway.send(gateway.to("/api/session")
                .header("Authorization", "Bearer " + token)
                .header("Accept-Language", "fi")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'colour':'red'} | 400 | unknown-field | colour",
                "{'reason':'x'} | 400 | unknown-field | reason",
                "{'language':'de'} | 422 | value-unknown | language",
                "{'language':5} | 400 | wrong-type | language",
                "{'theme':'Dark'} | 422 | value-unknown | theme",
                "{'density':''} | 422 | value-unknown | density",
                "{'matrixColumns':5} | 400 | wrong-type | matrixColumns",
                "{'matrixColumns':true} | 400 | wrong-type | matrixColumns",
                "{'lastPages':'x'} | 400 | wrong-type | lastPages",
                "{'pinnedEmployeeIds':'x'} | 400 | wrong-type | pinnedEmployeeIds",
                "{'pinnedEmployeeIds':[null]} | 400 | required | pinnedEmployeeIds[0]",
                "{'pinnedEmployeeIds':['x']} | 422 | id-invalid | pinnedEmployeeIds[0]",
                "{'pinnedEmployeeIds':['U','U','U','U','U','U']} | 422 | too-many | pinnedEmployeeIds",
                "{'theme':'dark','theme':'light'} | 400 | duplicate-key | theme"
            })
    void bad_values_are_refused_with_their_key_and_change_nothing(String body, int status, String code, String field)
            throws Exception {
        String token = gateway.token("demo-seller");
        patch(token, "{\"theme\":\"light\"}");
        String before = gateway.get(PATH, token).body();

        HttpResponse<String> refused =
                patch(token, body.replace('\'', '"').replace("U", "0190b0f0-0000-7000-8000-000000000001"));

        refused(refused, status, code);
        assertThat(GatewayUnderTest.json(refused).at("/errors/0/field").asString())
                .isEqualTo(field);
        assertThat(gateway.get(PATH, token).body()).isEqualTo(before);
    }

    @Test
    void they_are_at_most_8_kB_sent_and_kept() throws Exception {
        String token = gateway.token("demo-seller");
        refused(patch(token, "{\"lastPages\":[\"" + "x".repeat(8_192) + "\"]}"), 413, "preferences-too-large");
        refused(patch(token, "x".repeat(100_000)), 413, "preferences-too-large");
        assertThat(patch(token, "{\"lastPages\":{\"a\":\"" + "x".repeat(5_000) + "\"}}")
                        .statusCode())
                .isEqualTo(200);
        refused(patch(token, "{\"lastPages\":{\"b\":\"" + "x".repeat(5_000) + "\"}}"), 413, "preferences-too-large");
        assertThat(GatewayUnderTest.json(gateway.get(PATH, token))
                        .path("lastPages")
                        .propertyNames())
                .containsExactly("a");
    }

    @Test
    void what_is_no_patch_is_refused() throws Exception {
        String token = gateway.token("demo-seller");
        refused(patch(token, ""), 400, "body-required");
        refused(patch(token, "null"), 400, "body-required");
        refused(patch(token, "[]"), 400, "wrong-type");
        refused(patch(token, "{} {}"), 400, "json-malformed");
        refused(patch(token, "{}", "If-Match", "x"), 400, "if-match-malformed");
        refused(gateway.send(gateway.to(PATH)), 401, "unauthenticated");
        refused(
                gateway.send(gateway.to(PATH)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "text/plain")
                        .method("PATCH", BodyPublishers.ofString("{}"))),
                415,
                "media-type-unsupported");
        Browser browser = Browser.signedIn(gateway, "demo-seller");
        refused(
                browser.send(browser.to(PATH)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString("{}"))),
                403,
                "cross-site");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"theme\":\"dark\"}", "{\"theme\":\"light\"}"})
    void a_repeated_change_with_the_same_key_is_answered_alike_and_changes_nothing(String body) throws Exception {
        String token = gateway.token("demo-seller");
        String key = UUID.randomUUID().toString();
        patch(token, "{\"theme\":\"light\"}");
        String version = gateway.get(PATH, token).headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> first = patch(token, body, "Idempotency-Key", key, "If-Match", version);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        HttpResponse<String> since = patch(token, "{\"theme\":\"system\"}");

        HttpResponse<String> repeat = patch(token, body, "Idempotency-Key", key, "If-Match", version);

        assertThat(repeat.statusCode()).as(repeat.body()).isEqualTo(200);
        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(repeat.headers().firstValue("ETag"))
                .isEqualTo(first.headers().firstValue("ETag"));
        refused(patch(token, "{\"density\":null}", "Idempotency-Key", key), 422, "idempotency-key-reused");
        refused(patch(token, body, "Idempotency-Key", "a b"), 400, "idempotency-key-malformed");
        assertThat(gateway.get(PATH, token).body()).isEqualTo(since.body());
        assertThat(patch(gateway.token("demo-editor"), "{}", "Idempotency-Key", key)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_first_change_at_once_with_the_same_key_is_made_once() throws Exception {
        String token = gateway.token("demo-viewer");

        List<HttpResponse<String>> answers =
                Race.of(8, () -> patch(token, "{\"density\":\"compact\"}", "Idempotency-Key", "first"));

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
        assertThat(answers)
                .extracting(answer -> answer.headers().firstValue("ETag"))
                .containsOnly(answers.getFirst().headers().firstValue("ETag"));
        patch(token, "{\"density\":null}");
    }

    @Test
    void changes_at_once_are_all_kept() throws Exception {
        String token = gateway.token("demo-employee");
        List<String> names =
                Collections.synchronizedList(new ArrayList<>(List.of("a", "b", "c", "d", "e", "f", "g", "h")));
        Race.of(8, () -> patch(token, "{\"lastPages\":{\"" + names.removeFirst() + "\":\"/\"}}"));

        assertThat(GatewayUnderTest.json(gateway.get(PATH, token))
                        .path("lastPages")
                        .propertyNames())
                .containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f", "g", "h");
    }
}
