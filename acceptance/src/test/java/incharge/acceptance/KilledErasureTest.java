package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The process that erases a person is killed (kill -9) between any two of its steps: the event is recorded, the key is
 * erased, its tombstone is published, the event is published. Each time the person is erased after the restart.
 */
class KilledErasureTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SERVICE = "responsibility-service";
    private static final String TOPIC = "incharge.responsibilities";
    private static final String DATABASE = "incharge-responsibilities";
    private static final String LESS_THAN_ANY_RECORD = "1";

    private static InspectedSystem system;

    private Workspace workspace;
    private String name;
    private String employee;

    @BeforeAll
    static void start() throws Exception {
        system = InspectedSystem.start();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @BeforeEach
    void addAnInactiveEmployee() {
        workspace = Workspace.of(Api.as("demo-admin", system.running()));
        name = Workspace.word();
        employee = workspace.employee(name);
        workspace.patch("/api/employees/" + employee, "{\"active\":false}").expect(200);
        await().atMost(PATIENCE).until(() -> published("EmployeeChanged.v1"));
        assertThat(found()).hasSize(1);
    }

    @Test
    void after_the_event_is_recorded() {
        refuseErasuresOfKeys(true);
        try {
            erase().expect(503);
            assertThat(recorded()).isTrue();
            assertThat(storedKey()).containsKey("key");
            kill();
        } finally {
            refuseErasuresOfKeys(false);
        }
        assertErased();
    }

    @Test
    void after_the_key_is_erased() {
        String limit = system.keys().limit(KeyTopic.NAME, LESS_THAN_ANY_RECORD);
        try {
            erase().expect(204);
            assertThat(storedKey()).doesNotContainKey("key");
            assertThat(system.keys().hasTombstone(employee)).isFalse();
            kill();
        } finally {
            system.keys().limit(KeyTopic.NAME, limit);
        }
        assertErased();
    }

    @Test
    void after_the_tombstone_is_published() {
        String limit = system.keys().limit(TOPIC, LESS_THAN_ANY_RECORD);
        try {
            erase().expect(204);
            await().atMost(PATIENCE).until(() -> system.keys().hasTombstone(employee));
            assertThat(published("PersonErased.v1")).isFalse();
            kill();
        } finally {
            system.keys().limit(TOPIC, limit);
        }
        assertErased();
    }

    private JsonNode found() {
        return workspace.get("/api/search?q=" + name).expect(200).json().get("items");
    }

    private Api.Answer erase() {
        return workspace.post("/api/employees/" + employee + "/erase", "{\"reason\":\"Asked for it\"}");
    }

    /** mongod closes the connection of every change of a stored key, before it has an effect. */
    private static void refuseErasuresOfKeys(boolean refused) {
        var failing = new Document("configureFailPoint", "failCommand").append("mode", refused ? "alwaysOn" : "off");
        if (refused) {
            failing.append(
                    "data",
                    new Document("failCommands", List.of("update"))
                            .append("namespace", DATABASE + "-keys.keys")
                            .append("closeConnection", true));
        }
        system.client().getDatabase("admin").runCommand(failing);
    }

    private Document storedKey() {
        return system.client()
                .getDatabase(DATABASE + "-keys")
                .getCollection("keys")
                .find(new Document("_id", employee))
                .first();
    }

    private boolean recorded() {
        return system.client()
                        .getDatabase(DATABASE)
                        .getCollection("log")
                        .countDocuments(new Document(
                                "ev",
                                new Document(
                                        "$elemMatch",
                                        new Document("type", "PersonErased").append("subject", employee))))
                == 1;
    }

    private long publications(String type) {
        return PublishedEvents.records(system.running(), TOPIC, 0).stream()
                .filter(event -> event.key().equals(employee)
                        && PublishedEvents.type(event).equals(type))
                .count();
    }

    private boolean published(String type) {
        return publications(type) > 0;
    }

    private static void kill() {
        ProcessHandle killed = system.running().part(SERVICE);
        system.running().kill(SERVICE);
        await().atMost(PATIENCE).until(() -> !killed.isAlive());
    }

    private void assertErased() {
        await().atMost(PATIENCE).until(() -> published("PersonErased.v1"));
        assertThat(system.keys().hasTombstone(employee)).isTrue();
        assertThat(storedKey()).doesNotContainKey("key").containsKey("erasedAt");
        JsonNode shown = await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> workspace
                                .get("/api/employees/" + employee)
                                .expect(200)
                                .json(),
                        JsonNode::isObject);
        assertThat(shown.get("name").isNull()).isTrue();
        assertThat(shown.get("erased").asBoolean()).isTrue();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> workspace
                        .listed("/api/employees", employee)
                        .get("erased")
                        .asBoolean());
        assertThat(found()).isEmpty();
        // a repeat has the answer of the first request, and no effect
        erase().expect(204);
        assertThat(publications("PersonErased.v1")).isEqualTo(1);
        assertThat(recorded()).isTrue();
    }
}
