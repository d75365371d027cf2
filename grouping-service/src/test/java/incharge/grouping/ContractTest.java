package incharge.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.contracts.Contract;
import incharge.eventstore.testing.EventContract;
import incharge.http.Fields;
import incharge.http.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ContractTest extends EventContract {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    ContractTest() {
        super(
                GroupingBoundary.VOCABULARY,
                KnownProjection.TOPICS,
                KnownProjection::understands,
                KnownProjection.IGNORED);
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of("CategoryFields", CategoryController.CategoryFields.class),
                Arguments.of("Category", CategoryController.CategoryView.class),
                Arguments.of("Accounts", Category.Accounts.class),
                Arguments.of("TagFields", TagController.TagFields.class),
                Arguments.of("Tag", TagController.TagView.class),
                Arguments.of("Members", MembershipChanges.Members.class),
                Arguments.of("MemberOutcomes", MembershipChanges.Answer.class),
                Arguments.of("MemberOutcome", MembershipChanges.Answer.Change.class),
                Arguments.of("Why", Reason.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void what_is_taken_and_answered_has_the_fields_that_the_document_names(String schema, Class<?> shape)
            throws IOException {
        assertThat(schemas().get(schema).get("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(Stream.of(shape.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    /** Whatever the document limits, of all services: the rules are the same everywhere. */
    @Test
    void a_text_may_be_as_long_as_the_document_says_and_no_longer() throws IOException {
        schemas()
                .forEachEntry((schema, what) -> what.path("properties").forEachEntry((field, property) -> {
                    if (property.has("maxLength")) {
                        int longest = property.get("maxLength").asInt();
                        assertThat(refused(field, longest))
                                .as(schema + "." + field)
                                .isFalse();
                        assertThat(refused(field, longest + 1))
                                .as(schema + "." + field)
                                .isTrue();
                    }
                }));
    }

    private static boolean refused(String field, int length) {
        Fields fields = new Fields();
        switch (field) {
            case "phone" -> fields.phone(field, "1".repeat(length));
            case "email" -> {
                String domain = ("." + "d".repeat(60)).repeat(4) + ".fi";
                fields.email(field, "a".repeat(length - domain.length()) + '@' + domain.substring(1));
            }
            case "website" -> fields.website(field, "https://a.fi/" + "x".repeat(length - 13));
            case "description" -> fields.note(field, "x".repeat(length));
            default -> fields.name(field, "x".repeat(length));
        }
        return !fields.errors().isEmpty();
    }

    private static JsonNode schemas() throws IOException {
        try (InputStream document = Contract.class.getResourceAsStream("openapi.json")) {
            return JSON.readTree(document).at("/components/schemas");
        }
    }
}
