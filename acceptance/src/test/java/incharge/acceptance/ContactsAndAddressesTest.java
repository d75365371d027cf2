package incharge.acceptance;

import static incharge.acceptance.Workspace.body;
import static incharge.acceptance.Workspace.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The persons at a customer and where the customer is, through the gateway. */
@Timeout(60)
@ExtendWith(SharedSystem.class)
class ContactsAndAddressesTest {

    private static RunningSystem system;
    private static Workspace workspace;

    private String word;
    private String customer;

    @BeforeAll
    static void start(RunningSystem shared) {
        system = shared;
        workspace = Workspace.of(Api.as("demo-admin", system));
    }

    @BeforeEach
    void aCustomer() {
        word = Workspace.word();
        customer = "/api/customers/"
                + workspace.customer("Placed " + word, "address", Workspace.fields("street", "First " + word));
    }

    @Test
    void an_erased_contact_is_nowhere_and_at_no_time_and_the_erasure_is_listed() {
        String erased = workspace.made(
                customer + "/contacts",
                "name",
                "Maria " + word,
                "email",
                word + "@contacts.example",
                "roles",
                List.of("Buyer"));
        workspace.made(customer + "/contacts", "name", "Remaining Kim");
        assertThat(everywhere("")).contains("Maria " + word, word + "@contacts.example");
        String before = Instant.now().toString();

        workspace
                .post("/api/contacts/" + erased + "/erase", body("reason", "Requested by " + word))
                .expect(204);
        workspace
                .post("/api/contacts/" + erased + "/erase", body("reason", "Requested by " + word))
                .expect(204);

        assertThat(everywhere("") + everywhere("&asOf=" + before))
                .doesNotContain("Maria " + word, word + "@contacts.example")
                .contains("Remaining Kim");
        JsonNode shown = workspace.get("/api/contacts/" + erased).expect(200).json();
        assertThat(shown.get("name").isNull()).isTrue();
        assertThat(shown.get("erased").asBoolean()).isTrue();
        assertThat(shown.at("/roles/0").asString()).isEqualTo("Buyer");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> erasure(erased).get("done").asBoolean());
        assertThat(erasure(erased).get("kind").asString()).isEqualTo("contact");
        assertThat(erasure(erased).get("reason").asString()).isEqualTo("Requested by " + word);
    }

    /** Returns all views of the customer's contacts as one text. */
    private String everywhere(String asOf) {
        var all = new StringBuilder();
        String id = customer.substring(customer.lastIndexOf('/') + 1);
        for (String view : List.of(
                customer + "/contacts?limit=100",
                customer + "/timeline?limit=100",
                customer + "/card?on=2026-01-01",
                "/api/contacts?customer=" + id,
                "/api/contacts.csv?customer=" + id)) {
            all.append(workspace.get(view + asOf).expect(200).text());
        }
        return all.toString();
    }

    private static JsonNode erasure(String person) {
        return workspace.all("/api/erasures").stream()
                .filter(each -> each.get("personId").asString().equals(person))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_address_that_becomes_the_headquarters_is_the_address_of_the_customer() {
        String harbour = workspace.made(customer + "/addresses", "kind", "delivery", "street", "Harbour " + word);
        workspace.made(customer + "/addresses", "kind", "invoice", "street", "Mill " + word);
        assertThat(texts(workspace.all(customer + "/addresses"), "/street"))
                .containsExactly("First " + word, "Harbour " + word, "Mill " + word);

        workspace
                .post(customer + "/addresses/" + harbour + "/headquarters", "{}")
                .expect(200);

        assertThat(workspace
                        .get(customer)
                        .expect(200)
                        .json()
                        .at("/address/street")
                        .asString())
                .isEqualTo("Harbour " + word);
        List<JsonNode> after = workspace.all(customer + "/addresses");
        assertThat(texts(after, "/street")).startsWith("Harbour " + word).hasSize(3);
        assertThat(after.getFirst().get("headquarters").asBoolean()).isTrue();
        assertThat(after.stream().filter(each -> each.path("headquarters").asBoolean(false)))
                .hasSize(1);
        workspace.delete(customer + "/addresses/" + harbour).expectProblem(422, "headquarters-required");
    }

    @Test
    void exactly_one_address_is_the_headquarters_when_many_are_made_it_at_once() throws Exception {
        var movers = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 4; i++) {
            String address = workspace.made(customer + "/addresses", "street", "Road " + i);
            movers.add(() -> workspace
                    .post(customer + "/addresses/" + address + "/headquarters", "{}")
                    .status());
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> moved : threads.invokeAll(movers)) {
                assertThat(moved.get()).isEqualTo(200);
            }
        }

        List<JsonNode> addresses = workspace.all(customer + "/addresses");
        assertThat(addresses).hasSize(5);
        assertThat(texts(addresses, "/id")).doesNotHaveDuplicates();
        assertThat(addresses.stream().filter(each -> each.path("headquarters").asBoolean(false)))
                .hasSize(1);
        assertThat(workspace.get(customer).expect(200).json().get("addressId").asString())
                .isEqualTo(addresses.getFirst().get("id").asString());
    }
}
