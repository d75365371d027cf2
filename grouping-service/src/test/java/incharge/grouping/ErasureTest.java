package incharge.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import incharge.visibility.ReferenceCollections;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What this service does about persons that others erase. */
class ErasureTest extends ServiceTest {

    @Autowired
    private MongoDatabase database;

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

    @Test
    void an_erased_customer_has_no_name_in_clear_any_more() {
        UUID person = customer();
        UUID company = customer();
        String both = ids(person, company);
        api.post("/api/categories", "{\"name\":\"" + fresh("Before") + "\",\"customerIds\":" + both + "}")
                .expect(201);
        CUSTOMERS.publish("PersonErased", person, "{\"kind\":\"customer\",\"personId\":\"%s\"}".formatted(person));
        consumed();

        JsonNode moved = api.post(
                        "/api/categories", "{\"name\":\"" + fresh("After") + "\",\"customerIds\":" + both + "}")
                .expect(201)
                .body()
                .get("moved");

        assertThat(moved.valueStream()
                        .map(one -> one.get("customerId").asString() + " "
                                + one.get("name").asString(null) + " " + one.has("erased")))
                .containsExactlyInAnyOrder(person + " null true", company + " Langworth false");
        assertThat(database.getCollection(ReferenceCollections.CUSTOMERS)
                        .find(new Document("_id", person.toString()))
                        .first()
                        .toJson())
                .doesNotContain("Langworth");
    }
}
