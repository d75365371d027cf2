package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.imports.ImportKind;
import incharge.tabular.Column;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The described fields of an import are those that its files can have. */
class ImportFieldsTest extends ServiceTest {

    @Autowired
    private List<ImportKind> kinds;

    @Test
    void the_fields_of_a_mapping_are_described() throws IOException {
        JsonNode document;
        try (InputStream in = Column.class.getResourceAsStream("/incharge/contracts/openapi.json")) {
            document = JsonMapper.shared().readTree(in);
        }

        assertThat(kinds).isNotEmpty().allSatisfy(kind -> {
            JsonNode file = document.path("paths")
                    .path("/api/" + kind.path() + "/imports")
                    .at("/post/requestBody/content/multipart~1form-data/schema/$ref");
            JsonNode field =
                    document.at(file.asString().substring(1)).at("/properties/mapping/additionalProperties/$ref");
            assertThat(document.at(field.asString().substring(1)).path("enum").values())
                    .extracting(JsonNode::asString)
                    .containsExactlyElementsOf(
                            kind.columns().stream().map(Column::field).toList());
        });
    }
}
