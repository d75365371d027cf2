package incharge.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import incharge.contracts.Contract;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** One workspace, many short stories: what a client does through the gateway and what it then sees. */
@ExtendWith(SharedSystem.class)
class StoryTest {

    private static RunningSystem system;
    private static Api api;

    @BeforeAll
    static void start(RunningSystem shared) {
        system = shared;
        api = Api.as("demo-admin", system);
    }

    private static String id(Api.Answer made) {
        return made.expect(201).json().get("id").asString();
    }

    private static long position(Api.Answer made) {
        return Long.parseLong(made.header("Event-Position").split("=")[1]);
    }

    /**
     * The header for a query that shows the effects of all of these answers; each answer has the position of one log.
     */
    private static String[] seeing(Api.Answer... answers) {
        return new String[] {
            "Min-Event-Position",
            Stream.of(answers).map(answer -> answer.header("Event-Position")).collect(Collectors.joining(", "))
        };
    }

    private static Api.Answer made(String customer) {
        return api.post("/api/customers", "{\"name\":\"" + customer + "\"}").expect(201);
    }

    private static String customer(String name) {
        return id(made(name));
    }

    private static String employee(String name) {
        return id(api.post("/api/employees", "{\"name\":\"" + name + "\"}"));
    }

    private static String assign(String customer, String employee, String more) {
        return "{\"changes\":[" + change("assign", customer, employee, more) + "]}";
    }

    private static String change(String action, String customer, String employee, String more) {
        return "{\"action\":\"" + action + "\",\"subject\":{\"type\":\"customer\",\"id\":\"" + customer
                + "\"},\"employeeId\":\"" + employee + "\"" + more + "}";
    }

    @Test
    void a_registered_customer_is_in_the_overview_and_on_kafka() {
        Api.Answer made = api.post("/api/customers", """
                {"name":"  Langworth Group ","vatNumber":"FI 0112038-9","country":"fi","ean":"4006381333931",\
                "currency":"eur","email":"office@langworth.example","address":{"city":"Helsinki"},"reason":"new deal"}\
                """);
        String id = id(made);

        assertThat(made.header("Location")).endsWith("/api/customers/" + id);
        assertThat(made.json().get("name").asString()).isEqualTo("Langworth Group");
        assertThat(made.json().get("vatNumber").asString()).isEqualTo("FI01120389");
        assertThat(api.all("/api/customers?q=langworth", "Min-Event-Position", made.header("Event-Position")))
                .extracting(customer -> customer.get("id").asString())
                .contains(id);

        long position = position(made);
        ConsumerRecord<String, String> record =
                PublishedEvents.records(system, "incharge.customers", position).getLast();
        Map<String, String> headers = PublishedEvents.headers(record);
        assertThat(record.key()).isEqualTo(id);
        assertThat(Contract.of("incharge.customers").violations("CustomerRegistered.v1", record.value()))
                .isEmpty();
        assertThat(headers)
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_type", "incharge.customers.CustomerRegistered.v1")
                .containsEntry("ce_subject", id)
                .containsEntry("ce_sequence", Long.toString(position))
                .containsEntry("ce_actor", "demo-admin")
                .containsEntry("ce_reason", "new deal")
                .containsKeys("ce_id", "ce_source", "ce_time", "ce_dataschema", "ce_commandid");
    }

    @Test
    void an_import_that_moved_customers_is_taken_back_in_all_services() {
        String employee = "undo-" + UUID.randomUUID();
        id(api.post("/api/employees", "{\"name\":\"Asked\",\"externalId\":\"" + employee + "\"}"));
        String before = id(api.post("/api/categories", "{\"name\":\"Before the import\"}"));
        String number = "UNDO-" + UUID.randomUUID();
        String customer = id(api.post(
                "/api/customers",
                "{\"name\":\"Moved\",\"number\":\"" + number + "\",\"categoryId\":\"" + before + "\"}"));
        Api.Answer project = api.post(
                "/api/projects",
                "{\"customerId\":\"" + customer + "\",\"name\":\"Its project\",\"number\":\"" + number + "-P\"}");
        id(project);
        awaitGrouping(number, customer, "Before the import", List.of());

        Api.Answer customers = api.importText(
                "customers",
                "?mode=upsert",
                "number,name,category,tags\n" + number + ",Moved away,After the import,Undo one;Undo two\n" + number
                        + "-NEW,Made by mistake,After the import,Undo one\n");
        Api.Answer projects = api.importText(
                "projects", "?mode=upsert", "project_no,name,employee_id\n" + number + "-P,Renamed," + employee + "\n");
        awaitGrouping(number, customer, "After the import", List.of("Undo one", "Undo two"));
        awaitAssignees(customer, 1);

        Api.Answer undone = undone("customers", customers);
        Api.Answer undoneProjects = undone("projects", projects);

        awaitGrouping(number, customer, "Before the import", List.of());
        awaitAssignees(customer, 0);
        List<JsonNode> left = api.all("/api/customers?q=" + number, seeing(undone, undoneProjects));
        assertThat(left).hasSize(1);
        assertThat(left.getFirst().get("name").asString()).isEqualTo("Moved");
        assertThat(api.all("/api/projects?customer=" + customer)
                        .getFirst()
                        .get("name")
                        .asString())
                .isEqualTo("Its project");
        assertThat(api.all("/api/history?customer=" + customer).stream()
                        .filter(entry -> entry.path("reason").asString("").equals("the wrong file"))
                        .map(entry -> entry.get("type").asString()))
                .contains("CustomerRenamed", "CustomerGroupingWithdrawn", "CustomerCategorised", "CustomerUntagged");
    }

    private static void awaitAssignees(String customer, int count) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api.all("/api/assignees?projects=true&customer=" + customer)
                                .size()
                        == count);
    }

    private static Api.Answer undone(String kind, Api.Answer done) {
        Api.Answer undone = api.post(
                        "/api/" + kind + "/imports/"
                                + done.json().get("importId").asString() + "/undo",
                        "{\"reason\":\"the wrong file\"}")
                .expect(200);
        assertThat(undone.json().get("state").asString()).as(undone.text()).isEqualTo("undone");
        assertThat(undone.json().get("kept").asInt()).isZero();
        return undone;
    }

    private static void awaitGrouping(String number, String customer, String category, List<String> tags) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<JsonNode> rows = api.all("/api/customers?q=" + number).stream()
                    .filter(each -> each.get("id").asString().equals(customer))
                    .toList();
            assertThat(rows).hasSize(1);
            JsonNode row = rows.getFirst();
            assertThat(row.get("category").path("name").asString()).isEqualTo(category);
            assertThat(row.get("tags").valueStream().map(tag -> tag.get("name").asString()))
                    .containsExactlyInAnyOrderElementsOf(tags);
        });
    }

    @Test
    void a_batch_of_the_matrix_is_taken_back_with_one_command() {
        String customer = customer("Clicked by mistake");
        String employee = employee("Wrong one");
        Api.Answer assigned = api.post("/api/responsibilities", assign(customer, employee, ""))
                .expect(200);

        Api.Answer undone = api.post(
                        "/api/responsibilities/batches/"
                                + assigned.json().get("batchId").asString() + "/undo",
                        null)
                .expect(200);

        assertThat(undone.json().get("changes").get(0).get("outcome").asString())
                .isEqualTo("removed");
        assertThat(api.all("/api/assignees?customer=" + customer, seeing(undone)))
                .isEmpty();
    }

    @Test
    void every_event_on_kafka_keeps_its_schema_and_the_sequence_has_no_gap() {
        customer("Gapless");

        for (String topic : Contract.topics()) {
            Contract contract = Contract.of(topic);
            long expected = 1;
            for (ConsumerRecord<String, String> record : PublishedEvents.records(system, topic, 0)) {
                Map<String, String> headers = PublishedEvents.headers(record);
                String event = headers.get("ce_type").substring(topic.length() + 1);
                assertThat(headers.get("ce_sequence")).isEqualTo(Long.toString(expected++));
                assertThat(contract.violations(event, record.value())).as(event).isEmpty();
            }
        }
    }

    @Test
    void kcat_reads_the_events_with_their_headers() throws IOException, InterruptedException {
        assumeThat(onPath("kcat"))
                .as("kcat is not installed, so it cannot be tried")
                .isTrue();
        Api.Answer made =
                api.post("/api/customers", "{\"name\":\"Seen by kcat\"}").expect(201);
        String id = id(made);
        PublishedEvents.records(system, "incharge.customers", position(made));

        Process kcat = new ProcessBuilder(
                        "kcat",
                        "-b",
                        system.addresses().get("INCHARGE_KAFKA_BOOTSTRAP"),
                        "-t",
                        "incharge.customers",
                        "-C",
                        "-e",
                        "-q",
                        "-f",
                        "%k %h %s\\n")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var read = new String(kcat.getInputStream().readAllBytes(), UTF_8);

        assertThat(kcat.waitFor()).isZero();
        assertThat(read.lines().filter(line -> line.startsWith(id)))
                .singleElement()
                .asString()
                .contains("ce_type=incharge.customers.CustomerRegistered.v1", "ce_subject=" + id, "Seen by kcat");
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Nested
    class Retries {

        @Test
        void the_same_key_and_body_has_one_effect_and_one_answer() {
            String[] key = {"Idempotency-Key", UUID.randomUUID().toString()};
            Api.Answer first =
                    api.post("/api/customers", "{\"name\":\"Once\"}", key).expect(201);
            Api.Answer second =
                    api.post("/api/customers", "{\"name\":\"Once\"}", key).expect(201);

            assertThat(second.json()).isEqualTo(first.json());
            assertThat(second.header("Event-Position")).isEqualTo(first.header("Event-Position"));
            assertThat(api.all("/api/customers?q=Once", "Min-Event-Position", first.header("Event-Position")))
                    .hasSize(1);
            api.post("/api/customers", "{\"name\":\"Twice\"}", key).expectProblem(422, "idempotency-key-reused");
        }

        @Test
        void a_client_may_bring_its_own_id() {
            String path = "/api/customers/" + UUID.randomUUID();
            Api.Answer made = api.put(path, "{\"name\":\"Own id\"}").expect(201);

            assertThat(api.put(path, "{\"name\":\"Own id\"}").expect(200).header("ETag"))
                    .isEqualTo(made.header("ETag"));
            assertThat(api.put(path, "{\"name\":\"Other name\"}")
                            .expect(200)
                            .json()
                            .get("name")
                            .asString())
                    .isEqualTo("Other name");
        }
    }

    @Nested
    class Changing {

        @Test
        void a_stale_version_is_refused_and_changes_nothing() {
            Api.Answer made =
                    api.post("/api/customers", "{\"name\":\"Versioned\"}").expect(201);
            String path = "/api/customers/" + id(made);
            Api.Answer changed = api.patch(path, "{\"phone\":\"+358 9 1\"}", "If-Match", made.header("ETag"))
                    .expect(200);

            api.patch(path, "{\"phone\":\"+358 9 2\"}", "If-Match", made.header("ETag"))
                    .expect(412);

            Api.Answer now = api.get(path).expect(200);
            assertThat(now.header("ETag")).isEqualTo(changed.header("ETag")).isNotEqualTo(made.header("ETag"));
            assertThat(now.json().get("phone").asString()).isEqualTo("+358 9 1");
        }

        @Test
        void a_number_is_unique_without_regard_to_case() {
            api.post("/api/customers", "{\"name\":\"First\",\"number\":\"Ab-1\"}")
                    .expect(201);

            api.post("/api/customers", "{\"name\":\"Second\",\"number\":\"aB-1\"}")
                    .expectProblem(409, "customer-number-taken");
        }

        @Test
        void an_archived_customer_is_hidden_and_comes_back_with_its_responsibilities() {
            String customer = customer("Hibernia");
            String employee = employee("Hildur");
            Api.Answer set = api.post("/api/responsibilities", assign(customer, employee, ""))
                    .expect(200);

            Api.Answer archived =
                    api.post("/api/customers/" + customer + "/archive", "{}").expect(200);
            assertThat(api.all("/api/customers?q=Hibernia", seeing(archived))).isEmpty();
            assertThat(api.all("/api/customers?q=Hibernia&archived=true", seeing(archived)))
                    .hasSize(1);
            Api.Answer refused = api.post(
                            "/api/responsibilities",
                            assign(customer, employee, ",\"from\":\"2030-01-01\""),
                            seeing(archived))
                    .expect(422);
            assertThat(refused.json().get("errors").get(0).get("code").asString())
                    .isEqualTo("customer-archived");

            Api.Answer restored =
                    api.post("/api/customers/" + customer + "/restore", "{}").expect(200);
            assertThat(api.all("/api/assignees?customer=" + customer, seeing(set, restored)))
                    .hasSize(1);
        }
    }

    @Nested
    class Responsibilities {

        @Test
        void a_click_sets_a_cell_and_another_takes_it_away() {
            Api.Answer made = made("Clicked");
            String customer = id(made);
            String employee = employee("Cleo");
            Api.Answer set = api.post("/api/responsibilities", assign(customer, employee, ""))
                    .expect(200);

            JsonNode matrix = api.get("/api/matrix?customer=" + customer, seeing(made, set))
                    .expect(200)
                    .json();
            JsonNode cell = matrix.get("rows").get(0).get("cells").get(0);
            assertThat(cell.get("employeeId").asString()).isEqualTo(employee);
            assertThat(cell.get("responsibilities").get(0).get("state").asString())
                    .isEqualTo("current");

            Api.Answer again = api.post("/api/responsibilities", assign(customer, employee, ""))
                    .expect(200);
            assertThat(again.json().get("changes").get(0).get("outcome").asString())
                    .isEqualTo("unchanged");

            Api.Answer gone = api.post(
                            "/api/responsibilities", "{\"changes\":[" + change("remove", customer, employee, "") + "]}")
                    .expect(200);
            assertThat(api.get("/api/matrix?customer=" + customer, seeing(made, gone))
                            .expect(200)
                            .json()
                            .get("rows")
                            .get(0)
                            .get("cells"))
                    .isEmpty();
            List<JsonNode> history = api.all("/api/history?customer=" + customer);
            assertThat(history).hasSizeGreaterThanOrEqualTo(2);
        }

        @Test
        void many_changes_are_all_done_or_none() {
            String employee = employee("Bulka");
            List<String> customers = List.of(customer("Bulk 1"), customer("Bulk 2"));
            String good = change("assign", customers.get(0), employee, "");
            String backwards =
                    change("assign", customers.get(1), employee, ",\"from\":\"2026-02-01\",\"to\":\"2026-01-01\"");

            Api.Answer refused = api.post("/api/responsibilities", "{\"changes\":[" + good + "," + backwards + "]}")
                    .expect(422);
            assertThat(refused.json().get("errors").get(0).get("field").asString())
                    .startsWith("changes[1].");
            String at = api.get("/api/customers?limit=1").header("Event-Position");
            assertThat(api.all("/api/assignees?employee=" + employee, "Min-Event-Position", at))
                    .isEmpty();

            Api.Answer previewed = api.post("/api/responsibilities", "{\"changes\":[" + good + "],\"preview\":true}")
                    .expect(200);
            assertThat(previewed.json().get("basedOn")).isNotNull();
            assertThat(api.all("/api/assignees?employee=" + employee)).isEmpty();
        }

        @Test
        void the_past_stays_as_it_was_known() {
            Api.Answer made = made("Remembered");
            String customer = id(made);
            String employee = employee("Rolf");
            Api.Answer set = api.post("/api/responsibilities", assign(customer, employee, ""))
                    .expect(200);
            JsonNode entry = api.all("/api/history?customer=" + customer, seeing(made, set))
                    .getFirst();
            String then = entry.get("at").asString();
            api.post("/api/responsibilities", "{\"changes\":[" + change("remove", customer, employee, "") + "]}")
                    .expect(200);

            assertThat(api.all("/api/assignees?customer=" + customer + "&asOf=" + then))
                    .hasSize(1);
        }
    }

    @Nested
    class Groupings {

        @Test
        void a_customer_moves_between_categories_and_the_answer_says_from_where() {
            String first = id(api.post("/api/categories", "{\"name\":\"Inland\",\"numberingStart\":5000}"));
            String second = id(api.post("/api/categories", "{\"name\":\"European\"}"));
            Api.Answer made = api.post("/api/customers", "{\"name\":\"Mover\",\"categoryId\":\"" + first + "\"}")
                    .expect(201);
            assertThat(made.json().get("number").asString()).isEqualTo("5000");
            String customer = id(made);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> api.get("/api/categories/" + first + "/customers")
                                    .json()
                                    .path("total")
                                    .asInt(0)
                            == 1);

            JsonNode moved = await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> api.post(
                                            "/api/categories/" + second + "/customers",
                                            "{\"add\":[\"" + customer + "\"]}")
                                    .expect(200)
                                    .json()
                                    .get("changes")
                                    .get(0),
                            change -> change.get("outcome").asString().equals("moved"));
            assertThat(moved.get("movedFrom").get("id").asString()).isEqualTo(first);
            assertThat(moved.get("movedFrom").get("name").asString()).isEqualTo("Inland");
        }

        @Test
        void deleting_a_tag_takes_it_from_its_customers_and_leaves_them() {
            Api.Answer made = made("Tagged");
            String tag = id(api.post("/api/tags", "{\"name\":\"Fleeting\",\"customerIds\":[\"" + id(made) + "\"]}"));
            Api.Answer deleted = api.delete("/api/tags/" + tag).expect(200);

            JsonNode listed =
                    api.all("/api/customers?q=Tagged", seeing(made, deleted)).getFirst();
            assertThat(listed.get("tags")).isEmpty();
        }
    }

    @Nested
    class BadInput {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"name\":                        | 400",
                    "{\"name\":\"A\",\"name\":\"B\"}   | 400",
                    "{\"name\":\"A\",\"owner\":\"B\"}  | 400",
                    "{\"name\":7}                      | 400",
                    "{\"name\":\"A\\u0000\"}           | 400",
                    "{\"name\":\"\\ud800\"}            | 400",
                    "{}                                | 422",
                    "{\"name\":\" \"}                  | 422",
                    "{\"name\":\"A\",\"country\":\"XX\"} | 422",
                    "{\"name\":\"A\",\"currency\":\"EUX\"} | 422",
                    "{\"name\":\"A\",\"ean\":\"4006381333932\"} | 422",
                    "{\"name\":\"A\",\"vatNumber\":\"FI01120388\"} | 422",
                    "{\"name\":\"A\",\"categoryId\":\"01890a5d-ac96-774b-bcce-b302099a8057\"} | 422",
                })
        void a_body_at_fault_gets_a_problem_and_changes_nothing(String body, int status) {
            long before = position(made("Before"));

            Api.Answer answer = api.post("/api/customers", body).expect(status);

            assertThat(answer.header("content-type")).startsWith("application/problem+json");
            assertThat(answer.json().get("code").asString()).isNotBlank();
            assertThat(position(made("After"))).isEqualTo(before + 1);
        }

        @Test
        void a_name_of_ten_megabytes_is_refused() {
            api.post("/api/customers", "{\"name\":\"" + "x".repeat(10 << 20) + "\"}")
                    .expect(422);
            api.post("/api/customers", "{\"name\":\"" + "x".repeat(17 << 20) + "\"}")
                    .expect(413);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api/customers?limit=0",
                    "/api/customers?limit=501",
                    "/api/customers?colour=red",
                    "/api/customers?sort=colour",
                    "/api/customers?cursor=Zm9yZ2Vk",
                    "/api/customers?asOf=2999-01-01T00:00:00Z",
                    "/api/matrix?view=planet",
                    "/api/matrix?on=2026-02-30",
                })
        void a_query_at_fault_is_a_400(String path) {
            Api.Answer answer = api.get(path).expect(400);

            assertThat(answer.header("content-type")).startsWith("application/problem+json");
        }

        @Test
        void what_is_unknown_is_not_found() {
            api.get("/api/customers/" + UUID.randomUUID()).expect(404);
            api.get("/api/planets").expect(404);
            api.post("/api/customers/" + UUID.randomUUID() + "/archive", "{}").expect(404);
        }

        @Test
        void files_that_are_none_are_refused_before_anything_is_done() {
            byte[] noise = {0x7f, 'E', 'L', 'F', 0, 1, 2, 3};
            api.upload("customers", "", "customers.xlsx", noise, Map.of()).expect(415);
            api.upload("customers", "", "customers.csv", "colour\nred\n".getBytes(UTF_8), Map.of())
                    .expect(422);
        }

        @Test
        void without_a_token_nothing_is_answered() {
            Api.asNobody(system).get("/api/customers").expect(401);
        }
    }

    @Test
    void a_dry_run_says_what_would_be_done_and_changes_nothing() {
        String file = "number,name\nDRY-1,Dry one\nDRY-1,Dry again\n,Dry numbered\nDRY-2,\n";
        Api.Answer rehearsed = api.importText("customers", "?dryRun=true", file);

        assertThat(rehearsed.json().get("created").asInt()).isEqualTo(2);
        assertThat(rehearsed.json().get("refused").asInt()).isEqualTo(2);
        assertThat(api.all("/api/customers?q=Dry")).isEmpty();

        Api.Answer done = api.importText("customers", "", file);
        assertThat(done.json().get("created").asInt()).isEqualTo(2);
        assertThat(api.all("/api/customers?q=Dry", "Min-Event-Position", done.header("Event-Position")))
                .hasSize(2);

        Api.Answer again = api.importText("customers", "?mode=upsert", "number,name\nDRY-1,Dry one\n");
        assertThat(again.json().get("unchanged").asInt()).isEqualTo(1);
    }

    @Test
    void the_whole_is_described_in_one_document() {
        JsonNode document =
                Api.asNobody(system).get("/api/openapi.json").expect(200).json();

        assertThat(document.get("openapi").asString()).startsWith("3.1");
        assertThat(document.get("paths").has("/api/matrix")).isTrue();
    }

    @Nested
    class Examples {

        private static final String PLACEHOLDER = "01994f6e-7c1a-7b3e-9d2f-3a5c8e1b4d60";

        private final JsonNode schemas =
                Api.asNobody(system).get("/api/openapi.json").expect(200).json().at("/components/schemas");

        private String example(String schema) {
            return schemas.get(schema).get("examples").get(0).toString();
        }

        private String madeByExample(String path, String schema) {
            return path + '/' + id(api.post(path, example(schema)));
        }

        @Test
        void of_bodies_work_as_they_stand() {
            String customer = madeByExample("/api/customers", "CustomerRegistration");
            api.put(customer, example("CustomerRegistration")).expect(200);
            api.patch(customer, example("CustomerPatch")).expect(200);
            api.post(customer + "/archive", example("Why")).expect(200);
            api.post(customer + "/restore", example("Why")).expect(200);
            String employee = madeByExample("/api/employees", "EmployeeAddition");
            api.patch(employee, example("EmployeePatch")).expect(200);
            api.patch(madeByExample("/api/roles", "RoleAddition"), example("RolePatch"))
                    .expect(200);
            String team = madeByExample("/api/teams", "TeamFields");
            api.patch(team, example("TeamFields")).expect(200);
            for (String kind : List.of("Category", "Tag")) {
                String path = kind.equals("Tag") ? "/api/tags" : "/api/categories";
                String group = madeByExample(path, kind + "Fields");
                api.put(group, example(kind + "Fields")).expect(200);
                api.post(group + "/customers", example("Members")).expect(200);
            }
        }

        @Test
        void with_ids_work_with_those_of_things_that_are_there() {
            Api.Answer customer = made("Named by an example");
            Api.Answer employee = api.post("/api/employees", example("EmployeeAddition"));

            String opening = example("ProjectOpening").replace(PLACEHOLDER, id(customer));
            String project = "/api/projects/" + id(api.post("/api/projects", opening));
            api.patch(project, example("ProjectPatch")).expect(200);
            String changes = example("ResponsibilityChanges")
                    .replaceFirst(PLACEHOLDER, id(customer))
                    .replaceFirst(PLACEHOLDER, id(employee));
            api.post("/api/responsibilities", changes, seeing(customer)).expect(200);
        }

        @Test
        void of_headers_work_as_they_stand() {
            JsonNode parameters =
                    Api.asNobody(system).get("/api/openapi.json").json().at("/components/parameters");
            Api.Answer made = made("Asked for by examples");
            String path = "/api/customers/" + id(made);

            for (String name : List.of("IfNoneMatch", "MinEventPosition")) {
                JsonNode header = parameters.get(name);
                String value = header.at("/schema/examples/0").asString();
                api.get(path, header.get("name").asString(), value).expect(200);
            }
            String any = parameters.at("/IfMatch/schema/examples/0").asString();
            api.patch(path, example("CustomerPatch"), "If-Match", any).expect(200);
        }
    }
}
