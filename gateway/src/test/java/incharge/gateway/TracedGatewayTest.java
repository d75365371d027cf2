package incharge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TracedGatewayTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    /** Nothing listens at the collector's address, which holds up no request. */
    @Test
    void a_service_continues_the_trace_of_the_gateway() throws Exception {
        try (var reporting = new StubService("reporting");
                var gateway = new GatewayUnderTest(Map.of(
                        "incharge.reporting-url",
                        reporting.url(),
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://127.0.0.1:1"))) {
            String token = gateway.token("demo-viewer");

            gateway.send(gateway.to("/api/matrix")
                    .header("Authorization", "Bearer " + token)
                    .header("traceparent", "00-" + TRACE + '-' + PARENT + "-00"));
            assertThat(traceparent(reporting))
                    .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
                    .doesNotContain(PARENT);

            gateway.send(gateway.to("/api/matrix")
                    .header("Authorization", "Bearer " + token)
                    .header("traceparent", "nonsense"));
            assertThat(traceparent(reporting))
                    .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
                    .doesNotContain(TRACE);
        }
    }

    private static String traceparent(StubService service) {
        return service.last.get().headers().getFirst("traceparent");
    }
}
