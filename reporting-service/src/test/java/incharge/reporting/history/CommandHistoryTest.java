package incharge.reporting.history;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.feed.Fact;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.StoredVersions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;

/** What the history and the batches say about commands: how they came about, and what of them was undone. */
class CommandHistoryTest {

    private static StoredVersions versions;
    private static Snapshots snapshots;
    private static Views views;
    private static Instant beforeUndo;
    private static List<Fact> facts;

    @BeforeAll
    static void begin() {
        FactScript script = new FactScript()
                .signingIn("anna", false, true)
                .signingIn("sam", true, true)
                .employee("Bo", null, false, true)
                .employee("Other", null, true, true)
                .role("Accountant", "customer")
                .category("Retail")
                .category("Wholesale")
                .category("Closed")
                .sellers("Closed", "Other")
                .tag("Key")
                .customer("Acme", "1")
                .customer("Beta", "2")
                .customer("Hidden", "3")
                .project("Audit", "P-1", "Acme")
                .categorised("Hidden", "Closed", null)
                .from(Instant.parse("2026-03-02T12:00:00Z"))
                .because("new year")
                .by("anna", "bulk", "assign three")
                .assigned("Acme", "Bo", "Accountant", null, null)
                .assigned("Beta", "Bo", null, null, null)
                .assigned("Hidden", "Bo", null, null, null)
                .because(null)
                .by("sam", "click", "one click")
                .assignedToProject("Audit", "Acme", "anna", null, null, null)
                .by("robot", "import", "file")
                .assigned("Acme", "anna", null, null, null)
                .by("robot", "api", "hidden only")
                .assigned("Hidden", "anna", null, null, null)
                .by("anna", "bulk", "move")
                .groupings("CustomerCategorised", id("Acme"), "customerId", id("Acme"), "categoryId", id("Retail"))
                .tagged("Acme", "Key");
        versions = new StoredVersions().apply(script);
        script.from(Instant.parse("2026-03-03T12:00:00Z")).byItself().tag("Between");
        beforeUndo = script.last().time();
        // an event in between for the same customer, which the undo of the category leaves alone
        script.by("anna", "click", "more tags")
                .tagged("Acme", "Between")
                .by("anna", "undo", "undo three")
                .responsibility("ResponsibilityRemoved", "customer", "Acme", "Acme", "Bo", "Accountant", null, null)
                .responsibility("ResponsibilityRemoved", "customer", "Beta", "Beta", "Bo", null, null, null)
                .by("anna", "undo", "undo move")
                .uncategorised("Acme", "Retail");
        versions.apply(script);
        script.by("anna", "undo", "undo click")
                .responsibility("ResponsibilityRemoved", "project", "Audit", "Acme", "anna", null, null, null)
                .by("sam", "undo", "undo of undo")
                .assignedToProject("Audit", "Acme", "anna", null, null, null);
        versions.apply(script);
        facts = script.facts();
        snapshots = versions.follow();
        views = new Views(snapshots);
    }

    @AfterAll
    static void end() {
        snapshots.close();
    }

    private static JsonNode row(String query, String type) {
        return views.json("/api/history?limit=500&" + query)
                .get("items")
                .valueStream()
                .filter(row -> row.get("type").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> types(Views by, String query) {
        return by.json("/api/history?limit=500&" + query)
                .get("items")
                .valueStream()
                .map(row -> row.get("type").asString())
                .toList();
    }

    @Test
    void a_row_names_its_batch_its_source_and_the_employee_who_acted() {
        JsonNode assigned = row("customer=" + id("Beta"), "ResponsibilityAssigned");
        assertThat(assigned.get("batchId").asString())
                .isEqualTo(id("assign three").toString());
        assertThat(assigned.get("source").asString()).isEqualTo("bulk");
        assertThat(assigned.get("undone").asBoolean()).isTrue();
        assertThat(assigned.get("actor").toString())
                .isEqualTo("{\"user\":\"anna\",\"id\":\"%s\",\"name\":\"anna\"}".formatted(id("anna")));

        JsonNode imported = row("actor=robot&customer=" + id("Acme"), "ResponsibilityAssigned");
        assertThat(imported.get("batchId").isNull())
                .as("only the import undoes it")
                .isTrue();
        assertThat(imported.get("source").asString()).isEqualTo("import");
        assertThat(imported.get("actor").toString()).isEqualTo("{\"user\":\"robot\"}");

        JsonNode old = row("customer=" + id("Acme"), "CustomerRegistered");
        assertThat(old.get("batchId").isNull()).isTrue();
        assertThat(old.get("source").asString()).isEqualTo("api");
        assertThat(old.get("undone").asBoolean()).isFalse();
    }

    @Test
    void what_an_undo_took_back_is_undone_and_what_was_left_alone_is_not() {
        assertThat(row("customer=" + id("Acme"), "CustomerCategorised")
                        .get("undone")
                        .asBoolean())
                .isTrue();
        assertThat(row("customer=" + id("Acme") + "&tag=" + id("Key"), "CustomerTagged")
                        .get("undone")
                        .asBoolean())
                .as("the same command, but not taken back")
                .isFalse();
        JsonNode hidden = row("customer=" + id("Hidden") + "&actor=anna", "ResponsibilityAssigned");
        assertThat(hidden.get("batchId").asString())
                .isEqualTo(id("assign three").toString());
        assertThat(hidden.get("undone").asBoolean()).isFalse();
    }

    @Test
    void an_undo_that_was_undone_leaves_what_it_took_back_in_force() {
        List<JsonNode> rows = views.json("/api/history?subject=" + id("Audit") + "&employee=" + id("anna"))
                .get("items")
                .valueStream()
                .toList();
        assertThat(rows)
                .extracting(row ->
                        row.get("type").asString() + " " + row.get("undone").asBoolean())
                .containsExactly(
                        "ResponsibilityAssigned false", "ResponsibilityRemoved true", "ResponsibilityAssigned false");
    }

    /** A deleted category or tag that is made again under its id is restored, however the command came about. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_restore_takes_a_deletion_back_and_not_what_put_the_members_in(boolean atOnce) {
        FactScript script = new FactScript()
                .category("Retail")
                .customer("Acme", "1")
                .customer("Beta", "2")
                .by("anna", "click", "put in")
                .categorised("Acme", "Retail", null)
                .categorised("Beta", "Retail", null)
                .by("anna", "click", "delete")
                .categoryDeleted("Retail")
                .by("anna", "api", "restore")
                .category("Retail")
                .categorised("Acme", "Retail", null)
                .categorised("Beta", "Retail", null)
                .byItself();
        assertThat(undone(script, atOnce, "category=" + id("Retail")))
                .containsExactly(
                        "restore CustomerCategorised false",
                        "restore CustomerCategorised false",
                        "restore CategoryCreated false",
                        "delete CategoryDeleted true",
                        "put in CustomerCategorised false",
                        "put in CustomerCategorised false");
        script.by("anna", "undo", "undo restore")
                .uncategorised("Beta", "Retail")
                .byItself();
        assertThat(undone(script, atOnce, "customer=" + id("Beta")))
                .containsExactly(
                        "undo restore CustomerUncategorised false",
                        "restore CustomerCategorised true",
                        "put in CustomerCategorised false");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_restore_takes_the_moves_of_a_deletion_back(boolean atOnce) {
        FactScript script = new FactScript()
                .category("Retail")
                .category("Wholesale")
                .tag("Key")
                .tag("Other")
                .customer("Acme", "1")
                .by("anna", "click", "put in")
                .categorised("Acme", "Retail", null)
                .tagged("Acme", "Key")
                .by("anna", "click", "delete category")
                .categorised("Acme", "Wholesale", null)
                .categoryDeleted("Retail")
                .by("anna", "click", "delete tag")
                .tagged("Acme", "Other")
                .groupings("TagDeleted", id("Key"), "tagId", id("Key"), "movedTo", id("Other"))
                .by("anna", "api", "restore category")
                .category("Retail")
                .categorised("Acme", "Retail", null)
                .by("anna", "api", "restore tag")
                .tag("Key")
                .tagged("Acme", "Key")
                .untagged("Acme", "Other")
                .byItself();
        assertThat(undone(script, atOnce, "customer=" + id("Acme")))
                .containsExactly(
                        "restore tag CustomerUntagged false",
                        "restore tag CustomerTagged false",
                        "restore category CustomerCategorised false",
                        "delete tag CustomerTagged true",
                        "delete category CustomerCategorised true",
                        "put in CustomerTagged false",
                        "put in CustomerCategorised false");
        assertThat(undone(script, atOnce, "tag=" + id("Key"))).contains("delete tag TagDeleted true");
    }

    /** Returns the rows of commands with a name, newest first. */
    private static List<String> undone(FactScript script, boolean atOnce, String query) {
        var names = new HashMap<String, String>();
        List.of("put in", "delete", "restore", "undo restore", "delete category", "delete tag")
                .forEach(name -> names.put(id(name).toString(), name));
        List.of("restore category", "restore tag").forEach(name -> names.put(id(name).toString(), name));
        var stored = new StoredVersions();
        if (atOnce) {
            stored.apply(script);
        } else {
            script.facts().forEach(fact -> stored.apply(List.of(fact)));
        }
        try (Snapshots now = stored.follow()) {
            return new Views(now)
                    .json("/api/history?limit=500&" + query)
                    .get("items")
                    .valueStream()
                    .filter(row -> names.containsKey(row.get("batchId").asString("")))
                    .map(row -> names.get(row.get("batchId").asString()) + " "
                            + row.get("type").asString() + " "
                            + row.get("undone").asBoolean())
                    .toList();
        }
    }

    @Test
    void what_cannot_be_undone_as_a_batch_is_none() {
        FactScript script = new FactScript()
                .employee("Bo", null, false, true)
                .customer("Acme", "1")
                .customer("Beta", "2")
                .assigned("Beta", "Bo", null, null, null)
                .by("robot", "import", "import")
                .assigned("Acme", "Bo", null, null, null)
                .by("robot", "undo", "undo import")
                .responsibility("ResponsibilityRemoved", "customer", "Acme", "Acme", "Bo", null, null, null)
                .byItself();
        try (Snapshots now = new StoredVersions().apply(script).follow()) {
            var by = new Views(now);
            assertThat(by.json("/api/responsibilities/batches").get("items")).isEmpty();
            List<JsonNode> rows = by.json("/api/history?employee=" + id("Bo"))
                    .get("items")
                    .valueStream()
                    .filter(row -> row.get("type").asString().startsWith("Responsibility"))
                    .toList();
            assertThat(rows)
                    .allSatisfy(row -> assertThat(row.get("batchId").isNull())
                            .as(row.toString())
                            .isTrue());
            assertThat(rows)
                    .extracting(row -> row.get("source").asString() + " "
                            + row.get("undone").asBoolean())
                    .as("the undo of the import, the import, and an older log")
                    .containsExactly("undo false", "import true", "api false");
        }
    }

    @Test
    void the_word_of_a_callers_header_makes_no_import_and_no_undo() {
        FactScript script = new FactScript()
                .employee("Bo", null, false, true)
                .customer("Acme", "1")
                .category("Retail")
                .claiming("anna", "import", "first")
                .assigned("Acme", "Bo", null, null, null)
                .claiming("anna", "undo", "second")
                .responsibility("ResponsibilityRemoved", "customer", "Acme", "Acme", "Bo", null, null, null)
                .claiming("anna", "request", "third")
                .categorised("Acme", "Retail", null)
                .byItself();
        try (Snapshots now = new StoredVersions().apply(script).follow()) {
            var by = new Views(now);
            assertThat(ids(by.json("/api/responsibilities/batches"))).containsExactly(id("second"), id("first"));
            assertThat(by.json("/api/history?actor=anna&customer=" + id("Acme"))
                            .get("items")
                            .valueStream()
                            .limit(3)
                            .map(row -> row.get("batchId").asString("none") + " "
                                    + row.get("source").asString() + " "
                                    + row.get("undone").asBoolean()))
                    .containsExactlyInAnyOrder(
                            id("third") + " request false",
                            id("second") + " undo false",
                            id("first") + " import false");
        }
    }

    @Test
    void at_an_earlier_time_nothing_is_undone_yet() {
        JsonNode page = views.json("/api/history?customer=" + id("Beta") + "&asOf=" + beforeUndo);
        assertThat(page.at("/items/0/type").asString()).isEqualTo("ResponsibilityAssigned");
        assertThat(page.at("/items/0/undone").asBoolean()).isFalse();
        JsonNode batches = views.json("/api/responsibilities/batches?asOf=" + beforeUndo);
        assertThat(ids(batches)).containsExactly(id("hidden only"), id("one click"), id("assign three"));
        assertThat(batches.get("items")
                        .valueStream()
                        .map(batch -> batch.get("undone").asBoolean()))
                .containsOnly(false);
    }

    @Test
    void days_types_and_actors_choose() {
        assertThat(types(views, "from=2026-03-03&to=2026-03-03&type=TagCreated"))
                .containsExactly("TagCreated");
        assertThat(types(views, "to=2026-03-01&type=TagCreated")).containsExactly("TagCreated");
        assertThat(types(views, "from=2026-03-02&to=2026-03-02"))
                .hasSize(8)
                .doesNotContain("ResponsibilityRemoved", "CustomerRegistered");
        assertThat(types(views, "from=2026-03-04")).isEmpty();
        assertThat(types(views, "to=2025-01-01")).isEmpty();
        assertThat(types(views, "actor=sam&actor=robot"))
                .containsOnly("ResponsibilityAssigned")
                .hasSize(4);
        assertThat(types(views, "actor=nobody")).isEmpty();
        assertThat(types(views, "actor=me&type=CustomerTagged&type=CustomerUncategorised"))
                .as("the caller of the tests is anna")
                .containsExactly("CustomerUncategorised", "CustomerTagged", "CustomerTagged");
        JsonNode page = views.json("/api/history?limit=2&from=2026-03-02&to=2026-03-02");
        assertThat(page.get("total").asInt()).isEqualTo(8);
        JsonNode rest = views.json("/api/history?limit=500&from=2026-03-02&to=2026-03-02&cursor="
                + page.get("next").asString());
        assertThat(rest.get("items")).hasSize(6);
    }

    @Test
    void a_category_and_a_tag_name_who_put_which_customer_there() {
        assertThat(types(views, "category=" + id("Retail")))
                .containsExactly("CustomerUncategorised", "CustomerCategorised", "CategoryCreated");
        assertThat(types(views, "tag=" + id("Key"))).containsExactly("CustomerTagged", "TagCreated");
        assertThat(types(views, "category=" + id("Retail") + "&asOf=" + beforeUndo))
                .containsExactly("CustomerCategorised", "CategoryCreated");
        assertThat(types(views, "category=" + id("Retail") + "&tag=" + id("Key")))
                .isEmpty();
        assertThat(types(views.as("sam"), "category=" + id("Closed"))).isEmpty();
        assertThat(types(views, "category=" + id("Closed")))
                .containsExactly("CustomerCategorised", "CategoryChanged", "CategoryCreated");
    }

    @Test
    void a_sheet_has_the_rows_of_the_same_query() {
        var file = new String(
                views.get("/api/history.csv?type=ResponsibilityAssigned&actor=anna&bom=false")
                        .getContentAsByteArray(),
                StandardCharsets.UTF_8);
        assertThat(file.lines().toList()).hasSize(4).first().asString().endsWith("Reason,Source,Undone");
        assertThat(file.lines().filter(line -> line.contains("Beta")))
                .singleElement()
                .asString()
                .contains("anna")
                .endsWith("new year,bulk,yes");
        assertThat(file.lines().filter(line -> line.contains("Hidden")))
                .singleElement()
                .asString()
                .endsWith("new year,bulk,no");
    }

    private static List<java.util.UUID> ids(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(batch -> java.util.UUID.fromString(batch.get("batchId").asString()))
                .toList();
    }

    @Test
    void batches_come_newest_first_without_imports() {
        JsonNode all = views.json("/api/responsibilities/batches");
        assertThat(ids(all))
                .containsExactly(
                        id("undo of undo"),
                        id("undo click"),
                        id("undo three"),
                        id("hidden only"),
                        id("one click"),
                        id("assign three"));
        JsonNode three = all.get("items").get(5);
        assertThat(three.propertyNames())
                .containsExactly("batchId", "at", "actor", "reason", "source", "count", "undone", "sample");
        assertThat(three.get("count").asInt()).isEqualTo(3);
        assertThat(three.get("reason").asString()).isEqualTo("new year");
        assertThat(three.get("source").asString()).isEqualTo("bulk");
        assertThat(three.get("undone").asBoolean()).isTrue();
        assertThat(three.get("sample")).hasSize(3);
        assertThat(three.at("/sample/0/subject/name").asString()).isEqualTo("Acme");
        assertThat(three.at("/sample/0/action").asString()).isEqualTo("assign");
        assertThat(three.at("/sample/0/role/name").asString()).isEqualTo("Accountant");
        assertThat(three.at("/sample/0/employee/name").asString()).isEqualTo("Bo");
        assertThat(all.at("/items/4/undone").asBoolean())
                .as("its undo was undone")
                .isFalse();
        assertThat(all.at("/items/1/undone").asBoolean()).isTrue();
        assertThat(all.at("/items/2/sample/0/outcome").asString()).isEqualTo("removed");
    }

    /** Kafka's batches end anywhere, also in the middle of a command. */
    @Test
    void it_does_not_matter_how_the_facts_come_in() {
        var oneByOne = new StoredVersions(4);
        facts.forEach(fact -> oneByOne.apply(List.of(fact)));
        try (Snapshots others = oneByOne.follow()) {
            for (String query : List.of("/api/history?limit=500", "/api/responsibilities/batches")) {
                assertThat(new Views(others).json(query)).as(query).isEqualTo(views.json(query));
            }
        }
    }

    @Test
    void a_caller_sees_of_each_batch_what_the_caller_sees() {
        JsonNode seen = views.as("sam").json("/api/responsibilities/batches");
        assertThat(ids(seen)).doesNotContain(id("hidden only")).contains(id("assign three"));
        JsonNode three = seen.get("items").get(seen.get("items").size() - 1);
        assertThat(three.get("count").asInt()).isEqualTo(2);
        assertThat(three.get("sample")
                        .valueStream()
                        .map(change -> change.at("/subject/name").asString()))
                .containsExactly("Acme", "Beta");
        assertThat(seen.toString())
                .doesNotContain("Hidden")
                .doesNotContain(id("Hidden").toString());
    }

    @Test
    void a_batch_stays_undone_while_its_undo_is_taken_back_in_part() {
        FactScript script = new FactScript()
                .employee("Bo", null, false, true)
                .customer("Acme", "1")
                .customer("Beta", "2")
                .by("anna", "bulk", "two")
                .assigned("Acme", "Bo", null, null, null)
                .assigned("Beta", "Bo", null, null, null)
                .by("anna", "undo", "undo two")
                .responsibility("ResponsibilityRemoved", "customer", "Acme", "Acme", "Bo", null, null, null)
                .responsibility("ResponsibilityRemoved", "customer", "Beta", "Beta", "Bo", null, null, null)
                .by("anna", "undo", "undo of undo")
                .assigned("Acme", "Bo", null, null, null);
        try (Snapshots now = new StoredVersions().apply(script).follow()) {
            List<String> undone = new Views(now)
                    .json("/api/responsibilities/batches")
                    .get("items")
                    .valueStream()
                    .map(batch -> batch.get("undone").asString())
                    .toList();
            assertThat(undone)
                    .as("of the undo of the undo, the undo, and the batch that stays undone at Beta")
                    .containsExactly("false", "true", "true");
        }
    }

    @Test
    void what_was_done_to_a_project_goes_with_it_to_another_customer() {
        FactScript script = new FactScript()
                .signingIn("sam", true, true)
                .employee("Bo", null, false, true)
                .employee("Other", null, true, true)
                .category("Closed")
                .sellers("Closed", "Other")
                .customer("Acme", "1")
                .customer("Hidden", "2")
                .categorised("Hidden", "Closed", null)
                .project("Audit", "A", "Acme")
                .project("Books", "B", "Acme")
                .by("anna", "bulk", "three")
                .assignedToProject("Audit", "Acme", "Bo", null, null, null)
                .assignedToProject("Books", "Acme", "Bo", null, null, null)
                .assigned("Acme", "Bo", null, null, null);
        Instant before = script.last().time();
        script.byItself()
                .moved("Audit", "Acme", "Hidden")
                .by("anna", "undo", "undo three")
                .responsibility("ResponsibilityRemoved", "project", "Audit", "Hidden", "Bo", null, null, null);
        try (Snapshots now = new StoredVersions().apply(script).follow()) {
            Views all = new Views(now);
            Views sam = all.as("sam");
            String ofAcme = "/api/history?customer=" + id("Acme");
            String ofHidden = "/api/history?customer=" + id("Hidden");

            assertThat(subjects(all.json(ofHidden)))
                    .containsExactly("Audit", "Audit", "Audit", "Audit", "Hidden", "Hidden");
            assertThat(all.json(ofHidden).get("total").asInt()).isEqualTo(6);
            assertThat(subjects(all.json(ofAcme))).doesNotContain("Audit").contains("Books", "Acme");
            assertThat(subjects(all.json(ofAcme + "&asOf=" + before))).contains("Audit");
            JsonNode assigned = all.json("/api/history?type=ResponsibilityAssigned&subject=" + id("Audit"))
                    .at("/items/0");
            assertThat(assigned.at("/customer/name").asString()).isEqualTo("Hidden");
            assertThat(assigned.get("undone").asBoolean())
                    .as("taken back after it went to another customer")
                    .isTrue();

            for (String query : List.of("/api/history?limit=500", "/api/history?limit=500&asOf=" + before)) {
                JsonNode seen = sam.json(query);
                assertThat(subjects(seen)).contains("Books", "Acme").doesNotContain("Audit", "Hidden");
                assertThat(seen.get("total").asInt())
                        .isEqualTo(seen.get("items").size());
            }
            JsonNode batch = sam.json("/api/responsibilities/batches").at("/items/0");
            assertThat(batch.get("count").asInt()).isEqualTo(2);
            assertThat(batch.get("undone").asBoolean()).as("of what is seen").isFalse();
            assertThat(batch.toString()).doesNotContain("Audit");
            assertThat(all.json("/api/responsibilities/batches").toString()).contains("\"undone\":true");
        }
    }

    private static List<String> subjects(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(row -> row.at("/subject/name").asString())
                .toList();
    }

    @Test
    void a_page_ends_when_too_many_batches_in_a_row_are_hidden() {
        FactScript script = new FactScript()
                .signingIn("sam", true, true)
                .employee("Other", null, true, true)
                .employee("Bo", null, false, true)
                .category("Closed")
                .sellers("Closed", "Other")
                .customer("Acme", "1")
                .customer("Hidden", "2")
                .categorised("Hidden", "Closed", null)
                .by("anna", "click", "seen")
                .assigned("Acme", "Bo", null, null, null);
        for (int i = 0; i < 2_200; i++) {
            script.by("anna", "click", "hidden " + i)
                    .responsibility(
                            i % 2 == 0 ? "ResponsibilityAssigned" : "ResponsibilityRemoved",
                            "customer",
                            "Hidden",
                            "Hidden",
                            "Bo",
                            null,
                            null,
                            null);
        }
        try (Snapshots now = new StoredVersions().apply(script).follow()) {
            Views sam = new Views(now).as("sam");
            JsonNode page = sam.json("/api/responsibilities/batches");
            assertThat(page.get("items")).isEmpty();
            JsonNode rest = sam.json(
                    "/api/responsibilities/batches?cursor=" + page.get("next").asString());
            assertThat(ids(rest)).containsExactly(id("seen"));
            assertThat(rest.get("next").isNull()).isTrue();
        }
    }

    @Test
    void batches_are_chosen_by_actor_and_day_and_come_in_pages() {
        assertThat(ids(views.json("/api/responsibilities/batches?actor=sam")))
                .containsExactly(id("undo of undo"), id("one click"));
        assertThat(ids(views.json("/api/responsibilities/batches?actor=me&to=2026-03-02")))
                .containsExactly(id("assign three"));
        assertThat(ids(views.json("/api/responsibilities/batches?from=2026-03-04")))
                .isEmpty();
        for (Views by : List.of(views, views.as("sam"))) {
            var paged = new ArrayList<java.util.UUID>();
            String cursor = "";
            while (cursor != null) {
                JsonNode page = by.json("/api/responsibilities/batches?limit=1" + cursor);
                paged.addAll(ids(page));
                cursor = page.get("next").isNull()
                        ? null
                        : "&cursor=" + page.get("next").asString();
            }
            assertThat(paged).isEqualTo(ids(by.json("/api/responsibilities/batches")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/responsibilities/batches?from=yesterday, from",
        "/api/responsibilities/batches?to=2026-02-30, to",
        "/api/responsibilities/batches?actor=, actor",
        "/api/responsibilities/batches?limit=501, limit",
        "/api/responsibilities/batches?cursor=abc, cursor",
        "/api/responsibilities/batches?since=2026-01-01, since",
        "/api/history?from=2026-13-01, from",
        "/api/history?to=2026-01-01T00:00:00Z, to",
        "/api/history?category=none, category",
        "/api/history?tag=x, tag",
        "/api/history?type=, type",
        "/api/history?actor=, actor"
    })
    void bad_parameters_are_named(String query, String field) {
        MockHttpServletResponse refused = views.get(query);
        assertThat(refused.getStatus()).as(query).isEqualTo(400);
        assertThat(new String(refused.getContentAsByteArray(), StandardCharsets.UTF_8))
                .contains("\"field\":\"" + field + "\"");
    }
}
