package incharge.reporting.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import incharge.http.ProblemException;
import incharge.local.RealParts;
import incharge.reporting.facts.ReportingFacts;
import incharge.reporting.snapshot.HeapState;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.testing.FactScript;
import incharge.reporting.versions.Rebuild;
import incharge.reporting.versions.Runs;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.StoredVersions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadModelsControllerTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final FactScript script = new FactScript().customer("Langworth", "1");
    private final StoredVersions stored = new StoredVersions().apply(script);
    private final Rebuild rebuild = new Rebuild(
            stored.sources(),
            new Runs(RealParts.mongoClient().getDatabase(stored.name())),
            RealParts.mongoClient(),
            new ReportingFacts(new SimpleMeterRegistry()),
            Map.of("bootstrap.servers", RealParts.kafkaBootstrap()));

    @Test
    void a_rebuild_after_which_the_heap_is_too_small_is_not_begun() {
        try (var small = stored.follow(new Snapshots(stored.sources(), heapForNow()))) {
            for (int i = 0; i < 2_000; i++) {
                script.customer("Customer " + i, "C" + i);
            }
            stored.apply(script);
            await().atMost(SOON).until(() -> small.heap().state() == HeapState.State.SHORT);
            var controller = new ReadModelsController(rebuild, null, null, small);

            assertThatThrownBy(() -> controller.rebuild("customers"))
                    .isInstanceOfSatisfying(ProblemException.class, refused -> {
                        assertThat(refused.status()).isEqualTo(503);
                        assertThat(refused.code()).isEqualTo("heap-too-small");
                        assertThat(refused).hasMessageContaining("set -Xmx");
                    });
            assertThat(rebuild.last(Source.CUSTOMERS)).isEmpty();
            assertThat(small.now()).isPresent();
        } finally {
            rebuild.close();
        }
    }

    private long heapForNow() {
        try (var ample = stored.follow()) {
            return await().atMost(SOON).until(() -> ample.heap().heapNeeded(), needed -> needed > 0);
        }
    }
}
