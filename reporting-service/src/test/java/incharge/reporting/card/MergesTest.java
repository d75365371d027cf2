package incharge.reporting.card;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.StoredVersions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Small is merged into Middle, which a seller does not see, and that into Big; Back was merged into Big, and that was
 * undone. Today is 2026-06-15.
 */
class MergesTest {

    private static Snapshots snapshots;
    private static Views views;
    private static Views seller;
    private static Instant before;

    @BeforeAll
    static void begin() {
        FactScript script = new FactScript()
                .category("Secret")
                .signingIn("sam", true, true)
                .sellers("Secret", "nobody")
                .customer("Small", "1")
                .customer("Middle", "2")
                .customer("Big", "3")
                .customer("Back", "4")
                .project("House", "P-1", "Small")
                .categorised("Middle", "Secret", null);
        new CardFacts(script)
                .note("Of big", "Big")
                .note("Of middle", "Middle")
                .note("Of small", "Small")
                .note("Of house", "Small/House")
                .note("Of back", "Back")
                .comment("Yes", "Small")
                .contact("Anna", "Small", List.of(), List.of())
                .address("Street 1", "Small", "kind", "delivery")
                .salesCase("Hall", "Small")
                .note("Of hall", "Small", "salesCaseId", id("Hall"))
                .todo("Call", "Small", "2026-07-01", "not-started", "rank", "a")
                .file("plan.txt", "Small/House");
        before = script.last().time();
        script.moved("House", "Small", "Middle");
        merged(script, "Small", "Middle");
        script.moved("House", "Middle", "Big");
        merged(script, "Middle", "Big");
        merged(script, "Back", "Big");
        script.customers("CustomerUnmerged", id("Back"), "customerId", id("Back"), "intoCustomerId", id("Big"));
        script.customers("CustomerRestored", id("Back"), "customerId", id("Back"));
        snapshots = new StoredVersions().apply(script).follow();
        views = new Views(snapshots);
        seller = views.as("sam");
    }

    private static void merged(FactScript script, String customer, String into) {
        script.customers("CustomerArchived", id(customer), "customerId", id(customer));
        script.customers("CustomerMerged", id(customer), "customerId", id(customer), "intoCustomerId", id(into));
    }

    @AfterAll
    static void end() {
        snapshots.close();
    }

    private static String of(String customer, String things) {
        return "/api/customers/" + id(customer) + "/" + things;
    }

    /** Returns a field of the items of a list, whose total agrees. */
    private static List<String> all(Views caller, String list, String field) {
        JsonNode page = caller.json(list);
        assertThat(page.get("total").asInt()).isEqualTo(page.get("items").size());
        var found = new ArrayList<String>();
        page.get("items").forEach(item -> found.add(item.at(field).asString("none")));
        return found;
    }

    @Test
    void the_things_of_merged_customers_lie_beneath_the_last_of_them() {
        for (Views caller : List.of(views, seller)) {
            assertThat(all(caller, of("Big", "notes"), "/text"))
                    .containsExactly("Of hall", "Of house", "Of small", "Of middle", "Of big");
            assertThat(all(caller, of("Big", "notes"), "/customer/name")).containsOnly("Big");
            assertThat(all(caller, of("Big", "notes"), "/customerId"))
                    .containsOnly(id("Big").toString());
            for (String things : List.of("contacts", "comments", "sales-cases", "activities", "files")) {
                assertThat(all(caller, of("Big", things), "/from/name")).containsExactly("Small");
            }
        }
        assertThat(all(views, of("Big", "notes"), "/salesCase/name"))
                .containsExactly("Hall", "none", "none", "none", "none");
        assertThat(all(views, "/api/sales-cases/" + id("Hall") + "/notes", "/text"))
                .containsExactly("Of hall");
    }

    @Test
    void each_names_the_customer_that_it_came_from_unless_that_is_hidden() {
        assertThat(all(views, of("Big", "notes"), "/from/name"))
                .containsExactly("Small", "Small", "Small", "Middle", "none");
        assertThat(all(seller, of("Big", "notes"), "/from/name"))
                .containsExactly("Small", "Small", "Small", "none", "none");
        assertThat(seller.json(of("Big", "notes")).toString())
                .doesNotContain(id("Middle").toString());
    }

    @Test
    void nothing_is_listed_beneath_a_merged_customer_but_what_is_its_own() {
        for (String things : List.of("notes", "contacts", "comments", "sales-cases", "activities", "files")) {
            assertThat(all(views, of("Small", things), "/id")).isEmpty();
        }
        assertThat(all(views, of("Small", "addresses"), "/street")).containsExactly("Street 1");
        assertThat(all(views, of("Big", "addresses"), "/street")).isEmpty();
        JsonNode card = views.json(of("Small", "card"));
        assertThat(card.at("/customer/mergedInto").asString())
                .isEqualTo(id("Middle").toString());
        assertThat(card.at("/customer/archived").asBoolean()).isTrue();
        assertThat(card.at("/counts/notes").asInt()).isZero();
        assertThat(card.get("addresses")).hasSize(1);
    }

    @Test
    void the_card_counts_all_and_has_the_next_action_and_the_last_interaction() {
        for (Views caller : List.of(views, seller)) {
            JsonNode card = caller.json(of("Big", "card"));
            JsonNode counts = card.get("counts");
            assertThat(counts.get("notes").asInt()).isEqualTo(5);
            assertThat(counts.get("contacts").asInt()).isEqualTo(1);
            assertThat(counts.get("comments").asInt()).isEqualTo(1);
            assertThat(counts.get("planned").asInt()).isEqualTo(1);
            assertThat(counts.get("files").asInt()).isEqualTo(1);
            assertThat(counts.at("/projects/open").asInt()).isEqualTo(1);
            assertThat(card.at("/nextAction/title").asString()).isEqualTo("Call");
            assertThat(card.at("/lastInteraction/subject/name").asString()).isEqualTo("Call");
            assertThat(card.at("/customer").has("mergedInto")).isFalse();
            assertThat(caller.json("/api/customers?customer=" + id("Big"))
                            .at("/items/0/nextAction/title")
                            .asString())
                    .isEqualTo("Call");
        }
    }

    @Test
    void lists_over_all_customers_have_the_things_of_the_other_one() {
        for (Views caller : List.of(views, seller)) {
            assertThat(all(caller, "/api/contacts", "/customer/name")).containsExactly("Big");
            assertThat(all(caller, "/api/activities?customer=" + id("Big"), "/title"))
                    .containsExactly("Call");
            assertThat(all(caller, "/api/activities?archived=true&customer=" + id("Small"), "/title"))
                    .isEmpty();
            assertThat(all(caller, "/api/sales-cases", "/name")).containsExactly("Hall");
        }
    }

    @Test
    void a_timeline_has_the_things_and_not_what_the_merged_one_did_itself() {
        for (Views caller : List.of(views, seller)) {
            assertThat(all(caller, of("Big", "timeline?kind=interaction"), "/type"))
                    .containsExactly(
                            "ActivityAdded",
                            "NoteAdded",
                            "SalesCaseOpened",
                            "CommentAdded",
                            "NoteAdded",
                            "NoteAdded",
                            "NoteAdded",
                            "NoteAdded");
            assertThat(all(caller, of("Big", "timeline?kind=change"), "/subject/type"))
                    .containsExactly("project", "project", "file", "contact", "project", "customer");
        }
        assertThat(all(views, of("Small", "timeline"), "/type"))
                .containsExactly("CustomerMerged", "CustomerArchived", "AddressAdded", "CustomerRegistered");
    }

    @Test
    void a_sales_case_has_its_timeline_at_its_own_customer_too() {
        for (Views caller : List.of(views, seller)) {
            for (String customer : List.of("Small", "Big")) {
                assertThat(all(caller, of(customer, "timeline?salesCase=" + id("Hall")), "/type"))
                        .containsExactly("NoteAdded", "SalesCaseOpened");
            }
        }
    }

    @Test
    void before_the_merge_and_after_it_was_undone_each_has_its_own() {
        String then = "?asOf=" + before;

        assertThat(all(views, of("Small", "notes") + then, "/text")).containsExactly("Of hall", "Of house", "Of small");
        assertThat(all(views, of("Big", "notes") + then, "/text")).containsExactly("Of big");
        assertThat(views.json(of("Small", "card") + then).at("/customer").has("mergedInto"))
                .isFalse();
        assertThat(all(views, of("Small", "timeline") + then + "&kind=interaction", "/type"))
                .hasSize(6);
        assertThat(all(views, of("Back", "notes"), "/text")).containsExactly("Of back");
        assertThat(views.json(of("Back", "card")).at("/customer/archived").asBoolean())
                .isFalse();
        assertThat(all(views, of("Back", "timeline?kind=change"), "/type"))
                .containsExactly(
                        "CustomerRestored",
                        "CustomerUnmerged",
                        "CustomerMerged",
                        "CustomerArchived",
                        "CustomerRegistered");
    }

    @Test
    void a_list_that_is_kept_up_follows_a_merge_and_its_undo() throws InterruptedException {
        var script = new FactScript();
        for (int i = 0; i < 220; i++) {
            script.customer("Customer " + i, "C-" + i);
        }
        var facts = new CardFacts(script).todo("First", "Customer 1", null, "not-started", "rank", "a");
        var stored = new StoredVersions().apply(script);
        try (Snapshots kept = stored.follow()) {
            var lists = new Views(kept);
            assertThat(all(lists, "/api/activities", "/customer/name")).containsExactly("Customer 1");

            merged(script, "Customer 1", "Customer 2");
            facts.todo("Second", "Customer 3", null, "not-started", "rank", "b");
            stored.apply(script);
            assertThat(kept.await(stored.sequences(), Duration.ofSeconds(30))).isTrue();
            assertThat(all(lists, "/api/activities", "/customer/name"))
                    .containsExactlyInAnyOrder("Customer 2", "Customer 3");

            script.customers(
                    "CustomerUnmerged",
                    id("Customer 1"),
                    "customerId",
                    id("Customer 1"),
                    "intoCustomerId",
                    id("Customer 2"));
            stored.apply(script);
            assertThat(kept.await(stored.sequences(), Duration.ofSeconds(30))).isTrue();
            // it is archived still
            assertThat(all(lists, "/api/activities", "/customer/name")).containsExactly("Customer 3");
        }
    }
}
