package incharge.reporting.matrix;

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
import java.util.UUID;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class MatrixFileTest {

    private static final LocalDate JULY = LocalDate.parse("2026-07-01");

    private final FactScript script = new FactScript()
            .role("Owner", "customer")
            .role("Accountant", "customer")
            .role("Manager", "project")
            .employee("Bo", null, false, true)
            .employee("Anna", null, false, true)
            .employee("=SUM(A1)", null, false, true)
            .customer("Acme", "1001")
            .customer("+358", "-2")
            .project("Audit", "P-1", "Acme")
            .assigned("Acme", "Anna", "Owner", null, null)
            .assigned("Acme", "Anna", "Accountant", null, LocalDate.parse("2026-06-30"))
            .assigned("Acme", "Anna", "Accountant", JULY, null)
            .assigned("Acme", "Anna", null, null, null)
            .assigned("Acme", "Bo", null, null, null)
            .assigned("Acme", "Bo", "Owner", null, LocalDate.parse("2026-01-31"))
            .assignedToProject("Audit", "Acme", "Bo", "Manager", null, null);
    private final InMemoryTimeline entries = new InMemoryTimeline().apply(script.facts());
    private final Views views = new Views(entries);

    @Test
    void the_table_is_that_of_the_screen() {
        assertThat(csv("/api/matrix.csv?projects=true&bom=false")).isEqualTo("""
                        Number,Customer,'=SUM(A1),Anna,Bo
                        '-2,'+358,,,
                        1001,Acme,,"Accountant, Owner",x
                        P-1,Acme / Audit,,,Manager
                        """.replace("\n", "\r\n"));
        assertThat(csv("/api/matrix.csv?bom=false&rows=set&employee=" + id("Bo") + "&period=all"))
                .isEqualTo("Number,Customer,Bo\r\n1001,Acme,Owner\r\n");
    }

    @Test
    void by_role_the_cells_hold_employees_and_the_last_column_those_without_a_role() {
        assertThat(csv("/api/matrix.csv?projects=true&view=role&bom=false&lang=sv"))
                .isEqualTo("""
                        Nummer,Kund,Accountant,Owner,Manager,Ingen roll
                        '-2,'+358,,,,
                        1001,Acme,Anna,Anna,,"Anna, Bo"
                        P-1,Acme / Audit,,,Bo,
                        """.replace("\n", "\r\n"));
    }

    @Test
    void the_sheet_holds_the_same() throws IOException {
        MockHttpServletResponse sheet = views.get("/api/matrix.xlsx?projects=true&lang=fi");

        assertThat(sheet.getHeader("Content-Disposition")).isEqualTo("attachment; filename=\"matrix.xlsx\"");
        assertThat(sheet.getHeader("Event-Position")).isNotNull();
        assertThat(cells(sheet))
                .containsExactly(
                        List.of("Numero", "Asiakas", "=SUM(A1)", "Anna", "Bo"),
                        List.of("-2", "+358", "", "", ""),
                        List.of("1001", "Acme", "", "Accountant, Owner", "x"),
                        List.of("P-1", "Acme / Audit", "", "", "Manager"));
    }

    @Test
    void the_file_chooses_rows_and_a_time_as_the_screen_does() {
        String known = script.last().time().toString();
        entries.apply(
                script.category("Retail").categorised("Acme", "Retail", null).facts());

        assertThat(csv("/api/matrix.csv?bom=false&category=none&employee=" + id("Bo")))
                .isEqualTo("Number,Customer,Bo\r\n'-2,'+358,\r\n");
        assertThat(csv("/api/matrix.csv?bom=false&employee=" + id("Bo") + "&subject=" + id("Audit")))
                .isEqualTo("Number,Customer,Bo\r\nP-1,Acme / Audit,Manager\r\n");
        assertThat(csv("/api/matrix.csv?bom=false&employee=" + id("Bo") + "&rows=empty"))
                .isEqualTo("Number,Customer,Bo\r\n'-2,'+358,\r\n");
        assertThat(csv("/api/matrix.csv?bom=false&category=none&asOf=" + known)).contains("1001,Acme");
    }

    @Test
    void columns_of_one_name_both_stay() {
        entries.apply(script.responsibilities(
                        "EmployeeAdded", id("Other Bo"), "employeeId", id("Other Bo"), "name", "Bo", "active", true)
                .facts());

        assertThat(csv("/api/matrix.csv?bom=false")).startsWith("Number,Customer,'=SUM(A1),Anna,Bo,Bo\r\n");
    }

    @Test
    void a_file_needs_view_of_reports() {
        assertThat(views.without("reports").get("/api/matrix.csv").getStatus()).isEqualTo(403);
        assertThat(views.without("responsibilities").get("/api/matrix.xlsx").getStatus())
                .isEqualTo(403);
    }

    @Test
    void more_columns_than_a_sheet_has_are_refused() {
        for (int employee = 0; employee < 16_379; employee++) {
            UUID id = new UUID(1, employee);
            script.responsibilities("EmployeeAdded", id, "employeeId", id, "name", "E" + employee, "active", true);
        }
        entries.applyAtOnce(script.facts());
        assertThat(csv("/api/matrix.csv?bom=false").split("\r\n", 2)[0].split(","))
                .hasSize(16_384);

        UUID id = new UUID(2, 0);
        entries.apply(script.responsibilities("EmployeeAdded", id, "employeeId", id, "name", "E", "active", true)
                .facts());
        for (String format : List.of("xlsx", "csv")) {
            MockHttpServletResponse refused = views.get("/api/matrix." + format);
            assertThat(refused.getStatus()).isEqualTo(422);
            assertThat(refused.getContentType()).isEqualTo("application/problem+json");
            assertThat(text(refused)).contains("\"code\":\"too-many-columns\"");
        }
        assertThat(views.get("/api/matrix.csv?employee=" + id("Bo")).getStatus())
                .isEqualTo(200);
    }

    private String csv(String query) {
        MockHttpServletResponse response = views.get(query);
        assertThat(response.getStatus()).as(query).isEqualTo(200);
        return text(response);
    }

    private static String text(MockHttpServletResponse response) {
        return new String(response.getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private static List<List<String>> cells(MockHttpServletResponse sheet) throws IOException {
        var rows = new ArrayList<List<String>>();
        try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(sheet.getContentAsByteArray()))) {
            assertThat(workbook.getSheetName(0)).isEqualTo("Vastuut");
            for (Row row : workbook.getSheetAt(0)) {
                var cells = new ArrayList<String>();
                for (int column = 0; column < 5; column++) {
                    cells.add(
                            row.getCell(column) == null
                                    ? ""
                                    : row.getCell(column).getStringCellValue());
                }
                rows.add(cells);
            }
        }
        return rows;
    }
}
