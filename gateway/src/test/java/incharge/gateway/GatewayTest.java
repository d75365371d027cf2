package incharge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class GatewayTest {

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
        for (StubService stub : List.of(customers, responsibilities, groupings, reporting)) {
            stub.close();
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = GatewayUnderTest.json(answer);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("type").asString()).isEqualTo("urn:incharge:problem:" + code);
        assertThat(problem.path("traceId").asString()).hasSize(32);
        assertThat(problem.path("instance").asString())
                .isEqualTo(answer.request().uri().getRawPath());
    }

    @Nested
    class Routing {

        @Test
        void each_service_gets_its_own() throws Exception {
            assertThat(gateway.get("/api/customers/1", token).body()).isEqualTo("customers");
            assertThat(gateway.get("/api/roles/1", token).body()).isEqualTo("responsibilities");
            assertThat(gateway.get("/api/tags/1", token).body()).isEqualTo("groupings");
            assertThat(gateway.get("/api/matrix", token).body()).isEqualTo("reporting");
            assertThat(gateway.get("/api/customers", token).body()).isEqualTo("reporting");
            assertThat(gateway.send(gateway.to("/api/customers")
                                    .header("Authorization", "Bearer " + token)
                                    .POST(BodyPublishers.ofString("{}")))
                            .body())
                    .isEqualTo("customers");
        }

        @Test
        void requests_are_measured_by_the_paths_of_the_document() throws Exception {
            gateway.get("/api/customers/1", token);
            gateway.get("/api/customers/2", token);
            gateway.get("/api/matrix?q=1", token);

            await().until(() -> gateway.requests("/api/customers/{id}") >= 2 && gateway.requests("/api/matrix") >= 1);
        }

        @Test
        void path_and_query_go_on_letter_for_letter() throws Exception {
            String uri = "/api/matrix?q=%C3%A5%20b+c&team=1&category=2&team=3&empty=&bare";

            gateway.get(uri, token);

            assertThat(reporting.last.get().uri()).isEqualTo(uri);
        }

        @Test
        void headers_of_the_contract_go_on_and_what_claims_an_identity_does_not() throws Exception {
            gateway.send(gateway.to("/api/customers/1")
                    .header("Authorization", "Bearer " + token)
                    .header("If-Match", "\"7\"")
                    .header("Idempotency-Key", "k")
                    .header("Min-Event-Position", "customers=1")
                    .header("Command-Source", "click")
                    .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                    .header("X-User-Id", "root")
                    .header("X-User-Name", "root")
                    .header("X-Forwarded-User", "root")
                    .header("X-Forwarded-For", "10.0.0.1")
                    .header("X-Forwarded-Host", "evil.invalid")
                    .header("Forwarded", "for=10.0.0.1")
                    .header("X-Remote-User", "root")
                    .header("Cookie", "session=1"));

            Headers headers = customers.last.get().headers();
            assertThat(headers.getFirst("Authorization")).isEqualTo("Bearer " + token);
            assertThat(headers.getFirst("If-Match")).isEqualTo("\"7\"");
            assertThat(headers.getFirst("Idempotency-Key")).isEqualTo("k");
            assertThat(headers.getFirst("Min-Event-Position")).isEqualTo("customers=1");
            assertThat(headers.getFirst("Command-Source")).isEqualTo("click");
            assertThat(headers.getFirst("traceparent")).startsWith("00-0af7651916cd43dd8448eb211c80319c");
            assertThat(headers.getFirst("Host")).isEqualTo("127.0.0.1:" + gateway.port);
            assertThat(headers.keySet())
                    .noneMatch(name -> name.toLowerCase().startsWith("x-")
                            || List.of("forwarded", "cookie").contains(name.toLowerCase()));
        }

        @Test
        void the_answer_comes_back_as_it_is() throws Exception {
            customers.behaviour = exchange -> {
                exchange.getResponseHeaders().set("Location", "/api/customers/9");
                exchange.getResponseHeaders().set("ETag", "\"42\"");
                exchange.getResponseHeaders().set("Event-Position", "customers=42");
                exchange.getResponseHeaders().set("Cache-Control", "public, max-age=600");
                exchange.getResponseHeaders().set("Set-Cookie", "incharge-session=x");
                exchange.getResponseHeaders().set("Content-Security-Policy", "default-src *");
                exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
                byte[] body = "{\"code\":\"customer-number-taken\"}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(409, body.length);
                exchange.getResponseBody().write(body);
            };

            HttpResponse<String> answer = gateway.get("/api/customers/9", token);

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).isEqualTo("{\"code\":\"customer-number-taken\"}");
            assertThat(answer.headers().allValues("Location")).containsExactly("/api/customers/9");
            assertThat(answer.headers().allValues("ETag")).containsExactly("\"42\"");
            assertThat(answer.headers().allValues("Event-Position")).containsExactly("customers=42");
            assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/problem+json");
            assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(answer.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
            assertThat(answer.headers().firstValue("Vary"))
                    .hasValueSatisfying(vary -> assertThat(vary).contains("Authorization", "Cookie"));
            assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .singleElement()
                    .asString()
                    .contains("'self'");
            assertThat(gateway.get("/api/tags/1", token).headers().allValues("Cache-Control"))
                    .as("without a mark to ask by")
                    .containsExactly("no-store");
            customers.behaviour = StubService.answering("customers");
        }

        @Test
        void json_is_compressed_for_who_accepts_it_unless_it_has_a_version() throws Exception {
            String rows = "{\"items\":[" + "\"row\",".repeat(5_000) + "\"last\"]}";
            reporting.behaviour = json(rows, null);
            HttpResponse<byte[]> compressed = accepting("gzip, deflate, br", "/api/customers");
            assertThat(compressed.headers().allValues("Content-Encoding")).containsExactly("gzip");
            assertThat(String.join(",", compressed.headers().allValues("Vary")))
                    .containsIgnoringCase("accept-encoding");
            assertThat(compressed.body().length).isLessThan(rows.length() / 10);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(rows);

            for (String encodings : List.of("identity", "br", "gzip;q=0")) {
                HttpResponse<byte[]> plain = accepting(encodings, "/api/customers");
                assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
                assertThat(plain.body()).asString(StandardCharsets.UTF_8).isEqualTo(rows);
            }

            reporting.behaviour = json(rows, "\"42\"");
            HttpResponse<byte[]> versioned = accepting("gzip", "/api/customers");
            assertThat(versioned.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(versioned.headers().allValues("ETag")).containsExactly("\"42\"");
            assertThat(versioned.body()).asString(StandardCharsets.UTF_8).isEqualTo(rows);
            reporting.behaviour = StubService.answering("reporting");
        }

        private static StubService.Behaviour json(String body, String eTag) {
            return exchange -> {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                if (eTag != null) {
                    exchange.getResponseHeaders().set("ETag", eTag);
                }
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            };
        }

        private static HttpResponse<byte[]> accepting(String encodings, String path) throws Exception {
            return gateway.http()
                    .send(
                            gateway.to(path)
                                    .header("Authorization", "Bearer " + token)
                                    .header("Accept-Encoding", encodings)
                                    .build(),
                            BodyHandlers.ofByteArray());
        }

        @Test
        void nothing_is_there_to_say_after_304_and_204_and_connections_stay_usable() throws Exception {
            for (int status : new int[] {304, 204}) {
                groupings.behaviour = exchange -> exchange.sendResponseHeaders(status, -1);
                for (int i = 0; i < 20; i++) {
                    assertThat(gateway.get("/api/tags/1", token).statusCode()).isEqualTo(status);
                }
            }
            groupings.behaviour = StubService.answering("groupings");
            assertThat(gateway.get("/api/tags/1", token).body()).isEqualTo("groupings");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "PUT|/api/customers|GET, POST",
                    "DELETE|/api/customers/0190b0f0-0000-7000-8000-000000000001|GET, PATCH, PUT",
                    "GET|/api/customers/imports|POST",
                    "GET|/api/customers/0190b0f0-0000-7000-8000-000000000001/archive|POST",
                    "POST|/api/customers.csv|GET",
                    "PATCH|/api/tags/0190b0f0-0000-7000-8000-000000000001/customers|GET, POST",
                    "POST|/api/changes|GET",
                    "DELETE|/api/matrix|GET",
                    "POST|/api/session|GET",
                    "PUT|/api/openapi.json|GET",
                    "GET|/oauth2/token|POST",
                    "PROPFIND|/api/projects|GET, POST",
                    "FETCH|/api/teams|GET, POST"
                })
        void a_method_that_a_path_does_not_have_is_refused_with_those_that_it_has(
                String method, String path, String allowed) throws Exception {
            HttpResponse<String> answer = gateway.send(gateway.to(path)
                    .header("Authorization", "Bearer " + token)
                    .method(method, BodyPublishers.noBody()));

            assertProblem(answer, 405, "method-not-allowed");
            assertThat(answer.headers().firstValue("Allow")).hasValue(allowed);
        }

        @Test
        void what_the_gateway_answers_itself_has_no_unknown_parameter() throws Exception {
            for (String path : List.of("/api/session", "/api/openapi.json", "/api/asyncapi.json")) {
                assertProblem(gateway.get(path + "?colour=red", token), 400, "unknown-parameter");
            }
        }

        @Test
        void an_unknown_path_is_a_problem() throws Exception {
            assertProblem(gateway.get("/api/nothing", token), 404, "not-found");
            assertProblem(gateway.get("/api/matrix/1", token), 404, "not-found");
        }
    }

    @Nested
    class Streaming {

        private static final int BIG = 64 << 20;

        @Test
        void a_big_file_goes_up_and_a_big_sheet_comes_down_without_being_held() throws Exception {
            customers.behaviour = exchange -> {
                long received = length(exchange.getRequestBody());
                exchange.sendResponseHeaders(200, 0);
                new Zeros((int) received).transferTo(exchange.getResponseBody());
            };

            HttpResponse<InputStream> answer = gateway.http()
                    .send(
                            gateway.to("/api/customers/imports")
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "multipart/form-data; boundary=x")
                                    .POST(BodyPublishers.ofInputStream(() -> new Zeros(BIG)))
                                    .build(),
                            BodyHandlers.ofInputStream());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(length(answer.body())).isEqualTo(BIG);
            customers.behaviour = StubService.answering("customers");
        }

        @Test
        void the_length_of_a_body_is_forwarded() throws Exception {
            gateway.send(gateway.to("/api/customers")
                    .header("Authorization", "Bearer " + token)
                    .POST(BodyPublishers.ofString("0123456789")));

            assertThat(customers.last.get().headers().getFirst("Content-Length"))
                    .isEqualTo("10");
        }

        @Test
        void an_answer_begins_before_it_ends() throws Exception {
            var begun = new CountDownLatch(1);
            reporting.behaviour = exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(": first\n\n".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                await(begun);
                exchange.getResponseBody().write("data: second\n\n".getBytes(StandardCharsets.UTF_8));
            };

            HttpResponse<InputStream> answer = gateway.http()
                    .send(
                            gateway.to("/api/changes")
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            BodyHandlers.ofInputStream());
            byte[] first = answer.body().readNBytes(9);
            begun.countDown();

            assertThat(new String(first, StandardCharsets.UTF_8)).isEqualTo(": first\n\n");
            assertThat(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("data: second\n\n");
            reporting.behaviour = StubService.answering("reporting");
        }

        @Test
        void half_an_answer_never_looks_complete() {
            reporting.behaviour = exchange -> {
                exchange.sendResponseHeaders(200, 1 << 20);
                exchange.getResponseBody().write(new byte[100_000]);
                exchange.getResponseBody().flush();
                throw new IOException("the service dies");
            };

            assertThatThrownBy(() -> gateway.get("/api/assignees.xlsx", token)).isInstanceOf(IOException.class);
            reporting.behaviour = StubService.answering("reporting");
        }

        private static void await(CountDownLatch latch) throws IOException {
            try {
                if (!latch.await(10, TimeUnit.SECONDS)) {
                    throw new IOException("nobody read the first part");
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        private static long length(InputStream in) throws IOException {
            try (in) {
                return in.transferTo(java.io.OutputStream.nullOutputStream());
            }
        }

        private static final class Zeros extends InputStream {
            private int left;

            Zeros(int length) {
                left = length;
            }

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] buffer, int from, int length) {
                int read = Math.min(left, length);
                left -= read;
                return read == 0 ? -1 : read;
            }
        }
    }

    @Nested
    class Failing {

        @Test
        void a_service_that_is_away_is_503_with_retry_after() throws Exception {
            String away;
            try (var gone = new StubService("gone")) {
                away = gone.url();
            }
            try (var other = new GatewayUnderTest(Map.of("incharge.responsibilities-url", away))) {
                HttpResponse<String> answer = other.get("/api/teams/1", other.token("demo-admin"));

                assertProblem(answer, 503, "unavailable");
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            }
        }

        @Test
        void a_service_that_hangs_is_504() throws Exception {
            var done = new CountDownLatch(1);
            groupings.behaviour = exchange -> Streaming.await(done);
            try (var hasty = new GatewayUnderTest(
                    Map.of("incharge.groupings-url", groupings.url(), "incharge.answer-timeout", "1s"))) {
                HttpResponse<String> answer = hasty.get("/api/tags/1", hasty.token("demo-admin"));

                assertProblem(answer, 504, "no-answer-in-time");
            } finally {
                done.countDown();
            }
            groupings.behaviour = StubService.answering("groupings");
        }

        @Test
        void services_that_hang_take_no_connections_from_the_others() throws Exception {
            var done = new CountDownLatch(1);
            var hanging = new AtomicInteger();
            StubService.Behaviour hang = exchange -> {
                hanging.incrementAndGet();
                Streaming.await(done);
            };
            groupings.behaviour = hang;
            responsibilities.behaviour = hang;
            try (var other = new GatewayUnderTest(Map.of(
                    "incharge.customers-url", customers.url(),
                    "incharge.groupings-url", groupings.url(),
                    "incharge.responsibilities-url", responsibilities.url(),
                    "incharge.service-connections", "2"))) {
                String own = other.token("demo-admin");
                for (String path : List.of("/api/tags/1", "/api/tags/1", "/api/teams/1", "/api/teams/1")) {
                    other.http()
                            .sendAsync(
                                    other.to(path)
                                            .header("Authorization", "Bearer " + own)
                                            .build(),
                                    BodyHandlers.discarding());
                }
                await().atMost(Duration.ofSeconds(60)).until(() -> hanging.get() == 4);

                assertProblem(other.get("/api/tags/2", own), 503, "unavailable");
                assertThat(other.get("/api/customers/1", own).statusCode()).isEqualTo(200);
                done.countDown();
            } finally {
                done.countDown();
                groupings.behaviour = StubService.answering("groupings");
                responsibilities.behaviour = StubService.answering("responsibilities");
            }
        }

        @Test
        void a_service_that_breaks_off_is_not_taken_for_a_client_that_left() throws Exception {
            customers.behaviour = exchange -> {
                exchange.getRequestBody().readNBytes(100_000);
                throw new IOException("the service dies");
            };

            HttpResponse<String> answer = gateway.send(gateway.to("/api/customers")
                    .header("Authorization", "Bearer " + token)
                    .POST(BodyPublishers.ofByteArray(new byte[8 << 20])));

            assertProblem(answer, 503, "unavailable");
            customers.behaviour = StubService.answering("customers");
        }

        @Test
        void a_body_above_its_limit_is_413_before_any_service_receives_it() throws Exception {
            HttpResponse<String> json = gateway.send(gateway.to("/api/customers")
                    .header("Authorization", "Bearer " + token)
                    .POST(BodyPublishers.ofByteArray(new byte[(16 << 20) + 1])));
            HttpResponse<String> file = gateway.send(gateway.to("/api/customers/imports")
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "multipart/form-data; boundary=x")
                    .POST(BodyPublishers.ofByteArray(new byte[(65 << 20) + 1])));

            assertProblem(json, 413, "body-too-large");
            assertProblem(file, 413, "body-too-large");
        }

        @ParameterizedTest
        @ValueSource(ints = {17, 40, 100})
        void a_body_that_grows_above_its_limit_is_413_too(int mebibytes) throws Exception {
            groupings.behaviour = exchange -> {
                exchange.getRequestBody().readAllBytes();
                StubService.answering("read whole").answer(exchange);
            };
            byte[] piece = new byte[1 << 20];

            HttpResponse<String> answer = gateway.send(gateway.to("/api/categories")
                    .header("Authorization", "Bearer " + token)
                    .POST(BodyPublishers.fromPublisher(
                            BodyPublishers.ofByteArrays(Collections.nCopies(mebibytes, piece)))));

            assertProblem(answer, 413, "body-too-large");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET /api/customers/%zz HTTP/1.1",
                    "GET /api/customers|1 HTTP/1.1",
                    "GET /api//customers HTTP/1.1",
                    "GET /api/customers/..;/1 HTTP/1.1",
                    "GET /api/customers%2f1 HTTP/1.1",
                    "GET /api/chang%65s HTTP/1.1",
                    "GET /api/customers/%7E HTTP/1.1",
                    "GET /%61pi/customers/1 HTTP/1.1",
                    "NONSENSE"
                })
        void what_is_not_a_request_is_a_400_problem(String line) throws Exception {
            try (var socket = new Socket("127.0.0.1", gateway.port)) {
                socket.getOutputStream()
                        .write((line + "\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + token
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
                var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "bad-request");
            }
        }
    }

    @Nested
    class Pages {

        @ParameterizedTest
        @ValueSource(strings = {"/api", "/api/docs/index.html", "/api/docs/swagger-ui-bundle.js", "/api/openapi.json"})
        void what_explains_incharge_is_open_to_everybody(String path) throws Exception {
            HttpResponse<String> answer = gateway.send(gateway.to(path));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        }

        @Test
        void pages_load_nothing_from_elsewhere() throws Exception {
            for (String path : List.of("/api", "/api/docs/index.html", "/api/docs/document.js")) {
                assertThat(gateway.send(gateway.to(path)).body().replace(gateway.url(), ""))
                        .doesNotContain("http://", "https://", "<script>");
            }
            assertThat(gateway.send(gateway.to("/api/docs")).headers().firstValue("Location"))
                    .hasValueSatisfying(location -> assertThat(location).endsWith("/api/docs/index.html"));
        }

        @Test
        void the_document_is_the_published_one() throws Exception {
            HttpResponse<String> answer = gateway.send(gateway.to("/api/openapi.json"));

            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(GatewayUnderTest.json(answer).path("openapi").asString()).startsWith("3.1");
        }

        @Test
        void health_is_open() throws Exception {
            assertThat(gateway.send(gateway.to("/actuator/health/readiness")).body())
                    .contains("UP");
            assertThat(gateway.send(gateway.to("/actuator/health/liveness")).body())
                    .contains("UP");
            assertThat(gateway.send(gateway.to("/readyz")).body()).contains("UP");
            assertThat(gateway.send(gateway.to("/actuator/env")).statusCode()).isEqualTo(401);
            assertThat(gateway.send(gateway.to("/actuator/prometheus")).statusCode())
                    .isEqualTo(401);
        }
    }

    @Nested
    class Sessions {

        @Test
        void it_says_who_one_is() throws Exception {
            reporting.behaviour = StubService.answering("""
                    {"employee":{"id":"0191","name":"Sanna"},"seller":true}
                    """);

            HttpResponse<String> answer = gateway.send(gateway.to("/api/session")
                    .header("Authorization", "Bearer " + gateway.token("demo-seller"))
                    .header("Accept-Language", "nb-NO,nb;q=0.9,en;q=0.5"));

            assertThat(GatewayUnderTest.json(answer))
                    .isEqualTo(tools.jackson.databind.json.JsonMapper.shared().readTree("""
                                            {"user":"demo-seller","employee":{"id":"0191","name":"Sanna"},
                                             "levels":{"customers":"edit","responsibilities":"edit","groups":"view","reports":"view"},
                                             "seller":true,"language":"nb"}
                                            """));
            reporting.behaviour = StubService.answering("reporting");
        }

        @Test
        void who_is_no_longer_active_has_none() throws Exception {
            reporting.behaviour = exchange -> {
                byte[] problem = "{\"code\":\"employee-inactive\"}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(401, problem.length);
                exchange.getResponseBody().write(problem);
            };

            assertProblem(gateway.get("/api/session", token), 401, "employee-inactive");
            reporting.behaviour = StubService.answering("reporting");
        }

        @Test
        void without_reporting_there_is_a_session_without_an_employee() throws Exception {
            reporting.behaviour = exchange -> exchange.sendResponseHeaders(503, -1);

            JsonNode session = GatewayUnderTest.json(gateway.get("/api/session", token));

            assertThat(session.path("user").asString()).isEqualTo("demo-admin");
            assertThat(session.path("employee").isNull()).isTrue();
            assertThat(session.path("language").asString()).isEqualTo("en");
            reporting.behaviour = StubService.answering("reporting");
        }
    }
}
