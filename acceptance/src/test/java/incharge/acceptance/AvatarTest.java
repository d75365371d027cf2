package incharge.acceptance;

import static incharge.acceptance.Workspace.body;
import static incharge.acceptance.Workspace.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The picture of a customer through the gateway, and the views that have its path. */
@Timeout(60)
@ExtendWith(SharedSystem.class)
class AvatarTest {

    private static Workspace workspace;
    private static Workspace editor;
    private static Workspace viewer;
    private static Workspace seller;

    private String name;
    private String id;
    private String path;

    @BeforeAll
    static void start(RunningSystem shared) {
        workspace = Workspace.of(Api.as("demo-admin", shared));
        editor = workspace.as(Api.as("demo-editor", shared));
        viewer = workspace.as(Api.as("demo-viewer", shared));
        seller = workspace.as(Api.as("demo-seller", shared));
    }

    @BeforeEach
    void aCustomer() {
        name = unique("Pictured");
        id = workspace.customer(name);
        path = "/api/customers/" + id + "/avatar";
    }

    /** Reads the paths of the picture in the customer itself, its card and the list, which are the same. */
    private JsonNode shown() {
        JsonNode shown = workspace
                .get("/api/customers/" + id + "/card")
                .expect(200)
                .json()
                .at("/customer/avatar");
        List<JsonNode> listed = workspace.all("/api/customers?archived=true&archived=false&customer=" + id);
        assertThat(listed).hasSize(1);
        assertThat(listed.getFirst().get("avatar")).isEqualTo(shown);
        assertThat(workspace.get("/api/customers/" + id).expect(200).json().get("avatar"))
                .isEqualTo(shown);
        return shown;
    }

    @Test
    void every_view_of_a_customer_has_the_path_of_its_picture() {
        assertThat(shown().isNull()).isTrue();
        viewer.get(path).expectProblem(404, "not-found");

        editor.putPicture(path, Picture.of("jpeg", 800, 400)).expect(200);
        String first = shown().asString();
        editor.putPicture(path, Picture.png(30, 40)).expect(200);
        String second = shown().asString();

        assertThat(first).startsWith(path + "?").isNotEqualTo(second);
        BufferedImage picture = Picture.read(viewer.get(second).expect(200).bytes());
        assertThat(picture.getWidth()).isEqualTo(30);
        assertThat(picture.getHeight()).isEqualTo(40);
        editor.delete(path).expect(204);
        assertThat(shown().isNull()).isTrue();
        viewer.get(path).expectProblem(404, "not-found");
    }

    @Test
    void a_picture_comes_as_a_small_png_that_the_browser_revalidates() {
        editor.putPicture(path, Picture.of("jpeg", 2000, 1000)).expect(200);

        Api.Answer picture = viewer.get(path).expect(200);

        assertThat(picture.header("content-type")).isEqualTo("image/png");
        assertThat(picture.header("cache-control")).startsWith("private");
        assertThat(picture.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(Picture.read(picture.bytes()).getWidth()).isEqualTo(256);
        assertThat(Picture.read(picture.bytes()).getHeight()).isEqualTo(128);
        assertThat(viewer.get(path, "If-None-Match", picture.header("etag")).status())
                .isEqualTo(304);
    }

    @Test
    void what_is_no_picture_or_too_large_changes_nothing() {
        editor.putPicture(path, Picture.png(20, 20)).expect(200);
        String before = shown().asString();

        editor.putPicture(path, Picture.of("gif", 20, 20)).expectProblem(415, "file-type-refused");
        editor.putPicture(path, "Hello".getBytes(UTF_8)).expectProblem(415, "file-type-refused");
        editor.putPicture(path, new byte[(1 << 20) + 1]).expectProblem(413, "body-too-large");
        viewer.putPicture(path, Picture.png(20, 20)).expectProblem(403, "level-missing");
        viewer.delete(path).expectProblem(403, "level-missing");

        assertThat(shown().asString()).isEqualTo(before);
    }

    @Test
    void the_picture_of_a_hidden_customer_is_as_if_there_were_none() {
        String others = workspace.employee(unique("Seller"));
        String category = Workspace.id(
                workspace.post("/api/categories", body("name", unique("Hidden"), "sellerIds", List.of(others))));
        id = Workspace.id(workspace.post("/api/customers", body("name", name, "categoryId", category)));
        path = "/api/customers/" + id + "/avatar";
        editor.putPicture(path, Picture.png(20, 20)).expect(200);

        seller.get(shown().asString()).expectProblem(404, "not-found");
        seller.putPicture(path, Picture.png(20, 20)).expectProblem(404, "not-found");
        seller.delete(path).expect(404);
        viewer.get(path).expect(200);
    }
}
