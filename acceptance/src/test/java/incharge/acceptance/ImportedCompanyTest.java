package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Companies' real data goes in as CSV, and what comes out agrees with the files, counted without the product's help.
 */
class ImportedCompanyTest {

    private static final List<String> KINDS = List.of("customers", "employees", "projects", "responsibilities");

    /** Every workspace begins with these. */
    private static final List<String> FIRST_CATEGORIES = List.of("Domestic", "European Union", "Overseas");

    @ParameterizedTest
    @ValueSource(strings = {"northwind", "adventureworks"})
    void a_company_is_imported_and_every_view_agrees_with_its_files(String name) throws IOException {
        Path folder = RunningSystem.root().resolveSibling("shared/data").resolve(name);
        assumeThat(folder)
                .as("the recorded company data is not on this machine, so nothing can be compared")
                .isDirectory();
        var company = new Company(folder);

        try (RunningSystem system = RunningSystem.start()) {
            Api api = Api.as("demo-admin", system);
            String reached = importAll(api, company);
            String[] seen = {"Min-Event-Position", reached};
            await("all that was imported is there")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> api.get("/api/customers?limit=1", seen).status() == 200);

            overviewAgrees(api, company, seen);
            matrixAgrees(api, company, seen);
            assigneesAgree(api, company, seen);
            groupingsAgree(api, company);
            projectAssigneesAgree(api, company);
        }
    }

    /** Imports all files, compares the verdicts, and answers with the positions to wait for. */
    private static String importAll(Api api, Company company) {
        Map<String, String> reached = new TreeMap<>();
        for (String kind : KINDS) {
            if (!Files.exists(company.file(kind))) {
                continue;
            }
            Api.Answer done = api.importFile(kind, company.file(kind));
            JsonNode result = done.json();
            assertThat(result.get("state").asString()).as(done.text()).isEqualTo("done");
            assertThat(verdicts(api, kind, result)).as("verdicts of " + kind).isEqualTo(company.verdicts.get(kind));
            String[] position = done.header("Event-Position").split("=");
            reached.merge(position[0], position[1], (a, b) -> Long.parseLong(a) > Long.parseLong(b) ? a : b);
        }
        return reached.entrySet().stream()
                .map(source -> source.getKey() + "=" + source.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Integer> verdicts(Api api, String kind, JsonNode result) {
        Map<String, Integer> counted = new TreeMap<>();
        for (String outcome : List.of("created", "updated", "unchanged")) {
            if (result.get(outcome).asInt() > 0) {
                counted.put(outcome, result.get(outcome).asInt());
            }
        }
        String rows = "/api/" + kind + "/imports/" + result.get("importId").asString() + "/rows?outcome=refused";
        List<JsonNode> refused = api.all(rows);
        assertThat(refused).hasSize(result.get("refused").asInt());
        refused.forEach(row -> counted.merge(row.get("code").asString(), 1, Integer::sum));
        return counted;
    }

    private static void overviewAgrees(Api api, Company company, String... seen) {
        List<JsonNode> overview = api.all("/api/customers", seen);
        Map<String, Long> projects = company.projects.values().stream()
                .collect(Collectors.groupingBy(
                        row -> row.getField("customer_number").toLowerCase(), Collectors.counting()));

        assertThat(overview).hasSize(company.customers.size());
        for (JsonNode customer : overview) {
            String key = customer.get("number").asString().toLowerCase();
            assertThat(company.customers).containsKey(key);
            assertThat(customer.get("name").asString())
                    .isEqualTo(company.customers.get(key).getField("name").strip());
            assertThat(customer.get("projectCount").asLong()).as(key).isEqualTo(projects.getOrDefault(key, 0L));
        }
    }

    private static void matrixAgrees(Api api, Company company, String... seen) {
        JsonNode matrix =
                api.get("/api/matrix?period=all&limit=1", seen).expect(200).json();
        Map<String, Integer> shown = new TreeMap<>();
        matrix.get("columns").forEach(column -> {
            if (column.get("count").asInt() > 0) {
                shown.merge(column.get("name").asString(), column.get("count").asInt(), Integer::sum);
            }
        });
        Map<String, Integer> wanted = new TreeMap<>();
        company.responsibilities.forEach(responsibility -> wanted.merge(
                company.employees
                        .get(responsibility.employee())
                        .getField("name")
                        .strip(),
                1,
                Integer::sum));

        assertThat(matrix.get("total").asInt()).isEqualTo(company.customers.size());
        assertThat(shown).isEqualTo(wanted);
    }

    private static void assigneesAgree(Api api, Company company, String... seen) throws IOException {
        List<List<String>> wanted = company.responsibilities.stream()
                .map(responsibility -> line(company, responsibility))
                .sorted(LINES)
                .toList();

        List<List<String>> listed = api.all("/api/assignees?period=all", seen).stream()
                .map(ImportedCompanyTest::line)
                .sorted(LINES)
                .toList();
        assertThat(listed).isEqualTo(wanted);

        Api.Answer sheet = api.get("/api/assignees.xlsx?period=all", seen).expect(200);
        try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(sheet.bytes()))) {
            List<List<String>> rows = new ArrayList<>();
            for (Row row : workbook.getSheetAt(0)) {
                if (row.getRowNum() > 0) {
                    rows.add(Stream.of(0, 2, 5, 6)
                            .map(column -> row.getCell(column) == null
                                    ? ""
                                    : row.getCell(column).getStringCellValue())
                            .toList());
                }
            }
            assertThat(rows.stream().sorted(LINES).toList()).isEqualTo(wanted);
        }
    }

    private static final java.util.Comparator<List<String>> LINES =
            java.util.Comparator.comparing(line -> String.join("\u0000", line));

    /** Customer, person, interval and role, as the sheet shows them. */
    private static List<String> line(Company company, Company.Responsibility responsibility) {
        Function<String, String> customer = field ->
                company.customers.get(responsibility.customer()).getField(field).strip();
        return List.of(
                customer.apply("name"),
                company.employees
                        .get(responsibility.employee())
                        .getField("name")
                        .strip(),
                interval(responsibility.from(), responsibility.to()),
                responsibility.role());
    }

    private static List<String> line(JsonNode item) {
        return List.of(
                item.get("customer").get("name").asString(),
                item.get("employee").get("name").asString(),
                interval(text(item, "from"), text(item, "to")),
                item.get("role").get("name").asString());
    }

    private static String text(JsonNode item, String field) {
        return item.get(field) == null || item.get(field).isNull()
                ? ""
                : item.get(field).asString();
    }

    private static String interval(String from, String to) {
        return from.isEmpty() && to.isEmpty() ? "" : from + " \u2013 " + to;
    }

    /** grouping-service applies the categories of the rows soon after the import. */
    private static void groupingsAgree(Api api, Company company) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(names(api.all("/api/tags"))).isEqualTo(company.tags());
            assertThat(names(api.all("/api/categories")))
                    .isEqualTo(Stream.concat(company.categories().stream(), FIRST_CATEGORIES.stream())
                            .collect(Collectors.toSet()));
            Map<String, Integer> members = new TreeMap<>();
            api.all("/api/categories")
                    .forEach(category -> members.put(
                            category.get("name").asString(),
                            category.get("customerCount").asInt()));
            Map<String, Integer> wanted = new TreeMap<>();
            FIRST_CATEGORIES.forEach(category -> wanted.put(category, 0));
            company.customers.values().stream()
                    .map(row -> row.getField("category").strip())
                    .filter(category -> !category.isEmpty())
                    .forEach(category -> wanted.merge(category, 1, Integer::sum));
            assertThat(members).isEqualTo(wanted);
        });
    }

    private static java.util.Set<String> names(List<JsonNode> items) {
        return items.stream().map(item -> item.get("name").asString()).collect(Collectors.toSet());
    }

    /** responsibility-service applies the employees of the project rows. */
    private static void projectAssigneesAgree(Api api, Company company) {
        long wanted = company.projects.values().stream()
                .filter(row -> !row.getField("employee_id").isBlank())
                .count();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode page = api.get("/api/assignees?period=all&projects=true&limit=1")
                    .expect(200)
                    .json();
            assertThat(page.get("total").asLong()).isEqualTo(wanted + company.responsibilities.size());
        });
    }
}
