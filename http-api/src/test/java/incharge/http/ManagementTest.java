package incharge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import incharge.http.testing.TestTokens;
import incharge.local.ApiClient;
import incharge.local.ApiClient.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;

/** A program with a management port of its own. */
@SpringBootTest(
        classes = TryOut.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "management.server.port=0")
class ManagementTest {
    private static final ApiClient CLIENT = new ApiClient();

    @Value("${local.server.port}")
    private int port;

    @Value("${local.management.port}")
    private int managementPort;

    @Autowired
    private ApplicationContext context;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/prometheus"
            })
    void the_management_port_alone_shows_health_and_metrics(String path) {
        assertThat(status(managementPort, path, null)).isEqualTo(200);
        assertThat(status(port, path, null)).isEqualTo(401);
        assertThat(status(port, path, TestTokens.bearer("demo-admin"))).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/env", "/actuator/heapdump", "/api/things"})
    void the_management_port_opens_nothing_else(String path) {
        assertThat(status(managementPort, path, null)).isEqualTo(401);
        assertThat(status(managementPort, path, TestTokens.bearer("demo-admin")))
                .isEqualTo(404);
    }

    @Test
    void both_ports_show_that_the_program_is_not_ready() {
        assertThat(status(port, "/readyz", null)).isEqualTo(200);
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        try {
            assertThat(status(managementPort, "/actuator/health/readiness", null))
                    .isEqualTo(503);
            assertThat(status(port, "/readyz", null)).isEqualTo(503);
            assertThat(status(managementPort, "/actuator/health/liveness", null))
                    .isEqualTo(200);
            assertThat(status(port, "/livez", null)).isEqualTo(200);
            await().until(() -> metrics().contains("\nincharge_ready 0.0\n"));
        } finally {
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
        }
        await().until(() -> metrics().contains("\nincharge_ready 1.0\n"));
    }

    @Test
    void requests_are_counted_in_few_buckets() {
        assertThat(status(port, "/livez", null)).isEqualTo(200);

        assertThat(metrics()
                        .lines()
                        .filter(line -> line.startsWith("http_server_requests_seconds_bucket{")
                                && line.contains("uri=\"/livez\"")))
                .hasSize(8)
                .anyMatch(line -> line.contains("le=\"0.25\""));
    }

    private String metrics() {
        return CLIENT.send(Request.to("http://127.0.0.1:" + managementPort + "/actuator/prometheus"))
                .text();
    }

    private static int status(int port, String path, String bearer) {
        Request request = Request.to("http://127.0.0.1:" + port + path);
        return CLIENT.send(bearer == null ? request : request.header("Authorization", bearer))
                .statusCode();
    }
}
