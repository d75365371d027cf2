package incharge.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import incharge.local.ApiClient.Part;
import incharge.local.ApiClient.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiClientTest {
    private final ApiClient http = new ApiClient(Duration.ofSeconds(5));
    private HttpServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        server.createContext("/echo", exchange -> respond(exchange, 200, echo(exchange)));
        server.createContext("/missing", exchange -> respond(exchange, 404, "not here"));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/echo");
            respond(exchange, 302, "");
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop(0);
    }

    @Test
    void method_headers_and_body_arrive_and_return() {
        ApiClient.Response response = http.send(Request.to(url + "/echo?q=%20a")
                .method("PATCH")
                .header("If-Match", "\"5\"")
                .body("text/plain", "grün"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.text()).isEqualTo("PATCH /echo?q=%20a \"5\" text/plain grün");
        assertThat(response.headers().firstValue("x-length")).hasValue("5");
    }

    @Test
    void every_status_is_a_response() {
        ApiClient.Response missing = http.send(Request.to(url + "/missing"));
        ApiClient.Response moved = http.send(Request.to(url + "/moved"));

        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.text()).isEqualTo("not here");
        assertThat(moved.statusCode()).isEqualTo(302);
        assertThat(moved.headers().firstValue("Location")).hasValue("/echo");
    }

    @Test
    void a_body_in_chunks_carries_no_length() {
        ApiClient.Response response = http.send(Request.to(url + "/echo")
                .method("POST")
                .header("Transfer-Encoding", "chunked")
                .body("text/plain", "abc"));

        assertThat(response.text()).endsWith("text/plain abc");
        assertThat(response.headers().firstValue("X-Length")).isEmpty();
    }

    @Test
    void a_form_holds_files_and_fields() {
        ApiClient.Response response = http.send(Request.to(url + "/echo")
                .method("POST")
                .form(List.of(
                        Part.text("mapping", null, "{}"), Part.file("a.csv", "text/csv", "a,b\r\n".getBytes(UTF_8)))));

        assertThat(response.text())
                .contains("multipart/form-data; boundary=")
                .contains("\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"
                        + "Content-Type: text/csv\r\n\r\na,b\r\n\r\n--")
                .contains("Content-Disposition: form-data; name=\"mapping\"\r\n\r\n{}\r\n--")
                .endsWith("--\r\n");
    }

    @Test
    void a_closed_stream_closes_its_connection() throws IOException {
        var closed = new AtomicBoolean();
        server.createContext("/stream", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(": beat\n".getBytes(UTF_8));
                    exchange.getResponseBody().flush();
                    Thread.sleep(20);
                }
            } catch (IOException | InterruptedException _) {
                closed.set(true);
            }
        });

        try (ApiClient.OpenResponse stream = ApiClient.open(Request.to(url + "/stream"))) {
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(new String(stream.body().readNBytes(14), UTF_8)).isEqualTo(": beat\n: beat\n");
        }

        await().atMost(Duration.ofSeconds(10)).untilTrue(closed);
    }

    @Test
    void no_response_is_an_error() {
        server.createContext("/silent", _ -> {});
        try (var impatient = new ApiClient(Duration.ofMillis(200))) {
            assertThatThrownBy(() -> impatient.send(Request.to(url + "/silent")))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("GET " + url + "/silent");
        }
        assertThatThrownBy(() -> http.send(Request.to("http://127.0.0.1:" + FreePorts.choose())))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("refused");
    }

    private static String echo(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        if (headers.containsKey("Content-Length")) {
            exchange.getResponseHeaders().set("X-Length", headers.getFirst("Content-Length"));
        }
        return String.join(
                " ",
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers.getFirst("If-Match"),
                headers.getFirst("Content-Type"),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
