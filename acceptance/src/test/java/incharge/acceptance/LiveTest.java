package incharge.acceptance;

import static incharge.acceptance.Workspace.body;
import static incharge.acceptance.Workspace.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Live changes: where the stream begins, what each change names, and how a stream goes on after a break. */
@Timeout(60)
@ExtendWith(SharedSystem.class)
class LiveTest {

    private static RunningSystem system;
    private static Workspace workspace;

    @BeforeAll
    static void start(RunningSystem shared) {
        system = shared;
        workspace = Workspace.of(Api.as("demo-admin", system));
    }

    private static ChangeFeed feed() {
        return ChangeFeed.open(workspace.api(), "");
    }

    private static Predicate<JsonNode> typeOf(String type, String subject) {
        return change -> change.path("type").asString("").equals(type)
                && change.at("/subject/id").asString("").equals(subject);
    }

    @Test
    void the_position_comes_first_with_its_id_as_data() {
        workspace.customer(unique("Before"));
        String reached = workspace.get("/api/customers?limit=1").header("Event-Position");

        try (ChangeFeed feed = ChangeFeed.open(workspace.api(), "", "Min-Event-Position", reached)) {
            ChangeFeed.Event first = feed.first();

            assertThat(first.name()).isEqualTo("position");
            assertThat(first.data()).isEqualTo(first.id());
            assertThat(first.id()).contains("customers=", "responsibilities=", "groupings=");
        }
    }

    @Test
    void a_change_names_what_it_is_about_and_who_did_it() {
        String customer = workspace.customer(unique("Subject"));
        String project = workspace.project(customer, unique("Project"));
        String employee = workspace.employee(unique("Person"));
        String role = workspace.role(unique("Role"));
        JsonNode me = workspace.get("/api/session").json();
        try (ChangeFeed feed = feed()) {
            assertThat(feed.first().name()).isEqualTo("position");
            String command = workspace
                    .assign(customer, employee, "roleId", role)
                    .get("batchId")
                    .asString();

            JsonNode assigned = feed.awaitChange(
                    change -> change.path("commandId").asString("").equals(command));
            assertThat(assigned.get("type").asString()).isEqualTo("ResponsibilityAssigned");
            assertThat(assigned.get("position").asString()).startsWith("responsibilities=");
            assertThat(assigned.get("customerId").asString()).isEqualTo(customer);
            assertThat(assigned.get("employeeId").asString()).isEqualTo(employee);
            assertThat(assigned.get("roleId").asString()).isEqualTo(role);
            assertThat(assigned.at("/actor/user").asString()).isEqualTo("demo-admin");
            assertThat(assigned.at("/actor/id")).isEqualTo(me.at("/employee/id"));
            assertThat(assigned.at("/actor/name")).isEqualTo(me.at("/employee/name"));

            workspace.changed(List.of(Workspace.changeOf("project", "assign", project, employee)));
            JsonNode ofProject = feed.awaitChange(
                    change -> change.path("projectId").asString("").equals(project));
            assertThat(ofProject.get("customerId").asString()).isEqualTo(customer);
            assertThat(ofProject.path("roleId").asString("")).isEmpty();
        }
    }

    @Test
    void customers_and_groups_are_named_too() {
        String customer = workspace.customer(unique("Member"));
        try (ChangeFeed feed = feed()) {
            assertThat(feed.first().name()).isEqualTo("position");
            workspace
                    .patch("/api/customers/" + customer, body("name", unique("Renamed")))
                    .expect(200);
            JsonNode renamed = feed.awaitChange(typeOf("CustomerRenamed", customer));
            assertThat(renamed.get("customerId").asString()).isEqualTo(customer);
            assertThat(renamed.get("commandId").asString()).isNotBlank();
            assertThat(renamed.has("employeeId") && !renamed.get("employeeId").isNull())
                    .isFalse();

            workspace.category(unique("Group"), "customerIds", List.of(customer));
            JsonNode categorised =
                    feed.awaitChange(change -> change.path("type").asString("").equals("CustomerCategorised")
                            && change.path("customerId").asString("").equals(customer));
            assertThat(categorised.get("position").asString()).startsWith("groupings=");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_stream_goes_on_behind_the_id_that_it_is_given(boolean byParameter) {
        String seen = workspace.get("/api/matrix?limit=1").expect(200).header("Event-Position");
        String missed = workspace.customer(unique("Missed"));
        workspace.get("/api/customers?limit=1").expect(200);

        String parameter =
                "?lastEventId=" + seen.replace(" ", "%20").replace(",", "%2C").replace("=", "%3D");
        try (ChangeFeed feed = byParameter
                ? ChangeFeed.open(workspace.api(), parameter)
                : ChangeFeed.open(workspace.api(), "", "Last-Event-ID", seen)) {
            ChangeFeed.Event first = feed.first();
            assertThat(first.name()).isEqualTo("position");
            assertThat(first.data().replace(" ", ""))
                    .as("the resumed id, not the newest")
                    .isEqualTo(seen.replace(" ", ""));
            feed.awaitChange(typeOf("CustomerRegistered", missed));

            String next = workspace.customer(unique("Next"));
            feed.awaitChange(typeOf("CustomerRegistered", next));
            assertThat(feed.events().stream().filter(event -> event.data().contains(missed)))
                    .hasSize(1);
        }
    }

    @Test
    void the_id_of_each_event_is_where_to_go_on() {
        String customer = workspace.customer(unique("Followed"));
        ChangeFeed.Event last;
        try (ChangeFeed feed = feed()) {
            assertThat(feed.first().name()).isEqualTo("position");
            workspace
                    .patch("/api/customers/" + customer, body("name", unique("One")))
                    .expect(200);
            feed.awaitChange(typeOf("CustomerRenamed", customer));
            last = feed.events().stream()
                    .filter(event -> event.data().contains(customer))
                    .findFirst()
                    .orElseThrow();
        }
        String name = unique("Two");
        workspace.patch("/api/customers/" + customer, body("name", name)).expect(200);

        try (ChangeFeed feed = ChangeFeed.open(workspace.api(), "", "Last-Event-ID", last.id())) {
            assertThat(feed.first().data()).isEqualTo(last.id());
            JsonNode renamed = feed.awaitChange(typeOf("CustomerRenamed", customer));
            assertThat(renamed.get("position")).isNotEqualTo(last.json().get("position"));
        }
    }

    @Test
    void a_seller_receives_nothing_of_what_is_hidden() {
        Workspace seller = workspace.as(Api.as("demo-seller", system));
        String other = workspace.employee(unique("Other seller"), "seller", true);
        String hidden = workspace.customer(unique("Hidden"));
        String closed =
                workspace.category(unique("Closed"), "sellerIds", List.of(other), "customerIds", List.of(hidden));
        String open = workspace.customer(unique("Open"));
        String employee = workspace.employee(unique("Person"));
        seller.get("/api/customers?limit=1").expect(200);

        try (ChangeFeed feed = ChangeFeed.open(seller.api(), "")) {
            assertThat(feed.first().name()).isEqualTo("position");
            workspace
                    .patch("/api/customers/" + hidden, body("name", unique("Hidden still")))
                    .expect(200);
            workspace.assign(hidden, employee);
            workspace
                    .put("/api/categories/" + closed, body("name", unique("Closed still"), "sellerIds", List.of(other)))
                    .expect(200);
            workspace
                    .patch("/api/customers/" + open, body("name", unique("Open still")))
                    .expect(200);
            workspace.assign(open, employee);
            String tag = workspace.tag(unique("Last"));

            feed.awaitChange(typeOf("CustomerRenamed", open));
            feed.awaitChange(change -> change.path("type").asString("").equals("ResponsibilityAssigned")
                    && change.path("customerId").asString("").equals(open));
            feed.awaitChange(typeOf("TagCreated", tag));
            assertThat(feed.events())
                    .noneMatch(event ->
                            event.data().contains(hidden) || event.data().contains(closed));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?lastEventId=latest", "?lastEventId=", "?lastEventId=customers%3D-1", "?colour=red"})
    void a_stream_at_fault_is_a_400(String query) {
        Api.Answer refused = workspace.api().opened("/api/changes" + query).expect(400);

        assertThat(refused.header("content-type")).startsWith("application/problem+json");
    }
}
