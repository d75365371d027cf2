package incharge.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.contracts.Contract;
import incharge.eventstore.testing.EventContract;
import incharge.feed.Fact;
import incharge.grouping.category.CategoryFields;
import incharge.grouping.category.CategoryView;
import incharge.grouping.decision.Account;
import incharge.grouping.event.Accounts;
import incharge.grouping.event.GroupingsLog;
import incharge.grouping.event.Settings;
import incharge.grouping.membership.Effect;
import incharge.grouping.membership.MemberOutcomes;
import incharge.grouping.membership.Members;
import incharge.grouping.reference.ForeignFact;
import incharge.grouping.settings.SettingsFields;
import incharge.grouping.settings.SettingsView;
import incharge.grouping.tag.TagFields;
import incharge.grouping.tag.TagView;
import incharge.http.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ContractTest extends EventContract {

    /** Events of those topics that nothing here depends on. */
    private static final Set<String> IGNORED = Set.of(
            "CustomerRenumbered",
            "ErasureCompleted",
            "CustomerArchived",
            "CustomerRestored",
            "ProjectOpened",
            "ProjectChanged",
            "ProjectStatusChanged",
            "ProjectAssigneeRequested",
            "ProjectAssigneeWithdrawn",
            "ProjectArchived",
            "ProjectRestored",
            "TeamAdded",
            "TeamRenamed",
            "TeamDeleted",
            "RoleAdded",
            "RoleRenamed",
            "RoleDeleted",
            "OwnerRoleChanged",
            "EmployeeChanged",
            "ResponsibilityAssigned",
            "ResponsibilityChanged",
            "ResponsibilityRemoved",
            "AssigneeRequestKept",
            "AssigneeRequestDeclined");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    ContractTest() {
        super(GroupingsLog.VOCABULARY, ForeignFact.FACTS.topics(), ContractTest::understands, and(IGNORED, ON_CARDS));
    }

    /** Erasures are answered for every service in the same way. */
    private static boolean understands(Fact fact) {
        return ForeignFact.FACTS.includes(fact) || fact.type().equals("PersonErased");
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of("CategoryFields", CategoryFields.class),
                Arguments.of("Category", CategoryView.class),
                Arguments.of("Accounts", Accounts.class),
                Arguments.of("TagFields", TagFields.class),
                Arguments.of("Tag", TagView.class),
                Arguments.of("Members", Members.class),
                Arguments.of("MemberOutcomes", MemberOutcomes.class),
                Arguments.of("MemberOutcome", MemberOutcomes.MemberOutcome.class),
                Arguments.of("GroupingEffect", Effect.class),
                Arguments.of("Settings", SettingsView.class),
                Arguments.of("SettingsFields", SettingsFields.class),
                Arguments.of("DefaultCategories", Settings.DefaultCategories.class),
                Arguments.of("Account", Account.class),
                Arguments.of("Why", Reason.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void requests_and_answers_have_the_fields_of_the_openapi_document(String schema, Class<?> shape)
            throws IOException {
        assertThat(schemas().get(schema).get("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(fields(shape).toList());
    }

    /** Returns the names of the fields as they are written: those of an unwrapped part are among them. */
    private static Stream<String> fields(Class<?> shape) {
        return Stream.of(shape.getRecordComponents())
                .flatMap(component -> component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                        ? fields(component.getType())
                        : Stream.of(component.getName()));
    }

    private static JsonNode schemas() throws IOException {
        try (InputStream document = Contract.class.getResourceAsStream("openapi.json")) {
            return JSON.readTree(document).at("/components/schemas");
        }
    }
}
