package incharge.eventstore.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import incharge.eventstore.decider.CommandSource;
import incharge.eventstore.decider.Expected;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.log.Tag;
import incharge.http.Area;
import incharge.http.Problem;
import incharge.http.QueryParameters;
import incharge.http.RequiresLevel;
import incharge.http.testing.TestClient;
import incharge.http.testing.TestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Commands over HTTP: their origin from the request, and the answers. */
@SpringBootTest(
        classes = CommandsTest.App.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties =
                "spring.autoconfigure.exclude=org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration")
class CommandsTest {
    private static final String ID = "0190b0f0-0000-7000-8000-000000000001";
    private static final String PATH = "/api/things/" + ID + "/archive";
    private static final String EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Autowired
    private ServletWebServerApplicationContext service;

    private TestClient client;

    @BeforeEach
    void connect() {
        client = new TestClient(service.getWebServer().getPort()).as("demo-editor");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {
        record Body(String street) {}

        record Received(
                String actor,
                String employee,
                incharge.http.Level customers,
                String reason,
                String key,
                String bodyHash,
                String source,
                Expected expected) {}

        @RestController
        @RequestMapping("/api/things")
        @RequiresLevel(area = Area.CUSTOMERS)
        static class Things {
            @QueryParameters(value = "on", repeated = "to")
            @PostMapping("/{id}/archive")
            Received archive(@PathVariable String id, @RequestBody(required = false) Body ignored, Origins origins) {
                Origin origin = origins.changing(Tag.of("thing", id), null);
                return new Received(
                        origin.actor(),
                        origins.caller().employee(),
                        origins.caller().level(Area.CUSTOMERS),
                        origin.reason(),
                        origin.idempotency() == null
                                ? null
                                : origin.idempotency().key(),
                        origin.idempotency() == null
                                ? null
                                : origin.idempotency().bodyHash(),
                        origin.metadata().get(CommandSource.METADATA),
                        origin.expected());
            }

            @PostMapping("/{id}/refused")
            String refuse(@PathVariable String id, Origins origins) {
                throw Refused.conflict("archived", null, "The command " + origins.commandId() + " comes too late.");
            }

            @GetMapping("/refused/{how}")
            void refused(@PathVariable String how) {
                throw switch (how) {
                    case "taken" -> Refused.conflict("customer-number-taken", "number", "This number is taken.");
                    case "rule" -> Refused.rule("in-use", null, "It is in use.");
                    case "unknown" -> Refused.unknown("customer-unknown", null, "No such customer.");
                    default -> new IllegalArgumentException(how);
                };
            }
        }
    }

    @Test
    void have_their_id_in_the_log() {
        var logger = (Logger) LoggerFactory.getLogger(Problem.class);
        Level before = logger.getLevel();
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        try {
            Answer refused = client.post("/api/things/" + ID + "/refused", null);
            client.get("/api/things/refused/unknown");

            String commandId = refused.text("detail").split(" ")[2];
            assertThat(lines.list)
                    .extracting(line -> line.getMDCPropertyMap().get("commandId"))
                    .containsExactly(commandId, null);
            assertThat(lines.list.getFirst().getMDCPropertyMap()).containsEntry("traceId", refused.text("traceId"));
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(before);
        }
    }

    @Test
    void carry_their_caller() {
        Answer received = client.post(PATH, null, "X-User-Id", "root", "X-Forwarded-User", "root");

        assertThat(received.text("actor")).isEqualTo("demo-editor");
        assertThat(received.text("employee")).isEqualTo("demo-editor");
        assertThat(received.text("customers")).isEqualTo("edit");
        assertThat(received.body().path("key").isNull()).isTrue();
        assertThat(received.body().path("expected").isNull()).isTrue();
    }

    @Test
    void carry_their_key_and_the_hash_of_their_body() {
        Answer empty = client.post(PATH, null, "Idempotency-Key", "k-1");
        Answer body = client.post(PATH, "{\"street\":\"A\"}", "Idempotency-Key", "k-1");
        Answer same = client.post(PATH, "{\"street\":\"A\"}", "Idempotency-Key", "k-1");
        Answer other = client.post(PATH, "{\"street\":\"B\"}", "Idempotency-Key", "k-1");

        assertThat(empty.text("key")).isEqualTo("demo-editor POST " + PATH + " k-1");
        assertThat(empty.text("bodyHash")).isEqualTo(EMPTY_HASH);
        assertThat(body.text("bodyHash")).isEqualTo(same.text("bodyHash")).isNotEqualTo(other.text("bodyHash"));
    }

    @Test
    void carry_the_hash_of_their_query_too() {
        String[] key = {"Idempotency-Key", "k-1"};
        Answer query = client.post(PATH + "?to=a%20b&to=c&on=d", null, key);

        assertThat(client.post(PATH + "?on=d&to=c&&to=a+b", null, key).text("bodyHash"))
                .as("the same in another order and encoding")
                .isEqualTo(query.text("bodyHash"))
                .isNotEqualTo(EMPTY_HASH);
        for (String other : List.of("?to=a%20b&on=d", "?to=a%20b&to=c&on=e", "?to=a%20b&to=c%26on=d")) {
            assertThat(client.post(PATH + other, null, key).text("bodyHash")).isNotEqualTo(query.text("bodyHash"));
        }
        assertThat(client.post(PATH + "?to=a%20b&to=c&on=d", "{\"street\":\"A\"}", key)
                        .text("bodyHash"))
                .isNotEqualTo(query.text("bodyHash"));
    }

    @Test
    void with_a_malformed_key_are_refused() {
        malformed("idempotency-key-malformed", "Idempotency-Key", "");
        malformed("idempotency-key-malformed", "Idempotency-Key", "a b");
        malformed("idempotency-key-malformed", "Idempotency-Key", "x".repeat(256));
        client.post(PATH, null, "Idempotency-Key", "a", "Idempotency-Key", "b")
                .expectProblem(400, "idempotency-key-malformed");
    }

    @Test
    void carry_their_source() {
        assertThat(client.post(PATH, null).text("source")).isEqualToIgnoringCase("api");
        for (String word : List.of("click", "bulk", "import", "undo", "request", "api")) {
            assertThat(client.post(PATH, null, "Command-Source", word).text("source"))
                    .isEqualToIgnoringCase(word);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Click", "mouse", "click, bulk", "click;q=1", "null"})
    void of_an_unknown_source_are_refused(String word) {
        malformed("command-source-unknown", "Command-Source", word);
        client.post(PATH, null, "Command-Source", "click", "Command-Source", "click")
                .expectProblem(400, "command-source-unknown");
    }

    @Test
    void name_the_versions_that_they_change() {
        assertThat(positions("\"1042\"")).containsExactly(1042L);
        assertThat(positions("\"1\", \"2\" ,,\"abc\"")).containsExactlyInAnyOrder(1L, 2L);
        assertThat(expected("*").path("any").asBoolean()).isTrue();
        assertThat(client.post(PATH, null, "If-Match", "\"7\"", "If-Match", "\"8\"")
                        .expect(200)
                        .body()
                        .at("/expected/positions"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"abc\"",
                "\"\"",
                "W/\"1042\"",
                "\"01042\"",
                "\"1042-gzip\"",
                "\"99999999999999999999\"",
                "\"a,b\"",
                "\"\u00e5\"",
                "W/\"x\", W/\"y\",",
                ",\t\"x\""
            })
    void that_name_a_foreign_or_weak_version_match_nothing(String ifMatch) {
        assertThat(positions(ifMatch)).isEmpty();
        assertThat(expected(ifMatch).path("any").asBoolean()).isFalse();
    }

    private List<Long> positions(String ifMatch) {
        var positions = new ArrayList<Long>();
        expected(ifMatch).path("positions").forEach(position -> positions.add(position.asLong()));
        return positions;
    }

    private JsonNode expected(String ifMatch) {
        return client.post(PATH, null, "If-Match", ifMatch).expect(200).body().path("expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1042", "", "\"1", "1\"", "\"a b\"", "*, \"1\"", "\"1\" \"2\"", "w/\"1\"", "'1'", ",", "\"1\", 2"
            })
    void with_a_malformed_version_are_refused(String ifMatch) {
        malformed("if-match-malformed", "If-Match", ifMatch);
    }

    private void malformed(String code, String header, String value) {
        Answer answer = client.post(PATH, null, header, value).expectProblem(400, code);
        assertThat(answer.fields()).containsExactly(header);
    }

    @ParameterizedTest
    @CsvSource({"taken, 409, customer-number-taken, number", "rule, 422, in-use, ", "unknown, 404, customer-unknown, "})
    void that_are_refused_are_answered_with_a_problem(String how, int status, String code, String field) {
        Answer answer = client.get("/api/things/refused/" + how).expectProblem(status, code);

        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        if (field == null) {
            assertThat(answer.body().has("errors")).isFalse();
        } else {
            assertThat(answer.fields()).containsExactly(field);
        }
    }
}
