package incharge.customer.customfield;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.customer.event.CustomFieldDefinition;
import incharge.customer.event.CustomFieldDefinition.Type;
import incharge.customer.event.Keys;
import incharge.http.Fields;
import java.util.LinkedHashMap;
import java.util.List;

/** A custom field as a client writes it, not checked yet. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CustomFieldFields(String name, Type type, List<String> choices, Integer position, String reason) {

    private static final int MOST_CHOICES = 100;

    static CustomFieldFields of(CustomFieldDefinition definition) {
        return new CustomFieldFields(
                definition.name(), definition.type(), definition.choices(), definition.position(), null);
    }

    CustomFieldDefinition check() {
        var fields = new Fields();
        var definition = new CustomFieldDefinition(
                fields.name("name", name), fields.required("type", type), choices(fields), position(fields));
        fields.check();
        return definition;
    }

    private int position(Fields fields) {
        if (position != null && (position < 0 || position > CustomFields.HIGHEST)) {
            fields.reject("position", "out-of-range", "position is a number from 0 to " + CustomFields.HIGHEST + ".");
        }
        return position == null ? CustomFields.LAST : position;
    }

    /** Returns each choice once without regard to case, as it is written first; null for a field that is no choice. */
    private List<String> choices(Fields fields) {
        if (type != Type.CHOICE) {
            if (choices != null && !choices.isEmpty()) {
                fields.reject("choices", "not-of-this-type", "Only a choice has choices.");
            }
            return null;
        }
        var distinct = new LinkedHashMap<String, String>();
        List<String> all = choices == null ? List.of() : choices;
        for (int i = 0; i < all.size(); i++) {
            String choice = fields.name("choices[" + i + "]", all.get(i));
            if (choice != null) {
                distinct.putIfAbsent(Keys.of(choice), choice);
            }
        }
        if (all.isEmpty()) {
            fields.reject("choices", "choices-required", "A choice has one choice at least.");
        }
        if (distinct.size() > MOST_CHOICES) {
            fields.reject("choices", "too-many", "A choice has at most " + MOST_CHOICES + " choices.");
        }
        return List.copyOf(distinct.values());
    }
}
