package incharge.reporting.changes;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import incharge.feed.Fact;
import incharge.http.testing.TestTokens;
import incharge.local.ApiClient;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.OpenStream;
import incharge.reporting.testing.RunningService;
import incharge.reporting.versions.StoredVersions;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Two replicas over one database, read over HTTP; every test publishes more facts of the same company. */
@Timeout(90)
class ChangesTest {

    private static final String CHANGES = "/api/changes";
    private static final String LAST = "Last-Event-ID";
    private static final String NOWHERE = "127.0.0.1:1";

    private static final FactScript SCRIPT = new FactScript()
            .signingIn("demo-seller", true, true)
            .signingIn("olga", true, true)
            .category("Closed")
            .category("Open")
            .tag("Key")
            .sellers("Closed", "olga");
    private static final StoredVersions VERSIONS = new StoredVersions().apply(SCRIPT);

    private static RunningService one;
    private static RunningService other;
    private static int made;

    @BeforeAll
    static void start() {
        one = replica();
        other = replica();
        assertThat(one.get("/api/customers").statusCode()).isEqualTo(200);
        assertThat(other.get("/api/customers").statusCode()).isEqualTo(200);
    }

    private static RunningService replica() {
        return new RunningService(
                VERSIONS.name(),
                NOWHERE,
                "--incharge.changes.heartbeat=1500ms",
                "--incharge.changes.patience-ahead=1s");
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    private static String fresh(String kind) {
        return kind + " " + made++;
    }

    /** Writes the facts and returns the position of the last one. */
    private static String publish(FactScript script) {
        VERSIONS.apply(script);
        Fact last = script.last();
        return last.topic().substring("incharge.".length()) + "=" + last.sequence();
    }

    private static String customer() {
        return publish(SCRIPT.customer(fresh("Customer"), "C" + made));
    }

    private static String team() {
        return publish(SCRIPT.team(fresh("Team")));
    }

    private static String tag() {
        return publish(SCRIPT.tag(fresh("Tag")));
    }

    /** Begins after all facts published so far. */
    private static OpenStream open(RunningService service, String client) {
        return open(service, client, "Min-Event-Position", VERSIONS.positions());
    }

    /** Resumes from there at a replica whose snapshot includes all facts published so far. */
    private static OpenStream late(RunningService service, String client, String last) {
        soon(() -> service.get("/api/tags?limit=1", "Min-Event-Position", VERSIONS.positions())
                        .statusCode()
                == 200);
        return open(service, client, LAST, last, "Min-Event-Position", VERSIONS.positions());
    }

    private static OpenStream open(RunningService service, String client, String... headers) {
        return service.open(TestTokens.bearer(client), CHANGES, headers);
    }

    private static void soon(Callable<Boolean> happened) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(happened);
    }

    private static void assertPositions(OpenStream stream, List<String> positions) {
        soon(() -> stream.positions().size() >= positions.size());
        assertThat(stream.positions()).containsExactlyInAnyOrderElementsOf(positions);
        for (String source : List.of("customers", "responsibilities", "groupings")) {
            assertThat(stream.positions().stream().filter(position -> position.startsWith(source)))
                    .as("each source in its order")
                    .containsExactlyElementsOf(positions.stream()
                            .filter(position -> position.startsWith(source))
                            .toList());
        }
    }

    @Test
    void a_change_is_sent_with_what_it_is_about() throws IOException {
        try (OpenStream stream = open(one, "demo-viewer")) {
            assertThat(stream.response().statusCode()).isEqualTo(200);
            assertThat(stream.response().headers().firstValue("Content-Type"))
                    .hasValue("text/event-stream;charset=UTF-8");
            assertThat(stream.response().headers().firstValue("Cache-Control")).hasValue("no-store");
            soon(() -> stream.lastId() != null);

            SCRIPT.customer("Langworth", "1001").project("Audit", "P-1", "Langworth");
            SCRIPT.assignedToProject("Audit", "Langworth", "olga", null, null, null)
                    .tagged("Langworth", "Key");
            publish(SCRIPT);

            soon(() -> stream.events().size() == 4);
            Map<String, JsonNode> changes = stream.events().stream()
                    .map(OpenStream.Event::json)
                    .collect(Collectors.toMap(change -> change.get("type").asString(), change -> change));
            assertThat(changes)
                    .containsOnlyKeys(
                            "CustomerRegistered", "ProjectOpened", "ResponsibilityAssigned", "CustomerTagged");
            JsonNode registered = changes.get("CustomerRegistered");
            assertThat(registered.propertyNames())
                    .containsExactly("type", "subject", "position", "customerId", "commandId", "actor");
            assertThat(registered.get("subject").toString())
                    .isEqualTo("{\"type\":\"customer\",\"id\":\"%s\"}".formatted(id("Langworth")));
            assertThat(changes.get("ResponsibilityAssigned").at("/subject/id").asString())
                    .isEqualTo(id("Audit").toString());
            assertThat(stream.lastId().split(", "))
                    .containsExactlyInAnyOrder(VERSIONS.positions().split(", "));
        }
    }

    @Test
    void a_change_names_who_did_what_with_which_command() throws IOException {
        publish(SCRIPT.signingIn("ann\"e", false, true));
        try (OpenStream stream = open(one, "demo-viewer")) {
            soon(() -> stream.lastId() != null);
            SCRIPT.customer("Acting", "1002").project("Acts", "P-2", "Acting").role("Auditor", "project");
            SCRIPT.by("ann\"e", "click", "one click")
                    .assignedToProject("Acts", "Acting", "olga", "Auditor", null, null)
                    .byItself();
            String last = publish(SCRIPT);

            soon(() -> stream.positions().contains(last));
            JsonNode assigned = stream.events().stream()
                    .filter(event -> event.position().equals(last))
                    .findFirst()
                    .orElseThrow()
                    .json();
            assertThat(assigned.get("customerId").asString())
                    .isEqualTo(id("Acting").toString());
            assertThat(assigned.get("projectId").asString())
                    .isEqualTo(id("Acts").toString());
            assertThat(assigned.get("employeeId").asString())
                    .isEqualTo(id("olga").toString());
            assertThat(assigned.get("roleId").asString())
                    .isEqualTo(id("Auditor").toString());
            assertThat(assigned.get("commandId").asString())
                    .isEqualTo(id("one click").toString());
            assertThat(assigned.get("actor").toString())
                    .isEqualTo("{\"user\":\"ann\\\"e\",\"id\":\"%s\",\"name\":\"ann\\\"e\"}".formatted(id("ann\"e")));
        }
    }

    @Test
    void settings_go_to_everybody_and_accounts_to_those_who_may_view_groups() throws IOException {
        Map<String, Object> claims = TestTokens.claims("demo-viewer");
        claims.put("levels", Map.of("customers", "view", "responsibilities", "view"));
        String others = "Bearer " + TestTokens.signed(claims, TestTokens.KEY);
        try (OpenStream stream = open(one, "demo-viewer");
                OpenStream without = one.open(others, CHANGES, "Min-Event-Position", VERSIONS.positions())) {
            soon(() -> stream.lastId() != null && without.lastId() != null);
            String settings = publish(SCRIPT.settings("name", "Example", "rolesInUse", true));
            publish(SCRIPT.groupings(
                    "AccountAdded",
                    id("4300"),
                    "accountId",
                    id("4300"),
                    "kind",
                    "ledger",
                    "number",
                    "4300",
                    "name",
                    "Sales"));
            String last = customer();

            soon(() -> stream.events().size() == 3 && without.positions().contains(last));
            assertThat(stream.events().get(0).json().get("subject").toString())
                    .isEqualTo("{\"type\":\"settings\",\"id\":\"%s\"}".formatted(id("workspace")));
            assertThat(stream.events().stream()
                            .map(event -> event.json().get("type").asString()))
                    .contains("SettingsChanged", "AccountAdded");
            assertThat(without.positions()).containsExactlyInAnyOrder(settings, last);
        }
    }

    @Test
    void the_position_comes_first_and_a_browser_resumes_by_a_parameter() throws IOException {
        String last;
        try (OpenStream stream = open(one, "demo-viewer")) {
            soon(() -> stream.position() != null);
            assertThat(stream.position().split(", "))
                    .containsExactlyInAnyOrder(VERSIONS.positions().split(", "));
            assertThat(stream.lastId()).isEqualTo(stream.position());
            last = stream.position();
        }
        List<String> missed = List.of(customer(), tag());
        String encoded = java.net.URLEncoder.encode(last, StandardCharsets.UTF_8);
        try (OpenStream resumed = one.open(TestTokens.bearer("demo-viewer"), CHANGES + "?lastEventId=" + encoded)) {
            soon(() -> resumed.position() != null);
            assertThat(resumed.position()).as("the resumed one, not the newest").isEqualTo(last);
            assertPositions(resumed, missed);
        }
        String newest;
        try (OpenStream now = open(one, "demo-viewer")) {
            soon(() -> now.position() != null);
            newest = now.position();
        }
        try (OpenStream both =
                one.open(TestTokens.bearer("demo-viewer"), CHANGES + "?lastEventId=" + encoded, LAST, newest)) {
            soon(() -> both.position() != null);
            assertThat(both.position()).as("the header wins").isEqualTo(newest);
        }
        ApiClient.Response refused = one.getAs(TestTokens.bearer("demo-viewer"), CHANGES + "?lastEventId=7");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(RunningService.text(refused)).contains("\"field\":\"lastEventId\"");
    }

    @Test
    void both_replicas_send_the_same_and_go_on_where_the_other_ended() throws IOException {
        var positions = new ArrayList<String>();
        String last;
        try (OpenStream first = open(one, "demo-viewer");
                OpenStream second = open(other, "demo-viewer")) {
            positions.addAll(List.of(customer(), team(), tag(), customer(), team()));
            assertPositions(first, positions);
            assertPositions(second, positions);
            last = first.lastId();
        }
        var missed = List.of(tag(), customer(), customer(), team());
        try (OpenStream resumed = open(other, "demo-viewer", LAST, last)) {
            assertPositions(resumed, missed);
            var more = new ArrayList<>(missed);
            more.add(customer());
            assertPositions(resumed, more);
        }
    }

    @Test
    void wherever_it_breaks_off_nothing_is_missed_and_nothing_is_sent_twice() throws IOException {
        String last;
        try (OpenStream before = open(one, "demo-viewer")) {
            soon(() -> before.lastId() != null);
            last = before.lastId();
        }
        var positions = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            positions.addAll(List.of(team(), customer(), tag()));
        }
        List<OpenStream.Event> all;
        try (OpenStream stream = open(one, "demo-viewer", LAST, last)) {
            assertPositions(stream, positions);
            all = stream.events();
        }
        for (int at = 0; at < all.size(); at += 4) {
            try (OpenStream resumed = open(
                    at % 8 == 0 ? one : other, "demo-viewer", LAST, all.get(at).id())) {
                // how the sources' events come between each other depends on what had arrived when they were sent
                assertPositions(
                        resumed,
                        all.subList(at + 1, all.size()).stream()
                                .map(OpenStream.Event::position)
                                .toList());
            }
        }
    }

    @Test
    void a_seller_receives_nothing_of_hidden_customers() throws IOException {
        try (OpenStream seller = open(one, "demo-seller");
                OpenStream resumed = open(other, "demo-seller", LAST, "customers=0, responsibilities=0, groupings=0");
                OpenStream viewer = open(one, "demo-viewer")) {
            soon(() -> resumed.positions().contains("reset"));
            String hidden = fresh("Hidden");
            SCRIPT.customerRequesting(hidden, "H" + made, "id", id("Closed").toString());
            String project = fresh("Project");
            SCRIPT.project(project, "P" + made, hidden);
            SCRIPT.assigned(hidden, "olga", null, null, null)
                    .assignedToProject(project, hidden, "olga", null, null, null)
                    .categorised(
                            hidden,
                            "Closed",
                            (long) SCRIPT.facts("incharge.customers").size() - 1)
                    .tagged(hidden, "Key");
            publish(SCRIPT);
            String seen = customer();

            // how the sources' events come between each other is not promised
            soon(() -> viewer.positions().contains(seen) && viewer.positions().size() >= 7);
            assertThat(viewer.positions()).hasSize(7);
            soon(() -> seller.positions().contains(seen) && resumed.positions().contains(seen));
            assertThat(seller.positions()).containsExactly(seen);
            // of all facts published by then this source is sent last
            String last = tag();
            soon(() -> viewer.positions().contains(last) && seller.positions().contains(last));
            assertThat(seller.positions()).containsExactly(seen, last);
            assertThat(seller.lastId()).isEqualTo(viewer.lastId());
            assertThat(resumed.events().toString())
                    .doesNotContain(id(hidden).toString())
                    .doesNotContain(id(project).toString());
        }
    }

    @Test
    void a_caller_who_sees_more_or_less_receives_a_reset() throws IOException {
        String category = fresh("Category");
        String customer = fresh("Customer");
        publish(SCRIPT.category(category).customer(customer, "R" + made).categorised(customer, category, null));
        try (OpenStream seller = open(one, "demo-seller");
                OpenStream viewer = open(one, "demo-viewer")) {
            soon(() -> seller.lastId() != null && viewer.lastId() != null);
            String before = seller.lastId();

            String closed = publish(SCRIPT.sellers(category, "olga"));
            soon(() -> viewer.positions().contains(closed));
            soon(() -> seller.positions().equals(List.of("reset")));
            publish(SCRIPT.customers("CustomerRenamed", id(customer), "customerId", id(customer), "name", "Unheard"));
            String plain = customer();
            soon(() -> seller.positions().equals(List.of("reset", plain)));

            String moved = publish(SCRIPT.uncategorised(customer, category));
            soon(() -> seller.positions().equals(List.of("reset", plain, "reset")));
            String newest = seller.lastId();
            publish(SCRIPT.categorised(customer, "Closed", null));
            soon(() -> seller.positions().equals(List.of("reset", plain, "reset", "reset")));
            soon(() -> viewer.positions().contains(moved));
            assertThat(viewer.positions()).doesNotContain("reset");

            // the same, consumed late
            for (String last : List.of(before, newest)) {
                try (OpenStream late = late(other, "demo-seller", last)) {
                    soon(() -> late.positions().contains("reset")
                            && late.events().getLast().id().equals(seller.lastId()));
                    assertThat(late.events().toString())
                            .doesNotContain(id(customer).toString());
                }
            }
            try (OpenStream late = late(other, "demo-viewer", before)) {
                soon(() -> late.events().size() == viewer.events().size());
                assertThat(late.positions()).doesNotContain("reset");
            }
        }
    }

    @Test
    void a_seller_who_gains_or_loses_a_project_receives_a_reset() throws IOException {
        String hidden = fresh("Hidden");
        String seen = fresh("Customer");
        String project = fresh("Project");
        publish(SCRIPT.customer(seen, "S" + made)
                .customer(hidden, "H" + made)
                .categorised(hidden, "Closed", null)
                .project(project, "P" + made, seen));
        try (OpenStream seller = open(one, "demo-seller");
                OpenStream viewer = open(one, "demo-viewer")) {
            soon(() -> seller.lastId() != null && viewer.lastId() != null);
            String before = seller.lastId();

            String lost = publish(SCRIPT.moved(project, seen, hidden));
            soon(() -> viewer.positions().equals(List.of(lost)));
            soon(() -> seller.positions().equals(List.of("reset")));
            // the assignment names the customer from before
            publish(SCRIPT.assignedToProject(project, seen, "olga", null, null, null));
            String plain = customer();
            soon(() -> seller.positions().equals(List.of("reset", plain)));
            soon(() -> viewer.positions().size() == 3);
            assertThat(viewer.events())
                    .filteredOn(event -> event.data().contains("ResponsibilityAssigned"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.data()).contains("\"customerId\":\"" + id(hidden) + "\""));

            String back = publish(SCRIPT.moved(project, hidden, seen));
            soon(() -> seller.positions().equals(List.of("reset", plain, "reset")));
            soon(() -> viewer.positions().contains(back));
            assertThat(viewer.positions()).doesNotContain("reset");

            // the same, consumed late
            try (OpenStream late = late(other, "demo-seller", before)) {
                soon(() -> late.positions().contains("reset")
                        && late.events().getLast().id().equals(seller.lastId()));
            }
        }
    }

    @Test
    void a_caller_who_becomes_a_seller_receives_a_reset() throws IOException {
        publish(SCRIPT.signingIn("demo-editor", false, true));
        try (OpenStream stream = open(one, "demo-editor")) {
            soon(() -> stream.lastId() != null);
            String before = stream.lastId();
            publish(SCRIPT.signingInChanged("demo-editor", true, true));

            soon(() -> stream.positions().equals(List.of("reset")));
            try (OpenStream late = open(other, "demo-editor", LAST, before)) {
                soon(() -> late.positions().equals(List.of("reset")));
            }
        }
    }

    @Test
    void each_change_goes_to_those_who_may_view_its_area() throws IOException {
        Map<String, Object> claims = TestTokens.claims("demo-viewer");
        claims.put("levels", Map.of("groups", "view"));
        String groups = "Bearer " + TestTokens.signed(claims, TestTokens.KEY);
        try (OpenStream stream = one.open(groups, CHANGES, "Min-Event-Position", VERSIONS.positions())) {
            soon(() -> stream.lastId() != null);
            customer();
            team();
            String tag = tag();

            soon(() -> stream.positions().equals(List.of(tag)));
        }
        ApiClient.Response employee = one.getAs(TestTokens.bearer("demo-employee"), CHANGES);
        assertThat(employee.statusCode()).isEqualTo(403);
        assertThat(RunningService.text(employee)).contains("level-missing");
        assertThat(one.anonymous(CHANGES).statusCode()).isEqualTo(401);
    }

    @Test
    void what_is_no_id_of_ours_is_refused_and_what_is_not_kept_is_a_reset() throws IOException {
        for (String id :
                List.of("", "7", "customers=1", "customers=1, responsibilities=2, groupings=-3", "a=1, b=2, c=3")) {
            ApiClient.Response refused = one.getAs(TestTokens.bearer("demo-viewer"), CHANGES, LAST, id);

            assertThat(refused.statusCode()).as(id).isEqualTo(400);
            assertThat(RunningService.text(refused)).contains("\"field\":\"Last-Event-ID\"");
        }
        try (OpenStream ahead = open(one, "demo-viewer", LAST, "customers=999999, responsibilities=1, groupings=1")) {
            soon(() -> ahead.positions().equals(List.of("reset")));
            String next = customer();
            soon(() -> ahead.positions().equals(List.of("reset", next)));
        }
        var names = new ArrayList<String>();
        for (int i = 0; i <= SseStream.MOST_BEHIND; i++) {
            names.add(fresh("Tag"));
        }
        try (OpenStream early = open(one, "demo-viewer")) {
            soon(() -> early.lastId() != null);
            String before = early.lastId();
            names.forEach(SCRIPT::tag);
            publish(SCRIPT);
            try (OpenStream late = late(other, "demo-viewer", before)) {
                soon(() -> late.positions().equals(List.of("reset")));
            }
        }
    }

    @Test
    void it_ends_with_the_token_and_shows_signs_of_life_until_then() throws IOException {
        Map<String, Object> claims = TestTokens.claims("demo-viewer");
        // a token's expiry has whole seconds: late enough for one sign of life and too early for a second
        Instant expiry = Instant.now().plusMillis(3_600);
        claims.put("exp", Date.from(expiry));
        try (OpenStream stream = one.open("Bearer " + TestTokens.signed(claims, TestTokens.KEY), CHANGES)) {
            await().atMost(Duration.ofSeconds(15)).until(stream::ended);

            assertThat(Instant.now()).isAfterOrEqualTo(expiry.minusSeconds(1));
            assertThat(stream.comments()).isEqualTo(1);
        }
    }

    @Test
    void it_ends_when_the_employee_leaves() throws IOException {
        publish(SCRIPT.signingIn("leaving", false, true));
        Map<String, Object> claims = TestTokens.claims("demo-viewer");
        claims.put("employee", "leaving");
        String bearer = "Bearer " + TestTokens.signed(claims, TestTokens.KEY);
        try (OpenStream stream = one.open(bearer, CHANGES, "Min-Event-Position", VERSIONS.positions())) {
            soon(() -> stream.lastId() != null);
            publish(SCRIPT.signingInChanged("leaving", false, false));

            soon(stream::ended);
            assertThat(stream.events()).isEmpty();
        }
        ApiClient.Response refused = one.getAs(bearer, CHANGES);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(RunningService.text(refused)).contains("employee-inactive");
    }

    @Test
    @Timeout(300)
    void hundreds_listen_and_one_that_does_not_read_holds_up_none() throws IOException {
        var streams = new ArrayList<OpenStream>();
        try (var deaf = new Socket("127.0.0.1", one.port())) {
            deaf.setReceiveBufferSize(4096);
            deaf.getOutputStream()
                    .write(("GET /api/changes HTTP/1.1\r\nHost: here\r\nAuthorization: "
                                    + TestTokens.bearer("demo-viewer") + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 200; i++) {
                streams.add(open(one, "demo-viewer"));
            }
            for (int i = 0; i < 1500; i++) {
                SCRIPT.tag(fresh("Tag"));
            }
            String last = publish(SCRIPT);

            await().atMost(Duration.ofSeconds(120))
                    .until(() -> streams.stream()
                            .map(OpenStream::events)
                            .allMatch(events -> !events.isEmpty()
                                    && events.getLast().position().equals(last)));
            assertThat(streams).allMatch(stream -> stream.events().size() == 1500);
        } finally {
            for (OpenStream stream : streams) {
                stream.close();
            }
        }
    }

    @Test
    void a_service_that_ends_does_not_wait_for_those_who_listen() throws IOException {
        var third = new RunningService(VERSIONS.name(), NOWHERE);
        try (OpenStream stream = open(third, "demo-viewer")) {
            soon(() -> stream.lastId() != null);
            third.close();

            soon(stream::ended);
            assertThat(stream.brokenOff()).isFalse();
        }
    }
}
