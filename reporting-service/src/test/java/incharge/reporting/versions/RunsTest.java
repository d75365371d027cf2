package incharge.reporting.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import incharge.local.RealMongo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RunsTest {

    @Test
    void an_outcome_is_noted_when_the_database_is_back(@TempDir Path directory) throws Exception {
        var mongo = RealMongo.start(directory, 0);
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(mongo.uri()))
                // shorter than a database needs to come back
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(100, TimeUnit.MILLISECONDS))
                .build();
        try (MongoClient client = MongoClients.create(settings)) {
            var runs = new Runs(client.getDatabase("reporting"));
            Runs.Run run = await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> runs.begin("task", Document::new), begun -> begun.isPresent())
                    .orElseThrow();
            mongo.kill();
            run.end(Runs.State.FINISHED);
            Thread closing = Thread.ofVirtual().start(run::close);
            mongo.restart();
            closing.join();

            Runs.Last last = await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> runs.last("task"), found -> found.isPresent())
                    .orElseThrow();
            assertThat(last.state()).isEqualTo(Runs.State.FINISHED);
        } finally {
            mongo.kill();
        }
    }
}
