package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import incharge.http.testing.TestTokens;
import incharge.local.ApiClient.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The undo of imports of customers and projects. */
class UndoTest extends ServiceTest {

    private static final String MERGE = "application/merge-patch+json";
    private static final String ADMIN = TestTokens.bearer("demo-admin");

    @Test
    void customers_are_archived_or_as_they_were_unless_others_changed_them_since() {
        String changed = registered(",\"phone\":\"+358 9 1\",\"address\":{\"city\":\"Oulu\"}");
        String touched = registered("");
        String at = importedAt(
                ADMIN, "/api/customers/imports?mode=upsert", """
                number,name,phone,city,email
                %s,Renamed,+358 9 2,Turku,a@b.fi
                %s,Touched,,,
                ,Made,,,
                ,Made and touched,,,
                ,,,,
                """.formatted(number(changed), number(touched)));
        List<String> ids = texts(at + "/rows", "id");
        api.send("PATCH", "/api/customers/" + touched, "{\"phone\":\"+358 9 3\"}")
                .expect(200);
        api.send("PATCH", "/api/customers/" + ids.get(3), "{\"name\":\"Ours now\"}")
                .expect(200);

        JsonNode undone = undone(ADMIN, at, 200);

        assertThat(undone.get("state").asString()).isEqualTo("undone");
        assertThat(undone.get("undone").asInt()).isEqualTo(2);
        assertThat(undone.get("kept").asInt()).isEqualTo(2);
        assertThat(texts(at + "/rows?kept=true", "row", "id", "outcome", "code"))
                .containsExactly(
                        "2 " + touched + " updated changed-since", "4 " + ids.get(3) + " created changed-since");
        JsonNode before = api.get("/api/customers/" + changed).expect(200).body();
        assertThat(before.get("name").asString()).isEqualTo("Langworth");
        assertThat(before.get("phone").asString()).isEqualTo("+358 9 1");
        assertThat(before.get("address").get("city").asString()).isEqualTo("Oulu");
        assertThat(before.has("email")).isFalse();
        assertThat(archived("customers", ids.get(2))).isTrue();
        assertThat(archived("customers", ids.get(3))).isFalse();
        assertThat(api.get("/api/customers/" + touched).text("name")).isEqualTo("Touched");
    }

    @Test
    void a_customer_that_several_rows_changed_is_as_before_the_first() {
        String customer = registered("");
        String number = number(customer);
        String made = fresh("Made");
        String at = importedAt(ADMIN, "/api/customers/imports?mode=upsert", """
                number,name
                %1$s,First
                %2$s,New
                %1$s,Second
                %2$s,Newer
                """.formatted(number, made));
        String id = texts(at + "/rows", "id").get(1);

        JsonNode undone = undone(ADMIN, at, 200);

        assertThat(undone.get("undone").asInt()).isEqualTo(4);
        assertThat(api.get("/api/customers/" + customer).text("name")).isEqualTo("Langworth");
        assertThat(archived("customers", id)).isTrue();
        assertThat(stored(id)).containsExactly("CustomerRegistered", "CustomerRenamed", "CustomerArchived");
    }

    @Test
    void projects_are_archived_or_as_they_were() {
        String customer = registered("");
        String changed = api.post(
                        "/api/projects",
                        "{\"customerId\":\"" + customer + "\",\"name\":\"Audit\",\"start\":\"2026-01-01\"}")
                .expect(201)
                .text("id");
        String at = importedAt(ADMIN, "/api/projects/imports?mode=upsert", """
                project_no,customer_number,name,status,start
                %s,%s,Audit II,closed,2026-02-01
                ,%s,Review,,
                """.formatted(
                        projectNumber(changed), number(customer), number(customer)));

        JsonNode undone = undone(ADMIN, at, 200);

        assertThat(undone.get("undone").asInt()).isEqualTo(2);
        JsonNode before = api.get("/api/projects/" + changed).expect(200).body();
        assertThat(before.get("name").asString()).isEqualTo("Audit");
        assertThat(before.get("status").asString()).isEqualTo("open");
        assertThat(before.get("start").asString()).isEqualTo("2026-01-01");
        assertThat(archived("projects", texts(at + "/rows", "id").get(1))).isTrue();
    }

    @Test
    void a_project_that_went_to_another_customer_since_stays() {
        String customer = registered("");
        String other = registered("");
        String at = importedAt(ADMIN, "/api/projects/imports", """
                customer_number,name
                %1$s,Kept
                %1$s,Withdrawn
                """.formatted(number(customer)));
        List<String> ids = texts(at + "/rows", "id");
        String given = "/api/projects/" + ids.getFirst();
        api.send("PATCH", given, "{\"customerId\":\"" + other + "\"}").expect(200);

        JsonNode undone = undone(ADMIN, at, 200);

        assertThat(undone.get("undone").asInt()).isEqualTo(1);
        assertThat(api.get(given).expect(200).text("customerId")).isEqualTo(other);
        assertThat(archived("projects", ids.getFirst())).isFalse();
        assertThat(archived("projects", ids.get(1))).isTrue();
    }

    @Test
    void a_customer_that_is_hidden_from_the_caller_stays() {
        String seller = fresh("seller");
        UUID theirs = employee(fresh("other"), true);
        employee(seller, true);
        Map<String, Object> claims = TestTokens.claims("demo-seller");
        claims.put("employee", seller);
        String bearer = "Bearer " + TestTokens.signed(claims, TestTokens.KEY);
        String at = importedAt(bearer, "/api/customers/imports", "name\nHidden since\nSeen\n");
        List<String> ids = texts(at + "/rows", "id");
        categorise(ids.getFirst(), category(fresh("Closed"), theirs));
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        send(bearer, "PATCH", "/api/customers/" + ids.getFirst(), MERGE, "{\"country\":\"Nowhere\"}")
                                        .statusCode()
                                == 404);

        JsonNode undone = undone(bearer, at, 200);

        assertThat(undone.get("undone").asInt()).isEqualTo(1);
        assertThat(texts(at + "/rows?kept=true", "row", "code")).containsExactly("1 customer-unknown");
        assertThat(archived("customers", ids.getFirst())).isFalse();
        assertThat(archived("customers", ids.getLast())).isTrue();
    }

    @Test
    void a_corrected_file_is_taken_after_the_undo_of_the_wrong_one() {
        String number = fresh("Again");
        String at = importedAt(ADMIN, "/api/customers/imports", "number,name\n" + number + ",Wrng\n");
        String wrong = texts(at + "/rows", "id").getFirst();
        undone(ADMIN, at, 200);

        at = importedAt(ADMIN, "/api/customers/imports", "number,name\n" + number + ",Right\n");

        assertThat(texts(at + "/rows", "outcome")).containsExactly("created");
        String right = texts(at + "/rows", "id").getFirst();
        assertThat(archived("customers", wrong)).isTrue();
        assertThat(number(right)).isEqualTo(number);
        api.post("/api/customers/" + wrong + "/restore", "{}").expect(409);
        undone(ADMIN, at, 200);
        api.post("/api/customers/" + wrong + "/restore", "{}").expect(200);
        api.post("/api/customers/" + right + "/restore", "{}").expect(409);
        assertThat(imported(ADMIN, "/api/customers/imports", "number,name\n" + number + ",Third\n"))
                .containsExactly("customer-number-taken number");
    }

    @Test
    void the_corrected_file_of_projects_is_taken_by_upsert_too() {
        String customer = number(registered(""));
        String number = fresh("P");
        String rows = "project_no,customer_number,name\n" + number + "," + customer + ",";
        String at = importedAt(ADMIN, "/api/projects/imports", rows + "Wrng\n");
        String wrong = texts(at + "/rows", "id").getFirst();
        undone(ADMIN, at, 200);

        at = importedAt(ADMIN, "/api/projects/imports?mode=upsert", rows + "Right\n");

        assertThat(texts(at + "/rows", "outcome")).containsExactly("created");
        assertThat(archived("projects", wrong)).isTrue();
        api.post("/api/projects/" + wrong + "/restore", "{}").expect(409);
    }

    @Test
    void a_number_that_was_proposed_for_an_undone_row_is_free_again() {
        String at = importedAt(ADMIN, "/api/customers/imports", "name\nWrng\n");
        String number = number(texts(at + "/rows", "id").getFirst());
        undone(ADMIN, at, 200);

        assertThat(number(registered(""))).isEqualTo(number);
    }

    private JsonNode undone(String bearer, String at, int status) {
        Response answer = send(bearer, "POST", at + "/undo", "application/json", "{\"reason\":\"wrong file\"}");
        assertThat(answer.statusCode()).as(answer.text()).isEqualTo(status);
        return new JsonMapper().readTree(answer.body());
    }

    private boolean archived(String kind, String id) {
        return api.get("/api/" + kind + "/" + id)
                .expect(200)
                .body()
                .get("archived")
                .asBoolean();
    }
}
