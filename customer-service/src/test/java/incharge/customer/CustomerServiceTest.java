package incharge.customer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.contracts.Contract;
import incharge.http.testing.TestClient.Answer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Customers and their projects over HTTP. */
class CustomerServiceTest extends ServiceTest {

    private Answer made(String body) {
        return api.post("/api/customers", body).expect(201);
    }

    @Test
    void a_customer_is_registered_read_changed_archived_and_restored() {
        Answer made = made("""
                {"name":"Life","number":"L-1","country":"UK","address":{"street":"High St 1","city":"Leeds"}}""");
        String path = "/api/customers/" + made.text("id");
        assertThat(made.header("Location")).isEqualTo(path);
        assertThat(made.text("country")).isEqualTo("GB");
        assertThat(made.text("createdAt")).isNotNull();
        assertThat(made.body().get("createdBy").toString()).isEqualTo("{\"user\":\"demo-admin\"}");
        assertThat(made.text("initials")).isEqualTo("L");
        assertThat(api.get(path).expect(200).body()).isEqualTo(made.body());

        Answer changed = api.send(
                        "PATCH",
                        path,
                        "{\"address\":{\"city\":\"York\"},\"email\":\"a@b.example\"}",
                        "If-Match",
                        made.header("ETag"))
                .expect(200);
        assertThat(changed.body().get("address").get("street").asString()).isEqualTo("High St 1");
        assertThat(changed.body().get("address").get("city").asString()).isEqualTo("York");
        api.send("PATCH", path, "{\"email\":null}", "If-Match", made.header("ETag"))
                .expect(412);
        assertThat(api.send("PATCH", path, "{\"email\":null}").expect(200).text("email"))
                .isNull();

        assertThat(api.post(path + "/archive", "{\"reason\":\"gone\"}")
                        .expect(200)
                        .text("archived"))
                .isEqualTo("true");
        Answer again = api.post(path + "/archive", null).expect(200);
        assertThat(api.post(path + "/restore", null).expect(200).text("archived"))
                .isEqualTo("false");
        assertThat(again.header("ETag")).isNotEqualTo(changed.header("ETag"));
        assertThat(stored(made.text("id")))
                .containsExactly(
                        "CustomerRegistered",
                        "CustomerDetailsChanged",
                        "CustomerDetailsChanged",
                        "CustomerArchived",
                        "CustomerRestored");
    }

    @Test
    void the_longest_texts_that_are_accepted_keep_the_contract_of_the_events() {
        String host = ("a".repeat(60) + ".").repeat(3) + "com";
        String address = "{\"street\":\"%1$s\",\"postcode\":\"%1$s\",\"city\":\"%1$s\"}".formatted("x".repeat(300));
        Answer made = made("""
                {"name":"%1$s","number":"%1$s","phone":"%2$s","email":"%3$s","website":"https://%4$s","address":%5$s}""".formatted(
                        fresh("Long") + "x".repeat(258),
                        "5".repeat(50),
                        "a".repeat(64) + "@" + host,
                        host + "/" + "x".repeat(500 - 9 - host.length()),
                        address));

        Contract contract = Contract.of("incharge.customers");
        assertThat(store.log().read(1, 100_000).stream()
                        .filter(event -> event.subject().equals(made.text("id")))
                        .flatMap(event ->
                                contract.violations(event.type() + ".v1", new String(event.payload(), UTF_8)).stream()))
                .isEmpty();
    }

    @Test
    void many_who_want_the_next_free_number_at_once_all_get_one_of_their_own() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> made = threads.invokeAll(IntStream.range(0, 40)
                    .mapToObj(i -> (Callable<Answer>) () -> made("{\"name\":\"Racer " + i + "\"}"))
                    .toList());

            assertThat(made.stream().map(answer -> answer.resultNow().text("number")))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void of_many_who_want_the_same_number_one_gets_it() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> tried = threads.invokeAll(IntStream.range(0, 20)
                    .mapToObj(i -> (Callable<Answer>)
                            () -> api.post("/api/customers", "{\"name\":\"Rival\",\"number\":\"SAME-1\"}"))
                    .toList());

            assertThat(tried.stream().map(answer -> answer.resultNow().status()))
                    .containsOnly(201, 409)
                    .containsOnlyOnce(201);
        }
    }

    @Test
    void a_repeated_request_has_one_effect_and_the_same_answer() {
        String[] key = {"Idempotency-Key", UUID.randomUUID().toString()};
        Answer first = api.post("/api/customers", "{\"name\":\"Repeat\"}", key).expect(201);
        Answer second = api.post("/api/customers", "{\"name\":\"Repeat\"}", key).expect(201);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Event-Position")).isEqualTo(first.header("Event-Position"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        api.post("/api/customers", "{\"name\":\"Other\"}", key).expectProblem(422, "idempotency-key-reused");
    }

    @Test
    void a_customer_is_put_under_the_clients_own_id() {
        String path = "/api/customers/" + UUID.randomUUID();
        Answer made =
                api.send("PUT", path, "{\"name\":\"Put\",\"phone\":\"1\"}").expect(201);

        assertThat(api.send("PUT", path, "{\"name\":\"Put\",\"phone\":\"1\"}")
                        .expect(200)
                        .header("ETag"))
                .isEqualTo(made.header("ETag"));
        assertThat(api.send("PUT", path, "{\"name\":\"Put\"}").expect(200).text("phone"))
                .isNull();
    }

    @Test
    void a_customer_is_a_company_unless_it_is_registered_as_a_person() {
        String company =
                "/api/customers/" + made("{\"name\":\"A\",\"kind\":null}").text("id");
        Answer anna = made("{\"name\":\"Anna\",\"kind\":\"person\"}");
        String person = "/api/customers/" + anna.text("id");

        assertThat(api.get(company).expect(200).text("kind")).isEqualTo("company");
        assertThat(anna.text("kind")).isEqualTo("person");
        assertThat(api.get(person).expect(200).body()).isEqualTo(anna.body());
        api.post("/api/customers", "{\"name\":\"A\",\"kind\":\"robot\"}").expectProblem(422, "value-unknown");
    }

    @Test
    void the_kind_of_a_customer_is_fixed() {
        String company = "/api/customers/" + made("{\"name\":\"A\"}").text("id");
        Answer anna = made("{\"name\":\"Anna\",\"kind\":\"person\"}");
        String person = "/api/customers/" + anna.text("id");

        for (String changed : List.of("{\"kind\":\"company\",\"name\":\"B\"}", "{\"kind\":null}")) {
            assertThat(api.send("PATCH", person, changed)
                            .expectProblem(422, "kind-fixed")
                            .fields())
                    .containsExactly("kind");
        }
        api.send("PUT", person, "{\"name\":\"Anna\",\"kind\":\"company\"}").expectProblem(422, "kind-fixed");
        api.send("PUT", company, "{\"name\":\"A\",\"kind\":\"person\"}").expectProblem(422, "kind-fixed");

        assertThat(api.send("PATCH", person, "{\"kind\":\"person\"}")
                        .expect(200)
                        .header("ETag"))
                .isEqualTo(anna.header("ETag"));
        assertThat(api.send("PUT", person, "{\"name\":\"Anna\"}").expect(200).text("kind"))
                .isEqualTo("person");
        api.send("PATCH", company, "{\"kind\":null}").expect(200);
        assertThat(stored(anna.text("id"))).containsExactly("CustomerRegistered");
    }

    @Test
    void a_put_that_asks_for_another_category_names_the_one_before() {
        String name = fresh("Before");
        UUID before = category(name);
        UUID after = category(fresh("After"));
        String path = "/api/customers/" + registered("");
        awaitConsumed();

        assertThat(api.send("PUT", path, "{\"name\":\"A\",\"categoryId\":\"%s\"}".formatted(before))
                        .expect(200)
                        .body()
                        .has("movedFrom"))
                .isFalse();
        categorise(path.substring(path.lastIndexOf('/') + 1), before);
        awaitConsumed();
        assertThat(api.send("PUT", path, "{\"name\":\"A\",\"categoryId\":\"%s\"}".formatted(before))
                        .expect(200)
                        .body()
                        .has("movedFrom"))
                .isFalse();
        assertThat(api.send("PUT", path, "{\"name\":\"A\"}").expect(200).body().has("movedFrom"))
                .isFalse();
        String move = "{\"name\":\"A\",\"categoryId\":\"%s\"}".formatted(after);
        Answer moved =
                api.send("PUT", path, move, "Idempotency-Key", "move-" + after).expect(200);
        assertThat(moved.body().get("movedFrom").toString())
                .isEqualTo("{\"id\":\"%s\",\"name\":\"%s\"}".formatted(before, name));
        categorise(path.substring(path.lastIndexOf('/') + 1), after);
        awaitConsumed();
        assertThat(api.send("PUT", path, move, "Idempotency-Key", "move-" + after)
                        .expect(200)
                        .body())
                .isEqualTo(moved.body());
        assertThat(api.send("PUT", path, move).expect(200).body().has("movedFrom"))
                .isFalse();
    }

    @Test
    void an_address_may_have_a_country_of_its_own() {
        Answer made = made("{\"name\":\"A\",\"country\":\"FI\",\"address\":{\"city\":\"Visby\",\"country\":\"se\"}}");
        String path = "/api/customers/" + made.text("id");

        assertThat(made.body().get("address").get("country").asString()).isEqualTo("SE");
        assertThat(made.text("country")).isEqualTo("FI");
        assertThat(api.send("PATCH", path, "{\"address\":{\"country\":\"EL\"}}")
                        .expect(200)
                        .body()
                        .get("address")
                        .get("country")
                        .asString())
                .isEqualTo("GR");
        assertThat(api.send("PATCH", path, "{\"address\":{\"country\":\"XX\"}}")
                        .expectProblem(422, "country-unknown")
                        .fields())
                .containsExactly("address.country");
        assertThat(api.post("/api/customers", "{\"name\":\"A\",\"address\":{\"country\":\"\"}}")
                        .expectProblem(422, "country-unknown")
                        .fields())
                .containsExactly("address.country");
    }

    @Test
    void a_name_has_at_most_300_characters_however_wide_they_are() {
        made("{\"name\":\"%s\"}".formatted("\uD83D\uDE00".repeat(300)));
        assertThat(api.post("/api/customers", "{\"name\":\"%s\"}".formatted("x".repeat(301)))
                        .expectProblem(422, "too-long")
                        .fields())
                .containsExactly("name");
        assertThat(api.post("/api/customers", "{\"name\":\"A\",\"number\":\"%s\"}".formatted("x".repeat(301)))
                        .expectProblem(422, "too-long")
                        .fields())
                .containsExactly("number");
    }

    @Test
    void an_if_match_of_another_version_is_stale_and_one_that_is_no_tag_is_malformed() {
        String path = "/api/customers/" + made("{\"name\":\"A\"}").text("id");

        for (String tag : List.of("\"0\"", "\"999999999\"", "\"abc\"", "W/\"1\"", "\"1\", \"x\"")) {
            api.send("PATCH", path, "{\"name\":\"B\"}", "If-Match", tag).expect(412);
            api.send("PUT", path, "{\"name\":\"B\"}", "If-Match", tag).expect(412);
            api.send("POST", path + "/archive", "{}", "If-Match", tag).expect(412);
        }
        api.send("PUT", "/api/customers/" + UUID.randomUUID(), "{\"name\":\"B\"}", "If-Match", "\"1\"")
                .expectProblem(404, "customer-unknown");
        for (String tag : List.of("abc", "\"1", "1")) {
            api.send("PATCH", path, "{\"name\":\"B\"}", "If-Match", tag).expectProblem(400, "if-match-malformed");
        }
        assertThat(api.get(path).text("name")).isEqualTo("A");
    }

    @Test
    void a_key_that_is_there_twice_is_refused() {
        for (String body : List.of(
                "{\"name\":\"A\",\"name\":\"B\"}", "{\"name\":\"A\",\"address\":{\"city\":\"a\",\"city\":\"b\"}}")) {
            api.post("/api/customers", body).expectProblem(400, "duplicate-key");
        }
    }

    @Test
    void a_repeated_put_is_answered_as_the_first_was() {
        String path = "/api/customers/" + UUID.randomUUID();
        String[] key = {"Idempotency-Key", UUID.randomUUID().toString()};
        Answer first = api.send("PUT", path, "{\"name\":\"Put\"}", key).expect(201);
        api.send("PATCH", path, "{\"name\":\"Changed\"}").expect(200);

        Answer second = api.send("PUT", path, "{\"name\":\"Put\"}", key).expect(201);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Location")).isEqualTo(path).isEqualTo(first.header("Location"));
        assertThat(second.header("Event-Position")).isEqualTo(first.header("Event-Position"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        String[] other = {"Idempotency-Key", UUID.randomUUID().toString()};
        api.send("PUT", path, "{\"name\":\"Again\"}", other).expect(200);
        api.send("PUT", path, "{\"name\":\"Again\"}", other).expect(200);
    }

    @Test
    void a_project_belongs_to_a_customer() {
        String customer = made("{\"name\":\"Builder\"}").text("id");
        Answer made = api.post("/api/projects", """
                        {"customerId":"%s","name":"House","start":"2026-01-01","amount":{"amount":"12.3","currency":"eur"}}""".formatted(customer)).expect(201);
        String path = "/api/projects/" + made.text("id");
        assertThat(made.text("status")).isEqualTo("open");
        assertThat(made.body().get("amount").get("amount").asString()).isEqualTo("12.30");

        assertThat(api.send("PATCH", path, "{\"status\":\"closed\"}")
                        .expect(200)
                        .text("status"))
                .isEqualTo("closed");
        assertThat(api.send("PATCH", path, "{\"end\":\"2025-01-01\"}")
                        .expect(422)
                        .fields())
                .containsExactly("end");
        assertThat(api.post("/api/projects", "{\"name\":\"Nobody's\"}")
                        .expect(422)
                        .fields())
                .containsExactly("customerId");
        api.post(path + "/archive", null).expect(200);
    }

    @Test
    void a_project_is_opened_beneath_its_customer() {
        String customer = made("{\"name\":\"Builder\"}").text("id");
        String beneath = "/api/customers/" + customer + "/projects";
        Answer made = api.post(beneath, "{\"name\":\"House\"}").expect(201);
        assertThat(made.text("customerId")).isEqualTo(customer);
        assertThat(made.header("Location")).isEqualTo("/api/projects/" + made.text("id"));

        assertThat(api.post(beneath, "{}").expect(422).fields()).containsExactly("name");
        api.post(beneath, "{\"name\":\"House\",\"customerId\":\"" + customer + "\"}")
                .expect(400);
        api.post("/api/customers/" + UUID.randomUUID() + "/projects", "{\"name\":\"House\"}")
                .expect(404);
        api.post("/api/customers/" + customer + "/archive", null).expect(200);
        api.post(beneath, "{\"name\":\"House\"}").expectProblem(422, "customer-archived");
    }

    @Test
    void a_project_goes_to_another_customer() {
        String customer = made("{\"name\":\"Builder\"}").text("id");
        String other = made("{\"name\":\"Other\"}").text("id");
        Answer made = api.post("/api/customers/" + customer + "/projects", "{\"name\":\"House\"}")
                .expect(201);
        String path = "/api/projects/" + made.text("id");
        String toOther = "{\"customerId\":\"" + other + "\"}";

        api.send("PATCH", path, "{\"customerId\":\"" + UUID.randomUUID() + "\"}")
                .expectProblem(422, "customer-unknown");
        assertThat(api.send("PATCH", path, "{\"customerId\":null}").expect(422).fields())
                .containsExactly("customerId");
        api.post("/api/customers/" + other + "/archive", null).expect(200);
        api.send("PATCH", path, toOther).expectProblem(422, "customer-archived");
        api.post("/api/customers/" + other + "/restore", null).expect(200);
        assertThat(api.get(path).header("ETag")).isEqualTo(made.header("ETag"));

        Answer given = api.send("PATCH", path, toOther, "If-Match", made.header("ETag"))
                .expect(200);
        assertThat(given.text("customerId")).isEqualTo(other);
        assertThat(given.text("name")).isEqualTo("House");
        assertThat(api.get(path).expect(200).body()).isEqualTo(given.body());
        assertThat(api.send("PATCH", path, toOther).expect(200).header("ETag")).isEqualTo(given.header("ETag"));
        assertThat(stored(made.text("id"))).containsExactly("ProjectOpened", "ProjectChanged");
    }

    @Test
    void what_is_at_fault_is_named_and_changes_nothing() {
        long before = store.log().head();

        assertThat(api.post("/api/customers", "{\"name\":\" \",\"country\":\"XX\",\"ean\":\"4006381333932\"}")
                        .expect(422)
                        .fields())
                .containsExactlyInAnyOrder("name", "country", "ean");
        assertThat(api.post("/api/customers", "{\"name\":\"A\",\"categoryId\":\"" + UUID.randomUUID() + "\"}")
                        .expectProblem(422, "category-unknown")
                        .fields())
                .containsExactly("categoryId");
        api.post("/api/customers", "{\"name\":\"A\",\"ownerId\":\"x\"}").expectProblem(400, "unknown-field");
        api.get("/api/customers/" + UUID.randomUUID()).expect(404);
        api.get("/api/customers/no-id").expect(400);

        assertThat(store.log().head()).isEqualTo(before);
    }
}
