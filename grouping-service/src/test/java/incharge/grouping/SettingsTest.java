package incharge.grouping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import incharge.grouping.decision.GroupingBoundary;
import incharge.grouping.reference.ReferenceProjection;
import incharge.grouping.reference.ReferenceProjection.Uncategorised;
import incharge.http.testing.TestClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The settings of the workspace, its accounts and what follows from them. */
class SettingsTest extends ServiceTest {

    private static final String SETTINGS = "/api/settings";
    private static final String ACCOUNTS = "/api/accounts";
    private static final String CATEGORIES = "/api/categories";

    @Autowired
    private ReferenceProjection reference;

    @AfterEach
    void reset() {
        patch("""
                {"name":null,"country":null,"currency":null,"accountsInUse":null,"rolesInUse":null,
                 "categoryRequired":null,"datedClicks":null,"defaultCategories":null,"defaultAccounts":null,
                 "paymentTermDays":null,"closedProjectStatuses":null}""").expect(200);
    }

    private Answer patch(String json, String... headers) {
        return api.send("PATCH", SETTINGS, json, headers);
    }

    private Answer category(String... more) {
        return api.post(CATEGORIES, "{\"name\":\"" + fresh("Category") + "\"" + String.join("", more) + "}")
                .expect(201);
    }

    private static String at(Answer made) {
        return CATEGORIES + "/" + made.text("id");
    }

    private JsonNode settings() {
        return api.get(SETTINGS).expect(200).body();
    }

    @Nested
    class OfTheWorkspace {

        @Test
        void they_are_read_by_everybody_with_a_level_and_changed_by_admins() {
            Answer before = api.as("demo-viewer").get(SETTINGS).expect(200);
            assertThat(before.text("country")).isEqualTo("FI");
            assertThat(before.text("currency")).isEqualTo("EUR");
            assertThat(before.text("paymentTermDays")).isEqualTo("14");
            assertThat(before.body().get("closedProjectStatuses"))
                    .extracting(JsonNode::asString)
                    .containsExactly("closed", "delivered", "invoiced", "cancelled");
            assertThat(before.text("timeZone")).isNotBlank();
            api.as("demo-employee").get(SETTINGS).expectProblem(403, "level-missing");
            for (String client : List.of("demo-editor", "demo-seller", "demo-viewer", "demo-employee")) {
                api.as(client).send("PATCH", SETTINGS, "{\"name\":\"Mine\"}").expectProblem(403, "level-missing");
            }
        }

        @Test
        void a_patch_changes_what_it_names_and_null_is_the_setting_of_a_new_workspace() {
            Answer changed = patch("""
                    {"name":" Example Oy ","country":"el","currency":"sek","rolesInUse":false,"datedClicks":true,
                     "paymentTermDays":30,"closedProjectStatuses":["Done"," done ","Paid"],"reason":"merger"}""").expect(200);
            assertThat(changed.text("name")).isEqualTo("Example Oy");
            assertThat(changed.text("country")).isEqualTo("GR");
            assertThat(changed.text("currency")).isEqualTo("SEK");
            assertThat(changed.body().get("closedProjectStatuses"))
                    .extracting(JsonNode::asString)
                    .containsExactly("Done", "Paid");
            assertThat(settings()).isEqualTo(changed.body());
            assertThat(store.log().at(store.log().head()).orElseThrow().cause().reason())
                    .isEqualTo("merger");

            Answer partly = patch("{\"currency\":null}").expect(200);
            assertThat(partly.text("currency")).isEqualTo("EUR");
            assertThat(partly.text("name")).isEqualTo("Example Oy");
            assertThat(partly.body().get("rolesInUse").asBoolean()).isFalse();
        }

        @Test
        void a_stale_version_is_refused_and_nothing_new_is_no_event() {
            String version = api.get(SETTINGS).header("ETag");
            Answer changed = patch("{\"name\":\"" + fresh("N") + "\"}", "If-Match", version)
                    .expect(200);
            patch("{\"name\":\"late\"}", "If-Match", version).expectProblem(412, "stale");
            api.get(SETTINGS, "If-None-Match", changed.header("ETag")).expect(304);

            long before = store.log().head();
            patch("{\"name\":\"" + changed.text("name") + "\",\"timeZone\":\"" + changed.text("timeZone") + "\"}")
                    .expect(200);
            assertThat(store.log().head()).isEqualTo(before);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                {"name":" "} | required | name
                {"country":"XX"} | country-unknown | country
                {"country":""} | country-unknown | country
                {"currency":"EURO"} | currency-unknown | currency
                {"paymentTermDays":-1} | out-of-range | paymentTermDays
                {"paymentTermDays":366} | out-of-range | paymentTermDays
                {"paymentTermDays":99999999999999999999} | out-of-range | paymentTermDays
                {"closedProjectStatuses":["a"," "]} | required | closedProjectStatuses[1]
                {"timeZone":"Asia/Tokyo"} | read-only | timeZone
                {"defaultCategories":{"european":"01890a5d-ac96-774b-bcce-0000000000ff"}} | category-unknown | defaultCategories.european
                """)
        void a_value_that_breaks_a_rule_is_refused_by_its_field(String json, String code, String field) {
            long before = store.log().head();

            assertThat(patch(json).expectProblem(422, code).fields()).containsExactly(field);
            assertThat(store.log().head()).isEqualTo(before);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[]",
                    "{",
                    "{\"colour\":\"red\"}",
                    "{\"paymentTermDays\":1.5}",
                    "{\"rolesInUse\":\"yes\"}",
                    "{\"defaultCategories\":{\"northern\":null}}",
                    "{\"defaultAccounts\":\"4300\"}",
                    "{\"name\":\"a\",\"name\":\"b\"}",
                    "{\"closedProjectStatuses\":\"done\"}"
                })
        void what_cannot_be_read_is_refused(String json) {
            long before = store.log().head();

            patch(json).expect(400);
            assertThat(store.log().head()).isEqualTo(before);
        }

        @Test
        void the_default_accounts_join_the_catalogue() {
            String ledger = fresh("L");

            Answer changed = patch("{\"defaultAccounts\":{\"ledger\":\"" + ledger + "\"}}")
                    .expect(200);
            assertThat(changed.body().get("defaultAccounts").toString()).isEqualTo("{\"ledger\":\"" + ledger + "\"}");
            JsonNode account = account(ledger);
            assertThat(account.get("kind").asString()).isEqualTo("ledger");
            api.send("DELETE", ACCOUNTS + "/" + account.get("id").asString(), null)
                    .expectProblem(409, "in-use");

            patch("{\"defaultAccounts\":null}").expect(200);
            api.send("DELETE", ACCOUNTS + "/" + account.get("id").asString(), null)
                    .expect(204);
        }

        @Test
        void the_deletion_of_a_default_category_empties_its_place() {
            String gone = category().text("id");
            String stays = category().text("id");
            patch("{\"defaultCategories\":{\"domestic\":\"%s\",\"european\":\"%s\",\"overseas\":\"%s\"}}"
                            .formatted(gone, stays, gone))
                    .expect(200);

            api.send("DELETE", CATEGORIES + "/" + gone, null).expect(200);

            assertThat(settings().get("defaultCategories").toString()).isEqualTo("{\"european\":\"" + stays + "\"}");
            api.post(CATEGORIES + "/" + gone + "/restore", null).expect(200);
            assertThat(settings().get("defaultCategories").has("domestic")).isFalse();
        }
    }

    private JsonNode account(String number) {
        JsonNode items = api.get(ACCOUNTS + "?limit=500&q=" + number.replace(' ', '+'))
                .expect(200)
                .body()
                .get("items");
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    @Nested
    class Accounts {

        private Answer add(String kind, String number) {
            return api.post(ACCOUNTS, "{\"kind\":\"%s\",\"number\":\"%s\",\"name\":\"Sales\"}".formatted(kind, number));
        }

        @Test
        void an_account_lives_from_201_to_404() {
            String number = fresh("4");
            Answer made = add("ledger", number).expect(201);
            String path = ACCOUNTS + "/" + made.text("id");
            assertThat(made.header("Location")).isEqualTo(path);
            assertThat(api.get(path).expect(200).body()).isEqualTo(made.body());
            add("ledger", number.toUpperCase(Locale.ROOT)).expectProblem(409, "account-number-taken");
            add("target", number).expect(201);

            Answer renamed = api.send("PATCH", path, "{\"name\":\"Services\"}", "If-Match", made.header("ETag"))
                    .expect(200);
            assertThat(renamed.text("name")).isEqualTo("Services");
            assertThat(renamed.text("number")).isEqualTo(number);
            api.send("PATCH", path, "{\"name\":\"late\"}", "If-Match", made.header("ETag"))
                    .expect(412);
            assertThat(api.send("PATCH", path, "{\"number\":\"1\"}")
                            .expectProblem(422, "number-fixed")
                            .fields())
                    .containsExactly("number");
            assertThat(api.send("PATCH", path, "{\"kind\":\"target\"}")
                            .expectProblem(422, "kind-fixed")
                            .fields())
                    .containsExactly("kind");
            assertThat(api.get(ACCOUNTS + "?kind=ledger&q=" + number.replace(' ', '+'))
                            .expect(200)
                            .body()
                            .get("total")
                            .asInt())
                    .isEqualTo(1);

            api.send("DELETE", path, null).expect(204);
            api.get(path).expectProblem(404, "not-found");
            api.send("DELETE", path, null).expect(404);
            add("ledger", number).expect(201);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                {"number":"1","name":"A"} | kind
                {"kind":"ledger","name":"A"} | number
                {"kind":"ledger","number":"1","name":" "} | name
                """)
        void a_field_that_is_missing_is_named(String json, String field) {
            long before = store.log().head();

            assertThat(api.post(ACCOUNTS, json).expectProblem(422, "required").fields())
                    .containsExactly(field);
            assertThat(store.log().head()).isEqualTo(before);
        }

        @Test
        void the_catalogue_is_paged_and_reads_its_parameters_strictly() {
            add("target", fresh("1")).expect(201);
            add("target", fresh("2")).expect(201);
            Answer first = api.get(ACCOUNTS + "?limit=1").expect(200);
            assertThat(first.body().get("items")).hasSize(1);
            assertThat(api.get(ACCOUNTS + "?limit=1&cursor=" + first.text("next"))
                            .expect(200)
                            .body()
                            .get("items"))
                    .hasSize(1)
                    .isNotEqualTo(first.body().get("items"));
            for (String query : List.of("kind=bank", "limit=0", "limit=501", "cursor=x", "colour=red")) {
                api.get(ACCOUNTS + "?" + query).expect(400);
            }
            api.as("demo-employee").get(ACCOUNTS).expectProblem(403, "level-missing");
            api.as("demo-viewer").post(ACCOUNTS, "{}").expectProblem(403, "level-missing");
        }

        @Test
        void a_category_adds_the_numbers_that_it_names_and_keeps_them_in_use() {
            String ledger = fresh("L");
            String control = fresh("C");
            String target = fresh("T");
            Answer made =
                    category(",\"accounts\":{\"ledger\":\"%s\",\"debtorControl\":\"%s\"},\"accountingTargets\":[\"%s\"]"
                            .formatted(ledger, control, target));
            assertThat(account(control).get("kind").asString()).isEqualTo("debtor-control");
            assertThat(account(target).get("kind").asString()).isEqualTo("target");
            String account = ACCOUNTS + "/" + account(ledger).get("id").asString();
            api.send("DELETE", account, null).expectProblem(409, "in-use");

            api.send("PUT", at(made), "{\"name\":\"" + made.text("name") + "\"}")
                    .expect(200);
            api.send("DELETE", account, null).expect(204);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"accounts\":{\"ledger\":\"1\"}", "\"accountingTargets\":[\"North\"]"})
        void none_can_be_named_while_they_are_not_in_use(String named) {
            Answer made = category();
            patch("{\"accountsInUse\":false}").expect(200);
            long before = store.log().head();

            String body = "{\"name\":\"" + fresh("A") + "\"," + named + "}";
            assertThat(api.post(CATEGORIES, body)
                            .expectProblem(422, "accounts-not-in-use")
                            .fields())
                    .containsExactly(named.substring(1, named.indexOf(':') - 1));
            api.send("PUT", at(made), body).expectProblem(422, "accounts-not-in-use");
            assertThat(store.log().head()).isEqualTo(before);
            api.send("PUT", at(made), "{\"name\":\"" + fresh("A") + "\"}").expect(200);
        }

        @Test
        void those_of_a_category_stay_while_they_are_not_in_use() {
            Answer made = api.post(CATEGORIES, "{\"name\":\"" + fresh("A") + "\",\"accounts\":{\"ledger\":\"4711\"}}")
                    .expect(201);
            patch("{\"accountsInUse\":false}").expect(200);

            api.send("PUT", at(made), "{\"name\":\"" + fresh("A") + "\"}").expect(200);

            assertThat(api.get(at(made))
                            .expect(200)
                            .body()
                            .at("/accounts/ledger")
                            .asString())
                    .isEqualTo("4711");
        }
    }

    @Nested
    class Proposal {

        private static final String PATH = "/api/categories/proposal";

        @Test
        void the_region_of_the_country_has_its_category() {
            Answer domestic = category();
            Answer european = category();
            patch(
                            "{\"country\":\"NO\",\"defaultCategories\":{\"domestic\":\"%s\",\"european\":\"%s\",\"overseas\":null}}"
                                    .formatted(domestic.text("id"), european.text("id")))
                    .expect(200);

            proposes("", "domestic", domestic);
            proposes("?country=NO", "domestic", domestic);
            proposes("?country=fi", "european", european);
            proposes("?country=EL", "european", european);
            proposes("?country=UK", "overseas", null);
            proposes("?country=CH", "overseas", null);
            api.get(PATH + "?country=XX").expectProblem(400, "country-unknown");
            api.get(PATH + "?country=").expect(400);
            api.as("demo-employee").get(PATH).expectProblem(403, "level-missing");
        }

        private void proposes(String query, String region, Answer category) {
            JsonNode proposal =
                    api.as("demo-viewer").get(PATH + query).expect(200).body();
            assertThat(proposal.get("region").asString()).isEqualTo(region);
            assertThat(proposal.get("category").toString())
                    .isEqualTo(
                            category == null
                                    ? "null"
                                    : "{\"id\":\"%s\",\"name\":\"%s\"}"
                                            .formatted(category.text("id"), category.text("name")));
        }

        @Test
        void a_category_that_the_caller_does_not_see_is_not_proposed() {
            employee("demo-seller", true);
            consumed();
            Answer closed = category(",\"sellerIds\":" + ids(employee(fresh("E"), true)));
            patch("{\"defaultCategories\":{\"domestic\":\"" + closed.text("id") + "\"}}")
                    .expect(200);

            assertThat(api.get(PATH).expect(200).body().get("category").isNull())
                    .isFalse();
            // who is a seller is remembered for a moment
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> api.as("demo-seller")
                            .get(PATH)
                            .expect(200)
                            .body()
                            .get("category")
                            .isNull());
        }
    }

    @Nested
    class RequiredCategory {

        private Answer all;

        /** Puts every customer into a category and requires one. */
        private void require() {
            all = category();
            for (int tries = 0; tries < 5; tries++) {
                consumed();
                List<Uncategorised> outside = outside();
                if (!outside.isEmpty()) {
                    Answer refused = patch("{\"categoryRequired\":true}").expectProblem(422, "customers-uncategorised");
                    assertThat(refused.fields()).containsExactly("categoryRequired");
                    assertThat(refused.text("detail")).startsWith(outside.size() + " ");
                    add(outside.stream().map(Uncategorised::customerId).toArray(UUID[]::new));
                }
            }
            patch("{\"categoryRequired\":true}").expect(200);
        }

        private List<Uncategorised> outside() {
            Set<UUID> existing = store.current(GroupingBoundary.DECIDER, GroupingBoundary.definitions())
                    .state()
                    .categories()
                    .byId()
                    .keySet();
            return reference.outside(existing, 100_000);
        }

        private void add(UUID... customers) {
            api.post(at(all) + "/customers", "{\"add\":" + ids(customers) + "}").expect(200);
        }

        @Test
        void it_is_required_once_every_customer_has_one_and_nothing_leaves_one_without() {
            customer();
            require();
            UUID one = customer();
            add(one);
            String name = all.text("name");
            Answer other = category();
            long before = store.log().head();

            assertThat(api.post(at(all) + "/customers", "{\"add\":[],\"remove\":" + ids(one) + "}")
                            .expectProblem(422, "category-required")
                            .fields())
                    .containsExactly("remove[0]");
            assertThat(api.send("PUT", at(all), "{\"name\":\"" + name + "\",\"removeCustomerIds\":" + ids(one) + "}")
                            .expectProblem(422, "category-required")
                            .fields())
                    .containsExactly("removeCustomerIds[0]");
            assertThat(api.send("PUT", at(all), "{\"name\":\"" + name + "\",\"customerIds\":[]}")
                            .expectProblem(422, "category-required")
                            .fields())
                    .containsExactly("customerIds");
            assertThat(api.send("DELETE", at(all), null)
                            .expectProblem(422, "target-category-required")
                            .fields())
                    .containsExactly("to");
            assertThat(store.log().head()).isEqualTo(before);

            api.send("DELETE", at(other), null).expect(200);
            api.post(at(category()) + "/customers", "{\"add\":" + ids(one) + "}")
                    .expect(200);
        }

        @Test
        void a_customer_that_comes_without_one_gets_the_proposed_or_the_oldest_one() {
            require();
            Answer european = category();
            patch("{\"defaultCategories\":{\"european\":\"" + european.text("id") + "\"}}")
                    .expect(200);

            UUID swede = customer(",\"country\":\"SE\"");
            UUID nobody = customer(",\"requestedGrouping\":{\"category\":{\"id\":\"" + UUID.randomUUID() + "\"}}");

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(stored(swede)).containsExactly("CustomerCategorised");
                assertThat(stored(nobody)).containsExactly("CategoryRequestKept", "CustomerCategorised");
            });
            assertThat(api.post(at(european) + "/customers", "{\"add\":" + ids(swede) + "}")
                            .expect(200)
                            .body()
                            .get("changes")
                            .get(0)
                            .get("outcome")
                            .asString())
                    .isEqualTo("unchanged");
        }

        @Test
        void an_undo_that_would_leave_a_customer_without_one_is_a_conflict() {
            UUID one = customer();
            Answer made = category(",\"customerIds\":" + ids(one));
            require();

            JsonNode undone = api.post("/api/groupings/batches/" + made.text("batchId") + "/undo", null)
                    .expect(200)
                    .body();

            assertThat(undone.get("changes")).isEmpty();
            assertThat(undone.get("conflicts"))
                    .extracting(conflict -> conflict.get("code").asString())
                    .containsExactly("category-required", "changed-since");
        }
    }

    /** Returns the ids as a set, for comparisons without order. */
    static Set<String> idsOf(JsonNode items) {
        return items.valueStream()
                .map(item -> item.get("customerId").asString())
                .collect(Collectors.toSet());
    }
}
