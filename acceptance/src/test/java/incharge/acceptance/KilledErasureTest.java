package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

/**
 * The process that erases a person is killed (kill -9) between any two of its steps: the event is recorded, the key is
 * erased, its tombstone is published, the event is published. Each time the person is erased after the restart, an
 * employee and a customer alike. So is the process of another service between this event and its answer to it. It
 * starts and kills programs for two minutes, so only {@code -Pfaults} runs it.
 */
@EnabledIfSystemProperty(named = "incharge.faults", matches = "all", disabledReason = "it runs with -Pfaults")
class KilledErasureTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LESS_THAN_ANY_RECORD = "1";
    private static final String ERASED = "PersonErased";
    private static final String COMPLETED = "ErasureCompleted";

    private static InspectedSystem system;

    private Workspace workspace;
    private Person employee;
    private Person customer;
    private List<Person> persons;

    /** Where the persons of a kind are. */
    private enum Owner {
        RESPONSIBILITIES("responsibility-service", "/api/employees"),
        CUSTOMERS("customer-service", "/api/customers");

        private final String service;
        private final String path;

        Owner(String service, String path) {
            this.service = service;
            this.path = path;
        }

        String topic() {
            return "incharge." + name().toLowerCase(Locale.ROOT);
        }

        String database() {
            return "incharge-" + name().toLowerCase(Locale.ROOT);
        }
    }

    private record Person(Owner owner, String id, String name) {
        String at() {
            return owner.path + "/" + id;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        system = InspectedSystem.start();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @BeforeEach
    void addPersons() {
        workspace = Workspace.of(Api.as("demo-admin", system.running()));
        String name = Workspace.word();
        employee = new Person(Owner.RESPONSIBILITIES, workspace.employee(name), name);
        workspace.patch(employee.at(), "{\"active\":false}").expect(200);
        String other = Workspace.word();
        customer = new Person(Owner.CUSTOMERS, workspace.customer(other, "kind", "person"), other);
        persons = List.of(employee, customer);
        await().atMost(PATIENCE)
                .until(() -> published(employee, "EmployeeChanged") && published(customer, "CustomerRegistered"));
        assertThat(persons).allSatisfy(person -> assertThat(found(person)).hasSize(1));
    }

    @Test
    void after_the_event_is_recorded() {
        try {
            for (Person person : persons) {
                refuse("update", person.owner().database() + "-keys.keys");
                erase(person).expect(503);
                assertThat(recorded(person.owner(), person, ERASED)).isEqualTo(1);
                assertThat(storedKey(person)).containsKey("key");
                kill(person.owner());
            }
        } finally {
            refuseNothing();
        }
        assertErased();
    }

    @Test
    void after_the_key_is_erased() {
        String limit = system.keys().limit(KeyTopic.NAME, LESS_THAN_ANY_RECORD);
        try {
            for (Person person : persons) {
                erase(person).expect(204);
                assertThat(storedKey(person)).doesNotContainKey("key");
                assertThat(system.keys().hasTombstone(person.id())).isFalse();
                kill(person.owner());
            }
        } finally {
            system.keys().limit(KeyTopic.NAME, limit);
        }
        assertErased();
    }

    @Test
    void after_the_tombstone_is_published() {
        for (Person person : persons) {
            String topic = person.owner().topic();
            String limit = system.keys().limit(topic, LESS_THAN_ANY_RECORD);
            try {
                erase(person).expect(204);
                await().atMost(PATIENCE).until(() -> system.keys().hasTombstone(person.id()));
                assertThat(published(person, ERASED)).isFalse();
                kill(person.owner());
            } finally {
                system.keys().limit(topic, limit);
            }
        }
        assertErased();
    }

    @Test
    void before_another_service_records_that_nothing_is_left_in_it() {
        try {
            long refused = refuse("insert", Owner.CUSTOMERS.database() + ".log");
            erase(employee).expect(204);
            awaitRefusal(refused + 1);
            assertThat(published(employee, ERASED)).isTrue();
            kill(Owner.CUSTOMERS);
            assertThat(recorded(Owner.CUSTOMERS, employee, COMPLETED)).isZero();
        } finally {
            refuseNothing();
        }
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> workspace.all("/api/erasures").stream()
                        .anyMatch(erasure -> erasure.get("personId").asString().equals(employee.id())
                                && erasure.get("done").asBoolean()));
        assertThat(recorded(Owner.CUSTOMERS, employee, COMPLETED)).isEqualTo(1);
        assertThat(publications(Owner.CUSTOMERS, employee, COMPLETED)).isEqualTo(1);
    }

    private JsonNode found(Person person) {
        return workspace
                .get("/api/search?q=" + person.name())
                .expect(200)
                .json()
                .get("items");
    }

    /** Waits for no event of a command before it, since that may be kept from being published. */
    private Api.Answer erase(Person person) {
        return workspace.api().post(person.at() + "/erase", "{\"reason\":\"Asked for it\"}");
    }

    /**
     * Lets mongod close the connection of every such command on a collection, before it has an effect.
     *
     * @return how many commands were refused before
     */
    private static long refuse(String command, String namespace) {
        return failCommand(new Document("mode", "alwaysOn")
                .append(
                        "data",
                        new Document("failCommands", List.of(command))
                                .append("namespace", namespace)
                                .append("closeConnection", true)));
    }

    private static void refuseNothing() {
        failCommand(new Document("mode", "off"));
    }

    private static long failCommand(Document settings) {
        var configure = new Document("configureFailPoint", "failCommand");
        configure.putAll(settings);
        return ((Number) admin(configure).get("count")).longValue();
    }

    private static void awaitRefusal(long number) {
        admin(new Document("waitForFailPoint", "failCommand")
                .append("timesEntered", number)
                .append("maxTimeMS", PATIENCE.toMillis()));
    }

    private static Document admin(Document command) {
        return system.client().getDatabase("admin").runCommand(command);
    }

    private static Document storedKey(Person person) {
        return system.client()
                .getDatabase(person.owner().database() + "-keys")
                .getCollection("keys")
                .find(new Document("_id", person.id()))
                .first();
    }

    private static long recorded(Owner log, Person person, String type) {
        return system.client()
                .getDatabase(log.database())
                .getCollection("log")
                .countDocuments(new Document(
                        "ev", new Document("$elemMatch", new Document("type", type).append("subject", person.id()))));
    }

    private static long publications(Owner log, Person person, String type) {
        return PublishedEvents.records(system.running(), log.topic(), 0).stream()
                .filter(event -> event.key().equals(person.id())
                        && PublishedEvents.type(event).equals(type + ".v1"))
                .count();
    }

    private static boolean published(Person person, String type) {
        return publications(person.owner(), person, type) > 0;
    }

    private static void kill(Owner owner) {
        ProcessHandle killed = system.running().part(owner.service);
        system.running().kill(owner.service);
        await().atMost(PATIENCE).until(() -> !killed.isAlive());
    }

    private void assertErased() {
        for (Person person : persons) {
            await().atMost(PATIENCE).until(() -> published(person, ERASED));
            assertThat(system.keys().hasTombstone(person.id())).isTrue();
            assertThat(storedKey(person)).doesNotContainKey("key").containsKey("erasedAt");
            JsonNode shown = await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> workspace.get(person.at()).expect(200).json(), JsonNode::isObject);
            assertThat(shown.get("name").isNull()).isTrue();
            assertThat(shown.get("erased").asBoolean()).isTrue();
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> workspace
                            .listed(person.owner().path, person.id())
                            .get("erased")
                            .asBoolean());
            await().atMost(PATIENCE).until(() -> found(person).isEmpty());
            // a repeat has the answer of the first request, and no effect
            erase(person).expect(204);
            assertThat(publications(person.owner(), person, ERASED)).isEqualTo(1);
            assertThat(recorded(person.owner(), person, ERASED)).isEqualTo(1);
        }
    }
}
