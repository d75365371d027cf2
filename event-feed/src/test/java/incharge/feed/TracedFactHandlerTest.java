package incharge.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TracedFactHandlerTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    @Test
    void a_fact_is_applied_inside_the_trace_of_its_command() {
        assertThat(traces(fact("00-" + TRACE + '-' + PARENT + "-01")))
                .singleElement()
                .satisfies(trace -> assertThat(trace).startsWith(TRACE).doesNotContain(PARENT));
    }

    @Test
    void facts_without_a_trace_are_applied_without_one() {
        assertThat(traces(fact(null))).containsExactly("none");
        assertThat(traces()).containsExactly("none");
    }

    @Test
    void what_is_no_trace_context_stops_nothing() {
        assertThat(traces(fact("nonsense"), fact("00-" + TRACE + '-' + PARENT + "-01")))
                .hasSize(1);
    }

    /** Returns the trace and the span in which the facts are applied. */
    private static List<String> traces(Fact... facts) {
        var traces = new ArrayList<String>();
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ObservationAutoConfiguration.class,
                        OpenTelemetrySdkAutoConfiguration.class,
                        OpenTelemetryTracingAutoConfiguration.class,
                        MicrometerTracingAutoConfiguration.class))
                .run(context -> {
                    var tracer = context.getBean(Tracer.class);
                    FactHandler noting =
                            (ClientSession _, List<Fact> _) -> traces.add(Stream.ofNullable(tracer.currentSpan())
                                    .map(span -> span.context().traceId()
                                            + '/'
                                            + span.context().spanId())
                                    .findFirst()
                                    .orElse("none"));
                    new TracedFactHandler(noting, tracer, context.getBean(Propagator.class))
                            .apply(null, List.of(facts));
                    assertThat(tracer.currentSpan()).isNull();
                });
        return traces;
    }

    private static Fact fact(String traceparent) {
        return new Fact(
                "incharge.things",
                1,
                0,
                UUID.randomUUID(),
                "Happened",
                1,
                "subject",
                Instant.EPOCH,
                "anna",
                "command",
                null,
                null,
                null,
                traceparent,
                null);
    }
}
