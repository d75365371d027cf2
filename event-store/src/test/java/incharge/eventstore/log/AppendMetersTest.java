package incharge.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AppendMetersTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AppendMeters meters = new AppendMeters(metrics);

    @Test
    void an_append_that_fails_or_ends_unknown_counts_as_failed() {
        fail(new LogUnavailable("no primary", null));
        fail(new AppendUnknown(7, UUID.randomUUID(), null));
        fail(new ConditionFailed(6));

        assertThat(metrics.get("incharge.append.failures").counter().count()).isEqualTo(2);
        assertThat(metrics.get("incharge.append.conflicts").counter().count()).isEqualTo(1);
        assertThat(metrics.get("incharge.append").timer().count()).isZero();
    }

    private void fail(RuntimeException cause) {
        var append = new CompletableFuture<Appended>();
        meters.measure(append);
        append.completeExceptionally(cause);
    }
}
