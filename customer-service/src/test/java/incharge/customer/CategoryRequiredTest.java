package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.http.testing.TestClient.Answer;
import incharge.http.testing.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** While the settings require a category, a customer without one gets the proposed one or is refused. */
class CategoryRequiredTest extends ServiceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final UUID WORKSPACE = UuidCreator.getTimeOrderedEpoch();
    private static final String ADMIN = TestTokens.bearer("demo-admin");

    private static UUID numbered(int start, UUID... sellers) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        GROUPINGS.publish("CategoryCreated", id, """
                {"categoryId":"%s","name":"%s","numberingStart":%d,"sellerIds":%s}""".formatted(id, fresh("Default"), start, ids(sellers)));
        return id;
    }

    private static void settings(boolean required, String country, UUID domestic, UUID european, UUID overseas) {
        GROUPINGS.publish("SettingsChanged", WORKSPACE, """
                {"workspaceId":"%s","name":"Example","country":"%s","currency":"EUR","accountsInUse":true,"rolesInUse":true,
                 "categoryRequired":%s,"datedClicks":false,"defaultCategories":{"domestic":%s,"european":%s,"overseas":%s},
                 "defaultAccounts":{"ledger":null,"debtorControl":null},"paymentTermDays":14,"closedProjectStatuses":[]}""".formatted(
                        WORKSPACE, country, required, quoted(domestic), quoted(european), quoted(overseas)));
    }

    private static String quoted(UUID id) {
        return id == null ? "null" : "\"" + id + "\"";
    }

    @AfterEach
    void categoriesAreFreeAgain() {
        settings(false, "FI", null, null, null);
        awaitConsumed();
    }

    /** Returns what the events of a customer request, one JSON object for each request. */
    private List<String> requested(String customer) {
        var requests = new ArrayList<String>();
        store.log().read(1, 100_000).stream()
                .filter(event -> event.subject().equals(customer))
                .map(event -> JSON.readTree(event.payload()).path("requestedGrouping"))
                .filter(JsonNode::isObject)
                .forEach(request -> requests.add(request.toString()));
        return requests;
    }

    private static String byId(UUID category) {
        return "{\"category\":{\"id\":\"" + category + "\"}}";
    }

    private String registeredIn(String country) {
        return api.post(
                        "/api/customers",
                        country == null ? "{\"name\":\"A\"}" : "{\"name\":\"A\",\"country\":\"" + country + "\"}")
                .expect(201)
                .text("id");
    }

    @ParameterizedTest
    @CsvSource({
        "FI, , domestic",
        "FI, FI, domestic",
        "FI, SE, european",
        "FI, EL, european",
        "FI, NO, overseas",
        "FI, UK, overseas",
        "FI, US, overseas",
        "NO, NO, domestic",
        "NO, FI, european",
        "NO, SE, european",
        "NO, CH, overseas",
        "US, US, domestic",
        "US, DE, european"
    })
    void a_customer_gets_the_category_of_its_region(String workspace, String country, String region) {
        UUID domestic = numbered(400_000_000);
        UUID european = numbered(410_000_000);
        UUID overseas = numbered(420_000_000);
        settings(true, workspace, domestic, european, overseas);
        awaitConsumed();

        String customer = registeredIn(country);

        UUID expected = switch (region) {
            case "domestic" -> domestic;
            case "european" -> european;
            default -> overseas;
        };
        assertThat(requested(customer)).containsExactly(byId(expected));
        assertThat(Integer.parseInt(number(customer)) / 10_000_000)
                .isEqualTo(
                        switch (region) {
                            case "domestic" -> 40;
                            case "european" -> 41;
                            default -> 42;
                        });
    }

    @Test
    void a_category_or_tags_that_are_given_stay() {
        UUID domestic = numbered(1);
        UUID own = category(fresh("Own"));
        UUID tag = tag(fresh("Tag"));
        settings(true, "FI", domestic, null, null);
        awaitConsumed();

        Answer given = api.post("/api/customers", "{\"name\":\"A\",\"country\":\"US\",\"categoryId\":\"" + own + "\"}")
                .expect(201);
        Answer tagged = api.post("/api/customers", "{\"name\":\"A\",\"tagIds\":[\"" + tag + "\"]}")
                .expect(201);

        assertThat(requested(given.text("id"))).containsExactly(byId(own));
        assertThat(requested(tagged.text("id")))
                .containsExactly("{\"category\":{\"id\":\"%s\"},\"tags\":[{\"id\":\"%s\"}]}".formatted(domestic, tag));
    }

    @Test
    void without_a_proposed_category_nobody_is_registered() {
        UUID deleted = numbered(1);
        settings(true, "FI", null, deleted, null);
        GROUPINGS.publish("CategoryDeleted", deleted, "{\"categoryId\":\"%s\",\"name\":\"x\"}".formatted(deleted));
        awaitConsumed();
        long before = store.log().head();
        UUID own = UUID.randomUUID();

        for (String body : List.of(
                "{\"name\":\"A\"}",
                "{\"name\":\"A\",\"categoryId\":null}",
                "{\"name\":\"A\",\"country\":\"SE\"}",
                "{\"name\":\"A\",\"country\":\"US\"}")) {
            assertThat(api.post("/api/customers", body)
                            .expectProblem(422, "category-required")
                            .fields())
                    .containsExactly("categoryId");
            assertThat(api.send("PUT", "/api/customers/" + own, body)
                            .expectProblem(422, "category-required")
                            .fields())
                    .containsExactly("categoryId");
        }
        assertThat(api.post("/api/customers", "{\"name\":\"\"}").expect(422).fields())
                .containsExactlyInAnyOrder("name", "categoryId");
        assertThat(store.log().head()).isEqualTo(before);
    }

    @Test
    void a_put_gives_a_new_customer_the_proposed_category_and_leaves_that_of_an_existing_one() {
        String path = "/api/customers/" + UUID.randomUUID();
        UUID domestic = numbered(1);
        settings(true, "FI", domestic, null, null);
        awaitConsumed();

        String id = api.send("PUT", path, "{\"name\":\"A\"}").expect(201).text("id");
        settings(true, "FI", null, null, null);
        awaitConsumed();
        api.send("PUT", path, "{\"name\":\"B\"}").expect(200);

        assertThat(requested(id)).containsExactly(byId(domestic));
    }

    @Test
    void rows_get_the_proposed_category_or_are_refused() {
        UUID european = numbered(430_000_000);
        String own = fresh("Own");
        settings(true, "FI", null, european, null);
        awaitConsumed();
        String existing = api.post("/api/customers", "{\"name\":\"A\",\"country\":\"SE\"}")
                .expect(201)
                .text("id");
        String rows = """
                number,name,country,category,tags
                ,A,SE,,
                ,B,FI,,
                ,C,FI,%s,
                ,D,DE,,Fair
                ,E,US,,
                %s,F,FI,,
                """.formatted(own, number(existing));

        String at = importedAt(ADMIN, "/api/customers/imports?mode=upsert", rows);

        assertThat(texts(at + "/rows", "outcome", "code", "field"))
                .containsExactly(
                        "created null null",
                        "refused category-required category",
                        "created null null",
                        "created null null",
                        "refused category-required category",
                        "updated null null");
        List<String> ids = texts(at + "/rows", "id");
        assertThat(requested(ids.getFirst())).containsExactly(byId(european));
        assertThat(number(ids.getFirst())).startsWith("43000000");
        assertThat(requested(ids.get(3)))
                .containsExactly("{\"category\":{\"id\":\"%s\"},\"tags\":[{\"name\":\"Fair\"}]}".formatted(european));
    }

    @Test
    void a_seller_gets_no_proposal_of_a_category_that_is_hidden() {
        UUID seller = employee("demo-seller", true);
        UUID hidden = numbered(1, employee(fresh("E"), true));
        settings(true, "FI", hidden, null, null);
        awaitConsumed();
        try {
            api.as("demo-seller").post("/api/customers", "{\"name\":\"A\"}").expectProblem(422, "category-required");
            assertThat(imported(TestTokens.bearer("demo-seller"), "/api/customers/imports", "name\nA\n"))
                    .containsExactly("category-required category");
            assertThat(requested(registeredIn(null))).containsExactly(byId(hidden));
        } finally {
            RESPONSIBILITIES.publish("EmployeeChanged", seller, """
                    {"employeeId":"%s","externalId":"demo-seller","name":"Anna","seller":false,"active":true}""".formatted(seller));
            awaitConsumed();
        }
    }

    @Test
    void a_restored_customer_without_a_category_gets_the_proposed_one() {
        String customer = registeredIn("SE");
        String categorised = registeredIn("SE");
        UUID pending = category(fresh("Pending"));
        awaitConsumed();
        String waiting = api.post("/api/customers", "{\"name\":\"A\",\"categoryId\":\"" + pending + "\"}")
                .expect(201)
                .text("id");
        for (String each : List.of(customer, categorised, waiting)) {
            api.post("/api/customers/" + each + "/archive", null).expect(200);
        }
        categorise(categorised, category(fresh("Own")));
        settings(true, "FI", null, null, null);
        awaitConsumed();

        String restore = "/api/customers/" + customer + "/restore";
        assertThat(api.post(restore, null)
                        .expectProblem(422, "category-required")
                        .fields())
                .containsExactly("categoryId");
        UUID european = numbered(1);
        settings(true, "FI", null, european, null);
        awaitConsumed();
        api.post(restore, null).expect(200);
        api.post(restore, null).expect(200);
        api.post("/api/customers/" + categorised + "/restore", null).expect(200);
        api.post("/api/customers/" + waiting + "/restore", null).expect(200);

        assertThat(requested(customer)).containsExactly(byId(european));
        assertThat(stored(customer))
                .containsExactly(
                        "CustomerRegistered", "CustomerArchived", "CustomerRestored", "CustomerGroupingRequested");
        assertThat(requested(categorised)).isEmpty();
        assertThat(requested(waiting)).containsExactly(byId(pending));
    }

    @Test
    void a_client_that_just_changed_the_settings_is_answered_by_them() {
        for (int i = 0; i < 20; i++) {
            settings(true, "FI", null, null, null);
            String[] after = {"Min-Event-Position", "groupings=" + GROUPINGS.position()};
            api.post("/api/customers", "{\"name\":\"A\"}", after).expectProblem(422, "category-required");
            settings(false, "FI", null, null, null);
            after[1] = "groupings=" + GROUPINGS.position();
            api.post("/api/customers", "{\"name\":\"A\"}", after).expect(201);
        }
    }

    @Test
    void a_repeated_request_is_answered_as_the_first_although_it_would_be_refused_by_now() {
        String[] key = {"Idempotency-Key", UUID.randomUUID().toString()};
        Answer first = api.post("/api/customers", "{\"name\":\"A\"}", key).expect(201);
        settings(true, "FI", null, null, null);
        awaitConsumed();

        assertThat(api.post("/api/customers", "{\"name\":\"A\"}", key)
                        .expect(201)
                        .body())
                .isEqualTo(first.body());
        api.post("/api/customers", "{\"name\":\"B\"}", key).expectProblem(422, "idempotency-key-reused");
        api.post("/api/customers", "{\"name\":\"A\"}").expectProblem(422, "category-required");
    }

    @Test
    void the_next_number_is_that_of_the_proposed_category() {
        UUID domestic = numbered(440_000_000);
        settings(true, "FI", domestic, null, null);
        awaitConsumed();

        assertThat(api.get("/api/customers/next-number").expect(200).text("number"))
                .isEqualTo("440000000");
        assertThat(api.get("/api/customers/next-number?category=none")
                        .expect(200)
                        .text("number"))
                .isNotEqualTo("440000000");
    }
}
