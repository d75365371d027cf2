package incharge.customer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import incharge.customer.ServiceTest;
import incharge.eventstore.log.Recorded;
import incharge.http.testing.TestClient.Answer;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Both steps over HTTP, with recorded answers of the registries. */
class RegistryTest extends ServiceTest {

    private static final String NOKIA = ",\"vatNumber\":\"FI01120389\",\"country\":\"FI\"";

    @Autowired
    private MongoDatabase database;

    private String id;

    @BeforeEach
    void nokia() {
        id = registered(NOKIA);
    }

    private static String path(String customer) {
        return "/api/customers/" + customer + "/registry";
    }

    private JsonNode lookup(String customer) {
        return api.get(path(customer)).expect(200).body();
    }

    private static String choice(JsonNode lookup, String items) {
        return "{\"lookupId\":\"%s\",\"items\":[%s]}"
                .formatted(lookup.get("lookupId").asString(), items);
    }

    private Answer apply(JsonNode lookup, String items) {
        return api.post(path(id), choice(lookup, items));
    }

    private JsonNode customer() {
        return api.get("/api/customers/" + id).expect(200).body();
    }

    private List<String> reasons() {
        return store.log().read(1, 100_000).stream()
                .filter(event -> event.subject().equals(id) && !event.type().equals("CustomerRegistered"))
                .map(event -> event.type() + ": " + event.cause().reason())
                .toList();
    }

    @Test
    void a_look_up_shows_what_the_registry_has_beside_what_the_customer_has_and_changes_nothing() {
        JsonNode lookup = lookup(id);

        assertThat(lookup.get("registry").asString()).isEqualTo("fi-prh");
        assertThat(lookup.get("registryId").asString()).isEqualTo("0112038-9");
        assertThat(Instant.parse(lookup.get("fetchedAt").asString())).isBeforeOrEqualTo(Instant.now());
        assertThat(lookup.get("warnings").isEmpty()).isTrue();
        assertThat(lookup.get("items").toString()).isEqualTo("""
                [{"item":"name","current":"Langworth","found":"Nokia Oyj","differs":true},\
                {"item":"visitingAddress","current":null,"found":{"street":"Karakaari 7","postcode":"02610",\
                "city":"ESPOO"},"differs":true},\
                {"item":"postalAddress","current":null,"found":{"street":"PL 226","postcode":"00045",\
                "city":"NOKIA GROUP"},"differs":true},\
                {"item":"website","current":null,"found":"https://www.nokia.com","differs":true}]""");
        assertThat(stored(id)).containsExactly("CustomerRegistered");
    }

    @Test
    void exactly_the_chosen_items_are_taken_over_in_one_commit() {
        Answer applied = apply(lookup(id), "\"name\",\"website\"").expect(200);

        assertThat(applied.text("name")).isEqualTo("Nokia Oyj");
        assertThat(applied.text("website")).isEqualTo("https://www.nokia.com");
        assertThat(applied.body().has("address")).isFalse();
        assertThat(applied.body()).isEqualTo(customer());
        assertThat(reasons())
                .containsExactly("CustomerRenamed: fi-prh 0112038-9", "CustomerDetailsChanged: fi-prh 0112038-9");
        assertThat(store.log().read(1, 100_000).stream()
                        .filter(event -> event.subject().equals(id))
                        .skip(1)
                        .map(event -> event.cause().commandId())
                        .distinct())
                .hasSize(1);
    }

    private static final String ALL = "\"name\",\"visitingAddress\",\"postalAddress\",\"website\"";

    @Test
    void what_is_as_in_the_registry_does_not_differ_and_changes_nothing() {
        apply(lookup(id), ALL).expect(200);

        JsonNode again = lookup(id);
        again.get("items")
                .forEach(item -> assertThat(item.get("differs").asBoolean())
                        .as(item.toString())
                        .isFalse());
        apply(again, ALL).expect(200);

        assertThat(types()).containsExactly("CustomerRenamed", "CustomerDetailsChanged", "AddressAdded");
    }

    /** Returns the types of what was stored since the customer was registered, of its addresses too. */
    private List<String> types() {
        List<Recorded> all = store.log().read(1, 100_000);
        int registered = IntStream.range(0, all.size())
                .filter(at -> all.get(at).subject().equals(id))
                .findFirst()
                .orElseThrow();
        return all.stream().skip(registered + 1L).map(Recorded::type).toList();
    }

    private JsonNode headquarters() {
        return customer().get("address");
    }

    private String added(String address) {
        return api.post("/api/customers/" + id + "/addresses", address)
                .expect(201)
                .text("id");
    }

    private JsonNode address(String address) {
        return api.get("/api/customers/" + id + "/addresses/" + address)
                .expect(200)
                .body();
    }

    @Test
    void a_visiting_address_takes_the_place_of_a_headquarters_without_a_kind() {
        added("{\"city\":\"Oulu\"}");
        JsonNode lookup = lookup(id);
        assertThat(lookup.at("/items/1/current").toString()).isEqualTo("{\"city\":\"Oulu\"}");

        apply(lookup, "\"visitingAddress\"").expect(200);

        assertThat(headquarters().toString()).isEqualTo("""
                {"street":"Karakaari 7","postcode":"02610","city":"ESPOO","kind":"visiting"}""");
        assertThat(types()).containsExactly("CustomerDetailsChanged", "CustomerDetailsChanged");
    }

    @Test
    void an_address_takes_the_place_of_the_one_of_its_kind() {
        added("{\"city\":\"Oulu\"}");
        String visiting = added("{\"city\":\"Turku\",\"kind\":\"visiting\"}");
        String postal = added("{\"city\":\"Vaasa\",\"kind\":\"postal\"}");

        apply(lookup(id), "\"visitingAddress\",\"postalAddress\"").expect(200);

        assertThat(headquarters().toString()).isEqualTo("{\"city\":\"Oulu\"}");
        assertThat(address(visiting).get("street").asString()).isEqualTo("Karakaari 7");
        assertThat(address(postal).get("street").asString()).isEqualTo("PL 226");
        assertThat(types().subList(3, 5)).containsExactly("AddressChanged", "AddressChanged");
    }

    @Test
    void a_postal_address_leaves_a_headquarters_without_a_kind_and_is_added() {
        added("{\"city\":\"Oulu\"}");

        apply(lookup(id), "\"postalAddress\"").expect(200);

        assertThat(headquarters().toString()).isEqualTo("{\"city\":\"Oulu\"}");
        assertThat(types()).containsExactly("CustomerDetailsChanged", "AddressAdded");
    }

    @Test
    void the_first_address_is_the_headquarters() {
        apply(lookup(id), "\"postalAddress\"").expect(200);

        assertThat(headquarters().get("kind").asString()).isEqualTo("postal");
    }

    @Test
    void an_address_that_was_changed_since_is_refused() {
        String postal = added("{\"city\":\"Vaasa\",\"kind\":\"postal\"}");
        added("{\"city\":\"Oulu\",\"kind\":\"visiting\"}");
        JsonNode lookup = lookup(id);
        api.send("PATCH", "/api/customers/" + id + "/addresses/" + postal, "{\"city\":\"Turku\"}")
                .expect(200);

        assertThat(apply(lookup, "\"postalAddress\"")
                        .expectProblem(409, "changed-since-lookup")
                        .fields())
                .containsExactly("postalAddress");
        apply(lookup, "\"visitingAddress\"").expect(200);
    }

    @Test
    void an_archived_customer_gets_no_address_more() {
        JsonNode lookup = lookup(id);
        api.post("/api/customers/" + id + "/archive", null).expect(200);

        assertThat(apply(lookup, "\"name\",\"postalAddress\"")
                        .expectProblem(422, "customer-archived")
                        .fields())
                .containsExactly("postalAddress");
        assertThat(apply(lookup, "\"name\"").expect(200).text("name")).isEqualTo("Nokia Oyj");
    }

    @Test
    void a_reason_of_the_user_is_kept() {
        JsonNode lookup = lookup(id);
        api.post(path(id), """
                {"lookupId":"%s","items":["name"],"reason":"They told us"}""".formatted(lookup.get("lookupId").asString())).expect(200);

        assertThat(reasons()).containsExactly("CustomerRenamed: They told us");
    }

    @Test
    void the_registry_of_norway() {
        id = registered(",\"vatNumber\":\"NO 310 004 189 MVA\"");

        JsonNode lookup = lookup(id);

        assertThat(lookup.get("registry").asString()).isEqualTo("no-brreg");
        assertThat(lookup.get("registryId").asString()).isEqualTo("310004189");
        apply(lookup, "\"email\"").expect(200);
        assertThat(customer().get("email").asString()).isEqualTo("post@koivula-sjoemat.example");
        assertThat(reasons()).containsExactly("CustomerDetailsChanged: no-brreg 310004189");
    }

    @Test
    void warnings_are_shown() {
        id = registered(",\"vatNumber\":\"FI22842954\"");

        assertThat(lookup(id).get("warnings").toString()).isEqualTo("[\"restructuring\"]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,"country":"FI"                                | vat-number-required
            ,"vatNumber":"SE556694501901","country":"FI"    | registry-country-unsupported
            ,"vatNumber":"12345678"                        | registry-country-unsupported
            ,"vatNumber":"FI26466757"                      | registry-not-found
            ,"vatNumber":"NO974760673MVA"                  | registry-not-found
            """)
    void a_look_up_that_finds_nothing_says_why(String more, String code) {
        api.get(path(registered(more))).expectProblem(422, code);
    }

    @Test
    void items_that_the_look_up_does_not_have_are_refused_by_name() {
        JsonNode lookup = lookup(id);

        assertThat(apply(lookup, "\"name\",\"email\",\"shoeSize\"")
                        .expectProblem(422, "item-unknown")
                        .fields())
                .containsExactly("items[1]", "items[2]");
        assertThat(apply(lookup, "").expectProblem(422, "required").fields()).containsExactly("items");
        assertThat(apply(lookup, "\"name\"" + ",\"name\"".repeat(5))
                        .expectProblem(422, "too-many")
                        .fields())
                .containsExactly("items");
        assertThat(api.post(path(id), "{\"items\":[\"name\"]}")
                        .expectProblem(422, "required")
                        .fields())
                .containsExactly("lookupId");
        assertThat(reasons()).isEmpty();
    }

    @Test
    void a_look_up_is_for_its_customer_and_its_user_alone() {
        JsonNode lookup = lookup(id);
        String other = registered(NOKIA);
        String body = choice(lookup, "\"name\"");

        assertThat(api.post(path(other), body)
                        .expectProblem(422, "lookup-expired")
                        .fields())
                .containsExactly("lookupId");
        api.as("demo-editor").post(path(id), body).expectProblem(422, "lookup-expired");
        api.post(path(id), "{\"lookupId\":\"%s\",\"items\":[\"name\"]}".formatted(UUID.randomUUID()))
                .expectProblem(422, "lookup-expired");
        assertThat(reasons()).isEmpty();
    }

    /** Makes a look-up as old as a test needs it. */
    private void made(JsonNode lookup, Instant at) {
        database.getCollection("registry.lookups")
                .updateOne(Filters.eq(lookup.get("lookupId").asString()), Updates.set("at", Date.from(at)));
    }

    @Test
    void a_look_up_is_valid_for_fifteen_minutes() {
        JsonNode lookup = lookup(id);

        made(lookup, Instant.now().minus(Lookup.VALID));
        apply(lookup, "\"name\"").expectProblem(422, "lookup-expired");
        made(lookup, Instant.now().minus(Lookup.VALID).plusSeconds(60));
        apply(lookup, "\"name\"").expect(200);
    }

    @Test
    void mongodb_deletes_look_ups_when_their_time_is_over() {
        assertThat(database.getCollection("registry.lookups").listIndexes())
                .anyMatch(index -> index.get("key").equals(new Document("at", 1))
                        && index.get("expireAfterSeconds", Number.class).longValue() == 900);
    }

    @Test
    void what_is_stored_of_a_look_up_is_nothing_of_the_customer() {
        api.send("PATCH", "/api/customers/" + id, "{\"name\":\"Secret name\",\"address\":{\"city\":\"Secret town\"}}")
                .expect(200);
        JsonNode lookup = lookup(id);

        assertThat(database.getCollection("registry.lookups")
                        .find(Filters.eq(lookup.get("lookupId").asString()))
                        .first()
                        .toJson())
                .contains("Nokia Oyj")
                .doesNotContain("Secret");
    }

    @Test
    void a_chosen_item_that_was_changed_since_is_refused_and_another_one_is_not() {
        JsonNode lookup = lookup(id);
        api.send("PATCH", "/api/customers/" + id, "{\"name\":\"Nokia\"}").expect(200);

        assertThat(apply(lookup, "\"name\",\"website\"")
                        .expectProblem(409, "changed-since-lookup")
                        .fields())
                .containsExactly("name");
        apply(lookup, "\"website\"").expect(200);

        assertThat(customer().get("name").asString()).isEqualTo("Nokia");
    }

    @Test
    void another_vat_number_makes_every_item_another_one() {
        JsonNode lookup = lookup(id);
        api.send("PATCH", "/api/customers/" + id, "{\"vatNumber\":\"FI26466749\"}")
                .expect(200);

        assertThat(apply(lookup, "\"name\"")
                        .expectProblem(409, "changed-since-lookup")
                        .fields())
                .containsExactly("vatNumber");
    }

    @Test
    void values_keep_the_rules_of_typed_ones() {
        JsonNode lookup = lookup(id);
        database.getCollection("registry.lookups")
                .updateOne(Filters.eq(lookup.get("lookupId").asString()), Updates.set("found", """
                        {"name":"%s","visitingAddress":{"street":"%s"},"email":"none","website":"ftp://x"}""".formatted(
                                "x".repeat(301), "y".repeat(301))));

        assertThat(apply(lookup, "\"name\",\"visitingAddress\",\"email\",\"website\"")
                        .expectProblem(422, "invalid")
                        .fields())
                .containsExactly("name", "visitingAddress", "email", "website");
        assertThat(reasons()).isEmpty();
    }

    @Test
    void a_repeat_is_answered_as_the_first_request_also_when_the_look_up_is_gone() {
        JsonNode lookup = lookup(id);
        String[] key = {"Idempotency-Key", "registry-" + id};
        String body = choice(lookup, "\"name\"");
        Answer first = api.post(path(id), body, key).expect(200);
        api.send("PATCH", "/api/customers/" + id, "{\"name\":\"Nokia\"}").expect(200);

        assertThat(api.post(path(id), body, key).expect(200).body()).isEqualTo(first.body());
        made(lookup, Instant.now().minus(Lookup.VALID));
        assertThat(api.post(path(id), body, key).expect(200).body()).isEqualTo(first.body());
        api.post(path(id), choice(lookup, "\"website\""), key).expectProblem(422, "idempotency-key-reused");
        assertThat(customer().get("name").asString()).isEqualTo("Nokia");
    }

    @Test
    void an_erased_person_gets_no_texts_from_a_registry() {
        id = registered(NOKIA + ",\"kind\":\"person\"");
        JsonNode lookup = lookup(id);
        api.post("/api/customers/" + id + "/erase", "{\"reason\":\"Requested by the person\"}")
                .expect(204);

        apply(lookup, "\"name\"").expectProblem(422, "erased");
        apply(lookup(id), "\"website\"").expect(200);
    }

    @Test
    void both_steps_need_edit_of_customers_and_a_customer() {
        api.as("demo-viewer").get(path(id)).expectProblem(403, "level-missing");
        api.as("demo-viewer").post(path(id), "{}").expectProblem(403, "level-missing");
        api.get(path(UUID.randomUUID().toString())).expectProblem(404, "not-found");
        api.post(
                        path(UUID.randomUUID().toString()),
                        "{\"lookupId\":\"%s\",\"items\":[\"name\"]}".formatted(UUID.randomUUID()))
                .expectProblem(404, "not-found");
    }

    @Test
    void a_version_that_is_not_the_latest_is_refused() {
        JsonNode lookup = lookup(id);
        String etag = api.get("/api/customers/" + id).expect(200).header("ETag");
        api.send("PATCH", "/api/customers/" + id, "{\"phone\":\"1\"}").expect(200);

        api.post(path(id), choice(lookup, "\"name\""), "If-Match", etag).expectProblem(412, "stale");
    }
}
