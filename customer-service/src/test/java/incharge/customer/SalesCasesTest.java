package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.http.testing.TestClient.Answer;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sales cases over HTTP; what they have in common with notes is tested there. */
class SalesCasesTest extends ServiceTest {

    private String customer;

    @BeforeEach
    void there() {
        customer = registered("");
    }

    private Answer opened(String more) {
        return api.post("/api/customers/" + customer + "/sales-cases", "{\"name\":\"Hall\"" + more + "}");
    }

    private Answer changed(String id, String changes) {
        return api.send("PATCH", "/api/sales-cases/" + id, changes);
    }

    @Test
    void a_sales_case_is_opened_won_and_opened_again() {
        UUID anna = employee(fresh("Anna"), false);
        Answer opened = opened("""
                        ,"description":"Three halls","value":{"amount":"12500","currency":"eur"},"probability":40,\
                        "expectedClose":"2026-06-30","ownerId":"%s\"""".formatted(anna)).expect(201);
        String id = opened.text("id");
        Answer won = changed(id, "{\"state\":\"won\"}").expect(200);
        Answer again = changed(id, "{\"state\":\"won\"}").expect(200);
        Answer reopened = changed(id, "{\"state\":\"open\"}").expect(200);

        assertThat(opened.header("Location")).isEqualTo("/api/sales-cases/" + id);
        assertThat(opened.text("state")).isEqualTo("open");
        assertThat(opened.body().at("/value/amount").asString()).isEqualTo("12500.00");
        assertThat(opened.body().at("/value/currency").asString()).isEqualTo("EUR");
        assertThat(opened.body().has("salesCaseId") || opened.body().has("closedOn"))
                .isFalse();
        assertThat(won.body().get("probability").asInt()).isEqualTo(100);
        assertThat(LocalDate.parse(won.text("closedOn")))
                .isBetween(LocalDate.now().minusDays(1), LocalDate.now());
        assertThat(again.body()).isEqualTo(won.body());
        assertThat(reopened.body().get("probability").asInt()).isEqualTo(40);
        assertThat(reopened.body().has("closedOn")).isFalse();
        assertThat(api.get("/api/sales-cases/" + id).expect(200).body()).isEqualTo(reopened.body());
        assertThat(stored(id)).containsExactly("SalesCaseOpened", "SalesCaseClosed", "SalesCaseReopened");
    }

    @Test
    void a_lost_one_has_a_day_and_a_reason() {
        String id = opened("").expect(201).text("id");
        Answer lost = changed(id, "{\"state\":\"lost\",\"closedOn\":\"2026-05-29\",\"lostReason\":\"Too dear\"}")
                .expect(200);
        Answer renamed = changed(id, "{\"name\":\"Hall 2\"}").expect(200);

        assertThat(lost.body().get("probability").asInt()).isZero();
        assertThat(lost.text("closedOn")).isEqualTo("2026-05-29");
        assertThat(lost.text("lostReason")).isEqualTo("Too dear");
        assertThat(renamed.text("lostReason")).isEqualTo("Too dear");
        assertThat(renamed.text("state")).isEqualTo("lost");
        assertThat(changed(id, "{\"state\":\"won\"}").expect(200).body().has("lostReason"))
                .isFalse();
        assertThat(changed(id, "{\"state\":null}").expect(200).body().has("probability"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|422|required|name",
                "{\"name\":\"Hall\",\"value\":{\"amount\":\"1.234\",\"currency\":\"EUR\"}}|422|amount-invalid|value.amount",
                "{\"name\":\"Hall\",\"value\":{\"amount\":\"1.5\",\"currency\":\"JPY\"}}|422|amount-invalid|value.amount",
                "{\"name\":\"Hall\",\"value\":{\"amount\":\"1\",\"currency\":\"XXQ\"}}|422|currency-unknown|value.currency",
                "{\"name\":\"Hall\",\"probability\":101}|422|out-of-range|probability",
                "{\"name\":\"Hall\",\"expectedClose\":\"soon\"}|422|date-invalid|expectedClose",
                "{\"name\":\"Hall\",\"closedOn\":\"2026-05-29\"}|422|not-of-this-state|closedOn",
                "{\"name\":\"Hall\",\"state\":\"won\",\"lostReason\":\"Dear\"}|422|not-of-this-state|lostReason",
                "{\"name\":\"Hall\",\"state\":\"gone\"}|422|value-unknown|state",
                "{\"name\":\"Hall\",\"ownerId\":\"01890a5d-ac96-774b-bcce-b302099a8059\"}|422|employee-unknown|ownerId",
                "{\"name\":\"Hall\",\"projectId\":\"01890a5d-ac96-774b-bcce-b302099a8059\"}|422|project-unknown|projectId",
            })
    void a_sales_case_that_breaks_a_rule_is_refused_and_changes_nothing(
            String body, int status, String code, String field) {
        long before = store.log().head();

        assertThat(api.post("/api/customers/" + customer + "/sales-cases", body)
                        .expectProblem(status, code)
                        .fields())
                .contains(field);

        assertThat(store.log().head()).isEqualTo(before);
    }

    @Test
    void it_is_never_removed() {
        String id = opened("").expect(201).text("id");

        api.send("DELETE", "/api/sales-cases/" + id, null).expectProblem(405, "method-not-allowed");
    }

    @Test
    void it_stays_with_its_customer_when_its_project_goes_to_another() {
        String project = project(customer);
        String other = registered("");
        String id = opened(",\"projectId\":\"" + project + "\"").expect(201).text("id");
        String note = api.post("/api/sales-cases/" + id + "/notes", "{\"text\":\"They want two\"}")
                .expect(201)
                .text("id");
        api.send("PATCH", "/api/projects/" + project, "{\"customerId\":\"" + other + "\"}")
                .expect(200);

        assertThat(api.get("/api/sales-cases/" + id).expect(200).text("customerId"))
                .isEqualTo(customer);
        assertThat(api.get("/api/notes/" + note).expect(200).text("customerId")).isEqualTo(customer);
        assertThat(api.send("PATCH", "/api/notes/" + note, "{\"text\":\"They want three\"}")
                        .expect(200)
                        .text("customerId"))
                .isEqualTo(customer);
        Answer renamed = changed(id, "{\"name\":\"Hall 2\"}").expect(200);
        assertThat(renamed.text("customerId")).isEqualTo(customer);
        assertThat(renamed.text("projectId")).isEqualTo(project);
        changed(id, "{\"projectId\":\"" + project(other) + "\"}").expectProblem(422, "project-of-another-customer");
        assertThat(changed(id, "{\"projectId\":null}").expect(200).body().has("projectId"))
                .isFalse();
        changed(id, "{\"projectId\":\"" + project + "\"}").expectProblem(422, "project-of-another-customer");
    }

    @Test
    void a_repeat_is_answered_as_the_first_though_the_owner_has_left() {
        String[] key = {"Idempotency-Key", "sales-case-" + UUID.randomUUID()};
        String anna = fresh("Anna");
        UUID owner = employee(anna, false);
        String path = "/api/customers/" + customer + "/sales-cases";
        String body = "{\"name\":\"Hall\",\"ownerId\":\"" + owner + "\"}";

        Answer first = api.post(path, body, key).expect(201);
        RESPONSIBILITIES.publish("EmployeeChanged", owner, """
                {"employeeId":"%s","externalId":"%s","name":"Anna","active":false}""".formatted(owner, anna));
        awaitConsumed();

        api.post(path, body).expectProblem(422, "employee-inactive");
        assertThat(api.post(path, body, key).expect(201).body()).isEqualTo(first.body());
    }

    @Test
    void nothing_is_added_for_an_archived_customer_and_what_is_there_is_closed() {
        String id = opened("").expect(201).text("id");
        api.post("/api/customers/" + customer + "/archive", null).expect(200);

        opened("").expectProblem(422, "customer-archived");
        api.post("/api/sales-cases/" + id + "/notes", "{\"text\":\"They left\"}")
                .expectProblem(422, "customer-archived");
        changed(id, "{\"state\":\"lost\"}").expect(200);
    }
}
