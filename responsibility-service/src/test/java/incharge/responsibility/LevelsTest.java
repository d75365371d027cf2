package incharge.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what with people and what they answer for. */
class LevelsTest extends ServiceTest {

    private String externalId;
    private UUID employee;
    private UUID team;
    private UUID role;

    @BeforeEach
    void there() {
        externalId = fresh("E");
        employee = employee(externalId);
        team = added("/api/teams", "{\"name\":\"" + fresh("T") + "\"}");
        role = added("/api/roles", "{\"name\":\"" + fresh("R") + "\",\"kind\":\"customer\"}");
    }

    private void refused(String client, String method, String path, String body) {
        long before = store.log().head();
        String at = path.replace("EMPLOYEE", employee.toString())
                .replace("TEAM", team.toString())
                .replace("ROLE", role.toString());

        Answer answer = as(client, method, at, body);

        assertThat(answer.status()).as("%s: %s", at, answer.body()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("level-missing");
        assertThat(store.log().head()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/employees/EMPLOYEE", "/api/teams/TEAM", "/api/roles/ROLE"})
    void reading_needs_view_of_responsibilities(String path) {
        refused("demo-employee", "GET", path, null);
        assertThat(as(
                                "demo-viewer",
                                "GET",
                                path.replaceAll("[A-Z]+$", UUID.randomUUID().toString()),
                                null)
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/api/employees", "PATCH,/api/employees/EMPLOYEE", "DELETE,/api/employees/EMPLOYEE",
        "POST,/api/teams", "PATCH,/api/teams/TEAM", "DELETE,/api/teams/TEAM",
        "POST,/api/roles", "PATCH,/api/roles/ROLE", "DELETE,/api/roles/ROLE"
    })
    void people_teams_and_roles_need_admin_of_responsibilities(String method, String path) {
        refused("demo-editor", method, path, "{\"name\":\"Mine\"}");
        refused("demo-employee", method, path, "{\"name\":\"Mine\"}");
    }

    @Test
    void who_answers_for_what_needs_edit_of_responsibilities() {
        UUID customer = customers.customer(fresh("C"));
        String body = batch("", change("assign", customer, employee, ""));

        refused("demo-viewer", "POST", "/api/responsibilities", body);
        refused("demo-viewer", "POST", "/api/responsibilities", batch(",\"preview\":true", body));
        assertThat(outcome(as("demo-editor", "POST", "/api/responsibilities", body), 0))
                .isEqualTo("assigned");
    }

    @ParameterizedTest
    @CsvSource({"employees,demo-editor", "responsibilities,demo-viewer"})
    void importing_needs_what_changing_needs(String what, String client) {
        Answer refused = sent(client, "/api/" + what + "/imports", "employee_id,name\nE,Anna");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("level-missing");
    }

    @Test
    void a_row_makes_a_role_with_admin_of_responsibilities_only() {
        String number = fresh("c");
        UUID customer = customers.customer(number);
        String known = get("/api/roles/" + role).body().get("name").asString();
        String rows = "customer_number,employee_id,role\n%1$s,%2$s,%3$s\n%1$s,%2$s,%4$s\n%1$s,%2$s,"
                .formatted(number, externalId, known, fresh("New"));

        Answer byEditor = done(upload("demo-editor", "/api/responsibilities/imports", rows));
        assertThat(counts(byEditor)).containsExactly(2, 0, 0, 1);
        assertThat(refusals(byEditor)).containsExactly("2 forbidden role");
        assertThat(logged("ResponsibilityAssigned", customer)).hasSize(2);
        assertThat(counts(done(upload("/api/responsibilities/imports", rows)))).containsExactly(1, 0, 2, 0);
    }
}
