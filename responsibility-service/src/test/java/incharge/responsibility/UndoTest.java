package incharge.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.eventstore.log.Recorded;
import incharge.http.testing.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Batches of responsibilities and imports that are taken back. */
class UndoTest extends ServiceTest {

    @Nested
    class Batches {

        @Test
        void each_change_is_taken_back_the_last_first() {
            UUID customer = customers.customer(fresh("c"));
            UUID anna = employee(fresh("anna"));
            UUID bert = employee(fresh("bert"));
            UUID carl = employee(fresh("carl"));
            assign(customer, anna, ",\"from\":\"2026-01-01\"");
            assign(customer, bert, ",\"from\":\"2026-01-01\",\"to\":\"2026-06-30\"");
            Answer batch = batchOf(
                    change("remove", customer, anna, ""),
                    change("assign", customer, anna, ",\"from\":\"2027-01-01\""),
                    change("change", customer, bert, ",\"from\":\"2026-01-01\",\"to\":\"2026-12-31\""),
                    change("assign", customer, carl, ""));

            Answer undone = undo(batch, "{\"reason\":\"the wrong customer\"}");

            assertThat(undone.status()).as("%s", undone.body()).isEqualTo(200);
            assertThat(changes(undone))
                    .containsExactly(
                            "remove " + carl + " null null removed",
                            "change " + bert + " 2026-01-01 2026-06-30 changed",
                            "remove " + anna + " 2027-01-01 null removed",
                            "assign " + anna + " 2026-01-01 null assigned");
            assertThat(undone.body().get("conflicts").size()).isZero();
            Recorded last = store.log().at(store.log().head()).orElseThrow();
            assertThat(undone.header("Event-Position")).isEqualTo("responsibilities=" + last.position());
            assertThat(last.cause().reason()).isEqualTo("the wrong customer");
            assertThat(last.cause().commandId())
                    .isEqualTo(undone.body().get("batchId").asString());
        }

        @Test
        void what_others_changed_since_stays_and_is_listed() {
            UUID customer = customers.customer(fresh("c"));
            UUID anna = employee(fresh("anna"));
            UUID bert = employee(fresh("bert"));
            UUID carl = employee(fresh("carl"));
            assign(customer, carl, "");
            Answer batch = batchOf(
                    change("assign", customer, anna, ""),
                    change("assign", customer, bert, ""),
                    change("remove", customer, carl, ""));
            batchOf(change("change", customer, anna, ",\"to\":\"2030-12-31\""));
            send("PATCH", "/api/employees/" + carl, "{\"active\":false}");

            Answer undone = undo(batch, null);

            assertThat(changes(undone)).containsExactly("remove " + bert + " null null removed");
            assertThat(conflicts(undone))
                    .containsExactly("remove " + carl + " employee-inactive", "assign " + anna + " changed-since");
            assertThat(undone.body().get("conflicts").get(0).get("message").asString())
                    .isNotBlank();
        }

        @Test
        void an_undo_can_be_undone_and_a_batch_only_once() {
            UUID customer = customers.customer(fresh("c"));
            UUID anna = employee(fresh("anna"));
            Answer batch = batchOf(change("assign", customer, anna, ""));
            Answer undone = undo(batch, null);

            Answer again = undo(batch, null);
            assertThat(again.status()).isEqualTo(200);
            assertThat(changes(again)).isEmpty();
            assertThat(conflicts(again)).containsExactly("assign " + anna + " changed-since");
            assertThat(changes(undo(undone, null))).containsExactly("assign " + anna + " null null assigned");
        }

        @Test
        void a_repeat_is_answered_as_the_first_time() {
            UUID customer = customers.customer(fresh("c"));
            UUID anna = employee(fresh("anna"));
            Answer batch = batchOf(
                    change("assign", customer, anna, ""), change("assign", customer, employee(fresh("bert")), ""));
            batchOf(change("change", customer, anna, ",\"to\":\"2030-12-31\""));
            String key = fresh("key");

            Answer first = undo(batch, null, "Idempotency-Key", key);
            Answer repeat = undo(batch, null, "Idempotency-Key", key);

            assertThat(repeat.body()).isEqualTo(first.body());
            assertThat(repeat.header("Event-Position")).isEqualTo(first.header("Event-Position"));
        }

        @Test
        void what_is_no_batch_is_not_there() {
            Answer team = post("/api/teams", "{\"name\":\"" + fresh("Team") + "\"}");
            String command =
                    store.log().at(store.log().head()).orElseThrow().cause().commandId();

            assertThat(team.status()).isEqualTo(201);
            for (String id : List.of(command, UUID.randomUUID().toString())) {
                Answer refused = post("/api/responsibilities/batches/" + id + "/undo", null);
                assertThat(refused.status()).isEqualTo(404);
                assertThat(refused.code()).isEqualTo("batch-unknown");
            }
            assertThat(post("/api/responsibilities/batches/7/undo", null).status())
                    .isEqualTo(400);
            assertThat(post("/api/responsibilities/batches/" + command + "/undo", "{\"why\":\"\"}")
                            .code())
                    .isEqualTo("unknown-field");
        }

        @Test
        void an_import_is_no_batch() {
            String number = fresh("N");
            UUID customer = customers.customer(number);
            String anna = fresh("anna");
            employee(anna);
            Answer done = done(upload(
                    "/api/responsibilities/imports", "customer_number,employee_id\n%s,%s\n".formatted(number, anna)));

            Answer refused = post(
                    "/api/responsibilities/batches/"
                            + done.body().get("importId").asString() + "/undo",
                    null);

            assertThat(refused.status()).isEqualTo(404);
            assertThat(logged("ResponsibilityRemoved", customer)).isEmpty();
        }

        @Test
        void a_seller_takes_back_only_what_he_sees() {
            String seller = fresh("seller");
            added("/api/employees", "{\"name\":\"Sam\",\"externalId\":\"" + seller + "\",\"seller\":true}");
            UUID hidden = customers.customer(fresh("h"));
            UUID seen = customers.customer(fresh("s"));
            UUID category = UUID.randomUUID();
            GROUPINGS.publish("CategoryCreated", category, """
                    {"categoryId":"%s","name":"Closed","sellerIds":["%s"]}""".formatted(category, UUID.randomUUID()));
            GROUPINGS.publish("CustomerCategorised", hidden, """
                    {"customerId":"%s","categoryId":"%s"}""".formatted(hidden, category));
            UUID anna = employee(fresh("anna"));
            Answer both = batchOf(change("assign", hidden, anna, ""), change("assign", seen, anna, ""));
            Answer none = batchOf(change("assign", hidden, employee(fresh("bert")), ""));

            Answer refused = undoAs(seller, none);
            Answer undone = undoAs(seller, both);

            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.code()).isEqualTo("batch-unknown");
            assertThat(undone.status()).isEqualTo(200);
            assertThat(changes(undone)).containsExactly("remove " + anna + " null null removed");
            assertThat(undone.body().toString()).doesNotContain(hidden.toString());
            assertThat(logged("ResponsibilityRemoved", hidden)).isEmpty();
        }

        private Answer batchOf(String... changes) {
            Answer answer = post("/api/responsibilities", batch("", changes));
            assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
            return answer;
        }

        private Answer undo(Answer batch, String body, String... headers) {
            return post(at(batch), body, headers);
        }

        private Answer undoAs(String employee, Answer batch) {
            Map<String, Object> claims = TestTokens.claims("demo-seller");
            claims.put("employee", employee);
            return send(request(at(batch))
                    .method("POST")
                    .header("Authorization", "Bearer " + TestTokens.signed(claims, TestTokens.KEY)));
        }

        private static String at(Answer batch) {
            return "/api/responsibilities/batches/"
                    + batch.body().get("batchId").asString() + "/undo";
        }

        private static List<String> changes(Answer undone) {
            return texts(undone.body().get("changes"), "action", "employeeId", "from", "to", "outcome");
        }

        private static List<String> conflicts(Answer undone) {
            return texts(undone.body().get("conflicts"), "action", "employeeId", "code");
        }
    }

    @Nested
    class Imports {

        @Test
        void employees_are_deleted_or_as_they_were() {
            String here = fresh("here");
            UUID there = employee(here);
            String fresh = fresh("new");
            String busy = fresh("busy");
            Answer done = done(upload(
                    "/api/employees/imports?mode=upsert",
                    "employee_id,name,title,team\n%s,Anna B,Boss,%s\n%s,Newcomer,,\n%s,Busy,,\n"
                            .formatted(here, fresh("Team"), fresh, busy)));
            UUID busyId = UUID.fromString(rows(done).get(2).get("id").asString());
            assign(customers.customer(fresh("c")), busyId, "");

            Answer undone = undone("employees", done);

            assertThat(undone.body().get("undone").asInt()).isEqualTo(2);
            assertThat(kept("employees", undone)).containsExactly("3 in-use");
            JsonNode before = get("/api/employees/" + there).body();
            assertThat(before.get("name").asString()).isEqualTo("Anna");
            assertThat(before.has("title")).isFalse();
            assertThat(before.has("teamId")).isFalse();
            assertThat(get("/api/employees/" + rows(done).get(1).get("id").asString())
                            .status())
                    .isEqualTo(404);
            assertThat(get("/api/employees/" + busyId).status()).isEqualTo(200);
        }

        @Test
        void responsibilities_are_removed_unless_they_were_changed_since() {
            String number = fresh("N");
            UUID customer = customers.customer(number);
            String anna = fresh("anna");
            String bert = fresh("bert");
            UUID annaId = employee(anna);
            UUID bertId = employee(bert);
            String role = fresh("Role");
            Answer done = done(upload(
                    "/api/responsibilities/imports",
                    "customer_number,employee_id,role,from\n%1$s,%2$s,%4$s,2026-01-01\n%1$s,%3$s,,\n%1$s,%3$s,,\n"
                            .formatted(number, anna, bert, role)));
            assertThat(counts(done)).containsExactly(2, 0, 1, 0);
            post("/api/responsibilities", batch("", change("change", customer, bertId, ",\"to\":\"2030-12-31\"")));

            Answer undone = undone("responsibilities", done);

            assertThat(undone.body().get("undone").asInt()).isEqualTo(1);
            assertThat(kept("responsibilities", undone)).containsExactly("2 changed-since");
            assertThat(logged("ResponsibilityRemoved", customer))
                    .extracting(event ->
                            JSON.readTree(event.payload()).get("employeeId").asString())
                    .containsExactly(annaId.toString());
        }

        private Answer undone(String kind, Answer done) {
            Answer undone = post(
                    "/api/" + kind + "/imports/" + done.body().get("importId").asString() + "/undo", null);
            assertThat(undone.status()).as("%s", undone.body()).isEqualTo(200);
            assertThat(undone.body().get("state").asString()).isEqualTo("undone");
            return undone;
        }

        private List<String> kept(String kind, Answer undone) {
            return texts(
                    get("/api/" + kind + "/imports/"
                                    + undone.body().get("importId").asString() + "/rows?kept=true")
                            .body()
                            .get("items"),
                    "row",
                    "code");
        }

        private JsonNode rows(Answer done) {
            return get("/api/employees/imports/" + done.body().get("importId").asString() + "/rows")
                    .body()
                    .get("items");
        }
    }

    private static List<String> texts(JsonNode items, String... fields) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(String.join(
                " ",
                List.of(fields).stream()
                        .map(field -> item.path(field).asString("null"))
                        .toList())));
        return texts;
    }
}
