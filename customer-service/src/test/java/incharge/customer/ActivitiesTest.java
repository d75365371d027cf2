package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.http.testing.TestClient.Answer;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Activities over HTTP; what they have in common with notes is tested there. */
class ActivitiesTest extends ServiceTest {

    private String customer;
    private String project;

    @BeforeEach
    void there() {
        customer = registered("");
        project = project(customer);
    }

    private Answer added(String path, String more) {
        return api.post(path + "/activities", "{\"kind\":\"todo\",\"title\":\"Draft\"" + more + "}");
    }

    private Answer onCustomer(String more) {
        return added("/api/customers/" + customer, more);
    }

    private String task(String of) {
        return added("/api/projects/" + of, "").expect(201).text("id");
    }

    private static String path(String activity) {
        return "/api/activities/" + activity;
    }

    private Answer move(String activity, String status, String after, String before) {
        return api.post(path(activity) + "/move", """
                {"status":"%s","after":%s,"before":%s}""".formatted(status, quoted(after), quoted(before)));
    }

    private static String quoted(String id) {
        return id == null ? "null" : "\"" + id + "\"";
    }

    private String contact(String of) {
        return api.post("/api/customers/" + of + "/contacts", "{\"name\":\"Maria\"}")
                .expect(201)
                .text("id");
    }

    private static void inactive(UUID employee) {
        RESPONSIBILITIES.publish("EmployeeChanged", employee, """
                {"employeeId":"%s","externalId":"%s","name":"Anna","active":false}""".formatted(employee, fresh("Anna")));
    }

    @Test
    void a_todo_is_added_changed_and_removed() {
        UUID anna = employee(fresh("Anna"), false);
        String maria = contact(customer);
        Answer added = onCustomer("""
                        ,"description":"With last year's terms","due":"2026-03-31","assigneeId":"%s","contactIds":["%s","%s"]""".formatted(anna, maria, maria)).expect(201);
        String path = path(added.text("id"));
        Answer changed = api.send("PATCH", path, """
                {"title":"Draft the contract","due":null,"contactIds":[],"reason":"Asked for"}""").expect(200);

        assertThat(added.header("Location")).isEqualTo(path);
        assertThat(added.text("kind")).isEqualTo("todo");
        assertThat(added.text("status")).isEqualTo("not-started");
        assertThat(added.text("due")).isEqualTo("2026-03-31");
        assertThat(added.text("assigneeId")).isEqualTo(anna.toString());
        assertThat(added.body().get("contactIds").toString()).isEqualTo("[\"" + maria + "\"]");
        assertThat(added.body().has("rank") || added.body().has("erased")).isFalse();
        assertThat(changed.text("title")).isEqualTo("Draft the contract");
        assertThat(changed.body().has("due") || changed.body().has("contactIds"))
                .isFalse();
        assertThat(api.get(path).expect(200).body()).isEqualTo(changed.body());
        api.send("DELETE", path, null).expect(204);
        api.get(path).expectProblem(404, "not-found");
        assertThat(stored(added.text("id"))).containsExactly("ActivityAdded", "ActivityChanged", "ActivityRemoved");
    }

    @Test
    void an_entry_of_the_calendar_has_a_time_and_a_place() {
        Answer added = api.post("/api/projects/" + project + "/activities", """
                {"kind":"calendar","title":"Kick-off","start":"2026-03-31T09:00:00+02:00","end":"2026-03-31T08:00:00Z",\
                "location":"Helsinki","status":"done"}""").expect(201);

        assertThat(added.text("start")).isEqualTo("2026-03-31T07:00:00Z");
        assertThat(added.text("location")).isEqualTo("Helsinki");
        assertThat(added.text("status")).isEqualTo("done");
        assertThat(added.text("projectId")).isEqualTo(project);
        assertThat(added.text("customerId")).isEqualTo(customer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"title\":\"Draft\"}|422|required|kind",
                "{\"kind\":\"todo\"}|422|required|title",
                "{\"kind\":\"call\",\"title\":\"Draft\"}|422|value-unknown|kind",
                "{\"kind\":\"todo\",\"title\":\"Draft\",\"status\":\"open\"}|422|value-unknown|status",
                "{\"kind\":\"todo\",\"title\":\"Draft\",\"start\":\"2026-03-31T07:00:00Z\"}|422|not-of-this-kind|start",
                "{\"kind\":\"calendar\",\"title\":\"Draft\",\"due\":\"2026-03-31\",\"start\":\"2026-03-31T07:00:00Z\"}|422|not-of-this-kind|due",
                "{\"kind\":\"calendar\",\"title\":\"Draft\"}|422|required|start",
                "{\"kind\":\"calendar\",\"title\":\"D\",\"start\":\"2026-03-31T07:00:00Z\",\"end\":\"2026-03-31T06:59:59Z\"}|422|end-before-start|end",
                "{\"kind\":\"todo\",\"title\":\"Draft\",\"due\":\"2026-02-30\"}|422|date-invalid|due",
                "{\"kind\":\"calendar\",\"title\":\"Draft\",\"start\":\"tomorrow\"}|422|instant-invalid|start",
                "{\"kind\":\"todo\",\"title\":\"Draft\",\"assigneeId\":\"01890a5d-ac96-774b-bcce-b302099a8059\"}|422|employee-unknown|assigneeId",
                "{\"kind\":\"todo\",\"title\":\"Draft\",\"contactIds\":[\"01890a5d-ac96-774b-bcce-b302099a8059\"]}|422|contact-unknown|contactIds",
                "{\"kind\":\"todo\",\"title\":\"Draft\",\"salesCaseId\":\"01890a5d-ac96-774b-bcce-b302099a8059\"}|422|sales-case-unknown|salesCaseId",
                "{\"kind\":\"todo\",\"title\":\"Draft\",\"rank\":\"a\"}|400|unknown-field|rank",
            })
    void an_activity_that_breaks_a_rule_is_refused_and_changes_nothing(
            String body, int status, String code, String field) {
        long before = store.log().head();

        assertThat(api.post("/api/customers/" + customer + "/activities", body)
                        .expectProblem(status, code)
                        .fields())
                .containsExactly(field);

        assertThat(store.log().head()).isEqualTo(before);
    }

    @Test
    void an_assignee_is_active_when_named_and_contacts_are_the_customers() {
        UUID anna = employee(fresh("Anna"), false);
        String named = ",\"assigneeId\":\"" + anna + "\"";
        String path = path(onCustomer(named).expect(201).text("id"));
        inactive(anna);
        awaitConsumed();
        String others = contact(registered(""));
        String gone = contact(customer);
        api.send("DELETE", "/api/contacts/" + gone, null).expect(204);

        onCustomer(named).expectProblem(422, "employee-inactive");
        api.send("PATCH", path, "{\"assigneeId\":\"" + anna + "\"}").expectProblem(422, "employee-inactive");
        api.send("PATCH", path, "{\"title\":\"Draft again\"}").expect(200);
        api.send("PATCH", path, "{\"contactIds\":[\"" + others + "\"]}").expectProblem(422, "contact-unknown");
        api.send("PATCH", path, "{\"contactIds\":[\"" + gone + "\"]}").expectProblem(422, "contact-unknown");
        api.send("PATCH", path, "{\"kind\":\"calendar\",\"start\":\"2026-03-31T07:00:00Z\"}")
                .expectProblem(422, "kind-fixed");
        api.send("PATCH", path, "{\"projectId\":\"" + project + "\"}").expectProblem(400, "unknown-field");
    }

    @Test
    void tasks_move_between_neighbours_and_another_status_puts_one_last() {
        String other = project(customer);
        String one = task(project);
        String two = task(other);
        String three = task(project);

        move(one, "not-started", three, null).expect(200);
        move(three, "not-started", two, one).expect(200);
        move(one, "not-started", two, three).expect(200);
        move(one, "not-started", three, two).expectProblem(409, "order-changed");
        api.send("PATCH", path(two), "{\"status\":\"in-progress\"}").expect(200);
        api.send("PATCH", path(one), "{\"status\":\"in-progress\"}").expect(200);
        assertThat(move(three, "in-progress", two, one).expect(200).text("status"))
                .isEqualTo("in-progress");
        move(two, "in-progress", one, null).expect(200);

        assertThat(stored(three)).containsExactly("ActivityAdded", "ActivityMoved");
        assertThat(stored(two)).containsExactly("ActivityAdded", "ActivityMoved", "ActivityMoved");
        move(two, "in-progress", one, null).expect(200);
        assertThat(stored(two)).hasSize(3);
        move(three, "done", null, null).expect(200);
        api.post(path(two) + "/move", "{}").expectProblem(422, "required");
        move(UuidCreator.getTimeOrderedEpoch().toString(), "done", null, null).expectProblem(404, "not-found");
    }

    @Test
    void a_move_of_a_version_that_is_not_the_last_is_refused() {
        String one = task(project);
        String etag = api.get(path(one)).header("ETag");
        api.send("PATCH", path(one), "{\"title\":\"Draft again\"}").expect(200);

        api.post(path(one) + "/move", "{\"status\":\"done\"}", "If-Match", etag).expectProblem(412, "stale");
    }

    @Test
    void a_project_takes_its_tasks_to_the_board_of_another_customer() {
        String other = registered("");
        String there = task(project(other));
        String one = task(project);
        api.send("PATCH", "/api/projects/" + project, "{\"customerId\":\"" + other + "\"}")
                .expect(200);

        assertThat(api.get(path(one)).text("customerId")).isEqualTo(other);
        assertThat(move(there, "not-started", one, null).expect(200).text("customerId"))
                .isEqualTo(other);
        assertThat(move(one, "not-started", there, null).expect(200).text("customerId"))
                .isEqualTo(other);
    }

    @Test
    void an_activity_lies_in_the_sales_case_that_its_path_or_its_body_names() {
        String hall = api.post("/api/customers/" + customer + "/sales-cases", "{\"name\":\"Hall\"}")
                .expect(201)
                .text("id");

        assertThat(added("/api/sales-cases/" + hall, "").expect(201).text("salesCaseId"))
                .isEqualTo(hall);
        assertThat(onCustomer(",\"salesCaseId\":\"" + hall + "\",\"projectId\":\"" + project + "\"")
                        .expect(201)
                        .text("salesCaseId"))
                .isEqualTo(hall);
        added("/api/customers/" + registered(""), ",\"salesCaseId\":\"" + hall + "\"")
                .expectProblem(422, "sales-case-of-another-customer");
        added("/api/sales-cases/" + UUID.randomUUID(), "").expectProblem(404, "not-found");
    }

    @Test
    void a_move_that_is_repeated_after_the_removal_is_answered_as_the_first() {
        String id = onCustomer("").expect(201).text("id");
        String[] key = {"Idempotency-Key", "move-" + id};
        String body = "{\"status\":\"done\",\"after\":null,\"before\":null}";

        Answer first = api.post(path(id) + "/move", body, key).expect(200);
        api.send("DELETE", path(id), null).expect(204);

        api.post(path(id) + "/move", body).expectProblem(404, "not-found");
        assertThat(api.post(path(id) + "/move", body, key).expect(200).body()).isEqualTo(first.body());
    }

    @Test
    void the_texts_of_an_erased_person_are_gone_and_all_else_goes_on() {
        customer = api.post("/api/customers", "{\"kind\":\"person\",\"name\":\"Anna Acme\"}")
                .expect(201)
                .text("id");
        String path = path(onCustomer("").expect(201).text("id"));
        api.post("/api/customers/" + customer + "/erase", "{\"reason\":\"Requested\"}")
                .expect(204);
        awaitConsumed();

        Answer left = api.get(path).expect(200);
        assertThat(left.body().get("title").isNull()).isTrue();
        assertThat(left.body().get("erased").asBoolean()).isTrue();
        assertThat(api.send("PATCH", path, "{\"status\":\"done\",\"due\":\"2026-03-31\"}")
                        .expect(200)
                        .text("status"))
                .isEqualTo("done");
        api.send("PATCH", path, "{\"title\":\"Call\"}").expectProblem(422, "erased");
    }
}
