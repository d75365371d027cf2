package incharge.acceptance;

import static incharge.acceptance.Workspace.body;
import static incharge.acceptance.Workspace.fields;
import static incharge.acceptance.Workspace.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The board of a customer's tasks, and work for many customers, through the gateway. */
@Timeout(60)
@ExtendWith(SharedSystem.class)
class ActivitiesTest {

    private static final String BOARD = "/activities?kind=todo&sort=rank";

    private static Workspace workspace;

    private String word;
    private String customer;

    @BeforeAll
    static void start(RunningSystem shared) {
        workspace = Workspace.of(Api.as("demo-admin", shared));
    }

    @BeforeEach
    void aCustomer() {
        word = Workspace.word();
        customer = workspace.customer("Busy " + word);
    }

    private String task(String project, String title) {
        return workspace.made("/api/projects/" + project + "/activities", "kind", "todo", "title", title);
    }

    private List<String> board(String of, String status) {
        return texts(workspace.all(of + BOARD + "&status=" + status), "/title");
    }

    @Test
    void a_moved_task_stands_between_its_neighbours_on_both_boards() {
        String customers = "/api/customers/" + customer;
        String hall = workspace.project(customer, "Hall " + word);
        String roof = workspace.project(customer, "Roof " + word);
        String draw = task(hall, "Draw");
        String order = task(roof, "Order");
        String build = task(hall, "Build");
        assertThat(board(customers, "not-started")).containsExactly("Draw", "Order", "Build");

        workspace
                .post(
                        "/api/activities/" + build + "/move",
                        body("status", "not-started", "after", draw, "before", order))
                .expect(200);
        workspace
                .patch("/api/activities/" + draw, body("status", "in-progress"))
                .expect(200);
        workspace
                .post("/api/activities/" + order + "/move", body("status", "in-progress", "before", draw))
                .expect(200);

        assertThat(board(customers, "not-started")).containsExactly("Build");
        assertThat(board(customers, "in-progress")).containsExactly("Order", "Draw");
        assertThat(board("/api/projects/" + hall, "in-progress")).containsExactly("Draw");
        assertThat(board("/api/projects/" + hall, "not-started")).containsExactly("Build");
        JsonNode counts = workspace
                .get(customers + "/activities?kind=todo&linked=project")
                .expect(200)
                .json()
                .get("counts");
        assertThat(counts.get("notStarted").asInt()).isEqualTo(1);
        assertThat(counts.get("inProgress").asInt()).isEqualTo(2);
        Workspace.assertRefused(
                workspace.post("/api/activities/" + build + "/move", body("status", "in-progress", "after", order)),
                409,
                "order-changed",
                "");
    }

    @Test
    void each_customer_of_a_category_gets_its_activity_until_that_is_taken_back() {
        String anna = workspace.employee("Anna " + word);
        String role = workspace.role("Seller " + word);
        String category = workspace.category("Domestic " + word, "customerIds", List.of(customer));
        workspace.assign(customer, anna, "roleId", role);
        String batches = "/api/activities/batches";
        String send = body(
                "to",
                fields("category", List.of(category), "q", word),
                "activity",
                fields("kind", "todo", "title", "Send the prices"),
                "assignToRole",
                role);

        JsonNode batch = workspace.post(batches, send).expect(200).json();

        List<JsonNode> all = workspace.all("/api/activities?customer=" + customer);
        assertThat(texts(all, "/id"))
                .containsExactly(batch.at("/activities/0/activityId").asString());
        assertThat(texts(all, "/assignee/id")).containsExactly(anna);
        workspace
                .post(batches + "/" + batch.get("batchId").asString() + "/undo", "{}")
                .expect(200);
        assertThat(workspace.all("/api/activities?customer=" + customer)).isEmpty();
    }
}
