package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.http.testing.TestClient;
import incharge.http.testing.TestClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Merges of customers and what takes them back, over HTTP. */
class MergesTest extends ServiceTest {

    private String acme;
    private String bolt;

    @BeforeEach
    void there() {
        acme = registered("");
        bolt = registered("");
    }

    private Answer merge(String customer, String into, String more) {
        return api.post(path(customer) + "/merge", "{\"into\":\"" + into + "\"" + more + "}");
    }

    private static String path(String customer) {
        return "/api/customers/" + customer;
    }

    private String customerOf(String project) {
        return api.get("/api/projects/" + project).expect(200).text("customerId");
    }

    private void things(String customer, String project) {
        api.post(path(customer) + "/contacts", "{\"name\":\"Anna\"}").expect(201);
        api.post(path(customer) + "/notes", "{\"text\":\"Calls\"}").expect(201);
        api.post(path(customer) + "/comments", "{\"text\":\"Yes\"}").expect(201);
        api.post(path(customer) + "/sales-cases", "{\"name\":\"Hall\"}").expect(201);
        api.post(path(customer) + "/addresses", "{\"city\":\"Turku\"}").expect(201);
        api.post("/api/projects/" + project + "/notes", "{\"text\":\"In the house\"}")
                .expect(201);
        String link = api.post("/api/projects/" + project + "/links", "{\"url\":\"https://a.example\"}")
                .expect(201)
                .text("id");
        api.send("DELETE", "/api/links/" + link, null).expect(204);
    }

    @Test
    void a_merge_is_previewed_done_and_undone_but_for_what_changed() {
        String house = project(acme);
        String audit = project(acme);
        String gone = project(acme);
        String other = registered("");
        api.send("PATCH", "/api/projects/" + gone, "{\"customerId\":\"" + other + "\"}")
                .expect(200);
        things(acme, house);
        long before = store.log().head();
        String counts = """
                {"projects":2,"contacts":1,"notes":2,"comments":1,"activities":0,"salesCases":1,"files":0,"links":0}""";

        Answer preview = merge(acme, bolt, ",\"preview\":true").expect(200);
        assertThat(preview.body().get("counts").toString()).isEqualTo(counts);
        assertThat(store.log().head()).isEqualTo(before);

        Answer merged = merge(acme, bolt, ",\"reason\":\"Same firm\",\"basedOn\":\"" + preview.text("basedOn") + "\"")
                .expect(200);
        assertThat(merged.body().get("counts").toString()).isEqualTo(counts);
        assertThat(merged.text("intoCustomerId")).isEqualTo(bolt);
        assertThat(stored(acme)).endsWith("CustomerArchived", "CustomerMerged");
        assertThat(stored(house)).containsExactly("ProjectOpened", "ProjectChanged");
        assertThat(List.of(customerOf(house), customerOf(audit), customerOf(gone)))
                .containsExactly(bolt, bolt, other);
        assertThat(api.get(path(acme)).text("mergedInto")).isEqualTo(bolt);
        merge(acme, other, "").expectProblem(422, "merged-already");
        merge(bolt, acme, "").expectProblem(422, "customer-archived");
        api.post(path(acme) + "/restore", null).expectProblem(422, "customer-merged");
        api.post(path(acme) + "/notes", "{\"text\":\"More\"}").expectProblem(422, "customer-archived");

        api.send("PATCH", "/api/projects/" + audit, "{\"name\":\"Changed\"}").expect(200);
        Answer unmerged = api.post(path(acme) + "/unmerge", null).expect(200);
        assertThat(unmerged.body().get("returned").findValuesAsString("")).isEmpty();
        assertThat(unmerged.body().get("returned").toString()).isEqualTo("[\"" + house + "\"]");
        assertThat(unmerged.body().get("kept").findValuesAsString("id")).containsExactly(audit);
        assertThat(unmerged.body().get("kept").findValuesAsString("name")).containsExactly("Changed");
        assertThat(unmerged.body().get("kept").findValuesAsString("code")).containsExactly("changed-since");
        assertThat(stored(acme)).endsWith("CustomerMerged", "CustomerUnmerged", "CustomerRestored");
        assertThat(List.of(customerOf(house), customerOf(audit))).containsExactly(acme, bolt);
        assertThat(api.get(path(acme)).body().get("archived").asBoolean()).isFalse();
        assertThat(api.get(path(acme)).body().has("mergedInto")).isFalse();
        api.post(path(acme) + "/unmerge", null).expectProblem(422, "not-merged");
    }

    @Test
    void what_came_with_an_earlier_merge_comes_over_too() {
        String core = registered("");
        things(acme, project(acme));
        String anna = api.post(path(acme) + "/contacts", "{\"name\":\"Anna\"}")
                .expect(201)
                .text("id");
        merge(acme, bolt, "").expect(200);
        String withAnna = "{\"kind\":\"todo\",\"title\":\"Call\",\"contactIds\":[\"" + anna + "\"]}";
        api.post(path(bolt) + "/activities", withAnna).expect(201);
        api.post(path(core) + "/activities", withAnna).expectProblem(422, "contact-unknown");

        Answer merged = merge(bolt, core, "").expect(200);

        assertThat(merged.body().get("counts").toString()).isEqualTo("""
                        {"projects":1,"contacts":2,"notes":2,"comments":1,"activities":1,"salesCases":1,"files":0,"links":0}""");
        Answer first = api.post(path(acme) + "/unmerge", null).expect(200);
        assertThat(first.body().get("kept")).hasSize(1);
        assertThat(api.post(path(bolt) + "/unmerge", null).expect(200).body().get("returned"))
                .hasSize(1);
    }

    @Test
    void an_archived_customer_stays_archived_and_a_repeat_answers_as_the_first() {
        api.post(path(acme) + "/archive", null).expect(200);
        String house = project(bolt);
        api.send("PATCH", "/api/projects/" + house, "{\"customerId\":\"" + bolt + "\"}")
                .expect(200);
        String key = UUID.randomUUID().toString();
        String body = "{\"into\":\"" + bolt + "\"}";

        Answer merged = api.send("POST", path(acme) + "/merge", body, "Idempotency-Key", key)
                .expect(200);
        String undo = UUID.randomUUID().toString();
        Answer undone = api.send("POST", path(acme) + "/unmerge", "{}", "Idempotency-Key", undo)
                .expect(200);
        long head = store.log().head();

        assertThat(api.send("POST", path(acme) + "/merge", body, "Idempotency-Key", key)
                        .expect(200)
                        .body())
                .isEqualTo(merged.body());
        assertThat(api.send("POST", path(acme) + "/unmerge", "{}", "Idempotency-Key", undo)
                        .expect(200)
                        .body())
                .isEqualTo(undone.body());
        assertThat(store.log().head()).isEqualTo(head);
        assertThat(api.get(path(acme)).body().get("archived").asBoolean()).isTrue();
        assertThat(stored(acme)).endsWith("CustomerArchived", "CustomerMerged", "CustomerUnmerged");
    }

    @Test
    void a_customer_that_is_hidden_is_as_one_that_there_is_not() {
        UUID seller = employee("demo-seller", true);
        UUID theirs = category(fresh("Theirs"), UuidCreator.getTimeOrderedEpoch());
        categorise(bolt, theirs);
        awaitConsumed();
        TestClient restricted = api.as("demo-seller");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> restricted.get(path(bolt)).status() == 404);
        String unknown = UUID.randomUUID().toString();

        for (String hidden : List.of(bolt, unknown)) {
            Answer refused = restricted
                    .post(path(acme) + "/merge", "{\"into\":\"" + hidden + "\"}")
                    .expectProblem(422, "customer-unknown");
            assertThat(refused.toString()).contains("into");
            restricted
                    .post(path(hidden) + "/merge", "{\"into\":\"" + acme + "\"}")
                    .expectProblem(404, "customer-unknown");
            restricted.post(path(hidden) + "/unmerge", null).expectProblem(404, "not-found");
        }
        merge(acme, bolt, "").expect(200);
        restricted.post(path(acme) + "/unmerge", null).expectProblem(404, "not-found");
        restricted.post(path(acme) + "/merge", "{}").expectProblem(422, "required");
        RESPONSIBILITIES.publish("EmployeeChanged", seller, """
                {"employeeId":"%s","externalId":"demo-seller","name":"Anna","seller":false,"active":true}""".formatted(seller));
    }
}
