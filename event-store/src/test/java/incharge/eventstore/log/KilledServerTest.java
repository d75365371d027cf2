package incharge.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import incharge.local.RealMongo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** kill -9 of mongod under load. Both tests mostly wait for restarts, so they run at the same time. */
@Execution(ExecutionMode.CONCURRENT)
class KilledServerTest {
    private static final int KILLS = 3;
    private static final int COMMITS = 1_500;

    @TempDir
    Path directory;

    @Test
    void loses_nothing_that_was_acknowledged() {
        var ledger = new Ledger();
        try (var mongo = RealMongo.start(directory, 0);
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoDatabase database = client.getDatabase("killed");
            killUnderLoad(mongo, database, ledger, EventLog::open);

            assertThat(ledger.faults(database)).isEmpty();
            assertThat(ledger.acknowledged()).isGreaterThan(COMMITS / 2);
        }
    }

    /** The control: with a write concern that does not wait for the journal, the same check must find something. */
    @Test
    void would_be_seen_to_lose_something_if_it_did() {
        var ledger = new Ledger();
        try (var mongo = RealMongo.start(directory, 0);
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoDatabase database = client.getDatabase("killed");
            killUnderLoad(mongo, database, ledger, weak -> {
                var proper = LogCollections.open(weak);
                WriteConcern hasty = WriteConcern.W1.withJournal(false);
                return EventLog.over(new LogCollections(
                        proper.log().withWriteConcern(hasty).withReadConcern(ReadConcern.LOCAL),
                        proper.parts().withWriteConcern(hasty).withReadConcern(ReadConcern.LOCAL),
                        proper.state()));
            });

            assertThat(ledger.faults(database)).isNotEmpty();
        }
    }

    private static void killUnderLoad(
            RealMongo mongo, MongoDatabase database, Ledger ledger, Function<MongoDatabase, EventLog> open) {
        try (EventLog log = open.apply(database);
                var load = new Load(COMMITS, ledger)) {
            load.start(log, 8);
            for (int kill = 1; kill <= KILLS; kill++) {
                long enough = (long) kill * COMMITS / (KILLS + 2) / 2;
                await().atMost(Duration.ofSeconds(60)).until(() -> ledger.acknowledged() >= enough || ledger.alarmed());
                mongo.kill();
                mongo.restart();
            }
            load.join();
        }
    }
}
