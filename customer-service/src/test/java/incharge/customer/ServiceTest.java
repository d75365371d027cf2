package incharge.customer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.customer.event.CustomersEvent;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.log.Recorded;
import incharge.eventstore.testing.TestKeys;
import incharge.feed.Feeds;
import incharge.feed.testing.Topic;
import incharge.http.testing.TestClient;
import incharge.local.ApiClient;
import incharge.local.ApiClient.Part;
import incharge.local.ApiClient.Request;
import incharge.local.ApiClient.Response;
import incharge.local.RealParts;
import incharge.local.RecordedRegistries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The service on real MongoDB and Kafka, one for all classes of tests, with topics in place of the other services. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Timeout(60)
public abstract class ServiceTest {

    protected static final Topic GROUPINGS = new Topic("incharge.groupings");
    protected static final Topic RESPONSIBILITIES = new Topic("incharge.responsibilities");

    private static final ApiClient HTTP = new ApiClient();

    @LocalServerPort
    private int port;

    @Autowired
    protected EventStore<CustomersEvent> store;

    @Autowired
    private Feeds feeds;

    protected TestClient api;

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) {
        registry.add("INCHARGE_MONGODB_URI", RealParts::mongoUri);
        registry.add("INCHARGE_KAFKA_BOOTSTRAP", RealParts::kafkaBootstrap);
        registry.add("spring.mongodb.database", RealParts::freshDatabaseName);
        registry.add("INCHARGE_MASTER_KEY", TestKeys::masterKey);
        RecordedRegistries.start().variables().forEach((name, address) -> registry.add(name, () -> address));
    }

    @BeforeEach
    void client() {
        api = new TestClient(port);
        // the first test begins while the consumers still join their group; a request waits 2 s for that, no longer
        if (GROUPINGS.position() == 0) {
            tag(fresh("First"));
        }
        if (RESPONSIBILITIES.position() == 0) {
            employee(fresh("First"), false);
        }
        awaitConsumed();
        if (store.log().head() == 0) {
            registered("");
        }
    }

    /** Waits until everything is consumed that was published and stored so far. */
    protected void awaitConsumed() {
        var positions = Map.of(
                "incharge.customers", store.log().head(),
                "incharge.groupings", GROUPINGS.position(),
                "incharge.responsibilities", RESPONSIBILITIES.position());
        assertThat(feeds.await(positions, Duration.ofSeconds(60))).isTrue();
    }

    protected static UUID employee(String externalId, boolean seller) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        RESPONSIBILITIES.publish("EmployeeAdded", id, """
                {"employeeId":"%s","externalId":"%s","name":"Anna","seller":%s,"active":true}""".formatted(id, externalId, seller));
        return id;
    }

    protected static UUID category(String name, UUID... sellers) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        GROUPINGS.publish("CategoryCreated", id, """
                {"categoryId":"%s","name":"%s","sellerIds":%s}""".formatted(id, name, ids(sellers)));
        return id;
    }

    protected static UUID tag(String name) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        GROUPINGS.publish("TagCreated", id, "{\"tagId\":\"%s\",\"name\":\"%s\"}".formatted(id, name));
        return id;
    }

    protected static void categorise(String customer, UUID category) {
        GROUPINGS.publish("CustomerCategorised", UUID.fromString(customer), """
                {"customerId":"%s","categoryId":"%s"}""".formatted(customer, category));
    }

    protected static String fresh(String what) {
        return what + " " + UuidCreator.getTimeOrderedEpoch();
    }

    /** Returns a JSON array of the ids. */
    protected static String ids(UUID... ids) {
        return List.of(ids).stream().map(id -> "\"" + id + "\"").toList().toString();
    }

    /** Registers a customer and waits until the service has consumed that. */
    protected String registered(String more) {
        String id = api.post("/api/customers", "{\"name\":\"Langworth\"" + more + "}")
                .expect(201)
                .text("id");
        awaitConsumed();
        return id;
    }

    /** Opens a project and waits until the service has consumed that. */
    protected String project(String customer) {
        String id = api.post("/api/projects", "{\"name\":\"House\",\"customerId\":\"" + customer + "\"}")
                .expect(201)
                .text("id");
        awaitConsumed();
        return id;
    }

    protected String number(String customer) {
        return api.get("/api/customers/" + customer).text("number");
    }

    protected String projectNumber(String project) {
        return api.get("/api/projects/" + project).text("number");
    }

    /** Returns the types of the events of a subject. */
    protected List<String> stored(String subject) {
        return store.log().read(1, 100_000).stream()
                .filter(event -> event.subject().equals(subject))
                .map(Recorded::type)
                .toList();
    }

    /** Sends a request with any token. */
    protected Response send(String bearer, String method, String path, String type, String body) {
        return HTTP.send(request(bearer, method, path).body(type, body));
    }

    /** Sends what is no text. */
    protected Response send(String bearer, String method, String path, String type, byte[] body, String... headers) {
        return HTTP.send(request(bearer, method, path).headers(headers).body(type, body));
    }

    private Request request(String bearer, String method, String path) {
        return Request.to("http://127.0.0.1:" + port + path).method(method).header("Authorization", bearer);
    }

    /** Reads what is no JSON. */
    protected Response get(String bearer, String path, String... headers) {
        return HTTP.send(request(bearer, "GET", path).headers(headers));
    }

    /** Sends a form. */
    protected Response send(String bearer, String path, List<Part> form, String... headers) {
        return send(bearer, "POST", path, form, headers);
    }

    protected Response send(String bearer, String method, String path, List<Part> form, String... headers) {
        return HTTP.send(request(bearer, method, path).headers(headers).form(form));
    }

    /** Imports a file and returns the address of the import when it is done. */
    protected String importedAt(String bearer, String path, String csv) {
        Part file = Part.file("rows.csv", "text/csv", csv.getBytes(UTF_8));
        Response accepted = send(bearer, path, List.of(file));
        assertThat(accepted.statusCode()).as(accepted.text()).isEqualTo(202);
        String at = accepted.headers().firstValue("Location").orElseThrow();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(api.get(at).expect(200).text("state")).isEqualTo("done"));
        return at;
    }

    /** Imports a file and returns the outcome of each row, or the code and field of its refusal. */
    protected List<String> imported(String bearer, String path, String csv) {
        String at = importedAt(bearer, path, csv);
        var rows = new ArrayList<String>();
        api.get(at + "/rows")
                .expect(200)
                .body()
                .get("items")
                .forEach(row -> rows.add(
                        row.has("code")
                                ? row.get("code").asString() + " "
                                        + row.get("field").asString()
                                : row.get("outcome").asString()));
        return rows;
    }

    /** Returns these fields of each item of a list, one line for each. */
    protected List<String> texts(String path, String... fields) {
        var texts = new ArrayList<String>();
        api.get(path)
                .expect(200)
                .body()
                .get("items")
                .forEach(item -> texts.add(String.join(
                        " ",
                        List.of(fields).stream()
                                .map(field -> item.path(field).asString("null"))
                                .toList())));
        return texts;
    }
}
