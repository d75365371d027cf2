package incharge.reporting;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import incharge.http.testing.TestTokens;
import incharge.local.ApiClient.Response;
import incharge.local.RealKafka;
import incharge.local.RealParts;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.OpenStream;
import incharge.reporting.testing.RunningService;
import incharge.reporting.testing.Topics;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.Sources;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two replicas over real parts show persons until these are erased; each test continues the last one. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ErasedPersonsTest {

    private static final String DATABASE = RealParts.freshDatabaseName();
    private static final FactScript SCRIPT = new FactScript();

    /** What nobody may read any more of the employee and of the customer. */
    private static final List<String> ANNAS =
            List.of("Anna Hidden", "anna@hidden.example", "+358 40 1234567", "Partner of firsts", "Knows of mills");

    private static final List<String> PETRAS = List.of("Petra Former", "Petra Hidden", "petra@hidden.example");
    private static final List<String> ERASED = Stream.of(ANNAS, PETRAS, List.of("Dora Deleted"))
            .flatMap(List::stream)
            .toList();

    private static final List<String> OTHERS = List.of("Bo Remains", "Langworth Company", "Pavel Remains");

    private static final List<String> VIEWS = List.of(
            "/api/employees?limit=500",
            "/api/customers?limit=500&archived=true&on=2026-05-05",
            "/api/projects?limit=500",
            "/api/assignees?limit=500&period=all&projects=true",
            "/api/assignees.csv?period=all&projects=true",
            "/api/customers.csv",
            "/api/contacts?limit=500",
            "/api/contacts.csv",
            "/api/matrix?limit=500&period=all&projects=true",
            "/api/matrix?limit=500&period=all&view=role",
            "/api/matrix.csv?period=all&projects=true",
            "/api/search?q=hidden",
            "/api/search?q=remains",
            "/api/search?q=E-77");

    private static final List<String> HISTORIES =
            List.of("/api/history?limit=500", "/api/history.csv", "/api/responsibilities/batches?limit=500");

    @TempDir
    private static Path files;

    private static RealKafka kafka;
    private static Topics topics;
    private static RunningService service;
    private static RunningService replica;
    private static int published;
    /** Before anybody was erased. */
    private static Instant before;

    @BeforeAll
    static void start() throws Exception {
        kafka = RealKafka.start(files.resolve("kafka"), 0);
        topics = Topics.sealing(kafka.bootstrap());
        people();
        before = SCRIPT.last().time();
        publish();
        service = new RunningService(DATABASE, kafka.bootstrap());
        replica = new RunningService(DATABASE, kafka.bootstrap());
    }

    @AfterAll
    static void stop() {
        service.close();
        replica.close();
        topics.close();
        kafka.close();
    }

    private static void people() {
        SCRIPT.role("Owner", "customer");
        employee("EmployeeAdded", "Anna", "Anna Hidden", "E-77");
        employee("EmployeeAdded", "Bo", "Bo Remains", "E-78");
        SCRIPT.customer("Langworth Company", "1");
        person("CustomerRegistered", "Petra", "number", "2", "name", "Petra Former", "email", "petra@hidden.example");
        person("CustomerRenamed", "Petra", "name", "Petra Hidden");
        person("CustomerRegistered", "Pavel", "number", "3", "name", "Pavel Remains");
        for (String pictured : List.of("Petra", "Pavel")) {
            SCRIPT.customers(
                    "CustomerAvatarChanged",
                    id(pictured),
                    "customerId",
                    id(pictured),
                    "fileId",
                    id("Picture of " + pictured));
        }
        SCRIPT.customers(
                "ContactAdded",
                id("Maria"),
                "contactId",
                id("Maria"),
                "customerId",
                id("Langworth Company"),
                "name",
                "Maria Anders",
                "email",
                "maria@anders.example",
                "roles",
                List.of("Buyer"),
                "keywords",
                List.of(),
                "active",
                true);
        SCRIPT.project("Mill", "P-1", "Petra")
                .by("E-77", "bulk", "by Anna")
                .assigned("Langworth Company", "Anna", "Owner", null, null)
                .assigned("Petra", "Bo", "Owner", null, null)
                .assignedToProject("Mill", "Petra", "Anna", null, null, null)
                .byItself();
    }

    private static void employee(String type, String id, String name, String externalId) {
        boolean anna = id.equals("Anna");
        SCRIPT.responsibilities(
                type,
                id(id),
                "employeeId",
                id(id),
                "externalId",
                externalId,
                "name",
                name,
                "email",
                anna ? "anna@hidden.example" : null,
                "phone",
                anna ? "+358 40 1234567" : null,
                "title",
                anna ? "Partner of firsts" : null,
                "seller",
                false,
                "sellerInfo",
                anna ? "Knows of mills" : null,
                "active",
                true);
    }

    private static void person(String type, String id, Object... fields) {
        var all = new ArrayList<Object>(List.of("customerId", id(id), "kind", "person"));
        all.addAll(List.of(fields));
        SCRIPT.customers(type, id(id), all.toArray());
    }

    private static void publish() {
        topics.publish(SCRIPT.facts().subList(published, SCRIPT.facts().size()));
        published = SCRIPT.facts().size();
    }

    private static String positions() {
        return "customers=%d, responsibilities=%d, groupings=%d"
                .formatted(
                        SCRIPT.facts("incharge.customers").size(),
                        SCRIPT.facts("incharge.responsibilities").size(),
                        SCRIPT.facts("incharge.groupings").size());
    }

    private static String text(RunningService of, String query) {
        Response answer = await().atMost(Duration.ofSeconds(60))
                .until(() -> of.get(query, "Min-Event-Position", positions()), each -> each.statusCode() != 503);
        assertThat(answer.statusCode()).as(query + answer.text()).isEqualTo(200);
        return answer.text();
    }

    private static JsonNode json(RunningService of, String query) {
        text(of, query);
        return of.json(query);
    }

    /** Returns all views of a replica as one text. */
    private static String everything(RunningService of) {
        var all = new StringBuilder();
        Stream.concat(VIEWS.stream(), HISTORIES.stream()).forEach(query -> all.append(text(of, query)));
        return all.toString();
    }

    private static String asOf(RunningService of, Instant time) {
        var all = new StringBuilder();
        Stream.concat(VIEWS.stream(), HISTORIES.stream())
                .forEach(query -> all.append(text(of, query + (query.contains("?") ? "&" : "?") + "asOf=" + time)));
        return all.toString();
    }

    private static List<RunningService> both() {
        return List.of(service, replica);
    }

    /** Returns every document of the database as it is stored. */
    private static List<String> stored() {
        MongoDatabase database = RealParts.mongoClient().getDatabase(DATABASE);
        var all = new ArrayList<String>();
        for (String collection : database.listCollectionNames()) {
            database.getCollection(collection, RawBsonDocument.class)
                    .find()
                    .forEach(document ->
                            all.add(new String(document.getByteBuffer().array(), StandardCharsets.ISO_8859_1)));
        }
        return all;
    }

    private static void assertSealedAtRest() {
        List<String> stored = stored();
        assertThat(stored).as("what is in clear is found").anyMatch(each -> each.contains("Langworth Company"));
        for (String text : Stream.concat(ERASED.stream(), Stream.of("Bo Remains", "Pavel Remains", "Maria Anders"))
                .toList()) {
            assertThat(stored).as(text).noneMatch(each -> each.contains(text));
        }
    }

    /** Returns the entries of the served generation by their sequence. */
    private static TreeMap<Long, RawBsonDocument> served(Source source) {
        int generation = service.bean(Sources.class).all().get(source).generation();
        var all = new TreeMap<Long, RawBsonDocument>();
        RealParts.mongoClient()
                .getDatabase(DATABASE)
                .getCollection("versions." + source.shortName() + "." + generation, RawBsonDocument.class)
                .find()
                .forEach(entry -> all.put(entry.getInt64("_id").getValue(), entry));
        return all;
    }

    @Test
    @Order(1)
    void before_they_are_erased_persons_are_shown_and_their_texts_are_sealed_at_rest() {
        for (RunningService each : both()) {
            String everything = everything(each);
            assertThat(everything).contains(OTHERS).doesNotContain("\"erased\"");
            assertThat(everything).contains("Anna Hidden", "anna@hidden.example", "Petra Former", "Petra Hidden");
            assertThat(text(each, "/api/employees")).contains(ANNAS);
            assertThat(asOf(each, before)).contains("Anna Hidden", "Petra Hidden");
            assertThat(text(each, "/api/search?q=petra@hidden")).contains("Petra Hidden");
        }
        assertSealedAtRest();
    }

    @Test
    @Order(2)
    void erased_persons_are_shown_nowhere_and_at_no_time() {
        try (OpenStream stream = replica.open(TestTokens.bearer("demo-admin"), "/api/changes")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> stream.position() != null);
            employee("EmployeeChanged", "Bo", "Bo Remains", "E-79");
            SCRIPT.because("asked by letter").by("E-79", "click", "erases Anna");
            SCRIPT.responsibilities("PersonErased", id("Anna"), "kind", "employee", "personId", id("Anna"));
            publish();
            text(replica, "/api/employees");
            SCRIPT.by("E-77", "click", "erases Petra");
            SCRIPT.customers("PersonErased", id("Petra"), "kind", "customer", "personId", id("Petra"));
            SCRIPT.because(null);
            publish();
            for (RunningService each : both()) {
                assertErased(each);
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> stream.events().stream()
                            .anyMatch(event -> event.data().contains("PersonErased")
                                    && event.data().contains("\"user\":\"E-77\"")));
            assertThat(stream.events().stream()
                            .filter(event -> event.data().contains("\"user\":\"E-77\""))
                            .toList())
                    .allSatisfy(event -> assertThat(event.json().get("actor").toString())
                            .isEqualTo("{\"user\":\"E-77\",\"id\":\"%s\",\"name\":null,\"erased\":true}"
                                    .formatted(id("Anna"))));
        }
        assertSealedAtRest();
    }

    private static void assertErased(RunningService each) {
        String everything =
                everything(each) + asOf(each, before) + asOf(each, SCRIPT.last().time());
        assertThat(everything).contains(OTHERS);
        for (String text : ERASED) {
            assertThat(everything).doesNotContain(text);
        }
        JsonNode anna = json(each, "/api/employees?externalId=E-77").at("/items/0");
        assertThat(anna.get("name").isNull()).isTrue();
        assertThat(anna.get("erased").asBoolean()).isTrue();
        for (String field : List.of("email", "phone", "title", "sellerInfo")) {
            assertThat(anna.get(field).isNull()).as(field).isTrue();
        }
        JsonNode customers = json(each, "/api/customers");
        assertThat(customers.at("/items/2/id").asString())
                .as("erased persons come last")
                .isEqualTo(id("Petra").toString());
        assertThat(customers.at("/items/2/erased").asBoolean()).isTrue();
        assertThat(customers.at("/items/2/number").asString()).isEqualTo("2");
        String named = "{\"id\":\"%s\",\"name\":null,\"erased\":true".formatted(id("Anna"));
        assertThat(text(each, "/api/customers?on=2026-05-05")).contains(named);
        assertThat(text(each, "/api/assignees?period=all")).contains(named);
        assertThat(text(each, "/api/matrix?period=all&view=role")).contains(named);
        assertThat(text(each, "/api/matrix?period=all"))
                .contains("{\"employeeId\":\"%s\",\"name\":null,\"erased\":true".formatted(id("Anna")));
        assertThat(text(each, "/api/search?q=E-77")).contains("\"name\":null,\"erased\":true");
        assertThat(json(each, "/api/search?q=hidden").get("items").size()).isZero();
        assertThat(text(each, "/api/assignees.csv?period=all&lang=sv")).contains("Raderad person");
        assertThat(text(each, "/api/matrix.csv?period=all&lang=fi")).contains("Poistettu henkil\u00f6");
        assertThat(text(each, "/api/customers.csv?lang=nb")).contains("Slettet person");
        assertThat(text(each, "/api/history.csv")).contains("Erased person");
    }

    @Test
    @Order(3)
    void a_history_keeps_what_happened_without_the_names() {
        JsonNode added = json(service, "/api/history?type=EmployeeAdded&subject=" + id("Anna"))
                .at("/items/0");
        assertThat(added.at("/subject/name").isNull()).isTrue();
        assertThat(added.at("/subject/erased").asBoolean()).isTrue();
        assertThat(added.at("/details/name").isNull()).isTrue();
        assertThat(added.at("/details/erased").asBoolean()).isTrue();
        assertThat(added.at("/details/number").asString()).isEqualTo("E-77");

        JsonNode renamed = json(service, "/api/history?type=CustomerRenamed").at("/items/0");
        assertThat(renamed.at("/subject/erased").asBoolean()).isTrue();
        assertThat(renamed.at("/customer/erased").asBoolean()).isTrue();
        assertThat(renamed.at("/details/erased").asBoolean()).isTrue();

        JsonNode assigned = json(service, "/api/history?employee=" + id("Anna") + "&type=ResponsibilityAssigned");
        assertThat(assigned.get("total").asInt()).isEqualTo(2);
        assertThat(assigned.at("/items/0/actor").toString())
                .isEqualTo("{\"user\":\"E-77\",\"id\":\"%s\",\"name\":null,\"erased\":true}".formatted(id("Anna")));

        JsonNode batch = json(service, "/api/responsibilities/batches").at("/items/0");
        assertThat(batch.at("/actor/erased").asBoolean()).isTrue();
        assertThat(batch.at("/sample/0/employee/erased").asBoolean()).isTrue();
        assertThat(batch.at("/sample/1/subject/erased").asBoolean()).isTrue();
    }

    @Test
    @Order(4)
    void the_erasures_are_listed_with_the_services_that_are_done() {
        JsonNode erasures = json(service, "/api/erasures?limit=1");
        assertThat(erasures.get("total").asInt()).isEqualTo(2);
        assertThat(erasures.at("/items/0/personId").asString())
                .isEqualTo(id("Petra").toString());
        assertThat(erasures.at("/items/0/kind").asString()).isEqualTo("customer");
        assertThat(erasures.at("/items/0/requestedBy/erased").asBoolean()).isTrue();
        assertThat(done(erasures.at("/items/0"))).containsExactly("reporting-service");

        SCRIPT.groupings("ErasureCompleted", id("Anna"), "personId", id("Anna"))
                .customers("ErasureCompleted", id("Anna"), "personId", id("Anna"));
        publish();
        String next = "/api/erasures?limit=1&cursor=" + erasures.get("next").asString();
        JsonNode annas = json(service, next).at("/items/0");
        assertThat(annas.get("kind").asString()).isEqualTo("employee");
        assertThat(annas.get("reason").asString()).isEqualTo("asked by letter");
        assertThat(annas.at("/requestedBy").toString()).isEqualTo("{\"id\":\"E-79\",\"name\":\"Bo Remains\"}");
        assertThat(done(annas)).containsExactly("customer-service", "grouping-service", "reporting-service");
        assertThat(annas.get("done").asBoolean()).isFalse();

        SCRIPT.responsibilities("ErasureCompleted", id("Anna"), "personId", id("Anna"));
        publish();
        annas = json(service, next).at("/items/0");
        assertThat(annas.get("done").asBoolean()).isTrue();
        assertThat(annas.at("/services/1/service").asString()).isEqualTo("responsibility-service");
        assertThat(annas.at("/services/1/doneAt").asString())
                .isEqualTo(SCRIPT.last().time().toString());
        assertThat(json(service, next).get("next").isNull()).isTrue();
        for (String user : List.of("demo-editor", "demo-viewer")) {
            assertThat(service.getAs(TestTokens.bearer(user), "/api/erasures").statusCode())
                    .as(user)
                    .isEqualTo(403);
        }
    }

    private static List<String> done(JsonNode erasure) {
        return erasure.get("services")
                .valueStream()
                .filter(each -> each.get("done").asBoolean())
                .map(each -> each.get("service").asString())
                .toList();
    }

    @Test
    @Order(5)
    void what_changes_of_an_erased_person_afterwards_shows_no_name() {
        SCRIPT.customers("CustomerRenumbered", id("Petra"), "customerId", id("Petra"), "number", "22")
                .customers("CustomerArchived", id("Petra"), "customerId", id("Petra"));
        publish();

        for (RunningService each : both()) {
            JsonNode petra = json(each, "/api/customers?archived=true&q=22").at("/items/0");
            assertThat(petra.get("name").isNull()).isTrue();
            assertThat(petra.get("erased").asBoolean()).isTrue();
            assertThat(petra.get("archived").asBoolean()).isTrue();
            assertThat(petra.get("avatar").isNull()).isTrue();
            assertThat(json(each, "/api/customers?q=Pavel")
                            .at("/items/0/avatar")
                            .asString())
                    .isEqualTo("/api/customers/" + id("Pavel") + "/avatar?v=" + id("Picture of Pavel"));
        }
    }

    @Test
    @Order(6)
    void a_deleted_employee_is_erased_too() {
        employee("EmployeeAdded", "Dora", "Dora Deleted", "E-80");
        SCRIPT.by("E-80", "click", "by Dora")
                .customers(
                        "CustomerRenumbered",
                        id("Langworth Company"),
                        "customerId",
                        id("Langworth Company"),
                        "number",
                        "11")
                .byItself()
                .responsibilities("EmployeeDeleted", id("Dora"), "employeeId", id("Dora"));
        Instant deleted = SCRIPT.last().time();
        publish();
        for (RunningService each : both()) {
            assertThat(actor(each)).contains("\"name\":\"Dora Deleted\"");
            assertThat(text(each, "/api/history?subject=" + id("Dora"))).contains("Dora Deleted");
        }

        SCRIPT.responsibilities("PersonErased", id("Dora"), "kind", "employee", "personId", id("Dora"));
        publish();

        for (RunningService each : both()) {
            assertThat(actor(each))
                    .isEqualTo("{\"user\":\"E-80\",\"id\":\"%s\",\"name\":null,\"erased\":true}".formatted(id("Dora")));
            assertThat(text(each, "/api/history?subject=" + id("Dora"))).contains("\"erased\":true");
            assertThat(everything(each) + asOf(each, deleted)).doesNotContain(ERASED);
            assertThat(json(each, "/api/employees?externalId=E-80").get("total").asInt())
                    .isZero();
        }
    }

    /** Returns who renumbered the company. */
    private static String actor(RunningService of) {
        return json(of, "/api/history?type=CustomerRenumbered&customer=" + id("Langworth Company"))
                .at("/items/0/actor")
                .toString();
    }

    @Test
    @Order(7)
    void a_contact_is_erased_apart_from_its_customer() {
        Instant shown = SCRIPT.last().time();
        for (RunningService each : both()) {
            assertThat(text(each, "/api/contacts")).contains("Maria Anders", "maria@anders.example");
        }

        SCRIPT.customers(
                "PersonErased",
                id("Maria"),
                "kind",
                "contact",
                "personId",
                id("Maria"),
                "customerId",
                id("Langworth Company"));
        publish();

        for (RunningService each : both()) {
            assertThat(everything(each) + asOf(each, shown)).doesNotContain("Maria", "maria@");
            JsonNode contact = json(each, "/api/contacts").at("/items/0");
            assertThat(contact.get("name").isNull()).isTrue();
            assertThat(contact.get("erased").asBoolean()).isTrue();
            assertThat(contact.at("/roles/0").asString()).isEqualTo("Buyer");
            assertThat(contact.at("/customer/name").asString()).isEqualTo("Langworth Company");
            JsonNode erasure = json(each, "/api/erasures").at("/items/0");
            assertThat(erasure.get("kind").asString()).isEqualTo("contact");
            assertThat(erasure.get("personId").asString()).isEqualTo(id("Maria").toString());
            JsonNode row = json(each, "/api/history?type=PersonErased").at("/items/0");
            assertThat(row.at("/subject").toString())
                    .isEqualTo("{\"type\":\"contact\",\"id\":\"%s\",\"name\":null,\"erased\":true,\"number\":null}"
                            .formatted(id("Maria")));
            assertThat(row.at("/customer/name").asString()).isEqualTo("Langworth Company");
        }
    }

    @Test
    @Order(8)
    void what_is_served_is_what_the_topics_give_byte_for_byte() {
        assertThat(service.post("/api/health/verification").statusCode()).isEqualTo(202);
        JsonNode verified = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> service.json("/api/health/verification"),
                        each -> !each.get("state").asString().equals("running"));
        assertThat(verified.get("state").asString()).as(verified.toString()).isEqualTo("equal");

        for (Source source : Source.values()) {
            TreeMap<Long, RawBsonDocument> entries = served(source);
            int generation = service.bean(Sources.class).all().get(source).generation();
            assertThat(service.post("/api/health/rebuilds/" + source.shortName())
                            .statusCode())
                    .isEqualTo(202);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> service.bean(Sources.class).all().get(source).generation() > generation);
            assertThat(served(source)).isEqualTo(entries);
        }
        for (RunningService each : both()) {
            assertThat(everything(each)).doesNotContain(ERASED).contains(OTHERS);
        }
        assertSealedAtRest();
    }

    @Test
    @Order(9)
    void a_person_whose_key_is_gone_is_erased_although_a_restored_log_does_not_say_so() {
        topics.erase(id("Pavel").toString());
        service.close();
        service = new RunningService(DATABASE, kafka.bootstrap());

        assertThat(everything(service)).doesNotContain("Pavel Remains").doesNotContain(ERASED);
        JsonNode pavel = json(service, "/api/search?q=3&kind=customer").at("/items/0");
        assertThat(pavel.toString())
                .isEqualTo("{\"kind\":\"customer\",\"id\":\"%s\",\"name\":null,\"erased\":true,\"number\":\"3\"}"
                        .formatted(id("Pavel")));
        assertThat(text(service, "/api/employees")).contains("Bo Remains");
    }

    @Test
    @Order(10)
    void names_come_back_without_a_restart_when_the_topic_of_keys_is_filled_again() throws Exception {
        person("CustomerRegistered", "Pia", "number", "4", "name", "Pia Remains", "email", "pia@remains.example");
        Instant registered = SCRIPT.last().time();
        publish();
        text(service, "/api/customers");
        service.close();
        topics.loseKeys();
        service = new RunningService(DATABASE, kafka.bootstrap());
        renumber("Pia", "44");
        assertThat(everything(service) + asOf(service, registered))
                .contains("Langworth Company", "\"44\"")
                .doesNotContain("Bo Remains", "Pia Remains");

        topics.publishKeysAgain();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(text(service, "/api/customers?q=pia@remains"))
                        .contains("Pia Remains"));
        assertThat(everything(service)).contains("Bo Remains", "Pia Remains");
        assertThat(asOf(service, registered)).contains("Bo Remains", "Pia Remains");
        renumber("Pia", "45");
        JsonNode pia = json(service, "/api/customers?q=pia@remains").at("/items/0");
        assertThat(pia.get("name").asString()).isEqualTo("Pia Remains");
        assertThat(pia.get("number").asString()).isEqualTo("45");
        assertThat(everything(service) + asOf(service, before))
                .doesNotContain(ERASED)
                .doesNotContain("Pavel Remains");
    }

    private static void renumber(String customer, String number) {
        SCRIPT.customers("CustomerRenumbered", id(customer), "customerId", id(customer), "number", number);
        publish();
    }

    @Test
    @Order(11)
    void nothing_is_served_while_the_keys_were_not_read_once() {
        service.close();
        service = new RunningService(DATABASE, "127.0.0.1:1", "--incharge.reporting.patience=500ms");

        Response answer = service.get("/api/employees");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.text()).contains("\"code\":\"not-ready\"");
        assertThat(service.anonymous("/actuator/health/readiness").statusCode()).isEqualTo(503);
    }
}
