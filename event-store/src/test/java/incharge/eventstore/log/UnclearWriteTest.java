package incharge.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import incharge.local.RealParts;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The connection breaks around an insert, and the driver does not try again by itself. */
class UnclearWriteTest {
    private static final int COMMITS = 80;

    /** Connects again at once after each cut. */
    private static MongoClientSettings settings(CuttingProxy proxy) {
        String uri = "mongodb://127.0.0.1:" + proxy.port() + "/?directConnection=true&retryWrites=false";
        return MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applyToServerSettings(server -> server.minHeartbeatFrequency(10, TimeUnit.MILLISECONDS))
                .build();
    }

    @Test
    void an_unclear_write_is_settled_and_every_answer_is_true() {
        String name = RealParts.freshDatabaseName();
        var ledger = new Ledger();
        int port = RealParts.mongo().port();
        try (var proxy = new CuttingProxy(port, 2);
                MongoClient through = MongoClients.create(settings(proxy));
                var log = EventLog.open(through.getDatabase(name));
                // a log whose connection is not cut takes positions from it meanwhile
                var competitor = EventLog.open(RealParts.mongoClient().getDatabase(name));
                var load = new Load(COMMITS, ledger);
                var rivalry = new Load(COMMITS, ledger)) {
            rivalry.start(competitor, 1);
            load.start(log, 8).join();
            rivalry.join();

            assertThat(proxy.cuts()).as("cut before an insert and after one").isGreaterThanOrEqualTo(2);
            assertThat(ledger.faults(RealParts.mongoClient().getDatabase(name))).isEmpty();
            assertThat(ledger.failed(AppendUnknown.class)).isZero();
            assertThat(ledger.acknowledged()).isPositive();
        }
    }
}
