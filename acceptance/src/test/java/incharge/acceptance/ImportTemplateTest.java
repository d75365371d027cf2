package incharge.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The names that the UI gives to the columns of a file are names that the import understands by itself. */
@ExtendWith(SharedSystem.class)
class ImportTemplateTest {

    private static Api editor;
    private static JsonNode schemas;

    @BeforeAll
    static void start(RunningSystem system) {
        editor = Api.as("demo-admin", system);
        schemas = editor.get("/api/openapi.json").json().get("components").get("schemas");
    }

    @ParameterizedTest
    @CsvSource({
        "customers, CustomerImportField",
        "employees, EmployeeImportField",
        "projects, ProjectImportField",
        "responsibilities, ResponsibilityImportField"
    })
    void is_understood_in_each_language(String kind, String schema) {
        List<String> fields = texts(schemas.get(schema).get("enum").valueStream());
        for (String language : List.of("en", "fi", "sv", "nb")) {
            Texts words = Texts.in(language);
            List<String> headers = fields.stream()
                    .map(field -> words.of("import.field." + field))
                    .toList();
            String file = "\uFEFF" + String.join(";", headers) + "\r\n" + "x;".repeat(fields.size() - 1) + "x\r\n";

            JsonNode accepted = editor.upload(kind, "?dryRun=true", "template.csv", file.getBytes(UTF_8), Map.of())
                    .expect(202)
                    .json();

            assertThat(texts(accepted.get("columns").valueStream().map(column -> column.get("field"))))
                    .as(kind + " in " + language + ": " + headers)
                    .isEqualTo(fields);
        }
    }

    private static List<String> texts(Stream<JsonNode> nodes) {
        return nodes.map(JsonNode::asString).toList();
    }
}
