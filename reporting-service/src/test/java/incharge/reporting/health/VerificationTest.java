package incharge.reporting.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import incharge.local.RealParts;
import incharge.reporting.facts.ReportingFacts;
import incharge.reporting.versions.FreshVersions;
import incharge.reporting.versions.Runs;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.StoredVersions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private final StoredVersions stored = new StoredVersions();
    private final MongoDatabase database = RealParts.mongoClient().getDatabase(stored.name());
    private final Runs runs = new Runs(database);
    private final Verification verification = new Verification(null, runs, stored.sources(), null);

    @Test
    void what_is_left_of_a_verification_is_dropped_when_its_process_has_ended() {
        List<String> served = collections();
        try (var run = runs.begin("verification", Document::new).orElseThrow()) {
            // it is never closed, as after a kill
            new FreshVersions(
                            stored.sources(),
                            RealParts.mongoClient(),
                            new ReportingFacts(new SimpleMeterRegistry()),
                            Map.of("bootstrap.servers", RealParts.kafkaBootstrap()))
                    .build(Source.CUSTOMERS, 0, () -> true);

            assertThat(verification.dropUnlessRunning()).isFalse();
            assertThat(collections()).hasSizeGreaterThan(served.size());
            run.end(Runs.State.INTERRUPTED);
        }

        assertThat(verification.dropUnlessRunning()).isTrue();
        assertThat(collections()).containsExactlyInAnyOrderElementsOf(served);
        assertThat(stored.sources().verified()).isEmpty();
    }

    private List<String> collections() {
        var names = database.listCollectionNames().into(new ArrayList<>());
        names.remove("runs");
        return names;
    }
}
