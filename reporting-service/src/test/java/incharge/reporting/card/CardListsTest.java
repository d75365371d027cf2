package incharge.reporting.card;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.StoredVersions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is on the cards of two customers, one of which a seller does not see; today is 2026-06-15. */
class CardListsTest {

    private static Snapshots snapshots;
    private static Views views;
    private static Instant beforeRemoval;

    @BeforeAll
    static void begin() {
        FactScript script = new FactScript()
                .category("Secret")
                .signingIn("sam", true, true)
                .sellers("Secret", "nobody")
                .employee("Anna", null, false, true)
                .customer("Acme", "1")
                .customer("Hidden", "2")
                .customer("Old", "3")
                .customer("Firm", "4")
                .project("Audit", "P-1", "Acme")
                .project("Books", "P-2", "Hidden")
                .project("Wing", "P-3", "Firm")
                .categorised("Hidden", "Secret", null);
        var facts = new CardFacts(script)
                .note("Calls on Fridays", "Acme")
                .salesCase(
                        "New hall", "Acme", "value", money("100.00", "EUR"), "probability", 40, "ownerId", id("Anna"))
                .salesCase("Old hall", "Acme", "value", money("0.05", "EUR"), "probability", 50)
                .salesCase("Ship", "Hidden", "value", money("7", "JPY"), "probability", 50)
                .salesCaseClosed("Old hall", "Acme", "won", "2026-05-29")
                .note("Audit \u00E5 la carte", "Acme/Audit")
                .note("Of the hall", "Acme", "salesCaseId", id("New hall"))
                .note("Secret note", "Hidden")
                .comment("First", "Acme")
                .comment("Second", "Acme")
                .contact("\u00C4ke", "Acme", List.of("Buyer"), List.of("News"), "email", "Ake@acme.example")
                .contact("Bo", "Acme", List.of("buyer", "Payer"), List.of())
                .contact("Zo\u00EB", "Acme", List.of(), List.of("news"))
                .contactInactive("Zo\u00EB", "Acme")
                .contact("Hid", "Hidden", List.of("Spy"), List.of())
                .todo("Late", "Acme", "2026-06-01", "not-started", "rank", "b", "assigneeId", id("Anna"))
                .todo(
                        "Undated",
                        "Acme/Audit",
                        null,
                        "in-progress",
                        "rank",
                        "a",
                        "contactIds",
                        List.of(id("Bo").toString()))
                .todo("Finished", "Acme", "2026-06-10", "done", "rank", "c")
                .todo("Finished undated", "Acme", null, "done", "rank", "d")
                .calendar("Over", "Acme", "2026-06-15T07:00:00Z", "2026-06-15T08:00:00Z")
                .calendar("Lunch", "Acme", "2026-06-15T11:00:00Z", null)
                .todo("Secret task", "Hidden", "2026-06-02", "not-started", "rank", "a")
                .todo("Of books", "Hidden/Books", "2026-06-03", "not-started", "rank", "a")
                .file("plan.txt", "Acme/Audit")
                .link("https://acme.example", "Acme")
                .note("Gone soon", "Acme");
        beforeRemoval = script.last().time();
        facts.noteRemoved("Gone soon", "Acme");
        script.customers("CustomerArchived", id("Old"), "customerId", id("Old"));
        facts.salesCase("Annex", "Firm/Wing")
                .note("Of the annex", "Firm", "salesCaseId", id("Annex"))
                .note("Of annex and wing", "Firm/Wing", "salesCaseId", id("Annex"));
        script.moved("Wing", "Firm", "Hidden");
        facts.calendar("Own", "Firm", "2026-06-20T08:00:00Z", null, "assigneeId", id("sam"));
        facts.todo("Old task", "Old", "2026-01-01", "not-started", "rank", "a");
        snapshots = new StoredVersions().apply(script).follow();
        views = new Views(snapshots);
    }

    private static Object money(String amount, String currency) {
        return FactScript.fields("amount", amount, "currency", currency);
    }

    @AfterAll
    static void end() {
        snapshots.close();
    }

    private static String of(String customer, String things) {
        return "/api/customers/" + id(customer) + "/" + things;
    }

    /** Returns a field of all items, read in pages of two. */
    private static List<String> all(Views caller, String query, String field) {
        var found = new ArrayList<String>();
        String next = "";
        while (next != null) {
            JsonNode page = caller.json(query + (query.contains("?") ? "&" : "?") + "limit=2" + next);
            page.get("items").forEach(item -> found.add(item.get(field).asString()));
            next = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").asString();
            assertThat(page.get("total").asInt()).isGreaterThanOrEqualTo(found.size());
            if (next == null) {
                assertThat(page.get("total").asInt()).isEqualTo(found.size());
            }
        }
        return found;
    }

    @Test
    void a_customer_has_the_notes_of_its_projects_and_sales_cases_newest_first() {
        assertThat(all(views, of("Acme", "notes"), "text"))
                .containsExactly("Of the hall", "Audit \u00E5 la carte", "Calls on Fridays");
        assertThat(all(views, of("Acme", "notes?level=project&level=customer"), "text"))
                .containsExactly("Audit \u00E5 la carte", "Calls on Fridays");
        assertThat(all(views, of("Acme", "notes?level=sales-case"), "text")).containsExactly("Of the hall");
        assertThat(all(views, of("Acme", "notes?project=" + id("Audit")), "text"))
                .hasSize(1);
        assertThat(all(views, of("Acme", "notes?q=carte%20A&q=fridays"), "text"))
                .containsExactly("Audit \u00E5 la carte", "Calls on Fridays");
        assertThat(all(views, "/api/projects/" + id("Audit") + "/notes", "text"))
                .containsExactly("Audit \u00E5 la carte");
        assertThat(all(views, "/api/sales-cases/" + id("New hall") + "/notes", "text"))
                .containsExactly("Of the hall");
        assertThat(all(views, of("Acme", "notes?from=2026-03-02"), "text")).isEmpty();
        assertThat(all(views, of("Acme", "notes?from=2026-03-01&to=2026-03-01"), "text"))
                .hasSize(3);
        assertThat(views.get(of("Acme", "notes?level=salesCase")).getStatus()).isEqualTo(400);
    }

    @Test
    void a_thing_names_what_it_refers_to() {
        JsonNode note = views.json(of("Acme", "notes")).at("/items/0");
        assertThat(note.get("level").asString()).isEqualTo("sales-case");
        assertThat(note.at("/salesCase/name").asString()).isEqualTo("New hall");
        assertThat(note.at("/createdBy/user").asString()).isEqualTo("anna");
        assertThat(note.get("project").isNull()).isTrue();

        JsonNode activities = views.json(of("Acme", "activities?status=in-progress&status=not-started"));
        assertThat(activities.at("/items/0/assignee/name").asString()).isEqualTo("Anna");
        JsonNode undated = activities.at("/items/2");
        assertThat(undated.get("contacts").toString())
                .isEqualTo("[{\"id\":\"%s\",\"name\":\"Bo\"}]".formatted(id("Bo")));
        assertThat(undated.at("/project/name").asString()).isEqualTo("Audit");
        assertThat(undated.has("rank")).isFalse();
    }

    @Test
    void a_removed_thing_is_shown_as_of_before_alone() {
        assertThat(all(views, of("Acme", "notes?asOf=" + beforeRemoval), "text"))
                .startsWith("Gone soon");
        assertThat(all(views, of("Acme", "notes"), "text")).doesNotContain("Gone soon");
    }

    @Test
    void comments_are_in_the_order_of_the_log() {
        assertThat(all(views, of("Acme", "comments"), "text")).containsExactly("First", "Second");
        assertThat(all(views, of("Acme", "comments?sort=newest"), "text")).containsExactly("Second", "First");
    }

    @Test
    void contacts_are_by_name_and_the_inactive_ones_hidden() {
        assertThat(all(views, of("Acme", "contacts?lang=fi"), "name")).containsExactly("Bo", "\u00C4ke");
        assertThat(all(views, of("Acme", "contacts?lang=en&inactive=true"), "name"))
                .containsExactly("\u00C4ke", "Bo", "Zo\u00EB");
        assertThat(all(views, "/api/contacts?role=PAYER&role=x", "name")).containsExactly("Bo");
        assertThat(all(views, "/api/contacts?email=ake@ACME.example", "name")).containsExactly("\u00C4ke");
        assertThat(views.json("/api/contacts?keyword=news&customer=" + id("Acme"))
                        .get("labels")
                        .toString())
                .isEqualTo("{\"roles\":[{\"name\":\"Buyer\",\"count\":2},{\"name\":\"Payer\",\"count\":1}],"
                        + "\"keywords\":[{\"name\":\"News\",\"count\":1}]}");
    }

    @Test
    void planned_activities_come_first_the_soonest_first_then_past_ones_the_latest_first() {
        assertThat(all(views, of("Acme", "activities"), "title"))
                .containsExactly("Late", "Lunch", "Undated", "Over", "Finished", "Finished undated");
        assertThat(all(views, of("Acme", "activities?state=past&status=done"), "title"))
                .containsExactly("Finished", "Finished undated");
        assertThat(all(views, of("Acme", "activities?from=2026-06-10&to=2026-06-15"), "title"))
                .containsExactly("Lunch", "Over", "Finished");
        assertThat(all(views, of("Acme", "activities?kind=todo&sort=rank"), "title"))
                .containsExactly("Undated", "Late", "Finished", "Finished undated");
        assertThat(all(views, of("Acme", "activities?linked=project"), "title")).containsExactly("Undated");
        assertThat(all(views, of("Acme", "activities?linked=none&assignee=" + id("Anna")), "title"))
                .containsExactly("Late");
        assertThat(views.json(of("Acme", "activities?state=past")).get("counts").toString())
                .isEqualTo("{\"planned\":3,\"past\":3,\"notStarted\":3,\"inProgress\":1,\"done\":2}");
    }

    @Test
    void the_list_of_all_customers_hides_archived_ones_and_from_a_seller_what_is_hidden() {
        assertThat(all(views, "/api/activities?kind=todo&state=planned", "title"))
                .containsExactly("Late", "Secret task", "Of books", "Undated");
        assertThat(all(views, "/api/activities?kind=todo&state=planned&archived=true", "title"))
                .startsWith("Old task");
        Views seller = views.as("sam");
        assertThat(all(seller, "/api/activities?kind=todo&state=planned", "title"))
                .containsExactly("Late", "Undated");
        assertThat(seller.json("/api/activities").at("/counts/planned").asInt()).isEqualTo(4);
        assertThat(all(seller, "/api/contacts", "name")).containsExactly("\u00C4ke", "Bo");
        assertThat(seller.json("/api/contacts").at("/labels/roles").toString()).doesNotContain("Spy");
        assertThat(seller.json("/api/sales-cases").at("/sums/value").size()).isEqualTo(1);
        assertThat(csv(seller, "/api/activities.csv")).doesNotContain("Secret");
        assertThat(csv(views, "/api/activities.csv")).contains("Secret task");
        for (String things : List.of("notes", "contacts", "activities", "addresses", "card", "timeline")) {
            assertThat(seller.get(of("Hidden", things)).getStatus()).as(things).isEqualTo(404);
        }
        assertThat(seller.get("/api/projects/" + id("Books") + "/activities").getStatus())
                .isEqualTo(404);
        assertThat(seller.get("/api/sales-cases/" + id("Ship") + "/notes").getStatus())
                .isEqualTo(404);
    }

    @Test
    void a_caller_reads_the_own_activities_and_nothing_of_the_customer_but_name_and_number() {
        Views sam = views.as("sam").without("customers");
        assertThat(sam.get("/api/activities").getStatus()).isEqualTo(403);
        assertThat(sam.json("/api/me/activities").toString())
                .isEqualTo(("{\"items\":[{\"id\":\"%s\",\"title\":\"Own\",\"kind\":\"calendar\","
                                + "\"start\":\"2026-06-20T08:00:00Z\",\"status\":\"not-started\","
                                + "\"subject\":{\"type\":\"customer\",\"id\":\"%s\",\"name\":\"Firm\",\"number\":\"4\"}}],"
                                + "\"next\":null,\"total\":1}")
                        .formatted(id("Own"), id("Firm")));
        assertThat(sam.json("/api/me/activities?state=past").get("total").asInt())
                .isZero();
        assertThat(views.json("/api/me/activities").toString()).isEqualTo("{\"items\":[],\"next\":null,\"total\":0}");
    }

    @Test
    void a_sales_case_stays_with_its_customer_where_its_project_goes_to_another() {
        assertThat(all(views, of("Firm", "sales-cases"), "name")).containsExactly("Annex");
        assertThat(all(views, of("Hidden", "sales-cases"), "name")).containsExactly("Ship");
        assertThat(all(views, of("Firm", "sales-cases?project=" + id("Wing")), "name"))
                .containsExactly("Annex");
        JsonNode annex = views.json(of("Firm", "sales-cases")).at("/items/0");
        assertThat(annex.at("/customer/name").asString()).isEqualTo("Firm");
        assertThat(annex.get("project").isNull()).isTrue();
        assertThat(all(views, of("Firm", "notes"), "text")).containsExactly("Of the annex");

        JsonNode moved = views.json(of("Hidden", "notes?project=" + id("Wing"))).at("/items/0");
        assertThat(moved.get("text").asString()).isEqualTo("Of annex and wing");
        assertThat(moved.at("/project/name").asString()).isEqualTo("Wing");
        assertThat(moved.get("salesCase").isNull()).isTrue();

        String notes = "/api/sales-cases/" + id("Annex") + "/notes";
        assertThat(all(views, notes, "text")).containsExactly("Of annex and wing", "Of the annex");
        assertThat(all(views.as("sam"), notes, "text")).containsExactly("Of the annex");
    }

    @Test
    void sales_cases_are_summed_by_currency() {
        assertThat(all(views, "/api/sales-cases", "name")).containsExactly("Annex", "Ship", "Old hall", "New hall");
        assertThat(views.json("/api/sales-cases").get("sums").toString())
                .isEqualTo(
                        "{\"value\":[{\"amount\":\"100.05\",\"currency\":\"EUR\"},{\"amount\":\"7\",\"currency\":\"JPY\"}],"
                                + "\"weighted\":[{\"amount\":\"40.05\",\"currency\":\"EUR\"},{\"amount\":\"4\",\"currency\":\"JPY\"}]}");
        assertThat(all(views, of("Acme", "sales-cases?state=open&owner=" + id("Anna")), "name"))
                .containsExactly("New hall");
    }

    @Test
    void files_have_the_columns_of_the_contract() {
        assertThat(csv(views, "/api/contacts.csv?customer=" + id("Acme") + "&lang=en"))
                .startsWith("\uFEFFName,Title,Roles,Keywords,E-mail,Phone,Customer number,Customer,Category,Active\r\n"
                        + "\u00C4ke,,Buyer,News,Ake@acme.example,,1,Acme,,yes\r\n");
        assertThat(csv(views, "/api/activities.csv?status=in-progress&lang=en"))
                .isEqualTo("\uFEFFKind,Title,Customer number,Customer,Project,Assignee,Due,Start,End,Status\r\n"
                        + "todo,Undated,1,Acme,Audit,,,,,in-progress\r\n");
        assertThat(csv(views, "/api/sales-cases.csv?state=won&lang=en"))
                .isEqualTo("\uFEFFName,Customer number,Customer,Owner,State,Value,Currency,Probability,Weighted value,"
                        + "Expected close,Closed on\r\nOld hall,1,Acme,,won,0.05,EUR,100,0.05,,2026-05-29\r\n");
        assertThat(views.get("/api/contacts.xlsx").getContentAsByteArray()).isNotEmpty();
    }

    private static String csv(Views caller, String query) {
        var answer = caller.get(query);
        assertThat(answer.getStatus()).isEqualTo(200);
        return new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    @Test
    void a_project_has_its_own_files_and_a_customer_those_of_its_projects() {
        assertThat(all(views, of("Acme", "files"), "name")).containsExactly("plan.txt");
        assertThat(all(views, "/api/projects/" + id("Audit") + "/files", "name"))
                .containsExactly("plan.txt");
        assertThat(all(views, "/api/projects/" + id("Audit") + "/links", "url")).isEmpty();
        assertThat(all(views, of("Acme", "links"), "url")).containsExactly("https://acme.example");
    }

    @Test
    void a_forged_cursor_and_an_unknown_value_are_refused() {
        assertThat(views.get(of("Acme", "notes?cursor=x")).getStatus()).isEqualTo(400);
        assertThat(views.get(of("Acme", "activities?status=notStarted")).getStatus())
                .isEqualTo(400);
        assertThat(views.get("/api/customers/" + id("nobody") + "/notes").getStatus())
                .isEqualTo(404);
    }
}
