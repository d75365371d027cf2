package incharge.reporting.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import incharge.local.RealParts;
import incharge.reporting.facts.ReportingFacts;
import incharge.reporting.testing.FactScript;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class FreshVersionsTest {

    /** More than a cursor brings at once. */
    private static final int CUSTOMERS = 6_000;

    private final StoredVersions stored = new StoredVersions();

    private FreshVersions over(Sources sources) {
        return new FreshVersions(
                sources,
                RealParts.mongoClient(),
                new ReportingFacts(new SimpleMeterRegistry()),
                Map.of("bootstrap.servers", RealParts.kafkaBootstrap()));
    }

    @Test
    void a_generation_that_a_rebuild_drops_while_it_is_compared_is_followed_by_the_next_one() {
        var script = new FactScript();
        for (int i = 0; i < CUSTOMERS; i++) {
            script.customer("Customer " + i, "C" + i);
        }
        stored.apply(script);
        String served = VersionStore.name(
                Source.CUSTOMERS, stored.states().get(Source.CUSTOMERS).generation());
        var listener = new AfterTheFirstRead(served, () -> stored.replaceByCopy(Source.CUSTOMERS));
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(RealParts.mongoUri()))
                .addCommandListener(listener)
                .build();
        try (MongoClient client = MongoClients.create(settings);
                var fresh = over(new Sources(client.getDatabase(stored.name()), null))) {
            fresh.build(Source.CUSTOMERS, 0, () -> true);
            String rebuilt =
                    VersionStore.name(Source.CUSTOMERS, fresh.generations().get(Source.CUSTOMERS));
            MongoDatabase database = RealParts.mongoClient().getDatabase(stored.name());
            database.getCollection(served)
                    .aggregate(List.of(Aggregates.out(rebuilt)))
                    .toCollection();

            List<Digest> digests = fresh.compare(Source.CUSTOMERS, CUSTOMERS);

            assertThat(listener.done).isTrue();
            assertThat(digests)
                    .isNotEmpty()
                    .allSatisfy(digest ->
                            assertThat(digest.differences().different()).isZero());
            assertThat(digests.stream().mapToLong(Digest::count).sum()).isEqualTo(CUSTOMERS);
        }
    }

    /** Does something once, between the first entries of a collection and the next ones. */
    private static final class AfterTheFirstRead implements CommandListener {
        private final String collection;
        private final Runnable then;
        private final AtomicBoolean done = new AtomicBoolean();

        AfterTheFirstRead(String collection, Runnable then) {
            this.collection = collection;
            this.then = then;
        }

        @Override
        public void commandSucceeded(CommandSucceededEvent event) {
            if (event.getCommandName().equals("find") && isOf(event.getResponse()) && done.compareAndSet(false, true)) {
                then.run();
            }
        }

        private boolean isOf(BsonDocument answer) {
            return answer.getDocument("cursor").getString("ns").getValue().endsWith("." + collection);
        }
    }

    @Test
    void nothing_counts_when_another_verification_was_begun_since() {
        try (var fresh = over(stored.sources())) {
            for (Source source : Source.values()) {
                fresh.build(source, 0, () -> true);
            }
            fresh.requireOwn();

            stored.sources().verified(Source.CUSTOMERS);

            assertThatThrownBy(fresh::requireOwn).isInstanceOf(IllegalStateException.class);
        }
    }
}
