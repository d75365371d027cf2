package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import incharge.http.testing.TestClient;
import incharge.http.testing.TestTokens;
import incharge.local.ApiClient;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Levels for commands and queries of customers and projects, and for requests to other areas. */
class LevelsTest extends ServiceTest {

    private String customer;
    private String project;

    @BeforeEach
    void there() {
        customer = registered("");
        project = api.post("/api/projects", "{\"name\":\"House\",\"customerId\":\"" + customer + "\"}")
                .expect(201)
                .text("id");
    }

    private void refused(TestClient client, String method, String path, String body) {
        long before = store.log().head();
        client.send(method, path.replace("CUSTOMER", customer).replace("PROJECT", project), body)
                .expectProblem(403, "level-missing");
        assertThat(store.log().head()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"GET,/api/customers/CUSTOMER", "GET,/api/projects/PROJECT", "GET,/api/customers/imports/1"})
    void reading_needs_view_of_customers(String method, String path) {
        refused(api.as("demo-employee"), method, path, null);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/api/customers",
        "PUT,/api/customers/CUSTOMER",
        "PATCH,/api/customers/CUSTOMER",
        "POST,/api/customers/CUSTOMER/archive",
        "POST,/api/customers/CUSTOMER/restore",
        "POST,/api/projects",
        "PATCH,/api/projects/PROJECT",
        "POST,/api/projects/PROJECT/archive",
        "POST,/api/projects/PROJECT/restore"
    })
    void changing_needs_edit_of_customers_before_the_body_is_looked_at(String method, String path) {
        refused(api.as("demo-employee"), method, path, "{}");
        refused(api.as("demo-viewer"), method, path, "{}");
        refused(api.as("demo-viewer"), method, path, "no json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/customers/imports", "/api/projects/imports"})
    void importing_needs_edit_of_customers(String path) {
        ApiClient.Response answer =
                send(TestTokens.bearer("demo-viewer"), "POST", path, "multipart/form-data; boundary=rows", "x");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.text()).contains("level-missing");
    }

    @Test
    void each_level_may_what_it_is_for() {
        api.as("demo-viewer").get("/api/customers/" + customer).expect(200);
        api.as("demo-viewer").get("/api/projects/" + project).expect(200);
        api.as("demo-editor")
                .send("PATCH", "/api/customers/" + customer, "{\"phone\":\"1\"}")
                .expect(200);
        api.as("demo-editor")
                .post("/api/projects/" + project + "/archive", null)
                .expect(200);
    }

    @Test
    void tags_need_edit_of_groups() {
        String body = "{\"name\":\"Tagged\",\"tagIds\":" + ids(tag(fresh("VIP"))) + "}";

        refused(api.as("demo-seller"), "POST", "/api/customers", body);
        refused(api.as("demo-seller"), "PUT", "/api/customers/" + UUID.randomUUID(), body);
        refused(api.as("demo-seller"), "PUT", "/api/customers/CUSTOMER", body);
        api.as("demo-editor").post("/api/customers", body).expect(201);
    }

    @Test
    void a_customer_that_exists_changes_its_category_with_edit_of_groups_only() {
        UUID retail = category(fresh("Retail"));
        String body = "{\"name\":\"Langworth\",\"categoryId\":\"" + retail + "\"}";
        String path = "/api/customers/" + UUID.randomUUID();
        api.as("demo-seller").send("PUT", path, body).expect(201);
        categorise(path.substring(path.lastIndexOf('/') + 1), retail);
        awaitConsumed();

        long before = store.log().head();
        api.as("demo-seller").send("PUT", path, body).expect(200);
        assertThat(store.log().head()).as("the same again").isEqualTo(before);
        refused(api.as("demo-seller"), "PUT", "/api/customers/CUSTOMER", body);
        api.as("demo-editor").send("PUT", "/api/customers/" + customer, body).expect(200);
        assertThat(stored(customer)).contains("CustomerGroupingRequested");
    }

    @Test
    void requesting_an_assignee_needs_edit_of_responsibilities() {
        String externalId = fresh("E");
        UUID anna = employee(externalId, false);
        Map<String, Object> claims = TestTokens.claims("demo-editor");
        claims.put("levels", Map.of("customers", "edit", "responsibilities", "view"));
        String bearer = "Bearer " + TestTokens.signed(claims, TestTokens.KEY);
        String number = number(customer);
        String opening = "{\"name\":\"Barn\",\"customerId\":\"%s\",\"employeeId\":\"%s\"}".formatted(customer, anna);
        long before = store.log().head();

        assertThat(send(bearer, "POST", "/api/projects", "application/json", opening))
                .satisfies(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(403);
                    assertThat(answer.text()).contains("level-missing", "edit of responsibilities");
                });
        assertThat(store.log().head()).isEqualTo(before);
        assertThat(imported(
                        bearer,
                        "/api/projects/imports",
                        "customer_number,name,employee_id\n%1$s,Barn,%2$s\n%1$s,Mill,".formatted(number, externalId)))
                .containsExactly("forbidden employeeId", "created");
        api.as("demo-editor").post("/api/projects", opening).expect(201);
    }

    @Test
    void an_import_does_not_reveal_employees_to_somebody_who_may_not_see_responsibilities() {
        String existing = fresh("E");
        employee(existing, false);
        Map<String, Object> claims = TestTokens.claims("demo-editor");
        claims.put("levels", Map.of("customers", "edit"));
        String bearer = "Bearer " + TestTokens.signed(claims, TestTokens.KEY);
        String number = number(customer);

        assertThat(imported(
                        bearer,
                        "/api/projects/imports",
                        "customer_number,name,employee_id\n%1$s,Barn,%2$s\n%1$s,Mill,nobody-has-this"
                                .formatted(number, existing)))
                .containsExactly("forbidden employeeId", "forbidden employeeId");
    }

    @Test
    void an_inactive_employee_is_refused() {
        String externalId = fresh("E");
        UUID gone = employee(externalId, false);
        Map<String, Object> claims = TestTokens.claims("demo-admin");
        claims.put("employee", externalId);
        String bearer = "Bearer " + TestTokens.signed(claims, TestTokens.KEY);
        RESPONSIBILITIES.publish("EmployeeChanged", gone, """
                {"employeeId":"%s","externalId":"%s","name":"Anna","seller":false,"active":false}""".formatted(gone, externalId));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            ApiClient.Response answer = send(bearer, "GET", "/api/customers/" + customer, "application/json", "");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.text()).contains("employee-inactive");
        });
    }
}
