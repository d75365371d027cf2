package incharge.customer.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import com.mongodb.client.MongoDatabase;
import incharge.customer.ServiceTest;
import incharge.http.testing.TestClient.Answer;
import incharge.http.testing.TestTokens;
import incharge.local.ApiClient.Part;
import incharge.local.ApiClient.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files over HTTP, and what is left of them in GridFS. */
class FileServiceTest extends ServiceTest {

    private static final String ADMIN = TestTokens.bearer("demo-admin");
    private static final String[] NO_HEADERS = {};
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Part TERMS = Part.file("Terms.txt", "text/plain", "Terms of delivery".getBytes(UTF_8));

    @Autowired
    private MongoDatabase database;

    @Autowired
    private FileStore files;

    @Autowired
    private FileController controller;

    @TempDir
    private Path directory;

    private String customer;

    @BeforeEach
    void there() {
        customer = "/api/customers/" + registered("");
    }

    private static Part text(String name, String value) {
        return Part.text(name, null, value);
    }

    private Response upload(String path, Part... parts) {
        return send(ADMIN, path + "/files", List.of(parts), NO_HEADERS);
    }

    private JsonNode added(String path, Part... parts) {
        Response answer = upload(path, parts);
        assertThat(answer.statusCode()).as(answer.text()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private UUID addedId(String path, Part... parts) {
        return UUID.fromString(added(path, parts).get("id").asString());
    }

    private static void assertProblem(Response answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.text()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).get("code").asString()).isEqualTo(code);
    }

    private Response content(UUID id, String... headers) {
        return get(ADMIN, "/api/files/" + id + "/content", headers);
    }

    /** Counts what GridFS has of a file, and notes about it. */
    private List<Long> left(UUID id) {
        return List.of(
                count("files.files", "_id", id),
                count("files.chunks", "files_id", id),
                count("files.noted", "_id", id));
    }

    private long count(String collection, String field, UUID id) {
        return database.getCollection(collection).countDocuments(new Document(field, id.toString()));
    }

    private Path written(String content) throws IOException {
        return Files.writeString(directory.resolve("content"), content);
    }

    @Test
    void a_file_comes_down_as_it_went_up() {
        byte[] photo = new byte[3_000_001];
        new Random(1).nextBytes(photo);
        System.arraycopy(HexFormat.of().parseHex("89504E470D0A1A0A0000000D49484452"), 0, photo, 0, 16);

        JsonNode file = added(
                customer,
                Part.file("C:\\Users\\anna\\M\u00f6te \u202e1.png", "text/html", photo),
                text("description", " The new shop "),
                text("reason", "They asked"));
        UUID id = UUID.fromString(file.get("id").asString());
        Response content = content(id);

        assertThat(file.get("name").asString()).isEqualTo("M\u00f6te 1.png");
        assertThat(file.get("description").asString()).isEqualTo("The new shop");
        assertThat(file.get("size").asInt()).isEqualTo(photo.length);
        assertThat(file.get("type").asString()).isEqualTo("image/png");
        assertThat(api.get("/api/files/" + id).expect(200).body()).isEqualTo(file);
        assertThat(content.body()).isEqualTo(photo);
        assertThat(content.headers().map())
                .containsEntry("etag", List.of('"' + file.get("sha256").asString() + '"'))
                .containsEntry("content-type", List.of("image/png"))
                .containsEntry("x-content-type-options", List.of("nosniff"));
        assertThat(content.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment; filename*=UTF-8''M%C3%B6te%20");
        assertThat(content(id, "If-None-Match", '"' + file.get("sha256").asString() + '"')
                        .statusCode())
                .isEqualTo(304);
        assertThat(content(id, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        assertThat(left(id)).containsExactly(1L, 3L, 0L);
        assertThat(stored(id.toString())).containsExactly("FileAdded");
    }

    @Test
    void the_name_of_a_file_is_nowhere_in_clear() {
        String name = fresh("Secret") + ".txt";
        UUID id = addedId(customer, Part.file(name, null, "x".getBytes(UTF_8)));

        assertThat(database.getCollection("files.files")
                        .find(new Document("_id", id.toString()))
                        .first()
                        .toJson())
                .doesNotContain("Secret");
        assertThat(store.log().read(1, 100_000).stream()
                        .filter(event -> event.subject().equals(id.toString()))
                        .map(event -> new String(event.payload(), UTF_8)))
                .hasSize(1)
                .allSatisfy(
                        payload -> assertThat(payload).doesNotContain("Secret").contains("\"sealed\""));
    }

    @Test
    void a_page_is_only_saved() {
        UUID id =
                addedId(customer, Part.file("a.html", "text/html", "<html><script>1</script></html>".getBytes(UTF_8)));

        assertThat(api.get("/api/files/" + id).text("type")).isEqualTo("text/html");
        assertThat(content(id).headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(content(id).headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
    }

    @Test
    void a_file_lies_in_the_project_that_its_path_or_a_part_names() {
        String project = project(customer.substring("/api/customers/".length()));

        assertThat(added("/api/projects/" + project, TERMS).get("projectId").asString())
                .isEqualTo(project);
        assertThat(added(customer, TERMS, text("projectId", project))
                        .get("projectId")
                        .asString())
                .isEqualTo(project);
        assertProblem(
                upload("/api/customers/" + registered(""), TERMS, text("projectId", project)),
                422,
                "project-of-another-customer");
        assertProblem(upload("/api/projects/" + UUID.randomUUID(), TERMS), 404, "not-found");
        assertProblem(upload("/api/customers/" + UUID.randomUUID(), TERMS), 404, "not-found");
        assertProblem(upload("/api/projects/" + project, TERMS, text("projectId", project)), 400, "unknown-field");
    }

    @ParameterizedTest
    @CsvSource({
        "a.txt, '', 422, file-empty",
        "a.png, Hello, 415, file-type-refused",
        "a.exe, Hello, 415, file-type-refused",
        "a.txt, 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*', 422, file-infected",
        "/, Hello, 422, required"
    })
    void what_is_refused_leaves_nothing(String name, String content, int status, String code) {
        long before = store.log().head();
        long stored = database.getCollection("files.files").countDocuments();

        assertProblem(upload(customer, Part.file(name, null, content.getBytes(UTF_8))), status, code);

        assertThat(store.log().head()).isEqualTo(before);
        assertThat(database.getCollection("files.files").countDocuments()).isEqualTo(stored);
        assertThat(database.getCollection("files.noted").countDocuments()).isZero();
    }

    @Test
    void parts_are_read_strictly() {
        byte[] latin = {'a', (byte) 0xE4};

        assertProblem(upload(customer, text("name", "a.txt")), 400, "required");
        assertProblem(upload(customer, TERMS, text("colour", "red")), 400, "unknown-field");
        assertProblem(upload(customer, TERMS, TERMS), 400, "duplicate-key");
        assertProblem(upload(customer, TERMS, text("name", "x".repeat(301))), 422, "too-long");
        assertProblem(upload(customer, TERMS, text("description", "x".repeat(10_001))), 422, "too-long");
        assertProblem(upload(customer, TERMS, text("description", "x".repeat(100_000))), 422, "too-long");
        assertProblem(upload(customer, TERMS, text("projectId", "17")), 422, "id-invalid");
        assertProblem(upload(customer, TERMS, new Part("name", null, null, latin)), 422, "text-invalid");
        assertProblem(
                send(ADMIN, "POST", customer + "/files", "application/json", "{}"), 415, "media-type-unsupported");
    }

    @Test
    void a_file_without_a_name_of_its_own_gets_the_one_that_is_given() {
        assertThat(added(customer, new Part("file", null, null, "x".getBytes(UTF_8)), text("name", "../a.txt"))
                        .get("name")
                        .asString())
                .isEqualTo("a.txt");
        assertThat(added(customer, TERMS, text("name", " ")).get("name").asString())
                .isEqualTo("Terms.txt");
    }

    @Test
    void a_file_has_at_most_64_mebibytes() {
        byte[] most = new byte[64 << 20];
        Arrays.fill(most, (byte) 'x');
        UUID id = addedId(customer, Part.file("a.txt", null, most));

        assertThat(api.get("/api/files/" + id).body().get("size").asInt()).isEqualTo(64 << 20);
        assertProblem(
                upload(customer, Part.file("a.txt", null, Arrays.copyOf(most, most.length + 1))),
                413,
                "body-too-large");
    }

    @Test
    void the_repeat_of_a_request_is_answered_with_the_same_file() {
        String[] key = {"Idempotency-Key", fresh("upload").replace(' ', '-')};
        List<Part> parts = List.of(TERMS, text("name", "Terms of 2026.txt"));
        long before = database.getCollection("files.files").countDocuments();

        Response first = send(ADMIN, customer + "/files", parts, key);
        Response second = send(ADMIN, customer + "/files", List.of(parts.get(1), parts.get(0)), key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(database.getCollection("files.files").countDocuments()).isEqualTo(before + 1);
        assertProblem(send(ADMIN, customer + "/files", List.of(TERMS), key), 422, "idempotency-key-reused");
        var other = new ArrayList<>(parts);
        other.set(0, Part.file("Terms.txt", null, "Other terms".getBytes(UTF_8)));
        assertProblem(send(ADMIN, customer + "/files", other, key), 422, "idempotency-key-reused");
        assertThat(database.getCollection("files.files").countDocuments()).isEqualTo(before + 1);
    }

    @Test
    void a_removed_file_is_gone_with_its_content() {
        UUID id = addedId(customer, TERMS);
        String path = "/api/files/" + id;
        api.send("DELETE", path, null, "If-Match", "\"1\"").expectProblem(412, "stale");
        assertThat(content(id).statusCode()).isEqualTo(200);

        String[] key = {"Idempotency-Key", "file-" + id};
        api.send("DELETE", path, "{\"reason\":\"Outdated\"}", key).expect(204);
        api.send("DELETE", path, "{\"reason\":\"Outdated\"}", key).expect(204);

        api.get(path).expectProblem(404, "not-found");
        api.get(path + "/content").expectProblem(404, "not-found");
        api.send("DELETE", path, null).expectProblem(404, "not-found");
        assertThat(left(id)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void an_archived_customer_gets_no_files_and_loses_none() {
        UUID id = addedId(customer, TERMS);
        api.post(customer + "/archive", null).expect(200);

        assertProblem(upload(customer, TERMS), 422, "customer-archived");
        assertThat(content(id).statusCode()).isEqualTo(200);
        assertThat(database.getCollection("files.noted").countDocuments()).isZero();
        api.send("DELETE", "/api/files/" + id, null).expect(204);
    }

    @Test
    void adding_and_removing_need_edit() {
        UUID id = addedId(customer, TERMS);
        String viewer = TestTokens.bearer("demo-viewer");

        assertProblem(send(viewer, customer + "/files", List.of(TERMS), NO_HEADERS), 403, "level-missing");
        api.as("demo-viewer").send("DELETE", "/api/files/" + id, null).expectProblem(403, "level-missing");
        assertThat(api.as("demo-viewer").get("/api/files/" + id).expect(200).text("name"))
                .isEqualTo("Terms.txt");
        api.as("demo-employee").get("/api/files/" + id + "/content").expectProblem(403, "level-missing");
    }

    @Test
    void what_a_crash_left_before_the_event_is_swept_when_it_is_old() throws IOException {
        UUID unfinished = UuidCreator.getTimeOrderedEpoch();
        files.write(unfinished, null, written("left"));

        files.sweep(FileSweep.OLD, controller::has);
        assertThat(left(unfinished)).as("it may be going on").containsExactly(1L, 1L, 1L);
        files.sweep(Duration.ZERO, controller::has);

        assertThat(left(unfinished)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void what_a_crash_left_within_the_content_is_swept() throws IOException {
        UUID unfinished = UuidCreator.getTimeOrderedEpoch();
        files.write(unfinished, null, written("left"));
        database.getCollection("files.files").deleteOne(new Document("_id", unfinished.toString()));

        files.sweep(Duration.ZERO, controller::has);

        assertThat(left(unfinished)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void a_file_in_the_log_is_never_swept() {
        UUID id = addedId(customer, TERMS);
        files.note(id, null); // as it is when the process dies behind the event

        files.sweep(Duration.ZERO, controller::has);

        assertThat(left(id)).containsExactly(1L, 1L, 0L);
        assertThat(content(id).body()).isEqualTo(TERMS.content());
    }

    @Test
    void a_file_that_is_removed_in_the_log_is_swept() throws IOException {
        UUID id = addedId(customer, TERMS);
        api.send("DELETE", "/api/files/" + id, null).expect(204);
        files.write(id, null, written("left")); // as it is when the process dies before the content is deleted

        files.sweep(Duration.ZERO, controller::has);

        assertThat(left(id)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void the_files_of_a_person_are_sealed_and_go_with_the_person() throws IOException {
        String person = api.post("/api/customers", "{\"kind\":\"person\",\"name\":\"Anna Acme\"}")
                .expect(201)
                .text("id");
        UUID id = addedId("/api/customers/" + person, Part.file("Anna.txt", null, "About Anna".getBytes(UTF_8)));
        assertThat(content(id).text()).isEqualTo("About Anna");
        Document chunk = database.getCollection("files.chunks")
                .find(new Document("files_id", id.toString()))
                .first();
        assertThat(new String(chunk.get("data", Binary.class).getData(), UTF_8)).doesNotContain("Anna");

        api.post("/api/customers/" + person + "/erase", "{\"reason\":\"Requested\"}")
                .expect(204);
        awaitConsumed();

        Answer file = api.get("/api/files/" + id).expect(200);
        assertThat(file.body().get("name").isNull()).isTrue();
        assertThat(file.body().get("erased").asBoolean()).isTrue();
        api.get("/api/files/" + id + "/content").expectProblem(404, "not-found");
        assertThat(left(id)).containsExactly(0L, 0L, 0L);
        assertProblem(upload("/api/customers/" + person, TERMS), 422, "erased");
        assertThat(stored(person)).containsExactly("CustomerRegistered", "PersonErased", "ErasureCompleted");
    }

    @Test
    void an_erasure_waits_for_what_is_being_written() throws IOException {
        UUID person = UuidCreator.getTimeOrderedEpoch();
        UUID writing = UuidCreator.getTimeOrderedEpoch();
        files.write(writing, person, written("left"));

        files.deleteOf(person);
        assertThat(files.mayRemain(person)).isTrue();
        files.discard(writing);

        assertThat(files.mayRemain(person)).isFalse();
        assertThat(left(writing)).containsExactly(0L, 0L, 0L);
    }
}
