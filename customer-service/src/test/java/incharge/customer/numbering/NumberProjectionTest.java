package incharge.customer.numbering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import incharge.customer.event.CustomerDetails;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.local.RealParts;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class NumberProjectionTest {

    private final MongoDatabase database = RealParts.freshDatabase();
    private final EventLog log = EventLog.open(database);
    private final EventStore<CustomersEvent> store =
            new EventStore<>(CustomersLog.VOCABULARY, log, JsonMapper.builder().build());

    @AfterEach
    void close() {
        store.close();
        log.close();
    }

    private NumberProjection numbers() {
        return new NumberProjection(log, database, CustomersLog.CUSTOMER_NUMBER);
    }

    /** Registers customers with the numbers {@code from} to {@code to}, and one whose number is no numeral. */
    private long register(int from, int to) {
        var register = new Decider<Integer, Integer, CustomersEvent>(
                () -> 0, (number, _) -> List.of(registered("" + number)), (state, _) -> state, _ -> Criteria.nothing());
        store.decideAll(
                register, IntStream.rangeClosed(from, to).boxed().toList(), Origin.of("anna", UUID.randomUUID()));
        return log.head();
    }

    private static CustomerRegistered registered(String number) {
        return new CustomerRegistered(UUID.randomUUID(), number, "Langworth", CustomerDetails.NONE, null);
    }

    private Document kept() {
        return database.getCollection("numbers.given").find().first();
    }

    @Test
    void the_numbers_of_the_log_are_read() {
        register(7, 9);
        register(1, 2);

        assertThat(numbers().read().toArray()).containsExactly(1, 2, 7, 8, 9);
        assertThat(kept()).isNull();
    }

    @Test
    void a_restart_reads_only_the_events_behind_the_kept_position() {
        register(1, 10_000);
        long position = register(10_001, 20_000);
        assertThat(numbers().read().getCardinality()).isEqualTo(20_000);
        await().untilAsserted(() -> assertThat(kept()).isNotNull());
        assertThat(kept().getLong("position")).isEqualTo(position);

        // numbers that only the log before the position has prove that it is not read again
        database.getCollection("log").deleteMany(new Document("_id", new Document("$lte", 10_000L)));
        register(30_000, 30_001);
        assertThat(numbers().read().getCardinality()).isEqualTo(20_002);
    }
}
