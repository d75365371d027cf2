package incharge.reporting.me;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.InMemoryTimeline;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MeControllerTest {

    private static final String ME = "/api/me/responsibilities";

    private final Views views = new Views(new InMemoryTimeline()
            .apply(new FactScript()
                    .signingIn("sam", true, true)
                    .signingIn("bo", false, true)
                    .employee("Other", null, true, true)
                    .role("Accountant", "customer")
                    .category("Closed")
                    .sellers("Closed", "Other")
                    .customer("Acme", "1")
                    .customer("Beta", "2")
                    .customer("Hidden", "3")
                    .customer("Gone", "4")
                    .project("Audit", "P-1", "Acme")
                    .categorised("Hidden", "Closed", null)
                    .assigned("Beta", "sam", "Accountant", LocalDate.parse("2026-07-01"), null)
                    .assigned("Acme", "sam", null, null, null)
                    .assigned("Acme", "sam", "Accountant", null, LocalDate.parse("2026-01-31"))
                    .assigned("Hidden", "sam", null, null, null)
                    .assigned("Gone", "sam", null, null, null)
                    .assigned("Beta", "bo", null, null, null)
                    .assignedToProject("Audit", "Acme", "sam", null, null, null)
                    .customers("CustomerArchived", id("Gone"), "customerId", id("Gone"))
                    .facts()));

    private static List<String> rows(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(row -> row.at("/subject/name").asString() + " "
                        + row.get("state").asString())
                .toList();
    }

    @Test
    void a_caller_reads_the_own_responsibilities_and_nothing_else_of_the_subject() {
        JsonNode own = views.as("sam").json(ME);
        assertThat(rows(own)).containsExactly("Acme current", "Audit current", "Beta coming");
        assertThat(own.get("total").asInt()).isEqualTo(3);
        assertThat(own.at("/items/2").toString())
                .isEqualTo(("{\"subject\":{\"type\":\"customer\",\"id\":\"%s\",\"name\":\"Beta\",\"number\":\"2\"},"
                                + "\"role\":{\"id\":\"%s\",\"name\":\"Accountant\"},"
                                + "\"from\":\"2026-07-01\",\"to\":null,\"state\":\"coming\"}")
                        .formatted(id("Beta"), id("Accountant")));
        assertThat(rows(views.as("bo").json(ME))).containsExactly("Beta current");
    }

    @Test
    void a_period_chooses_and_pages_follow() {
        assertThat(rows(views.as("sam").json(ME + "?period=all")))
                .containsExactly("Acme current", "Acme ended", "Audit current", "Beta coming");
        assertThat(rows(views.as("sam").json(ME + "?on=2026-01-01")))
                .containsExactly("Acme current", "Acme current", "Audit current");
        JsonNode first = views.as("sam").json(ME + "?limit=2");
        assertThat(rows(first)).containsExactly("Acme current", "Audit current");
        assertThat(rows(views.as("sam")
                        .json(ME + "?limit=2&cursor=" + first.get("next").asString())))
                .containsExactly("Beta coming");
    }

    @Test
    void a_caller_who_is_no_employee_has_none() {
        assertThat(views.json(ME).toString()).isEqualTo("{\"items\":[],\"next\":null,\"total\":0}");
        assertThat(views.as("stranger").json(ME).get("total").asInt()).isZero();
        assertThat(views.get(ME + "?employee=" + id("bo")).getStatus()).isEqualTo(400);
    }
}
