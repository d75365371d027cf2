package incharge.acceptance;

import static incharge.acceptance.Workspace.body;
import static incharge.acceptance.Workspace.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Customers beside the public registries, of which the system has recorded answers. */
@Timeout(60)
@ExtendWith(SharedSystem.class)
class RegistryTest {

    private static RunningSystem system;
    private static Workspace workspace;

    @BeforeAll
    static void start(RunningSystem shared) {
        system = shared;
        workspace = Workspace.of(Api.as("demo-admin", system));
    }

    @Test
    void what_is_chosen_is_taken_over_and_seen_everywhere() {
        system.requireLaunched();
        String customer = workspace.customer(unique("Statoil"), "vatNumber", "NO 923 609 016 MVA");
        String path = "/api/customers/" + customer + "/registry";

        JsonNode lookup = workspace.get(path).expect(200).json();
        Api.Answer taken = workspace
                .post(path, body("lookupId", lookup.get("lookupId").asString(), "items", List.of("website")))
                .expect(200);

        assertThat(taken.json().get("website").asString()).isEqualTo("https://www.equinor.com");
        JsonNode row = workspace.listed("/api/customers", customer);
        assertThat(row.get("name").asString()).startsWith("Statoil");
        JsonNode change = workspace.all("/api/history?subject=" + customer).getFirst();
        assertThat(change.get("reason").asString()).isEqualTo("no-brreg 923609016");
    }

    @Test
    void a_customer_without_a_number_of_finland_or_norway_is_looked_up_nowhere() {
        String customer = workspace.customer(unique("Nowhere"), "country", "FI");
        String path = "/api/customers/" + customer + "/registry";

        workspace.get(path).expectProblem(422, "vat-number-required");
        workspace
                .patch("/api/customers/" + customer, body("vatNumber", "DE 136 695 976"))
                .expect(200);
        workspace.get(path).expectProblem(422, "registry-country-unsupported");
    }
}
