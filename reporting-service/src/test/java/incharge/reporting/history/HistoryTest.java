package incharge.reporting.history;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.StoredVersions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HistoryTest {

    private static Snapshots snapshots;
    private static Views views;

    @BeforeAll
    static void begin() {
        FactScript script = new FactScript()
                .category("Retail")
                .category("Wholesale")
                .tag("Key")
                .team("North")
                .role("Accountant", "customer")
                .employee("Anna", "North", false, true)
                .employee("Bo", "North", false, true)
                .employee("Carl", "North", false, true)
                .signingIn("sam", true, true)
                .customer("Acme", "1")
                .project("Audit", "P-1", "Acme")
                .categorised("Acme", "Retail", null)
                .groupings(
                        "CustomerCategorised",
                        id("Acme"),
                        "customerId",
                        id("Acme"),
                        "categoryId",
                        id("Wholesale"),
                        "movedFrom",
                        id("Retail"))
                .tagged("Acme", "Key")
                .assigned("Acme", "Anna", "Accountant", null, null)
                .employeeChanged("Anna", null, false, true)
                .tagRenamed("Key", "Lock")
                .groupings("CategoryDeleted", id("Retail"), "categoryId", id("Retail"))
                .groupings("CategoryDeleted", id("Wholesale"), "categoryId", id("Wholesale"))
                .groupings("TagDeleted", id("Key"), "tagId", id("Key"))
                .responsibilities("TeamDeleted", id("North"), "teamId", id("North"))
                .responsibilities("RoleDeleted", id("Accountant"), "roleId", id("Accountant"))
                .employeeDeleted("Bo")
                .customer("Taken back", "2")
                .project("Review", "P-2", "Taken back")
                .customers(
                        "CustomerGroupingWithdrawn",
                        id("Taken back"),
                        "customerId",
                        id("Taken back"),
                        "withdrawnCommandId",
                        id("import"))
                .customers(
                        "ProjectAssigneeWithdrawn",
                        id("Review"),
                        "projectId",
                        id("Review"),
                        "customerId",
                        id("Taken back"),
                        "employeeId",
                        id("Carl"),
                        "withdrawnCommandId",
                        id("import"));
        snapshots = new StoredVersions().apply(script).follow();
        views = new Views(snapshots);
    }

    @AfterAll
    static void end() {
        snapshots.close();
    }

    @Test
    void what_was_requested_and_is_withdrawn_belongs_to_the_customer_the_project_and_the_employee() {
        assertThat(types(views, "customer=" + id("Taken back")))
                .containsExactly(
                        "ProjectAssigneeWithdrawn", "CustomerGroupingWithdrawn", "ProjectOpened", "CustomerRegistered");
        assertThat(typesOf(id("Review"))).containsExactly("ProjectAssigneeWithdrawn", "ProjectOpened");
        assertThat(types(views, "employee=" + id("Carl"))).containsExactly("ProjectAssigneeWithdrawn", "EmployeeAdded");
    }

    @Test
    void every_subject_that_it_names_finds_its_rows() {
        assertThat(typesOf(id("Retail"))).containsExactly("CategoryDeleted", "CategoryCreated");
        assertThat(typesOf(id("Key"))).containsExactly("TagDeleted", "TagChanged", "TagCreated");
        assertThat(typesOf(id("North"))).containsExactly("TeamDeleted", "TeamAdded");
        assertThat(typesOf(id("Accountant"))).containsExactly("RoleDeleted", "RoleAdded");
        assertThat(typesOf(id("Anna"))).containsExactly("EmployeeChanged", "EmployeeAdded");
        assertThat(typesOf(id("Audit"))).containsExactly("ProjectOpened");
        assertThat(typesOf(id("nobody"))).isEmpty();
        assertThat(types(views, "subject=" + id("Key") + "&subject=" + id("Audit")))
                .containsExactly("TagDeleted", "TagChanged", "ProjectOpened", "TagCreated");
        assertThat(types(views, "subject=" + id("Anna") + "&employee=" + id("Bo")))
                .isEmpty();
        assertThat(types(views.as("sam"), "subject=" + id("Retail"))).hasSize(2);
    }

    @Test
    void what_is_gone_keeps_the_last_name_it_had() {
        String history = views.json("/api/history?limit=500").get("items").toString();

        assertThat(history)
                .contains("\"role\":{\"id\":\"%s\",\"name\":\"Accountant\"}".formatted(id("Accountant")))
                .contains("\"category\":{\"id\":\"%s\",\"name\":\"Wholesale\"}".formatted(id("Wholesale")))
                .contains("\"movedFrom\":{\"id\":\"%s\",\"name\":\"Retail\"}".formatted(id("Retail")))
                .contains("\"tag\":{\"id\":\"%s\",\"name\":\"Lock\"}".formatted(id("Key")))
                .contains("\"employee\":{\"id\":\"%s\",\"name\":\"Bo\"}".formatted(id("Bo")))
                .doesNotContain("\"name\":null");
        var file = new String(views.get("/api/history.csv").getContentAsByteArray(), StandardCharsets.UTF_8);
        assertThat(file.lines().filter(line -> line.contains("ResponsibilityAssigned")))
                .singleElement()
                .asString()
                .contains("Acme", "Anna", "Accountant");
    }

    private static List<String> typesOf(UUID subject) {
        return types(views, "subject=" + subject);
    }

    private static List<String> types(Views views, String query) {
        JsonNode page = views.json("/api/history?" + query);
        List<String> types = page.get("items")
                .valueStream()
                .map(item -> item.get("type").asString())
                .toList();
        assertThat(page.get("total").asInt()).isEqualTo(types.size());
        return types;
    }
}
