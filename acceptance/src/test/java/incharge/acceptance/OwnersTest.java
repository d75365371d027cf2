package incharge.acceptance;

import static incharge.acceptance.Workspace.body;
import static incharge.acceptance.Workspace.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The account owners of customers, and the role that is marked as theirs. */
@Timeout(60)
@ExtendWith(SharedSystem.class)
class OwnersTest {

    private static Workspace workspace;

    @BeforeAll
    static void start(RunningSystem system) {
        workspace = Workspace.of(Api.as("demo-admin", system));
    }

    @BeforeEach
    @AfterEach
    void noRoleIsMarked() {
        for (JsonNode role : workspace.all("/api/roles")) {
            if (role.get("owner").asBoolean()) {
                mark(role.get("id").asString(), false).expect(200);
            }
        }
    }

    private static Api.Answer mark(String role, boolean owner) {
        return workspace.patch("/api/roles/" + role, body("owner", owner));
    }

    private static List<String> owners(String customer, String more) {
        JsonNode row = workspace
                .get("/api/customers?customer=" + customer + more)
                .expect(200)
                .json()
                .at("/items/0");
        return Workspace.texts(row.get("owners"), "/id");
    }

    @Test
    void they_are_those_in_the_marked_role_and_those_without_one_while_none_is() {
        String customer = workspace.customer("Langworth Group " + unique("Holding"));
        String plain = workspace.employee(unique("Plain"));
        String manager = workspace.employee(unique("Manager"));
        String role = workspace.role(unique("Role"));
        workspace.assign(customer, plain);
        workspace.assign(customer, manager, "roleId", role);
        String ended = workspace.employee(unique("Ended"));
        workspace.assign(customer, ended, "to", LocalDate.of(2020, 1, 1).toString());

        assertThat(owners(customer, "")).containsExactly(plain);
        mark(role, true).expect(200);
        String marked = workspace
                .get("/api/history?subject=" + role)
                .expect(200)
                .json()
                .at("/items/0/at")
                .asString();
        assertThat(owners(customer, "")).containsExactly(manager);
        assertThat(workspace.listed("/api/roles", role).get("owner").asBoolean())
                .isTrue();

        String other = workspace.role(unique("Other"));
        mark(other, true).expectProblem(409, "owner-role-taken");
        mark(role, false).expect(200);
        mark(other, true).expect(200);
        assertThat(owners(customer, "")).isEmpty();
        assertThat(owners(customer, "&asOf=" + marked)).containsExactly(manager);
        workspace.delete("/api/roles/" + other).expect(204);
        assertThat(owners(customer, "")).containsExactly(plain);
    }

    @Test
    void a_row_says_who_made_the_customer_and_its_initials() {
        String customer = workspace.customer("langworth & group " + unique("Holding"));

        JsonNode row = workspace.listed("/api/customers", customer);
        assertThat(row.get("initials").asString()).isEqualTo("LG");
        assertThat(row.at("/createdBy/user").asString()).isEqualTo("demo-admin");
        JsonNode own = workspace.get("/api/customers/" + customer).expect(200).json();
        assertThat(own.get("initials").asString()).isEqualTo("LG");
        assertThat(own.at("/createdBy/user").asString()).isEqualTo("demo-admin");
    }
}
