package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.http.testing.TestClient.Answer;
import incharge.http.testing.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Activities for many customers at once. */
class ActivityBatchesTest extends ServiceTest {

    private UUID category;
    private String acme;
    private String beta;

    @BeforeEach
    void there() {
        category = category(fresh("Domestic"));
        acme = registered(",\"vatNumber\":\"FI01120389\"");
        beta = registered("");
        categorise(acme, category);
        categorise(beta, category);
        awaitConsumed();
    }

    private Answer batch(String to, String more) {
        return api.post("/api/activities/batches", """
                {"to":%s,"activity":{"kind":"todo","title":"Send the price list","due":"2026-03-31"}%s}""".formatted(to, more));
    }

    private String inCategory() {
        return "{\"category\":[\"" + category + "\"]}";
    }

    private static List<String> customers(Answer batch) {
        return texts(batch, "activities", "customerId");
    }

    private static List<String> texts(Answer answer, String list, String field) {
        var texts = new ArrayList<String>();
        answer.body().get(list).forEach(item -> texts.add(item.path(field).asString("nobody")));
        return texts;
    }

    private static void tagged(String customer, UUID tag) {
        GROUPINGS.publish("CustomerTagged", UUID.fromString(customer), """
                {"customerId":"%s","tagId":"%s"}""".formatted(customer, tag));
    }

    private static UUID role(String kind) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        RESPONSIBILITIES.publish("RoleAdded", id, """
                {"roleId":"%s","name":"%s","kind":"%s"}""".formatted(id, fresh("Seller"), kind));
        return id;
    }

    private static void responsible(String type, String customer, UUID employee, UUID role, String days) {
        RESPONSIBILITIES.publish(type, UUID.fromString(customer), """
                {"subject":{"type":"customer","id":"%1$s"},"customerId":"%1$s","employeeId":"%2$s","roleId":"%3$s"%4$s}""".formatted(customer, employee, role, days));
    }

    @Test
    void each_customer_of_a_category_gets_one_and_all_is_undone_that_nobody_changed() {
        Answer batch = batch(inCategory(), ",\"reason\":\"Spring\"").expect(200);
        List<String> activities = texts(batch, "activities", "activityId");

        assertThat(customers(batch)).containsExactlyInAnyOrder(acme, beta);
        Answer one = api.get("/api/activities/" + activities.getFirst()).expect(200);
        assertThat(one.text("batchId")).isEqualTo(batch.text("batchId"));
        assertThat(one.text("due")).isEqualTo("2026-03-31");
        assertThat(one.text("status")).isEqualTo("not-started");

        api.send("PATCH", "/api/activities/" + activities.getFirst(), "{\"status\":\"done\"}")
                .expect(200);
        Answer undone = api.post("/api/activities/batches/" + batch.text("batchId") + "/undo", null)
                .expect(200);
        assertThat(texts(undone, "changes", "activityId")).containsExactly(activities.getLast());
        assertThat(texts(undone, "changes", "outcome")).containsExactly("removed");
        assertThat(texts(undone, "conflicts", "activityId")).containsExactly(activities.getFirst());
        assertThat(texts(undone, "conflicts", "code")).containsExactly("changed-since");
        api.get("/api/activities/" + activities.getLast()).expect(404);
        api.post("/api/activities/batches/" + UUID.randomUUID() + "/undo", null).expectProblem(404, "batch-unknown");
    }

    @Test
    void filters_are_those_of_the_overview() {
        UUID tag = tag(fresh("Fair"));
        tagged(beta, tag);
        String requested = registered(",\"categoryId\":\"" + category + "\"");
        String outside = registered("");

        assertThat(customers(batch("{\"tag\":[\"" + tag + "\"]}", "").expect(200)))
                .containsExactly(beta);
        assertThat(customers(batch(inCategory(), "").expect(200))).containsExactlyInAnyOrder(acme, beta, requested);
        assertThat(customers(batch("{\"customer\":[\"" + outside + "\",\"" + acme + "\"]}", "")
                        .expect(200)))
                .containsExactlyInAnyOrder(outside, acme);
        assertThat(customers(batch("{\"category\":[\"none\"],\"customer\":[\"" + outside + "\",\"" + acme + "\"]}", "")
                        .expect(200)))
                .containsExactly(outside);
        assertThat(customers(batch("{\"q\":\"0112 langw\",\"customer\":[\"" + beta + "\",\"" + acme + "\"]}", "")
                        .expect(200)))
                .containsExactly(acme);
        assertThat(customers(batch("{\"customer\":[\"" + UUID.randomUUID() + "\",\"" + acme + "\"]}", "")
                        .expect(200)))
                .containsExactly(acme);
    }

    @Test
    void archived_and_hidden_customers_and_erased_persons_are_left_out() {
        String person = api.post(
                        "/api/customers", "{\"kind\":\"person\",\"name\":\"Anna\",\"categoryId\":\"" + category + "\"}")
                .expect(201)
                .text("id");
        api.post("/api/customers/" + person + "/erase", "{\"reason\":\"Requested\"}")
                .expect(204);
        api.post("/api/customers/" + beta + "/archive", null).expect(200);
        String seller = fresh("Seller");
        employee(seller, true);
        UUID hidden = category(fresh("Hidden"), employee(fresh("Other"), true));
        String gamma = registered("");
        categorise(gamma, hidden);
        UUID tag = tag(fresh("Fair"));
        tagged(acme, tag);
        tagged(gamma, tag);
        awaitConsumed();

        assertThat(customers(batch(inCategory(), "").expect(200))).containsExactly(acme);
        var claims = TestTokens.claims("demo-editor");
        claims.put("employee", seller);
        String bearer = "Bearer " + TestTokens.signed(claims, TestTokens.KEY);
        String body = """
                {"to":{"%s":["%s"]},"activity":{"kind":"todo","title":"Call"}}""";
        assertThat(send(bearer, "POST", "/api/activities/batches", "application/json", body.formatted("tag", tag))
                        .text())
                .contains(acme)
                .doesNotContain(gamma);
        assertThat(send(
                                bearer,
                                "POST",
                                "/api/activities/batches",
                                "application/json",
                                body.formatted("customer", gamma))
                        .text())
                .contains("\"activities\":[]");
    }

    @Test
    void a_preview_changes_nothing_and_what_is_based_on_it_is_refused_when_something_changed() {
        long head = store.log().head();
        Answer preview = batch(inCategory(), ",\"preview\":true").expect(200);

        assertThat(customers(preview)).containsExactlyInAnyOrder(acme, beta);
        assertThat(preview.body().has("batchId")).isFalse();
        assertThat(texts(preview, "activities", "activityId")).containsOnly("nobody");
        assertThat(store.log().head()).isEqualTo(head);
        String basedOn = ",\"basedOn\":\"" + preview.text("basedOn") + "\"";
        batch(inCategory(), basedOn).expect(200);
        api.post("/api/customers/" + beta + "/archive", null).expect(200);
        batch(inCategory(), basedOn).expectProblem(409, "changed-since-preview");
        batch(inCategory(), ",\"basedOn\":\"yesterday\"").expectProblem(400, "based-on-malformed");
    }

    @Test
    void each_goes_to_whoever_is_alone_responsible_in_the_role_on_the_day() {
        UUID anna = employee(fresh("Anna"), false);
        UUID bert = employee(fresh("Bert"), false);
        UUID role = role("customer");
        String gamma = registered(",\"categoryId\":\"" + category + "\"");
        responsible("ResponsibilityAssigned", acme, anna, role, ",\"from\":\"2026-03-01\"");
        responsible("ResponsibilityChanged", acme, anna, role, ",\"from\":\"2026-03-01\",\"to\":\"2026-03-31\"");
        responsible("ResponsibilityAssigned", acme, bert, role, ",\"from\":\"2026-04-01\"");
        responsible("ResponsibilityAssigned", beta, anna, role, "");
        responsible("ResponsibilityAssigned", beta, bert, role, "");
        responsible("ResponsibilityAssigned", gamma, bert, role, ",\"to\":\"2026-12-31\"");
        responsible("ResponsibilityRemoved", gamma, bert, role, ",\"to\":\"2026-12-31\"");
        awaitConsumed();

        Answer batch = batch(inCategory(), ",\"assignToRole\":\"" + role + "\"").expect(200);

        batch.body()
                .get("activities")
                .forEach(planned -> assertThat(planned.path("assigneeId").asString("nobody"))
                        .isEqualTo(planned.get("customerId").asString().equals(acme) ? anna.toString() : "nobody"));
        batch(inCategory(), ",\"assignToRole\":\"" + role("project") + "\"").expectProblem(422, "role-kind");
        batch(inCategory(), ",\"assignToRole\":\"" + UUID.randomUUID() + "\"").expectProblem(422, "role-unknown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|filter-required",
                "{\"q\":\" \"}|filter-required",
                "{\"category\":[\"x\"]}|category-unknown",
                "{\"category\":[\"01890a5d-ac96-774b-bcce-b302099a8059\"]}|category-unknown",
                "{\"tag\":[\"01890a5d-ac96-774b-bcce-b302099a8059\"]}|tag-unknown",
            })
    void a_batch_needs_a_filter_that_names_what_there_is(String to, String code) {
        long before = store.log().head();

        batch(to, "").expectProblem(422, code);
        api.post("/api/activities/batches", "{\"to\":{\"q\":\"a\"},\"activity\":{\"kind\":\"todo\",\"title\":\" \"}}")
                .expectProblem(422, "required");
        api.post("/api/activities/batches", "{\"to\":{\"q\":\"a\"}}").expectProblem(422, "required");

        assertThat(store.log().head()).isEqualTo(before);
    }

    @Test
    void a_repeated_request_adds_nothing_more() {
        String[] key = {"Idempotency-Key", "batch-" + UUID.randomUUID()};
        String body = """
                {"to":%s,"activity":{"kind":"todo","title":"Call"}}""".formatted(inCategory());

        Answer first = api.post("/api/activities/batches", body, key).expect(200);
        Answer again = api.post("/api/activities/batches", body, key).expect(200);

        assertThat(again.body()).isEqualTo(first.body());

        String batch = "/api/activities/batches/" + first.text("batchId") + "/undo";
        api.post("/api/customers/" + acme + "/archive", null).expect(200);
        api.post("/api/customers/" + beta + "/archive", null).expect(200);
        assertThat(api.post("/api/activities/batches", body, key).expect(200).body())
                .isEqualTo(first.body());
        Answer undone = api.post(batch, null, key).expect(200);
        assertThat(texts(undone, "changes", "activityId")).isEqualTo(texts(first, "activities", "activityId"));
        assertThat(api.post(batch, null, key).expect(200).body()).isEqualTo(undone.body());
    }
}
