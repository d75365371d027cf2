package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.http.testing.TestClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contacts over HTTP; what they have in common with notes is tested there. */
class ContactsTest extends ServiceTest {

    private static final String WHY = "{\"reason\":\"Requested by the person\"}";

    private String customer;

    @BeforeEach
    void there() {
        customer = registered("");
    }

    private Answer added(String more) {
        return api.post("/api/customers/" + customer + "/contacts", "{\"name\":\"Maria Anders\"" + more + "}");
    }

    private static String path(Answer contact) {
        return "/api/contacts/" + contact.text("id");
    }

    @Test
    void a_contact_is_added_with_its_roles_and_keywords_and_made_inactive() {
        Answer added = added("""
                ,"title":"CFO","email":"maria@acme.example","roles":["Invoicing","INVOICING"],"keywords":["Fair"]""").expect(201);
        Answer inactive = api.send("PATCH", path(added), "{\"active\":false,\"title\":null}")
                .expect(200);

        assertThat(added.header("Location")).isEqualTo(path(added));
        assertThat(added.body().get("roles").toString()).isEqualTo("[\"Invoicing\"]");
        assertThat(added.body().get("active").asBoolean()).isTrue();
        assertThat(inactive.body().get("active").asBoolean()).isFalse();
        assertThat(inactive.body().has("title")).isFalse();
        assertThat(inactive.text("email")).isEqualTo("maria@acme.example");
        assertThat(inactive.body().get("keywords").toString()).isEqualTo("[\"Fair\"]");
        assertThat(api.get(path(added)).expect(200).body()).isEqualTo(inactive.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|required",
                "{\"name\":\" \"}|required",
                "{\"name\":\"Maria\",\"email\":\"no address\"}|email-invalid",
                "{\"name\":\"Maria\",\"keywords\":[\"\"]}|required",
            })
    void a_contact_that_breaks_a_rule_is_refused_and_changes_nothing(String body, String code) {
        long before = store.log().head();

        api.post("/api/customers/" + customer + "/contacts", body).expectProblem(422, code);

        assertThat(store.log().head()).isEqualTo(before);
    }

    @Test
    void a_contact_works_at_an_address_of_the_customer() {
        String address = api.post("/api/customers/" + customer + "/addresses", "{\"city\":\"Oulu\"}")
                .expect(201)
                .text("id");
        String others = api.post("/api/customers/" + registered("") + "/addresses", "{\"city\":\"Oulu\"}")
                .expect(201)
                .text("id");

        Answer contact = added(",\"addressId\":\"" + address + "\"").expect(201);

        assertThat(contact.text("addressId")).isEqualTo(address);
        added(",\"addressId\":\"" + others + "\"").expectProblem(422, "address-unknown");
        api.send("PATCH", path(contact), "{\"addressId\":\"" + others + "\"}").expectProblem(422, "address-unknown");
        assertThat(api.send("PATCH", path(contact), "{\"addressId\":null}")
                        .expect(200)
                        .body()
                        .has("addressId"))
                .isFalse();
    }

    @Test
    void the_texts_about_a_contact_are_sealed_in_the_log() {
        String id = added(",\"email\":\"maria@acme.example\"").expect(201).text("id");

        assertThat(payloads(id))
                .singleElement()
                .asString()
                .contains("\"sealed\"", id)
                .doesNotContain("aria");
    }

    @Test
    void an_erased_contact_has_no_texts_and_gets_none() {
        Answer contact =
                added(",\"email\":\"maria@acme.example\",\"roles\":[\"Sales\"]").expect(201);
        String path = path(contact);

        api.post(path + "/erase", WHY).expect(204);
        api.post(path + "/erase", WHY).expect(204);

        Answer erased = api.get(path).expect(200);
        assertThat(erased.body().get("name").isNull()).isTrue();
        assertThat(erased.text("erased")).isEqualTo("true");
        assertThat(erased.body().has("email")).isFalse();
        assertThat(erased.body().get("roles").toString()).isEqualTo("[\"Sales\"]");
        api.send("PATCH", path, "{\"name\":\"Maria Anders\"}").expectProblem(422, "erased");
        api.send("PATCH", path, "{\"phone\":\"040 123\"}").expectProblem(422, "erased");
        assertThat(api.send("PATCH", path, "{\"active\":false}")
                        .expect(200)
                        .body()
                        .get("active")
                        .asBoolean())
                .isFalse();
        awaitConsumed();
        assertThat(stored(contact.text("id")))
                .containsExactlyInAnyOrder("ContactAdded", "PersonErased", "ContactChanged", "ErasureCompleted");
    }

    @Test
    void a_removed_contact_is_erased_too() {
        Answer contact = added("").expect(201);
        api.send("DELETE", path(contact), null).expect(204);

        api.post(path(contact) + "/erase", WHY).expect(204);

        api.get(path(contact)).expectProblem(404, "not-found");
        assertThat(store.keys().find(List.of(contact.text("id")))).isEmpty();
        assertThat(payloads(contact.text("id")))
                .anyMatch(("{\"kind\":\"contact\",\"personId\":\"" + contact.text("id") + "\",\"customerId\":\""
                        + customer + "\"}")::equals);
    }

    @Test
    void an_erasure_needs_a_reason_and_an_admin() {
        String path = path(added("").expect(201)) + "/erase";

        assertThat(api.post(path, null).expectProblem(422, "required").fields()).containsExactly("reason");
        api.post(path, "{\"reason\":\" \"}").expectProblem(422, "required");
        api.as("demo-editor").post(path, WHY).expectProblem(403, "level-missing");
        api.post("/api/contacts/" + UUID.randomUUID() + "/erase", WHY).expectProblem(404, "not-found");
        // a note is no contact
        String note = api.post("/api/customers/" + customer + "/notes", "{\"text\":\"Called\"}")
                .expect(201)
                .text("id");
        api.post("/api/contacts/" + note + "/erase", WHY).expectProblem(404, "not-found");
    }

    @Test
    void the_erasure_of_a_customer_leaves_its_contacts() {
        String person = registered(",\"kind\":\"person\"");
        Answer contact = api.post("/api/customers/" + person + "/contacts", "{\"name\":\"Maria Anders\"}")
                .expect(201);

        api.post("/api/customers/" + person + "/erase", WHY).expect(204);

        assertThat(api.get(path(contact)).expect(200).text("name")).isEqualTo("Maria Anders");
    }

    private List<String> payloads(String subject) {
        return store.log().read(1, 100_000).stream()
                .filter(event -> event.subject().equals(subject))
                .map(event -> new String(event.payload(), StandardCharsets.UTF_8))
                .toList();
    }
}
