package incharge.responsibility;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** A seller assigns nobody to what the seller does not see; sellers of its category and everybody else may. */
class VisibilityTest extends ServiceTest {

    private static UUID theirs;
    private static UUID ours;

    private final String hiddenNumber = fresh("c");
    private final String seenNumber = fresh("c");
    private final UUID hidden = customers.customer(hiddenNumber);
    private final UUID seen = customers.customer(seenNumber);

    @Autowired
    private MongoDatabase database;

    private String externalId;
    private UUID employee;

    private UUID seller(String name) {
        return added("/api/employees", "{\"name\":\"S\",\"externalId\":\"" + name + "\",\"seller\":true}");
    }

    private static UUID category(UUID seller) {
        UUID id = UUID.randomUUID();
        GROUPINGS.publish("CategoryCreated", id, """
                {"categoryId":"%1$s","name":"%1$s","sellerIds":["%2$s"]}""".formatted(id, seller));
        return id;
    }

    private static void categorise(UUID customer, UUID category) {
        GROUPINGS.publish("CustomerCategorised", customer, """
                {"customerId":"%s","categoryId":"%s"}""".formatted(customer, category));
    }

    @BeforeEach
    void hide() {
        if (theirs == null) {
            theirs = category(seller(fresh("S")));
            ours = category(seller("demo-seller"));
        }
        externalId = fresh("E");
        employee = employee(externalId);
        categorise(hidden, theirs);
        categorise(seen, ours);
        awaitConsumed();
        // changes nothing: there is no such employee
        String request = batch(",\"preview\":true", change("assign", hidden, UUID.randomUUID(), ""));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> as("demo-seller", "POST", "/api/responsibilities", request)
                        .code()
                        .equals("customer-unknown"));
    }

    private Answer sendAsSeller(String body) {
        return as("demo-seller", "POST", "/api/responsibilities", body);
    }

    private static String comparable(Answer problem, UUID id) {
        ObjectNode body = (ObjectNode) problem.body().deepCopy();
        body.remove(List.of("instance", "traceId"));
        return body.toString().replace(id.toString(), "ID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"assign", "change", "remove"})
    void a_hidden_customer_is_refused_as_one_that_there_is_not(String action) {
        if (!action.equals("assign")) {
            assertThat(outcome(assign(hidden, employee, ""), 0)).isEqualTo("assigned");
            assertThat(outcome(assign(seen, employee, ""), 0)).isEqualTo("assigned");
        }
        UUID nobody = UUID.randomUUID();
        long before = store.log().head();

        Answer refused =
                sendAsSeller(batch("", change(action, seen, employee, ""), change(action, hidden, employee, "")));
        Answer unknown =
                sendAsSeller(batch("", change(action, seen, employee, ""), change(action, nobody, employee, "")));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fields()).containsExactly("changes[1].subject");
        assertThat(comparable(refused, hidden)).isEqualTo(comparable(unknown, nobody));
        assertThat(comparable(sendAsSeller(batch(",\"preview\":true", change(action, hidden, employee, ""))), hidden))
                .isEqualTo(comparable(
                        sendAsSeller(batch(",\"preview\":true", change(action, nobody, employee, ""))), nobody));
        assertThat(store.log().head()).isEqualTo(before);

        assertThat(sendAsSeller(batch("", change(action, seen, employee, ""))).status())
                .isEqualTo(200);
        assertThat(as("demo-editor", "POST", "/api/responsibilities", batch("", change(action, hidden, employee, "")))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"assign", "change", "remove"})
    void a_change_since_a_preview_is_reported_alike_for_hidden_and_unknown(String action) {
        assertThat(outcome(assign(hidden, employee, ""), 0)).isEqualTo("assigned");
        UUID nobody = UUID.randomUUID();
        String old = ",\"basedOn\":\"responsibilities=0\"";
        String now = ",\"basedOn\":\"responsibilities="
                + logged("EmployeeAdded", employee).getFirst().position() + "\"";

        Answer changed = sendAsSeller(batch(old, change(action, hidden, employee, "")));
        assertThat(changed.code()).isEqualTo("changed-since-preview");
        assertThat(comparable(changed, hidden))
                .isEqualTo(comparable(sendAsSeller(batch(old, change(action, nobody, employee, ""))), nobody));

        Answer refused = sendAsSeller(batch(now, change(action, hidden, employee, "")));
        assertThat(refused.code()).as("somebody else's assignment").isEqualTo("customer-unknown");
        assertThat(comparable(refused, hidden))
                .isEqualTo(comparable(sendAsSeller(batch(now, change(action, nobody, employee, ""))), nobody));
    }

    /** Returns how often the service looked for this value among its subjects. */
    private long looks(String collection, Object value, Runnable request) {
        long before = looks(collection, value);
        database.runCommand(new Document("profile", 2));
        try {
            request.run();
        } finally {
            database.runCommand(new Document("profile", 0));
        }
        return looks(collection, value) - before;
    }

    private long looks(String collection, Object value) {
        return database
                .getCollection("system.profile")
                .find(eq("ns", database.getName() + ".reference." + collection))
                .into(new ArrayList<>())
                .stream()
                .map(query -> query.get("command", Document.class).toJson())
                // what visibility looks for in the same collection names no number
                .filter(command -> command.contains("\"numberKey\"") && command.contains("\"" + value + "\""))
                .count();
    }

    @Test
    void what_is_hidden_is_looked_for_again_as_what_there_is_not() {
        UUID project = customers.project(hidden, fresh("p"), null);
        UUID seenProject = customers.project(seen, fresh("p"), null);
        assertThat(outcome(sendAsSeller(ofProject(seenProject, employee)), 0))
                .as("all is consumed")
                .isEqualTo("assigned");

        assertThat(looks("customers", seen, () -> sendAsSeller(batch("", change("assign", seen, employee, "")))))
                .as("found at once")
                .isEqualTo(1);
        assertThat(looks("customers", hidden, () -> sendAsSeller(batch("", change("assign", hidden, employee, "")))))
                .isGreaterThan(1);
        assertThat(looks("projects", project, () -> sendAsSeller(ofProject(project, employee))))
                .isGreaterThan(1);
    }

    @Test
    void an_import_looks_again_for_hidden_numbers_as_for_those_that_there_are_not() {
        String project = fresh("p");
        customers.project(hidden, project, null);
        UUID last = customers.project(seen, fresh("p"), null);
        assertThat(outcome(sendAsSeller(ofProject(last, employee)), 0))
                .as("all is consumed")
                .isEqualTo("assigned");

        assertThat(looks("customers", seenNumber, () -> imported("customer_number", seenNumber)))
                .as("found at once")
                .isEqualTo(1);
        assertThat(looks("customers", hiddenNumber, () -> imported("customer_number", hiddenNumber)))
                .isGreaterThan(1);
        assertThat(looks("projects", project, () -> imported("project_no", project)))
                .isGreaterThan(1);
    }

    private void imported(String column, String number) {
        String rows = "%s,employee_id\n%s,%s\n".formatted(column, number, externalId);
        done(upload("demo-seller", "/api/responsibilities/imports", rows));
    }

    private static String ofProject(UUID project, UUID employee) {
        return batch("", """
                {"action":"assign","subject":{"type":"project","id":"%s"},"employeeId":"%s"}""".formatted(project, employee));
    }

    @Test
    void its_projects_go_with_it() {
        UUID hiddenProject = customers.project(hidden, fresh("p"), null);
        UUID seenProject = customers.project(seen, fresh("p"), null);
        UUID nothing = UUID.randomUUID();

        Answer refused = sendAsSeller(ofProject(hiddenProject, employee));
        assertThat(refused.code()).isEqualTo("project-unknown");
        assertThat(comparable(refused, hiddenProject))
                .isEqualTo(comparable(sendAsSeller(ofProject(nothing, employee)), nothing));
        assertThat(logged("ResponsibilityAssigned", hiddenProject)).isEmpty();

        assertThat(outcome(sendAsSeller(ofProject(seenProject, employee)), 0)).isEqualTo("assigned");
        assertThat(outcome(as("demo-editor", "POST", "/api/responsibilities", ofProject(hiddenProject, employee)), 0))
                .isEqualTo("assigned");
    }

    @Test
    void a_project_that_goes_to_another_customer_is_hidden_with_it() {
        UUID gone = customers.project(seen, fresh("p"), null);
        UUID come = customers.project(hidden, fresh("p"), null);
        assertThat(outcome(sendAsSeller(ofProject(gone, employee)), 0)).isEqualTo("assigned");

        customers.move(gone, seen, hidden);
        customers.move(come, hidden, seen);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> "project-unknown"
                        .equals(sendAsSeller(ofProject(gone, employee)).code()));
        assertThat(outcome(sendAsSeller(ofProject(come, employee)), 0)).isEqualTo("assigned");
    }

    @Test
    void an_import_finds_no_hidden_customer_and_no_hidden_project() {
        String hiddenProject = fresh("p");
        String seenProject = fresh("p");
        customers.project(hidden, hiddenProject, null);
        customers.project(seen, seenProject, null);
        String rows = """
                customer_number,project_no,employee_id
                %1$s,,%5$s
                nobody,,%5$s
                %2$s,,%5$s
                ,%3$s,%5$s
                ,nothing,%5$s
                ,%4$s,%5$s
                """.formatted(hiddenNumber, seenNumber, hiddenProject, seenProject, externalId);

        Answer bySeller = done(upload("demo-seller", "/api/responsibilities/imports", rows));
        assertThat(counts(bySeller)).containsExactly(2, 0, 0, 4);
        assertThat(refusals(bySeller))
                .containsExactly(
                        "1 customer-unknown customerNumber",
                        "2 customer-unknown customerNumber",
                        "4 project-unknown projectNumber",
                        "5 project-unknown projectNumber");
        assertThat(counts(done(upload("demo-editor", "/api/responsibilities/imports", rows))))
                .containsExactly(2, 0, 2, 2);
    }
}
