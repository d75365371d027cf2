package incharge.reporting.assignees;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.InMemoryTimeline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;

class AssigneesTest {

    private static final LocalDate JANUARY = LocalDate.parse("2026-01-01");
    private static final LocalDate MARCH = LocalDate.parse("2026-03-31");

    private final Views views = new Views(new InMemoryTimeline().apply(company().facts()));

    private static FactScript company() {
        return new FactScript()
                .category("Retail")
                .tag("Key")
                .team("North")
                .role("Accountant", "customer")
                .role("Manager", "project")
                .employee("Anna", "North", true, true)
                .employee("Bo", null, false, false)
                .customer("Langworth", "1001")
                .customer("=1+1", "1002")
                .customer("Gone", "1003")
                .customers("CustomerArchived", id("Gone"), "customerId", id("Gone"))
                .project("Audit", "P-1", "Langworth")
                .categorised("Langworth", "Retail", null)
                .tagged("=1+1", "Key")
                .assigned("Langworth", "Bo", "Accountant", null, null)
                .assigned("Langworth", "Anna", null, JANUARY, null)
                .assigned("Langworth", "Anna", "Accountant", JANUARY, MARCH)
                .assigned("=1+1", "Anna", null, null, LocalDate.parse("2026-12-31"))
                .assigned("Gone", "Anna", null, null, null)
                .assignedToProject("Audit", "Langworth", "Bo", "Manager", null, null);
    }

    @Test
    void one_row_for_each_responsibility() {
        JsonNode assignees = views.json("/api/assignees");

        assertThat(lines(assignees)).containsExactly("=1+1 Anna", "Langworth Anna", "Langworth Bo");
        assertThat(assignees.get("items").get(2).toString())
                .isEqualTo("""
                        {"customer":{"id":"%s","name":"Langworth","number":"1001","archived":false},"project":null,\
                        "category":{"id":"%s","name":"Retail"},"employee":{"id":"%s","name":"Bo"},\
                        "email":"bo@langworth.example","sellerInfo":null,"from":null,"to":null,\
                        "role":{"id":"%s","name":"Accountant"}}""".formatted(id("Langworth"), id("Retail"), id("Bo"), id("Accountant")));
    }

    @Test
    void a_row_shows_what_of_it_is_archived() {
        assertThat(views.json("/api/assignees?archived=true&customer=" + id("Gone"))
                        .at("/items/0/customer/archived")
                        .asBoolean())
                .isTrue();
        assertThat(views.json("/api/assignees?projects=true&employee=" + id("Bo"))
                        .at("/items/1/project")
                        .toString())
                .isEqualTo("""
                        {"id":"%s","name":"Audit","archived":false}""".formatted(id("Audit")));
    }

    @Test
    void filters_choose_and_all_hold_at_once() {
        assertThat(lines("customer=" + id("Langworth"))).containsExactly("Langworth Anna", "Langworth Bo");
        assertThat(lines("employee=" + id("Bo"))).containsExactly("Langworth Bo");
        assertThat(lines("team=" + id("North"))).containsExactly("=1+1 Anna", "Langworth Anna");
        assertThat(lines("category=" + id("Retail"))).containsExactly("Langworth Anna", "Langworth Bo");
        assertThat(lines("category=none")).containsExactly("=1+1 Anna");
        assertThat(lines("category=none&category=" + id("Retail")))
                .containsExactly("=1+1 Anna", "Langworth Anna", "Langworth Bo");
        assertThat(lines("category=none&customer=" + id("Langworth"))).isEmpty();
        assertThat(lines("tag=" + id("Key"))).containsExactly("=1+1 Anna");
        assertThat(lines("q=LANG&team=" + id("North"))).containsExactly("Langworth Anna");
        assertThat(lines("archived=true")).containsExactly("=1+1 Anna", "Gone Anna", "Langworth Anna", "Langworth Bo");
        assertThat(lines("projects=true"))
                .containsExactly("=1+1 Anna", "Langworth Anna", "Langworth Bo", "Langworth / Audit Bo");
        assertThat(lines("period=all"))
                .containsExactly("=1+1 Anna", "Langworth Anna", "Langworth Anna", "Langworth Bo");
        assertThat(lines("on=2025-06-01")).containsExactly("=1+1 Anna", "Langworth Bo");
        assertThat(lines("employee=" + id("nobody"))).isEmpty();
    }

    @Test
    void pages_hold_every_row_once() {
        var lines = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page = views.json("/api/assignees?projects=true&period=all&limit=1" + cursor);
            assertThat(page.get("total").asInt()).isEqualTo(5);
            lines.addAll(lines(page));
            cursor = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").asString();
        } while (cursor != null);

        assertThat(lines)
                .containsExactly(
                        "=1+1 Anna", "Langworth Anna", "Langworth Anna", "Langworth Bo", "Langworth / Audit Bo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fi", "sv", "nb"})
    void the_longest_names_have_cursors_that_are_read_again(String language) {
        for (String letters :
                List.of("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "\u00C9\u00E8\u00D6\u00E5", "\u4E2D\u6587\u9F98\u5B57")) {
            String customer = longName("C", letters);
            String project = longName("P", letters);
            String employee = longName("E", letters);
            String role = longName("R", letters);
            var named = new Views(new InMemoryTimeline()
                    .apply(new FactScript()
                            .role(role, "project")
                            .employee(employee, null, false, true)
                            .customer(customer, "1")
                            .project(project, "1", customer)
                            .assignedToProject(project, customer, employee, role, null, JANUARY)
                            .assignedToProject(project, customer, employee, role, MARCH, null)
                            .facts()));
            for (String query :
                    List.of("/api/assignees?period=all&projects=true&limit=1", "/api/matrix?projects=true&limit=1")) {
                String inLanguage = query + "&lang=" + language;
                String cursor = named.json(inLanguage).get("next").asString();

                assertThat(cursor.length()).as(inLanguage).isLessThan(8_000);
                JsonNode last = named.json(inLanguage + "&cursor=" + cursor);
                assertThat(last.path(query.startsWith("/api/matrix") ? "rows" : "items"))
                        .hasSize(1);
                assertThat(last.get("next").isNull()).isTrue();
            }
        }
    }

    private static String longName(String seed, String letters) {
        var name = new StringBuilder(seed);
        new Random(seed.hashCode()).ints(299, 0, letters.length()).forEach(at -> name.append(letters.charAt(at)));
        return name.toString();
    }

    @Test
    void a_search_finds_what_no_view_shows_only_for_those_who_may_view_customers() {
        var some = new Views(new InMemoryTimeline()
                .apply(company()
                        .customers(
                                "CustomerRegistered",
                                id("Known"),
                                "customerId",
                                id("Known"),
                                "number",
                                "77",
                                "name",
                                "Known",
                                "vatNumber",
                                "FI11223344",
                                "ean",
                                "0037998877665",
                                "email",
                                "secret@known.example")
                        .categorised("Known", "Retail", null)
                        .tagged("Known", "Key")
                        .assigned("Known", "Bo", null, null, null)
                        .facts()));
        for (String path : List.of(
                "/api/matrix?rows=set&q=",
                "/api/assignees?q=",
                "/api/categories/" + id("Retail") + "/customers?q=",
                "/api/tags/" + id("Key") + "/customers?q=")) {
            for (String shown : List.of("known", "77", "11223344", "know%20fi1122")) {
                assertThat(found(some.without("customers"), path + shown))
                        .as(path + shown)
                        .isEqualTo(1);
            }
            for (String other : List.of("secret", "99887766", "known%20secret", "nown.example")) {
                assertThat(found(some.without("customers"), path + other))
                        .as(path + other)
                        .isZero();
                assertThat(found(some, path + other)).as(path + other).isEqualTo(1);
            }
        }
    }

    private static int found(Views views, String query) {
        return views.json(query).get("total").asInt();
    }

    @Test
    void the_sheet_has_the_rows_of_the_screen_in_seven_columns() throws IOException {
        MockHttpServletResponse response = views.get("/api/assignees.xlsx?projects=true&period=all");

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentType())
                .isEqualTo("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        assertThat(response.getHeader("Content-Disposition")).isEqualTo("attachment; filename=\"assignees.xlsx\"");
        assertThat(response.getHeader("Event-Position")).isEqualTo("customers=5, groupings=4, responsibilities=11");
        assertThat(cells(response.getContentAsByteArray()))
                .containsExactly(
                        List.of(
                                "Customer name",
                                "Customer group",
                                "Person in charge",
                                "E-mail",
                                "Seller information",
                                "Interval",
                                "Customer role"),
                        List.of("=1+1", "", "Anna", "anna@langworth.example", "Sells", " \u2013 2026-12-31", ""),
                        List.of(
                                "Langworth",
                                "Retail",
                                "Anna",
                                "anna@langworth.example",
                                "Sells",
                                "2026-01-01 \u2013 ",
                                ""),
                        List.of(
                                "Langworth",
                                "Retail",
                                "Anna",
                                "anna@langworth.example",
                                "Sells",
                                "2026-01-01 \u2013 2026-03-31",
                                "Accountant"),
                        List.of("Langworth", "Retail", "Bo", "bo@langworth.example", "", "", "Accountant"),
                        List.of("Langworth / Audit", "Retail", "Bo", "bo@langworth.example", "", "", "Manager"));
    }

    @Test
    void the_csv_is_the_same_table_and_has_the_language_of_the_request() {
        String finnish = csv("/api/assignees.csv?bom=false", "fi-FI, en;q=0.5");

        assertThat(finnish).isEqualTo("""
                        Asiakkaan nimi,Asiakasryhmä,Vastuuhenkilö,Sähköposti,Myyjätiedot,Aikaväli,Asiakasrooli
                        '=1+1,,Anna,anna@langworth.example,Sells, \u2013 2026-12-31,
                        Langworth,Retail,Anna,anna@langworth.example,Sells,2026-01-01 \u2013 ,
                        Langworth,Retail,Bo,bo@langworth.example,,,Accountant
                        """.replace("\n", "\r\n"));
        assertThat(csv("/api/assignees.csv", "sv")).startsWith("\uFEFFKundnamn,Kundgrupp,");
        assertThat(csv("/api/assignees.csv", "nn-NO")).startsWith("\uFEFFKundenavn,Kundegruppe,");
        assertThat(csv("/api/assignees.csv", "de")).startsWith("\uFEFFCustomer name,Customer group,");
        assertThat(csv("/api/assignees.csv?lang=nb", "sv")).startsWith("\uFEFFKundenavn,Kundegruppe,");
    }

    private String csv(String query, String language) {
        return new String(
                views.get(query, "Accept-Language", language).getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    static List<List<String>> cells(byte[] sheet) throws IOException {
        var rows = new ArrayList<List<String>>();
        try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(sheet))) {
            for (Row row : workbook.getSheetAt(0)) {
                var cells = new ArrayList<String>();
                for (int column = 0; column < 7; column++) {
                    Cell cell = row.getCell(column);
                    assertThat(cell == null ? CellType.BLANK : cell.getCellType())
                            .isIn(CellType.BLANK, CellType.STRING);
                    cells.add(cell == null ? "" : cell.getStringCellValue());
                }
                rows.add(cells);
            }
        }
        return rows;
    }

    private List<String> lines(String query) {
        return lines(views.json("/api/assignees?" + query));
    }

    private static List<String> lines(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(item -> item.at("/customer/name").asString()
                        + (item.get("project").isNull()
                                ? ""
                                : " / " + item.at("/project/name").asString())
                        + " " + item.at("/employee/name").asString())
                .toList();
    }
}
