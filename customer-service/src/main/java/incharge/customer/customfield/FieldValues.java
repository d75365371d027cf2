package incharge.customer.customfield;

import incharge.customer.event.CustomFieldDefinition;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.Keys;
import incharge.eventstore.decider.EventStore;
import incharge.http.Fields;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Checks the values of custom fields, and selects those that are shown. */
public final class FieldValues {

    private static final int LONGEST_TEXT = 1_000;

    /** The digits that every reader of JSON keeps. */
    private static final int MOST_DIGITS = 15;

    private final EventStore<CustomersEvent> store;

    FieldValues(EventStore<CustomersEvent> store) {
        this.store = store;
    }

    private CustomFields fields() {
        return store.fold(() -> CustomFields.NONE, CustomFields::after, CustomFields.ALL);
    }

    /**
     * Returns the values in their normal form; null takes one away, as does a blank text.
     *
     * @param values by the ids of fields, as a client writes them
     */
    public Map<UUID, Object> check(Map<UUID, Object> values, Fields errors) {
        CustomFields all = fields();
        var checked = new HashMap<UUID, Object>();
        values.forEach((id, value) -> {
            CustomFieldDefinition field = all.byId().get(id);
            if (field == null && value != null) {
                errors.reject("customFields." + id, "custom-field-unknown", "There is no custom field " + id + ".");
            } else {
                checked.put(id, value == null ? null : check(id, value, field, errors));
            }
        });
        return checked;
    }

    private static Object check(UUID id, Object value, CustomFieldDefinition field, Fields errors) {
        String name = "customFields." + id;
        Object checked = switch (field.type()) {
            case TEXT -> {
                if (value instanceof String text) {
                    // a fault of the text is an error of its own
                    yield new Checked(errors.text(name, text, LONGEST_TEXT));
                }
                yield null;
            }
            case NUMBER -> value instanceof Number number ? number(number) : null;
            case DATE -> value instanceof String text ? day(text) : null;
            case YES_NO -> value instanceof Boolean ? value : null;
            case CHOICE -> value instanceof String text ? choice(text, field) : null;
        };
        if (checked == null) {
            errors.reject(name, "value-invalid", field.name() + " takes " + values(field) + ".");
        }
        return checked instanceof Checked(var text) ? text : checked;
    }

    /** @param text null for a blank text, and for one that is rejected */
    private record Checked(String text) {}

    /** Returns whole numbers as such, so that 12.0 is the same value as 12; null for one with too many digits. */
    private static Number number(Number number) {
        var exact = new BigDecimal(number.toString()).stripTrailingZeros();
        if (exact.precision() > MOST_DIGITS || exact.precision() - exact.scale() > MOST_DIGITS) {
            return null;
        }
        if (exact.scale() > 0) {
            return exact.doubleValue();
        }
        long whole = exact.longValueExact();
        return whole == (int) whole ? (Number) (int) whole : (Number) whole;
    }

    private static String day(String text) {
        var day = new Fields().date("", text);
        return day == null ? null : day.toString();
    }

    private static String choice(String text, CustomFieldDefinition field) {
        String key = Keys.of(text);
        return field.choices().stream()
                .filter(choice -> Keys.of(choice).equals(key))
                .findFirst()
                .orElse(null);
    }

    private static String values(CustomFieldDefinition field) {
        return switch (field.type()) {
            case TEXT -> "a text";
            case NUMBER -> "a number of at most " + MOST_DIGITS + " digits";
            case DATE -> "a day such as 2026-01-31";
            case YES_NO -> "true or false";
            case CHOICE -> "one of " + String.join(", ", field.choices());
        };
    }

    /** Leaves out the values of fields and choices that are removed; returns null if none is left. */
    public Map<UUID, Object> shown(Map<UUID, Object> values) {
        if (values.isEmpty()) {
            return null;
        }
        CustomFields all = fields();
        var shown = new HashMap<>(values);
        shown.entrySet().removeIf(value -> !isShown(value.getValue(), all.byId().get(value.getKey())));
        return shown.isEmpty() ? null : shown;
    }

    private static boolean isShown(Object value, CustomFieldDefinition field) {
        return field != null
                && (field.type() != CustomFieldDefinition.Type.CHOICE
                        || field.choices().contains(value));
    }
}
