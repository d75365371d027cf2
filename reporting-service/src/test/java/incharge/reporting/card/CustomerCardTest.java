package incharge.reporting.card;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.StoredVersions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The card and the timeline of a customer, on 2026-06-15. */
class CustomerCardTest {

    private static Snapshots snapshots;
    private static Views views;
    private static Instant beforeMove;

    @BeforeAll
    static void begin() {
        FactScript script = new FactScript()
                .category("Retail")
                .tag("Key")
                .signingIn("anna", false, true)
                .employee("Bo", null, false, true)
                .customers(
                        "CustomerRegistered",
                        id("Acme"),
                        "customerId",
                        id("Acme"),
                        "number",
                        "1",
                        "name",
                        "Acme Group",
                        "vatNumber",
                        "FI01120389",
                        "ean",
                        "4006381333931",
                        "currency",
                        "EUR",
                        "country",
                        "FI",
                        "address",
                        FactScript.fields("street", "Esplanadi 1", "city", "Helsinki"))
                .customer("Other", "2")
                .customer("Third", "3")
                .project("Audit", "P-1", "Acme")
                .project("Done", "P-2", "Acme")
                .customers(
                        "ProjectStatusChanged",
                        id("Done"),
                        "projectId",
                        id("Done"),
                        "customerId",
                        id("Acme"),
                        "status",
                        "Closed")
                .categorised("Acme", "Retail", null)
                .tagged("Acme", "Key")
                .assigned("Acme", "Bo", null, null, null);
        var facts = new CardFacts(script)
                .customField("Term", 2, "choices", List.of("EXW", "DAP"))
                .customField("Lane", 1)
                .ofCustomer("CustomerBillingChanged", "Acme", "method", "paper", "paymentTermDays", 30)
                .ofCustomer(
                        "CustomerFieldsChanged",
                        "Acme",
                        "values",
                        FactScript.fields(
                                id("Term").toString(),
                                "FOB",
                                id("Lane").toString(),
                                "7",
                                id("gone").toString(),
                                "x"))
                .address("Satamakatu 3", "Acme", "kind", "delivery")
                .note("Calls on Fridays", "Acme")
                .contact("Zo\u00EB", "Acme", List.of(), List.of())
                .contact("Bea", "Acme", List.of(), List.of())
                .contactInactive("Zo\u00EB", "Acme");
        for (int number = 1; number <= 6; number++) {
            facts.comment("Comment " + number, "Acme");
        }
        facts.todo("Undated", "Acme", null, "in-progress", "rank", "a")
                .todo("Report", "Acme/Audit", "2026-07-01", "not-started", "rank", "b", "assigneeId", id("Bo"))
                .salesCase("New hall", "Acme")
                .file("plan.txt", "Acme/Audit")
                .ofCustomer("CustomerAvatarChanged", "Other", "fileId", id("logo"))
                .ofCustomer("CustomerAvatarChanged", "Third", "fileId", id("portrait"));
        beforeMove = script.last().time();
        script.customers(
                "ProjectChanged",
                id("Audit"),
                "projectId",
                id("Audit"),
                "customerId",
                id("Other"),
                "previousCustomerId",
                id("Acme"),
                "number",
                "P-1",
                "name",
                "Audit");
        facts.ofCustomer("CustomerAvatarChanged", "Other", "fileId", id("new logo"))
                .ofCustomer("CustomerAvatarChanged", "Third");
        snapshots = new StoredVersions().apply(script).follow();
        views = new Views(snapshots);
    }

    @AfterAll
    static void end() {
        snapshots.close();
    }

    private static String card(String customer) {
        return "/api/customers/" + id(customer) + "/card";
    }

    @Test
    void the_card_has_all_fields_of_the_customer() {
        assertThat(views.json(card("Acme")).get("customer").toString())
                .isEqualTo("""
                        {"id":"%1$s","kind":"company","number":"1","name":"Acme Group","initials":"AG","avatar":null,\
                        "vatNumber":"FI01120389","ean":"4006381333931","currency":"EUR","country":"FI",\
                        "address":{"street":"Esplanadi 1","city":"Helsinki"},"addressId":"%1$s",\
                        "billing":{"method":"paper","paymentTermDays":30},"customFields":{"%2$s":"7"},\
                        "createdAt":"2026-03-01T08:00:05Z","createdBy":{"user":"anna","id":"%3$s","name":"anna"},\
                        "archived":false}""".formatted(id("Acme"), id("Lane"), id("anna")));
    }

    @Test
    void the_card_has_what_comes_first_of_each_list_and_counts_all() {
        JsonNode card = views.json(card("Acme") + "?asOf=" + beforeMove);

        assertThat(card.at("/category/name").asString()).isEqualTo("Retail");
        assertThat(card.at("/tags/0/name").asString()).isEqualTo("Key");
        assertThat(card.at("/owners/0/name").asString()).isEqualTo("Bo");
        assertThat(card.get("addresses").findValuesAsString("street")).containsExactly("Esplanadi 1", "Satamakatu 3");
        assertThat(card.at("/addresses/0/headquarters").asBoolean()).isTrue();
        assertThat(card.at("/addresses/1/headquarters").asBoolean()).isFalse();
        assertThat(card.get("contacts").size()).isEqualTo(1);
        assertThat(card.get("comments").findValuesAsString("text"))
                .containsExactly("Comment 2", "Comment 3", "Comment 4", "Comment 5", "Comment 6");
        assertThat(card.at("/nextAction").toString()).isEqualTo("""
                        {"id":"%s","kind":"todo","title":"Report","due":"2026-07-01","status":"not-started",\
                        "project":{"id":"%s","name":"Audit"},"assignee":{"id":"%s","name":"Bo"}}""".formatted(id("Report"), id("Audit"), id("Bo")));
        assertThat(card.at("/lastInteraction/type").asString()).isEqualTo("SalesCaseOpened");
        assertThat(card.get("counts").toString()).isEqualTo("""
                        {"contacts":1,"inactiveContacts":1,"notes":1,"comments":6,"planned":2,"past":0,\
                        "notStarted":1,"inProgress":1,"files":1,"links":0,"projects":{"open":1,"closed":1},\
                        "salesCases":{"open":1,"won":0,"lost":0}}""");
        assertThat(card.get("may").toString())
                .isEqualTo("{\"edit\":true,\"admin\":true,\"responsibilities\":true,\"registry\":\"yes\"}");
    }

    @Test
    void the_last_interaction_names_its_thing_as_it_is_now_also_a_removed_one() throws InterruptedException {
        FactScript script = new FactScript().customer("Busy", "1").customer("Idle", "2");
        var facts = new CardFacts(script).todo("Call", "Busy", "2026-07-01", "not-started", "rank", "a");
        for (int i = 0; i < 25; i++) {
            facts.note("Note " + i, "Busy").contact("Contact %02d".formatted(i), "Busy", List.of(), List.of());
        }
        facts.moved("Call", "Busy", "in-progress");
        var stored = new StoredVersions().apply(script);
        try (Snapshots busy = stored.follow()) {
            var callers = new Views(busy);
            JsonNode card = callers.json(card("Busy"));
            assertThat(card.get("notes").findValuesAsString("text"))
                    .containsExactly("Note 24", "Note 23", "Note 22", "Note 21", "Note 20");
            assertThat(card.get("contacts")
                            .valueStream()
                            .map(contact -> contact.get("name").asString()))
                    .hasSize(20)
                    .startsWith("Contact 00")
                    .endsWith("Contact 19");
            assertThat(card.at("/counts/contacts").asInt()).isEqualTo(25);
            assertThat(card.at("/lastInteraction/type").asString()).isEqualTo("ActivityMoved");
            assertThat(card.at("/lastInteraction/subject/name").asString()).isEqualTo("Call");
            assertThat(callers.json(card("Idle")).get("lastInteraction").isNull())
                    .isTrue();

            facts.activityRemoved("Call", "Busy");
            stored.apply(script);
            assertThat(busy.await(stored.sequences(), Duration.ofSeconds(30))).isTrue();

            card = callers.json(card("Busy"));
            assertThat(card.at("/lastInteraction/type").asString()).isEqualTo("ActivityRemoved");
            assertThat(card.at("/lastInteraction/subject/name").asString()).isEqualTo("Call");
            assertThat(card.get("nextAction").isNull()).isTrue();
        }
    }

    @Test
    void a_project_takes_its_things_along_to_another_customer() {
        assertThat(views.json(card("Acme")).at("/nextAction/title").asString()).isEqualTo("Undated");
        assertThat(views.json(card("Other")).at("/nextAction/title").asString()).isEqualTo("Report");
        assertThat(views.json(card("Other")).at("/counts/files").asInt()).isEqualTo(1);
        assertThat(views.json(card("Acme") + "?asOf=" + beforeMove)
                        .at("/counts/files")
                        .asInt())
                .isEqualTo(1);
        JsonNode overview = views.json("/api/customers");
        assertThat(overview.at("/items/0/nextAction/title").asString()).isEqualTo("Undated");
        assertThat(overview.at("/items/1/nextAction/title").asString()).isEqualTo("Report");
    }

    @Test
    void the_card_and_the_list_have_the_path_of_the_picture() {
        assertThat(avatars("")).containsExactly(null, avatar("Other", "new logo"), null);
        assertThat(avatars("?asOf=" + beforeMove))
                .containsExactly(null, avatar("Other", "logo"), avatar("Third", "portrait"));
    }

    private static String avatar(String customer, String file) {
        return "/api/customers/" + id(customer) + "/avatar?v=" + id(file);
    }

    /** Returns the paths of the pictures of all customers by name, which their cards have too. */
    private static List<String> avatars(String query) {
        List<String> listed = views.json("/api/customers" + query)
                .get("items")
                .valueStream()
                .map(customer -> customer.get("avatar").asString(null))
                .toList();
        List<String> onCards = Stream.of("Acme", "Other", "Third")
                .map(customer -> views.json(card(customer) + query)
                        .at("/customer/avatar")
                        .asString(null))
                .toList();
        assertThat(onCards).isEqualTo(listed);
        return listed;
    }

    @Test
    void the_card_names_what_the_caller_may_do() {
        JsonNode viewer = views.without("responsibilities").json(card("Other"));

        assertThat(viewer.has("owners")).isFalse();
        assertThat(viewer.at("/may/responsibilities").asBoolean()).isFalse();
        assertThat(viewer.at("/may/registry").asString()).isEqualTo("vat-number-required");
    }

    @Test
    void custom_fields_are_listed_by_their_position() {
        assertThat(views.names("/api/custom-fields")).containsExactly("Lane", "Term");
        assertThat(views.json("/api/custom-fields").at("/items/1").toString())
                .isEqualTo(
                        "{\"id\":\"%s\",\"name\":\"Term\",\"type\":\"text\",\"position\":2,\"choices\":[\"EXW\",\"DAP\"]}"
                                .formatted(id("Term")));
    }

    private static List<String> types(String query) {
        return types(views, query);
    }

    private static List<String> types(Views caller, String query) {
        return caller.json("/api/customers/" + id("Acme") + "/timeline?limit=500" + query)
                .get("items")
                .valueStream()
                .map(entry -> entry.get("type").asString())
                .toList();
    }

    @Test
    void the_timeline_has_interactions_and_changes_of_all_sources_newest_first() {
        assertThat(types("&kind=interaction&asOf=" + beforeMove))
                .startsWith("SalesCaseOpened", "ActivityAdded", "ActivityAdded", "CommentAdded")
                .endsWith("NoteAdded")
                .hasSize(10);
        assertThat(types("&kind=change&asOf=" + beforeMove))
                .containsExactly(
                        "FileAdded",
                        "ContactChanged",
                        "ContactAdded",
                        "ContactAdded",
                        "AddressAdded",
                        "CustomerFieldsChanged",
                        "CustomerBillingChanged",
                        "ResponsibilityAssigned",
                        "CustomerTagged",
                        "CustomerCategorised",
                        "ProjectStatusChanged",
                        "ProjectOpened",
                        "ProjectOpened",
                        "CustomerRegistered");
        assertThat(types("&asOf=" + beforeMove)).hasSize(24);
        assertThat(types("&kind=transaction")).isEmpty();
        assertThat(types("&to=2026-02-28")).isEmpty();
        assertThat(types("")).doesNotContain("FileAdded", "ProjectChanged");
    }

    @Test
    void the_timeline_of_a_project_or_sales_case_has_what_is_in_it() {
        FactScript script = new FactScript()
                .customer("Acme", "1")
                .project("Audit", "P-1", "Acme")
                .project("Build", "P-2", "Acme");
        new CardFacts(script)
                .salesCase("Hall", "Acme")
                .salesCase("Roof", "Acme")
                .note("Of the hall", "Acme", "salesCaseId", id("Hall"))
                .note("Of the roof", "Acme", "salesCaseId", id("Roof"))
                .note("Of all", "Acme")
                .todo("Draw", "Acme/Audit", null, "not-started", "rank", "a")
                .todo("Dig", "Acme/Build", null, "not-started", "rank", "a")
                .salesCaseClosed("Hall", "Acme", "won", "2026-06-01");
        try (Snapshots of = new StoredVersions().apply(script).follow()) {
            var caller = new Views(of);
            String ofHall = "&salesCase=" + id("Hall");
            String ofAudit = "&project=" + id("Audit");
            assertThat(types(caller, ofHall)).containsExactly("SalesCaseClosed", "NoteAdded", "SalesCaseOpened");
            assertThat(types(caller, ofHall + "&kind=change")).isEmpty();
            assertThat(types(caller, ofAudit)).containsExactly("ActivityAdded", "ProjectOpened");
            assertThat(types(caller, ofAudit + ofHall)).isEmpty();
        }
    }

    @Test
    void an_entry_of_the_timeline_names_its_subject() {
        JsonNode entries = views.json("/api/customers/" + id("Acme") + "/timeline?limit=500&asOf=" + beforeMove)
                .get("items");

        assertThat(entries.get(0).toString()).isEqualTo("""
                        {"time":"%s","by":{"user":"anna","id":"%s","name":"anna"},"kind":"change","type":"FileAdded",\
                        "subject":{"type":"file","id":"%s","name":"plan.txt"},"commandId":"%s",\
                        "position":"%s"}""".formatted(
                        entries.get(0).get("time").asString(),
                        id("anna"),
                        id("plan.txt"),
                        entries.get(0).get("commandId").asString(),
                        entries.get(0).get("position").asString()));
        assertThat(entries.get(0).get("position").asString()).matches("customers=[1-9][0-9]*");
        JsonNode comment = entries.get(4);
        assertThat(comment.get("text").asString()).isEqualTo("Comment 6");
        assertThat(comment.at("/subject/name").isNull()).isTrue();
        assertThat(entries.valueStream()
                        .filter(entry -> entry.get("type").asString().equals("AddressAdded"))
                        .findFirst()
                        .orElseThrow()
                        .at("/subject/name")
                        .asString())
                .isEqualTo("Satamakatu 3");
    }

    @Test
    void a_caller_without_responsibilities_reads_nothing_of_them_in_the_timeline() {
        assertThat(views.without("responsibilities")
                        .json("/api/customers/" + id("Acme") + "/timeline?limit=500&kind=change")
                        .toString())
                .contains("CustomerTagged")
                .doesNotContain("ResponsibilityAssigned");
    }
}
