package incharge.acceptance;

import static incharge.acceptance.Workspace.body;
import static incharge.acceptance.Workspace.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * A project that is given to another customer takes its responsibilities and its history along, and is seen by who sees
 * that customer.
 */
@Timeout(60)
@ExtendWith(SharedSystem.class)
class ProjectOfAnotherCustomerTest {

    private static RunningSystem system;
    private static Workspace workspace;

    private String from;
    private String to;
    private String project;
    private String employee;

    @BeforeAll
    static void start(RunningSystem shared) {
        system = shared;
        workspace = Workspace.of(Api.as("demo-admin", system));
    }

    @BeforeEach
    void aProjectWithSomebodyResponsible() {
        from = workspace.customer(unique("From"));
        to = workspace.customer(unique("To"));
        project = workspace
                .post("/api/customers/" + from + "/projects", body("name", unique("Given")))
                .expect(201)
                .json()
                .get("id")
                .asString();
        employee = workspace.employee(unique("Lead"));
        workspace.changed(List.of(Workspace.changeOf("project", "assign", project, employee)));
    }

    private void give(String customer) {
        workspace
                .patch("/api/projects/" + project, body("customerId", customer))
                .expect(200);
    }

    private static List<String> ids(Workspace reader, String path) {
        return reader.all(path).stream().map(item -> item.get("id").asString()).toList();
    }

    /** The projects that the matrix has rows of beneath a customer. */
    private static List<String> rows(Workspace reader, String customer, String more) {
        return reader.all("/api/matrix?projects=true&customer=" + customer + more).stream()
                .filter(row -> row.at("/subject/type").asString().equals("project"))
                .map(row -> row.at("/subject/id").asString())
                .toList();
    }

    private static List<JsonNode> lines(Workspace reader, String more) {
        return reader.all("/api/assignees?projects=true" + more).stream()
                .filter(line -> !line.get("project").isNull())
                .toList();
    }

    private JsonNode assignment(Workspace reader) {
        return reader.get("/api/history?type=ResponsibilityAssigned&subject=" + project)
                .expect(200)
                .json()
                .at("/items/0");
    }

    @Test
    void every_view_shows_it_at_the_customer_that_has_it() {
        assertThat(rows(workspace, from, "")).containsExactly(project);
        String before = workspace
                .get("/api/history?customer=" + from)
                .expect(200)
                .json()
                .at("/items/0/at")
                .asString();

        give(to);

        assertThat(rows(workspace, from, "")).isEmpty();
        assertThat(rows(workspace, to, "")).containsExactly(project);
        assertThat(rows(workspace, from, "&asOf=" + before)).containsExactly(project);
        assertThat(lines(workspace, "&employee=" + employee))
                .singleElement()
                .satisfies(
                        line -> assertThat(line.at("/customer/id").asString()).isEqualTo(to));
        assertThat(assignment(workspace).at("/customer/id").asString()).isEqualTo(to);
        assertThat(workspace.all("/api/history?customer=" + from))
                .noneMatch(row -> row.at("/subject/id").asString("").equals(project));
        assertThat(workspace.all("/api/history?customer=" + to))
                .filteredOn(row -> row.at("/subject/id").asString("").equals(project))
                .hasSize(3);
        assertThat(workspace.listed("/api/projects", project).get("customerId").asString())
                .isEqualTo(to);
        assertThat(ids(workspace, "/api/customers/" + from + "/projects")).isEmpty();
        assertThat(ids(workspace, "/api/customers/" + to + "/projects?open=true"))
                .containsExactly(project);
        assertThat(ids(workspace, "/api/customers/" + to + "/projects?open=false"))
                .isEmpty();
        assertThat(workspace.listed("/api/customers", to).get("projectCount").asInt())
                .isEqualTo(1);
    }

    @Test
    void a_seller_sees_it_with_the_customer_and_loads_anew() {
        Workspace seller = workspace.as(Api.as("demo-seller", system));
        String other = workspace.employee(unique("Other seller"), "seller", true);
        workspace.category(unique("Closed"), "sellerIds", List.of(other), "customerIds", List.of(to));
        assertThat(lines(seller, "&employee=" + employee)).hasSize(1);

        try (ChangeFeed feed = ChangeFeed.open(seller.api(), "", "Min-Event-Position", workspace.position())) {
            assertThat(feed.first().name()).isEqualTo("position");
            give(to);
            feed.awaitResets(1);

            seller.get("/api/projects/" + project).expect(404);
            assertThat(lines(seller, "&employee=" + employee)).isEmpty();
            assertThat(ids(seller, "/api/customers/" + from + "/projects")).isEmpty();
            assertThat(seller.all("/api/history?subject=" + project)).isEmpty();
            seller.get("/api/customers/" + to + "/projects").expect(404);

            give(from);
            feed.awaitResets(2);
            assertThat(lines(seller, "&employee=" + employee)).hasSize(1);
            assertThat(feed.events()).noneMatch(event -> event.data().contains(to));
        }
    }

    @Test
    void it_goes_to_no_customer_that_is_hidden_or_archived() {
        Workspace seller = workspace.as(Api.as("demo-seller", system));
        String other = workspace.employee(unique("Other seller"), "seller", true);
        workspace.category(unique("Closed"), "sellerIds", List.of(other), "customerIds", List.of(to));
        assertThat(seller.listed("/api/customers", to)).isNull();
        String archived = workspace.customer(unique("Archived"));
        workspace.post("/api/customers/" + archived + "/archive", "{}").expect(200);

        seller.patch("/api/projects/" + project, body("customerId", to)).expectProblem(422, "customer-unknown");
        workspace
                .patch("/api/projects/" + project, body("customerId", archived))
                .expectProblem(422, "customer-archived");
        assertThat(rows(workspace, from, "")).containsExactly(project);
    }
}
