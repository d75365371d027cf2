package incharge.acceptance;

import static incharge.acceptance.Workspace.assertRefused;
import static incharge.acceptance.Workspace.body;
import static incharge.acceptance.Workspace.change;
import static incharge.acceptance.Workspace.changeOf;
import static incharge.acceptance.Workspace.texts;
import static incharge.acceptance.Workspace.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What belongs to a person: saved views, preferences, the session, the own responsibilities. */
@ExtendWith(SharedSystem.class)
class ViewsTest {

    private static Workspace workspace;
    private static Workspace editor;
    private static Workspace employee;

    @BeforeAll
    static void start(RunningSystem shared) {
        workspace = Workspace.of(Api.as("demo-admin", shared));
        editor = workspace.as(Api.as("demo-editor", shared));
        employee = workspace.as(Api.as("demo-employee", shared));
    }

    @Nested
    class Views {

        private JsonNode made(Workspace owner, String name, boolean shared) {
            Api.Answer made = owner.post(
                    "/api/views", body("name", name, "page", "matrix", "query", "?team=1&view=role", "shared", shared));
            assertThat(made.expect(201).header("Location"))
                    .endsWith("/api/views/" + made.json().get("id").asString());
            return made.json();
        }

        @Test
        void a_view_is_made_read_changed_and_deleted() {
            String name = unique("View");
            JsonNode made = made(workspace, name, false);
            String path = "/api/views/" + made.get("id").asString();

            assertThat(made.get("name").asString()).isEqualTo(name);
            assertThat(made.get("page").asString()).isEqualTo("matrix");
            assertThat(made.get("query").asString()).isEqualTo("?team=1&view=role");
            assertThat(made.get("shared").asBoolean()).isFalse();
            assertThat(made.at("/owner/user").asString()).isEqualTo("demo-admin");
            assertThat(made.at("/owner/name"))
                    .isEqualTo(workspace.get("/api/session").json().at("/employee/name"));
            assertThat(Instant.parse(made.get("updatedAt").asString()))
                    .isAfter(Instant.now().minusSeconds(60));
            assertThat(workspace.get(path).expect(200).json()).isEqualTo(made);
            assertThat(workspace.listed("/api/views", made.get("id").asString()))
                    .isEqualTo(made);

            JsonNode changed = workspace
                    .patch(path, body("name", name + " again", "query", "?q=x"))
                    .expect(200)
                    .json();
            assertThat(changed.get("name").asString()).isEqualTo(name + " again");
            assertThat(changed.get("query").asString()).isEqualTo("?q=x");
            assertThat(changed.get("page").asString()).isEqualTo("matrix");
            assertThat(workspace.get(path).json()).isEqualTo(changed);

            workspace.delete(path).expect(204);
            workspace.get(path).expect(404);
            assertThat(texts(workspace.all("/api/views"), "/id"))
                    .doesNotContain(made.get("id").asString());
        }

        @Test
        void others_see_only_what_is_shared_and_change_nothing() {
            JsonNode own = made(workspace, unique("Own"), false);
            JsonNode shared = made(workspace, unique("Shared"), true);
            String ownPath = "/api/views/" + own.get("id").asString();
            String sharedPath = "/api/views/" + shared.get("id").asString();

            for (Workspace reader : List.of(editor, employee)) {
                assertThat(texts(reader.all("/api/views"), "/id"))
                        .contains(shared.get("id").asString())
                        .doesNotContain(own.get("id").asString());
                reader.get(ownPath).expect(404);
                reader.patch(ownPath, body("name", "Taken")).expect(404);
                reader.delete(ownPath).expect(404);
                assertThat(reader.get(sharedPath)
                                .expect(200)
                                .json()
                                .at("/owner/user")
                                .asString())
                        .isEqualTo("demo-admin");
                reader.patch(sharedPath, body("name", "Taken")).expectProblem(403, "not-own");
                reader.delete(sharedPath).expectProblem(403, "not-own");
            }
            assertThat(workspace.get(ownPath).expect(200).json()).isEqualTo(own);
            assertThat(workspace.get(sharedPath).expect(200).json()).isEqualTo(shared);

            workspace.patch(sharedPath, body("shared", false)).expect(200);
            editor.get(sharedPath).expect(404);
        }

        @Test
        void a_query_has_at_most_8000_characters() {
            JsonNode made = workspace
                    .post("/api/views", body("name", unique("Long"), "page", "matrix", "query", "q".repeat(8000)))
                    .expect(201)
                    .json();
            assertThat(made.get("query").asString()).hasSize(8000);
            String path = "/api/views/" + made.get("id").asString();

            String tooLong = "q".repeat(8001);
            assertRefused(workspace.patch(path, body("query", tooLong)), 422, "", "query");
            assertRefused(
                    workspace.post("/api/views", body("name", unique("Long"), "page", "matrix", "query", tooLong)),
                    422,
                    "",
                    "query");
            assertThat(workspace.get(path).json()).isEqualTo(made);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                nullValues = "-",
                value = {
                    "{\"name\":                                                        | 400 | -",
                    "{\"name\":\"A\",\"page\":\"matrix\",\"query\":\"\",\"colour\":1}  | 400 | -",
                    "{\"name\":7,\"page\":\"matrix\",\"query\":\"\"}                   | 400 | -",
                    "{\"name\":\"A\",\"page\":\"matrix\",\"query\":\"\",\"shared\":\"yes\"} | 400 | -",
                    "{\"name\":\"A\",\"name\":\"B\",\"page\":\"matrix\",\"query\":\"\"} | 400 | -",
                    "{\"page\":\"matrix\",\"query\":\"\"}                              | 422 | name",
                    "{\"name\":\" \",\"page\":\"matrix\",\"query\":\"\"}               | 422 | name",
                    "{\"name\":\"A\",\"query\":\"\"}                                   | 422 | page",
                })
        void a_view_at_fault_is_not_made(String body, int status, String field) {
            int before = workspace.all("/api/views").size();

            assertRefused(workspace.post("/api/views", body), status, "", field == null ? "" : field);

            assertThat(workspace.all("/api/views")).hasSize(before);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"colour\":1}", "{\"shared\":\"yes\"}", "{\"name\":", "[]"})
        void a_change_at_fault_changes_nothing(String body) {
            JsonNode made = made(workspace, unique("Stays"), false);
            String path = "/api/views/" + made.get("id").asString();

            assertRefused(workspace.patch(path, body), 400, "", "");

            assertThat(workspace.get(path).json()).isEqualTo(made);
        }

        @Test
        void what_is_unknown_is_not_found() {
            String unknown = "/api/views/" + UUID.randomUUID();
            workspace.get(unknown).expect(404);
            workspace.patch(unknown, body("name", "A")).expect(404);
            workspace.delete(unknown).expect(404);
            workspace.get("/api/views?limit=0").expect(400);
            workspace.get("/api/views?colour=red").expect(400);
        }

        @Test
        void a_name_of_301_characters_is_refused() {
            String body = body("name", "x".repeat(301), "page", "matrix", "query", "");
            assertRefused(workspace.post("/api/views", body), 422, "", "name");
        }
    }

    @Nested
    class Preferences {

        private static final String PATH = "/api/session/preferences";

        private final List<KeptPreferences> kept = new ArrayList<>();

        /** Others look for English words in the UI that these people see. */
        @BeforeEach
        void keep() {
            for (Workspace person : List.of(workspace, editor, employee)) {
                kept.add(KeptPreferences.of(person.api()));
            }
        }

        @AfterEach
        void restore() {
            kept.forEach(KeptPreferences::close);
        }

        @Test
        void preferences_are_merged_and_everybody_has_own_ones() {
            workspace
                    .patch(PATH, body("language", "fi", "theme", "dark", "density", "compact"))
                    .expect(200);
            editor.patch(PATH, body("language", "sv")).expect(200);

            JsonNode mine = workspace.get(PATH).expect(200).json();
            assertThat(mine.get("language").asString()).isEqualTo("fi");
            assertThat(mine.get("theme").asString()).isEqualTo("dark");
            assertThat(editor.get(PATH).json().get("language").asString()).isEqualTo("sv");

            String pinned = UUID.randomUUID().toString();
            Object theme = null;
            JsonNode changed = workspace
                    .patch(PATH, body("theme", theme, "pinnedEmployeeIds", List.of(pinned)))
                    .expect(200)
                    .json();
            assertThat(changed.path("theme").asString("")).isEmpty();
            assertThat(changed.get("language").asString()).isEqualTo("fi");
            assertThat(changed.get("pinnedEmployeeIds").valueStream().map(JsonNode::asString))
                    .containsExactly(pinned);
            assertThat(workspace.get(PATH).json()).isEqualTo(changed);
        }

        @Test
        void nobody_needs_a_level() {
            employee.patch(PATH, body("language", "nb")).expect(200);
            assertThat(employee.get(PATH).expect(200).json().get("language").asString())
                    .isEqualTo("nb");
        }

        @Test
        void more_than_8_kilobytes_are_refused() {
            editor.patch(PATH, body("language", "en")).expect(200);
            JsonNode before = editor.get(PATH).expect(200).json();
            List<String> ids = Stream.generate(() -> UUID.randomUUID().toString())
                    .limit(300)
                    .toList();

            editor.patch(PATH, body("pinnedEmployeeIds", ids)).expect(413);

            assertThat(editor.get(PATH).json()).isEqualTo(before);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"{\"colour\":\"red\"}", "{\"language\":", "[]", "{\"language\":\"fi\",\"language\":\"sv\"}"})
        void a_change_at_fault_changes_nothing(String body) {
            JsonNode before = workspace.get(PATH).expect(200).json();

            assertRefused(workspace.patch(PATH, body), 400, "", "");

            assertThat(workspace.get(PATH).json()).isEqualTo(before);
        }
    }

    @Nested
    class Session {

        @Test
        void everybody_learns_the_features_the_day_and_the_workspace() {
            for (Workspace client : List.of(workspace, editor, employee)) {
                JsonNode session = client.get("/api/session").expect(200).json();

                for (String feature : List.of("roles", "accounts", "categoryRequired", "datedClicks")) {
                    assertThat(session.at("/features/" + feature).isBoolean())
                            .as(feature)
                            .isTrue();
                }
                LocalDate today =
                        LocalDate.now(ZoneId.of(session.get("timeZone").asString()));
                assertThat(LocalDate.parse(session.get("today").asString())).isBetween(today.minusDays(1), today);
                assertThat(session.at("/workspace/name").asString()).isNotBlank();
            }
        }
    }

    @Nested
    class Mine {

        @Test
        void somebody_without_levels_sees_the_own_responsibilities() {
            String me = employee.get("/api/session")
                    .expect(200)
                    .json()
                    .at("/employee/id")
                    .asString();
            String name = unique("Mine");
            String customer = workspace.customer(name);
            String project = workspace.project(customer, name + " project");
            String role = workspace.role(unique("Role"));
            String other = workspace.employee(unique("Other"));
            workspace.changed(List.of(
                    change("assign", customer, me, "roleId", role, "from", "2020-01-01"),
                    changeOf("project", "assign", project, me, "from", "2999-01-01"),
                    change("assign", customer, other)));

            List<JsonNode> mine = employee.all("/api/me/responsibilities").stream()
                    .filter(item -> item.at("/subject/name").asString().startsWith(name))
                    .toList();

            assertThat(mine).hasSize(2);
            JsonNode ofCustomer = mine.stream()
                    .filter(item -> item.at("/subject/type").asString().equals("customer"))
                    .findFirst()
                    .orElseThrow();
            assertThat(ofCustomer.get("subject").propertyNames())
                    .containsExactlyInAnyOrder("type", "id", "name", "number");
            assertThat(ofCustomer.at("/subject/id").asString()).isEqualTo(customer);
            assertThat(ofCustomer.at("/role/id").asString()).isEqualTo(role);
            assertThat(ofCustomer.get("from").asString()).isEqualTo("2020-01-01");
            assertThat(ofCustomer.path("to").isNull()).isTrue();
            assertThat(ofCustomer.get("state").asString()).isEqualTo("current");
            assertThat(ofCustomer.propertyNames()).containsExactlyInAnyOrder("subject", "role", "from", "to", "state");
            JsonNode ofProject = mine.stream()
                    .filter(item -> item.at("/subject/type").asString().equals("project"))
                    .findFirst()
                    .orElseThrow();
            assertThat(ofProject.at("/subject/id").asString()).isEqualTo(project);
            assertThat(ofProject.path("role").isNull()).isTrue();
            assertThat(ofProject.get("state").asString()).isEqualTo("coming");
            employee.get("/api/customers/" + customer).expectProblem(403, "level-missing");
        }

        @Test
        void an_employee_reads_the_own_activities_and_nothing_of_the_customer_but_name_and_number() {
            String me = employee.get("/api/session")
                    .expect(200)
                    .json()
                    .at("/employee/id")
                    .asString();
            String name = unique("Busy");
            String customer = workspace.customer(name);
            String project = workspace.project(customer, name + " project");
            workspace.made(
                    "/api/customers/" + customer + "/activities",
                    "kind",
                    "todo",
                    "title",
                    name + " call",
                    "due",
                    "2999-01-02",
                    "assigneeId",
                    me);
            workspace.made(
                    "/api/projects/" + project + "/activities",
                    "kind",
                    "todo",
                    "title",
                    name + " plan",
                    "due",
                    "2999-01-01",
                    "assigneeId",
                    me);
            workspace.made(
                    "/api/customers/" + customer + "/activities",
                    "kind",
                    "todo",
                    "title",
                    name + " of nobody",
                    "due",
                    "2999-01-03");

            List<JsonNode> mine = employee.all("/api/me/activities?state=planned").stream()
                    .filter(item -> item.get("title").asString().startsWith(name))
                    .toList();

            assertThat(mine)
                    .extracting(item -> item.get("title").asString())
                    .containsExactly(name + " plan", name + " call");
            assertThat(mine.get(0).at("/subject/id").asString()).isEqualTo(project);
            assertThat(mine.get(1).propertyNames())
                    .containsExactlyInAnyOrder("id", "title", "kind", "due", "status", "subject");
            assertThat(mine.get(1).get("subject").propertyNames())
                    .containsExactlyInAnyOrder("type", "id", "name", "number");
            assertThat(employee.all("/api/me/activities?kind=calendar&state=planned"))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"?colour=red", "?limit=0", "?cursor=Zm9yZ2Vk"})
        void a_query_at_fault_is_a_400(String query) {
            assertRefused(employee.get("/api/me/responsibilities" + query), 400, "", "");
            assertRefused(employee.get("/api/me/activities" + query), 400, "", "");
        }
    }

    @Test
    void a_body_that_is_no_json_is_refused() {
        assertThat(workspace
                        .api()
                        .send("POST", "/api/views", "text/plain", "name=A")
                        .status())
                .isEqualTo(415);
    }
}
