package incharge.acceptance;

import static incharge.acceptance.Workspace.body;
import static incharge.acceptance.Workspace.texts;
import static incharge.acceptance.Workspace.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Files and links of customers and projects, from the upload to the list. */
@ExtendWith(SharedSystem.class)
class FilesTest {

    private static final byte[] PAGE = "<html><script>alert(document.cookie)</script></html>".getBytes(UTF_8);

    /** Written in two parts, so that no scanner takes this test for the test file. */
    private static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";

    private static Workspace workspace;
    private static Workspace editor;
    private static Workspace viewer;
    private static Workspace seller;
    private static String customer;
    private static String project;

    @BeforeAll
    static void start(RunningSystem shared) {
        workspace = Workspace.of(Api.as("demo-admin", shared));
        editor = workspace.as(Api.as("demo-editor", shared));
        viewer = workspace.as(Api.as("demo-viewer", shared));
        seller = workspace.as(Api.as("demo-seller", shared));
        customer = workspace.customer(unique("Filed"));
        project = Workspace.id(workspace.post("/api/projects", body("name", unique("Audit"), "customerId", customer)));
    }

    private static String files() {
        return "/api/customers/" + customer + "/files";
    }

    private static JsonNode added(Workspace client, String path, String name, byte[] content) {
        return client.addFile(path, name, content).expect(201).json();
    }

    private static String contentOf(JsonNode file) {
        return "/api/files/" + file.get("id").asString() + "/content";
    }

    @Test
    void a_file_of_64_mebibytes_comes_down_as_it_went_up() {
        byte[] most = new byte[64 << 20];
        Arrays.fill(most, (byte) 'x');
        most[0] = 'a';

        JsonNode file = added(editor, files(), "M\u00f6te p\u00e5 \u00c5land.txt", most);
        Api.Answer content = viewer.get(contentOf(file)).expect(200);

        assertThat(Arrays.equals(content.bytes(), most)).isTrue();
        assertThat(content.header("content-disposition"))
                .startsWith("attachment; filename*=UTF-8''M%C3%B6te%20p%C3%A5%20%C3%85land.txt");
        assertThat(content.header("etag")).isEqualTo('"' + file.get("sha256").asString() + '"');
        assertThat(content.header("content-length")).isEqualTo(Integer.toString(most.length));
        assertThat(viewer.get(contentOf(file), "If-None-Match", content.header("etag"))
                        .status())
                .isEqualTo(304);
        editor.addFile(files(), "a.txt", Arrays.copyOf(most, most.length + 1)).expectProblem(413, "body-too-large");
    }

    @Test
    void the_list_of_a_customer_has_the_files_of_its_projects() {
        JsonNode ofCustomer = added(editor, files(), "Terms.txt", "Terms".getBytes(UTF_8));
        JsonNode ofProject = added(editor, "/api/projects/" + project + "/files", "Plan.txt", "Plan".getBytes(UTF_8));

        List<JsonNode> all = workspace.all(files());
        List<JsonNode> projects = workspace.all("/api/projects/" + project + "/files");

        assertThat(texts(all, "/id"))
                .contains(ofProject.get("id").asString(), ofCustomer.get("id").asString());
        assertThat(texts(projects, "/id")).contains(ofProject.get("id").asString());
        assertThat(texts(projects, "/id")).doesNotContain(ofCustomer.get("id").asString());
        JsonNode listed = projects.stream()
                .filter(file -> file.get("id").equals(ofProject.get("id")))
                .findFirst()
                .orElseThrow();
        assertThat(listed.get("name").asString()).isEqualTo("Plan.txt");
        assertThat(listed.get("size").asInt()).isEqualTo(4);
        assertThat(listed.at("/project/id").asString()).isEqualTo(project);
    }

    @Test
    void a_page_does_no_harm() {
        JsonNode page = added(editor, files(), "page.html", PAGE);
        Api.Answer content = viewer.get(contentOf(page)).expect(200);

        assertThat(page.get("type").asString()).isEqualTo("text/html");
        assertThat(content.bytes()).isEqualTo(PAGE);
        assertThat(content.header("content-type")).isEqualTo("application/octet-stream");
        assertThat(content.header("content-disposition")).startsWith("attachment;");
        assertThat(content.header("x-content-type-options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "C:\\Users\\anna\\report.txt, report.txt",
        "'a\u202Etxt.b', atxt.b",
        "' 2026 = 1;2 .txt', 2026 = 1;2 .txt",
        "\u5951\u7ea6.txt, \u5951\u7ea6.txt"
    })
    void odd_names_lose_what_is_odd(String given, String name) {
        assertThat(added(editor, files(), given, "Hello".getBytes(UTF_8))
                        .get("name")
                        .asString())
                .isEqualTo(name);
    }

    @Test
    void what_is_infected_or_something_else_than_it_says_is_not_stored() {
        List<String> before = texts(workspace.all(files()), "/id");

        editor.addFile(files(), "eicar.com", EICAR.getBytes(UTF_8)).expectProblem(422, "file-infected");
        editor.addFile(files(), "photo.png", PAGE).expectProblem(415, "file-type-refused");
        editor.addFile(files(), "tool.txt", "MZ\0\0PE\0\0".getBytes(UTF_8)).expectProblem(415, "file-type-refused");
        editor.addFile(files(), "empty.txt", new byte[0]).expectProblem(422, "file-empty");

        assertThat(texts(workspace.all(files()), "/id")).containsAll(before);
        assertThat(texts(workspace.all(files()), "/name")).doesNotContain("eicar.com", "photo.png", "tool.txt");
    }

    @Test
    void who_only_views_adds_and_removes_nothing() {
        JsonNode file = added(editor, files(), "kept.txt", "Hello".getBytes(UTF_8));
        String path = "/api/files/" + file.get("id").asString();
        String links = "/api/customers/" + customer + "/links";

        viewer.addFile(files(), "a.txt", "Hello".getBytes(UTF_8)).expectProblem(403, "level-missing");
        viewer.post(links, body("url", "https://example.com")).expectProblem(403, "level-missing");
        viewer.delete(path).expectProblem(403, "level-missing");

        viewer.get(path).expect(200);
        editor.delete(path).expect(204);
        viewer.get(path).expectProblem(404, "not-found");
        viewer.get(path + "/content").expectProblem(404, "not-found");
    }

    @Test
    void the_files_of_a_hidden_customer_are_as_if_there_were_none() {
        String others = workspace.employee(unique("Seller"));
        String category = Workspace.id(
                workspace.post("/api/categories", body("name", unique("Hidden"), "sellerIds", List.of(others))));
        String hidden =
                Workspace.id(workspace.post("/api/customers", body("name", unique("Hidden"), "categoryId", category)));
        JsonNode file = added(editor, "/api/customers/" + hidden + "/files", "a.txt", "Secret".getBytes(UTF_8));
        String path = "/api/files/" + file.get("id").asString();

        for (String each : List.of(path, path + "/content", "/api/customers/" + hidden + "/files")) {
            seller.get(each).expectProblem(404, "not-found");
        }
        seller.delete(path).expectProblem(404, "not-found");
        seller.addFile("/api/customers/" + hidden + "/files", "b.txt", "x".getBytes(UTF_8))
                .expectProblem(404, "not-found");
        assertThat(seller.get("/api/files/" + UUID.randomUUID())
                        .expect(404)
                        .json()
                        .get("detail"))
                .isEqualTo(seller.get(path).json().get("detail"));
        editor.get(path + "/content").expect(200);
    }

    @Test
    void a_link_leads_to_an_address_of_the_web_and_to_nothing_else() {
        String links = "/api/customers/" + customer + "/links";
        JsonNode link = editor.post(links, body("url", "https://example.com/a?b=c", "name", "Offer"))
                .expect(201)
                .json();

        assertThat(texts(workspace.all(links), "/url")).contains("https://example.com/a?b=c");
        for (String url :
                List.of("javascript:alert(1)", "data:text/html,x", "https://anna@example.com", "file:///etc/passwd")) {
            editor.post(links, body("url", url)).expectProblem(422, "url-invalid");
        }
        editor.delete("/api/links/" + link.get("id").asString()).expect(204);
        assertThat(texts(workspace.all(links), "/id"))
                .doesNotContain(link.get("id").asString());
    }
}
