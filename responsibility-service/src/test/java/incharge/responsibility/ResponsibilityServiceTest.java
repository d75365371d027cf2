package incharge.responsibility;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Teams, roles, employees and responsibilities over HTTP, and through the customers' topic. */
class ResponsibilityServiceTest extends ServiceTest {

    @Nested
    class Teams {

        @Test
        void a_team_lives_from_201_to_404() {
            String name = fresh("North");
            Answer made = post("/api/teams", "{\"name\":\"  " + name + " \",\"reason\":\"new region\"}");
            String path = "/api/teams/" + made.id();
            assertThat(made.status()).isEqualTo(201);
            assertThat(made.header("Location")).isEqualTo(path);
            assertThat(made.body().get("name").asString()).isEqualTo(name);
            assertThat(made.header("Event-Position")).isEqualTo("responsibilities=" + unquoted(made.header("ETag")));

            Answer renamed = send("PATCH", path, "{\"name\":\"" + name + " 2\"}", "If-Match", made.header("ETag"));
            assertThat(renamed.status()).isEqualTo(200);
            assertThat(renamed.body().get("name").asString()).isEqualTo(name + " 2");
            assertThat(get(path).header("ETag")).isEqualTo(renamed.header("ETag"));

            Answer stale = send("PATCH", path, "{\"name\":\"X\"}", "If-Match", made.header("ETag"));
            assertThat(stale.status()).isEqualTo(412);
            assertThat(send("DELETE", path, null, "If-Match", made.header("ETag"))
                            .status())
                    .isEqualTo(412);

            Answer deleted = send("DELETE", path, null, "If-Match", renamed.header("ETag"));
            assertThat(deleted.status()).isEqualTo(204);
            assertThat(get(path).status()).isEqualTo(404);
            assertThat(send("DELETE", path, null).status()).isEqualTo(404);
        }

        @Test
        void a_name_that_is_taken_or_no_name_is_refused() {
            String name = fresh("South");
            added("/api/teams", "{\"name\":\"" + name + "\"}");

            Answer taken = post("/api/teams", "{\"name\":\"" + name.toUpperCase(Locale.ROOT) + "\"}");
            assertThat(taken.status()).isEqualTo(409);
            assertThat(taken.code()).isEqualTo("team-name-taken");
            assertThat(taken.fields()).containsExactly("name");

            Answer blank = post("/api/teams", "{\"name\":\" \"}");
            assertThat(blank.status()).isEqualTo(422);
            assertThat(blank.fields()).containsExactly("name");
            assertThat(post("/api/teams", "{\"nick\":\"N\"}").code()).isEqualTo("unknown-field");
        }

        @Test
        void the_same_idempotency_key_gives_the_same_team() {
            String name = fresh("West");
            String key = fresh("key");
            Answer first = post("/api/teams", "{\"name\":\"" + name + "\"}", "Idempotency-Key", key);
            Answer again = post("/api/teams", "{\"name\":\"" + name + "\"}", "Idempotency-Key", key);
            assertThat(again.status()).isEqualTo(201);
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(post("/api/teams", "{\"name\":\"other\"}", "Idempotency-Key", key)
                            .code())
                    .isEqualTo("idempotency-key-reused");
        }
    }

    @Nested
    class Roles {

        @Test
        void a_role_has_a_kind_that_stays() {
            String name = fresh("Manager");
            Answer made = post("/api/roles", "{\"name\":\"" + name + "\",\"kind\":\"customer\"}");
            assertThat(made.status()).isEqualTo(201);
            assertThat(made.body().get("kind").asString()).isEqualTo("customer");
            added("/api/roles", "{\"name\":\"" + name + "\",\"kind\":\"project\"}");

            Answer taken = post("/api/roles", "{\"name\":\"" + name + "\",\"kind\":\"customer\"}");
            assertThat(taken.code()).isEqualTo("role-name-taken");
            Answer other = send("PATCH", "/api/roles/" + made.id(), "{\"kind\":\"project\"}");
            assertThat(other.status()).isEqualTo(422);
            assertThat(other.fields()).containsExactly("kind");
            assertThat(post("/api/roles", "{\"name\":\"X\",\"kind\":\"team\"}").fields())
                    .containsExactly("kind");
            assertThat(post("/api/roles", "{\"name\":\"X\"}").fields()).containsExactly("kind");
        }

        @Test
        void one_customer_role_is_marked_as_that_of_the_owners_until_it_goes() {
            UUID owners = added("/api/roles", "{\"name\":\"" + fresh("Manager") + "\",\"kind\":\"customer\"}");
            UUID others = added("/api/roles", "{\"name\":\"" + fresh("Controller") + "\",\"kind\":\"customer\"}");
            UUID leads = added("/api/roles", "{\"name\":\"" + fresh("Lead") + "\",\"kind\":\"project\"}");

            Answer marked = send("PATCH", "/api/roles/" + owners, "{\"owner\":true}");
            assertThat(marked.status()).isEqualTo(200);
            assertThat(marked.body().get("owner").asBoolean()).isTrue();
            assertThat(get("/api/roles/" + owners).body().get("owner").asBoolean())
                    .isTrue();
            assertThat(send("PATCH", "/api/roles/" + owners, "{\"owner\":true}").header("ETag"))
                    .isEqualTo(marked.header("ETag"));

            Answer taken = send("PATCH", "/api/roles/" + others, "{\"owner\":true}");
            assertThat(taken.status()).isEqualTo(409);
            assertThat(taken.code()).isEqualTo("owner-role-taken");
            assertThat(send("PATCH", "/api/roles/" + leads, "{\"owner\":true}").code())
                    .isEqualTo("role-kind");
            assertThat(send("PATCH", "/api/roles/" + others, "{\"owner\":null}").status())
                    .isEqualTo(200);
            assertThat(get("/api/roles/" + others).body().get("owner").asBoolean())
                    .isFalse();

            assertThat(send("DELETE", "/api/roles/" + owners, null).status()).isEqualTo(204);
            assertThat(logged("OwnerRoleChanged", owners)).hasSize(2);
            assertThat(send("PATCH", "/api/roles/" + others, "{\"owner\":true}").status())
                    .isEqualTo(200);
            assertThat(send("PATCH", "/api/roles/" + others, "{\"owner\":false}")
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void a_role_in_use_is_not_deleted() {
            UUID role = added("/api/roles", "{\"name\":\"" + fresh("Owner") + "\",\"kind\":\"customer\"}");
            UUID customer = customers.customer(fresh("C"));
            UUID employee = employee(fresh("E"));
            assertThat(assign(customer, employee, ",\"roleId\":\"" + role + '"').status())
                    .isEqualTo(200);

            Answer refused = send("DELETE", "/api/roles/" + role, null);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("in-use");
            assertThat(get("/api/roles/" + role).status()).isEqualTo(200);
        }
    }

    @Nested
    class Employees {

        @Test
        void an_employee_is_answered_as_written() {
            UUID team = added("/api/teams", "{\"name\":\"" + fresh("T") + "\"}");
            String externalId = fresh("E");
            Answer made = post("/api/employees", """
                    {"externalId":"%s","name":"Anna","email":"anna@langworth.example","phone":"+358 9 1","title":"CFO",
                     "teamId":"%s","seller":true,"sellerInfo":"North"}""".formatted(externalId, team));
            assertThat(made.status()).isEqualTo(201);
            assertThat(made.header("Location")).isEqualTo("/api/employees/" + made.id());
            assertThat(made.body()).isEqualTo(JSON.readTree("""
                    {"id":"%s","externalId":"%s","name":"Anna","email":"anna@langworth.example","phone":"+358 9 1",
                     "title":"CFO","teamId":"%s","seller":true,"sellerInfo":"North","active":true}""".formatted(made.id(), externalId, team)));
            assertThat(get("/api/employees/" + made.id()).body()).isEqualTo(made.body());
        }

        @Test
        void a_patch_changes_what_it_names_and_null_takes_away() {
            UUID id = employee(fresh("E"));
            send("PATCH", "/api/employees/" + id, "{\"title\":\"CFO\",\"phone\":\"1\"}");
            Answer changed = send("PATCH", "/api/employees/" + id, "{\"title\":null,\"active\":false}");
            assertThat(changed.status()).isEqualTo(200);
            assertThat(changed.body().has("title")).isFalse();
            assertThat(changed.body().get("phone").asString()).isEqualTo("1");
            assertThat(changed.body().get("active").asBoolean()).isFalse();

            assertThat(send("PATCH", "/api/employees/" + id, "{\"name\":null}").fields())
                    .containsExactly("name");
            assertThat(send("PATCH", "/api/employees/" + id, "{\"email\":\"nobody\"}")
                            .fields())
                    .containsExactly("email");
            assertThat(send("PATCH", "/api/employees/" + UUID.randomUUID(), "{\"name\":\"B\"}")
                            .status())
                    .isEqualTo(404);
        }

        @Test
        void an_external_id_is_taken_once_and_a_team_must_be_there() {
            String externalId = fresh("E");
            employee(externalId);
            Answer taken = post("/api/employees", "{\"name\":\"Bert\",\"externalId\":\"" + externalId + "\"}");
            assertThat(taken.status()).isEqualTo(409);
            assertThat(taken.code()).isEqualTo("external-id-taken");
            assertThat(taken.fields()).containsExactly("externalId");

            Answer teamless = post("/api/employees", "{\"name\":\"B\",\"teamId\":\"" + UUID.randomUUID() + "\"}");
            assertThat(teamless.status()).isEqualTo(422);
            assertThat(teamless.code()).isEqualTo("team-unknown");
            assertThat(teamless.fields()).containsExactly("teamId");
        }

        @Test
        void a_deleted_team_leaves_its_people_without_team() {
            UUID team = added("/api/teams", "{\"name\":\"" + fresh("T") + "\"}");
            UUID id = added("/api/employees", "{\"name\":\"Anna\",\"teamId\":\"" + team + "\"}");
            assertThat(get("/api/employees/" + id).body().has("teamId")).isTrue();

            send("DELETE", "/api/teams/" + team, null);

            assertThat(get("/api/employees/" + id).body().has("teamId")).isFalse();
            assertThat(send("PATCH", "/api/employees/" + id, "{\"title\":\"CFO\"}")
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void one_who_has_or_had_a_responsibility_is_not_deleted() {
            UUID customer = customers.customer(fresh("C"));
            UUID employee = employee(fresh("E"));
            assertThat(outcome(assign(customer, employee, ""), 0)).isEqualTo("assigned");

            Answer refused = send("DELETE", "/api/employees/" + employee, null);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("in-use");

            post("/api/responsibilities", batch("", change("remove", customer, employee, "")));
            assertThat(send("DELETE", "/api/employees/" + employee, null).code())
                    .isEqualTo("in-use");
            assertThat(get("/api/employees/" + employee).status()).isEqualTo(200);
        }

        @Test
        void one_without_responsibilities_is_deleted() {
            UUID id = employee(fresh("E"));
            assertThat(send("DELETE", "/api/employees/" + id, null).status()).isEqualTo(204);
            assertThat(get("/api/employees/" + id).status()).isEqualTo(404);
        }
    }

    @Nested
    class Responsibilities {

        private final UUID customer = customers.customer(fresh("C"));
        private final UUID employee = employee(fresh("E"));

        @Test
        void changes_are_answered_with_what_became_of_them() {
            Answer done = assign(customer, employee, ",\"from\":\"2026-01-01\"");
            assertThat(outcome(done, 0)).isEqualTo("assigned");
            assertThat(done.body().get("batchId").asString()).isNotBlank();
            assertThat(done.header("Event-Position")).startsWith("responsibilities=");
            assertThat(outcome(assign(customer, employee, ",\"from\":\"2026-01-01\""), 0))
                    .isEqualTo("unchanged");

            Answer ended = post(
                    "/api/responsibilities", batch("", change("change", customer, employee, ",\"to\":\"2099-12-31\"")));
            assertThat(outcome(ended, 0)).isEqualTo("changed");
            assertThat(ended.body().get("changes").get(0).get("from").asString())
                    .isEqualTo("2026-01-01");

            Answer removed = post("/api/responsibilities", batch("", change("remove", customer, employee, "")));
            assertThat(outcome(removed, 0)).isEqualTo("removed");
            assertThat(removed.body().get("changes").get(0).get("to").asString())
                    .isEqualTo("2099-12-31");
        }

        @Test
        void a_reason_and_the_actor_stand_on_the_event() {
            post("/api/responsibilities", batch(",\"reason\":\"handover\"", change("assign", customer, employee, "")));

            assertThat(logged("ResponsibilityAssigned", customer))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.cause().actor()).isEqualTo("demo-admin");
                        assertThat(event.cause().reason()).isEqualTo("handover");
                    });
        }

        @Test
        void one_refused_change_refuses_all_and_each_is_named() {
            UUID nobody = UUID.randomUUID();
            Answer refused = post(
                    "/api/responsibilities",
                    batch(
                            "",
                            change("assign", customer, employee, ""),
                            change("assign", customer, nobody, ""),
                            change("assign", customer, employee, ",\"from\":\"2026-05-01\""),
                            change("remove", customer, employee, ",\"from\":\"2020-01-01\"")));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.fields()).containsExactly("changes[1].employeeId", "changes[2].from", "changes[3]");
            assertThat(logged("ResponsibilityAssigned", customer)).isEmpty();
        }

        @Test
        void an_unknown_subject_is_waited_for_and_then_refused() {
            Answer refused = assign(UUID.randomUUID(), employee, "");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.code()).isEqualTo("customer-unknown");
            assertThat(refused.fields()).containsExactly("changes[0].subject");
        }

        @Test
        void an_archived_customer_keeps_what_it_has_and_gets_nothing_new() {
            assign(customer, employee, ",\"from\":\"2026-01-01\",\"to\":\"2026-03-31\"");
            customers.archive(customer);
            String archived = "customers=" + customers.position();

            Answer refused = post(
                    "/api/responsibilities",
                    batch("", change("assign", customer, employee, ",\"from\":\"2026-05-01\"")),
                    "Min-Event-Position",
                    archived);
            assertThat(refused.code()).isEqualTo("customer-archived");
            assertThat(refused.fields()).containsExactly("changes[0].subject");
            Answer removed = post(
                    "/api/responsibilities",
                    batch("", change("remove", customer, employee, ",\"from\":\"2026-01-01\"")));
            assertThat(outcome(removed, 0)).isEqualTo("removed");
        }

        @Test
        void null_is_the_one_without_a_start_and_nothing_the_only_one() {
            assign(customer, employee, ",\"to\":\"2099-01-31\"");
            assign(customer, employee, ",\"from\":\"2099-02-01\"");

            Answer ambiguous = post("/api/responsibilities", batch("", change("remove", customer, employee, "")));
            assertThat(ambiguous.code()).isEqualTo("responsibility-ambiguous");
            assertThat(ambiguous.fields()).containsExactly("changes[0].from");
            Answer removed =
                    post("/api/responsibilities", batch("", change("remove", customer, employee, ",\"from\":null")));
            assertThat(outcome(removed, 0)).isEqualTo("removed");
            assertThat(removed.body().get("changes").get(0).get("to").asString())
                    .isEqualTo("2099-01-31");
        }

        @Test
        void what_cannot_be_meant_is_refused_with_its_field() {
            assertThat(assign(customer, employee, ",\"from\":\"2026-05-01\",\"to\":\"2026-04-30\"")
                            .code())
                    .isEqualTo("end-before-start");
            Answer noDate = assign(customer, employee, ",\"from\":\"2026-02-30\",\"to\":\"soon\"");
            assertThat(noDate.status()).isEqualTo(422);
            assertThat(noDate.fields()).containsExactly("changes[0].from", "changes[0].to");
            assertThat(assign(customer, employee, ",\"from\":5").fields()).containsExactly("changes[0].from");
            Answer empty = post("/api/responsibilities", "{\"changes\":[{}]}");
            assertThat(empty.fields())
                    .containsExactly("changes[0].action", "changes[0].employeeId", "changes[0].subject");
            assertThat(post("/api/responsibilities", "{\"changes\":[]}").fields())
                    .containsExactly("changes");
            assertThat(post("/api/responsibilities", "{}").fields()).containsExactly("changes");
            assertThat(post(
                                    "/api/responsibilities",
                                    batch(",\"basedOn\":\"now\"", change("assign", customer, employee, "")))
                            .status())
                    .isEqualTo(400);
        }

        @Test
        void a_preview_changes_nothing_and_holds_as_long_as_nothing_changed() {
            String change = change("assign", customer, employee, "");
            Answer preview = post("/api/responsibilities", batch(",\"preview\":true", change));
            assertThat(outcome(preview, 0)).isEqualTo("assigned");
            assertThat(logged("ResponsibilityAssigned", customer)).isEmpty();
            String basedOn = ",\"basedOn\":\"" + preview.body().get("basedOn").asString() + '"';

            assertThat(outcome(post("/api/responsibilities", batch(basedOn, change)), 0))
                    .isEqualTo("assigned");
            Answer changed = post("/api/responsibilities", batch(basedOn, change));
            assertThat(changed.status()).isEqualTo(409);
            assertThat(changed.code()).isEqualTo("changed-since-preview");
        }

        @Test
        void an_end_keeps_the_past_and_names_its_day() {
            UUID other = employee(fresh("E"));
            assign(customer, employee, ",\"from\":\"2020-01-01\"");
            assign(customer, other, ",\"from\":\"2099-01-01\"");
            String changes = batch(
                    "",
                    change("end", customer, employee, ",\"on\":\"2030-07-01\""),
                    change("end", customer, other, ",\"on\":\"2030-07-01\""),
                    change("end", customer, employee, ",\"from\":\"2020-01-01\",\"on\":\"2040-01-01\""));
            Answer preview = post("/api/responsibilities", changes.replace("]}", "],\"preview\":true}"));
            assertThat(ends(preview)).containsExactly("2030-06-30 changed", "null removed", "null unchanged");
            assertThat(logged("ResponsibilityChanged", customer)).isEmpty();

            Answer done = post("/api/responsibilities", changes);
            assertThat(ends(done)).isEqualTo(ends(preview));
            assertThat(done.body().at("/changes/0/action").asString()).isEqualTo("end");
            assertThat(done.body().at("/changes/0/from").asString()).isEqualTo("2020-01-01");
            assertThat(done.body().at("/changes/2/on").asString()).isEqualTo("2040-01-01");

            Answer undone = post(
                    "/api/responsibilities/batches/"
                            + done.body().get("batchId").asString() + "/undo",
                    null);
            assertThat(undone.body().get("conflicts").size()).isZero();
            assertThat(undone.body().get("changes").size()).isEqualTo(2);
        }

        private List<String> ends(Answer answer) {
            assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
            List<String> ends = new ArrayList<>();
            answer.body()
                    .get("changes")
                    .forEach(change -> ends.add(change.path("to").asString("null") + " "
                            + change.get("outcome").asString()));
            return ends;
        }

        @Test
        void an_end_is_today_in_the_time_zone_unless_given() {
            LocalDate today = LocalDate.now(ZoneId.of("Europe/Helsinki"));
            assign(customer, employee, ",\"from\":\"2020-01-01\"");

            Answer ended = post("/api/responsibilities", batch("", change("end", customer, employee, "")));

            assertThat(outcome(ended, 0)).isEqualTo("changed");
            assertThat(ended.body().at("/changes/0/on").asString()).isEqualTo(today.toString());
            assertThat(ended.body().at("/changes/0/to").asString())
                    .isEqualTo(today.minusDays(1).toString());
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "end | ,'on':'2026-02-30' | date-invalid | on",
                    "end | ,'on':'' | date-invalid | on",
                    "end | ,'on':'today' | date-invalid | on",
                    "end | ,'on':'0000-01-01' | date-invalid | on",
                    "end | ,'from':'31.1.2026' | date-invalid | from",
                    "end | ,'to':'x' | date-invalid | to",
                    "assign | ,'on':'2026-01-31' | not-of-this-action | on",
                    "remove | ,'on':'2026-01-31' | not-of-this-action | on",
                    "change | ,'on':'x' | not-of-this-action | on",
                    "end | ,'from':'2021-01-01' | responsibility-unknown | ''",
                    "end | ,'to':'2021-01-01' | responsibility-unknown | ''",
                })
        void what_cannot_end_is_refused_with_its_field(String action, String more, String code, String field) {
            assign(customer, employee, ",\"from\":\"2020-01-01\"");
            Answer refused = post(
                    "/api/responsibilities", batch("", change(action, customer, employee, more.replace('\'', '"'))));

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.fields()).containsExactly("changes[0]" + (field.isEmpty() ? "" : "." + field));
            assertThat(logged("ResponsibilityChanged", customer)).isEmpty();
            assertThat(logged("ResponsibilityRemoved", customer)).isEmpty();
        }

        @Test
        void a_click_may_be_based_on_any_position_that_was_read() {
            Answer read = assign(customer, employee, ",\"from\":\"2020-01-01\"");
            String position = read.header("Event-Position");
            String end = change("end", customer, employee, "");
            assign(customer, employee(fresh("E")), "");
            assertThat(outcome(post("/api/responsibilities", batch(basedOn("customers=1, " + position), end)), 0))
                    .isEqualTo("changed");

            Answer changed = post(
                    "/api/responsibilities",
                    batch(basedOn(position), change("assign", customer, employee, ",\"from\":\"2099-01-01\"")));
            assertThat(changed.status()).isEqualTo(409);
            assertThat(changed.code()).isEqualTo("changed-since-preview");
            for (String malformed : List.of("", "7", "customers=1", "responsibilities=", "responsibilities=01")) {
                Answer refused = post("/api/responsibilities", batch(basedOn(malformed), end));
                assertThat(refused.status()).isEqualTo(400);
                assertThat(refused.code()).isEqualTo("based-on-malformed");
                assertThat(refused.fields()).containsExactly("basedOn");
            }
        }

        private static String basedOn(String position) {
            return ",\"basedOn\":\"" + position + '"';
        }

        @Test
        void the_source_of_a_command_is_kept_and_an_unknown_one_refused() {
            String assign = batch("", change("assign", customer, employee, ""));
            Answer refused = post("/api/responsibilities", assign, "Command-Source", "mouse");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("command-source-unknown");

            Answer done = post("/api/responsibilities", assign, "Command-Source", "click");
            post(
                    "/api/responsibilities/batches/"
                            + done.body().get("batchId").asString() + "/undo",
                    null,
                    "Command-Source",
                    "click");

            assertThat(source("ResponsibilityAssigned")).isEqualTo("click");
            assertThat(source("ResponsibilityRemoved")).isEqualTo("undo");
        }

        private String source(String type) {
            return logged(type, customer).getLast().cause().metadata().get("commandSource");
        }

        @Test
        void roles_are_refused_while_they_are_not_in_use() {
            UUID role = added("/api/roles", "{\"name\":\"" + fresh("Manager") + "\",\"kind\":\"customer\"}");
            String withRole = ",\"roleId\":\"" + role + '"';
            String key = fresh("key");
            String before = batch("", change("assign", customer, employee, withRole));
            Answer done = post("/api/responsibilities", before, "Idempotency-Key", key);
            UUID workspace = UUID.randomUUID();
            rolesInUse(workspace, false);
            try {
                for (String action : List.of("assign", "change", "remove", "end")) {
                    Answer refused = post(
                            "/api/responsibilities",
                            batch(
                                    "",
                                    change("assign", customer, employee, ""),
                                    change(action, customer, employee, withRole)));
                    assertThat(refused.status()).isEqualTo(422);
                    assertThat(refused.code()).isEqualTo("roles-not-in-use");
                    assertThat(refused.fields()).containsExactly("changes[1].roleId");
                }
                assertThat(logged("ResponsibilityAssigned", customer)).hasSize(1);
                assertThat(post("/api/responsibilities", before, "Idempotency-Key", key)
                                .body())
                        .isEqualTo(done.body());
                assertThat(outcome(assign(customer, employee, ""), 0)).isEqualTo("assigned");
                String number = fresh("c");
                customers.customer(number);
                Answer rows = done(upload(
                        "/api/responsibilities/imports",
                        "customer_number,employee_id,role\n%1$s,nobody,Any\n%1$s,nobody,".formatted(number)));
                assertThat(refusals(rows)).containsExactly("1 roles-not-in-use role", "2 employee-unknown employeeId");
            } finally {
                rolesInUse(workspace, true);
            }
            assertThat(outcome(
                            post("/api/responsibilities", batch("", change("remove", customer, employee, withRole))),
                            0))
                    .isEqualTo("removed");
        }

        private void rolesInUse(UUID workspace, boolean inUse) {
            GROUPINGS.publish(
                    "SettingsChanged",
                    workspace,
                    "{\"workspaceId\":\"%s\",\"rolesInUse\":%s}".formatted(workspace, inUse));
            awaitConsumed();
        }

        @Test
        void a_repeat_with_the_same_key_is_the_same_batch() {
            String body = batch("", change("assign", customer, employee, ""));
            String key = fresh("key");
            Answer first = post("/api/responsibilities", body, "Idempotency-Key", key);
            Answer again = post("/api/responsibilities", body, "Idempotency-Key", key);
            assertThat(outcome(first, 0)).isEqualTo("assigned");
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(logged("ResponsibilityAssigned", customer)).hasSize(1);
        }

        @Test
        void ten_thousand_changes_are_one_commit() {
            String[] changes = IntStream.range(0, 10_000)
                    .mapToObj(day -> {
                        String on = LocalDate.of(2026, 1, 1).plusDays(day).toString();
                        return change("assign", customer, employee, ",\"from\":\"" + on + "\",\"to\":\"" + on + '"');
                    })
                    .toArray(String[]::new);
            Answer done = post("/api/responsibilities", batch("", changes));
            assertThat(outcome(done, 9_999)).isEqualTo("assigned");
            assertThat(done.body().get("changes")).hasSize(10_000);
        }
    }

    @Nested
    class AssigneesAskedFor {

        @Test
        void a_new_project_gets_its_requested_assignee_once() {
            UUID employee = employee(fresh("E"));
            UUID customer = customers.customer(fresh("C"));
            UUID project = customers.project(customer, fresh("P"), employee);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(logged("ResponsibilityAssigned", project))
                            .singleElement()
                            .satisfies(event -> {
                                assertThat(event.cause().actor()).isEqualTo("anna");
                                assertThat(event.cause().commandId()).isEqualTo("01890a5d-ac96-774b-bcce-000000000077");
                            }));

            customers.requestAssignee(customer, project, employee);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> logged("AssigneeRequestKept", project).size() == 1);
            customers.requestAssignee(customer, project, UUID.randomUUID());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> logged("AssigneeRequestDeclined", project).size() == 1);
            assertThat(logged("ResponsibilityAssigned", project)).hasSize(1);
            assertThat(store.consumed(CustomersTopic.TOPIC)).isEqualTo(customers.position());
        }

        @Test
        void of_a_project_that_went_to_another_customer_the_state_of_that_customer_counts() {
            UUID employee = employee(fresh("E"));
            UUID archived = customers.customer(fresh("C"));
            UUID open = customers.customer(fresh("C"));
            UUID project = customers.project(archived, fresh("P"), null);
            customers.archive(archived);
            UUID toArchived = customers.project(open, fresh("P"), null);

            customers.move(project, archived, open);
            customers.requestAssignee(open, project, employee);
            customers.move(toArchived, open, archived);
            customers.requestAssignee(archived, toArchived, employee);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> logged("AssigneeRequestDeclined", toArchived).size() == 1);
            assertThat(logged("ResponsibilityAssigned", project)).hasSize(1);
            assertThat(post("/api/responsibilities", batch("", """
                                            {"action":"remove","subject":{"type":"project","id":"%s"},"employeeId":"%s"}""".formatted(project, employee)))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Nested
    class Imports {

        @Test
        void employees_are_made_with_their_teams_and_changed_by_their_external_id() {
            String anna = fresh("E");
            String bert = fresh("E");
            String team = fresh("Team");
            String rows = "employee_id,name,email,phone,team,title,is_seller\n"
                    + anna + ",Anna,anna@langworth.example,,%1$s,CFO,true\n" + bert + ",Bert,,,%1$s,,false\n"
                    + bert + ",Bert again,,,,,\n,Nobody,,,,,\n" + fresh("E") + ",Carl,carl,,,,\n";

            Answer first = done(upload("/api/employees/imports", rows.formatted(team)));
            assertThat(counts(first)).containsExactly(2, 0, 0, 3);
            Answer upserted = done(upload(
                    "/api/employees/imports?mode=upsert",
                    "externalId,name,title\n" + anna + ",,CEO\n" + bert + ",Bert,\n" + fresh("E") + ",Dora,\n"));
            assertThat(counts(upserted)).containsExactly(1, 1, 1, 0);
            assertThat(upserted.header("Event-Position")).startsWith("responsibilities=");
        }

        @Test
        void a_dry_run_reports_the_same_and_changes_nothing() {
            String anna = fresh("E");
            Answer dry = done(upload(
                    "/api/employees/imports?dryRun=true", "employee_id,name,team\n" + anna + ",Anna," + fresh("T")));
            assertThat(counts(dry)).containsExactly(1, 0, 0, 0);
            assertThat(counts(done(upload("/api/employees/imports", "employee_id,name\n" + anna + ",Anna"))))
                    .containsExactly(1, 0, 0, 0);
        }

        @Test
        void responsibilities_name_customers_projects_and_employees_and_make_their_roles() {
            String number = fresh("c");
            String project = fresh("p");
            String other = fresh("c");
            UUID customer = customers.customer(number);
            customers.project(customer, project, null);
            customers.customer(other);
            String anna = fresh("E");
            employee(anna);
            String role = fresh("Manager");
            String rows = """
                    customer_number,project_no,employee_id,role,from,to
                    %1$s,,%4$s,%5$s,,2026-03-31
                    %1$s,,%4$s,%5$s,,2026-03-31
                    %1$s,,%4$s,%5$s,2026-03-31,
                    %6$s,,%4$s,%5$s,2026-04-01,
                    %1$s,%2$s,%4$s,Lead,,
                    ,%2$s,%4$s,,,
                    %3$s,%2$s,%4$s,,,
                    nobody,,%4$s,,,
                    ,nothing,%4$s,,,
                    %1$s,,nobody,,,
                    %1$s,,%4$s,,2026-05-01,2026-04-01
                    %1$s,,%4$s,,1/5/2026,
                    ,,%4$s,,,
                    """.formatted(number, project, other, anna, role, number.toUpperCase(Locale.ROOT));

            Answer first = done(upload("/api/responsibilities/imports", rows));
            assertThat(counts(first)).containsExactly(4, 0, 1, 8);
            assertThat(refusals(first))
                    .containsExactly(
                            "3 responsibility-overlaps from",
                            "7 project-of-another-customer projectNumber",
                            "8 customer-unknown customerNumber",
                            "9 project-unknown projectNumber",
                            "10 employee-unknown employeeId",
                            "11 end-before-start to",
                            "12 date-invalid from",
                            "13 required customerNumber");
            Answer again = done(upload("/api/responsibilities/imports", rows));
            assertThat(counts(again)).containsExactly(0, 0, 5, 8);
            assertThat(logged("ResponsibilityAssigned", customer)).hasSize(2);
        }

        @Test
        void two_imports_at_once_make_a_role_once() {
            String role = fresh("Manager");
            String anna = fresh("E");
            employee(anna);
            List<Answer> started = IntStream.range(0, 2)
                    .mapToObj(_ -> {
                        String rows = IntStream.range(0, 20)
                                .mapToObj(_ -> {
                                    String number = fresh("c");
                                    customers.customer(number);
                                    return number + "," + anna + "," + role;
                                })
                                .collect(Collectors.joining("\n"));
                        return "customer_number,employee_id,role\n" + rows;
                    })
                    .toList()
                    .stream()
                    .map(rows -> upload("/api/responsibilities/imports", rows))
                    .toList();

            started.forEach(accepted -> assertThat(counts(done(accepted))).containsExactly(20, 0, 0, 0));
            assertThat(store.log().read(1, 100_000))
                    .filteredOn(event ->
                            event.type().equals("RoleAdded") && new String(event.payload(), UTF_8).contains(role))
                    .hasSize(1);
        }
    }

    @Test
    void nobody_gets_in_without_a_token() {
        Answer refused = send(request("/api/teams/x"));
        assertThat(refused.status()).isEqualTo(401);
        Answer ready = send(request("/actuator/health/readiness"));
        assertThat(ready.status()).isEqualTo(200);
    }

    private static String unquoted(String eTag) {
        return eTag.substring(1, eTag.length() - 1);
    }
}
