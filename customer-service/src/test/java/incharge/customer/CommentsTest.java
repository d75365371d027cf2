package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.http.testing.TestClient.Answer;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Comments over HTTP; what they have in common with notes is tested there. */
class CommentsTest extends ServiceTest {

    private String customer;

    @BeforeEach
    void there() {
        customer = registered("");
    }

    private String commented(String user) {
        return "/api/comments/"
                + api.as(user)
                        .post("/api/customers/" + customer + "/comments", "{\"text\":\"They prefer calls\"}")
                        .expect(201)
                        .text("id");
    }

    @Test
    void only_its_author_changes_a_comment() {
        String path = commented("demo-editor");
        long before = store.log().head();

        api.send("PATCH", path, "{\"text\":\"They prefer mail\"}").expectProblem(403, "not-own");
        assertThat(store.log().head()).isEqualTo(before);

        Answer changed = api.as("demo-editor")
                .send("PATCH", path, "{\"text\":\"They prefer mail\"}")
                .expect(200);
        assertThat(changed.text("text")).isEqualTo("They prefer mail");
        assertThat(api.get(path).expect(200).body()).isEqualTo(changed.body());
    }

    @Test
    void its_author_or_an_admin_deletes_a_comment() {
        String ofAdmin = commented("demo-admin");
        String own = commented("demo-editor");
        String other = commented("demo-editor");

        api.as("demo-editor").send("DELETE", ofAdmin, null).expectProblem(403, "not-own");
        api.as("demo-editor").send("DELETE", own, null).expect(204);
        api.send("DELETE", other, null).expect(204);

        api.get(ofAdmin).expect(200);
        api.get(own).expectProblem(404, "not-found");
        api.get(other).expectProblem(404, "not-found");
    }

    @Test
    void a_repeated_removal_is_answered_as_the_first() {
        String path = commented("demo-admin");
        String[] key = {"Idempotency-Key", "removal-" + UUID.randomUUID()};

        api.send("DELETE", path, null, key).expect(204);

        api.send("DELETE", path, null, key).expect(204);
        api.send("DELETE", path, null).expectProblem(404, "not-found");
    }

    @Test
    void the_text_of_a_comment_on_an_erased_person_is_gone() {
        customer = registered(",\"kind\":\"person\"");
        String path = commented("demo-admin");

        api.post("/api/customers/" + customer + "/erase", "{\"reason\":\"Requested\"}")
                .expect(204);

        Answer erased = api.get(path).expect(200);
        assertThat(erased.body().get("text").isNull()).isTrue();
        assertThat(erased.text("erased")).isEqualTo("true");
        api.send("PATCH", path, "{\"text\":\"They prefer mail\"}").expectProblem(422, "erased");
        api.post("/api/customers/" + customer + "/comments", "{\"text\":\"They moved\"}")
                .expectProblem(422, "erased");
    }
}
