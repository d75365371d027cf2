package incharge.customer.customfield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import incharge.customer.customfield.CustomFieldCommand.AddCustomField;
import incharge.customer.customfield.CustomFieldCommand.ChangeCustomField;
import incharge.customer.customfield.CustomFieldCommand.RemoveCustomField;
import incharge.customer.event.CustomFieldDefinition;
import incharge.customer.event.CustomFieldDefinition.Type;
import incharge.customer.event.CustomFieldEvent.CustomFieldAdded;
import incharge.customer.event.CustomFieldEvent.CustomFieldChanged;
import incharge.customer.event.CustomFieldEvent.CustomFieldRemoved;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.eventstore.decider.DeciderSpec;
import incharge.http.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CustomFieldTest {

    private static final UUID TERMS = UUID.fromString("01890a5d-ac96-774b-bcce-000000000061");
    private static final UUID SIZE = UUID.fromString("01890a5d-ac96-774b-bcce-000000000062");
    private static final CustomFieldDefinition CHOICE =
            new CustomFieldDefinition("Terms", Type.CHOICE, List.of("EXW", "DAP"), 0);
    private static final CustomFieldAdded TERMS_ADDED = new CustomFieldAdded(TERMS, CHOICE);

    private final DeciderSpec<CustomFieldCommand, CustomersEvent> fields =
            DeciderSpec.of(CustomFields.DECIDER, CustomersLog.VOCABULARY);

    private static CustomFieldDefinition number(String name, int position) {
        return new CustomFieldDefinition(name, Type.NUMBER, null, position);
    }

    @Test
    void a_field_without_a_position_is_behind_all_others() {
        fields.given()
                .when(new AddCustomField(SIZE, number("Size", CustomFields.LAST)))
                .then(new CustomFieldAdded(SIZE, number("Size", 0)));
        fields.given(TERMS_ADDED)
                .when(new AddCustomField(SIZE, number("Size", CustomFields.LAST)))
                .then(new CustomFieldAdded(SIZE, number("Size", 1)));
        fields.given(TERMS_ADDED)
                .when(new AddCustomField(SIZE, number("Size", 0)))
                .then(new CustomFieldAdded(SIZE, number("Size", 0)));
    }

    @Test
    void a_name_is_taken_without_regard_to_case_until_its_field_is_removed() {
        fields.given(TERMS_ADDED)
                .when(new AddCustomField(SIZE, number("TERMS", 1)))
                .thenRefused("custom-field-name-taken", "name");
        fields.given(TERMS_ADDED, new CustomFieldAdded(SIZE, number("Size", 1)))
                .when(new ChangeCustomField(SIZE, _ -> number("terms", 1)))
                .thenRefused("custom-field-name-taken");
        fields.given(TERMS_ADDED, new CustomFieldRemoved(TERMS, "Terms"))
                .when(new AddCustomField(SIZE, number("TERMS", 1)))
                .then(new CustomFieldAdded(SIZE, number("TERMS", 1)));
    }

    @Test
    void a_field_is_changed_but_for_its_type() {
        var renamed = new CustomFieldDefinition("Delivery terms", Type.CHOICE, List.of("EXW"), 0);

        fields.given(TERMS_ADDED)
                .when(new ChangeCustomField(TERMS, _ -> renamed))
                .then(new CustomFieldChanged(TERMS, renamed, "Terms"));
        fields.given(TERMS_ADDED)
                .when(new ChangeCustomField(TERMS, _ -> number("Terms", 0)))
                .thenRefused("type-fixed", "type");
        fields.given(TERMS_ADDED)
                .when(new ChangeCustomField(TERMS, before -> before))
                .thenNothing();
        fields.given().when(new ChangeCustomField(TERMS, before -> before)).thenRefused("custom-field-unknown");
    }

    @Test
    void a_field_is_removed_once() {
        var removed = new CustomFieldRemoved(TERMS, "Terms");

        fields.given(TERMS_ADDED).when(new RemoveCustomField(TERMS)).then(removed);
        fields.given(TERMS_ADDED, removed).when(new RemoveCustomField(TERMS)).thenRefused("custom-field-unknown");
    }

    @Test
    void there_are_at_most_100_fields() {
        var events = new ArrayList<CustomersEvent>();
        for (int i = 0; i < 100; i++) {
            events.add(new CustomFieldAdded(new UUID(7, i), number("Field " + i, i)));
        }

        fields.given(events).when(new AddCustomField(SIZE, number("Size", 1))).thenRefused("too-many");
    }

    @Test
    void only_a_choice_has_choices_each_once() {
        assertThat(new CustomFieldFields("Terms", Type.CHOICE, List.of("EXW", "exw", " DAP"), null, null)
                        .check()
                        .choices())
                .containsExactly("EXW", "DAP");
        assertThat(codes(new CustomFieldFields("Terms", Type.CHOICE, null, null, null)))
                .containsExactly("choices choices-required");
        assertThat(codes(new CustomFieldFields("Terms", Type.CHOICE, List.of(" "), null, null)))
                .containsExactly("choices[0] required");
        assertThat(codes(new CustomFieldFields("Size", Type.NUMBER, List.of("1"), 10_001, null)))
                .containsExactly("choices not-of-this-type", "position out-of-range");
        assertThat(codes(new CustomFieldFields(null, null, null, null, null)))
                .containsExactly("name required", "type required");
    }

    private static List<String> codes(CustomFieldFields fields) {
        return assertThatExceptionOfType(InvalidInput.class).isThrownBy(fields::check).actual().errors().stream()
                .map(error -> error.field() + " " + error.code())
                .toList();
    }
}
