package incharge.responsibility;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.log.Recorded;
import incharge.eventstore.testing.TestKeys;
import incharge.feed.Feeds;
import incharge.feed.testing.Topic;
import incharge.http.testing.TestTokens;
import incharge.local.ApiClient;
import incharge.local.ApiClient.Part;
import incharge.local.ApiClient.Request;
import incharge.local.ApiClient.Response;
import incharge.local.RealParts;
import incharge.responsibility.event.ResponsibilitiesEvent;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole service on real MongoDB and Kafka, one for all classes of tests, beside the topics of the other services.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Timeout(120)
abstract class ServiceTest {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final ApiClient CLIENT = new ApiClient();
    static final CustomersTopic customers = new CustomersTopic();
    static final Topic GROUPINGS = new Topic("incharge.groupings");

    @LocalServerPort
    int port;

    @Autowired
    EventStore<ResponsibilitiesEvent> store;

    @Autowired
    private Feeds feeds;

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) {
        registry.add("INCHARGE_MONGODB_URI", RealParts::mongoUri);
        registry.add("INCHARGE_KAFKA_BOOTSTRAP", RealParts::kafkaBootstrap);
        registry.add("INCHARGE_TIME_ZONE", () -> "Europe/Helsinki");
        registry.add("spring.mongodb.database", RealParts::freshDatabaseName);
        registry.add("INCHARGE_MASTER_KEY", TestKeys::masterKey);
    }

    /** Waits until the consumers have joined their group, for which a request waits 2 s only. */
    @BeforeEach
    void consuming() {
        if (customers.position() == 0) {
            customers.customer(fresh("First"));
        }
        if (GROUPINGS.position() == 0) {
            UUID tag = UuidCreator.getTimeOrderedEpoch();
            GROUPINGS.publish("TagCreated", tag, "{\"tagId\":\"%s\",\"name\":\"First\"}".formatted(tag));
        }
        awaitConsumed();
        if (store.log().head() == 0) {
            added("/api/teams", "{\"name\":\"" + fresh("First") + "\"}");
            awaitConsumed();
        }
    }

    /** Waits until all is consumed that was published and stored so far. */
    void awaitConsumed() {
        var positions = Map.of(
                CustomersTopic.TOPIC,
                customers.position(),
                "incharge.groupings",
                GROUPINGS.position(),
                "incharge.responsibilities",
                store.log().head());
        assertThat(feeds.await(positions, Duration.ofSeconds(60))).isTrue();
    }

    record Answer(int status, JsonNode body, Response response) {

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        String code() {
            return body.get("code").asString();
        }

        List<String> fields() {
            List<String> fields = new ArrayList<>();
            body.get("errors").forEach(error -> fields.add(error.get("field").asString()));
            return fields;
        }

        UUID id() {
            return UUID.fromString(body.get("id").asString());
        }
    }

    Answer send(String method, String path, String body, String... headers) {
        return as("demo-admin", method, path, body, headers);
    }

    Answer as(String client, String method, String path, String body, String... headers) {
        Request request = request(path)
                .method(method)
                .header("Authorization", TestTokens.bearer(client))
                .headers(headers);
        return send(
                body == null
                        ? request.header("Content-Type", "application/json")
                        : request.body("application/json", body));
    }

    Request request(String path) {
        return Request.to("http://127.0.0.1:" + port + path);
    }

    static Answer send(Request request) {
        Response response = CLIENT.send(request);
        JsonNode body = response.body().length == 0 ? null : JSON.readTree(response.body());
        return new Answer(response.statusCode(), body, response);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    UUID added(String path, String body) {
        Answer answer = post(path, body);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer.id();
    }

    UUID employee(String externalId) {
        return added("/api/employees", "{\"name\":\"Anna\",\"externalId\":\"" + externalId + "\"}");
    }

    static String fresh(String what) {
        return what + "-" + UuidCreator.getTimeOrderedEpoch();
    }

    List<Recorded> logged(String type, UUID subject) {
        return store.log().read(1, 100_000).stream()
                .filter(event -> event.type().equals(type) && event.subject().equals(subject.toString()))
                .toList();
    }

    static String change(String action, UUID customer, UUID employee, String more) {
        return "{\"action\":\"%s\",\"subject\":{\"type\":\"customer\",\"id\":\"%s\"},\"employeeId\":\"%s\"%s}"
                .formatted(action, customer, employee, more);
    }

    static String batch(String more, String... changes) {
        return "{\"changes\":[" + String.join(",", changes) + "]" + more + "}";
    }

    Answer assign(UUID customer, UUID employee, String more) {
        return post("/api/responsibilities", batch("", change("assign", customer, employee, more)));
    }

    static String outcome(Answer answer, int index) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body().get("changes").get(index).get("outcome").asString();
    }

    Answer upload(String path, String csv) {
        return upload("demo-admin", path, csv);
    }

    Answer upload(String client, String path, String csv) {
        Answer accepted = sent(client, path, csv);
        assertThat(accepted.status()).as("%s", accepted.body()).isEqualTo(202);
        return accepted;
    }

    Answer sent(String client, String path, String csv) {
        Part file = Part.file("rows.csv", "text/csv", csv.getBytes(UTF_8));
        return send(request(path)
                .method("POST")
                .header("Authorization", TestTokens.bearer(client))
                .form(List.of(file)));
    }

    Answer done(Answer accepted) {
        String at = accepted.header("Location");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Answer now = get(at);
            assertThat(now.status()).as("%s", now.body()).isEqualTo(200);
            assertThat(now.body().get("state").asString()).isNotEqualTo("running");
        });
        Answer done = get(at);
        assertThat(done.body().get("state").asString()).as("%s", done.body()).isEqualTo("done");
        return done;
    }

    static List<Integer> counts(Answer done) {
        return List.of(
                done.body().get("created").asInt(),
                done.body().get("updated").asInt(),
                done.body().get("unchanged").asInt(),
                done.body().get("refused").asInt());
    }

    List<String> refusals(Answer done) {
        List<String> codes = new ArrayList<>();
        get("/api/responsibilities/imports/" + done.body().get("importId").asString() + "/rows?outcome=refused")
                .body()
                .get("items")
                .forEach(row -> codes.add(row.get("row").asInt() + " "
                        + row.get("code").asString() + " " + row.get("field").asString()));
        return codes;
    }
}
