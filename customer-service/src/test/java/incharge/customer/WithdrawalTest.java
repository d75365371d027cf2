package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.eventstore.log.Recorded;
import incharge.http.testing.TestTokens;
import incharge.local.ApiClient.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The undo of an import withdraws what its rows requested from other services. */
class WithdrawalTest extends ServiceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ADMIN = TestTokens.bearer("demo-admin");
    private static final String CUSTOMERS = "/api/customers/imports?mode=upsert";
    private static final String PROJECTS = "/api/projects/imports?mode=upsert";

    @Test
    void a_grouping_that_was_requested_for_existing_customers_is_withdrawn() {
        String regrouped = registered("");
        String tagged = registered("");
        String renamed = registered("");
        String number = number(regrouped);
        String at = importedAt(ADMIN, CUSTOMERS, """
                number,name,category,tags
                %1$s,Renamed,Gold,VIP
                %1$s,,,Fair
                %2$s,,,VIP
                %3$s,Renamed,,
                ,Made,Gold,VIP
                """.formatted(number, number(tagged), number(renamed)));
        String made = texts(at + "/rows", "id").getLast();

        JsonNode undone = undone(ADMIN, at);

        assertThat(undone.get("undone").asInt()).isEqualTo(5);
        assertThat(stored(regrouped))
                .containsExactly(
                        "CustomerRegistered",
                        "CustomerRenamed",
                        "CustomerGroupingRequested",
                        "CustomerGroupingRequested",
                        "CustomerRenamed",
                        "CustomerGroupingWithdrawn");
        assertThat(stored(tagged))
                .containsExactly("CustomerRegistered", "CustomerGroupingRequested", "CustomerGroupingWithdrawn");
        assertThat(stored(renamed)).containsExactly("CustomerRegistered", "CustomerRenamed", "CustomerRenamed");
        assertThat(stored(made)).containsExactly("CustomerRegistered", "CustomerArchived");
        Recorded withdrawn = last(tagged);
        assertThat(JSON.readTree(withdrawn.payload()).get("withdrawnCommandId").asString())
                .isEqualTo(importId(at))
                .isEqualTo(first(tagged, "CustomerGroupingRequested").cause().commandId());
        assertThat(withdrawn.cause().actor()).isEqualTo("demo-admin");
        assertThat(withdrawn.cause().reason()).isEqualTo("wrong file");
    }

    @Test
    void a_request_before_the_import_is_not_withdrawn() {
        String customer = registered("");
        String number = number(customer);
        importedAt(ADMIN, CUSTOMERS, "number,category\n%s,Gold\n".formatted(number));
        String at = importedAt(ADMIN, CUSTOMERS, "number,name\n%s,Renamed\n".formatted(number));

        undone(ADMIN, at);

        assertThat(stored(customer))
                .containsExactly(
                        "CustomerRegistered", "CustomerGroupingRequested", "CustomerRenamed", "CustomerRenamed");
    }

    @Test
    void withdrawing_a_grouping_needs_the_level_that_requesting_it_needs() {
        String regrouped = registered("");
        String renamed = registered("");
        String at = importedAt(ADMIN, CUSTOMERS, """
                number,name,tags
                %s,Renamed,VIP
                %s,Renamed,
                ,Made,VIP
                """.formatted(number(regrouped), number(renamed)));

        JsonNode undone = undone(level(Map.of("customers", "admin", "groups", "view")), at);

        assertThat(undone.get("undone").asInt()).isEqualTo(2);
        assertThat(texts(at + "/rows?kept=true", "row", "code", "message"))
                .containsExactly("1 forbidden This needs edit of groups.");
        assertThat(api.get("/api/customers/" + regrouped).text("name")).isEqualTo("Renamed");
        assertThat(api.get("/api/customers/" + renamed).text("name")).isEqualTo("Langworth");
        assertThat(stored(regrouped)).doesNotContain("CustomerGroupingWithdrawn");
    }

    @Test
    void an_assignee_who_was_requested_for_existing_projects_is_withdrawn() {
        String anna = fresh("E");
        UUID id = employee(anna, false);
        String customer = registered("");
        String project = project(customer);
        String at = importedAt(ADMIN, PROJECTS, """
                project_no,customer_number,name,employee_id
                %s,,Renamed,%s
                ,%s,Made,%s
                """.formatted(projectNumber(project), anna, number(customer), anna));
        String made = texts(at + "/rows", "id").getLast();

        JsonNode undone = undone(ADMIN, at);

        assertThat(undone.get("undone").asInt()).isEqualTo(2);
        assertThat(stored(project))
                .containsExactly(
                        "ProjectOpened",
                        "ProjectChanged",
                        "ProjectAssigneeRequested",
                        "ProjectChanged",
                        "ProjectAssigneeWithdrawn");
        assertThat(stored(made)).containsExactly("ProjectOpened", "ProjectArchived");
        JsonNode withdrawn = JSON.readTree(last(project).payload());
        assertThat(withdrawn.get("withdrawnCommandId").asString()).isEqualTo(importId(at));
        assertThat(withdrawn.get("employeeId").asString()).isEqualTo(id.toString());
        assertThat(withdrawn.get("customerId").asString()).isEqualTo(customer);
    }

    @Test
    void withdrawing_an_assignee_needs_the_level_that_requesting_one_needs() {
        String anna = fresh("E");
        employee(anna, false);
        String customer = registered("");
        String requested = project(customer);
        String renamed = project(customer);
        String at = importedAt(ADMIN, PROJECTS, """
                project_no,name,employee_id
                %s,Renamed,%s
                %s,Renamed,
                """.formatted(projectNumber(requested), anna, projectNumber(renamed)));

        JsonNode undone = undone(level(Map.of("customers", "admin", "responsibilities", "view")), at);

        assertThat(undone.get("undone").asInt()).isEqualTo(1);
        assertThat(texts(at + "/rows?kept=true", "row", "code", "field", "message"))
                .containsExactly("1 forbidden employeeId This needs edit of responsibilities.");
        assertThat(stored(requested)).doesNotContain("ProjectAssigneeWithdrawn");
    }

    /** Returns the token of an admin with these levels only. */
    private static String level(Map<String, String> levels) {
        Map<String, Object> claims = TestTokens.claims("demo-admin");
        claims.put("levels", levels);
        return "Bearer " + TestTokens.signed(claims, TestTokens.KEY);
    }

    private JsonNode undone(String bearer, String at) {
        Response answer = send(bearer, "POST", at + "/undo", "application/json", "{\"reason\":\"wrong file\"}");
        assertThat(answer.statusCode()).as(answer.text()).isEqualTo(200);
        JsonNode undone = JSON.readTree(answer.body());
        assertThat(undone.get("state").asString()).isEqualTo("undone");
        return undone;
    }

    private static String importId(String at) {
        return at.substring(at.lastIndexOf('/') + 1);
    }

    private Recorded last(String subject) {
        return recorded(subject).getLast();
    }

    private Recorded first(String subject, String type) {
        return recorded(subject).stream()
                .filter(event -> event.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private List<Recorded> recorded(String subject) {
        return store.log().read(1, 100_000).stream()
                .filter(event -> event.subject().equals(subject))
                .toList();
    }
}
