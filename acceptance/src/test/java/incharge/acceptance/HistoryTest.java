package incharge.acceptance;

import static incharge.acceptance.Workspace.assertRefused;
import static incharge.acceptance.Workspace.body;
import static incharge.acceptance.Workspace.change;
import static incharge.acceptance.Workspace.texts;
import static incharge.acceptance.Workspace.unique;
import static incharge.acceptance.Workspace.word;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who did what, by which command, and how it came about. */
@ExtendWith(SharedSystem.class)
class HistoryTest {

    private static RunningSystem system;
    private static Workspace workspace;
    private static Workspace editor;
    private static Workspace seller;
    private static LocalDate today;

    @BeforeAll
    static void start(RunningSystem shared) {
        system = shared;
        workspace = Workspace.of(Api.as("demo-admin", system));
        editor = workspace.as(Api.as("demo-editor", system));
        seller = workspace.as(Api.as("demo-seller", system));
        today = LocalDate.parse(
                workspace.get("/api/session").expect(200).json().get("today").asString());
    }

    private static List<JsonNode> history(String query) {
        return workspace.all("/api/history?" + query);
    }

    private static List<JsonNode> batches(Workspace client, String query) {
        return client.all("/api/responsibilities/batches" + query);
    }

    private static JsonNode batch(Workspace client, String query, String id) {
        return batches(client, query).stream()
                .filter(each -> each.get("batchId").asString().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static JsonNode undone(JsonNode batch) {
        return workspace
                .post("/api/responsibilities/batches/" + batch.get("batchId").asString() + "/undo", null)
                .expect(200)
                .json();
    }

    @Nested
    class Ending {

        private final String customer = workspace.customer(unique("Subject"));
        private final String employee = workspace.employee(unique("Person"));

        private JsonNode ended(Object... more) {
            return workspace
                    .changed(List.of(change("end", customer, employee, more)))
                    .at("/changes/0");
        }

        private List<JsonNode> all() {
            return workspace.all("/api/assignees?period=all&customer=" + customer);
        }

        @ParameterizedTest
        @CsvSource(
                nullValues = "-",
                value = {
                    // from, to, on, outcome, to afterwards
                    "2020-01-01, -, 2021-05-01, changed, 2021-04-30",
                    "-, -, 2021-05-01, changed, 2021-04-30",
                    "2020-01-01, 2022-01-01, 2021-03-01, changed, 2021-02-28",
                    "2020-01-01, 2021-04-30, 2021-05-01, unchanged, 2021-04-30",
                    "2020-01-01, 2020-06-30, 2021-05-01, unchanged, 2020-06-30",
                    "2021-04-30, -, 2021-05-01, changed, 2021-04-30",
                    "2021-05-01, -, 2021-05-01, removed, -",
                    "2021-05-02, 2021-06-01, 2021-05-01, removed, -",
                })
        void the_last_day_becomes_the_one_before(String from, String to, String on, String outcome, String last) {
            workspace.assign(customer, employee, "from", from, "to", to);

            JsonNode change = from == null ? ended("on", on) : ended("from", from, "on", on);

            assertThat(change.get("outcome").asString()).isEqualTo(outcome);
            assertThat(change.get("on").asString()).isEqualTo(on);
            if (outcome.equals("removed")) {
                assertThat(all()).isEmpty();
            } else {
                assertThat(texts(all(), "/to")).containsExactly(last);
                assertThat(all().getFirst().path("from").asString(null)).isEqualTo(from);
            }
        }

        @Test
        void without_a_day_it_ends_today() {
            workspace.assign(customer, employee, "from", today.minusDays(10).toString());

            assertThat(ended().get("outcome").asString()).isEqualTo("changed");

            assertThat(texts(all(), "/to")).containsExactly(today.minusDays(1).toString());
            assertThat(workspace.all("/api/assignees?customer=" + customer)).isEmpty();
        }

        @Test
        void the_only_one_that_is_current_or_coming_is_meant() {
            workspace.assign(customer, employee, "from", today.minusDays(10).toString());
            String later = today.plusDays(30).toString();

            assertThat(ended("on", later).get("outcome").asString()).isEqualTo("changed");

            assertThat(texts(all(), "/to")).containsExactly(today.plusDays(29).toString());
            assertThat(workspace.all("/api/assignees?customer=" + customer)).hasSize(1);
        }

        @Test
        void the_past_is_kept_and_an_undo_brings_it_back() {
            workspace.assign(customer, employee, "from", "2021-01-01");
            JsonNode batch = workspace.changed(
                    List.of(change("end", customer, employee, "from", "2021-01-01", "on", "2024-01-01")));

            assertThat(workspace.all("/api/assignees?on=2023-12-31&customer=" + customer))
                    .hasSize(1);
            assertThat(workspace.all("/api/assignees?on=2024-01-01&customer=" + customer))
                    .isEmpty();

            undone(batch);
            assertThat(workspace.all("/api/assignees?on=2024-01-01&customer=" + customer))
                    .hasSize(1);
            assertThat(all().getFirst().path("to").isNull()).isTrue();
        }

        @Test
        void a_preview_of_an_end_changes_nothing() {
            workspace.assign(customer, employee);
            List<Map<String, Object>> changes = List.of(change("end", customer, employee, "on", "2030-01-01"));

            JsonNode preview = workspace
                    .post("/api/responsibilities", body("changes", changes, "preview", true))
                    .expect(200)
                    .json();

            assertThat(preview.at("/changes/0/outcome").asString()).isEqualTo("changed");
            assertThat(all().getFirst().path("to").isNull()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"2026-02-30", "tomorrow", "01.02.2026", "2026-1-1"})
        void a_day_that_is_none_is_refused(String day) {
            workspace.assign(customer, employee);
            List<Map<String, Object>> changes = List.of(change("end", customer, employee, "on", day));

            Api.Answer refused = workspace.post("/api/responsibilities", body("changes", changes));

            assertThat(refused.status()).as(refused.text()).isIn(400, 422);
            assertThat(all().getFirst().path("to").isNull()).isTrue();
        }

        @Test
        void what_is_not_there_cannot_be_ended() {
            List<Map<String, Object>> changes = List.of(change("end", customer, employee));

            Api.Answer answer = workspace.post("/api/responsibilities", body("changes", changes));

            assertRefused(answer, 422, "", "changes[0]");
        }
    }

    @Nested
    class Batches {

        private final String customer = workspace.customer(unique("Subject"));
        private final List<String> employees = new ArrayList<>();

        Batches() {
            for (int i = 0; i < 5; i++) {
                employees.add(workspace.employee(unique("Person")));
            }
        }

        private List<Map<String, Object>> assignments() {
            return employees.stream()
                    .map(each -> change("assign", customer, each))
                    .toList();
        }

        @Test
        void a_command_of_many_changes_is_one_batch_of_mine() {
            String made = workspace
                    .post(
                            "/api/responsibilities",
                            body("changes", assignments(), "reason", "new portfolio"),
                            "Command-Source",
                            "bulk")
                    .expect(200)
                    .json()
                    .get("batchId")
                    .asString();

            JsonNode batch = batch(workspace, "?actor=me", made);

            assertThat(batch.get("count").asInt()).isEqualTo(5);
            assertThat(batch.get("sample")).hasSize(3);
            assertThat(batch.get("sample").toString()).contains(customer);
            assertThat(batch.get("reason").asString()).isEqualTo("new portfolio");
            assertThat(batch.get("source").asString()).isEqualTo("bulk");
            assertThat(batch.get("undone").asBoolean()).isFalse();
            assertThat(batch.at("/actor/user").asString()).isEqualTo("demo-admin");
            assertThat(batch.at("/actor/id"))
                    .isEqualTo(workspace.get("/api/session").json().at("/employee/id"));
            assertThat(Instant.parse(batch.get("at").asString()))
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(5));
            assertThat(batches(workspace, "?actor=me").getFirst()).isEqualTo(batch);
            assertThat(batch(workspace, "?actor=demo-admin", made)).isNotNull();
            assertThat(batch(workspace, "?actor=demo-editor", made)).isNull();
            assertThat(batch(editor, "", made)).isNotNull();
            assertThat(batch(editor, "?actor=me", made)).isNull();
        }

        @Test
        void the_newest_is_first_on_every_page() {
            employees.forEach(each -> workspace.assign(customer, each));

            List<JsonNode> all = batches(workspace, "?actor=me");
            JsonNode first = workspace
                    .get("/api/responsibilities/batches?actor=me&limit=2")
                    .expect(200)
                    .json();
            JsonNode second = workspace
                    .get("/api/responsibilities/batches?actor=me&limit=2&cursor="
                            + first.get("next").asString())
                    .expect(200)
                    .json();

            List<String> pages = texts(first.get("items"), "/batchId");
            pages.addAll(texts(second.get("items"), "/batchId"));
            assertThat(pages).isEqualTo(texts(all, "/batchId").subList(0, 4));
            assertThat(texts(all, "/at"))
                    .isSortedAccordingTo(Comparator.comparing((String at) -> Instant.parse(at))
                            .reversed());
        }

        @Test
        void a_batch_that_was_taken_back_is_marked() {
            JsonNode made = workspace.changed(assignments());
            JsonNode undo = undone(made);

            assertThat(batch(workspace, "?actor=me", made.get("batchId").asString())
                            .get("undone")
                            .asBoolean())
                    .isTrue();
            JsonNode itself = batch(workspace, "?actor=me", undo.get("batchId").asString());
            assertThat(itself.get("source").asString()).isEqualTo("undo");
            assertThat(itself.get("undone").asBoolean()).isFalse();
        }

        @Test
        void days_limit_the_batches() {
            String made = workspace.changed(assignments()).get("batchId").asString();

            assertThat(batch(workspace, "?from=" + today.minusDays(1), made)).isNotNull();
            assertThat(batch(workspace, "?to=" + today.plusDays(1), made)).isNotNull();
            assertThat(batch(workspace, "?from=" + today.minusDays(1) + "&to=" + today.plusDays(1), made))
                    .isNotNull();
            assertThat(batch(workspace, "?from=" + today.plusDays(2), made)).isNull();
            assertThat(batch(workspace, "?to=" + today.minusDays(2), made)).isNull();
        }

        @Test
        void a_batch_shows_only_what_the_reader_sees() {
            String other = workspace.employee(unique("Other seller"), "seller", true);
            List<String> hidden = workspace.customers("Hidden " + word(), 4);
            workspace.category(unique("Closed"), "sellerIds", List.of(other), "customerIds", hidden);
            List<Map<String, Object>> changes = new ArrayList<>();
            hidden.forEach(each -> changes.add(change("assign", each, employees.getFirst())));
            String closed =
                    workspace.changed(List.copyOf(changes)).get("batchId").asString();
            String another = employees.get(1);
            changes.clear();
            hidden.forEach(each -> changes.add(change("assign", each, another)));
            changes.add(change("assign", customer, another));
            String mixed = workspace.changed(changes).get("batchId").asString();

            assertThat(batch(seller, "", closed)).isNull();
            JsonNode visible = batch(seller, "", mixed);
            assertThat(visible.get("count").asInt()).isEqualTo(1);
            assertThat(visible.get("sample")).hasSize(1);
            hidden.forEach(each -> assertThat(visible.toString()).doesNotContain(each));
            assertThat(batch(workspace, "", mixed).get("count").asInt()).isEqualTo(5);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "from=yesterday",
                    "to=2026-02-30",
                    "colour=red",
                    "limit=0",
                    "limit=501",
                    "cursor=Zm9yZ2Vk",
                    "from=",
                })
        void a_query_at_fault_is_a_400(String query) {
            assertRefused(workspace.get("/api/responsibilities/batches?" + query), 400, "", "");
        }

        @Test
        void a_command_may_be_based_on_any_position_read() {
            String employee = employees.getFirst();
            String read =
                    workspace.get("/api/matrix?subject=" + customer).expect(200).header("Event-Position");
            List<Map<String, Object>> assign = List.of(change("assign", customer, employee, "to", "2099-12-31"));
            workspace
                    .post("/api/responsibilities", body("changes", assign, "basedOn", responsibilities(read)))
                    .expect(200);

            List<Map<String, Object>> change = List.of(change("change", customer, employee, "to", "2098-12-31"));
            workspace
                    .post("/api/responsibilities", body("changes", change, "basedOn", responsibilities(read)))
                    .expectProblem(409, "changed-since-preview");
            assertThat(texts(workspace.all("/api/assignees?customer=" + customer), "/to"))
                    .containsExactly("2099-12-31");

            String again = workspace
                    .get("/api/assignees?customer=" + customer)
                    .expect(200)
                    .header("Event-Position");
            workspace
                    .post("/api/responsibilities", body("changes", change, "basedOn", responsibilities(again)))
                    .expect(200);
        }

        private static String responsibilities(String position) {
            for (String log : position.split(",")) {
                if (log.strip().startsWith("responsibilities=")) {
                    return log.strip();
                }
            }
            throw new AssertionError(position);
        }
    }

    @Nested
    class Rows {

        @ParameterizedTest
        @ValueSource(strings = {"click", "bulk", "import", "undo", "request", "api"})
        void the_source_of_a_command_is_in_history_and_on_kafka(String source) {
            String name = unique("Sourced");
            Api.Answer made = workspace.post("/api/customers", body("name", name), "Command-Source", source);
            String customer = Workspace.id(made);
            workspace
                    .post(
                            "/api/responsibilities",
                            body("changes", List.of(change("assign", customer, workspace.employee(unique("Person"))))),
                            "Command-Source",
                            source)
                    .expect(200);
            String tag = workspace.tag(unique("Sourced"));
            workspace
                    .post("/api/tags/" + tag + "/customers", body("add", List.of(customer)), "Command-Source", source)
                    .expect(200);

            assertThat(texts(history("customer=" + customer), "/source"))
                    .hasSize(3)
                    .containsOnly(source);
            long position = Long.parseLong(made.header("Event-Position").split("=")[1]);
            ConsumerRecord<String, String> record = PublishedEvents.records(system, "incharge.customers", position)
                    .get((int) position - 1);
            assertThat(record.key()).isEqualTo(customer);
            assertThat(PublishedEvents.headers(record)).containsEntry("ce_commandsource", source);
        }

        @Test
        void a_command_without_a_source_came_by_the_api() {
            String customer = workspace.customer(unique("Sourced"));

            assertThat(texts(history("customer=" + customer), "/source")).containsExactly("api");
        }

        @ParameterizedTest
        @ValueSource(strings = {"mouse", "CLICK", "click,bulk", "click bulk"})
        void an_unknown_source_is_a_400(String source) {
            String word = word();

            assertRefused(
                    workspace.post("/api/customers", body("name", "Unsourced " + word), "Command-Source", source),
                    400,
                    "",
                    "");
            assertRefused(
                    workspace.post("/api/tags", body("name", "Unsourced " + word), "Command-Source", source),
                    400,
                    "",
                    "");
            assertRefused(
                    workspace.post("/api/teams", body("name", "Unsourced " + word), "Command-Source", source),
                    400,
                    "",
                    "");

            assertThat(workspace.all("/api/customers?q=" + word)).isEmpty();
            assertThat(workspace.all("/api/tags?q=" + word)).isEmpty();
            assertThat(workspace.all("/api/teams?q=" + word)).isEmpty();
        }

        @Test
        void an_import_is_a_source() {
            String number = "SOURCE-" + word();
            workspace.imported("customers", "", "number,name\n" + number + ",Imported\n");
            String customer = workspace
                    .all("/api/customers?q=" + number)
                    .getFirst()
                    .get("id")
                    .asString();

            assertThat(texts(history("customer=" + customer), "/source")).containsExactly("import");
        }

        @Test
        void a_row_names_the_batch_that_can_be_undone() {
            String customer = workspace.customer(unique("Subject"));
            String employee = workspace.employee(unique("Person"));
            JsonNode assigned = workspace.assign(customer, employee);
            JsonNode row = assignment(customer);
            assertThat(row.get("batchId")).isEqualTo(assigned.get("batchId"));
            assertThat(row.get("undone").asBoolean()).isFalse();
            assertThat(row.at("/actor/user").asString()).isEqualTo("demo-admin");
            assertThat(row.at("/actor/name").asString()).isNotBlank();

            JsonNode undo = undone(assigned);

            assertThat(assignment(customer).get("undone").asBoolean()).isTrue();
            JsonNode removal = history("subject=" + customer).getFirst();
            assertThat(removal.get("batchId")).isEqualTo(undo.get("batchId"));
            assertThat(removal.get("source").asString()).isEqualTo("undo");
            JsonNode registration = history("customer=" + customer).getLast();
            assertThat(registration.get("type").asString()).isEqualTo("CustomerRegistered");
            assertThat(registration.path("batchId").asString("")).isEmpty();
        }

        private JsonNode assignment(String customer) {
            return history("customer=" + customer).stream()
                    .filter(row -> row.get("type").asString().equals("ResponsibilityAssigned"))
                    .findFirst()
                    .orElseThrow();
        }

        @Test
        void a_change_of_members_is_a_batch_too() {
            String customer = workspace.customer(unique("Member"));
            String category = workspace.category(unique("Group"));
            JsonNode added = workspace
                    .post("/api/categories/" + category + "/customers", body("add", List.of(customer)))
                    .expect(200)
                    .json();
            assertThat(history("customer=" + customer).getFirst().get("batchId"))
                    .isEqualTo(added.get("batchId"));

            workspace
                    .post("/api/groupings/batches/" + added.get("batchId").asString() + "/undo", null)
                    .expect(200);

            List<JsonNode> rows = history("customer=" + customer);
            assertThat(rows.get(0).get("source").asString()).isEqualTo("undo");
            assertThat(rows.get(1).get("undone").asBoolean()).isTrue();
        }

        @Test
        void history_is_filtered_by_day_type_and_actor() {
            String customer = workspace.customer(unique("Filtered"));
            editor.patch("/api/customers/" + customer, body("name", unique("Renamed")))
                    .expect(200);
            workspace.assign(customer, workspace.employee(unique("Person")));
            String of = "customer=" + customer;

            assertThat(history(of)).hasSize(3);
            assertThat(texts(history(of + "&actor=demo-editor"), "/type")).containsExactly("CustomerRenamed");
            assertThat(history(of + "&actor=demo-admin")).hasSize(2);
            assertThat(history(of + "&actor=demo-admin&actor=demo-editor")).hasSize(3);
            assertThat(history(of + "&type=ResponsibilityAssigned")).hasSize(1);
            assertThat(history(of + "&type=ResponsibilityAssigned&type=CustomerRegistered"))
                    .hasSize(2);
            assertThat(history(of + "&type=ResponsibilityAssigned&actor=demo-editor"))
                    .isEmpty();
            assertThat(history(of + "&from=" + today.minusDays(1) + "&to=" + today.plusDays(1)))
                    .hasSize(3);
            assertThat(history(of + "&from=" + today.plusDays(2))).isEmpty();
            assertThat(history(of + "&to=" + today.minusDays(2))).isEmpty();
            assertThat(Sheet.ofCsv(workspace.get("/api/history.csv?" + of + "&actor=demo-editor")))
                    .hasSize(2);
            JsonNode renamed = history(of + "&actor=demo-editor").getFirst();
            assertThat(renamed.at("/actor/id").asString())
                    .isEqualTo(
                            editor.get("/api/session").json().at("/employee/id").asString());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"from=yesterday", "to=2026-02-30", "colour=red", "limit=0", "cursor=Zm9yZ2Vk", "subject=one"
                })
        void a_query_at_fault_is_a_400(String query) {
            assertRefused(workspace.get("/api/history?" + query), 400, "", "");
        }

        @Test
        void an_unknown_batch_is_not_found() {
            workspace
                    .post("/api/responsibilities/batches/" + UUID.randomUUID() + "/undo", null)
                    .expect(404);
        }
    }
}
