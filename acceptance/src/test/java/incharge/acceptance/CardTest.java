package incharge.acceptance;

import static incharge.acceptance.Workspace.body;
import static incharge.acceptance.Workspace.texts;
import static incharge.acceptance.Workspace.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What lies on a customer's card, through the gateway: where it shows, for how long, and for which callers. */
@Timeout(60)
@ExtendWith(SharedSystem.class)
class CardTest {

    private static final List<String> LISTS =
            List.of("addresses", "contacts", "notes", "comments", "activities", "sales-cases", "files", "links");

    private static RunningSystem system;
    private static Workspace workspace;

    private String word;
    private String customer;
    private String project;
    private String customers;

    @BeforeAll
    static void start(RunningSystem shared) {
        system = shared;
        workspace = Workspace.of(Api.as("demo-admin", system));
    }

    @BeforeEach
    void aCustomerWithAProject() {
        word = Workspace.word();
        customer = workspace.customer("Carded " + word);
        project = workspace.project(customer, "Hall " + word);
        customers = "/api/customers/" + customer;
    }

    private static List<String> of(String path, String field) {
        return texts(workspace.all(path), "/" + field);
    }

    private String salesCase() {
        return workspace.made(customers + "/sales-cases", "name", "Sale " + word);
    }

    /** Puts one thing of each kind on the card, and returns the paths of those that are read alone. */
    private List<String> oneOfEach() {
        String sale = salesCase();
        return List.of(
                customers + "/addresses/" + workspace.made(customers + "/addresses", "street", "Street " + word),
                "/api/contacts/" + workspace.made(customers + "/contacts", "name", "Kim " + word),
                "/api/notes/" + workspace.made(customers + "/notes", "text", "Note " + word),
                "/api/comments/" + workspace.made(customers + "/comments", "text", "Comment " + word),
                "/api/activities/"
                        + workspace.made(
                                customers + "/activities",
                                "kind",
                                "todo",
                                "title",
                                "Task " + word,
                                "projectId",
                                project),
                "/api/sales-cases/" + sale,
                "/api/files/"
                        + Workspace.id(workspace
                                .addFile(customers + "/files", word + ".txt", word.getBytes())
                                .expect(201)),
                "/api/links/" + workspace.made(customers + "/links", "url", "https://" + word + ".example/"));
    }

    @Test
    void a_note_shows_where_it_belongs() {
        String sale = salesCase();
        workspace.made(customers + "/notes", "text", "On the customer");
        workspace.made("/api/projects/" + project + "/notes", "text", "On the project");
        workspace.made("/api/sales-cases/" + sale + "/notes", "text", "On the sale");

        List<JsonNode> all = workspace.all(customers + "/notes");
        assertThat(texts(all, "/text")).containsExactly("On the sale", "On the project", "On the customer");
        assertThat(texts(all, "/level")).containsExactly("sales-case", "project", "customer");
        assertThat(all.get(1).at("/project/id").asString()).isEqualTo(project);
        assertThat(all.get(1).at("/project/name").asString()).isEqualTo("Hall " + word);
        assertThat(all.get(0).at("/salesCase/name").asString()).isEqualTo("Sale " + word);
        assertThat(of("/api/projects/" + project + "/notes", "text")).containsExactly("On the project");
        assertThat(of("/api/sales-cases/" + sale + "/notes", "text")).containsExactly("On the sale");
        assertThat(of(customers + "/notes?level=project", "text")).containsExactly("On the project");
        assertThat(of(customers + "/notes?project=" + project, "text")).containsExactly("On the project");
        assertThat(of(customers + "/notes?q=CUSTOMER", "text")).containsExactly("On the customer");
    }

    @Test
    void a_merge_takes_all_of_it_to_another_customer_and_its_undo_back() {
        oneOfEach();
        String other = workspace.customer("Kept " + word);
        String others = "/api/customers/" + other;
        String before = Instant.now().toString();

        JsonNode preview = workspace
                .post(customers + "/merge", body("into", other, "preview", true))
                .expect(200)
                .json();
        JsonNode merged = workspace
                .post(customers + "/merge", body("into", other, "basedOn", preview.get("basedOn")))
                .expect(200)
                .json();

        assertThat(merged.get("counts")).isEqualTo(preview.get("counts"));
        assertThat(merged.at("/counts/projects").asInt()).isEqualTo(1);
        for (String list : LISTS) {
            boolean own = list.equals("addresses");
            assertThat(workspace.all(customers + "/" + list)).as(list).hasSize(own ? 1 : 0);
            assertThat(workspace.all(others + "/" + list)).as(list).hasSize(own ? 0 : 1);
            assertThat(texts(workspace.all(others + "/" + list), "/from/id"))
                    .as(list)
                    .containsExactlyElementsOf(own ? List.of() : List.of(customer));
        }
        assertThat(of("/api/contacts?customer=" + other, "name")).containsExactly("Kim " + word);
        assertThat(workspace
                        .get(others + "/card")
                        .expect(200)
                        .json()
                        .at("/counts/projects/open")
                        .asInt())
                .isEqualTo(1);
        assertThat(workspace.get(customers).expect(200).json().get("mergedInto").asString())
                .isEqualTo(other);
        assertThat(of(customers + "/notes?asOf=" + before, "text")).containsExactly("Note " + word);

        JsonNode back = workspace.post(customers + "/unmerge", "{}").expect(200).json();

        assertThat(texts(back.get("returned"), "")).containsExactly(project);
        assertThat(back.get("kept")).isEmpty();
        assertThat(of(customers + "/notes", "text")).containsExactly("Note " + word);
        assertThat(of(others + "/notes", "text")).isEmpty();
    }

    @Test
    void a_card_has_all_of_it_in_one_answer() {
        oneOfEach();

        JsonNode card = workspace.get(customers + "/card").expect(200).json();

        assertThat(card.at("/customer/name").asString()).isEqualTo("Carded " + word);
        assertThat(texts(card.get("contacts"), "/name")).containsExactly("Kim " + word);
        assertThat(texts(card.get("notes"), "/text")).containsExactly("Note " + word);
        assertThat(texts(card.get("comments"), "/text")).containsExactly("Comment " + word);
        assertThat(card.at("/addresses/0/headquarters").asBoolean()).isTrue();
        assertThat(card.at("/nextAction/title").asString()).isEqualTo("Task " + word);
        assertThat(card.at("/counts/planned").asInt()).isEqualTo(1);
        assertThat(card.at("/counts/notStarted").asInt()).isEqualTo(1);
        assertThat(card.at("/counts/files").asInt()).isEqualTo(1);
        assertThat(card.at("/counts/links").asInt()).isEqualTo(1);
        assertThat(card.at("/counts/projects/open").asInt()).isEqualTo(1);
        assertThat(card.at("/counts/salesCases/open").asInt()).isEqualTo(1);
        assertThat(card.at("/createdBy/user").asString()).isEqualTo("demo-admin");
        assertThat(card.at("/may/admin").asBoolean()).isTrue();
        assertThat(card.at("/may/registry").asString()).isEqualTo("vat-number-required");
    }

    @Test
    void what_is_removed_is_in_no_list_any_more_and_in_those_of_before() {
        List<String> paths = oneOfEach();
        String before = Instant.now().toString();
        List<JsonNode> timeline = workspace.all(customers + "/timeline");

        for (String path : paths) {
            if (!path.startsWith("/api/sales-cases/")) {
                workspace.delete(path).expect(204);
                workspace.get(path).expectProblem(404, "not-found");
            }
        }

        for (String list : LISTS) {
            int left = list.equals("sales-cases") ? 1 : 0;
            assertThat(workspace.all(customers + "/" + list)).as(list).hasSize(left);
            assertThat(workspace.all(customers + "/" + list + "?asOf=" + before))
                    .as(list)
                    .hasSize(1);
        }
        assertThat(workspace.all(customers + "/timeline")).hasSizeGreaterThan(timeline.size());
        assertThat(workspace.all(customers + "/timeline?asOf=" + before)).hasSameSizeAs(timeline);
    }

    @Test
    void what_lies_in_a_project_goes_with_it_to_another_customer() {
        String other = workspace.customer("Other " + word);
        workspace.made("/api/projects/" + project + "/notes", "text", "On the project");
        String task = workspace.made(
                customers + "/activities", "kind", "todo", "title", "Task " + word, "projectId", project);
        String before = Instant.now().toString();

        workspace.patch("/api/projects/" + project, body("customerId", other)).expect(200);

        assertThat(workspace.all(customers + "/notes")).isEmpty();
        assertThat(of(customers + "/notes?asOf=" + before, "text")).containsExactly("On the project");
        assertThat(of("/api/customers/" + other + "/notes", "text")).containsExactly("On the project");
        assertThat(of("/api/customers/" + other + "/activities", "id")).containsExactly(task);
        assertThat(workspace
                        .get("/api/activities/" + task)
                        .expect(200)
                        .json()
                        .get("customerId")
                        .asString())
                .isEqualTo(other);
    }

    @Test
    void a_hidden_customers_things_are_nowhere() {
        List<String> paths = oneOfEach();
        Workspace seller = workspace.as(Api.as("demo-seller", system));
        assertThat(seller.all(customers + "/notes")).hasSize(1);
        String closed = workspace.employee(unique("Other seller"), "seller", true);
        workspace.category(unique("Closed"), "sellerIds", List.of(closed), "customerIds", List.of(customer));

        for (String path : paths) {
            seller.get(path).expectProblem(404, "not-found");
            seller.delete(path).expect(path.startsWith("/api/sales-cases/") ? 405 : 404);
        }
        for (String list : LISTS) {
            seller.get(customers + "/" + list).expectProblem(404, "not-found");
        }
        seller.post(customers + "/notes", body("text", "Mine")).expectProblem(404, "not-found");
        seller.post("/api/projects/" + project + "/notes", body("text", "Mine")).expectProblem(404, "not-found");
        seller.get(customers + "/card").expectProblem(404, "not-found");
        seller.get(customers + "/timeline").expectProblem(404, "not-found");
        for (String all : List.of("contacts", "activities", "sales-cases")) {
            assertThat(workspace.all("/api/" + all + "?q=" + word)).as(all).hasSize(1);
            JsonNode list = seller.get("/api/" + all + "?q=" + word).expect(200).json();
            assertThat(list.get("total").asInt()).as(all).isZero();
            assertThat(list.toString()).as(all).doesNotContain(word);
            assertThat(seller.get("/api/" + all + ".csv?q=" + word).expect(200).text())
                    .as(all)
                    .doesNotContain(word);
        }
        String batch = body(
                "to", Workspace.fields("customer", List.of(customer)),
                "activity", Workspace.fields("kind", "todo", "title", "For nobody"));
        assertThat(seller.post("/api/activities/batches", batch)
                        .expect(200)
                        .json()
                        .get("activities"))
                .isEmpty();
        assertThat(of(customers + "/activities", "title")).containsExactly("Task " + word);
    }

    @Test
    void a_change_of_a_card_is_live_for_who_sees_the_customer() {
        try (ChangeFeed feed =
                ChangeFeed.open(Api.as("demo-viewer", system), "", "Min-Event-Position", workspace.position())) {
            assertThat(feed.first().name()).isEqualTo("position");
            String note = workspace.made(customers + "/notes", "text", "Note " + word);

            JsonNode change =
                    feed.awaitChange(each -> each.at("/subject/id").asString("").equals(note));

            assertThat(change.get("type").asString()).isEqualTo("NoteAdded");
            assertThat(change.at("/subject/type").asString()).isEqualTo("note");
            assertThat(change.get("customerId").asString()).isEqualTo(customer);
            assertThat(change.toString()).doesNotContain(word);
        }
    }

    @Test
    void erasing_a_person_who_is_a_customer_takes_what_is_written_about_the_person() {
        String person = workspace.customer("Person " + word, "kind", "person");
        String path = "/api/customers/" + person;
        workspace.made(path + "/notes", "text", "Note " + word);
        String before = Instant.now().toString();

        workspace.post(path + "/erase", body("reason", "Requested")).expect(204);

        for (String query : List.of("", "?asOf=" + before)) {
            List<JsonNode> notes = workspace.all(path + "/notes" + query);
            assertThat(notes).hasSize(1);
            assertThat(notes.toString()).doesNotContain(word);
        }
        workspace.post(path + "/notes", body("text", "More")).expectProblem(422, "erased");
    }

    @Test
    void an_archived_customers_card_takes_nothing_more_and_its_things_leave_the_lists_over_all() {
        List<String> paths = oneOfEach();
        workspace.post(customers + "/archive", "{}").expect(200);

        workspace.post(customers + "/notes", body("text", "More")).expectProblem(422, "customer-archived");
        workspace.patch(paths.get(2), body("text", "Changed " + word)).expect(200);
        assertThat(of(customers + "/notes", "text")).containsExactly("Changed " + word);
        assertThat(workspace.all("/api/contacts?q=" + word)).isEmpty();
        assertThat(workspace.all("/api/contacts?archived=true&q=" + word)).hasSize(1);
    }
}
