package incharge.reporting.groupings;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.InMemoryTimeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GroupingsControllerTest {

    private final FactScript script = new FactScript()
            .signingIn("sam", true, true)
            .employee("Other", null, true, true)
            .category("Retail")
            .groupings("TagCreated", id("Public"), "tagId", id("Public"), "name", "Public", "group", "Sector")
            .tag("Annual")
            .category("Closed")
            .sellers("Closed", "Other")
            .customer("Acme", "1")
            .customer("Beta", "2")
            .customer("Gamma", "3")
            .customer("Hidden", "4")
            .categorised("Acme", "Retail", null)
            .categorised("Hidden", "Closed", null)
            .tagged("Acme", "Public")
            .tagged("Hidden", "Public");

    private Views views() {
        return new Views(new InMemoryTimeline().apply(script.facts()));
    }

    @Test
    void none_comes_first_then_categories_and_tags_by_name_with_what_the_caller_sees() {
        JsonNode page = views().json("/api/groupings");
        assertThat(page.get("total").asInt()).isEqualTo(5);
        assertThat(page.get("items").toString())
                .isEqualTo(("[{\"type\":\"category\",\"id\":\"none\",\"customerCount\":2},"
                                + "{\"type\":\"tag\",\"id\":\"%s\",\"name\":\"Annual\",\"customerCount\":0},"
                                + "{\"type\":\"category\",\"id\":\"%s\",\"name\":\"Closed\",\"customerCount\":1},"
                                + "{\"type\":\"tag\",\"id\":\"%s\",\"name\":\"Public\",\"group\":\"Sector\",\"customerCount\":2},"
                                + "{\"type\":\"category\",\"id\":\"%s\",\"name\":\"Retail\",\"customerCount\":1}]")
                        .formatted(id("Annual"), id("Closed"), id("Public"), id("Retail")));
        JsonNode seen = views().as("sam").json("/api/groupings");
        assertThat(names(seen)).containsExactly("none", "Annual", "Public", "Retail");
        assertThat(seen.at("/items/2/customerCount").asInt()).isEqualTo(1);
    }

    @Test
    void words_choose_and_pages_follow() {
        assertThat(names(views().json("/api/groupings?q=RET"))).containsExactly("none", "Retail");
        var all = new ArrayList<String>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = views().json("/api/groupings?limit=2" + cursor);
            all.addAll(names(page));
            cursor = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").asString();
        }
        assertThat(all).containsExactly("none", "Annual", "Closed", "Public", "Retail");
    }

    /** A category and a tag are deleted and made again under their ids, as a restore does. */
    @Test
    void what_was_deleted_and_restored_has_its_members_then_and_now() {
        script.categoryDeleted("Retail");
        script.groupings("TagDeleted", id("Public"), "tagId", id("Public"));
        Instant between = script.last().time();
        Instant before = between.minusSeconds(2);
        script.category("Retail")
                .categorised("Acme", "Retail", null)
                .groupings("TagCreated", id("Public"), "tagId", id("Public"), "name", "Public", "group", "Sector")
                .tagged("Acme", "Public")
                .tagged("Hidden", "Public");

        assertThat(names(views().json("/api/groupings"))).contains("Retail", "Public");
        assertThat(views().names("/api/categories/" + id("Retail") + "/customers"))
                .containsExactly("Acme");
        assertThat(views().names("/api/tags/" + id("Public") + "/customers")).containsExactly("Acme", "Hidden");
        assertThat(names(views().json("/api/groupings?asOf=" + between))).containsExactly("none", "Annual", "Closed");
        assertThat(views().json("/api/groupings?asOf=" + between)
                        .at("/items/0/customerCount")
                        .asInt())
                .isEqualTo(3);
        assertThat(views().names("/api/categories/" + id("Retail") + "/customers?asOf=" + before))
                .containsExactly("Acme");
    }

    private static List<String> names(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(item -> item.has("name")
                        ? item.get("name").asString()
                        : item.get("id").asString())
                .toList();
    }
}
