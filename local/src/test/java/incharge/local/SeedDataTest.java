package incharge.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The demo files fit together: no row names what no other file has. */
class SeedDataTest {
    @Test
    void projects_and_responsibilities_name_known_customers_people_and_projects() throws IOException {
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
    void each_demo_client_has_its_employee() throws IOException {
        Map<String, String> sellers = rows("people").stream().collect(Collectors.toMap(List::getFirst, List::getLast));

        assertThat(sellers)
                .containsOnlyKeys("demo-admin", "demo-editor", "demo-viewer", "demo-seller", "demo-employee")
                .containsEntry("demo-seller", "true")
                .containsEntry("demo-admin", "false");
    }

    private static List<String> column(String file, String name) throws IOException {
        int index = header(file).indexOf(name);
        return rows(file).stream().map(row -> row.get(index)).toList();
    }

    private static List<String> header(String file) throws IOException {
        return cells(lines(file).getFirst());
    }

    private static List<List<String>> rows(String file) throws IOException {
        return lines(file).stream().skip(1).map(SeedDataTest::cells).toList();
    }

    // A quoted comma occurs only behind the columns that are read here.
    private static List<String> cells(String line) {
        return List.of(line.split(",", -1));
    }

    private static List<String> lines(String file) throws IOException {
        try (InputStream in = Seed.class.getResourceAsStream("demo/" + file + ".csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
