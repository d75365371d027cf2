package incharge.reporting.session;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.InMemoryTimeline;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

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
    void a_position_that_is_none_is_refused() {
        assertThat(views.get("/api/session", "Min-Event-Position", "customers").getStatus())
                .isEqualTo(400);
        assertThat(views.get("/api/session", "Min-Event-Position", "customers=1")
                        .getStatus())
                .isEqualTo(200);
    }
}
