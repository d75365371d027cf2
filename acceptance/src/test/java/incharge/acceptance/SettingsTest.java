package incharge.acceptance;

import static incharge.acceptance.Workspace.assertRefused;
import static incharge.acceptance.Workspace.body;
import static incharge.acceptance.Workspace.change;
import static incharge.acceptance.Workspace.fields;
import static incharge.acceptance.Workspace.id;
import static incharge.acceptance.Workspace.texts;
import static incharge.acceptance.Workspace.unique;
import static incharge.acceptance.Workspace.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import incharge.contracts.Contract;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The settings hold for the whole workspace, so these tests have a system of their own. They run one after the other;
 * each leaves the settings as a new workspace has them, and every customer in a category.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SettingsTest {

    private static RunningSystem system;
    private static Workspace workspace;
    private static Workspace seller;

    /** The answers of the new workspace, before anything happened in it. */
    private static JsonNode firstSettings;

    private static List<JsonNode> firstAccounts;
    private static List<JsonNode> firstCategories;
    private static List<ConsumerRecord<String, String>> firstEvents;

    /** The ids of the three categories by the region that they are for. */
    private static final Map<String, String> DEFAULTS = new HashMap<>();

    @BeforeAll
    static void start() {
        system = RunningSystem.start();
        workspace = Workspace.of(Api.as("demo-admin", system));
        seller = workspace.as(Api.as("demo-seller", system));
        firstSettings = settings();
        firstAccounts = workspace.all("/api/accounts");
        firstCategories = workspace.all("/api/categories");
        firstEvents = PublishedEvents.records(system, "incharge.groupings", 8);
        for (String region : List.of("domestic", "european", "overseas")) {
            DEFAULTS.put(
                    region, firstSettings.at("/defaultCategories/" + region).asString(""));
        }
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    @AfterEach
    void restoreSettings() {
        set(
                "country", "FI",
                "accountsInUse", true,
                "rolesInUse", true,
                "categoryRequired", false,
                "datedClicks", false,
                "defaultCategories", DEFAULTS);
        List<String> uncategorised = uncategorised();
        if (!uncategorised.isEmpty()) {
            workspace
                    .post(members(DEFAULTS.get("domestic")), body("add", uncategorised))
                    .expect(200);
        }
    }

    private static JsonNode settings() {
        return workspace.get("/api/settings").expect(200).json();
    }

    private static Api.Answer set(Object... settings) {
        return workspace.patch("/api/settings", body(settings)).expect(200);
    }

    private static String members(String category) {
        return "/api/categories/" + category + "/customers";
    }

    private static List<String> uncategorised() {
        return texts(workspace.all("/api/customers?category=none&archived=true"), "/id");
    }

    private static JsonNode categoryOf(String customer) {
        return workspace.listed("/api/customers?archived=true", customer).get("category");
    }

    /** grouping-service applies the category of a registration soon after it. */
    private static void awaitCategory(String customer, String category) {
        await().untilAsserted(() ->
                assertThat(categoryOf(customer).path("id").asString("")).isEqualTo(category));
    }

    // A new workspace

    @Test
    @Order(1)
    void a_new_workspace_has_the_settings_of_the_contract() {
        assertThat(firstSettings.get("country").asString()).isEqualTo("FI");
        assertThat(firstSettings.get("currency").asString()).isEqualTo("EUR");
        assertThat(firstSettings.get("accountsInUse").asBoolean()).isTrue();
        assertThat(firstSettings.get("rolesInUse").asBoolean()).isTrue();
        assertThat(firstSettings.get("categoryRequired").asBoolean()).isFalse();
        assertThat(firstSettings.get("datedClicks").asBoolean()).isFalse();
        assertThat(firstSettings.get("name").asString()).isNotBlank();
        assertThat(firstSettings.get("paymentTermDays").asInt()).isEqualTo(14);
        assertThat(firstSettings.get("closedProjectStatuses").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("closed", "delivered", "invoiced", "cancelled");
        assertThat(ZoneId.of(firstSettings.get("timeZone").asString())).isNotNull();
        assertThat(firstSettings.at("/defaultAccounts/ledger").asString("")).isEmpty();
        assertThat(firstSettings.at("/defaultAccounts/debtorControl").asString(""))
                .isEmpty();
    }

    @Test
    @Order(2)
    void a_new_workspace_has_three_categories_on_their_accounts() {
        assertThat(firstAccounts)
                .extracting(account -> account.get("kind").asString() + " "
                        + account.get("number").asString())
                .containsExactlyInAnyOrder("ledger 4300", "ledger 4310", "ledger 4320", "debtor-control 1100");
        assertThat(firstCategories)
                .extracting(category -> category.get("name").asString() + " "
                        + category.at("/accounts/ledger").asString() + " "
                        + category.at("/accounts/debtorControl").asString())
                .containsExactlyInAnyOrder("Domestic 4300 1100", "European Union 4310 1100", "Overseas 4320 1100");
        assertThat(named("Domestic")).isEqualTo(DEFAULTS.get("domestic"));
        assertThat(named("European Union")).isEqualTo(DEFAULTS.get("european"));
        assertThat(named("Overseas")).isEqualTo(DEFAULTS.get("overseas"));
    }

    private static String named(String name) {
        return firstCategories.stream()
                .filter(category -> category.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asString();
    }

    @Test
    @Order(3)
    void a_new_workspace_begins_with_the_events_of_the_system_once() {
        assertThat(firstEvents)
                .extracting(PublishedEvents::type)
                .containsExactlyInAnyOrder(
                        "AccountAdded.v1",
                        "AccountAdded.v1",
                        "AccountAdded.v1",
                        "AccountAdded.v1",
                        "CategoryCreated.v1",
                        "CategoryCreated.v1",
                        "CategoryCreated.v1",
                        "SettingsChanged.v1");
        assertThat(firstEvents)
                .allSatisfy(
                        record -> assertThat(PublishedEvents.headers(record)).containsEntry("ce_actor", "system"));
        Contract contract = Contract.of("incharge.groupings");
        assertThat(firstEvents)
                .allSatisfy(record -> assertThat(contract.violations(PublishedEvents.type(record), record.value()))
                        .isEmpty());
    }

    /** There is no customer yet, so the last category is empty and nothing but its being the last keeps it. */
    @Test
    @Order(4)
    void the_last_category_stays_while_a_category_is_required() {
        set("categoryRequired", true);
        for (String region : List.of("european", "overseas")) {
            workspace.delete("/api/categories/" + DEFAULTS.get(region)).expect(200);
            assertThat(settings().at("/defaultCategories/" + region).asString(""))
                    .as("the place of a deleted category")
                    .isEmpty();
        }

        String last = "/api/categories/" + DEFAULTS.get("domestic");
        assertRefused(workspace.delete(last), 422, "last-category", "");
        workspace.get(last).expect(200);

        set("categoryRequired", false);
        for (String region : List.of("european", "overseas")) {
            JsonNode restored = workspace
                    .post("/api/categories/" + DEFAULTS.get(region) + "/restore", "{}")
                    .expect(200)
                    .json();
            assertThat(restored.get("id").asString()).isEqualTo(DEFAULTS.get(region));
        }
        assertThat(texts(workspace.all("/api/categories"), "/id"))
                .containsExactlyInAnyOrderElementsOf(DEFAULTS.values());
    }

    // Settings

    @Test
    @Order(10)
    void a_setting_is_changed_alone_and_published() {
        JsonNode before = settings();
        Api.Answer changed = set("name", "Nordvind", "paymentTermDays", 30, "reason", "new terms");

        JsonNode after = settings();
        assertThat(after.get("name").asString()).isEqualTo("Nordvind");
        assertThat(after.get("paymentTermDays").asInt()).isEqualTo(30);
        for (String same : List.of("country", "currency", "defaultCategories", "closedProjectStatuses", "timeZone")) {
            assertThat(after.get(same)).isEqualTo(before.get(same));
        }
        long position = Long.parseLong(changed.header("Event-Position").split("=")[1]);
        ConsumerRecord<String, String> record = PublishedEvents.records(system, "incharge.groupings", position).stream()
                .filter(each -> PublishedEvents.headers(each).get("ce_sequence").equals(Long.toString(position)))
                .findFirst()
                .orElseThrow();
        assertThat(PublishedEvents.type(record)).isEqualTo("SettingsChanged.v1");
        assertThat(PublishedEvents.headers(record)).containsEntry("ce_reason", "new terms");
        assertThat(record.value()).contains("Nordvind").doesNotContain("timeZone");
        set("name", before.get("name").asString(), "paymentTermDays", 14);
    }

    @Test
    @Order(11)
    void stale_settings_are_not_changed() {
        String stale = workspace.get("/api/settings").header("ETag");
        set("datedClicks", true);

        workspace
                .patch("/api/settings", body("datedClicks", false), "If-Match", stale)
                .expect(412);
        workspace
                .patch("/api/settings", body("datedClicks", false), "If-Match", "\"anything\"")
                .expect(412);
        workspace
                .patch("/api/settings", body("datedClicks", false), "If-Match", "no tag")
                .expect(400);

        assertThat(settings().get("datedClicks").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @Order(12)
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{\"country\":                            | 400 | -",
                "[]                                       | 400 | -",
                "{\"colour\":\"red\"}                     | 400 | -",
                "{\"rolesInUse\":true,\"rolesInUse\":false} | 400 | -",
                "{\"categoryRequired\":\"yes\"}           | 400 | -",
                "{\"rolesInUse\":1}                       | 400 | -",
                "{\"paymentTermDays\":\"14\"}             | 400 | -",
                "{\"closedProjectStatuses\":\"closed\"}   | 400 | -",
                "{\"country\":\"XX\"}                     | 422 | country",
                "{\"currency\":\"EUX\"}                   | 422 | currency",
                "{\"paymentTermDays\":-1}                 | 422 | paymentTermDays",
                "{\"defaultCategories\":{\"domestic\":\"01890a5d-ac96-774b-bcce-b302099a8057\"}} | 422 | defaultCategories",
                "{\"defaultCategories\":{\"arctic\":null}} | 400 | -",
                "{\"defaultAccounts\":{\"sales\":\"4300\"}} | 400 | -",
            })
    void a_change_of_settings_at_fault_changes_nothing(String body, int status, String field) {
        Api.Answer before = workspace.get("/api/settings");

        assertRefused(workspace.patch("/api/settings", body), status, "", field == null ? "" : field);

        Api.Answer after = workspace.get("/api/settings");
        assertThat(after.header("ETag")).isEqualTo(before.header("ETag"));
        assertThat(after.json()).isEqualTo(before.json());
    }

    @Test
    @Order(13)
    void the_time_zone_is_read_only() {
        String zone = settings().get("timeZone").asString();

        int status = workspace
                .patch("/api/settings", body("timeZone", "Pacific/Auckland"))
                .status();

        assertThat(status).isIn(400, 422);
        assertThat(settings().get("timeZone").asString()).isEqualTo(zone);
    }

    @Test
    @Order(14)
    void a_name_of_the_workspace_has_at_most_300_characters() {
        assertRefused(workspace.patch("/api/settings", body("name", "x".repeat(301))), 422, "", "name");
        assertThat(settings().get("name")).isEqualTo(firstSettings.get("name"));
    }

    @Test
    @Order(15)
    void the_session_of_everybody_shows_the_features() {
        Workspace employee = workspace.as(Api.as("demo-employee", system));
        set("rolesInUse", false, "accountsInUse", false, "datedClicks", true, "name", "Nordvind");
        try {
            for (Workspace client : List.of(workspace, seller, employee)) {
                await().untilAsserted(() -> {
                    JsonNode session = client.get("/api/session").expect(200).json();
                    assertThat(session.get("features"))
                            .isEqualTo(new tools.jackson.databind.ObjectMapper().readTree("""
                                    {"roles":false,"accounts":false,"categoryRequired":false,"datedClicks":true}"""));
                    assertThat(session.at("/workspace/name").asString()).isEqualTo("Nordvind");
                });
            }
            JsonNode session = workspace.get("/api/session").json();
            assertThat(session.get("timeZone")).isEqualTo(firstSettings.get("timeZone"));
            LocalDate today = LocalDate.now(ZoneId.of(session.get("timeZone").asString()));
            assertThat(LocalDate.parse(session.get("today").asString())).isBetween(today.minusDays(1), today);
        } finally {
            set("name", firstSettings.get("name").asString());
        }
    }

    // Accounts

    @Test
    @Order(20)
    void an_account_is_added_renamed_and_deleted() {
        String number = "8" + word();
        Api.Answer made = workspace.post("/api/accounts", body("kind", "ledger", "number", number, "name", "Sales"));
        String account = "/api/accounts/" + id(made);
        assertThat(made.header("Location")).endsWith(account);

        workspace.patch(account, body("name", "Sales of services")).expect(200);
        JsonNode read = workspace.get(account).expect(200).json();
        assertThat(read.get("name").asString()).isEqualTo("Sales of services");
        assertThat(read.get("number").asString()).isEqualTo(number);
        assertThat(read.get("kind").asString()).isEqualTo("ledger");
        assertThat(texts(workspace.all("/api/accounts"), "/number")).contains(number);

        workspace.delete(account).expect(204);
        workspace.get(account).expect(404);
        assertThat(texts(workspace.all("/api/accounts"), "/number")).doesNotContain(number);
    }

    @Test
    @Order(21)
    void a_number_is_unique_in_its_kind_and_never_changed() {
        String number = "8" + word();
        String account = workspace.made("/api/accounts", "kind", "ledger", "number", number, "name", "One");

        workspace
                .post("/api/accounts", body("kind", "ledger", "number", number, "name", "Two"))
                .expect(409);
        workspace.made("/api/accounts", "kind", "debtor-control", "number", number, "name", "Three");
        workspace.made("/api/accounts", "kind", "target", "number", number, "name", "Four");

        String tag = workspace.get("/api/accounts/" + account).header("ETag");
        assertThat(workspace
                        .patch("/api/accounts/" + account, body("number", number + "9"))
                        .status())
                .isIn(400, 422);
        assertThat(workspace
                        .patch("/api/accounts/" + account, body("kind", "target"))
                        .status())
                .isIn(400, 422);
        assertThat(workspace.get("/api/accounts/" + account).header("ETag")).isEqualTo(tag);
    }

    @Test
    @Order(22)
    void an_account_that_is_named_stays() {
        String ledger = workspace.made("/api/accounts", "kind", "ledger", "number", "9001", "name", "Harbour");
        String debtors = workspace.made("/api/accounts", "kind", "debtor-control", "number", "9002", "name", "Debtors");
        String target = workspace.made("/api/accounts", "kind", "target", "number", "9003", "name", "Cost");
        String byDefault = workspace.made("/api/accounts", "kind", "ledger", "number", "9004", "name", "The rest");
        String category = workspace.category(
                unique("Harbours"),
                "accounts",
                fields("ledger", "9001", "debtorControl", "9002"),
                "accountingTargets",
                List.of("9003"));
        set("defaultAccounts", fields("ledger", "9004", "debtorControl", "9002"));

        for (String account : List.of(ledger, debtors, target, byDefault)) {
            workspace.delete("/api/accounts/" + account).expectProblem(409, "in-use");
            workspace.get("/api/accounts/" + account).expect(200);
        }

        Map<String, Object> nothing = fields("ledger", null, "debtorControl", null);
        set("defaultAccounts", nothing);
        workspace.delete("/api/categories/" + category).expect(200);
        for (String account : List.of(ledger, debtors, target, byDefault)) {
            workspace.delete("/api/accounts/" + account).expect(204);
        }
    }

    @Test
    @Order(23)
    void numbers_that_a_category_names_join_the_accounts_and_a_customer_adds_none() {
        workspace.category(
                unique("Lakes"),
                "accounts",
                fields("ledger", "9101", "debtorControl", "9102"),
                "accountingTargets",
                List.of("9103", "9104"));
        List<JsonNode> accounts = workspace.all("/api/accounts");
        assertThat(accounts)
                .extracting(account -> account.get("kind").asString() + " "
                        + account.get("number").asString())
                .contains("ledger 9101", "debtor-control 9102", "target 9103", "target 9104");

        workspace.customer(unique("Plain"), "categoryId", DEFAULTS.get("domestic"));

        assertThat(workspace.all("/api/accounts")).hasSameSizeAs(accounts);
    }

    @ParameterizedTest
    @Order(24)
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{                                                            | 400 | -",
                "{\"kind\":\"ledger\",\"number\":\"77\",\"name\":\"A\",\"x\":1} | 400 | -",
                "{\"kind\":\"ledger\",\"number\":77,\"name\":\"A\"}           | 400 | -",
                "{\"kind\":\"ledger\",\"number\":\"77\"}                      | 422 | name",
                "{\"kind\":\"ledger\",\"name\":\"A\"}                         | 422 | number",
                "{\"number\":\"77\",\"name\":\"A\"}                           | 422 | kind",
                "{\"kind\":\"ledger\",\"number\":\" \",\"name\":\"A\"}        | 422 | number",
                "{\"kind\":\"ledger\",\"number\":\"77\",\"name\":\" \"}       | 422 | name",
            })
    void an_account_at_fault_is_not_added(String body, int status, String field) {
        int before = workspace.all("/api/accounts").size();

        assertRefused(workspace.post("/api/accounts", body), status, "", field == null ? "" : field);

        assertThat(workspace.all("/api/accounts")).hasSize(before);
    }

    @Test
    @Order(25)
    void an_account_of_an_unknown_kind_or_id_is_refused() {
        int before = workspace.all("/api/accounts").size();
        assertThat(workspace
                        .post("/api/accounts", body("kind", "cash", "number", "77", "name", "A"))
                        .status())
                .isIn(400, 422);
        workspace.patch("/api/accounts/" + UUID.randomUUID(), body("name", "A")).expect(404);
        workspace.delete("/api/accounts/" + UUID.randomUUID()).expect(404);
        workspace.get("/api/accounts?colour=red").expect(400);
        assertThat(workspace.all("/api/accounts")).hasSize(before);
    }

    @Test
    @Order(26)
    void categories_carry_no_accounts_while_these_are_not_in_use() {
        String category = workspace.category(unique("Plain"));
        set("accountsInUse", false);

        for (Map<String, Object> given : List.of(
                fields("accounts", fields("ledger", "4300")),
                fields("accounts", fields("debtorControl", "1100")),
                fields("accountingTargets", List.of("9103")))) {
            given.put("name", unique("Refused"));
            Api.Answer made = workspace.post("/api/categories", body(pairs(given)));
            assertRefused(made, 422, "accounts-not-in-use", "account");
            Api.Answer changed = workspace.put("/api/categories/" + category, body(pairs(given)));
            assertRefused(changed, 422, "accounts-not-in-use", "account");
        }
        workspace
                .put("/api/categories/" + category, body("name", unique("Without")))
                .expect(200);

        set("accountsInUse", true);
        workspace
                .put("/api/categories/" + category, body("name", unique("With"), "accounts", fields("ledger", "4300")))
                .expect(200);
    }

    private static Object[] pairs(Map<String, Object> fields) {
        List<Object> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.addAll(List.of(name, value)));
        return pairs.toArray();
    }

    // The proposal by country

    @ParameterizedTest
    @Order(30)
    @CsvSource({
        "?country=FI, domestic",
        "'', domestic",
        "?country=SE, european",
        "?country=IE, european",
        "?country=EL, european",
        "?country=HR, european",
        "?country=NO, overseas",
        "?country=UK, overseas",
        "?country=CH, overseas",
        "?country=US, overseas",
    })
    void a_category_is_proposed_by_country(String query, String region) {
        JsonNode proposal =
                workspace.get("/api/categories/proposal" + query).expect(200).json();

        assertThat(proposal.get("region").asString()).isEqualTo(region);
        assertThat(proposal.at("/category/id").asString()).isEqualTo(DEFAULTS.get(region));
        assertThat(proposal.at("/category/name").asString()).isNotBlank();
    }

    @Test
    @Order(31)
    void the_proposal_follows_the_settings() {
        set("country", "SE", "defaultCategories", fields("overseas", null));

        assertThat(proposed(workspace, "SE").get("region").asString()).isEqualTo("domestic");
        assertThat(proposed(workspace, "FI").get("region").asString()).isEqualTo("european");
        JsonNode overseas = proposed(workspace, "NO");
        assertThat(overseas.get("region").asString()).isEqualTo("overseas");
        assertThat(overseas.get("category").isNull()).isTrue();
        workspace.get("/api/categories/proposal?country=XX").expect(400);
        workspace.get("/api/categories/proposal?land=FI").expect(400);
    }

    private static JsonNode proposed(Workspace client, String country) {
        return client.get("/api/categories/proposal?country=" + country)
                .expect(200)
                .json();
    }

    @Test
    @Order(32)
    void a_hidden_category_is_not_proposed() {
        String other = workspace.employee(unique("Other seller"), "seller", true);
        String closed = workspace.category(unique("Closed"), "sellerIds", List.of(other));
        set("defaultCategories", fields("overseas", closed));

        assertThat(proposed(workspace, "US").at("/category/id").asString()).isEqualTo(closed);
        JsonNode hidden = proposed(seller, "US");
        assertThat(hidden.get("region").asString()).isEqualTo("overseas");
        assertThat(hidden.get("category").isNull()).isTrue();
        assertThat(seller.get("/api/settings").expect(200).text()).doesNotContain(closed);
    }

    // A category is required

    @Test
    @Order(40)
    void a_category_can_be_required_only_when_everybody_has_one() {
        String one = workspace.customer(unique("Without one"));
        String other = workspace.customer(unique("Without two"));
        workspace.post("/api/customers/" + other + "/archive", "{}").expect(200);

        Api.Answer refused = workspace.patch("/api/settings", body("categoryRequired", true));

        assertRefused(refused, 422, "customers-uncategorised", "");
        assertThat(refused.text()).as("their number").containsPattern("\\b2\\b");
        assertThat(settings().get("categoryRequired").asBoolean()).isFalse();
        workspace
                .post(members(DEFAULTS.get("overseas")), body("add", List.of(one, other)))
                .expect(200);
        set("categoryRequired", true);
        assertThat(settings().get("categoryRequired").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @Order(41)
    @CsvSource({"FI, domestic", "DE, european", "US, overseas", "'', domestic"})
    void a_customer_without_a_category_takes_the_proposed_one(String country, String region) {
        set("categoryRequired", true);
        Object[] more = country.isEmpty() ? new Object[0] : new Object[] {"country", country};

        String posted = workspace.customer(unique("Posted"), more);
        String put = UUID.randomUUID().toString();
        workspace
                .put(
                        "/api/customers/" + put,
                        country.isEmpty()
                                ? body("name", unique("Put"))
                                : body("name", unique("Put"), "country", country))
                .expect(201);
        String number = "PROPOSED-" + word();
        workspace.imported("customers", "", "number,name,country\n" + number + ",Imported," + country + "\n");

        awaitCategory(posted, DEFAULTS.get(region));
        awaitCategory(put, DEFAULTS.get(region));
        String imported =
                workspace.all("/api/customers?q=" + number).getFirst().get("id").asString();
        awaitCategory(imported, DEFAULTS.get(region));
    }

    @Test
    @Order(42)
    void the_number_is_of_the_series_of_the_proposed_category() {
        String series = workspace.category(unique("Series"), "numberingStart", 610_000);
        set("categoryRequired", true, "defaultCategories", fields("overseas", series));

        JsonNode made = workspace
                .post("/api/customers", body("name", unique("Numbered"), "country", "US"))
                .expect(201)
                .json();

        assertThat(made.get("number").asString()).isEqualTo("610000");
    }

    @Test
    @Order(43)
    void a_customer_without_a_category_and_without_a_proposal_is_refused() {
        set("categoryRequired", true, "defaultCategories", fields("overseas", null));
        int before = workspace.all("/api/customers").size();

        String body = body("name", unique("Refused"), "country", "US");
        assertRefused(workspace.post("/api/customers", body), 422, "category-required", "categoryId");
        Api.Answer put = workspace.put("/api/customers/" + UUID.randomUUID(), body);
        assertRefused(put, 422, "category-required", "categoryId");
        String file = "name,country\nRefused one,US\nAccepted one,FI\nRefused two,JP\n";
        Api.Answer rehearsed = workspace.imported("customers", "?dryRun=true", file);
        assertThat(rehearsed.json().get("refused").asInt()).isEqualTo(2);
        Api.Answer done = workspace.imported("customers", "", file);

        assertThat(done.json().get("created").asInt()).isEqualTo(1);
        assertThat(done.json().get("refused").asInt()).isEqualTo(2);
        List<JsonNode> rows = workspace.all(
                "/api/customers/imports/" + done.json().get("importId").asString() + "/rows?outcome=refused");
        assertThat(texts(rows, "/code")).containsOnly("category-required");
        assertThat(texts(rows, "/field")).containsOnly("category");
        assertThat(workspace.all("/api/customers")).hasSize(before + 1);
        String named = workspace.customer(unique("Named"), "country", "US", "categoryId", DEFAULTS.get("european"));
        awaitCategory(named, DEFAULTS.get("european"));
    }

    @Test
    @Order(43)
    void a_customer_that_has_a_category_needs_no_proposal() {
        String number = "HAS-" + word();
        String customer = workspace.customer(unique("Overseas"), "country", "US", "number", number);
        workspace
                .post(members(DEFAULTS.get("overseas")), body("add", List.of(customer)))
                .expect(200);
        String archived = workspace.customer(unique("Archived"), "country", "US");
        workspace
                .post(members(DEFAULTS.get("overseas")), body("add", List.of(archived)))
                .expect(200);
        workspace.post("/api/customers/" + archived + "/archive", "{}").expect(200);
        set("categoryRequired", true, "defaultCategories", fields("overseas", null));

        workspace
                .put("/api/customers/" + customer, body("name", unique("Replaced"), "country", "US", "number", number))
                .expect(200);
        Api.Answer done = workspace.imported(
                "customers", "?mode=upsert", "number,name,country\n" + number + "," + unique("Updated") + ",US\n");
        workspace.post("/api/customers/" + archived + "/restore", "{}").expect(200);

        assertThat(done.json().get("updated").asInt()).as(done.text()).isEqualTo(1);
        assertThat(categoryOf(customer).get("id").asString()).isEqualTo(DEFAULTS.get("overseas"));
        assertThat(categoryOf(archived).get("id").asString()).isEqualTo(DEFAULTS.get("overseas"));
    }

    @Test
    @Order(44)
    void a_hidden_proposal_is_none() {
        String other = workspace.employee(unique("Other seller"), "seller", true);
        String closed = workspace.category(unique("Closed"), "sellerIds", List.of(other));
        set("categoryRequired", true, "defaultCategories", fields("overseas", closed));

        String body = body("name", unique("Hidden"), "country", "US");
        assertRefused(seller.post("/api/customers", body), 422, "category-required", "categoryId");
        workspace.post("/api/customers", body).expect(201);
    }

    @Test
    @Order(45)
    void nobody_is_left_without_a_category() {
        String customer = workspace.customer(unique("Member"));
        String category = workspace.category(unique("Only one"), "customerIds", List.of(customer));
        String path = "/api/categories/" + category;
        workspace
                .post(members(DEFAULTS.get("domestic")), body("add", uncategorised()))
                .expect(200);
        set("categoryRequired", true);
        String version = workspace.get(path).header("ETag");

        Map<String, Api.Answer> refused = Map.of(
                "members", workspace.post(path + "/customers", body("remove", List.of(customer))),
                "replaced", workspace.put(path, body("name", unique("Renamed"), "customerIds", List.of())),
                "removed", workspace.put(path, body("name", unique("Renamed"), "removeCustomerIds", List.of(customer))),
                "previewed", workspace.post(path + "/customers", body("remove", List.of(customer), "preview", true)));

        refused.forEach((how, answer) -> assertRefused(answer, 422, "category-required", ""));
        assertThat(workspace.get(path).header("ETag")).isEqualTo(version);
        assertThat(categoryOf(customer).get("id").asString()).isEqualTo(category);
    }

    @Test
    @Order(46)
    void a_category_with_customers_is_deleted_only_with_a_target() {
        String customer = workspace.customer(unique("Member"), "categoryId", DEFAULTS.get("domestic"));
        awaitCategory(customer, DEFAULTS.get("domestic"));
        String category = workspace.category(unique("Full"), "customerIds", List.of(customer));
        String empty = workspace.category(unique("Empty"));
        set("categoryRequired", true);

        assertRefused(workspace.delete("/api/categories/" + category), 422, "target-category-required", "");
        assertThat(categoryOf(customer).get("id").asString()).isEqualTo(category);

        workspace.delete("/api/categories/" + empty).expect(200);
        workspace
                .delete("/api/categories/" + category + "?to=" + DEFAULTS.get("european"))
                .expect(200);
        assertThat(categoryOf(customer).get("id").asString()).isEqualTo(DEFAULTS.get("european"));
        workspace.get("/api/categories/" + category).expect(404);
    }

    @Test
    @Order(47)
    void an_undo_leaves_nobody_without_a_category() {
        String customer = workspace.customer(unique("Added"));
        String category = workspace.category(unique("Added to"));
        String batch = workspace
                .post(members(category), body("add", List.of(customer)))
                .expect(200)
                .json()
                .get("batchId")
                .asString();
        set("categoryRequired", true);

        workspace.post("/api/groupings/batches/" + batch + "/undo", null);

        assertThat(categoryOf(customer).get("id").asString()).isEqualTo(category);
    }

    @Test
    @Order(47)
    void the_undo_of_an_import_leaves_nobody_without_a_category() {
        String number = "UNDO-" + word();
        String customer = workspace.customer(unique("Before"), "number", number);
        String category = unique("Given by the import");
        Api.Answer done = workspace.imported(
                "customers", "?mode=upsert", "number,name,category\n" + number + ",Imported," + category + "\n");
        await().until(() -> categoryOf(customer).isObject());
        set("categoryRequired", true);

        workspace
                .post("/api/customers/imports/" + done.json().get("importId").asString() + "/undo", "{}")
                .expect(200);
        // what the undo asks of grouping-service is done before what comes after it
        String later = workspace.customer(unique("Later"), "categoryId", DEFAULTS.get("domestic"));
        awaitCategory(later, DEFAULTS.get("domestic"));

        assertThat(categoryOf(customer).isObject()).isTrue();
    }

    @Test
    @Order(48)
    void customers_that_come_while_it_is_switched_on_have_a_category_in_the_end() throws Exception {
        set("defaultCategories", fields("overseas", null));
        List<String> registered = new ArrayList<>();
        boolean required = false;
        try (ExecutorService threads = Executors.newFixedThreadPool(9)) {
            for (int attempt = 0; attempt < 5 && !required; attempt++) {
                List<Future<Api.Answer>> answers = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    String body = body("name", unique("Slipped"), "country", "US");
                    answers.add(threads.submit(() -> workspace.api().post("/api/customers", body)));
                }
                required = workspace
                                .api()
                                .patch("/api/settings", body("categoryRequired", true))
                                .status()
                        == 200;
                for (Future<Api.Answer> answer : answers) {
                    if (answer.get().status() == 201) {
                        registered.add(id(answer.get()));
                    } else {
                        assertRefused(answer.get(), 422, "category-required", "categoryId");
                    }
                }
                if (!required) {
                    workspace.get("/api/customers?limit=1").expect(200);
                    await().until(() -> uncategorised().containsAll(registered));
                    workspace
                            .post(members(DEFAULTS.get("domestic")), body("add", uncategorised()))
                            .expect(200);
                    registered.clear();
                }
            }
        }
        assertThat(required).isTrue();
        await().untilAsserted(() -> assertThat(registered)
                .allSatisfy(
                        customer -> assertThat(categoryOf(customer).isObject()).isTrue()));
    }

    // Roles

    @Test
    @Order(50)
    void roles_that_are_not_in_use_are_refused() {
        String customer = workspace.customer(unique("Subject"));
        String employee = workspace.employee(unique("Person"), "externalId", word());
        String role = workspace.role(unique("Controller"));
        set("rolesInUse", false);

        assertRefused(workspace.get("/api/matrix?view=role"), 422, "roles-not-in-use", "view");
        assertRefused(workspace.get("/api/matrix.xlsx?view=role"), 422, "roles-not-in-use", "view");
        Map<String, Object> plain = change("assign", customer, employee);
        Map<String, Object> inRole = change("assign", customer, employee, "roleId", role);
        Api.Answer refused = workspace.post("/api/responsibilities", body("changes", List.of(plain, inRole)));
        assertRefused(refused, 422, "roles-not-in-use", "changes[1].roleId");
        assertThat(workspace.all("/api/assignees?customer=" + customer)).isEmpty();

        workspace.changed(List.of(plain));
        assertThat(workspace.all("/api/assignees?customer=" + customer)).hasSize(1);
        workspace.get("/api/matrix?view=employee&limit=1").expect(200);

        set("rolesInUse", true);
        workspace.get("/api/matrix?view=role&limit=1").expect(200);
        workspace.changed(List.of(inRole));
        assertThat(workspace.all("/api/assignees?customer=" + customer)).hasSize(2);
    }

    @Test
    @Order(51)
    void rows_of_an_import_have_no_role_while_roles_are_not_in_use() {
        String externalId = word();
        workspace.employee(unique("Imported person"), "externalId", externalId);
        String number = "ROLES-" + word();
        String customer = workspace.customer(unique("Subject"), "number", number);
        set("rolesInUse", false);

        Api.Answer done = workspace.imported(
                "responsibilities",
                "",
                "customer_number,employee_id,role\n" + number + "," + externalId + ",Controller of rows\n" + number
                        + "," + externalId + ",\n");

        List<JsonNode> refused = workspace.all(
                "/api/responsibilities/imports/" + done.json().get("importId").asString() + "/rows?outcome=refused");
        assertThat(texts(refused, "/code")).containsExactly("roles-not-in-use");
        assertThat(texts(refused, "/field")).containsExactly("role");
        assertThat(workspace.all("/api/assignees?customer=" + customer)).hasSize(1);
        assertThat(texts(workspace.all("/api/roles"), "/name")).doesNotContain("Controller of rows");
    }
}
