package incharge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import incharge.http.testing.TestTokens;
import incharge.local.ApiClient;
import incharge.local.ApiClient.Request;
import incharge.local.ApiClient.Response;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.tracing.Tracer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class TracingTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void without_a_collector_nothing_is_traced() {
        try (ConfigurableApplicationContext program = SpringApplication.run(TryOut.class, "--server.port=0")) {
            assertThat(program.getBeanNamesForType(Tracer.class)).isEmpty();
        }
    }

    /** The parent says that its trace is not sampled. */
    @Test
    void every_request_is_sent_to_the_collector_in_the_trace_of_its_caller(CapturedOutput output) throws Exception {
        List<String> sent = new CopyOnWriteArrayList<>();
        var collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            sent.add(HexFormat.of().formatHex(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try (ConfigurableApplicationContext program = SpringApplication.run(
                TryOut.class,
                "--server.port=0",
                "--spring.application.name=try-out",
                "--management.opentelemetry.tracing.export.schedule-delay=100ms",
                "--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:"
                        + collector.getAddress().getPort())) {
            Response response = new ApiClient()
                    .send(Request.to("http://127.0.0.1:"
                                    + program.getEnvironment().getProperty("local.server.port") + "/api/nowhere")
                            .header("Authorization", TestTokens.bearer("demo-editor"))
                            .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-00"));

            assertThat(JsonMapper.shared()
                            .readTree(response.body())
                            .path("traceId")
                            .asString())
                    .isEqualTo(TRACE);
            await().until(() -> sent.stream().anyMatch(spans -> spans.contains(TRACE)));
            assertThat(String.join("", sent))
                    .contains(HexFormat.of().formatHex("try-out".getBytes(StandardCharsets.UTF_8)));
            assertThat(output.getOut()).contains("[" + TRACE + "]");
            assertThat(program.getBean(PrometheusMeterRegistry.class)
                            .scrape("application/openmetrics-text")
                            .lines()
                            .filter(line -> line.contains(" # {")))
                    .as("a bucket leads to its trace, and Prometheus takes exemplars at nothing else")
                    .anyMatch(line -> line.contains(TRACE))
                    .allMatch(line -> line.contains("_bucket{") || line.contains("_total"));
        } finally {
            collector.stop(0);
        }
    }
}
