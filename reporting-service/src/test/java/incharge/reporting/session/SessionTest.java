package incharge.reporting.session;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.InMemoryTimeline;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;

class SessionTest {

    private final Views views = new Views(new InMemoryTimeline()
            .apply(new FactScript().signingIn("sam", true, true).facts()));

    @Test
    void it_names_the_caller_and_the_positions_it_reflects() {
        MockHttpServletResponse answer = views.as("sam").get("/api/session");

        assertThat(new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8))
                .isEqualTo("""
                        {"employee":{"id":"%s","name":"sam"},"seller":true,\
                        "features":{"roles":true,"accounts":true,"categoryRequired":false,"datedClicks":false},\
                        "timeZone":"Z","today":"2026-06-15","workspace":{"name":"InCharge"}}""".formatted(FactScript.id("sam")));
        assertThat(answer.getHeader("Event-Position").split(", "))
                .containsExactlyInAnyOrder("customers=0", "responsibilities=1", "groupings=0");
    }

    @Test
    void it_names_the_users_who_are_employees_and_no_other() {
        assertThat(views.json("/api/session?user=sam&user=nobody&user=a,b")
                        .get("users")
                        .toString())
                .isEqualTo("[{\"user\":\"sam\",\"id\":\"%s\",\"name\":\"sam\"}]".formatted(FactScript.id("sam")));
    }

    @Test
    void a_position_that_is_none_is_refused() {
        assertThat(views.get("/api/session", "Min-Event-Position", "customers").getStatus())
                .isEqualTo(400);
        assertThat(views.get("/api/session", "Min-Event-Position", "customers=1")
                        .getStatus())
                .isEqualTo(200);
    }

    @Test
    void it_has_the_settings_of_the_workspace_and_the_matrix_follows_them() {
        FactScript script = new FactScript().customer("Acme", "1").settings("name", "Example Oy", "rolesInUse", true);
        Instant before = script.last().time();
        script.settings(
                "name",
                "Example",
                "rolesInUse",
                false,
                "accountsInUse",
                false,
                "categoryRequired",
                true,
                "datedClicks",
                true);
        var changed = new Views(new InMemoryTimeline().apply(script.facts()));

        JsonNode session = changed.json("/api/session");
        assertThat(session.get("features").toString()).isEqualTo("""
                        {"roles":false,"accounts":false,"categoryRequired":true,"datedClicks":true}""");
        assertThat(session.at("/workspace/name").asString()).isEqualTo("Example");
        MockHttpServletResponse refused = changed.get("/api/matrix?view=role");
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(new String(refused.getContentAsByteArray(), StandardCharsets.UTF_8))
                .contains("\"code\":\"roles-not-in-use\"", "\"field\":\"view\"");
        assertThat(changed.get("/api/matrix").getStatus()).isEqualTo(200);
        assertThat(changed.get("/api/matrix?view=role&asOf=" + before).getStatus())
                .as("they were in use then")
                .isEqualTo(200);
    }
}
