package incharge.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import incharge.http.testing.TestTokens;
import incharge.local.ApiClient;
import incharge.local.ApiClient.Request;
import incharge.local.ApiClient.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
        classes = TryOut.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "server.tomcat.connection-timeout=2s")
class HttpTest {
    private static final String ID = "0190b0f0-0000-7000-8000-000000000001";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ApiClient CLIENT = new ApiClient();

    @Autowired
    private ServletWebServerApplicationContext service;

    @Nested
    class Bodies {
        static Stream<Arguments> bad() {
            return Stream.of(
                    // not JSON
                    arguments("", 400, "body-required", null),
                    arguments("null", 400, "body-required", null),
                    arguments("{", 400, "json-malformed", null),
                    arguments("{\"name\":\"A\"}}", 400, "json-malformed", null),
                    arguments("{\"name\":\"A\"} {\"name\":\"B\"}", 400, "json-malformed", null),
                    arguments("{'name':'A'}", 400, "json-malformed", null),
                    arguments("{\"name\":\"A\",}", 400, "json-malformed", null),
                    arguments("{\"name\":\"a\nb\"}", 400, "json-malformed", null),
                    arguments("{\"name\":\"\\x41\"}", 400, "json-malformed", null),
                    arguments("{\"size\":NaN}", 400, "json-malformed", null),
                    arguments("{\"size\":01}", 400, "json-malformed", null),
                    arguments("[".repeat(100_000), 400, "wrong-type", null),
                    arguments("{\"labels\":" + "[".repeat(100_000), 400, "wrong-type", "labels[0]"),
                    arguments("{\"size\":" + "9".repeat(5_000) + "}", 400, "json-too-large", null),
                    // not of this shape
                    arguments("[]", 400, "wrong-type", null),
                    arguments("\"A\"", 400, "wrong-type", null),
                    arguments("5", 400, "wrong-type", null),
                    arguments("{\"name\":\"A\",\"nick\":1}", 400, "unknown-field", "nick"),
                    arguments("{\"changes\":[{},{\"x\":1}]}", 400, "unknown-field", "changes[1].x"),
                    arguments("{\"changes\":[{\"address\":{\"x\":1}}]}", 400, "unknown-field", "changes[0].address.x"),
                    arguments("{\"name\":\"A\",\"name\":\"B\"}", 400, "duplicate-key", "name"),
                    arguments("{\"address\":{\"city\":\"A\",\"city\":\"B\"}}", 400, "duplicate-key", "address.city"),
                    arguments("{\"name\":5}", 400, "wrong-type", "name"),
                    arguments("{\"name\":true}", 400, "wrong-type", "name"),
                    arguments("{\"name\":{\"$gt\":\"\"}}", 400, "wrong-type", "name"),
                    arguments("{\"name\":[\"A\"]}", 400, "wrong-type", "name"),
                    arguments("{\"size\":\"5\"}", 400, "wrong-type", "size"),
                    arguments("{\"size\":\"\"}", 400, "wrong-type", "size"),
                    arguments("{\"size\":1.5}", 400, "wrong-type", "size"),
                    arguments("{\"size\":true}", 400, "wrong-type", "size"),
                    arguments("{\"size\":99999999999}", 400, "out-of-range", "size"),
                    arguments("{\"seller\":\"true\"}", 400, "wrong-type", "seller"),
                    arguments("{\"seller\":1}", 400, "wrong-type", "seller"),
                    arguments("{\"labels\":\"A\"}", 400, "wrong-type", "labels"),
                    arguments("{\"labels\":[\"A\",5]}", 400, "wrong-type", "labels[1]"),
                    arguments("{\"labels\":[\"A\",null]}", 400, "required", "labels[1]"),
                    arguments("{\"changes\":[null]}", 400, "required", "changes[0]"),
                    arguments("{\"changes\":{}}", 400, "wrong-type", "changes"),
                    arguments("{\"address\":\"\"}", 400, "wrong-type", "address"),
                    arguments("{\"address\":[]}", 400, "wrong-type", "address"),
                    arguments("{\"changes\":[{\"employeeId\":7}]}", 400, "wrong-type", "changes[0].employeeId"),
                    arguments("{\"changes\":[{},{},{},{\"kind\":0}]}", 400, "wrong-type", "changes[3].kind"),
                    arguments("{\"changes\":[{\"from\":[2026,1,1]}]}", 400, "wrong-type", "changes[0].from"),
                    // no text that could be stored
                    arguments("{\"name\":\"a\\u0000b\"}", 400, "text-invalid", "name"),
                    arguments("{\"name\":\"\\ud800\"}", 400, "text-invalid", "name"),
                    arguments("{\"name\":\"\\udc00\\ud800\"}", 400, "text-invalid", "name"),
                    arguments("{\"labels\":[\"\\u0007\"]}", 400, "text-invalid", "labels[0]"),
                    // against a rule
                    arguments("{}", 422, "required", "name"),
                    arguments("{\"name\":null}", 422, "required", "name"),
                    arguments("{\"name\":\"  \"}", 422, "required", "name"),
                    arguments("{\"name\":\"" + "x".repeat(301) + "\"}", 422, "too-long", "name"),
                    arguments("{\"name\":\"" + "x".repeat(10 << 20) + "\"}", 422, "too-long", "name"),
                    arguments("{\"name\":\"A\",\"ean\":\"4006381333932\"}", 422, "ean-invalid", "ean"),
                    arguments("{\"name\":\"A\",\"country\":\"XX\"}", 422, "country-unknown", "country"),
                    arguments("{\"name\":\"A\",\"reason\":\"" + "x".repeat(501) + "\"}", 422, "too-long", "reason"),
                    arguments("{\"changes\":[{\"kind\":\"other\"}]}", 422, "value-unknown", "changes[0].kind"),
                    arguments("{\"changes\":[{\"kind\":\"\"}]}", 422, "value-unknown", "changes[0].kind"),
                    arguments(
                            "{\"changes\":[{\"employeeId\":\"1-1-1-1-1\"}]}",
                            422,
                            "id-invalid",
                            "changes[0].employeeId"),
                    arguments("{\"changes\":[{\"from\":\"2026-02-30\"}]}", 422, "date-invalid", "changes[0].from"));
        }

        @ParameterizedTest
        @MethodSource
        void bad(String body, int status, String code, String field) throws Exception {
            Response response = send(post("/api/things", body));

            assertProblem(response, status, code, field);
        }

        @Test
        void of_a_million_fields_are_refused() throws Exception {
            var body = new StringBuilder("{");
            for (int i = 0; i < 1_000_000; i++) {
                body.append("\"k").append(i).append("\":1,");
            }
            body.append("\"name\":\"A\"}");
            String nested = "{\"address\":" + body + "}";

            for (String thing : new String[] {body.toString(), nested}) {
                assertThat(send(post("/api/things", thing)).statusCode()).isEqualTo(400);
            }
            for (String patch : new String[] {body.toString(), nested}) {
                Request request =
                        request("/api/things/" + ID).method("PATCH").body("application/merge-patch+json", patch);
                assertThat(send(request).statusCode()).isEqualTo(400);
            }
        }

        @Test
        void that_do_not_arrive_end_in_a_408() throws Exception {
            String response = raw(
                    "POST /api/things HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 100\r\nAuthorization: " + TestTokens.bearer("demo-editor")
                            + "\r\n\r\n{\"name\":",
                    true);

            assertThat(response).startsWith("HTTP/1.1 408").contains("\"code\":\"request-timeout\"");
        }

        @Test
        void several_faults_are_told_at_once() throws Exception {
            Response response = send(post("/api/things", "{\"ean\":\"1\",\"country\":\"XX\"}"));

            assertProblem(response, 422, "invalid", "name");
            assertThat(JSON.readTree(response.body()).path("errors")).hasSize(3);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {"{}|count", "{\"count\":1}|seller", "{\"count\":null,\"seller\":true}|count"})
        void what_must_be_there_is_missed(String body, String field) throws Exception {
            assertProblem(send(post("/api/things/counted", body)), 400, "required", field);
        }

        @Test
        void bytes_that_are_no_utf_8_are_refused() throws Exception {
            byte[] body = "{\"name\":\"\u00e5\"}".getBytes(ISO_8859_1);

            assertProblem(
                    send(request("/api/things").method("POST").body("application/json", body)),
                    400,
                    "json-malformed",
                    null);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "text/plain",
                    "application/x-www-form-urlencoded",
                    "application/xml",
                    "multipart/form-data; boundary=x",
                    "nonsense"
                })
        void other_media_types_are_refused(String type) throws Exception {
            Request request = request("/api/things").method("POST").body(type, "{\"name\":\"A\"}");

            assertProblem(send(request), 415, "media-type-unsupported", null);
        }

        @Test
        void more_than_16_mebibytes_are_refused_said_or_not() throws Exception {
            var body = new byte[(16 << 20) + 1];
            java.util.Arrays.fill(body, (byte) ' ');
            Request said = request("/api/things").method("POST").body("application/json", body);
            Request chunked = said.header("Transfer-Encoding", "chunked");

            assertProblem(send(said), 413, "body-too-large", null);
            assertProblem(send(chunked), 413, "body-too-large", null);
            assertProblem(send(chunked.header("Idempotency-Key", "k")), 413, "body-too-large", null);
        }

        @Test
        void a_good_body_is_answered_in_our_form() throws Exception {
            var body =
                    "{\"name\":\"Söderström \\ud83d\\ude00\",\"changes\":[{\"kind\":\"oldProject\",\"from\":\"2026-01-31\"}],\"labels\":[]}";

            Response response = send(post("/api/things", body));

            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(response.headers().firstValue("Event-Position")).hasValue("customers=8");
            assertThat(response.headers().firstValue("ETag")).hasValue("\"8\"");
            JsonNode answer = JSON.readTree(response.body());
            assertThat(answer.path("name").asString()).isEqualTo("Söderström 😀");
            assertThat(answer.at("/changes/0/kind").asString()).isEqualTo("oldProject");
            assertThat(answer.at("/changes/0/from").asString()).isEqualTo("2026-01-31");
            assertThat(answer.propertyNames()).startsWith("name", "ean", "country");
        }
    }

    @Nested
    class Patches {
        @Test
        void change_remove_and_keep() throws Exception {
            var patch = "{\"name\":\"New\",\"country\":null,\"address\":{\"city\":\"Oulu\"}}";

            JsonNode answer = JSON.readTree(
                    send(patch(patch, "application/merge-patch+json")).body());

            assertThat(answer.path("name").asString()).isEqualTo("New");
            assertThat(answer.path("country").isNull()).isTrue();
            assertThat(answer.path("size").asInt()).isEqualTo(3);
            assertThat(answer.at("/address/city").asString()).isEqualTo("Oulu");
            assertThat(answer.at("/address/street").asString()).isEqualTo("Main 1");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"nick\":1}|400|unknown-field|nick",
                    "{\"nick\":null}|400|unknown-field|nick",
                    "{\"address\":{\"zip\":null}}|400|unknown-field|address.zip",
                    "{\"name\":5}|400|wrong-type|name",
                    "{\"name\":\"a\\u0000\"}|400|text-invalid|name",
                    "{\"name\":\"A\",\"name\":\"B\"}|400|duplicate-key|name",
                    "[]|400|wrong-type|",
                    "{|400|json-malformed|",
                    "{\"changes\":[{\"from\":\"x\"}]}|422|date-invalid|changes[0].from"
                })
        void are_read_strictly(String patch, int status, String code, String field) throws Exception {
            assertProblem(send(patch(patch, "application/json")), status, code, field);
        }

        @Test
        void of_another_media_type_are_refused() throws Exception {
            Response response = send(patch("{}", "application/json-patch+json"));

            assertProblem(response, 415, "media-type-unsupported", null);
            assertThat(response.headers().firstValue("Accept"))
                    .hasValueSatisfying(accept -> assertThat(accept).contains("application/merge-patch+json"));
        }

        private Request patch(String body, String type) {
            return request("/api/things/" + ID).method("PATCH").body(type, body);
        }
    }

    @Nested
    class Queries {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "?colour=red|unknown-parameter|colour",
                    "?Q=a|unknown-parameter|Q",
                    "?name[$regex]=(a%2B)%2B$|unknown-parameter|name[$regex]",
                    "?q=a&q=b|repeated-parameter|q",
                    "?limit=1&limit=2|repeated-parameter|limit",
                    "?limit=0|out-of-range|limit",
                    "?limit=-1|out-of-range|limit",
                    "?limit=501|out-of-range|limit",
                    "?limit=1000000000|wrong-type|limit",
                    "?limit=|wrong-type|limit",
                    "?limit=ten|wrong-type|limit",
                    "?cursor=|cursor-invalid|cursor",
                    "?cursor=AAAA|cursor-invalid|cursor",
                    "?cursor=%2B%2B|cursor-invalid|cursor",
                    "?cursor=MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkw|cursor-invalid|cursor",
                    "?size=|wrong-type|size",
                    "?size=0x10|wrong-type|size",
                    "?size=%201|wrong-type|size",
                    "?size=99999999999|wrong-type|size",
                    "?archived=yes|wrong-type|archived",
                    "?archived=1|wrong-type|archived",
                    "?archived=TRUE|wrong-type|archived",
                    "?sort=$where|value-unknown|sort",
                    "?sort=CREATED_AT|value-unknown|sort",
                    "?q=a%00b|text-invalid|q",
                    "?q=%ff|parameters-malformed|",
                    "?q=|value-empty|q",
                    "?q|value-empty|q",
                    "?q=+%09|value-empty|q",
                    "?q=%E2%80%8B%C2%AD|value-empty|q",
                    "?tag=a&tag=|value-empty|tag",
                    "?archived=|wrong-type|archived",
                    "?sort=|value-unknown|sort",
                    "/filtered?customer=|id-invalid|customer",
                    "/filtered?on=|date-invalid|on",
                    "/filtered?customer=nobody|id-invalid|customer",
                    "/filtered?on=2026-02-30|date-invalid|on",
                    "/filtered?on=2026-01-01&on=2026-01-02|repeated-parameter|on",
                    "/filtered?archived=maybe|wrong-type|archived",
                    "/filtered?sort=size|value-unknown|sort",
                    "/filtered?actor=me|unknown-parameter|actor",
                    "/needed|required|asOf",
                    "/needed?asOf=yesterday|instant-invalid|asOf",
                    "/not-an-id|id-invalid|id"
                })
        void are_read_strictly(String query, String code, String field) throws Exception {
            assertProblem(get("/api/things" + query), 400, code, field);
        }

        @Test
        void are_percent_encoded() throws Exception {
            String response = raw("GET /api/things?q=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
                    + TestTokens.bearer("demo-editor") + "\r\n\r\n");

            assertThat(response).startsWith("HTTP/1.1 400").contains("\"code\":\"parameters-malformed\"");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "?q=%C3%A5+b&tag=x&tag=y,z&sort=createdAt&archived=true&limit=500&size=-3",
                    "/filtered",
                    "/filtered?sort=name&archived=false&on=2024-02-29"
                })
        void that_are_right_are_answered(String query) throws Exception {
            assertThat(get("/api/things" + query).statusCode()).isEqualTo(200);
        }

        @Test
        void take_lists_by_repetition() throws Exception {
            Response response = get("/api/things/filtered?customer=" + ID + "&customer=" + ID.replace('1', '2'));

            assertThat(JSON.readTree(response.body()).path("customer")).hasSize(2);
        }

        @Test
        void are_paged_by_cursors_of_their_own() throws Exception {
            JsonNode first = JSON.readTree(get("/api/things?limit=50&q=a").body());
            JsonNode second = JSON.readTree(
                    get("/api/things?q=a&limit=50&cursor=" + first.path("next").asString())
                            .body());
            JsonNode third = JSON.readTree(
                    get("/api/things?q=a&limit=50&cursor=" + second.path("next").asString())
                            .body());

            assertThat(first.path("total").asInt()).isEqualTo(120);
            assertThat(second.at("/items/0").asString()).isEqualTo("thing-50");
            assertThat(third.path("items")).hasSize(20);
            assertThat(third.path("next").isNull()).isTrue();
            assertProblem(
                    get("/api/things?q=b&limit=50&cursor=" + first.path("next").asString()),
                    400,
                    "cursor-invalid",
                    "cursor");
        }
    }

    @Nested
    class Positions {
        @Test
        void reached_ones_are_answered_with() throws Exception {
            Response response = send(request("/api/things").header("Min-Event-Position", "customers=7, somewhere=99"));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Event-Position"))
                    .hasValueSatisfying(position -> assertThat(position).startsWith("customers="));
        }

        @Test
        void are_waited_for() throws Exception {
            TryOut.POSITIONS.put("groupings", 1L);

            CompletableFuture<Response> answer = CompletableFuture.supplyAsync(
                    () -> send(request("/api/things").header("Min-Event-Position", "groupings=2")));
            TryOut.POSITIONS.put("groupings", 2L);

            assertThat(answer.join().statusCode()).isEqualTo(200);
        }

        @Test
        void never_reached_are_a_503() throws Exception {
            long start = System.nanoTime();

            Response response = send(request("/api/things").header("Min-Event-Position", "customers=1000000"));

            assertProblem(response, 503, "position-not-reached", null);
            assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(4_900), Duration.ofSeconds(20));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "customers",
                    "customers=",
                    "customers=x",
                    "customers=-1",
                    "customers=1;groupings=2",
                    "customers=99999999999999999999",
                    "",
                    "=5",
                    ","
                })
        void malformed_ones_are_refused(String position) throws Exception {
            assertProblem(
                    send(request("/api/things").header("Min-Event-Position", position)),
                    400,
                    "position-malformed",
                    "Min-Event-Position");
        }
    }

    @Nested
    class Faults {
        @ParameterizedTest
        @CsvSource({
            "bug, 500, internal-error, ",
            "overflow, 500, internal-error, ",
            "mongo, 503, unavailable, ",
            "socket, 503, unavailable, ",
            "hidden, 404, not-found, ",
            "busy, 503, catching-up, ",
            "sent, 410, bad-request, "
        })
        void are_problems(String how, int status, String code, String field) throws Exception {
            Response response = get("/api/things/broken/" + how);

            assertProblem(response, status, code, field);
            assertThat(response.text()).doesNotContain("secret", "Exception", "incharge.http", "\\tat ");
            if (status == 503) {
                assertThat(response.headers().firstValue("Retry-After")).isPresent();
            }
        }

        @Test
        void of_the_route_are_problems() throws Exception {
            assertProblem(get("/api/nowhere"), 404, "not-found", null);
            assertProblem(get("/"), 404, "not-found", null);
            assertProblem(get("/error"), 404, "not-found", null);
            assertProblem(get("/actuator/env"), 404, "not-found", null);
            assertProblem(get("/actuator/prometheus"), 404, "not-found", null);
            assertProblem(get("/api/things/../x%2f..%2f"), 400, "bad-request", null);
            for (String method : List.of("DELETE", "PROPFIND", "FETCH")) {
                Response response = send(request("/api/things").method(method));
                assertProblem(response, 405, "method-not-allowed", null);
                assertThat(response.headers().firstValue("Allow")).hasValue("GET, POST");
            }
        }

        @Test
        void of_a_method_that_the_container_refuses_are_problems() throws Exception {
            String response = raw("TRACE /api/things HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            assertThat(response)
                    .startsWith("HTTP/1.1 405")
                    .contains("application/problem+json", "\"code\":\"method-not-allowed\"")
                    .containsIgnoringCase("\r\nAllow: ");
        }

        @Test
        void are_problems_whatever_is_accepted() throws Exception {
            assertProblem(send(request("/api/nowhere").header("Accept", "text/html")), 404, "not-found", null);
        }

        @ParameterizedTest
        @ValueSource(strings = {"text/csv", "///", "application/xml;q=0.5"})
        void no_command_takes_effect_and_is_refused_because_of_what_is_accepted(String accept) throws Exception {
            Response response = send(request("/api/things").header("Accept", accept));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        }

        @Test
        void carry_the_trace_of_the_request() throws Exception {
            var trace = "4bf92f3577b34da6a3ce929d0e0e4736";

            Response response =
                    send(request("/api/nowhere").header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));

            assertThat(JSON.readTree(response.body()).path("traceId").asString())
                    .isEqualTo(trace);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET /api/things?q=\"<> HTTP/1.1\r\nHost: x\r\n\r\n",
                    "GET /api/things HTTP/1.1\r\n\r\n",
                    "NONSENSE\r\n\r\n",
                    "GET /api/\u0000things HTTP/1.1\r\nHost: x\r\n\r\n",
                    "POST /api/things HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                    "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n"
                })
        void that_the_container_notices_are_problems(String request) throws Exception {
            String response = raw(request);

            assertThat(response)
                    .startsWith("HTTP/1.1 400")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .contains("\"code\":\"bad-request\"", "\"traceId\"");
        }
    }

    @Nested
    class Files {
        @Test
        void are_taken() throws Exception {
            assertThat(send(upload("file", "a,b\r\n")).text()).isEqualTo("5");
        }

        @Test
        void that_are_missing_or_malformed_are_refused() throws Exception {
            assertProblem(send(upload("other", "a")), 400, "required", "file");
            assertProblem(send(multipart("no boundary at all")), 400, "required", "file");
            assertProblem(
                    send(multipart("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc")),
                    400,
                    "multipart-malformed",
                    null);
            assertProblem(
                    send(request("/api/things/files").method("POST").body("multipart/form-data", "a")),
                    400,
                    "multipart-malformed",
                    null);
            assertProblem(send(post("/api/things/files", "{}")), 415, "media-type-unsupported", null);
        }

        @Test
        void beyond_64_mebibytes_are_refused() throws Exception {
            var body = new ByteArrayOutputStream();
            body.writeBytes(
                    "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n".getBytes(UTF_8));
            body.writeBytes(new byte[(64 << 20) + 1]);
            body.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));

            assertProblem(
                    send(request("/api/things/files")
                            .method("POST")
                            .header("Transfer-Encoding", "chunked")
                            .body("multipart/form-data; boundary=b", body.toByteArray())),
                    413,
                    "body-too-large",
                    null);
        }

        private Request upload(String part, String content) {
            return multipart("--b\r\nContent-Disposition: form-data; name=\"" + part + "\"; filename=\"a.csv\"\r\n\r\n"
                    + content + "\r\n--b--\r\n");
        }

        private Request multipart(String body) {
            return request("/api/things/files").method("POST").body("multipart/form-data; boundary=b", body);
        }
    }

    @Nested
    class Access {
        @Test
        void needs_a_token() throws Exception {
            Response response = send(Request.to(uri("/api/things")).header("X-User-Id", "demo-admin"));

            assertProblem(response, 401, "unauthenticated", null);
            assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Bearer", "Bearer x", "Bearer a.b.c", "Basic ZGVtbzpkZW1v", "Bearer ééé"})
        void needs_a_good_token(String authorization) throws Exception {
            String raw = raw("GET /api/things HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
                    + authorization + "\r\n\r\n");

            assertThat(raw).startsWith("HTTP/1.1 401").contains("\"code\":\"unauthenticated\"");
        }

        @Test
        void ends_with_the_token() throws Exception {
            Map<String, Object> claims = TestTokens.claims("demo-admin");
            claims.put("exp", new java.util.Date(System.currentTimeMillis() - 120_000));
            Request request = Request.to(uri("/api/things"))
                    .header("Authorization", "Bearer " + TestTokens.signed(claims, TestTokens.KEY));

            assertProblem(send(request), 401, "unauthenticated", null);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/actuator/health",
                    "/actuator/health/liveness",
                    "/actuator/health/readiness",
                    "/livez",
                    "/readyz"
                })
        void is_open_to_the_watchers(String path) throws Exception {
            Response response = send(Request.to(uri(path)));

            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    private String uri(String path) {
        return "http://127.0.0.1:" + service.getWebServer().getPort()
                + path.replace("[", "%5B").replace("]", "%5D").replace("$", "%24");
    }

    private Request request(String path) {
        return Request.to(uri(path)).header("Authorization", TestTokens.bearer("demo-editor"));
    }

    private Request post(String path, String body) {
        return request(path).method("POST").body("application/json", body);
    }

    private Response get(String path) {
        return send(request(path));
    }

    private static Response send(Request request) {
        return CLIENT.send(request);
    }

    private String raw(String request) throws IOException {
        return raw(request, false);
    }

    /** What comes back on a connection that only this was written to; a stalling sender keeps it open. */
    private String raw(String request, boolean stalling) throws IOException {
        try (var socket = new Socket("127.0.0.1", service.getWebServer().getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            if (!stalling) {
                socket.shutdownOutput();
            }
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static void assertProblem(Response response, int status, String code, String field) {
        assertThat(response.statusCode()).as(response.text()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = JSON.readTree(response.body());
        assertThat(problem.path("code").asString()).as(response.text()).isEqualTo(code);
        assertThat(problem.path("type").asString()).isEqualTo("urn:incharge:problem:" + code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(problem.path("instance").asString()).startsWith("/");
        assertThat(problem.path("traceId").asString()).matches("[0-9a-f]{32}");
        if (field == null) {
            assertThat(problem.has("errors")).as(response.text()).isFalse();
        } else {
            assertThat(problem.at("/errors/0/field").asString())
                    .as(response.text())
                    .isEqualTo(field);
            assertThat(problem.at("/errors/0/message").asString()).isNotBlank();
        }
    }
}
