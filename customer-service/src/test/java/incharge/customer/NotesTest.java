package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.http.testing.TestClient.Answer;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Notes over HTTP; they stand for what all things on a card have in common. */
class NotesTest extends ServiceTest {

    private String customer;
    private String project;

    @BeforeEach
    void there() {
        customer = registered("");
        project = project(customer);
    }

    private Answer noted(String path, String more) {
        return api.post(path + "/notes", "{\"text\":\"They call on Mondays\"" + more + "}");
    }

    @Test
    void a_note_of_a_customer_names_who_added_and_changed_it() {
        Answer added = noted("/api/customers/" + customer, "").expect(201);
        String path = "/api/notes/" + added.text("id");
        Answer changed = api.as("demo-editor")
                .send("PATCH", path, "{\"text\":\"They call on Fridays\",\"reason\":\"New hours\"}")
                .expect(200);

        assertThat(added.header("Location")).isEqualTo(path);
        assertThat(added.text("customerId")).isEqualTo(customer);
        assertThat(added.body().at("/createdBy/user").asString()).isEqualTo("demo-admin");
        assertThat(added.body().has("changedAt")).isFalse();
        assertThat(changed.text("text")).isEqualTo("They call on Fridays");
        assertThat(changed.text("createdAt")).isEqualTo(added.text("createdAt"));
        assertThat(changed.body().at("/createdBy/user").asString()).isEqualTo("demo-admin");
        assertThat(changed.body().at("/changedBy/user").asString()).isEqualTo("demo-editor");
        assertThat(changed.header("ETag")).isNotEqualTo(added.header("ETag"));
        assertThat(api.get(path).expect(200).body()).isEqualTo(changed.body());
        assertThat(api.get(path).header("ETag")).isEqualTo(changed.header("ETag"));
    }

    @Test
    void a_removed_note_is_gone() {
        String path = "/api/notes/"
                + noted("/api/customers/" + customer, "").expect(201).text("id");

        api.send("DELETE", path, null).expect(204);

        api.get(path).expectProblem(404, "not-found");
        api.send("DELETE", path, null).expectProblem(404, "not-found");
        api.send("PATCH", path, "{\"text\":\"Again\"}").expectProblem(404, "not-found");
    }

    @Test
    void a_note_lies_in_the_project_that_its_path_or_its_body_names() {
        Answer beneath = noted("/api/projects/" + project, "").expect(201);
        Answer named = noted("/api/customers/" + customer, ",\"projectId\":\"" + project + "\"")
                .expect(201);

        assertThat(beneath.text("customerId")).isEqualTo(customer);
        assertThat(beneath.text("projectId")).isEqualTo(project);
        assertThat(named.text("projectId")).isEqualTo(project);
        noted("/api/customers/" + registered(""), ",\"projectId\":\"" + project + "\"")
                .expectProblem(422, "project-of-another-customer");
        noted("/api/customers/" + customer, ",\"projectId\":\"" + UUID.randomUUID() + "\"")
                .expectProblem(422, "project-unknown");
        noted("/api/projects/" + UUID.randomUUID(), "").expectProblem(404, "not-found");
        noted("/api/customers/" + UUID.randomUUID(), "").expectProblem(404, "not-found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|required",
                "{\"text\":\" \"}|required",
                "{\"text\":null}|required",
                "{\"text\":\"LONG\"}|too-long"
            })
    void a_text_is_required_and_at_most_10_000_characters_long(String body, String code) {
        long before = store.log().head();

        api.post("/api/customers/" + customer + "/notes", body.replace("LONG", "a".repeat(10_001)))
                .expectProblem(422, code);

        assertThat(store.log().head()).isEqualTo(before);
    }

    @Test
    void nothing_is_added_to_an_archived_customer_and_what_is_there_can_still_be_changed_and_removed() {
        String path = "/api/notes/"
                + noted("/api/customers/" + customer, "").expect(201).text("id");
        api.post("/api/customers/" + customer + "/archive", null).expect(200);

        noted("/api/customers/" + customer, "").expectProblem(422, "customer-archived");
        noted("/api/projects/" + project, "").expectProblem(422, "customer-archived");
        api.send("PATCH", path, "{\"text\":\"They left\"}").expect(200);
        api.send("DELETE", path, null).expect(204);
    }

    @Test
    void a_change_of_a_version_that_is_not_the_last_is_refused() {
        Answer added = noted("/api/customers/" + customer, "").expect(201);
        String path = "/api/notes/" + added.text("id");
        api.send("PATCH", path, "{\"text\":\"They call on Fridays\"}").expect(200);

        api.send("PATCH", path, "{\"text\":\"They call on Sundays\"}", "If-Match", added.header("ETag"))
                .expectProblem(412, "stale");
    }

    @Test
    void a_change_of_the_customer_does_not_read_its_notes() {
        noted("/api/customers/" + customer, "").expect(201);
        String before = api.get("/api/customers/" + customer).header("ETag");

        noted("/api/projects/" + project, "").expect(201);

        assertThat(api.get("/api/customers/" + customer).header("ETag")).isEqualTo(before);
    }
}
