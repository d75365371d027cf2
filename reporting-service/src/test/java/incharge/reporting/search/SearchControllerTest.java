package incharge.reporting.search;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.InMemoryTimeline;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;

class SearchControllerTest {

    private static final FactScript SCRIPT = new FactScript()
            .signingIn("sam", true, true)
            .employee("Nordin Eva", null, false, true)
            .employee("Other", null, true, true)
            .customer("Big Nord Oy", "10")
            .customer("Nord", "11")
            .customer("Nordic Foods", "12")
            .customer("Konord", "13")
            .customer("Zebra", "nord")
            .customer("Ypsilon", "nord-7")
            .customers(
                    "CustomerRegistered",
                    id("Ab Trading"),
                    "customerId",
                    id("Ab Trading"),
                    "number",
                    "77",
                    "name",
                    "Ab Tråding",
                    "vatNumber",
                    "FI01120389",
                    "ean",
                    "4006381333931",
                    "email",
                    "Office@Nordmail.example")
            .customer("Old Nord", "15")
            .customers("CustomerArchived", id("Old Nord"), "customerId", id("Old Nord"))
            .customer("Nord Hidden", "16")
            .project("Nord bridge", "P-1", "Nord")
            .project("Nord secret", "P-2", "Nord Hidden")
            .category("Nordics")
            .category("Nord closed")
            .sellers("Nord closed", "Other")
            .categorised("Nord Hidden", "Nord closed", null)
            .tag("Nord tag");

    private final Views views = new Views(new InMemoryTimeline().apply(SCRIPT.facts()));

    private List<String> found(Views by, String query) {
        return by.json("/api/search?" + query)
                .get("items")
                .valueStream()
                .map(hit -> hit.get("kind").asString() + " " + hit.get("name").asString())
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Test
    void what_is_the_same_comes_before_what_begins_so_then_words_then_the_rest() {
        assertThat(found(views, "q=nord&kind=customer"))
                .containsExactly(
                        "customer Nord",
                        "customer Zebra",
                        "customer Nord Hidden",
                        "customer Nordic Foods",
                        "customer Ypsilon",
                        "customer Big Nord Oy",
                        "customer Ab Tråding",
                        "customer Konord");
    }

    @Test
    void all_kinds_are_ranked_together_and_projects_name_their_customers() {
        assertThat(found(views, "q=NORD&limit=9"))
                .containsExactly(
                        "customer Nord",
                        "customer Zebra",
                        "project Nord bridge",
                        "category Nord closed",
                        "customer Nord Hidden",
                        "project Nord secret",
                        "tag Nord tag",
                        "customer Nordic Foods",
                        "category Nordics");
        JsonNode project = views.json("/api/search?q=bridge").at("/items/0");
        assertThat(project.toString())
                .isEqualTo(
                        "{\"kind\":\"project\",\"id\":\"%s\",\"name\":\"Nord bridge\",\"number\":\"P-1\",\"customer\":{\"id\":\"%s\",\"name\":\"Nord\"}}"
                                .formatted(id("Nord bridge"), id("Nord")));
        assertThat(views.json("/api/search?q=nordics").at("/items/0").propertyNames())
                .containsExactly("kind", "id", "name");
        assertThat(found(views, "q=nord&kind=tag&kind=employee"))
                .containsExactly("tag Nord tag", "employee Nordin Eva");
    }

    @ParameterizedTest
    @CsvSource({
        "trading, Ab Tråding",
        "AB TRÅDING, Ab Tråding",
        "77, Ab Tråding",
        "fi0112, Ab Tråding",
        "4006381333931, Ab Tråding",
        "office@nordmail, Ab Tråding",
        "foods nordic, Nordic Foods"
    })
    void it_finds_by_name_number_vat_number_ean_and_email(String q, String name) {
        assertThat(found(views, "q=" + encoded(q))).containsExactly("customer " + name);
        assertThat(views.names("/api/customers?q=" + encoded(q))).containsExactly(name);
    }

    @Test
    void a_person_is_found_by_number_and_email_too() {
        assertThat(found(views, "q=nordin.eva@")).containsExactly("employee Nordin Eva");
        assertThat(views.names("/api/employees?q=nordin.eva@")).containsExactly("Nordin Eva");
    }

    @Test
    void what_a_seller_does_not_see_is_not_found() {
        assertThat(found(views.as("sam"), "q=nord&limit=50"))
                .hasSize(found(views, "q=nord&limit=50").size() - 3)
                .noneMatch(hit -> hit.contains("Hidden") || hit.contains("secret") || hit.contains("closed"));
    }

    @Test
    void a_search_at_an_earlier_time_finds_what_was_there() {
        Instant begin = SCRIPT.facts().getFirst().time();
        assertThat(found(views, "q=nord&asOf=" + begin)).isEmpty();
    }

    @Test
    void many_are_ranked_like_few() {
        FactScript script = new FactScript();
        for (int i = 0; i < 3_000; i++) {
            script.customer((i % 3 == 0 ? "Alfa " : i % 3 == 1 ? "Beta alfa " : "Xalfa ") + (10_000 + i), "N" + i);
        }
        script.customer("Alfa", "last");
        var many = new Views(new InMemoryTimeline().applyAtOnce(script.facts()));

        List<String> found = found(many, "q=alfa&limit=50");
        assertThat(found).hasSize(50).startsWith("customer Alfa", "customer Alfa 10000", "customer Alfa 10003");
        assertThat(found(many, "q=alfa%201&limit=50")).hasSize(50).startsWith("customer Alfa 10000");
    }

    @Test
    void what_changes_is_found_at_its_new_rank_among_many() {
        FactScript script = new FactScript().signingIn("sam", true, true).employee("Other", null, true, true);
        script.category("Closed").sellers("Closed", "Other");
        for (int i = 0; i < 3_000; i++) {
            script.customer("Beta alfa " + (10_000 + i), "N" + i);
        }
        var timeline = new InMemoryTimeline().applyAtOnce(script.facts());
        var many = new Views(timeline);
        assertThat(found(many, "q=alfa&limit=2"))
                .containsExactly("customer Beta alfa 10000", "customer Beta alfa 10001");

        int before = script.facts().size();
        script.customer("Alfa", "new")
                .customer("Alfa secret", "secret")
                .categorised("Alfa secret", "Closed", null)
                .customers(
                        "CustomerRenamed", id("Beta alfa 12000"), "customerId", id("Beta alfa 12000"), "name", "Alfa 2")
                .customers(
                        "CustomerRenamed", id("Beta alfa 10000"), "customerId", id("Beta alfa 10000"), "name", "Gamma")
                .customers("CustomerArchived", id("Beta alfa 10001"), "customerId", id("Beta alfa 10001"));
        timeline.apply(script.facts().subList(before, script.facts().size()));
        assertThat(found(many, "q=alfa&limit=4"))
                .containsExactly(
                        "customer Alfa", "customer Alfa 2", "customer Alfa secret", "customer Beta alfa 10002");
        assertThat(found(many.as("sam"), "q=alfa&limit=3"))
                .containsExactly("customer Alfa", "customer Alfa 2", "customer Beta alfa 10002");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=5, q, required",
        "q=, q, value-empty",
        "q=a&limit=0, limit, out-of-range",
        "q=a&limit=51, limit, out-of-range",
        "q=a&limit=x, limit, ",
        "q=a&kind=team, kind, ",
        "q=a&cursor=abc, cursor, unknown-parameter",
        "q=a&sort=name, sort, unknown-parameter"
    })
    void bad_parameters_are_named(String query, String field, String code) {
        MockHttpServletResponse refused = views.get("/api/search?" + query);
        assertThat(refused.getStatus()).as(query).isEqualTo(400);
        assertThat(new String(refused.getContentAsByteArray(), StandardCharsets.UTF_8))
                .contains("\"field\":\"" + field + "\"")
                .contains(code == null ? "" : "\"code\":\"" + code + "\"");
    }
}
