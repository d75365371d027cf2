package incharge.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import incharge.local.RealMongo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseWaitTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void a_start_goes_on_when_the_database_is_there() throws Exception {
        RealMongo mongo = RealMongo.prepared(directory);
        try (MongoClient client = client(mongo)) {
            Thread start = Thread.ofPlatform().start(() -> starting(client));
            await().atMost(SOON).until(() -> start.getState() == Thread.State.WAITING);

            mongo.restart();

            assertThat(start.join(SOON)).isTrue();
        } finally {
            mongo.close();
        }
    }

    @Test
    void a_program_that_has_to_end_waits_no_longer() throws Exception {
        var failure = new AtomicReference<Throwable>();
        try (MongoClient client = client(RealMongo.prepared(directory))) {
            Thread start = Thread.ofPlatform().unstarted(() -> starting(client));
            start.setUncaughtExceptionHandler((_, thrown) -> failure.set(thrown));
            start.start();
            await().atMost(SOON).until(() -> start.getState() == Thread.State.WAITING);

            start.interrupt(); // as Spring does at SIGTERM

            assertThat(start.join(SOON)).isTrue();
            assertThat(failure.get()).hasMessageContaining("before MongoDB answered");
        }
    }

    private static MongoClient client(RealMongo mongo) {
        return MongoClients.create(mongo.uri() + "&serverSelectionTimeoutMS=100");
    }

    private static void starting(MongoClient client) {
        new DatabaseWait().postProcessAfterInitialization(client, "mongo");
    }
}
