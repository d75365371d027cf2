package incharge.reporting.matrix;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.InMemoryTimeline;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MatrixTest {

    private static final LocalDate JANUARY = LocalDate.parse("2026-01-01");
    private static final LocalDate MAY = LocalDate.parse("2026-05-31");
    private static final LocalDate JULY = LocalDate.parse("2026-07-01");

    private final Views views = new Views(new InMemoryTimeline().apply(company().facts()));

    private static FactScript company() {
        return new FactScript()
                .category("Retail")
                .category("Wholesale")
                .tag("Key")
                .tag("New")
                .team("North")
                .team("South")
                .role("Accountant", "customer")
                .role("Controller", "customer")
                .role("Manager", "project")
                .employee("Anna", "North", true, true)
                .employee("Bo", "South", false, true)
                .employee("Cilla", "North", false, true)
                .employee("Dag", null, false, false)
                .customer("Acme", "1001")
                .customer("beta", "1002")
                .customer("Ärla", "1003")
                .customer("Gone", "1004")
                .customers("CustomerArchived", id("Gone"), "customerId", id("Gone"))
                .project("Audit", "P-2", "Acme")
                .project("Books", "P-1", "Acme")
                .categorised("Acme", "Retail", null)
                .categorised("beta", "Wholesale", null)
                .tagged("Acme", "Key")
                .tagged("Acme", "New")
                .tagged("Ärla", "New")
                .assigned("Acme", "Anna", "Accountant", JANUARY, null)
                .assigned("Acme", "Anna", "Controller", null, MAY)
                .assigned("Acme", "Bo", null, JULY, null)
                .assigned("beta", "Anna", "Accountant", null, null)
                .assigned("Ärla", "Dag", "Accountant", null, null)
                .assigned("Gone", "Bo", "Accountant", null, null)
                .assignedToProject("Audit", "Acme", "Cilla", "Manager", null, null);
    }

    @Test
    void every_customer_is_a_row_and_only_set_cells_are_listed() {
        JsonNode matrix = views.json("/api/matrix");

        assertThat(rows(matrix)).containsExactly("Acme", "Ärla", "beta");
        assertThat(cells(matrix))
                .containsExactly(
                        "Acme Anna Accountant current",
                        "Acme Bo - coming",
                        "Ärla Dag Accountant current",
                        "beta Anna Accountant current");
        assertThat(columns(matrix)).containsExactly("Anna 2", "Bo 1", "Cilla 0", "Dag 1");
        assertThat(matrix.get("total").asInt()).isEqualTo(3);
        assertThat(matrix.get("next").isNull()).isTrue();
    }

    @Test
    void a_row_shows_all_of_its_customer() {
        JsonNode row = views.json("/api/matrix?q=acme").get("rows").get(0);

        assertThat(row.toString()).isEqualTo("""
                        {"subject":{"type":"customer","id":"%s","name":"Acme","number":"1001","customerId":"%s","archived":false},\
                        "category":{"id":"%s","name":"Retail"},\
                        "tags":[{"id":"%s","name":"Key"},{"id":"%s","name":"New"}],"count":2,\
                        "cells":[{"employeeId":"%s","responsibilities":[{"roleId":"%s","from":"2026-01-01","to":null,"state":"current"}]},\
                        {"employeeId":"%s","responsibilities":[{"roleId":null,"from":"2026-07-01","to":null,"state":"coming"}]}]}""".formatted(
                id("Acme"), id("Acme"), id("Retail"), id("Key"), id("New"), id("Anna"), id("Accountant"), id("Bo")));
    }

    @Test
    void projects_follow_their_customer() {
        JsonNode matrix = views.json("/api/matrix?projects=true");

        assertThat(rows(matrix)).containsExactly("Acme", "Audit", "Books", "Ärla", "beta");
        assertThat(matrix.at("/rows/1/subject").toString()).isEqualTo("""
                        {"type":"project","id":"%s","name":"Audit","number":"P-2","customerId":"%s","archived":false}""".formatted(id("Audit"), id("Acme")));
        assertThat(columns(matrix)).containsExactly("Anna 2", "Bo 1", "Cilla 1", "Dag 1");
        assertThat(matrix.get("total").asInt()).isEqualTo(5);
    }

    @Test
    void a_row_shows_whether_it_is_archived() {
        JsonNode matrix = views.json("/api/matrix?archived=true&archived=false");

        assertThat(matrix.get("rows")
                        .valueStream()
                        .map(row -> row.at("/subject/name").asString() + " "
                                + row.at("/subject/archived").asBoolean()))
                .containsExactly("Acme false", "Ärla false", "beta false", "Gone true");
    }

    @Test
    void by_role_the_columns_are_roles() {
        JsonNode matrix = views.json("/api/matrix?view=role&projects=true");

        assertThat(matrix.get("columns").valueStream().map(MatrixTest::role))
                .containsExactly("Accountant customer 3", "Controller customer 0", "Manager project 1", "null null 1");
        assertThat(matrix.at("/rows/0/cells").toString())
                .isEqualTo("""
                        [{"roleId":"%s","responsibilities":[{"employee":{"id":"%s","name":"Anna"},"from":"2026-01-01","to":null,"state":"current"}]},\
                        {"roleId":null,"responsibilities":[{"employee":{"id":"%s","name":"Bo"},"from":"2026-07-01","to":null,"state":"coming"}]}]""".formatted(id("Accountant"), id("Anna"), id("Bo")));
        assertThat(views.json("/api/matrix?view=role").get("columns")).hasSize(3);
    }

    @Test
    void a_column_shows_its_employee_and_counts_by_state() {
        JsonNode all = views.json("/api/matrix?period=all&projects=true");

        assertThat(all.at("/columns/0").toString()).isEqualTo("""
                        {"employeeId":"%s","name":"Anna","teamId":"%s","teamName":"North","active":true,"seller":true,\
                        "count":3,"current":2,"coming":0}""".formatted(id("Anna"), id("North")));
        assertThat(numbers(all)).containsExactly("Anna 3 2 0", "Bo 1 0 1", "Cilla 1 1 0", "Dag 1 1 0");
        assertThat(all.at("/columns/3/active").asBoolean()).isFalse();
        assertThat(all.at("/columns/3/teamName").isNull()).isTrue();
        assertThat(numbers(views.json("/api/matrix?view=role&period=all&projects=true")))
                .containsExactly("Accountant 3 3 0", "Controller 1 0 0", "Manager 1 1 0", "- 1 0 1");
        assertThat(numbers(views.json("/api/matrix?on=2026-07-01")))
                .containsExactly("Anna 2 2 0", "Bo 1 1 0", "Cilla 0 0 0", "Dag 1 1 0");
    }

    @Test
    void coming_ones_alone_are_shown_on_request() {
        JsonNode coming = views.json("/api/matrix?period=coming");

        assertThat(cells(coming)).containsExactly("Acme Bo - coming");
        assertThat(numbers(coming)).containsExactly("Anna 0 0 0", "Bo 1 0 1", "Cilla 0 0 0");
        assertThat(cells(views.json("/api/matrix?period=coming&on=2025-12-31&q=acme")))
                .containsExactly("Acme Anna Accountant coming", "Acme Bo - coming");
        assertThat(views.json("/api/assignees?period=coming").get("total").asInt())
                .isEqualTo(1);
        assertThat(views.json("/api/assignees?period=coming&on=2026-07-01").get("items"))
                .isEmpty();
    }

    @Test
    void everything_is_counted_over_all_pages() {
        assertThat(counts("limit=1")).isEqualTo("{\"customers\":3,\"projects\":0,\"responsibilities\":4}");
        assertThat(counts("limit=1&projects=true&period=all"))
                .isEqualTo("{\"customers\":3,\"projects\":2,\"responsibilities\":6}");
        assertThat(counts("view=role&projects=true"))
                .isEqualTo("{\"customers\":3,\"projects\":2,\"responsibilities\":5}");
        assertThat(counts("employee=" + id("Anna")))
                .isEqualTo("{\"customers\":3,\"projects\":0,\"responsibilities\":2}");
        assertThat(counts("employee=" + id("Anna") + "&rows=set"))
                .isEqualTo("{\"customers\":2,\"projects\":0,\"responsibilities\":2}");
        assertThat(counts("rows=empty&projects=true&employee=" + id("Cilla")))
                .isEqualTo("{\"customers\":3,\"projects\":1,\"responsibilities\":0}");
    }

    private String counts(String query) {
        return views.json("/api/matrix?" + query).get("counts").toString();
    }

    private static List<String> numbers(JsonNode matrix) {
        return matrix.get("columns")
                .valueStream()
                .map(column ->
                        (column.get("name").isNull() ? "-" : column.get("name").asString()) + " " + column.get("count")
                                + " " + column.get("current") + " " + column.get("coming"))
                .toList();
    }

    @Nested
    class Windows {

        @Test
        void begin_at_any_row() {
            JsonNode middle = views.json("/api/matrix?projects=true&limit=2&offset=2");

            assertThat(rows(middle)).containsExactly("Books", "\u00C4rla");
            assertThat(middle.get("offset").asInt()).isEqualTo(2);
            assertThat(middle.get("total").asInt()).isEqualTo(5);
            JsonNode last = views.json("/api/matrix?projects=true&limit=2&cursor="
                    + middle.get("next").asString());
            assertThat(rows(last)).containsExactly("beta");
            assertThat(last.get("offset").asInt()).isEqualTo(4);
            assertThat(last.get("next").isNull()).isTrue();
        }

        @Test
        void go_on_without_columns_and_with_them() {
            for (List<String> columns : List.of(List.of("true", "false"), List.of("false", "true"))) {
                JsonNode first = views.json("/api/matrix?limit=1&columns=" + columns.getFirst());
                JsonNode second = views.json("/api/matrix?limit=1&columns=" + columns.getLast() + "&cursor="
                        + first.get("next").asString());

                assertThat(rows(second)).containsExactly("\u00C4rla");
                assertThat(second.has("columns")).isEqualTo(columns.getLast().equals("true"));
            }
        }

        @Test
        void beyond_the_end_hold_no_row() {
            for (String offset : List.of("3", "4", "999999999999999999")) {
                JsonNode beyond = views.json("/api/matrix?offset=" + offset);

                assertThat(beyond.get("rows")).isEmpty();
                assertThat(beyond.get("offset").asString()).isEqualTo(offset);
                assertThat(beyond.get("next").isNull()).isTrue();
                assertThat(beyond.get("columns")).hasSize(4);
                assertThat(beyond.get("total").asInt()).isEqualTo(3);
            }
        }

        @Test
        void may_hold_no_row_or_no_column() {
            JsonNode none = views.json("/api/matrix?limit=0");
            assertThat(none.get("rows")).isEmpty();
            assertThat(none.get("next").isNull()).isTrue();
            assertThat(none.get("columns")).hasSize(4);
            assertThat(none.at("/counts/customers").asInt()).isEqualTo(3);

            JsonNode without = views.json("/api/matrix?columns=false");
            assertThat(without.has("columns")).isFalse();
            assertThat(rows(without)).hasSize(3);
            assertThat(without.get("counts").toString()).isEqualTo(counts("columns=true"));
        }

        @Test
        void show_single_subjects() {
            String subjects = "subject=" + id("Audit") + "&subject=" + id("beta") + "&subject=" + id("nobody");

            JsonNode found = views.json("/api/matrix?" + subjects);
            assertThat(rows(found)).containsExactly("Audit", "beta");
            assertThat(cells(found)).containsExactly("Audit Cilla Manager current", "beta Anna Accountant current");
            assertThat(found.get("counts").toString())
                    .isEqualTo("{\"customers\":1,\"projects\":1,\"responsibilities\":2}");
            assertThat(columns(found)).containsExactly("Anna 1", "Bo 0", "Cilla 1");
            assertThat(rows("projects=true&subject=" + id("Acme"))).containsExactly("Acme");
            assertThat(rows("subject=" + id("nobody"))).isEmpty();
            assertThat(rows("subject=" + id("Gone"))).isEmpty();
            assertThat(rows("archived=true&subject=" + id("Gone"))).containsExactly("Gone");
            assertThat(rows("q=beta&subject=" + id("Audit"))).isEmpty();
        }

        @Test
        void of_single_customers_have_no_columns_of_project_roles() {
            String byRole = "/api/matrix?view=role&subject=";

            assertThat(columns(views.json(byRole + id("Acme")))).containsExactly("Accountant 1", "Controller 0", " 1");
            assertThat(columns(views.json(byRole + id("Acme") + "&subject=" + id("Audit"))))
                    .containsExactly("Accountant 1", "Controller 0", "Manager 1", " 1");
            assertThat(columns(views.json(byRole + id("Books"))))
                    .containsExactly("Accountant 0", "Controller 0", "Manager 0");
        }

        @Test
        void hold_set_rows_or_empty_ones() {
            assertThat(rows("rows=set&employee=" + id("Anna"))).containsExactly("Acme", "beta");
            assertThat(rows("rows=empty&employee=" + id("Anna"))).containsExactly("\u00C4rla");
            assertThat(rows("rows=all&employee=" + id("Anna"))).containsExactly("Acme", "\u00C4rla", "beta");
            assertThat(rows("rows=empty")).isEmpty();
            assertThat(rows("rows=empty&customerRole=" + id("Controller") + "&period=all"))
                    .containsExactly("\u00C4rla", "beta");
            assertThat(rows("rows=set&projects=true&employee=" + id("Cilla"))).containsExactly("Audit");
            assertThat(rows("rows=empty&projects=true&employee=" + id("Cilla")))
                    .containsExactly("Acme", "Books", "\u00C4rla", "beta");
            assertThat(rows("rows=set&on=2026-08-01&employee=" + id("Bo"))).containsExactly("Acme");
            assertThat(rows("rows=empty&on=2026-06-30&employee=" + id("Bo"))).hasSize(3);
            assertThat(rows("rows=set&view=role&category=none")).containsExactly("\u00C4rla");
            assertThat(rows("rows=set&limit=1&offset=1&employee=" + id("Anna"))).containsExactly("beta");
        }

        private List<String> rows(JsonNode matrix) {
            return MatrixTest.rows(matrix);
        }

        private List<String> rows(String query) {
            return MatrixTest.rows(views.json("/api/matrix?" + query));
        }
    }

    @Test
    void rows_columns_and_cells_are_in_the_order_of_the_language() {
        var seen = new Views(new InMemoryTimeline()
                .apply(company()
                        .employee("\u00C5sa", null, false, true)
                        .project("\u00C4mne", "P-3", "Acme")
                        .customer("Zeta", "1005")
                        .facts()));

        JsonNode english = seen.json("/api/matrix?projects=true");
        JsonNode swedish = seen.json("/api/matrix?projects=true&lang=sv");
        assertThat(rows(english)).containsExactly("Acme", "\u00C4mne", "Audit", "Books", "\u00C4rla", "beta", "Zeta");
        assertThat(rows(swedish)).containsExactly("Acme", "Audit", "Books", "\u00C4mne", "beta", "Zeta", "\u00C4rla");
        assertThat(columns(english)).startsWith("Anna 2", "\u00C5sa 0");
        assertThat(columns(swedish)).endsWith("Dag 1", "\u00C5sa 0");
    }

    @Test
    void a_cursor_goes_on_in_its_language_only() {
        for (String path : List.of("/api/matrix", "/api/assignees", "/api/customers", "/api/employees")) {
            MockHttpServletResponse first = views.get(path + "?limit=1", "Accept-Language", "fi");
            String next = JsonMapper.shared()
                    .readTree(first.getContentAsByteArray())
                    .get("next")
                    .asString();
            String second = path + "?limit=1&cursor=" + next;

            assertThat(views.get(second, "Accept-Language", "fi-FI").getStatus())
                    .isEqualTo(200);
            MockHttpServletResponse other = views.get(second, "Accept-Language", "nb");
            assertThat(other.getStatus()).as(path).isEqualTo(400);
            assertThat(new String(other.getContentAsByteArray(), StandardCharsets.UTF_8))
                    .contains("\"code\":\"cursor-invalid\"");
        }
    }

    @Test
    void a_seller_finds_nothing_of_what_is_hidden() {
        FactScript script = company().signingIn("sam", true, true);
        var entries = new InMemoryTimeline().apply(script.facts());
        var everything = new Views(entries);
        var sam = everything.as("sam");
        String before = sam.json("/api/matrix?projects=true").get("counts").toString();
        entries.apply(script.sellers("Retail", "Anna").facts());

        JsonNode seen = sam.json("/api/matrix?projects=true");
        assertThat(before).isEqualTo("{\"customers\":3,\"projects\":2,\"responsibilities\":5}");
        assertThat(seen.get("counts").toString()).isEqualTo("{\"customers\":2,\"projects\":0,\"responsibilities\":2}");
        assertThat(rows(seen)).containsExactly("\u00C4rla", "beta");
        assertThat(rows(sam.json("/api/matrix?projects=true&offset=1"))).containsExactly("beta");
        assertThat(rows(sam.json("/api/matrix?subject=" + id("Acme") + "&subject=" + id("Audit"))))
                .isEmpty();
        assertThat(rows(sam.json("/api/matrix?rows=set&employee=" + id("Bo")))).isEmpty();
        assertThat(rows(sam.json("/api/matrix?category=none&category=" + id("Retail"))))
                .containsExactly("\u00C4rla");
        assertThat(new String(sam.get("/api/matrix.csv?projects=true").getContentAsByteArray(), StandardCharsets.UTF_8))
                .contains("beta")
                .doesNotContain("Acme", "Audit");
        assertThat(sam.names("/api/categories")).containsExactly("Wholesale");
        assertThat(sam.get("/api/categories/" + id("Retail") + "/customers").getStatus())
                .isEqualTo(404);
        assertThat(everything.names("/api/categories")).containsExactly("Retail", "Wholesale");
    }

    @Nested
    class Filters {

        @Test
        void choose_rows_by_customer_category_tag_and_search() {
            assertThat(rows("customer=" + id("beta"))).containsExactly("beta");
            assertThat(rows("customer=" + id("beta") + "&customer=" + id("Acme")))
                    .containsExactly("Acme", "beta");
            assertThat(rows("category=" + id("Retail"))).containsExactly("Acme");
            assertThat(rows("category=" + id("Retail") + "&category=none")).containsExactly("Acme", "Ärla");
            assertThat(rows("tag=" + id("New"))).containsExactly("Acme", "Ärla");
            assertThat(rows("q=ARLA")).containsExactly("Ärla");
            assertThat(rows("q=1002")).containsExactly("beta");
            assertThat(rows("q=%C3%84")).containsExactly("Acme", "Ärla", "beta");
            assertThat(rows("archived=true")).containsExactly("Acme", "Ärla", "beta", "Gone");
        }

        @Test
        void choose_columns_by_team_employee_and_seller() {
            assertThat(columns("team=" + id("North"))).containsExactly("Anna 2", "Cilla 0");
            assertThat(columns("employee=" + id("Dag") + "&q=acme")).containsExactly("Dag 0");
            assertThat(columns("seller=true")).containsExactly("Anna 2");
            assertThat(columns("seller=false&team=" + id("North"))).containsExactly("Cilla 0");
            assertThat(rows("employee=" + id("Bo"))).containsExactly("Acme", "Ärla", "beta");
            assertThat(cells(views.json("/api/matrix?employee=" + id("Bo")))).containsExactly("Acme Bo - coming");
        }

        @Test
        void choose_responsibilities_by_role() {
            assertThat(columns("customerRole=" + id("Controller") + "&period=all"))
                    .containsExactly("Anna 1", "Bo 0", "Cilla 0");
            assertThat(columns("projects=true&customerRole=" + id("Controller")))
                    .containsExactly("Anna 0", "Bo 0", "Cilla 1");
            assertThat(columns("projects=true&projectRole=" + id("Accountant")))
                    .containsExactly("Anna 2", "Bo 1", "Cilla 0", "Dag 1");
        }

        @Test
        void all_hold_at_once() {
            assertThat(rows("tag=" + id("New") + "&category=none")).containsExactly("Ärla");
            assertThat(rows("tag=" + id("Key") + "&q=beta")).isEmpty();
        }

        @Test
        void that_name_what_nothing_has_choose_nothing() {
            assertThat(rows("category=" + id("nobody"))).isEmpty();
            assertThat(rows("tag=" + id("nobody"))).isEmpty();
            assertThat(rows("customer=" + id("nobody"))).isEmpty();
            assertThat(columns("team=" + id("nobody"))).isEmpty();
            assertThat(columns("employee=" + id("nobody"))).isEmpty();
        }

        private List<String> rows(String query) {
            return MatrixTest.rows(views.json("/api/matrix?" + query));
        }

        private List<String> columns(String query) {
            return MatrixTest.columns(views.json("/api/matrix?" + query));
        }
    }

    @Test
    void a_period_chooses_and_a_day_decides_what_is_ended() {
        assertThat(cells(views.json("/api/matrix?q=acme&period=all")))
                .containsExactly("Acme Anna Accountant current", "Acme Anna Controller ended", "Acme Bo - coming");
        assertThat(cells(views.json("/api/matrix?q=acme&on=2026-05-31")))
                .containsExactly("Acme Anna Accountant current", "Acme Anna Controller current");
        assertThat(cells(views.json("/api/matrix?q=acme&on=2025-12-31")))
                .containsExactly("Acme Anna Controller current");
        assertThat(cells(views.json("/api/matrix?q=acme&period=all&on=2025-12-31")))
                .containsExactly("Acme Anna Accountant coming", "Acme Anna Controller current", "Acme Bo - coming");
        assertThat(cells(views.json("/api/matrix?q=acme&on=2026-07-01")))
                .containsExactly("Acme Anna Accountant current", "Acme Bo - current");
    }

    @Test
    void pages_hold_every_row_once() {
        var rows = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page = views.json("/api/matrix?projects=true&limit=2" + cursor);
            assertThat(page.get("columns")).hasSize(4);
            assertThat(page.get("total").asInt()).isEqualTo(5);
            rows.addAll(rows(page));
            cursor = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").asString();
        } while (cursor != null);

        assertThat(rows).containsExactly("Acme", "Audit", "Books", "Ärla", "beta");
    }

    @Test
    void a_page_goes_on_where_the_last_one_ended_whatever_came_before_it() {
        FactScript script = company();
        InMemoryTimeline entries = new InMemoryTimeline().apply(script.facts());
        var seen = new Views(entries);
        JsonNode first = seen.json("/api/matrix?limit=2");
        entries.apply(script.customer("Aaa", "0").facts());

        JsonNode second =
                seen.json("/api/matrix?limit=2&cursor=" + first.get("next").asString());

        assertThat(rows(first)).containsExactly("Acme", "Ärla");
        assertThat(rows(second)).containsExactly("beta");
        assertThat(second.get("total").asInt()).isEqualTo(4);
    }

    @Test
    void a_responsibility_waits_for_all_that_it_names() {
        FactScript script = new FactScript()
                .responsibility("ResponsibilityAssigned", "customer", "Late", "Late", "Unknown", null, null, null);
        InMemoryTimeline entries = new InMemoryTimeline().apply(script.facts());
        assertThat(rows(new Views(entries).json("/api/matrix"))).isEmpty();

        entries.apply(script.customer("Late", "1").facts());
        assertThat(cells(new Views(entries).json("/api/matrix"))).isEmpty();

        entries.apply(script.employee("Unknown", null, false, true).facts());
        assertThat(cells(new Views(entries).json("/api/matrix"))).containsExactly("Late Unknown - current");
    }

    @Test
    void removing_one_touches_no_other() {
        FactScript script = company()
                .responsibility(
                        "ResponsibilityRemoved", "customer", "Acme", "Acme", "Anna", "Accountant", JANUARY, null);

        assertThat(cells(new Views(new InMemoryTimeline().apply(script.facts())).json("/api/matrix?period=all&q=acme")))
                .containsExactly("Acme Anna Controller ended", "Acme Bo - coming");
    }

    private static List<String> rows(JsonNode matrix) {
        return matrix.get("rows")
                .valueStream()
                .map(row -> row.at("/subject/name").asString())
                .toList();
    }

    private static List<String> columns(JsonNode matrix) {
        return matrix.get("columns")
                .valueStream()
                .map(column -> column.get("name").asString() + " "
                        + column.get("count").asInt())
                .toList();
    }

    private static String role(JsonNode column) {
        return (column.get("name").isNull() ? "null" : column.get("name").asString()) + " "
                + (column.get("kind").isNull() ? "null" : column.get("kind").asString()) + " "
                + column.get("count").asInt();
    }

    private static final List<String> NAMES =
            List.of("Anna", "Bo", "Cilla", "Dag", "Unknown", "Accountant", "Controller", "Manager");

    private static String name(JsonNode id) {
        return id.isNull()
                ? "-"
                : NAMES.stream()
                        .filter(name -> id(name).toString().equals(id.asString()))
                        .findFirst()
                        .orElseThrow();
    }

    private static List<String> cells(JsonNode matrix) {
        var cells = new ArrayList<String>();
        for (JsonNode row : matrix.get("rows")) {
            for (JsonNode cell : row.get("cells")) {
                for (JsonNode one : cell.get("responsibilities")) {
                    cells.add(row.at("/subject/name").asString() + " " + name(cell.get("employeeId")) + " "
                            + name(one.get("roleId")) + " " + one.get("state").asString());
                }
            }
        }
        return cells;
    }
}
