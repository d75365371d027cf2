package incharge.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What this service does about persons that others erase. */
class ErasureTest extends ServiceTest {

    @Test
    void an_erasure_is_answered_once_beside_the_requests_of_its_topic() {
        String name = fresh("Tag");
        UUID person = UUID.randomUUID();
        UUID customer = customer(",\"requestedGrouping\":{\"tags\":[{\"name\":\"%s\"}]}".formatted(name));
        for (int i = 0; i < 2; i++) {
            CUSTOMERS.publish("PersonErased", person, "{\"kind\":\"customer\",\"personId\":\"%s\"}".formatted(person));
        }
        UUID other = customer(",\"requestedGrouping\":{\"tags\":[{\"name\":\"%s\"}]}".formatted(name));
        consumed();

        assertThat(stored(person)).containsExactly("ErasureCompleted");
        assertThat(stored(customer)).containsExactly("CustomerTagged");
        assertThat(stored(other)).containsExactly("CustomerTagged");
    }
}
