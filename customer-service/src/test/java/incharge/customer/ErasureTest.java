package incharge.customer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import incharge.http.testing.TestClient.Answer;
import incharge.http.testing.TestTokens;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The erasure of customers that are persons, and what this service does about the erasures of others. */
class ErasureTest extends ServiceTest {

    private static final String ADMIN = TestTokens.bearer("demo-admin");
    private static final String WHY = "{\"reason\":\"Requested by the person\"}";

    @Autowired
    private MongoDatabase database;

    private String person() {
        return api.post("/api/customers", """
                {"kind":"person","name":"Anna Acme","email":"anna@acme.example","phone":"+358 9 1",\
                "vatNumber":"FI01120389","address":{"city":"Oulu"}}""").expect(201).text("id");
    }

    private String erased() {
        String id = person();
        api.post("/api/customers/" + id + "/erase", WHY).expect(204);
        awaitConsumed();
        return id;
    }

    @Test
    void an_erased_person_has_no_personal_texts_any_more() {
        String id = erased();

        JsonNode left = api.get("/api/customers/" + id).expect(200).body();
        assertThat(left.get("name").isNull()).isTrue();
        assertThat(left.get("erased").asBoolean()).isTrue();
        assertThat(left.has("email") || left.has("phone") || left.has("address"))
                .isFalse();
        assertThat(left.get("vatNumber").asString()).isEqualTo("FI01120389");
        assertThat(left.get("kind").asString()).isEqualTo("person");
        assertThat(api.get("/api/customers/" + registered("")).body().has("erased"))
                .isFalse();
    }

    @Test
    void an_erasure_has_one_effect_and_one_answer() {
        String id = erased();

        api.post("/api/customers/" + id + "/erase", WHY).expect(204);
        awaitConsumed();
        awaitConsumed();

        assertThat(stored(id)).containsExactly("CustomerRegistered", "PersonErased", "ErasureCompleted");
        assertThat(store.log().read(1, 100_000).stream()
                        .filter(event ->
                                event.subject().equals(id) && !event.type().equals("CustomerRegistered"))
                        .map(event -> event.cause().reason()))
                .containsOnly("Requested by the person");
    }

    @Test
    void an_erasure_needs_a_reason_a_person_and_the_right_to_it() {
        String id = person();
        String path = "/api/customers/" + id + "/erase";

        assertThat(api.post(path, null).expectProblem(422, "required").fields()).containsExactly("reason");
        assertThat(api.post(path, "{\"reason\":\" \"}")
                        .expectProblem(422, "required")
                        .fields())
                .containsExactly("reason");
        api.post("/api/customers/" + registered("") + "/erase", WHY).expectProblem(422, "not-a-person");
        api.post("/api/customers/" + UUID.randomUUID() + "/erase", WHY).expect(404);
        assertThat(send(TestTokens.bearer("demo-editor"), "POST", path, "application/json", WHY)
                        .statusCode())
                .isEqualTo(403);
        assertThat(stored(id)).containsExactly("CustomerRegistered");
    }

    @Test
    void personal_texts_of_an_erased_person_are_refused_and_all_else_goes_on() {
        String id = erased();
        String path = "/api/customers/" + id;

        assertThat(api.send("PATCH", path, "{\"email\":\"anna@acme.example\"}")
                        .expectProblem(422, "erased")
                        .fields())
                .containsExactly("email");
        api.send("PATCH", path, "{\"name\":\"Anna\"}").expectProblem(422, "erased");
        api.send("PATCH", path, "{\"address\":{\"city\":\"Oulu\"}}").expectProblem(422, "erased");
        api.send("PUT", path, "{\"name\":\"Anna\"}").expectProblem(422, "erased");
        assertThat(imported(
                        ADMIN,
                        "/api/customers/imports?mode=upsert",
                        "number,name,city,currency\n%1$s,Anna,,\n%1$s,,Oulu,\n%1$s,,,EUR\n".formatted(number(id))))
                .containsExactly("erased name", "erased street", "updated");

        assertThat(api.send("PATCH", path, "{\"email\":null,\"website\":\"acme.example\"}")
                        .expect(200)
                        .text("website"))
                .isEqualTo("acme.example");
        api.post(path + "/archive", null).expect(200);
        assertThat(api.post(path + "/restore", null).expect(200).text("erased")).isEqualTo("true");
    }

    @Test
    void the_repeat_of_a_request_is_answered_without_the_texts() {
        String[] key = {"Idempotency-Key", "erased-" + UUID.randomUUID()};
        String body = "{\"kind\":\"person\",\"name\":\"Anna Acme\"}";
        Answer first = api.post("/api/customers", body, key).expect(201);
        api.post("/api/customers/" + first.text("id") + "/erase", WHY).expect(204);

        Answer second = api.post("/api/customers", body, key).expect(201);

        assertThat(second.text("id")).isEqualTo(first.text("id"));
        assertThat(second.body().toString()).doesNotContain("Anna");
    }

    @Test
    void the_file_by_which_a_person_came_goes_and_its_undo_brings_nothing_back() {
        String number = fresh("Anna");
        String first = importedAt(
                ADMIN, "/api/customers/imports", "number,name,kind\n%s,Anna Acme,person\n".formatted(number));
        String second = importedAt(
                ADMIN, "/api/customers/imports?mode=upsert", "number,name\n%s,Annika Acme\n".formatted(number));
        String id = texts(first + "/rows", "id").getFirst();

        api.post("/api/customers/" + id + "/erase", WHY).expect(204);
        awaitConsumed();

        for (String at : List.of(first, second)) {
            assertThat(api.get(at + "/rows").expect(200).body().toString())
                    .contains(id)
                    .doesNotContain("Acme");
            assertThat(api.get(at).expect(200).body().toString()).doesNotContain("Acme");
        }
        JsonNode undone = api.post(second + "/undo", "{}").expect(200).body();
        assertThat(undone.get("kept").asInt()).isEqualTo(1);
        assertThat(texts(second + "/rows", "code")).containsExactly("erased");
        assertThat(api.get("/api/customers/" + id).body().get("name").isNull()).isTrue();
    }

    @Test
    void an_erasure_is_answered_when_the_import_that_runs_has_ended_and_the_topic_goes_on() {
        MongoCollection<Document> imports = database.getCollection("imports");
        // of a kind that no replica of this version runs
        imports.insertOne(new Document("_id", "running").append("kind", "other").append("state", "RUNNING"));
        String id = erased();
        String after = erased();
        assertThat(stored(id)).containsExactly("CustomerRegistered", "PersonErased");

        imports.updateOne(
                new Document("_id", "running"),
                new Document("$set", new Document("state", "DONE").append("finishedAt", new Date())));

        for (String person : List.of(id, after)) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(stored(person))
                            .containsExactly("CustomerRegistered", "PersonErased", "ErasureCompleted"));
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.getCollection("erasures").countDocuments() == 0);
        imports.deleteOne(new Document("_id", "running"));
        assertThat(store.log().read(1, 100_000).stream()
                        .filter(event ->
                                event.subject().equals(id) && event.type().equals("ErasureCompleted"))
                        .map(event -> event.cause().reason()))
                .containsExactly("Requested by the person");
    }

    @Test
    void the_erasure_of_an_employee_is_answered_once() {
        UUID employee = UuidCreator.getTimeOrderedEpoch();
        for (int i = 0; i < 2; i++) {
            RESPONSIBILITIES.publish("PersonErased", employee, """
                    {"kind":"employee","personId":"%s"}""".formatted(employee));
        }
        awaitConsumed();

        assertThat(stored(employee.toString())).containsExactly("ErasureCompleted");
        assertThat(store.log().read(1, 100_000).stream()
                        .filter(event -> event.type().equals("ErasureCompleted"))
                        .map(event -> new String(event.payload(), UTF_8)))
                .contains("{\"personId\":\"%s\"}".formatted(employee));
    }
}
