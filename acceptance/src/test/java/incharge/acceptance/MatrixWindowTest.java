package incharge.acceptance;

import static incharge.acceptance.Workspace.assertRefused;
import static incharge.acceptance.Workspace.changeOf;
import static incharge.acceptance.Workspace.texts;
import static incharge.acceptance.Workspace.word;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Any part of the matrix, and the whole of it as a sheet, counted without the product's help. */
@ExtendWith(SharedSystem.class)
class MatrixWindowTest {

    /** What the test set: the subject, the employee, the role or null, and the state on the day of the test. */
    private record Held(String subject, String employee, String role, String state) {}

    private static final String MARK = word();
    private static final String NONE = "no-role";
    private static final int CUSTOMERS = 17;

    private static Workspace workspace;
    private static final List<String> CUSTOMER_IDS = new ArrayList<>();
    /** The customer of each project. */
    private static final Map<String, String> PROJECTS = new TreeMap<>();

    private static final List<String> EMPLOYEES = new ArrayList<>();
    private static final Map<String, String> NAMES = new HashMap<>();
    private static final List<Held> ALL = new ArrayList<>();
    private static String team;
    private static String controller;
    private static String owner;
    private static String lead;
    private static LocalDate today;

    @BeforeAll
    static void start(RunningSystem shared) {
        workspace = Workspace.of(Api.as("demo-admin", shared));
        today = LocalDate.now();
        team = workspace.made("/api/teams", "name", "Team " + MARK);
        controller = named(workspace.role("Controller " + MARK), "Controller " + MARK);
        owner = named(workspace.role("Account owner " + MARK), "Account owner " + MARK);
        lead = named(workspace.made("/api/roles", "name", "Lead " + MARK, "kind", "project"), "Lead " + MARK);
        for (int i = 1; i <= 5; i++) {
            String name = "Person " + i + " " + MARK;
            EMPLOYEES.add(named(i == 1 ? workspace.employee(name, "teamId", team) : workspace.employee(name), name));
        }
        for (int i = 1; i <= CUSTOMERS; i++) {
            String name = MARK + " customer " + i;
            String customer = named(workspace.customer(name), name);
            CUSTOMER_IDS.add(customer);
            for (int j = 1; j <= i % 3; j++) {
                String project = MARK + " project " + i + "." + j;
                PROJECTS.put(named(workspace.project(customer, project), project), customer);
            }
        }
        set();
    }

    private static String named(String id, String name) {
        NAMES.put(id, name);
        return id;
    }

    /** Most customers have somebody in some way, and no cell has one with and one without a role. */
    private static void set() {
        List<Map<String, Object>> changes = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            String customer = CUSTOMER_IDS.get(i);
            if (i % 4 != 0) {
                changes.add(set("customer", customer, EMPLOYEES.get(i % 4), i % 2 == 0 ? controller : null, "current"));
            }
            if (i % 5 == 1) {
                changes.add(set("customer", customer, EMPLOYEES.get(0), owner, "current"));
                changes.add(set("customer", customer, EMPLOYEES.get(2), owner, "coming"));
            }
            if (i % 6 == 3) {
                changes.add(set("customer", customer, EMPLOYEES.get(2), controller, "ended"));
            }
        }
        int number = 0;
        for (String project : PROJECTS.keySet()) {
            if (number % 2 == 0) {
                String state = number % 4 == 0 ? "current" : "coming";
                changes.add(set("project", project, EMPLOYEES.get(3), number % 3 == 0 ? lead : null, state));
            }
            number++;
        }
        workspace.changed(changes);
        workspace
                .patch("/api/employees/" + EMPLOYEES.get(3), "{\"active\":false}")
                .expect(200);
    }

    private static Map<String, Object> set(String type, String subject, String employee, String role, String state) {
        ALL.add(new Held(subject, employee, role, state));
        Map<String, Object> change = changeOf(type, "assign", subject, employee, "roleId", role);
        if (state.equals("coming")) {
            change.put("from", today.plusDays(40).toString());
        } else if (state.equals("ended")) {
            change.put("to", today.minusDays(40).toString());
        }
        return change;
    }

    private static JsonNode matrix(String query) {
        return workspace.get("/api/matrix?q=" + MARK + query).expect(200).json();
    }

    private static List<JsonNode> walked(String query) {
        List<JsonNode> rows = new ArrayList<>();
        JsonNode page = matrix(query + "&limit=4");
        page.get("rows").forEach(rows::add);
        while (!page.get("next").isNull()) {
            page = matrix(query + "&limit=4&cursor=" + page.get("next").asString());
            page.get("rows").forEach(rows::add);
        }
        return rows;
    }

    private static List<String> subjects(Iterable<JsonNode> rows) {
        return texts(rows, "/subject/id");
    }

    /** What is shown under a filter, of customers alone or of projects too. */
    private static List<Held> shown(boolean projects, Predicate<Held> filter) {
        return ALL.stream()
                .filter(each -> projects || !PROJECTS.containsKey(each.subject()))
                .filter(filter)
                .toList();
    }

    private static boolean current(Held each) {
        return !each.state().equals("ended");
    }

    // Windows

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&projects=true",
                "&view=role",
                "&view=role&projects=true&period=all",
                "&projects=true&rows=set",
                "&projects=true&rows=empty",
                "&period=coming&rows=set",
                "&on=2999-01-01&rows=set&projects=true",
                "&lang=fi&projects=true",
            })
    void every_offset_is_the_same_as_walking_there(String query) {
        List<JsonNode> walked = walked(query);
        assertThat(walked).hasSizeGreaterThan(2);

        for (int offset = 0; offset < walked.size() + 2; offset++) {
            JsonNode window = matrix(query + "&limit=3&offset=" + offset);
            int from = Math.min(offset, walked.size());
            assertThat(window.get("rows").valueStream().toList())
                    .as("rows from %d", offset)
                    .isEqualTo(walked.subList(from, Math.min(from + 3, walked.size())));
            assertThat(window.get("offset").asInt()).isEqualTo(offset);
            assertThat(window.get("total").asInt()).isEqualTo(walked.size());
        }
        JsonNode beyond = matrix(query + "&offset=100000");
        assertThat(beyond.get("rows")).isEmpty();
        assertThat(beyond.get("offset").asInt()).isEqualTo(100_000);
        assertThat(beyond.get("total").asInt()).isEqualTo(walked.size());
    }

    @Test
    void all_customers_are_rows_and_each_project_stands_under_its_own() {
        List<JsonNode> rows = walked("&projects=true");

        assertThat(subjects(rows)).hasSize(CUSTOMERS + PROJECTS.size()).doesNotHaveDuplicates();
        String customer = null;
        for (JsonNode row : rows) {
            if (row.at("/subject/type").asString().equals("customer")) {
                customer = row.at("/subject/id").asString();
            } else {
                assertThat(PROJECTS.get(row.at("/subject/id").asString())).isEqualTo(customer);
            }
        }
    }

    @Test
    void without_rows_there_are_columns_counts_and_the_total() {
        JsonNode head = matrix("&limit=0&projects=true");

        assertThat(head.get("rows")).isEmpty();
        assertThat(head.get("total").asInt()).isEqualTo(CUSTOMERS + PROJECTS.size());
        assertThat(head.get("columns")).isEqualTo(matrix("&projects=true").get("columns"));
        assertThat(head.at("/counts/customers").asInt()).isEqualTo(CUSTOMERS);
        assertThat(head.at("/counts/projects").asInt()).isEqualTo(PROJECTS.size());
        assertThat(head.at("/counts/responsibilities").asInt())
                .isEqualTo(shown(true, MatrixWindowTest::current).size());
    }

    @Test
    void columns_may_be_left_out() {
        JsonNode without = matrix("&columns=false&limit=5");

        assertThat(without.path("columns")).isEmpty();
        assertThat(without.get("rows")).isEqualTo(matrix("&limit=5").get("rows"));
        assertThat(without.get("counts")).isEqualTo(matrix("&limit=5").get("counts"));
    }

    @Test
    void subjects_choose_their_rows_alone() {
        String project = PROJECTS.keySet().iterator().next();
        String customer = CUSTOMER_IDS.get(3);
        String other = CUSTOMER_IDS.get(7);

        assertThat(subjects(all("subject=" + customer + "&subject=" + other)))
                .containsExactlyInAnyOrder(customer, other);
        assertThat(subjects(all("subject=" + project))).containsExactly(project);
        assertThat(subjects(all("subject=" + project + "&projects=true"))).containsExactly(project);
        assertThat(subjects(all("subject=" + customer + "&projects=true"))).containsExactly(customer);
        assertThat(all("subject=" + UUID.randomUUID())).isEmpty();
        JsonNode one = workspace
                .get("/api/matrix?limit=0&subject=" + customer)
                .expect(200)
                .json();
        assertThat(one.at("/counts/customers").asInt()).isEqualTo(1);
        assertThat(one.get("total").asInt()).isEqualTo(1);
    }

    private static List<JsonNode> all(String query) {
        return workspace.all("/api/matrix?" + query);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "offset=-1",
                "offset=one",
                "offset=",
                "limit=-1",
                "limit=501",
                "columns=perhaps",
                "rows=some",
                "period=later",
                "subject=everybody",
                "lang=de",
                "rows=set&rows=other",
            })
    void a_window_at_fault_is_a_400(String query) {
        assertRefused(workspace.get("/api/matrix?" + query), 400, "", "");
    }

    @Test
    void an_offset_and_a_cursor_exclude_each_other() {
        String cursor = matrix("&limit=2").get("next").asString();

        assertRefused(workspace.get("/api/matrix?q=" + MARK + "&limit=2&offset=2&cursor=" + cursor), 400, "", "");
    }

    // Rows with somebody and with nobody

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                       | false",
                "&projects=true           | true",
                "&view=role               | false",
                "&view=role&projects=true | true",
            })
    void rows_are_parted_into_set_and_empty_ones(String query, boolean projects) {
        TreeSet<String> wanted = shown(projects, MatrixWindowTest::current).stream()
                .map(Held::subject)
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> all = subjects(walked(query + "&rows=all"));
        List<String> set = subjects(walked(query + "&rows=set"));
        List<String> empty = subjects(walked(query + "&rows=empty"));

        assertThat(all).isEqualTo(subjects(walked(query)));
        assertThat(new TreeSet<>(set)).isEqualTo(wanted);
        assertThat(set).isEqualTo(all.stream().filter(wanted::contains).toList());
        assertThat(empty)
                .isEqualTo(all.stream().filter(each -> !wanted.contains(each)).toList());
    }

    @Test
    void the_customers_of_an_employee_and_those_who_lack_a_role_are_rows() {
        String employee = EMPLOYEES.get(1);
        List<String> hers = subjects(walked("&rows=set&employee=" + employee));
        List<String> lacking = subjects(walked("&rows=empty&customerRole=" + controller));

        assertThat(hers)
                .containsExactlyInAnyOrderElementsOf(distinct(
                        shown(false, each -> current(each) && each.employee().equals(employee))));
        List<String> controlled = distinct(shown(false, each -> current(each) && controller.equals(each.role())));
        assertThat(lacking)
                .containsExactlyInAnyOrderElementsOf(CUSTOMER_IDS.stream()
                        .filter(each -> !controlled.contains(each))
                        .toList());
        JsonNode head = matrix("&limit=0&rows=set&employee=" + employee);
        assertThat(head.get("total").asInt()).isEqualTo(hers.size());
        assertThat(head.at("/counts/customers").asInt()).isEqualTo(hers.size());
    }

    private static List<String> distinct(List<Held> responsibilities) {
        return responsibilities.stream().map(Held::subject).distinct().toList();
    }

    // Counts

    @Test
    void a_window_on_the_past_has_the_rows_and_counts_of_then() {
        String mark = word();
        List<String> customers = workspace.customers(mark, 5);
        String employee = workspace.employee("Leaver " + mark);
        customers.subList(0, 3).forEach(customer -> workspace.assign(customer, employee));
        String then = workspace
                .all("/api/history?employee=" + employee)
                .getFirst()
                .get("at")
                .asString();
        workspace.changed(customers.subList(0, 3).stream()
                .map(customer -> Workspace.change("remove", customer, employee))
                .toList());
        workspace.customer(mark + " 6");
        String past = "/api/matrix?q=" + mark + "&asOf=" + then;

        for (int offset = 0; offset < 6; offset++) {
            JsonNode window = workspace
                    .get(past + "&limit=2&offset=" + offset)
                    .expect(200)
                    .json();
            assertThat(subjects(window.get("rows")))
                    .isEqualTo(customers.subList(Math.min(offset, 5), Math.min(offset + 2, 5)));
            assertThat(window.at("/counts/customers").asInt()).isEqualTo(5);
            assertThat(window.at("/counts/responsibilities").asInt()).isEqualTo(3);
        }
        assertThat(subjects(workspace.all(past + "&rows=set"))).isEqualTo(customers.subList(0, 3));
        assertThat(subjects(workspace.all(past + "&rows=empty"))).isEqualTo(customers.subList(3, 5));
        assertThat(Sheet.ofXlsx(workspace.get("/api/matrix.xlsx?q=" + mark + "&rows=set&asOf=" + then)))
                .hasSize(4);
        assertThat(workspace.all("/api/matrix?rows=set&q=" + mark)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"current, false", "current, true", "all, true", "coming, true", "coming, false"})
    void columns_and_rows_count_what_is_shown(String period, boolean projects) {
        Predicate<Held> inPeriod = switch (period) {
            case "all" -> _ -> true;
            case "coming" -> each -> each.state().equals("coming");
            default -> MatrixWindowTest::current;
        };
        List<Held> shown = shown(projects, inPeriod);
        String query = "&period=" + period + "&projects=" + projects;
        JsonNode matrix = matrix(query + "&limit=500");

        Map<String, JsonNode> columns = new HashMap<>();
        matrix.get("columns")
                .forEach(column -> columns.put(column.get("employeeId").asString(), column));
        for (String employee : EMPLOYEES) {
            List<Held> hers = shown.stream()
                    .filter(each -> each.employee().equals(employee))
                    .toList();
            if (hers.isEmpty() && !columns.containsKey(employee)) {
                continue;
            }
            JsonNode column = columns.get(employee);
            assertThat(column.get("count").asInt()).isEqualTo(hers.size());
            assertThat(column.get("current").asLong()).isEqualTo(count(hers, "current"));
            assertThat(column.get("coming").asLong()).isEqualTo(count(hers, "coming"));
        }
        for (JsonNode row : matrix.get("rows")) {
            assertThat(row.get("count").asLong())
                    .isEqualTo(shown.stream()
                            .filter(each ->
                                    each.subject().equals(row.at("/subject/id").asString()))
                            .count());
        }
        assertThat(matrix.at("/counts/responsibilities").asInt()).isEqualTo(shown.size());
        assertThat(matrix.at("/counts/customers").asInt()).isEqualTo(CUSTOMERS);
    }

    private static long count(List<Held> responsibilities, String state) {
        return responsibilities.stream()
                .filter(each -> each.state().equals(state))
                .count();
    }

    @Test
    void a_column_has_the_team_and_whether_the_employee_is_active() {
        JsonNode columns = matrix("&projects=true&limit=0").get("columns");
        JsonNode first = column(columns, EMPLOYEES.get(0));
        JsonNode inactive = column(columns, EMPLOYEES.get(3));

        assertThat(first.get("teamName").asString()).isEqualTo("Team " + MARK);
        assertThat(first.get("active").asBoolean()).isTrue();
        assertThat(inactive.get("active").asBoolean()).isFalse();
        assertThat(inactive.path("teamName").asString("")).isEmpty();
    }

    private static JsonNode column(JsonNode columns, String employee) {
        return columns.valueStream()
                .filter(column -> column.get("employeeId").asString().equals(employee))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void columns_of_roles_count_too() {
        JsonNode matrix = matrix("&view=role&period=all&limit=0");
        Map<String, Integer> counts = new TreeMap<>();
        matrix.get("columns").forEach(column -> {
            int count = column.get("count").asInt();
            if (count > 0) {
                counts.put(column.path("roleId").asString(NONE), count);
            }
        });

        Map<String, Integer> wanted = new TreeMap<>();
        shown(false, _ -> true)
                .forEach(each -> wanted.merge(each.role() == null ? NONE : each.role(), 1, Integer::sum));
        assertThat(counts).isEqualTo(wanted);
    }

    @Test
    void what_is_coming_is_a_period_of_matrix_and_assignees() {
        List<JsonNode> states = walked("&period=coming&projects=true").stream()
                .flatMap(row -> row.get("cells").valueStream())
                .flatMap(cell -> cell.get("responsibilities").valueStream())
                .toList();
        assertThat(states)
                .hasSize(shown(true, each -> each.state().equals("coming")).size())
                .allMatch(each -> each.get("state").asString().equals("coming"));

        List<JsonNode> assignees = workspace.all("/api/assignees?period=coming&projects=true&q=" + MARK);
        assertThat(assignees)
                .hasSameSizeAs(states)
                .allMatch(each ->
                        each.get("from").asString().equals(today.plusDays(40).toString()));
        assertThat(workspace.all("/api/assignees?period=all&projects=true&q=" + MARK))
                .hasSize(ALL.size());
        assertThat(Sheet.ofXlsx(workspace.get("/api/assignees.xlsx?period=coming&projects=true&q=" + MARK)))
                .hasSize(states.size() + 1);
    }

    // Sheets

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&projects=true&period=all",
                "&rows=set",
                "&rows=empty",
                "&projects=true&period=coming&rows=set",
            })
    void the_sheet_is_what_the_screen_shows(String query) {
        JsonNode screen = matrix(query + "&limit=500");
        List<String> columns = texts(screen.get("columns"), "/employeeId");
        List<List<String>> wanted = new ArrayList<>();
        for (JsonNode row : screen.get("rows")) {
            wanted.add(line(row, columns));
        }

        List<List<String>> xlsx = Sheet.ofXlsx(workspace.get("/api/matrix.xlsx?q=" + MARK + query));
        List<List<String>> csv = Sheet.ofCsv(workspace.get("/api/matrix.csv?q=" + MARK + query));

        assertThat(xlsx.getFirst().subList(2, xlsx.getFirst().size())).isEqualTo(texts(screen.get("columns"), "/name"));
        assertThat(xlsx.subList(1, xlsx.size())).isEqualTo(wanted);
        assertThat(csv).isEqualTo(xlsx);
    }

    private static List<String> line(JsonNode row, List<String> columns) {
        JsonNode subject = row.get("subject");
        String id = subject.get("id").asString();
        List<String> line = new ArrayList<>();
        line.add(subject.get("number").asString());
        line.add(PROJECTS.containsKey(id) ? NAMES.get(PROJECTS.get(id)) + " / " + NAMES.get(id) : NAMES.get(id));
        Map<String, String> cells = new HashMap<>();
        row.get("cells").forEach(cell -> cells.put(cell.get("employeeId").asString(), text(cell)));
        columns.forEach(column -> line.add(cells.getOrDefault(column, "")));
        while (line.getLast().isEmpty()) {
            line.removeLast();
        }
        return line;
    }

    private static String text(JsonNode cell) {
        List<String> roles = cell.get("responsibilities")
                .valueStream()
                .map(each -> NAMES.get(each.path("roleId").asString("")))
                .distinct()
                .sorted(Comparator.nullsFirst(Comparator.naturalOrder()))
                .toList();
        return roles.equals(Collections.singletonList(null)) ? "x" : String.join(", ", roles);
    }

    @Test
    void the_sheet_of_roles_has_the_names_of_the_employees() {
        String customer = CUSTOMER_IDS.get(1);
        JsonNode screen = workspace
                .get("/api/matrix?view=role&subject=" + customer)
                .expect(200)
                .json();
        List<String> columns = texts(screen.get("columns"), "/roleId");

        List<List<String>> sheet = Sheet.ofXlsx(workspace.get("/api/matrix.xlsx?view=role&subject=" + customer));

        assertThat(sheet).hasSize(2);
        int column = columns.indexOf(owner) + 2;
        assertThat(sheet.getFirst().get(column)).isEqualTo("Account owner " + MARK);
        assertThat(sheet.get(1).get(column))
                .isEqualTo(NAMES.get(EMPLOYEES.get(0)) + ", " + NAMES.get(EMPLOYEES.get(2)));
        assertThat(sheet.get(1).get(1)).isEqualTo(NAMES.get(customer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"&view=role", "&view=role&projects=true&period=all", "&view=role&rows=set&period=coming"})
    void the_sheet_of_roles_is_what_the_screen_shows(String query) {
        JsonNode screen = matrix(query + "&limit=500");
        List<String> columns = texts(screen.get("columns"), "/roleId");

        List<List<String>> sheet = Sheet.ofXlsx(workspace.get("/api/matrix.xlsx?q=" + MARK + query));

        List<List<String>> wanted = new ArrayList<>();
        for (JsonNode row : screen.get("rows")) {
            Map<String, String> cells = new HashMap<>();
            row.get("cells")
                    .forEach(cell -> cells.put(
                            cell.path("roleId").asString(""),
                            texts(cell.get("responsibilities"), "/employee/name").stream()
                                    .distinct()
                                    .sorted()
                                    .collect(Collectors.joining(", "))));
            wanted.add(columns.stream()
                    .map(column -> cells.getOrDefault(column, ""))
                    .toList());
        }
        assertThat(sheet).hasSize(wanted.size() + 1);
        for (int row = 0; row < wanted.size(); row++) {
            List<String> line = new ArrayList<>(
                    sheet.get(row + 1).subList(2, sheet.get(row + 1).size()));
            while (line.size() < columns.size()) {
                line.add("");
            }
            assertThat(line).isEqualTo(wanted.get(row));
        }
    }

    @Test
    void the_head_of_the_sheet_is_in_the_language_asked_for() {
        String path = "/api/matrix.csv?rows=set&q=" + MARK;
        List<String> english = Sheet.ofCsv(workspace.get(path)).getFirst();
        List<String> finnish = Sheet.ofCsv(workspace.get(path + "&lang=fi")).getFirst();

        assertThat(finnish.subList(0, 2)).isNotEqualTo(english.subList(0, 2));
        assertThat(finnish.subList(2, finnish.size()))
                .containsExactlyInAnyOrderElementsOf(english.subList(2, english.size()));
        String unmarked = workspace.get(path + "&bom=false").expect(200).text();
        assertThat(Sheet.ofUnmarkedCsv(unmarked).getFirst()).isEqualTo(english);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=10", "offset=0", "cursor=Zm9yZ2Vk", "rows=some", "bom=perhaps", "lang=de"})
    void a_sheet_at_fault_is_a_400(String query) {
        assertRefused(workspace.get("/api/matrix.csv?" + query), 400, "", "");
    }

    @Test
    void the_cells_of_a_window_are_those_that_were_set() {
        Set<String> wanted = shown(true, MatrixWindowTest::current).stream()
                .map(each -> each.subject() + " " + each.employee() + " " + each.role() + " " + each.state())
                .collect(Collectors.toSet());
        Set<String> found = new TreeSet<>();
        int total = CUSTOMERS + PROJECTS.size();
        IntStream.iterate(0, offset -> offset < total, offset -> offset + 7)
                .mapToObj(offset -> matrix("&projects=true&columns=false&limit=7&offset=" + offset))
                .flatMap(window -> window.get("rows").valueStream())
                .forEach(row -> found.addAll(cells(row)));

        assertThat(found).isEqualTo(new TreeSet<>(wanted));
    }

    private static Set<String> cells(JsonNode row) {
        Set<String> cells = new TreeSet<>();
        for (JsonNode cell : row.get("cells")) {
            for (JsonNode each : cell.get("responsibilities")) {
                cells.add(row.at("/subject/id").asString() + " "
                        + cell.get("employeeId").asString() + " "
                        + each.path("roleId").asString(null) + " "
                        + each.get("state").asString());
            }
        }
        return cells;
    }
}
