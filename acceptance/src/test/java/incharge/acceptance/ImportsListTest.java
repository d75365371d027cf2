package incharge.acceptance;

import static incharge.acceptance.Workspace.assertRefused;
import static incharge.acceptance.Workspace.texts;
import static incharge.acceptance.Workspace.unique;
import static incharge.acceptance.Workspace.word;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The imports of all kinds in one list, and what an import answers about its file. */
@ExtendWith(SharedSystem.class)
class ImportsListTest {

    private static RunningSystem system;
    private static Workspace workspace;

    /** The ids of the imports of this test by their kind, in the order in which they were made. */
    private static final Map<String, String> MADE = new LinkedHashMap<>();

    @BeforeAll
    static void start(RunningSystem shared) {
        system = shared;
        workspace = Workspace.of(Api.as("demo-admin", system));
        String customer = "LIST-" + word();
        String employee = word();
        made("customers", "number,name\n" + customer + "," + unique("Imported") + "\n");
        made("employees", "employee_id,name\n" + employee + "," + unique("Imported") + "\n");
        made("projects", "project_no,customer_number,name\n" + customer + "-P," + customer + ",Imported\n");
        made("responsibilities", "customer_number,employee_id\n" + customer + "," + employee + "\n");
    }

    private static void made(String kind, String csv) {
        Api.Answer done = workspace
                .api()
                .finished(workspace.api().upload(kind, "", "file of " + kind + ".csv", csv.getBytes(UTF_8), Map.of()));
        assertThat(done.json().get("created").asInt()).as(done.text()).isEqualTo(1);
        workspace.get("/api/" + kind + "?limit=1", "Min-Event-Position", done.header("Event-Position"));
        MADE.put(kind, done.json().get("importId").asString());
    }

    private static List<JsonNode> list(String query) {
        return workspace.all("/api/imports" + query);
    }

    private static List<String> ids(List<JsonNode> imports) {
        return texts(imports, "/importId");
    }

    @Test
    void all_kinds_are_in_one_list_with_the_newest_first() {
        List<String> newestFirst = new ArrayList<>(MADE.values()).reversed();

        List<JsonNode> all = list("");

        assertThat(ids(all)).containsSubsequence(newestFirst);
        assertThat(texts(all, "/startedAt"))
                .isSortedAccordingTo(
                        Comparator.comparing((String at) -> Instant.parse(at)).reversed());
        MADE.forEach((kind, id) -> {
            JsonNode item = all.get(ids(all).indexOf(id));
            assertThat(item.get("what").asString()).isEqualTo(kind);
            assertThat(item.get("fileName").asString()).isEqualTo("file of " + kind + ".csv");
            assertThat(item.at("/actor/user").asString()).isEqualTo("demo-admin");
            assertThat(item.at("/actor/name").asString()).isNotBlank();
            assertThat(item.get("state").asString()).isEqualTo("done");
            assertThat(item.get("created").asInt()).isEqualTo(1);
        });
    }

    @Test
    void pages_make_the_list() {
        List<String> all = ids(list(""));
        List<String> walked = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    workspace.get("/api/imports?limit=3" + cursor).expect(200).json();
            walked.addAll(texts(page.get("items"), "/importId"));
            cursor = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").asString();
        } while (cursor != null);

        assertThat(walked).isEqualTo(all);
    }

    @Test
    void the_list_is_filtered() {
        MADE.forEach((kind, id) -> {
            assertThat(ids(list("?what=" + kind))).contains(id);
            assertThat(texts(list("?what=" + kind), "/what")).containsOnly(kind);
        });
        assertThat(ids(list("?what=customers&what=projects")))
                .contains(MADE.get("customers"), MADE.get("projects"))
                .doesNotContain(MADE.get("employees"));
        assertThat(ids(list("?actor=demo-admin"))).containsAll(MADE.values());
        assertThat(ids(list("?actor=demo-editor"))).doesNotContainAnyElementsOf(MADE.values());
        assertThat(ids(list("?state=done"))).containsAll(MADE.values());
        assertThat(texts(list("?state=done"), "/state")).containsOnly("done");
        assertThat(ids(list("?state=failed&state=running"))).doesNotContainAnyElementsOf(MADE.values());
    }

    @Test
    void an_import_that_was_taken_back_is_undone_in_the_list() {
        Api.Answer done = workspace.imported("customers", "", "name\n" + unique("Taken back") + "\n");
        String id = done.json().get("importId").asString();
        workspace.post("/api/customers/imports/" + id + "/undo", "{}").expect(200);

        assertThat(ids(list("?state=undone"))).contains(id);
        assertThat(ids(list("?state=done"))).doesNotContain(id);
    }

    @Test
    void kinds_that_a_caller_may_not_import_are_left_out() {
        Workspace editor = workspace.as(Api.as("demo-editor", system));
        Api.Answer done = editor.imported("customers", "", "name\n" + unique("Of the editor") + "\n");

        List<JsonNode> list = editor.all("/api/imports");

        assertThat(ids(list)).contains(done.json().get("importId").asString());
        assertThat(texts(list, "/what")).doesNotContain("employees");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"what=planets", "state=lost", "colour=red", "limit=0", "limit=501", "cursor=Zm9yZ2Vk", "limit="})
    void a_query_at_fault_is_a_400(String query) {
        assertRefused(workspace.get("/api/imports?" + query), 400, "", "");
    }

    @Test
    void an_import_shows_its_columns_with_samples() {
        StringBuilder csv = new StringBuilder("Number;Name;Their own\n");
        String mark = word();
        for (int i = 1; i <= 8; i++) {
            csv.append(mark)
                    .append(i)
                    .append(";Sampled ")
                    .append(i)
                    .append(";own ")
                    .append(i)
                    .append('\n');
        }
        Api.Answer done = workspace.imported("customers", "?dryRun=true", csv.toString());

        JsonNode columns = done.json().get("columns");
        assertThat(texts(columns, "/header")).containsExactly("Number", "Name", "Their own");
        assertThat(texts(columns, "/field")).containsExactly("number", "name", "");
        assertThat(columns.get(2).get("field").isNull()).isTrue();
        for (JsonNode column : columns) {
            assertThat(column.get("samples").size()).isBetween(1, 5);
        }
        assertThat(columns.at("/1/samples/0").asString()).startsWith("Sampled ");
    }

    @Test
    void rows_have_their_values_by_header() {
        String number = "ROWS-" + word();
        Api.Answer done = workspace.imported(
                "customers",
                "",
                "Number;Name;Phone;Their own\n" + number + "; As read ;09 358 1;x\n" + number + ";Again;;y\n");
        String rows = "/api/customers/imports/" + done.json().get("importId").asString() + "/rows";

        List<JsonNode> read = workspace.all(rows);

        assertThat(texts(read, "/outcome")).containsExactly("created", "refused");
        assertThat(read.get(0).at("/values/Number").asString()).isEqualTo(number);
        assertThat(read.get(0).at("/values/Name").asString().strip()).isEqualTo("As read");
        assertThat(read.get(0).at("/values/Phone").asString()).isEqualTo("09 358 1");
        assertThat(read.get(0).at("/values/Their own").asString()).isEqualTo("x");
        assertThat(read.get(1).at("/values/Name").asString()).isEqualTo("Again");
        assertThat(read.get(1).at("/values/Phone").asString("")).isEmpty();

        List<List<String>> sheet = Sheet.ofXlsx(workspace.get(rows + ".xlsx"));
        assertThat(sheet).hasSize(3);
        assertThat(sheet.get(1)).contains(number).anyMatch(cell -> cell.strip().equals("As read"));
        assertThat(sheet.get(2)).contains(number, "Again");
        assertThat(Sheet.ofCsv(workspace.get(rows + ".csv"))).isEqualTo(sheet);
        assertThat(Sheet.ofXlsx(workspace.get(rows + ".xlsx?outcome=refused"))).hasSize(2);
        workspace.get(rows + ".xlsx?outcome=lost").expect(400);
        workspace
                .get(rows.replace(
                                done.json().get("importId").asString(),
                                UUID.randomUUID().toString()) + ".xlsx")
                .expect(404);
    }

    /** The columns of the table of imports, and the fields that they are read as. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "customers | number,name,vat_number,ean,country,city,street,postcode,email,phone,website,currency,created_at,category,tags",
                "employees | employee_id,name,email,phone,team,title,is_seller,seller_info",
                "projects | project_no,customer_number,name,start,end,status,amount,currency,employee_id",
                "responsibilities | customer_number,project_no,employee_id,role,from,to",
            })
    void the_fields_of_each_kind_are_an_enum_of_the_document(String kind, String header) {
        Api.Answer done = workspace.imported(
                kind, "?dryRun=true", header + "\n" + ",".repeat(header.split(",").length - 1) + "x\n");
        Set<String> fields = new TreeSet<>(texts(done.json().get("columns"), "/field"));
        assertThat(fields).as(done.text()).hasSize(header.split(",").length).doesNotContain("");

        List<Set<String>> enums = new ArrayList<>();
        collect(workspace.api().get("/api/openapi.json").expect(200).json(), enums);

        assertThat(enums).anyMatch(each -> each.containsAll(fields));
    }

    private static void collect(JsonNode node, List<Set<String>> enums) {
        if (node.isObject() && node.path("enum").isArray()) {
            Set<String> values = new TreeSet<>();
            node.get("enum").forEach(value -> values.add(value.asString("")));
            enums.add(values);
        }
        node.forEach(child -> collect(child, enums));
    }
}
