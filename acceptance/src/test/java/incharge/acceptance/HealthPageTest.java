package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An administrator looks at how far everything is, builds views anew and verifies them. */
class HealthPageTest extends PageTest {

    private static final double LONG = 120_000;

    @Test
    void shows_each_log_with_all_who_read_it() {
        Visit visit = open("demo-admin", "/settings");
        visit.in(visit.all(AriaRole.MAIN)).link("Health").click();

        assertThat(visit.heading("Health")).isFocused();
        for (String log : List.of("Customers", "Responsibilities", "Groupings")) {
            assertThat(visit.row(log, "Published by")).isVisible();
            assertThat(visit.row(log, "Views (reporting-service)")).isVisible();
            assertThat(visit.row(log, "Read by customer-service")).containsText("Running", within());
            assertThat(visit.row(log, "Read by responsibility-service")).containsText("Running", within());
            assertThat(visit.row(log, "Read by grouping-service")).containsText("up to date", within());
        }
        Visit editor = open("demo-editor", "/settings");
        assertThat(editor.in(editor.all(AriaRole.MAIN)).link("Health")).hasCount(0);
    }

    private static LocatorAssertions.ContainsTextOptions within() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LONG);
    }

    /** Returns when a run began that has ended; empty before the first. */
    private static String ended(Supplier<JsonNode> run) {
        return await().atMost(Duration.ofMillis((long) LONG))
                .until(run::get, last -> !last.path("state").asString("").equals("running"))
                .path("startedAt")
                .asString("");
    }

    private static JsonNode lastRebuildOfGroupings() {
        JsonNode health = api("demo-admin").get("/api/health").expect(200).json();
        return health.get("readers")
                .valueStream()
                .filter(line -> line.get("reader").asString().equals("reporting-service")
                        && line.get("source").asString().equals("groupings"))
                .findFirst()
                .orElseThrow()
                .path("lastRebuild");
    }

    private static JsonNode lastVerification() {
        return api("demo-admin").get("/api/health").expect(200).json().path("verification");
    }

    private static void awaitAnother(Supplier<JsonNode> run, String before, String state) {
        await().atMost(Duration.ofMillis((long) LONG))
                .until(
                        run::get,
                        last -> !last.path("startedAt").asString("").equals(before)
                                && last.path("state").asString("").equals(state));
    }

    @Test
    void builds_views_anew_after_a_question() {
        Visit visit = open("demo-admin", "/settings/health");
        String before = ended(HealthPageTest::lastRebuildOfGroupings);
        visit.button("Rebuild the views of Groupings").click();
        Visit dialog = visit.in(visit.dialog("Rebuild the views of Groupings?"));
        dialog.button("Cancel").click();
        visit.button("Rebuild the views of Groupings").click();
        dialog.button("Rebuild").click();

        assertThat(visit.successNotification("The views of Groupings are being rebuilt."))
                .isVisible();
        awaitAnother(HealthPageTest::lastRebuildOfGroupings, before, "finished");
        assertThat(visit.row("Groupings", "Views (reporting-service)")).containsText("event", within());
        assertThat(visit.button("Rebuild the views of Groupings"))
                .not()
                .hasAttribute("aria-disabled", "true", new LocatorAssertions.HasAttributeOptions().setTimeout(LONG));
    }

    @Test
    void verifies_that_the_views_equal_the_log() {
        Visit visit = open("demo-admin", "/settings/health");
        String before = ended(HealthPageTest::lastVerification);
        visit.button("Verify").click();

        awaitAnother(HealthPageTest::lastVerification, before, "equal");
        assertThat(visit.find(AriaRole.STATUS, "Outcome")).containsText("The views equal the log", within());
        assertThat(visit.row("What was compared", "What is served").first()).containsText("equal");
    }
}
