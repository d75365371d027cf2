package incharge.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The demo files fit together: no row names what no other file has. */
class SeedDataTest {
    @Test
    void projects_and_responsibilities_name_known_customers_people_and_projects() {
        List<String> customers = column("customers", "customer_number");
        List<String> people = column("employees", "employee_id");
        List<String> projects = column("projects", "project_no");

        assertThat(customers).hasSizeGreaterThanOrEqualTo(100).doesNotHaveDuplicates();
        assertThat(customers).containsAll(column("projects", "customer_number"));
        assertThat(customers).containsAll(column("responsibilities", "customer_number"));
        assertThat(people).containsAll(column("people", "employee_id"));
        assertThat(people).containsAll(column("responsibilities", "employee_id"));
        assertThat(projects).doesNotHaveDuplicates();
        assertThat(projects)
                .containsAll(column("responsibilities", "project_no").stream()
                        .filter(number -> !number.isEmpty())
                        .toList());
    }

    @Test
    void each_demo_client_has_its_employee() {
        Map<String, String> sellers = rows("people").stream().collect(Collectors.toMap(List::getFirst, List::getLast));

        assertThat(sellers)
                .containsOnlyKeys("demo-admin", "demo-editor", "demo-viewer", "demo-seller", "demo-employee")
                .containsEntry("demo-seller", "true")
                .containsEntry("demo-admin", "false");
    }

    @Test
    void the_tables_of_all_days_together_are_the_files_with_each_end_that_was_not_known_at_first() {
        var tables = new DemoTables(DemoTables.WRITTEN_FOR);
        var customers = new ArrayList<String>();
        var responsibilities = new ArrayList<String>();
        for (LocalDate day = LocalDate.of(2024, 7, 1); !day.isAfter(DemoTables.WRITTEN_FOR); day = day.plusDays(60)) {
            customers.addAll(tables.customers(day).rows());
            responsibilities.addAll(tables.responsibilities(day).rows());
        }

        assertThat(customers)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        DemoTables.lines("customers").skip(1).toList());
        assertThat(responsibilities)
                .doesNotHaveDuplicates()
                .containsAll(DemoTables.lines("responsibilities").skip(1).toList());
        assertThat(responsibilities).anyMatch(row -> row.startsWith("1001,,E101,Account manager,2023-01-01,2025-"));
        assertThat(responsibilities).contains("1001,,E101,Account manager,2023-01-01,");
    }

    @Test
    void all_days_move_with_today() {
        var tables = new DemoTables(DemoTables.WRITTEN_FOR.plusDays(400));

        assertThat(tables.shifted("from 2026-11-29 to 2027-01-01")).isEqualTo("from 2028-01-03 to 2028-02-05");
        assertThat(tables.customers(DemoTables.WRITTEN_FOR).rows().getFirst()).contains(",2023-06-23,");
    }

    private static List<String> column(String file, String name) {
        int index = header(file).indexOf(name);
        return rows(file).stream().map(row -> row.get(index)).toList();
    }

    private static List<String> header(String file) {
        return cells(lines(file).getFirst());
    }

    private static List<List<String>> rows(String file) {
        return lines(file).stream().skip(1).map(SeedDataTest::cells).toList();
    }

    // A quoted comma occurs only behind the columns that are read here.
    private static List<String> cells(String line) {
        return List.of(line.split(",", -1));
    }

    private static List<String> lines(String file) {
        return DemoTables.lines(file).toList();
    }
}
