package incharge.acceptance;

import static incharge.acceptance.Workspace.body;
import static incharge.acceptance.Workspace.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import incharge.local.ApiClient;
import incharge.local.ApiClient.Request;
import incharge.local.ApiClient.Response;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The metrics of each program, at the addresses that the launcher names. */
@ExtendWith(SharedSystem.class)
class MetricsTest {
    private static final ApiClient HTTP = new ApiClient();

    static final List<String> PROGRAMS =
            List.of("customer-service", "responsibility-service", "grouping-service", "reporting-service", "gateway");

    private static final List<String> OF_FEEDS = Stream.of(
                    "incharge.customers", "incharge.responsibilities", "incharge.groupings")
            .flatMap(topic -> Stream.of("lag_events", "lag_seconds", "stopped", "position", "foreign_total")
                    .map(name -> "incharge_feed_" + name + "{topic=\"" + topic + "\"}"))
            .toList();

    private static final List<String> OF_LOGS = List.of(
            "incharge_append_seconds_count",
            "incharge_append_seconds_sum",
            "incharge_append_seconds_bucket{le=\"0.1\"}",
            "incharge_append_conflicts_total",
            "incharge_append_failures_total",
            "incharge_log_head",
            "incharge_relay_active",
            "incharge_relay_lag_events",
            "incharge_relay_lag_seconds");

    private static RunningSystem system;

    @BeforeAll
    static void start(RunningSystem shared) {
        system = shared;
    }

    @ParameterizedTest
    @FieldSource("PROGRAMS")
    void each_program_shows_what_it_owns(String program) {
        List<String> owned = switch (program) {
            case "gateway" -> List.of("incharge_live_streams", "incharge_sign_in_failures_total");
            case "reporting-service" ->
                Stream.concat(
                                OF_FEEDS.stream(),
                                Stream.of(
                                        "incharge_snapshot_customers",
                                        "incharge_snapshot_build_seconds",
                                        "incharge_snapshot_heap_needed_bytes",
                                        "incharge_snapshot_position{topic=\"incharge.customers\"}",
                                        "incharge_reporting_skipped_total{topic=\"incharge.customers\"}",
                                        "incharge_rebuild_progress"))
                        .toList();
            case "grouping-service" ->
                Stream.of(OF_LOGS, OF_FEEDS).flatMap(List::stream).toList();
            default ->
                Stream.of(OF_LOGS, OF_FEEDS, List.of("incharge_imports_running", "incharge_imports_stalled_seconds"))
                        .flatMap(List::stream)
                        .toList();
        };

        String metrics = metrics(program);

        assertThat(owned)
                .allSatisfy(series -> assertThat(value(metrics, series)).isNotNegative());
        assertThat(value(metrics, "incharge_ready")).isEqualTo(1);
        assertThat(value(metrics, "process_uptime_seconds")).isPositive();
        assertThat(metrics).contains("http_server_requests_seconds_count{", "jvm_memory_used_bytes{");
    }

    @ParameterizedTest
    @CsvSource({"liveness", "readiness"})
    void each_program_shows_its_health_beside_its_metrics(String probe) {
        assertThat(PROGRAMS).allSatisfy(program -> {
            String health = address(program).replace("/actuator/prometheus", "/actuator/health/" + probe);
            assertThat(HTTP.send(Request.to(health)).statusCode()).isEqualTo(200);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/prometheus", "/actuator/health", "/actuator/env"})
    void the_public_port_of_the_gateway_has_none_of_it(String path) {
        assertThat(Api.asNobody(system).get(path).status()).isEqualTo(401);
        assertThat(Api.as("demo-admin", system).get(path).status()).isEqualTo(404);
    }

    @Test
    void a_fact_moves_the_metrics_on_its_way() {
        String before = metrics("customer-service");
        double customers = value(metrics("reporting-service"), "incharge_snapshot_customers");

        Workspace.of(Api.as("demo-admin", system))
                .post("/api/customers", body("name", unique("Measured")))
                .expect(201);

        String after = metrics("customer-service");
        assertThat(value(after, "incharge_log_head")).isGreaterThan(value(before, "incharge_log_head"));
        assertThat(value(after, "incharge_append_seconds_count"))
                .isGreaterThan(value(before, "incharge_append_seconds_count"));
        assertThat(metrics("gateway").lines())
                .as("the gateway measures by route")
                .anyMatch(line -> line.startsWith("http_server_requests_seconds_count{")
                        && line.contains("uri=\"/api/customers\""));
        await().until(() -> value(metrics("customer-service"), "incharge_relay_lag_events") == 0);
        await().until(() -> value(metrics("reporting-service"), "incharge_snapshot_customers") > customers);
    }

    @Test
    void a_refused_client_counts_as_a_failed_sign_in() {
        double before = value(metrics("gateway"), "incharge_sign_in_failures_total");

        Response refused = HTTP.send(Request.to(system.url() + "/oauth2/token")
                .method("POST")
                .header("Authorization", "Basic ZGVtby1hZG1pbjpndWVzcw==")
                .body("application/x-www-form-urlencoded", "grant_type=client_credentials"));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(value(metrics("gateway"), "incharge_sign_in_failures_total")).isEqualTo(before + 1);
    }

    private static String address(String program) {
        return address(system, program);
    }

    private static String address(RunningSystem system, String program) {
        return system.addresses()
                .get("INCHARGE_METRICS_" + program.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static String metrics(String program) {
        return metrics(system, program);
    }

    /** Returns what a program shows to Prometheus. */
    static String metrics(RunningSystem system, String program) {
        Response response = HTTP.send(Request.to(address(system, program)));
        assertThat(response.statusCode()).isEqualTo(200);
        return response.text();
    }

    /** Returns the value of a series, which must be there. */
    static double value(String metrics, String series) {
        return metrics.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line ->
                        Double.parseDouble(line.substring(series.length()).strip()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(series + " is missing"));
    }
}
