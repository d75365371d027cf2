package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import incharge.http.testing.TestClient;
import incharge.http.testing.TestClient.Answer;
import incharge.http.testing.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Customers that a category hides from a seller: they answer like those that do not exist. */
class VisibilityTest extends ServiceTest {

    private static final String THEIRS_NAME = fresh("Theirs");
    private static final String OURS_NAME = fresh("Ours");

    private static UUID seller;
    private static UUID theirs;
    private static UUID ours;

    private TestClient restricted;
    private TestClient editor;
    private String hidden;
    private String seen;

    @BeforeAll
    static void sellers() {
        seller = employee("demo-seller", true);
        theirs = category(THEIRS_NAME, employee(fresh("E"), true));
        ours = category(OURS_NAME, seller);
    }

    /** Later tests use the same token. */
    @AfterAll
    static void noSeller() {
        RESPONSIBILITIES.publish("EmployeeChanged", seller, """
                {"employeeId":"%s","externalId":"demo-seller","name":"Anna","seller":false,"active":true}""".formatted(seller));
    }

    @BeforeEach
    void customers() {
        restricted = api.as("demo-seller");
        editor = api.as("demo-editor");
        hidden = registered("");
        categorise(hidden, theirs);
        seen = registered("");
        categorise(seen, ours);
        awaitConsumed();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> restricted.get("/api/customers/" + hidden).status() == 404);
    }

    /** Returns a problem without what differs between requests. */
    private static String withoutRequest(Answer problem, String id) {
        ObjectNode body = (ObjectNode) problem.body().deepCopy();
        body.remove(List.of("instance", "traceId"));
        return body.toString().replace(id, "ID");
    }

    @ParameterizedTest
    @CsvSource({"GET,,", "PATCH,,{}", "POST,/archive,", "POST,/restore,"})
    void a_hidden_customer_is_as_one_that_there_is_not(String method, String command, String body) {
        String below = command == null ? "" : command;
        String nobody = UUID.randomUUID().toString();
        long before = store.log().head();

        Answer refused = restricted
                .send(method, "/api/customers/" + hidden + below, body)
                .expect(404);
        Answer unknown = restricted
                .send(method, "/api/customers/" + nobody + below, body)
                .expect(404);
        assertThat(withoutRequest(refused, hidden)).isEqualTo(withoutRequest(unknown, nobody));
        assertThat(store.log().head()).isEqualTo(before);

        restricted.send(method, "/api/customers/" + seen + below, body).expect(200);
        editor.send(method, "/api/customers/" + hidden + below, body).expect(200);
    }

    @Test
    void a_hidden_customer_is_not_replaced() {
        long before = store.log().head();

        restricted
                .send("PUT", "/api/customers/" + hidden, "{\"name\":\"Mine\"}")
                .expectProblem(404, "customer-unknown");

        assertThat(store.log().head()).isEqualTo(before);
        restricted.send("PUT", "/api/customers/" + seen, "{\"name\":\"Mine\"}").expect(200);
        editor.send("PUT", "/api/customers/" + hidden, "{\"name\":\"Mine\"}").expect(200);
    }

    @ParameterizedTest
    @CsvSource({"GET,,", "PATCH,,{}", "POST,/archive,", "POST,/restore,"})
    void its_projects_go_with_it(String method, String command, String body) {
        String below = command == null ? "" : command;
        String nothing = UUID.randomUUID().toString();
        String hiddenProject = project(hidden);
        String seenProject = project(seen);
        long before = store.log().head();

        Answer refused = restricted
                .send(method, "/api/projects/" + hiddenProject + below, body)
                .expect(404);
        Answer unknown = restricted
                .send(method, "/api/projects/" + nothing + below, body)
                .expect(404);
        assertThat(withoutRequest(refused, hiddenProject)).isEqualTo(withoutRequest(unknown, nothing));
        assertThat(store.log().head()).isEqualTo(before);

        restricted.send(method, "/api/projects/" + seenProject + below, body).expect(200);
        editor.send(method, "/api/projects/" + hiddenProject + below, body).expect(200);
    }

    @Test
    void it_gets_no_new_project() {
        String nobody = UUID.randomUUID().toString();
        String body = "{\"name\":\"House\",\"customerId\":\"%s\"}";
        long before = store.log().head();

        Answer refused =
                restricted.post("/api/projects", body.formatted(hidden)).expect(422);
        Answer unknown =
                restricted.post("/api/projects", body.formatted(nobody)).expect(422);
        assertThat(withoutRequest(refused, hidden)).isEqualTo(withoutRequest(unknown, nobody));
        assertThat(store.log().head()).isEqualTo(before);

        String key = UUID.randomUUID().toString();
        restricted
                .post("/api/projects", body.formatted(seen), "Idempotency-Key", key)
                .expect(201);
        for (String other : List.of(hidden, nobody)) {
            restricted
                    .post("/api/projects", body.formatted(other), "Idempotency-Key", key)
                    .expectProblem(422, "customer-unknown");
        }
        editor.post("/api/projects", body.formatted(hidden)).expect(201);
    }

    @Test
    void it_gets_no_project_of_another_customer() {
        String project = "/api/projects/" + project(seen);
        String nobody = UUID.randomUUID().toString();
        String body = "{\"customerId\":\"%s\"}";
        long before = store.log().head();

        Answer refused =
                restricted.send("PATCH", project, body.formatted(hidden)).expect(422);
        Answer unknown =
                restricted.send("PATCH", project, body.formatted(nobody)).expect(422);
        assertThat(withoutRequest(refused, hidden)).isEqualTo(withoutRequest(unknown, nobody));
        refused = restricted
                .post("/api/customers/" + hidden + "/projects", "{\"name\":\"House\"}")
                .expect(404);
        unknown = restricted
                .post("/api/customers/" + nobody + "/projects", "{\"name\":\"House\"}")
                .expect(404);
        assertThat(withoutRequest(refused, hidden)).isEqualTo(withoutRequest(unknown, nobody));
        assertThat(store.log().head()).isEqualTo(before);

        restricted
                .post("/api/customers/" + seen + "/projects", "{\"name\":\"House\"}")
                .expect(201);
        editor.send("PATCH", project, body.formatted(hidden)).expect(200);
        restricted.get(project).expect(404);
        restricted.send("PATCH", project, body.formatted(seen)).expect(404);
        editor.send("PATCH", project, body.formatted(seen)).expect(200);
        restricted.get(project).expect(200);
    }

    @Test
    void its_number_is_taken_and_nobody_is_named() {
        String number = number(hidden);

        Answer taken = restricted
                .post("/api/customers", "{\"name\":\"Rival\",\"number\":\"" + number + "\"}")
                .expectProblem(409, "customer-number-taken");

        assertThat(taken.body().toString()).doesNotContain(hidden, "Langworth");
    }

    @Test
    void a_new_customer_comes_into_a_category_that_the_seller_sees() {
        String body = "{\"name\":\"New\",\"categoryId\":\"%s\"}";
        UUID nothing = UUID.randomUUID();

        Answer refused =
                restricted.post("/api/customers", body.formatted(theirs)).expect(422);
        Answer unknown =
                restricted.post("/api/customers", body.formatted(nothing)).expect(422);
        assertThat(withoutRequest(refused, theirs.toString())).isEqualTo(withoutRequest(unknown, nothing.toString()));

        String made = restricted
                .post("/api/customers", body.formatted(ours))
                .expect(201)
                .text("id");
        awaitConsumed();
        restricted.get("/api/customers/" + made).expect(200);
        editor.post("/api/customers", body.formatted(theirs)).expect(201);
    }

    @Test
    void until_it_is_answered_the_requested_category_counts() {
        String requested = registered(",\"categoryId\":\"" + theirs + "\"");

        restricted.get("/api/customers/" + requested).expect(404);
        editor.get("/api/customers/" + requested).expect(200);
    }

    @Test
    void a_move_and_a_change_of_sellers_take_effect() {
        String name = fresh("Moving");
        UUID open = category(name);
        categorise(hidden, open);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> restricted.get("/api/customers/" + hidden).status() == 200);

        GROUPINGS.publish("CategoryChanged", open, """
                {"categoryId":"%s","name":"%s","sellerIds":%s}""".formatted(open, name, ids(UUID.randomUUID())));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> restricted.get("/api/customers/" + hidden).status() == 404);
        GROUPINGS.publish("CategoryDeleted", open, "{\"categoryId\":\"%s\",\"name\":\"%s\"}".formatted(open, name));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> restricted.get("/api/customers/" + hidden).status() == 200);
    }

    @Test
    void an_import_of_customers_may_what_its_sender_may() {
        String rows =
                """
                number,name,category,tags,phone
                %1$s,Free,,,
                %1$s 2,In ours,%2$s,,
                %1$s 3,In theirs,%3$s,,
                %1$s 4,In a new one,%1$s,,
                %1$s 5,Tagged,,VIP,
                %4$s,Hidden,,,
                %4$s,Hidden again,,,
                %5$s,,%2$s,,
                %5$s,,,,5
                %6$s,,%2$s,,
                """.formatted(fresh("N"), OURS_NAME, THEIRS_NAME, number(hidden), number(seen), number(registered("")));

        assertThat(imported(TestTokens.bearer("demo-seller"), "/api/customers/imports?mode=upsert", rows))
                .containsExactly(
                        "created",
                        "created",
                        "forbidden category",
                        "forbidden category",
                        "forbidden tags",
                        "customer-number-taken number",
                        "customer-number-taken number",
                        "unchanged",
                        "updated",
                        "forbidden category");
        assertThat(stored(hidden)).containsExactly("CustomerRegistered");
        assertThat(imported(TestTokens.bearer("demo-editor"), "/api/customers/imports?mode=upsert", rows))
                .containsOnly("created", "updated", "unchanged");
    }

    @Test
    void a_hidden_category_is_hidden_from_a_seller_with_edit_of_groups_too() {
        Map<String, Object> claims = TestTokens.claims("demo-editor");
        claims.put("employee", "demo-seller");
        String bearer = "Bearer " + TestTokens.signed(claims, TestTokens.KEY);

        assertThat(imported(bearer, "/api/customers/imports", """
                        name,category,tags
                        In theirs,%s,
                        In ours,%s,VIP
                        In a new one,%s,
                        """.formatted(THEIRS_NAME, OURS_NAME, fresh("New"))))
                .containsExactly("category-unknown category", "created", "created");
    }

    @Test
    void an_import_of_projects_finds_no_hidden_customer_and_no_hidden_project() {
        String hiddenProject = projectNumber(project(hidden));
        String seenProject = projectNumber(project(seen));
        String rows = """
                project_no,customer_number,name
                ,%1$s,House
                ,nobody,House
                ,%2$s,House
                %3$s,%2$s,Barn
                %4$s,,Mill
                """.formatted(number(hidden), number(seen), hiddenProject, seenProject);

        assertThat(imported(TestTokens.bearer("demo-seller"), "/api/projects/imports?mode=upsert", rows))
                .containsExactly(
                        "customer-unknown customerNumber",
                        "customer-unknown customerNumber",
                        "created",
                        "project-number-taken number",
                        "updated");
        assertThat(imported(TestTokens.bearer("demo-editor"), "/api/projects/imports?mode=upsert", rows))
                .containsExactly(
                        "created",
                        "customer-unknown customerNumber",
                        "created",
                        "project-of-another-customer customerNumber",
                        "unchanged");
    }
}
