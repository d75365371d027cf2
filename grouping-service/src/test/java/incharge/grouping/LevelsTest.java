package incharge.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The levels that the endpoints of categories and tags require. */
class LevelsTest extends ServiceTest {

    private String category;
    private String tag;

    @BeforeEach
    void create() {
        category = create("/api/categories");
        tag = create("/api/tags");
    }

    private String create(String collection) {
        return api.post(collection, "{\"name\":\"" + fresh("Grouping") + "\"}")
                .expect(201)
                .header("Location");
    }

    private void refused(String client, String method, String path, String body) {
        long before = store.log().head();
        api.as(client)
                .send(method, path.replace("CATEGORY", category).replace("TAG", tag), body)
                .expectProblem(403, "level-missing");
        assertThat(store.log().head()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CATEGORY", "TAG"})
    void reading_requires_view_of_groups(String path) {
        refused("demo-employee", "GET", path, null);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/api/categories",
        "PUT,CATEGORY",
        "DELETE,CATEGORY",
        "POST,CATEGORY/customers",
        "POST,/api/tags",
        "PUT,TAG",
        "DELETE,TAG",
        "POST,TAG/customers",
        "POST,CATEGORY/restore",
        "POST,TAG/restore"
    })
    void changing_requires_edit_of_groups(String method, String path) {
        String body = "{\"name\":\"Mine\",\"add\":" + ids(UUID.randomUUID()) + "}";

        refused("demo-seller", method, path, body);
        refused("demo-viewer", method, path, body);
        refused("demo-employee", method, path, body);
    }

    @Test
    void each_level_permits_what_it_is_for() {
        api.as("demo-viewer").get(category).expect(200);
        api.as("demo-viewer").get(tag).expect(200);
        api.as("demo-editor")
                .send("PUT", category, "{\"name\":\"" + fresh("Mine") + "\"}")
                .expect(200);
        api.as("demo-editor")
                .post(tag + "/customers", "{\"add\":" + ids(customer()) + "}")
                .expect(200);
        api.as("demo-editor").send("DELETE", tag, null).expect(200);
    }
}
