package incharge.reporting.snapshot;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.feed.Fact;
import incharge.feed.Payload;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.RandomFacts;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.InMemoryTimeline;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.StoredVersions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class VisibilityTest {

    /**
     * A seller's answers equal, byte for byte, those of a caller who sees all in a company without the hidden
     * customers.
     */
    @Nested
    class AgainstACompanyWithoutTheHidden {

        @ParameterizedTest
        @ValueSource(longs = {101, 102, 103, 104, 106, 111})
        void every_view_is_the_same(long seed) {
            var company = new Company(seed);
            Views seller = new Views(new InMemoryTimeline().apply(company.facts()), company.end()).as("sam");
            var everybody = new Views(new InMemoryTimeline().apply(company.withoutClosed()), company.end());

            for (String query : company.queries()) {
                assertThat(answer(seller, query)).as(query).isEqualTo(answer(everybody, query));
            }
            assertThat(seller.everything()).isEqualTo(everybody.everything());
            var withoutCategories =
                    new Views(new InMemoryTimeline().apply(company.withoutHiddenCategories()), company.end());
            for (String query : List.of(
                    "/api/groupings?limit=500",
                    "/api/groupings?q=c",
                    "/api/search?q=c&limit=50",
                    "/api/search?q=category&kind=category&limit=50")) {
                assertThat(answer(seller, query)).as(query).isEqualTo(answer(withoutCategories, query));
            }
            for (Instant then : company.times()) {
                assertThat(withoutPositions(seller.everything(then)))
                        .as("as of %s", then)
                        .isEqualTo(withoutPositions(everybody.everything(then)));
            }
        }

        @Timeout(120)
        @ParameterizedTest
        @ValueSource(longs = {107, 108})
        void every_history_is_the_same(long seed) {
            var company = new Company(seed);
            try (Snapshots all = new StoredVersions().apply(company.facts()).follow();
                    Snapshots open = new StoredVersions()
                            .apply(company.withoutHiddenCategories())
                            .follow()) {
                Views seller = new Views(all, company.end()).as("sam");
                var withoutCategories = new Views(open, company.end());
                var queries = new ArrayList<String>();
                queries.add("/api/history?limit=500");
                queries.add("/api/history.csv");
                for (String customer : company.customers()) {
                    queries.add("/api/history?customer=" + customer);
                    queries.add("/api/history?subject=" + customer + "&limit=2");
                }
                company.projects().forEach(project -> queries.add("/api/history?subject=" + project));
                company.employees().forEach(employee -> queries.add("/api/history?employee=" + employee));
                company.employees().forEach(employee -> queries.add("/api/history?subject=" + employee));
                for (Instant then : company.times()) {
                    // before, the other company has a project of a customer that it does not know
                    if (then.isAfter(company.cameOutAt())) {
                        queries.add("/api/history?limit=500&asOf=" + then);
                    }
                }

                company.closed().forEach(category -> queries.add("/api/history?category=" + category));
                queries.add("/api/responsibilities/batches?limit=7");

                for (String query : queries) {
                    assertThat(pages(seller, query)).as(query).isEqualTo(pages(withoutCategories, query));
                }
            }
        }

        @Timeout(120)
        @ParameterizedTest
        @ValueSource(longs = {107, 108})
        void every_earlier_matrix_is_the_same(long seed) {
            var company = new Company(seed);
            try (Snapshots all = new StoredVersions().apply(company.facts()).follow();
                    Snapshots some =
                            new StoredVersions().apply(company.withoutClosed()).follow()) {
                Views seller = new Views(all, company.end()).as("sam");
                var everybody = new Views(some, company.end());
                for (Instant then : company.times()) {
                    String query = "/api/matrix?limit=500&projects=true&period=all&archived=true&asOf=" + then;

                    assertThat(pages(seller, query)).as(query).isEqualTo(pages(everybody, query));
                }
            }
        }

        @Test
        void no_cell_of_a_sheet_names_a_hidden_one() throws IOException {
            var company = new Company(109);
            var views = new Views(new InMemoryTimeline().apply(company.facts()), company.end());
            var names = new HashSet<String>();
            views.json("/api/customers?limit=500&archived=true").get("items").forEach(customer -> {
                if (company.hidden().contains(customer.get("id").asString())) {
                    names.add(customer.get("name").asString());
                }
            });
            views.json("/api/customers?limit=500&archived=true").get("items").forEach(customer -> {
                if (!company.hidden().contains(customer.get("id").asString())) {
                    names.remove(customer.get("name").asString());
                }
            });

            assertThat(names).isNotEmpty();
            for (String query : List.of(
                    "/api/customers.xlsx?archived=true",
                    "/api/assignees.xlsx?projects=true&period=all&archived=true")) {
                assertThat(cells(views, query)).as(query).anyMatch(cell -> isOfOneOf(cell, names));
                assertThat(cells(views.as("sam"), query)).as(query).noneMatch(cell -> isOfOneOf(cell, names));
            }
        }

        private static boolean isOfOneOf(String cell, Set<String> names) {
            return names.stream().anyMatch(name -> cell.equals(name) || cell.startsWith(name + " / "));
        }

        private static List<String> cells(Views views, String query) throws IOException {
            var cells = new ArrayList<String>();
            byte[] sheet = views.get(query).getContentAsByteArray();
            try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(sheet))) {
                workbook.getSheetAt(0).forEach(row -> row.forEach(cell -> cells.add(cell.toString())));
            }
            return cells;
        }

        /** Returns all pages, one behind the other, without the cursors between them. */
        private static String pages(Views views, String query) {
            var all = new StringBuilder(answer(views, query));
            if (query.contains("limit=")) {
                JsonNode next = views.json(query).get("next");
                while (!next.isNull()) {
                    JsonNode page = views.json(query + "&cursor=" + next.asString());
                    all.append(page.get("items"));
                    next = page.get("next");
                }
            }
            return all.toString().replaceAll("\"next\":\"[^\"]*\"", "\"next\":...");
        }

        private static String answer(Views views, String query) {
            MockHttpServletResponse response = views.get(query);
            return response.getStatus() + " "
                    + new String(response.getContentAsByteArray(), StandardCharsets.UTF_8)
                            .replaceAll("\"traceId\":\"[^\"]*\"", "");
        }

        /** Removes the positions, which also count the hidden events. */
        private static String withoutPositions(String everything) {
            return everything.replaceAll("(?m)^(/api/\\S+ \\d+) .*$", "$1");
        }
    }

    /** A random company with categories that are closed to the seller Sam, and the customers that Sam must not see. */
    private static final class Company {
        private final FactScript script;
        private final Set<String> hidden;
        private final Map<String, String> lastCustomers = new HashMap<>();

        Company(long seed) {
            script = RandomFacts.of(seed, 220);
            var random = new Random(seed);
            var categories = new HashMap<String, String>();
            for (Fact fact : script.facts("incharge.groupings")) {
                switch (fact.type()) {
                    case "CategoryCreated" ->
                        categories.put(text(fact.payload(), "categoryId"), text(fact.payload(), "name"));
                    case "CategoryDeleted" -> categories.remove(text(fact.payload(), "categoryId"));
                    default -> {}
                }
            }
            script.employee("Other", null, true, true).signingIn("sam", true, true);
            for (String category : new TreeSet<>(categories.keySet())) {
                List<String> sellers = random.nextInt(3) == 0 ? List.of("Other", "sam") : List.of("Other");
                if (random.nextInt(4) > 0) {
                    script.sellers(
                            java.util.UUID.fromString(category),
                            categories.get(category),
                            sellers.toArray(String[]::new));
                }
            }
            script.category("Open to all")
                    .customer("Plain", "1")
                    .customerRequesting("Asking for what never comes", "2", "name", "Unheard of")
                    .customerRequesting("Asking", "3", "id", id("Open to all").toString())
                    .responsibilities("TeamAdded", id("Last"), "teamId", id("Last"), "name", "Last")
                    .tag("Last");
            script.customer("Last", "4");
            hidden = hidden(script.facts());
            for (Fact fact : script.facts("incharge.customers")) {
                if (fact.type().equals("ProjectOpened") || fact.type().equals("ProjectChanged")) {
                    lastCustomers.put(text(fact.payload(), "projectId"), text(fact.payload(), "customerId"));
                }
            }
            assertThat(hidden).hasSizeGreaterThan(2);
            assertThat(customers()).hasSizeGreaterThan(hidden.size() + 2);
        }

        List<Fact> facts() {
            return script.facts();
        }

        List<Fact> withoutHidden() {
            return script.facts().stream()
                    .filter(fact -> !hidden.contains(customer(fact.payload())))
                    .toList();
        }

        /** Returns the customer that a fact concerns: of a project the one that it has in the end. */
        private String customer(JsonNode payload) {
            return lastCustomers.getOrDefault(project(payload), text(payload, "customerId"));
        }

        /** Returns null for a fact of no project. */
        private static String project(JsonNode payload) {
            return payload.at("/subject/type").asString("").equals("project")
                    ? payload.at("/subject/id").asString()
                    : text(payload, "projectId");
        }

        /** Returns the time of the last fact with which a project came from a hidden customer to one that is seen. */
        Instant cameOutAt() {
            return script.facts().stream()
                    .filter(fact -> hidden.contains(text(fact.payload(), "previousCustomerId"))
                            && !hidden.contains(customer(fact.payload())))
                    .map(Fact::time)
                    .max(Comparator.naturalOrder())
                    .orElse(Instant.MIN);
        }

        /** Returns the facts without those of hidden customers and of the categories that are closed in the end. */
        List<Fact> withoutClosed() {
            Set<String> closed = closed();
            return withoutHidden().stream()
                    .filter(fact ->
                            !fact.type().startsWith("Category") || !closed.contains(text(fact.payload(), "categoryId")))
                    .toList();
        }

        Set<String> hidden() {
            return hidden;
        }

        /** Returns the categories that name other sellers only. */
        Set<String> closed() {
            var closed = new LinkedHashSet<String>();
            for (Fact fact : script.facts("incharge.groupings")) {
                String category = text(fact.payload(), "categoryId");
                if (fact.type().equals("CategoryDeleted")) {
                    closed.remove(category);
                } else if (fact.payload().path("sellerIds").size() > 0) {
                    List<String> sellers = fact.payload()
                            .get("sellerIds")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList();
                    if (!sellers.contains(id("sam").toString())) {
                        closed.add(category);
                    }
                }
            }
            return closed;
        }

        /** Returns the facts of a company that has neither the hidden customers nor the closed categories. */
        List<Fact> withoutHiddenCategories() {
            Set<String> closed = closed();
            return withoutHidden().stream()
                    .filter(fact -> text(fact.payload(), "customerId") != null
                            || !closed.contains(text(fact.payload(), "categoryId")))
                    .map(fact -> without(closed, fact))
                    .toList();
        }

        private static Fact without(Set<String> closed, Fact fact) {
            var payload = (ObjectNode) fact.payload().deepCopy();
            for (String field : List.of("categoryId", "movedFrom")) {
                if (closed.contains(text(payload, field))) {
                    payload.remove(field);
                }
            }
            return new Fact(
                    fact.topic(),
                    fact.sequence(),
                    fact.offset(),
                    fact.id(),
                    fact.type(),
                    fact.version(),
                    fact.subject(),
                    fact.time(),
                    fact.actor(),
                    fact.commandId(),
                    fact.reason(),
                    fact.commandSource(),
                    fact.commandKind(),
                    null,
                    Payload.of(payload));
        }

        Instant end() {
            return script.last().time().plusSeconds(60);
        }

        List<Instant> times() {
            var times = new ArrayList<Instant>();
            for (int at = 40; at < script.facts().size(); at += 45) {
                times.add(script.facts().get(at).time());
            }
            return times;
        }

        Set<String> customers() {
            return ids("customerId");
        }

        Set<String> projects() {
            return ids("projectId");
        }

        Set<String> employees() {
            return ids("employeeId");
        }

        /** Returns queries for each customer, category and tag by itself. */
        List<String> queries() {
            var queries = new ArrayList<String>();
            for (String customer : customers()) {
                queries.add("/api/customers?archived=true&customer=" + customer);
                queries.add("/api/matrix?projects=true&archived=true&customer=" + customer);
                queries.add("/api/assignees?projects=true&archived=true&period=all&customer=" + customer);
                queries.add("/api/projects?archived=true&customer=" + customer);
            }
            for (String category : ids("categoryId")) {
                queries.add("/api/categories/" + category + "/customers?archived=true");
                queries.add("/api/categories/" + category + "/customers.csv");
                queries.add("/api/matrix?category=" + category);
                queries.add("/api/assignees.csv?category=" + category);
            }
            for (String tag : ids("tagId")) {
                queries.add("/api/tags/" + tag + "/customers?archived=true");
                queries.add("/api/tags/" + tag + "/customers.csv?archived=true");
            }
            for (String employee : employees()) {
                queries.add("/api/matrix?projects=true&period=all&archived=true&employee=" + employee);
            }
            queries.add("/api/customers?q=customer+1&archived=true");
            queries.add("/api/projects?q=p1&archived=true&sort=number");
            return queries;
        }

        private Set<String> ids(String field) {
            var ids = new LinkedHashSet<String>();
            script.facts().forEach(fact -> {
                String id = text(fact.payload(), field);
                if (id != null) {
                    ids.add(id);
                }
            });
            return ids;
        }

        /**
         * Computes the rule anew: a customer is hidden that is in, or is requested for, a category with other sellers.
         */
        private static Set<String> hidden(List<Fact> facts) {
            var closed = new HashMap<String, Boolean>();
            var names = new HashMap<String, String>();
            var in = new HashMap<String, String>();
            var answered = new HashMap<String, Long>();
            var requests = new HashMap<String, Fact>();
            for (Fact fact : facts) {
                JsonNode payload = fact.payload();
                String category = text(payload, "categoryId");
                String customer = text(payload, "customerId");
                switch (fact.type()) {
                    case "CategoryCreated", "CategoryChanged" -> {
                        List<String> sellers = payload.get("sellerIds")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList();
                        closed.put(
                                category,
                                !sellers.isEmpty()
                                        && !sellers.contains(id("sam").toString()));
                        names.put(category, text(payload, "name").toLowerCase());
                    }
                    case "CategoryDeleted" -> {
                        closed.remove(category);
                        names.remove(category);
                    }
                    case "CustomerRegistered", "CustomerGroupingRequested" -> {
                        in.putIfAbsent(customer, null);
                        if (payload.path("requestedGrouping").has("category")) {
                            requests.put(customer, fact);
                        }
                    }
                    case "CustomerCategorised" -> in.put(customer, category);
                    case "CustomerUncategorised" -> in.put(customer, null);
                    default -> {}
                }
                if (payload.has("answering")) {
                    answered.merge(customer, payload.get("answering").asLong(), Math::max);
                }
            }
            var hidden = new HashSet<String>();
            in.forEach((customer, category) -> {
                Fact request = requests.get(customer);
                boolean waits = request != null && answered.getOrDefault(customer, 0L) < request.sequence();
                if (closed.getOrDefault(category, false)
                        || (waits && closed.getOrDefault(requestedCategory(request, names), true))) {
                    hidden.add(customer);
                }
            });
            return hidden;
        }

        private static String requestedCategory(Fact request, Map<String, String> names) {
            JsonNode category = request.payload().at("/requestedGrouping/category");
            if (category.has("id")) {
                return text(category, "id");
            }
            String name = text(category, "name").toLowerCase();
            return names.entrySet().stream()
                    .filter(one -> one.getValue().equals(name))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(null);
        }

        private static String text(JsonNode object, String field) {
            JsonNode value = object.get(field);
            return value == null ? null : value.asString();
        }
    }

    private final FactScript script = new FactScript()
            .signingIn("sam", true, true)
            .signingIn("olga", true, true)
            .signingIn("anna", false, true)
            .category("Retail")
            .category("Wholesale")
            .customer("Langworth", "1")
            .customer("Felecia", "2")
            .customer("Nobodys", "3")
            .categorised("Langworth", "Retail", null)
            .categorised("Felecia", "Wholesale", null);
    private final InMemoryTimeline entries = new InMemoryTimeline().apply(script.facts());
    private final Views views = new Views(entries);

    @Test
    void a_category_that_names_sellers_hides_its_customers_from_other_sellers_only() {
        publish(script.sellers("Retail", "olga"));

        assertThat(views.as("sam").names("/api/customers")).containsExactly("Felecia", "Nobodys");
        assertThat(views.as("olga").names("/api/customers")).containsExactly("Felecia", "Langworth", "Nobodys");
        assertThat(views.as("anna").names("/api/customers")).containsExactly("Felecia", "Langworth", "Nobodys");
        assertThat(views.as("who is not known").names("/api/customers")).hasSize(3);
        assertThat(views.names("/api/customers")).hasSize(3);
        assertThat(views.as("sam").names("/api/categories")).containsExactly("Wholesale");
        assertThat(views.as("olga")
                        .json("/api/categories")
                        .at("/items/0/customerCount")
                        .asInt())
                .isEqualTo(1);

        publish(script.sellers("Retail"));
        assertThat(views.as("sam").names("/api/customers")).hasSize(3);
    }

    @Test
    void an_earlier_time_shows_what_may_be_seen_now() {
        Instant open = script.last().time();
        publish(script.sellers("Retail", "olga"));
        Instant closed = script.last().time();
        assertThat(views.as("sam").names("/api/customers?asOf=" + open)).containsExactly("Felecia", "Nobodys");

        publish(script.uncategorised("Langworth", "Retail").categorised("Felecia", "Retail", null));
        assertThat(views.as("sam").names("/api/customers?asOf=" + open)).containsExactly("Langworth", "Nobodys");
        assertThat(views.as("sam").names("/api/customers?asOf=" + closed)).containsExactly("Langworth", "Nobodys");
        assertThat(views.names("/api/customers?asOf=" + closed)).hasSize(3);
    }

    @Test
    void a_project_goes_with_its_customer_in_every_view_and_at_every_time() {
        script.project("Audit", "A-1", "Felecia").assignedToProject("Audit", "Felecia", "anna", null, null, null);
        script.sellers("Wholesale", "olga");
        publish(script);
        Instant hidden = script.last().time();
        publish(script.moved("Audit", "Felecia", "Langworth"));
        Instant seen = script.last().time();

        assertThat(views.as("sam").names("/api/projects")).containsExactly("Audit");
        assertThat(views.as("sam").names("/api/projects?asOf=" + hidden)).isEmpty();
        assertThat(rows("sam", "")).containsExactly("Langworth / Audit");
        assertThat(rows("anna", "&asOf=" + hidden)).containsExactly("Felecia / Audit");

        publish(script.moved("Audit", "Langworth", "Felecia"));

        assertThat(views.as("sam").names("/api/projects")).isEmpty();
        assertThat(rows("sam", "")).isEmpty();
        assertThat(rows("sam", "&asOf=" + seen)).isEmpty();
        assertThat(views.as("sam")
                        .json("/api/customers?q=langworth&asOf=" + seen)
                        .at("/items/0/projectCount")
                        .asInt())
                .isZero();
        assertThat(rows("anna", "&asOf=" + seen)).containsExactly("Langworth / Audit");
        assertThat(views.json("/api/customers?q=langworth&asOf=" + seen)
                        .at("/items/0/projectCount")
                        .asInt())
                .isEqualTo(1);
    }

    private List<String> rows(String caller, String more) {
        return views.as(caller)
                .json("/api/assignees?projects=true" + more)
                .get("items")
                .valueStream()
                .filter(item -> !item.get("project").isNull())
                .map(item -> item.at("/customer/name").asString() + " / "
                        + item.at("/project/name").asString())
                .toList();
    }

    @Test
    void an_earlier_category_is_hidden_that_was_closed_when_it_was_deleted() {
        publish(script.sellers("Retail", "olga"));
        Instant time = script.last().time();
        Snapshot then = entries.asOf(time).orElseThrow();
        Category retail = then.categories().find(id("Retail"));
        Snapshot before = entries.now().orElseThrow();
        assertThat(Visibility.of(before, before.employeeOf("olga"))
                        .asOf(before, then)
                        .sees(retail))
                .isTrue();

        publish(script.uncategorised("Langworth", "Retail").categoryDeleted("Retail"));
        Snapshot now = entries.now().orElseThrow();
        assertThat(Visibility.of(now, now.employeeOf("sam")).asOf(now, then).sees(retail))
                .isFalse();
        assertThat(views.as("sam").names("/api/categories?asOf=" + time)).containsExactly("Wholesale");
    }

    @Test
    void an_earlier_row_names_no_category_that_is_closed_now() {
        Instant open = script.last().time();
        publish(script.sellers("Retail", "olga").uncategorised("Langworth", "Retail"));

        for (String query : List.of("/api/customers?q=langworth", "/api/matrix?q=langworth")) {
            String rows = query.startsWith("/api/matrix") ? "/rows/0" : "/items/0";
            String dated = query + "&asOf=" + open;
            assertThat(views.as("sam").json(dated).at(rows + "/category").isNull())
                    .as(query)
                    .isTrue();
            assertThat(views.as("olga").json(dated).at(rows + "/category/name").asString())
                    .as(query)
                    .isEqualTo("Retail");
        }
        assertThat(views.as("sam").names("/api/customers?category=none&asOf=" + open))
                .containsExactly("Langworth", "Nobodys");
        assertThat(views.as("sam").names("/api/customers?category=" + id("Retail") + "&asOf=" + open))
                .isEmpty();
    }

    @Test
    void the_requested_category_counts_until_its_owner_answers() {
        publish(script.sellers("Retail", "olga")
                .customerRequesting("New", "4", "name", "retail")
                .customerRequesting("Odd", "5", "name", "Not known yet"));
        assertThat(views.as("sam").names("/api/customers")).doesNotContain("New", "Odd");
        assertThat(views.as("olga").names("/api/customers")).contains("New").doesNotContain("Odd");

        publish(script.category("Not known yet"));
        assertThat(views.as("sam").names("/api/customers")).contains("Odd").doesNotContain("New");

        publish(script.groupings("CategoryRequestKept", id("New"), "customerId", id("New"), "answering", 4));
        assertThat(views.as("sam").names("/api/customers")).contains("Odd", "New");
    }

    @Test
    void the_same_employee_who_becomes_a_seller_sees_less_at_once() {
        publish(script.sellers("Retail", "olga"));
        assertThat(views.as("anna").names("/api/customers")).contains("Langworth");

        publish(script.signingInChanged("anna", true, true));
        assertThat(views.as("anna").names("/api/customers")).doesNotContain("Langworth");
    }

    @Test
    void those_who_see_the_same_are_equal() {
        publish(script.sellers("Retail", "olga").signingIn("sara", true, true));
        Snapshot now = entries.now().orElseThrow();

        assertThat(Visibility.of(now, now.employeeOf("sara"))).isEqualTo(Visibility.of(now, now.employeeOf("sam")));
        assertThat(Visibility.of(now, now.employeeOf("olga"))).isNotEqualTo(Visibility.of(now, now.employeeOf("sam")));
        assertThat(Visibility.of(now, now.employeeOf("anna"))).isEqualTo(Visibility.EVERYTHING);
    }

    @Test
    void an_employee_has_a_session_until_they_leave() {
        JsonNode session = views.as("sam").json("/api/session");
        assertThat(session.toString())
                .startsWith("{\"employee\":{\"id\":\"%s\",\"name\":\"sam\"},\"seller\":true,".formatted(id("sam")));
        assertThat(views.json("/api/session").toString()).startsWith("{\"employee\":null,\"seller\":false,");

        publish(script.signingInChanged("sam", true, false));
        for (String query : List.of("/api/session", "/api/matrix", "/api/customers.csv", "/api/teams")) {
            MockHttpServletResponse refused = views.as("sam").get(query);
            assertThat(refused.getStatus()).as(query).isEqualTo(401);
            assertThat(new String(refused.getContentAsByteArray(), StandardCharsets.UTF_8))
                    .contains("\"code\":\"employee-inactive\"");
        }
    }

    @Test
    void a_token_names_who_had_its_external_id_last() throws InterruptedException {
        FactScript facts = new FactScript()
                .signingIn("sam", true, true)
                .signingIn("olga", true, true)
                .signingIn("anna", false, true)
                .employee("Bo", null, true, true);
        StoredVersions stored = new StoredVersions().apply(facts);
        try (Snapshots live = stored.follow()) {
            stored.apply(facts.signingInAs("samuel", "sam", true)
                    .employeeDeleted("olga")
                    .employeeDeleted("anna")
                    .signingInAs("anna", "Bo", true));
            live.await(Map.of(Source.RESPONSIBILITIES, 8L), Duration.ofSeconds(30));
            try (Snapshots builtLater = stored.follow()) {
                for (Snapshots snapshots : List.of(live, builtLater)) {
                    Snapshot now = snapshots.now().orElseThrow();

                    assertThat(now.employeeOf("samuel")).isEqualTo(now.employeeOf("sam"));
                    assertThat(now.employeeOf("sam").id()).isEqualTo(id("sam"));
                    assertThat(now.employeeOf("sam").active()).isTrue();
                    assertThat(now.employeeOf("olga").active()).isFalse();
                    assertThat(now.employeeOf("anna").id()).isEqualTo(id("Bo"));
                    assertThat(now.employeeOf("anna").active()).isTrue();
                    assertThat(now.employeeOf("nobody")).isNull();
                }
            }
        }
    }

    private void publish(FactScript more) {
        entries.apply(more.facts());
    }
}
