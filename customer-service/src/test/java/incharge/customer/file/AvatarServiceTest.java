package incharge.customer.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import com.mongodb.client.MongoDatabase;
import incharge.customer.ServiceTest;
import incharge.http.testing.TestTokens;
import incharge.local.ApiClient.Part;
import incharge.local.ApiClient.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pictures of customers over HTTP, and what is left of them in GridFS. */
class AvatarServiceTest extends ServiceTest {

    private static final String ADMIN = TestTokens.bearer("demo-admin");
    private static final String PNG = "image/png";
    private static final JsonMapper JSON = JsonMapper.shared();

    private static UUID seller;

    @Autowired
    private MongoDatabase database;

    @Autowired
    private FileStore files;

    @Autowired
    private AvatarController controller;

    private String id;
    private String customer;
    private String path;

    @BeforeEach
    void there() {
        id = registered("");
        at(id);
    }

    private void at(String id) {
        customer = "/api/customers/" + id;
        path = customer + "/avatar";
    }

    /** Later tests use the same token. */
    @AfterAll
    static void noSeller() {
        if (seller != null) {
            RESPONSIBILITIES.publish("EmployeeChanged", seller, """
                    {"employeeId":"%s","externalId":"demo-seller","name":"Anna","seller":false,"active":true}""".formatted(seller));
        }
    }

    private Response put(byte[] content, String... headers) {
        return send(ADMIN, "PUT", path, PNG, content, headers);
    }

    /** Puts a picture and returns the path that the customer then has. */
    private String shown(byte[] content) {
        Response answer = put(content);
        assertThat(answer.statusCode()).as(answer.text()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("avatar").asString();
    }

    private static void assertProblem(Response answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.text()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).get("code").asString()).isEqualTo(code);
    }

    private static UUID file(String shown) {
        return UUID.fromString(shown.substring(shown.indexOf("?v=") + 3));
    }

    /** Counts what GridFS has of a file, and notes about it. */
    private List<Long> left(UUID file) {
        return List.of(
                count("files.files", "_id", file),
                count("files.chunks", "files_id", file),
                count("files.noted", "_id", file));
    }

    private long count(String collection, String field, UUID file) {
        return database.getCollection(collection).countDocuments(new Document(field, file.toString()));
    }

    private void sweep() {
        files.sweep(Duration.ZERO, controller::has);
    }

    @Test
    void a_picture_is_shown_until_there_is_another_one() throws IOException {
        assertThat(api.get(customer).body().get("avatar").isNull()).isTrue();
        api.get(path).expectProblem(404, "not-found");

        String first = shown(PictureTest.picture("jpeg", 1000, 500));
        String second = shown(PictureTest.picture("png", 100, 200));
        Response picture = get(ADMIN, second);

        assertThat(first).startsWith(path + "?v=").isNotEqualTo(second);
        assertThat(api.get(customer).text("avatar")).isEqualTo(second);
        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(ImageIO.read(new ByteArrayInputStream(picture.body())).getHeight())
                .isEqualTo(200);
        assertThat(get(ADMIN, path).body()).isEqualTo(picture.body());
        assertThat(picture.headers().map())
                .containsEntry("content-type", List.of(PNG))
                .containsEntry("x-content-type-options", List.of("nosniff"));
        assertThat(picture.headers().firstValue("Cache-Control").orElseThrow()).startsWith("private");
        assertThat(stored(id)).containsExactly("CustomerRegistered", "CustomerAvatarChanged", "CustomerAvatarChanged");
        sweep();
        assertThat(left(file(first))).containsExactly(0L, 0L, 0L);
        assertThat(left(file(second))).containsExactly(1L, 1L, 0L);
    }

    @Test
    void the_version_of_the_customer_is_that_of_its_picture() throws IOException {
        byte[] content = PictureTest.picture("png", 20, 20);
        String before = api.get(customer).header("ETag");
        shown(content);
        Response picture = get(ADMIN, path);
        String now = picture.headers().firstValue("ETag").orElseThrow();

        assertThat(now).isEqualTo(api.get(customer).header("ETag")).isNotEqualTo(before);
        assertThat(get(ADMIN, path, "If-None-Match", now).statusCode()).isEqualTo(304);
        assertThat(get(ADMIN, path, "If-None-Match", before).statusCode()).isEqualTo(200);
        assertProblem(put(content, "If-Match", before), 412, "stale");
        api.send("DELETE", path, null, "If-Match", before).expectProblem(412, "stale");
        assertThat(put(content, "If-Match", now).statusCode()).isEqualTo(200);
    }

    @Test
    void the_repeat_of_a_request_changes_nothing_more() throws IOException {
        String[] key = {"Idempotency-Key", "avatar-" + UUID.randomUUID()};
        byte[] content = PictureTest.picture("png", 20, 20);
        long before = database.getCollection("files.files").countDocuments();

        Response first = put(content, key);
        Response second = put(content, key);

        assertThat(first.statusCode()).as(first.text()).isEqualTo(200);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(database.getCollection("files.files").countDocuments()).isEqualTo(before + 1);
        assertProblem(put(PictureTest.picture("png", 21, 20), key), 422, "idempotency-key-reused");
        sweep();
        assertThat(get(ADMIN, path).statusCode()).isEqualTo(200);
    }

    @Test
    void a_picture_may_come_in_a_form() throws IOException {
        Part picture = Part.file("Logo.gif", "image/gif", PictureTest.picture("png", 30, 20));
        List<Part> form = List.of(picture, Part.text("reason", null, "New logo"));
        String[] key = {"Idempotency-Key", "avatar-" + UUID.randomUUID()};

        Response first = send(ADMIN, "PUT", path, form, key);
        Response second = send(ADMIN, "PUT", path, List.of(form.get(1), picture), key);

        assertThat(first.statusCode()).as(first.text()).isEqualTo(200);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(stored(id)).containsExactly("CustomerRegistered", "CustomerAvatarChanged");
        Part text = Part.file("Logo.png", PNG, "Hello".getBytes(UTF_8));
        assertProblem(send(ADMIN, "PUT", path, List.of(text)), 415, "file-type-refused");
    }

    @Test
    void what_is_refused_leaves_nothing() throws IOException {
        long before = store.log().head();
        long stored = database.getCollection("files.files").countDocuments();

        assertProblem(put(PictureTest.picture("gif", 20, 20)), 415, "file-type-refused");
        assertProblem(put("Hello".getBytes(UTF_8)), 415, "file-type-refused");
        assertProblem(put(new byte[0]), 422, "file-empty");
        assertProblem(put(new byte[Picture.MOST_BYTES + 1]), 413, "body-too-large");
        assertProblem(
                send(ADMIN, "PUT", path, PNG, new byte[Picture.MOST_BYTES + 1], "Transfer-Encoding", "chunked"),
                413,
                "body-too-large");
        api.get(path + "?w=1").expectProblem(400, "unknown-parameter");
        at(UUID.randomUUID().toString());
        assertProblem(put(PictureTest.picture("png", 20, 20)), 404, "not-found");
        api.send("DELETE", path, null).expect(404);

        assertThat(store.log().head()).isEqualTo(before);
        assertThat(database.getCollection("files.files").countDocuments()).isEqualTo(stored);
    }

    @Test
    void a_removed_picture_is_gone() throws IOException {
        UUID file = file(shown(PictureTest.picture("png", 20, 20)));

        api.send("DELETE", path, "{\"reason\":\"Outdated\"}").expect(204);

        api.get(path).expectProblem(404, "not-found");
        assertThat(api.get(customer).body().get("avatar").isNull()).isTrue();
        api.send("DELETE", path, null).expectProblem(404, "not-found");
        sweep();
        assertThat(left(file)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void an_archived_customer_keeps_its_picture_and_gets_no_other() throws IOException {
        shown(PictureTest.picture("png", 20, 20));
        api.post(customer + "/archive", null).expect(200);

        assertProblem(put(PictureTest.picture("png", 30, 20)), 422, "customer-archived");
        sweep();
        assertThat(get(ADMIN, path).statusCode()).isEqualTo(200);
        api.send("DELETE", path, null).expect(204);
    }

    @Test
    void changing_a_picture_needs_edit() throws IOException {
        shown(PictureTest.picture("png", 20, 20));
        String viewer = TestTokens.bearer("demo-viewer");

        assertProblem(send(viewer, "PUT", path, PNG, PictureTest.picture("png", 20, 20)), 403, "level-missing");
        api.as("demo-viewer").send("DELETE", path, null).expectProblem(403, "level-missing");
        assertThat(get(viewer, path).statusCode()).isEqualTo(200);
        api.as("demo-employee").get(path).expectProblem(403, "level-missing");
    }

    @Test
    void the_picture_of_a_hidden_customer_is_as_if_there_were_none() throws IOException {
        byte[] content = PictureTest.picture("png", 20, 20);
        shown(content);
        seller = employee("demo-seller", true);
        categorise(id, category(fresh("Theirs"), employee(fresh("E"), true)));
        awaitConsumed();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api.as("demo-seller").get(customer).status() == 404);

        api.as("demo-seller").get(path).expectProblem(404, "not-found");
        assertProblem(send(TestTokens.bearer("demo-seller"), "PUT", path, PNG, content), 404, "not-found");
        api.as("demo-seller").send("DELETE", path, null).expect(404);
        assertThat(get(ADMIN, path).statusCode()).isEqualTo(200);
    }

    @Test
    void the_picture_of_a_person_is_sealed_and_goes_with_the_person() throws IOException {
        String person = api.post("/api/customers", "{\"kind\":\"person\",\"name\":\"Anna Acme\"}")
                .expect(201)
                .text("id");
        awaitConsumed();
        at(person);
        UUID file = file(shown(PictureTest.picture("png", 20, 20)));
        assertThat(get(ADMIN, path).body()).startsWith(0x89, 'P', 'N', 'G');
        Document chunk = database.getCollection("files.chunks")
                .find(new Document("files_id", file.toString()))
                .first();
        assertThat(new String(chunk.get("data", Binary.class).getData(), UTF_8)).doesNotContain("PNG", "IDAT");

        api.post(customer + "/erase", "{\"reason\":\"Requested\"}").expect(204);
        awaitConsumed();

        api.get(path).expectProblem(404, "not-found");
        JsonNode erased = api.get(customer).expect(200).body();
        assertThat(erased.get("avatar").isNull()).isTrue();
        assertThat(left(file)).containsExactly(0L, 0L, 0L);
        assertProblem(put(PictureTest.picture("png", 20, 20)), 422, "erased");
        assertThat(stored(person))
                .containsExactly("CustomerRegistered", "CustomerAvatarChanged", "PersonErased", "ErasureCompleted");
    }

    @Test
    void only_the_picture_that_a_customer_has_is_never_swept() throws IOException {
        UUID shown = file(shown(PictureTest.picture("png", 20, 20)));
        files.note(shown, null); // as it is when the process dies behind the event
        UUID unfinished = UuidCreator.getTimeOrderedEpoch();
        files.write(unfinished, null, new ByteArrayInputStream(new byte[] {1}));

        sweep();

        assertThat(left(shown)).containsExactly(1L, 1L, 0L);
        assertThat(left(unfinished)).containsExactly(0L, 0L, 0L);
        api.get("/api/files/" + shown).expectProblem(404, "not-found");
    }
}
