package incharge.reporting.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.feed.Fact;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.RandomFacts;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.InMemoryTimeline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Views of random companies with random filters. What was kept up fact by fact, while it was queried now and then, is
 * what a snapshot shows that was made at once and is queried for the first time.
 */
class RandomViewsTest {

    @Test
    void kept_up_views_are_those_that_are_made_at_once() {
        for (long seed = 101; seed <= 106; seed++) {
            var random = new Random(seed);
            List<Fact> facts = RandomFacts.withSellers(seed, 300).facts();
            var keptUp = new InMemoryTimeline();
            var views = new Views(keptUp);
            List<String> queries = queries(facts, random);
            for (Fact fact : facts) {
                keptUp.apply(fact);
                if (random.nextInt(4) == 0) {
                    // what is derived now is brought up to date by the facts that follow
                    ask(views, queries.get(random.nextInt(queries.size())), random);
                }
            }
            var once = new Views(new InMemoryTimeline().applyAtOnce(facts));
            for (String query : queries) {
                for (String caller : CALLERS) {
                    assertThat(pages(as(views, caller), query))
                            .as("seed %d, %s, %s", seed, caller, query)
                            .isEqualTo(pages(as(once, caller), query));
                }
            }
        }
    }

    @Test
    void pages_together_are_the_list() {
        for (long seed = 111; seed <= 113; seed++) {
            List<Fact> facts = RandomFacts.withSellers(seed, 300).facts();
            var views = new Views(new InMemoryTimeline().apply(facts));
            for (String query : queries(facts, new Random(seed))) {
                if (!query.contains(".csv") && !query.contains("limit=")) {
                    String many = query + (query.contains("?") ? "&" : "?") + "limit=500";

                    assertThat(pages(views, query)).as(query).isEqualTo(pages(views, many));
                }
            }
        }
    }

    @Test
    void a_page_at_any_offset_is_that_part_of_the_walk_by_cursor() {
        for (long seed = 121; seed <= 126; seed++) {
            var random = new Random(seed);
            List<Fact> facts = RandomFacts.withSellers(seed, 300).facts();
            var timeline = new InMemoryTimeline();
            var views = new Views(timeline);
            List<String> queries = queries(facts, random).stream()
                    .filter(query -> query.startsWith("/api/matrix?"))
                    .map(query -> Arrays.stream(
                                    query.substring("/api/matrix?".length()).split("&"))
                            .filter(parameter -> !parameter.startsWith("limit=") && !parameter.equals("q=%20"))
                            .map(parameter -> parameter + "&")
                            .collect(Collectors.joining("", "/api/matrix?", "")))
                    .toList();
            int applied = 0;
            while (applied < facts.size()) {
                // the company goes on while its pages are read
                int next = Math.min(facts.size(), applied + 1 + random.nextInt(12));
                timeline.apply(facts.subList(applied, next));
                applied = next;
                String query = queries.get(random.nextInt(queries.size()));
                Views caller = as(views, CALLERS.get(random.nextInt(CALLERS.size())));
                assertWindows(caller, query, random);
            }
        }
    }

    private static void assertWindows(Views views, String query, Random random) {
        List<String> walked = walk(views, query + "limit=" + random.nextInt(1, 9));
        int customers = 0;
        int responsibilities = 0;
        for (String row : walked) {
            customers += row.contains("\"type\":\"customer\"") ? 1 : 0;
            responsibilities += JsonMapper.shared().readTree(row).get("count").asInt();
        }
        for (int window = 0; window < 4; window++) {
            int offset = random.nextInt(walked.size() + 3);
            int limit = random.nextInt(0, 12);
            JsonNode page = views.json(query + "offset=" + offset + "&limit=" + limit);
            var rows = new ArrayList<String>();
            page.get("rows").forEach(row -> rows.add(row.toString()));
            assertThat(rows)
                    .as("%s offset %d limit %d", query, offset, limit)
                    .isEqualTo(
                            walked.subList(Math.min(offset, walked.size()), Math.min(offset + limit, walked.size())));
            assertThat(page.get("total").asInt()).isEqualTo(walked.size());
            assertThat(page.at("/counts/customers").asInt()).as(query).isEqualTo(customers);
            assertThat(page.at("/counts/projects").asInt()).as(query).isEqualTo(walked.size() - customers);
            assertThat(page.at("/counts/responsibilities").asInt()).as(query).isEqualTo(responsibilities);
            int counted = 0;
            for (JsonNode column : page.get("columns")) {
                counted += column.get("count").asInt();
            }
            assertThat(counted).as(query).isEqualTo(responsibilities);
        }
    }

    /** Returns all rows, page after page by their cursors. */
    private static List<String> walk(Views views, String query) {
        var rows = new ArrayList<String>();
        String next = null;
        do {
            JsonNode page = views.json(next == null ? query : query + "&cursor=" + next);
            assertThat(page.get("offset").asInt()).as(query).isEqualTo(rows.size());
            page.get("rows").forEach(row -> rows.add(row.toString()));
            next = page.get("next").isNull() ? null : page.get("next").asString();
        } while (next != null);
        return rows;
    }

    private static final List<String> CALLERS = List.of("everybody", "sam", "Other");

    private static Views as(Views views, String caller) {
        return caller.equals("everybody") ? views : views.as(caller);
    }

    private static void ask(Views views, String query, Random random) {
        as(views, CALLERS.get(random.nextInt(CALLERS.size()))).get(query);
    }

    /** Returns the items or rows of all pages of a query, with everything else that its pages say alike. */
    private static String pages(Views views, String query) {
        var all = new ArrayList<String>();
        String next = "";
        String rest = null;
        while (next != null) {
            MockHttpServletResponse response =
                    views.get(next.isEmpty() ? query : query + separator(query) + "cursor=" + next);
            var body = new String(response.getContentAsByteArray(), StandardCharsets.UTF_8);
            if (response.getStatus() != 200 || query.contains(".csv")) {
                return response.getStatus() + body.replaceAll("\"traceId\":\"[^\"]*\"", "");
            }
            JsonNode page = JsonMapper.shared().readTree(body);
            Stream.of("rows", "items")
                    .filter(page::has)
                    .forEach(list -> page.get(list).forEach(item -> all.add(item.toString())));
            String others = page.path("total") + " " + page.path("columns") + " " + page.path("counts");
            assertThat(rest == null || rest.equals(others)).as(query).isTrue();
            rest = others;
            next = page.get("next").isNull() ? null : page.get("next").asString();
        }
        return String.join("\n", all) + "\n" + rest;
    }

    private static String separator(String query) {
        return query.contains("?") ? "&" : "?";
    }

    private static List<String> queries(List<Fact> facts, Random random) {
        var queries = new ArrayList<String>();
        for (int i = 0; i < 120; i++) {
            queries.add(query(facts, random));
        }
        return queries;
    }

    private static String query(List<Fact> facts, Random random) {
        String path = PATHS.get(random.nextInt(PATHS.size()));
        var query = new ArrayList<String>();
        boolean ofResponsibilities = path.startsWith("/api/matrix") || path.startsWith("/api/assignees");
        add(query, random, 3, "q=" + QUERIES.get(random.nextInt(QUERIES.size())));
        if (!path.contains("categories") && !path.contains("tags")) {
            add(query, random, 3, "archived=true");
        }
        if (ofResponsibilities || path.startsWith("/api/customers")) {
            add(query, random, 3, "tag=" + any(facts, "tagId", random));
            add(query, random, 4, "category=" + any(facts, "categoryId", random));
            add(query, random, 6, "category=none");
            add(query, random, 9, "customer=" + any(facts, "customerId", random));
        }
        if (ofResponsibilities) {
            add(query, random, 2, "projects=true");
            add(query, random, 3, "period=" + List.of("all", "coming").get(random.nextInt(2)));
            add(query, random, 4, "on=2026-0" + random.nextInt(1, 9) + "-10");
            add(query, random, 3, "employee=" + any(facts, "employeeId", random));
            add(query, random, 4, "team=" + any(facts, "teamId", random));
        }
        add(query, random, 3, "lang=" + List.of("fi", "sv", "nb").get(random.nextInt(3)));
        if (path.startsWith("/api/matrix")) {
            add(query, random, 2, "rows=" + List.of("set", "empty").get(random.nextInt(2)));
            add(query, random, 6, "subject=" + any(facts, "customerId", random));
            add(query, random, 6, "subject=" + any(facts, "projectId", random));
            add(query, random, 3, "view=role");
            add(query, random, 4, "customerRole=" + any(facts, "roleId", random));
            add(query, random, 5, "projectRole=" + any(facts, "roleId", random));
            add(query, random, 5, "seller=" + random.nextBoolean());
        }
        if (path.equals("/api/customers")) {
            add(query, random, 1, "sort=" + SORTS.get(random.nextInt(SORTS.size())));
        }
        if (path.equals("/api/projects")) {
            add(query, random, 2, "sort=number");
            add(query, random, 4, "customer=" + any(facts, "customerId", random));
        }
        if (!path.contains(".csv")) {
            query.add("limit=" + List.of(1, 7, 500).get(random.nextInt(3)));
        }
        return path + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private static final List<String> PATHS = List.of(
            "/api/matrix",
            "/api/matrix",
            "/api/matrix",
            "/api/matrix.csv",
            "/api/assignees",
            "/api/assignees",
            "/api/assignees.csv",
            "/api/customers",
            "/api/customers",
            "/api/customers.csv",
            "/api/projects",
            "/api/employees",
            "/api/categories",
            "/api/tags");

    private static final List<String> QUERIES = List.of(
            "c",
            "1",
            "12",
            "cus",
            "customer",
            "tomer%202",
            "project",
            "p1",
            "2-1",
            "%20",
            "nothing-like-it",
            "renamed");

    private static final List<String> SORTS = List.of("name", "number", "createdAt", "projectCount");

    private static void add(List<String> query, Random random, int oneIn, String parameter) {
        if (random.nextInt(oneIn) == 0) {
            query.add(parameter);
        }
    }

    private static String any(List<Fact> facts, String field, Random random) {
        var ids = new TreeSet<String>();
        facts.forEach(fact -> {
            if (fact.payload().path(field).isString()) {
                ids.add(fact.payload().get(field).asString());
            }
        });
        return ids.isEmpty()
                ? FactScript.id("nothing").toString()
                : ids.stream().skip(random.nextInt(ids.size())).findFirst().orElseThrow();
    }
}
