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

/** How customers are billed, and the values of custom fields, over HTTP. */
class BillingAndFieldsTest extends ServiceTest {

    private static final String BILLING = """
            {"method":"e-invoice","eInvoiceAddress":"003701120389","paymentTermDays":30,"language":"fi"}""";

    private String customer;

    @BeforeEach
    void there() {
        customer = registered("");
    }

    private String path() {
        return "/api/customers/" + customer;
    }

    private Answer patched(String body) {
        return api.send("PATCH", path(), body);
    }

    private String field(String type, String more) {
        String name = fresh(type);
        return api.post("/api/custom-fields", "{\"name\":\"" + name + "\",\"type\":\"" + type + "\"" + more + "}")
                .expect(201)
                .text("id");
    }

    @Test
    void a_customer_is_registered_with_its_billing_and_values_in_one_commit() {
        String size = field("number", "");
        customer = registered(",\"billing\":" + BILLING + ",\"customFields\":{\"" + size + "\":12.50}");

        Answer own = api.get(path()).expect(200);
        assertThat(own.body().at("/billing/method").asString()).isEqualTo("e-invoice");
        assertThat(own.body().at("/billing/paymentTermDays").asInt()).isEqualTo(30);
        assertThat(own.body().at("/customFields/" + size).asDouble()).isEqualTo(12.5);
        assertThat(stored(customer))
                .containsExactly("CustomerRegistered", "CustomerBillingChanged", "CustomerFieldsChanged");
        assertThat(store.log().read(1, 100_000).stream()
                        .filter(event -> event.subject().equals(customer))
                        .map(event -> event.cause().commandId())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void a_patch_changes_what_it_names_of_the_billing() {
        Answer first = patched("{\"billing\":" + BILLING + "}").expect(200);
        Answer second = patched("{\"billing\":{\"paymentTermDays\":14,\"language\":null}}")
                .expect(200);

        assertThat(second.body().at("/billing").toString()).isEqualTo("""
                {"method":"e-invoice","eInvoiceAddress":"003701120389","paymentTermDays":14}""");
        assertThat(second.header("ETag")).isNotEqualTo(first.header("ETag"));
        assertThat(api.get(path()).expect(200).body()).isEqualTo(second.body());
        api.send("PATCH", path(), "{\"billing\":null}", "If-Match", first.header("ETag"))
                .expectProblem(412, "stale");
        api.send("PUT", path(), "{\"name\":\"Langworth\"}").expect(200);
        assertThat(api.get(path()).body().has("billing")).isTrue();
        patched("{\"billing\":null}").expect(200);
        assertThat(api.get(path()).body().has("billing")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"paymentTermDays\":366}|billing.paymentTermDays|out-of-range",
                "{\"paymentTermDays\":-1}|billing.paymentTermDays|out-of-range",
                "{\"email\":\"no address\"}|billing.email|email-invalid",
                "{\"method\":\"fax\"}|billing.method|value-unknown",
                "{\"addressId\":\"01890a5d-ac96-774b-bcce-000000000001\"}|billing.addressId|address-unknown",
            })
    void a_billing_that_breaks_a_rule_is_refused_and_changes_nothing(String billing, String field, String code) {
        long before = store.log().head();

        Answer refused = patched("{\"name\":\"Other\",\"billing\":" + billing + "}");
        assertThat(refused.expectProblem(422, code).fields()).containsExactly(field);
        api.post("/api/customers", "{\"name\":\"Langworth\",\"billing\":" + billing + "}")
                .expectProblem(422, code);

        assertThat(store.log().head()).isEqualTo(before);
    }

    @Test
    void invoices_go_to_an_address_of_the_customer() {
        String address = api.post(path() + "/addresses", "{\"city\":\"Oulu\"}")
                .expect(201)
                .text("id");

        patched("{\"billing\":{\"addressId\":\"" + address + "\"}}").expect(200);

        assertThat(api.get(path()).body().at("/billing/addressId").asString()).isEqualTo(address);
    }

    @Test
    void values_are_checked_by_type() {
        String text = field("text", "");
        String number = field("number", "");
        String date = field("date", "");
        String yesNo = field("yes-no", "");
        String choice = field("choice", ",\"choices\":[\"EXW\",\"DAP\"]");

        patched("""
                {"customFields":{"%s":" Dear ","%s":12.0,"%s":"2026-01-31","%s":false,"%s":"dap"}}""".formatted(text, number, date, yesNo, choice)).expect(200);
        Answer all = api.get(path()).expect(200);
        assertThat(all.body().at("/customFields/" + text).asString()).isEqualTo("Dear");
        assertThat(all.body().at("/customFields/" + number).toString()).isEqualTo("12");
        assertThat(all.body().at("/customFields/" + date).asString()).isEqualTo("2026-01-31");
        assertThat(all.body().at("/customFields/" + yesNo).asBoolean()).isFalse();
        assertThat(all.body().at("/customFields/" + choice).asString()).isEqualTo("DAP");

        long before = store.log().head();
        refused(text, "1", "value-invalid");
        refused(number, "\"12\"", "value-invalid");
        refused(number, "1e400", "value-invalid");
        refused(number, "1234567890123456", "value-invalid");
        refused(date, "\"31.1.2026\"", "value-invalid");
        refused(yesNo, "\"yes\"", "value-invalid");
        refused(choice, "\"FOB\"", "value-invalid");
        refused(UUID.randomUUID().toString(), "1", "custom-field-unknown");
        assertThat(store.log().head()).isEqualTo(before);

        patched("{\"customFields\":{\"" + number + "\":null}}").expect(200);
        assertThat(api.get(path()).body().at("/customFields").size()).isEqualTo(4);
        patched("{\"customFields\":null}").expect(200);
        assertThat(api.get(path()).body().has("customFields")).isFalse();
    }

    private void refused(String field, String value, String code) {
        assertThat(patched("{\"customFields\":{\"" + field + "\":" + value + "}}")
                        .expectProblem(422, code)
                        .fields())
                .containsExactly("customFields." + field);
    }

    @Test
    void values_of_a_removed_field_or_choice_are_not_shown() {
        String text = field("text", "");
        String choice = field("choice", ",\"choices\":[\"EXW\",\"DAP\"]");
        patched("{\"customFields\":{\"%s\":\"Dear\",\"%s\":\"EXW\"}}".formatted(text, choice))
                .expect(200);

        api.send("PATCH", "/api/custom-fields/" + choice, "{\"choices\":[\"DAP\"]}")
                .expect(200);
        assertThat(api.get(path()).body().at("/customFields").toString())
                .isEqualTo("{\"%s\":\"Dear\"}".formatted(text));
        api.send("DELETE", "/api/custom-fields/" + text, null).expect(204);
        assertThat(api.get(path()).body().has("customFields")).isFalse();
        api.get("/api/custom-fields/" + text).expectProblem(404, "not-found");
    }

    @Test
    void a_field_is_an_admins_and_has_a_version() {
        String id = field("text", "");
        String path = "/api/custom-fields/" + id;
        Answer added = api.get(path).expect(200);
        field("text", "");

        api.as("demo-editor")
                .post("/api/custom-fields", "{\"name\":\"Mine\",\"type\":\"text\"}")
                .expectProblem(403, "level-missing");
        api.as("demo-viewer").get(path).expect(200);
        Answer changed = api.send("PATCH", path, "{\"position\":50}", "If-Match", added.header("ETag"))
                .expect(200);
        assertThat(changed.body().get("position").asInt()).isEqualTo(50);
        assertThat(changed.text("name")).isEqualTo(added.text("name"));
        api.send("PATCH", path, "{\"position\":51}", "If-Match", added.header("ETag"))
                .expectProblem(412, "stale");
        api.send("PATCH", path, "{\"type\":\"number\"}").expectProblem(422, "type-fixed");
    }

    @Test
    void the_billing_and_values_of_a_person_are_sealed_and_erased_with_it() {
        String text = field("text", "");
        customer = registered(",\"kind\":\"person\"");
        patched("""
                {"billing":{"method":"email","email":"anna@acme.example"},"customFields":{"%s":"Vegetarian"}}""".formatted(text)).expect(200);
        assertThat(payloads()).noneMatch(payload -> payload.contains("anna@") || payload.contains("Vegetarian"));

        api.post(path() + "/erase", "{\"reason\":\"Requested\"}").expect(204);

        Answer erased = api.get(path()).expect(200);
        assertThat(erased.body().at("/billing").toString()).isEqualTo("{\"method\":\"email\"}");
        assertThat(erased.body().has("customFields")).isFalse();
        patched("{\"billing\":{\"email\":\"anna@acme.example\"}}").expectProblem(422, "erased");
        patched("{\"billing\":{\"paymentTermDays\":7}}").expect(200);
    }

    private List<String> payloads() {
        return store.log().read(1, 100_000).stream()
                .filter(event -> event.subject().equals(customer))
                .map(event -> new String(event.payload(), StandardCharsets.UTF_8))
                .toList();
    }
}
