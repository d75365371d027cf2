package incharge.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

@Timeout(300)
class DrainTest {

    @Test
    void a_kept_connection_ends_with_an_answer_and_the_program_with_the_last_connection() throws Exception {
        var service = start("60s");
        int port = service.getWebServer().getPort();
        try (var kept = new Socket("127.0.0.1", port);
                var later = new Socket("127.0.0.1", port)) {
            assertThat(answer(kept)).doesNotContain("Connection: close");

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(service::close);
            await().atMost(Duration.ofSeconds(60)).until(() -> readiness(service) == ReadinessState.REFUSING_TRAFFIC);

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(freshAnswer(port)).contains("Connection: close"));
            assertThat(answer(kept)).startsWith("HTTP/1.1 ").contains("Connection: close");
            assertThat(kept.getInputStream().read()).isEqualTo(-1);
            assertThat(stopped).isNotDone();
            assertThat(answer(later)).contains("Connection: close");

            assertThat(stopped).succeedsWithin(Duration.ofSeconds(50));
        }
    }

    @Test
    void a_connection_that_nobody_uses_is_not_waited_for_longer_than_the_drain() throws Exception {
        var service = start("200ms");
        try (var idle = new Socket("127.0.0.1", service.getWebServer().getPort())) {
            assertThat(answer(idle)).doesNotContain("Connection: close");

            service.close();

            assertThat(idle.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static ServletWebServerApplicationContext start(String drain) {
        return (ServletWebServerApplicationContext) SpringApplication.run(
                TryOut.class, "--server.port=0", "--logging.level.root=warn", "--incharge.http.drain=" + drain);
    }

    private static ReadinessState readiness(ServletWebServerApplicationContext service) {
        return service.getBean(ApplicationAvailability.class).getReadinessState();
    }

    private static String freshAnswer(int port) throws IOException {
        try (var fresh = new Socket("127.0.0.1", port)) {
            return answer(fresh);
        }
    }

    /** The answer to a request on this connection, up to the last chunk of its body. */
    private static String answer(Socket connection) throws IOException {
        connection.getOutputStream().write("GET /livez HTTP/1.1\r\nHost: it\r\n\r\n".getBytes(ISO_8859_1));
        var text = new StringBuilder();
        while (text.indexOf("\r\n0\r\n\r\n") < 0) {
            int next = connection.getInputStream().read();
            if (next < 0) {
                throw new IOException("the connection ended behind: " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }
}
