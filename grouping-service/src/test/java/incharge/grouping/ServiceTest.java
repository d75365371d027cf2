package incharge.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.log.Recorded;
import incharge.feed.Feeds;
import incharge.feed.testing.Topic;
import incharge.grouping.event.GroupingsEvent;
import incharge.http.testing.TestClient;
import incharge.local.RealParts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service on real MongoDB and Kafka, one for all test classes, with events that the other services publish. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Timeout(60)
abstract class ServiceTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    static final Topic CUSTOMERS = new Topic("incharge.customers");
    private static final Topic RESPONSIBILITIES = new Topic("incharge.responsibilities");

    @LocalServerPort
    private int port;

    @Autowired
    EventStore<GroupingsEvent> store;

    @Autowired
    private Feeds feeds;

    TestClient api;

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) {
        registry.add("INCHARGE_MONGODB_URI", RealParts::mongoUri);
        registry.add("INCHARGE_KAFKA_BOOTSTRAP", RealParts::kafkaBootstrap);
        registry.add("spring.mongodb.database", RealParts::freshDatabaseName);
    }

    @BeforeEach
    void client() {
        api = new TestClient(port);
        // the consumers may still join their group when the first test begins, which takes longer than a request waits
        if (CUSTOMERS.position() == 0) {
            customer();
        }
        if (RESPONSIBILITIES.position() == 0) {
            employee(fresh("First"), false);
        }
        consumed();
        if (store.log().head() == 0) {
            api.post("/api/tags", "{\"name\":\"" + fresh("First") + "\"}").expect(201);
            consumed();
        }
    }

    /** Waits until everything is consumed that was published and stored so far. */
    void consumed() {
        var positions = Map.of(
                "incharge.customers", CUSTOMERS.position(),
                "incharge.groupings", store.log().head(),
                "incharge.responsibilities", RESPONSIBILITIES.position());
        assertThat(feeds.await(positions, Duration.ofSeconds(60))).isTrue();
    }

    /** Publishes a customer as customer-service registers it; {@code more} are further fields of the event. */
    static UUID customer(String... more) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        CUSTOMERS.publish("CustomerRegistered", id, """
                {"customerId":"%1$s","number":"%1$s","name":"Langworth"%2$s}""".formatted(id, String.join("", more)));
        return id;
    }

    static UUID employee(String externalId, boolean seller) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        RESPONSIBILITIES.publish("EmployeeAdded", id, """
                {"employeeId":"%s","externalId":"%s","name":"Anna","seller":%s,"active":true}""".formatted(id, externalId, seller));
        return id;
    }

    static void deleted(UUID employee) {
        RESPONSIBILITIES.publish("EmployeeDeleted", employee, "{\"employeeId\":\"%s\"}".formatted(employee));
    }

    static String fresh(String what) {
        return what + " " + UuidCreator.getTimeOrderedEpoch();
    }

    /** Returns a JSON array of the ids. */
    static String ids(UUID... ids) {
        return Stream.of(ids).map(id -> "\"" + id + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    /** Returns the types of the stored events of a subject. */
    List<String> stored(Object subject) {
        return store.log().read(1, 100_000).stream()
                .filter(event -> event.subject().equals(subject.toString()))
                .map(Recorded::type)
                .toList();
    }

    /** Returns the positions of the customer's events that were answered. */
    List<Long> answering(UUID customer) {
        return store.log().read(1, 100_000).stream()
                .filter(event -> event.subject().equals(customer.toString()))
                .map(event -> JSON.readTree(event.payload()).path("answering"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asLong)
                .toList();
    }
}
