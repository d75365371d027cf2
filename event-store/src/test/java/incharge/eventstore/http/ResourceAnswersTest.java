package incharge.eventstore.http;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.eventstore.decider.Current;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

class ResourceAnswersTest {
    private final ResourceAnswers answers = new ResourceAnswers("desks");
    private final Current<String> desk = new Current<>("taken", 7, 9, null, null);

    @Test
    void a_resource_is_answered_with_its_version_and_the_position_of_the_log() {
        ResponseEntity<String> answer = answers.ok(desk, current -> "a desk, " + current.state());

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(answer.getBody()).isEqualTo("a desk, taken");
        assertThat(answer.getHeaders().getETag()).isEqualTo("\"7\"");
        assertThat(answer.getHeaders().getFirst("Event-Position")).isEqualTo("desks=9");
    }

    @Test
    void a_new_resource_is_answered_with_its_location() {
        ResponseEntity<String> answer = answers.created("/api/desks/1", desk, Current::state);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(answer.getHeaders().getLocation()).isEqualTo(URI.create("/api/desks/1"));
        assertThat(answer.getHeaders().getETag()).isEqualTo("\"7\"");
    }
}
