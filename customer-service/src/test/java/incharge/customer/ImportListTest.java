package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.eventstore.decider.CommandSource;
import incharge.eventstore.log.Recorded;
import incharge.http.testing.TestTokens;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The imports of this service as a list, and how their events came about. */
class ImportListTest extends ServiceTest {

    private static final String ADMIN = TestTokens.bearer("demo-admin");

    private JsonNode newest(String query) {
        return api.get("/api/imports?limit=1&" + query)
                .expect(200)
                .body()
                .get("items")
                .get(0);
    }

    private List<String> metadata(String subject, String name) {
        return store.log().read(1, 100_000).stream()
                .filter(event -> event.subject().equals(subject))
                .map(Recorded::cause)
                .map(cause -> cause.metadata().getOrDefault(name, "none"))
                .toList();
    }

    @Test
    void an_import_names_the_employee_who_sent_its_file() {
        UUID anna = employee("demo-admin", false);
        awaitConsumed();
        importedAt(ADMIN, "/api/customers/imports", "name\nA\n");
        String customer = registered("");
        importedAt(ADMIN, "/api/projects/imports", "name,customer_number\nP,%s\n".formatted(number(customer)));

        JsonNode customers = newest("what=customers");
        assertThat(customers.get("what").asString()).isEqualTo("customers");
        assertThat(customers.get("fileName").asString()).isEqualTo("rows.csv");
        assertThat(customers.get("actor").toString())
                .isEqualTo("{\"user\":\"demo-admin\",\"id\":\"%s\",\"name\":\"Anna\"}".formatted(anna));
        assertThat(newest("what=projects").get("what").asString()).isEqualTo("projects");
        assertThat(newest("what=projects&what=customers").get("what").asString())
                .isEqualTo("projects");
        assertThat(api.get("/api/imports?what=employees")
                        .expect(200)
                        .body()
                        .get("total")
                        .asInt())
                .isZero();
    }

    @Test
    void what_an_import_and_its_undo_write_has_their_source() {
        String at = importedAt(ADMIN, "/api/customers/imports", "name\nA\n");
        String customer = texts(at + "/rows", "id").getFirst();
        api.post(at + "/undo", null).expect(200);

        assertThat(metadata(customer, CommandSource.METADATA)).containsExactly("import", "undo");
        assertThat(metadata(customer, CommandSource.KIND_METADATA)).containsExactly("import", "undo");
        assertThat(metadata(registered(""), CommandSource.METADATA)).containsExactly("api");
    }

    @ParameterizedTest
    @ValueSource(strings = {"import", "undo", "request"})
    void a_callers_command_has_the_source_that_its_header_says_and_is_no_import_of_the_product(String word) {
        String customer = registered("");
        api.post("/api/customers/" + customer + "/archive", null, "Command-Source", word)
                .expect(200);

        assertThat(metadata(customer, CommandSource.METADATA)).containsExactly("api", word);
        assertThat(metadata(customer, CommandSource.KIND_METADATA)).containsExactly("none", "none");
    }
}
