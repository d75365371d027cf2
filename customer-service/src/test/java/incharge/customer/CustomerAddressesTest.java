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

/** The addresses of a customer over HTTP. */
class CustomerAddressesTest extends ServiceTest {

    private static final String ESPLANADI = "{\"street\":\"Esplanadi 1\",\"city\":\"Helsinki\"}";
    private static final String HARBOUR = "{\"kind\":\"delivery\",\"street\":\"Satamakatu 3\"}";

    private String customer;

    @BeforeEach
    void there() {
        customer = registered(",\"address\":" + ESPLANADI);
    }

    private String addresses() {
        return path() + "/addresses";
    }

    private String path() {
        return "/api/customers/" + customer;
    }

    private Answer added(String address) {
        return api.post(addresses(), address).expect(201);
    }

    @Test
    void the_address_of_a_customer_is_its_headquarters() {
        Answer own = api.get(path()).expect(200);
        Answer headquarters = api.get(addresses() + "/" + customer).expect(200);

        assertThat(own.text("addressId")).isEqualTo(customer);
        assertThat(headquarters.text("street")).isEqualTo("Esplanadi 1");
        assertThat(headquarters.text("customerId")).isEqualTo(customer);
        assertThat(headquarters.body().get("headquarters").asBoolean()).isTrue();
        assertThat(headquarters.header("ETag")).isEqualTo(own.header("ETag"));
        assertThat(headquarters.body().at("/createdBy/user").asString()).isEqualTo("demo-admin");

        api.send("PATCH", path(), "{\"address\":{\"kind\":\"visiting\",\"street\":null}}")
                .expect(200);
        assertThat(api.get(addresses() + "/" + customer).text("kind")).isEqualTo("visiting");
        Answer changed = api.send("PATCH", addresses() + "/" + customer, "{\"street\":\"Esplanadi 2\"}")
                .expect(200);
        assertThat(changed.text("city")).isEqualTo("Helsinki");
        assertThat(api.get(path()).body().at("/address/street").asString()).isEqualTo("Esplanadi 2");
    }

    @Test
    void the_first_address_of_a_customer_is_the_headquarters_however_it_comes() {
        customer = registered("");
        Answer first = added(HARBOUR);

        assertThat(first.header("Location")).isEqualTo(addresses() + "/" + first.text("id"));
        assertThat(first.body().get("headquarters").asBoolean()).isTrue();
        assertThat(api.get(path()).text("addressId")).isEqualTo(first.text("id"));
        assertThat(api.get(path()).body().at("/address/kind").asString()).isEqualTo("delivery");

        api.send("DELETE", addresses() + "/" + first.text("id"), null).expect(204);
        assertThat(api.get(path()).body().has("address")).isFalse();
        Answer made =
                api.send("PATCH", path(), "{\"address\":" + ESPLANADI + "}").expect(200);
        assertThat(api.get(addresses() + "/" + made.text("addressId"))
                        .expect(200)
                        .text("street"))
                .isEqualTo("Esplanadi 1");
        api.get(addresses() + "/" + first.text("id")).expectProblem(404, "not-found");
    }

    @Test
    void another_address_is_made_the_headquarters() {
        Answer harbour = added(HARBOUR);
        assertThat(harbour.body().get("headquarters").asBoolean()).isFalse();
        String path = addresses() + "/" + harbour.text("id");

        Answer moved =
                api.post(path + "/headquarters", "{\"reason\":\"Moved\"}").expect(200);

        assertThat(moved.body().get("headquarters").asBoolean()).isTrue();
        assertThat(api.get(path()).body().at("/address/street").asString()).isEqualTo("Satamakatu 3");
        Answer former = api.get(addresses() + "/" + customer).expect(200);
        assertThat(former.body().get("headquarters").asBoolean()).isFalse();
        assertThat(former.text("street")).isEqualTo("Esplanadi 1");
        assertThat(stored(customer).subList(2, 5))
                .containsExactly("AddressRemoved", "CustomerDetailsChanged", "AddressAdded");
        api.send("PATCH", path, "{\"city\":\"Turku\"}", "If-Match", harbour.header("ETag"))
                .expectProblem(412, "stale");
        api.post(addresses() + "/" + UUID.randomUUID() + "/headquarters", null).expectProblem(404, "address-unknown");
    }

    @Test
    void the_headquarters_stays_while_there_are_others() {
        String harbour = added(HARBOUR).text("id");
        long before = store.log().head();

        api.send("DELETE", addresses() + "/" + customer, null).expectProblem(422, "headquarters-required");
        assertThat(api.send("PATCH", path(), "{\"address\":null}")
                        .expectProblem(422, "headquarters-required")
                        .fields())
                .containsExactly("address");
        api.send("PUT", path(), "{\"name\":\"Langworth\"}").expect(200);
        assertThat(store.log().head()).isEqualTo(before);

        api.send("DELETE", addresses() + "/" + harbour, null).expect(204);
        api.send("PUT", path(), "{\"name\":\"Langworth\"}").expect(200);
        assertThat(api.get(path()).body().has("address")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|422|address-empty",
                "{\"kind\":\"postal\",\"street\":\" \"}|422|address-empty",
                "{\"city\":\"Oulu\",\"country\":\"XX\"}|422|country-unknown",
            })
    void an_address_that_breaks_a_rule_is_refused_and_changes_nothing(String body, int status, String code) {
        String harbour = addresses() + "/" + added(HARBOUR).text("id");
        long before = store.log().head();

        api.post(addresses(), body).expectProblem(status, code);
        api.send("PATCH", harbour, "{\"street\":null}").expectProblem(422, "address-empty");
        api.send("PATCH", addresses() + "/" + customer, "{\"street\":null,\"city\":null}")
                .expectProblem(422, "address-empty");

        assertThat(store.log().head()).isEqualTo(before);
    }

    @Test
    void a_change_of_a_version_that_is_not_the_last_is_refused() {
        Answer harbour = added(HARBOUR);
        String path = addresses() + "/" + harbour.text("id");
        added("{\"city\":\"Oulu\"}");

        api.send("PATCH", path, "{\"city\":\"Turku\"}", "If-Match", harbour.header("ETag"))
                .expect(200);
        api.send("PATCH", path, "{\"city\":\"Oulu\"}", "If-Match", harbour.header("ETag"))
                .expectProblem(412, "stale");
    }

    @Test
    void a_repeated_addition_adds_one_address() {
        String[] key = {"Idempotency-Key", "address-" + UUID.randomUUID()};

        String first = api.post(addresses(), HARBOUR, key).expect(201).text("id");

        assertThat(api.post(addresses(), HARBOUR, key).expect(201).text("id")).isEqualTo(first);
        assertThat(stored(customer)).containsExactly("CustomerRegistered", "AddressAdded");
    }

    @Test
    void the_addresses_of_a_person_are_sealed_and_erased_with_it() {
        customer = registered(",\"kind\":\"person\",\"address\":" + ESPLANADI);
        String harbour = addresses() + "/" + added(HARBOUR).text("id");
        assertThat(payloads()).noneMatch(payload -> payload.contains("Satamakatu") || payload.contains("Esplanadi"));

        api.post(path() + "/erase", "{\"reason\":\"Requested\"}").expect(204);

        Answer erased = api.get(harbour).expect(200);
        assertThat(erased.body().has("street")).isFalse();
        assertThat(erased.text("erased")).isEqualTo("true");
        api.post(addresses(), HARBOUR).expectProblem(422, "erased");
        api.send("PATCH", harbour, "{\"city\":\"Oulu\"}").expectProblem(422, "erased");
        api.send("DELETE", harbour, null).expect(204);
    }

    private List<String> payloads() {
        return store.log().read(1, 100_000).stream()
                .filter(event -> event.subject().equals(customer))
                .map(event -> new String(event.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void a_change_of_the_customer_does_not_read_its_addresses() {
        added(HARBOUR);
        String before = api.get(path()).header("ETag");

        added("{\"city\":\"Oulu\"}");

        assertThat(api.get(path()).header("ETag")).isEqualTo(before);
    }
}
