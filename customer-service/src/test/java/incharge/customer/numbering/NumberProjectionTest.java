package incharge.customer.numbering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import incharge.customer.event.CustomerDetails;
import incharge.customer.event.CustomerEvent.CustomerArchived;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomerEvent.CustomerRenumbered;
import incharge.customer.event.CustomerEvent.CustomerRestored;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.numbering.NumberHolders.NumberChange;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.testing.TestKeys;
import incharge.local.RealParts;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class NumberProjectionTest {

    private static final UUID ANNA = UUID.randomUUID();
    private static final UUID BERT = UUID.randomUUID();

    private final MongoDatabase database = RealParts.freshDatabase();
    private final EventLog log = EventLog.open(database);
    private final EventStore<CustomersEvent> store = store(log);

    /** Another replica of the service. */
    private final EventLog otherLog = EventLog.open(database);

    private final EventStore<CustomersEvent> otherStore = store(otherLog);

    private static EventStore<CustomersEvent> store(EventLog log) {
        return new EventStore<>(
                CustomersLog.VOCABULARY,
                log,
                TestKeys.fresh(),
                JsonMapper.builder().build());
    }

    @AfterEach
    void close() {
        store.close();
        log.close();
        otherStore.close();
        otherLog.close();
    }

    private static NumberProjection projection(EventLog log, MongoDatabase database) {
        return new NumberProjection(
                log, database, CustomersLog.CUSTOMER_NUMBER, CustomerArchived.class, CustomerRenumbered.class);
    }

    /** Returns the numbers as a process has them after its start. */
    private FreeNumbers started() {
        return new FreeNumbers(projection(log, database), NumberProjectionTest::given, "taken").start();
    }

    private static NumberChange given(CustomersEvent event) {
        return event instanceof CustomerRegistered registered
                ? NumberChange.giving(registered.customerId(), registered.number())
                : null;
    }

    private UsedNumbers read() {
        NumberProjection projection = projection(log, database);
        UsedNumbers numbers = projection.kept();
        projection.readOn(numbers);
        return numbers;
    }

    private static void append(EventStore<CustomersEvent> store, CustomersEvent... events) {
        var append = new Decider<CustomersEvent, Integer, CustomersEvent>(
                () -> 0, (event, _) -> List.of(event), (state, _) -> state, _ -> Criteria.nothing());
        store.decideAll(append, List.of(events), Origin.of("anna", UUID.randomUUID()));
    }

    /** Registers customers with the numbers {@code from} to {@code to}. */
    private long register(int from, int to) {
        append(
                store,
                IntStream.rangeClosed(from, to)
                        .mapToObj(number -> registered(UUID.randomUUID(), "" + number))
                        .toArray(CustomersEvent[]::new));
        return log.head();
    }

    private static CustomerRegistered registered(UUID id, String number) {
        return new CustomerRegistered(id, number, "Langworth", CustomerDetails.NONE, null, null);
    }

    private Document kept() {
        return database.getCollection("numbers.given")
                .find(new Document("usedNumbers", new Document("$exists", true)))
                .first();
    }

    @Test
    void the_numbers_of_the_log_are_read() {
        register(7, 9);
        register(1, 2);
        append(store, registered(ANNA, "N-4"), registered(BERT, "\uff14"), registered(BERT, "05"));

        assertThat(read().toArray()).containsExactly(1, 2, 4, 7, 8, 9);
        assertThat(kept()).isNull();
    }

    @Test
    void a_restart_reads_only_the_events_behind_the_kept_position() {
        register(1, 10_000);
        long position = register(10_001, 20_000);
        started();
        await().untilAsserted(() -> assertThat(kept()).isNotNull());
        assertThat(kept().getLong("position")).isEqualTo(position);

        // numbers that only the log before the position has prove that it is not read again
        database.getCollection("log").deleteMany(new Document("_id", new Document("$lte", 10_000L)));
        register(30_000, 30_001);
        assertThat(read().toArray()).hasSize(20_002);
        assertThat(started().propose(1)).isEqualTo("20001");
    }

    @Test
    void the_numbers_are_kept_however_the_log_grows() {
        started();
        register(1, 5_000);
        IntStream.range(0, 4)
                .forEach(_ -> append(
                        store,
                        IntStream.range(0, 5_000)
                                .mapToObj(_ -> new CustomerArchived(ANNA, null))
                                .toArray(CustomersEvent[]::new)));

        await().untilAsserted(() -> assertThat(kept()).isNotNull());
    }

    @Test
    void what_a_former_version_kept_is_read_again() {
        register(1, 3);
        append(store, registered(ANNA, "4"), new CustomerArchived(ANNA, "4"));
        database.getCollection("numbers.given")
                .insertOne(new Document("_id", CustomersLog.CUSTOMER_NUMBER)
                        .append("position", log.head())
                        .append("numbers", new org.bson.types.Binary(new byte[0])));

        assertThat(started().propose(1)).isEqualTo("4");
    }

    @Test
    void a_number_that_was_given_back_is_proposed_also_after_a_restart() {
        register(1, 9);
        append(store, registered(ANNA, "10"), registered(BERT, "11"));
        FreeNumbers running = started();
        assertThat(running.next(1)).isEqualTo("12");

        append(store, new CustomerArchived(ANNA, "10"));

        assertThat(running.next(1)).isEqualTo("10");
        assertThat(started().next(1)).isEqualTo("10");
        append(store, new CustomerRestored(ANNA, "10"));
        assertThat(running.next(1)).isEqualTo("12");
        assertThat(started().next(1)).isEqualTo("12");
    }

    @Test
    void a_number_that_a_customer_had_is_not_proposed_even_if_another_gives_it_back() {
        append(store, registered(ANNA, "1"), new CustomerRenumbered(ANNA, "100", "1"));
        FreeNumbers running = started();
        assertThat(running.next(1)).isEqualTo("2");

        append(store, registered(BERT, "1"), new CustomerArchived(BERT, "1"));

        assertThat(running.next(1)).isEqualTo("2");
        assertThat(started().next(1)).isEqualTo("2");
        assertThat(running.next(100)).isEqualTo("101");
    }

    @Test
    void an_archived_customer_keeps_its_number() {
        append(store, registered(ANNA, "1"), new CustomerArchived(ANNA, null));

        assertThat(started().next(1)).isEqualTo("2");
    }

    @Test
    void numbers_of_another_replica_are_read_before_the_next_is_named() {
        FreeNumbers running = started();
        assertThat(running.next(1)).isEqualTo("1");

        append(otherStore, registered(ANNA, "1"), registered(BERT, "2"));

        assertThat(running.next(1)).isEqualTo("3");
    }

    @Test
    void a_proposal_is_reserved_until_it_is_given_back() {
        FreeNumbers running = started();

        assertThat(running.propose(1)).isEqualTo("1");
        assertThat(running.propose(1)).isEqualTo("2");
        assertThat(running.next(1)).isEqualTo("3");
        assertThat(running.reserve("3")).isTrue();
        assertThat(running.reserve("3")).isFalse();
        assertThat(running.propose(1)).isEqualTo("4");
        running.giveBack(List.of("2", "3"));
        assertThat(running.propose(1)).isEqualTo("2");
    }

    @Test
    void a_series_has_no_end() {
        FreeNumbers running = started();

        assertThat(running.propose(999_999_999)).isEqualTo("999999999");
        assertThat(running.propose(999_999_999)).isEqualTo("1000000000");
        append(store, registered(ANNA, "1000000001"), registered(BERT, "2147483647"));
        assertThat(running.propose(999_999_999)).isEqualTo("1000000002");
        assertThat(running.propose(Integer.MAX_VALUE)).isEqualTo("2147483648");
    }
}
