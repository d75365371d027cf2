package incharge.customer.customfield;

import incharge.customer.customfield.CustomFieldCommand.AddCustomField;
import incharge.customer.customfield.CustomFieldCommand.ChangeCustomField;
import incharge.customer.customfield.CustomFieldCommand.RemoveCustomField;
import incharge.customer.event.CustomFieldDefinition;
import incharge.customer.event.CustomFieldEvent;
import incharge.customer.event.CustomFieldEvent.CustomFieldAdded;
import incharge.customer.event.CustomFieldEvent.CustomFieldChanged;
import incharge.customer.event.CustomFieldEvent.CustomFieldRemoved;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.Keys;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.Criterion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** All custom fields of the workspace, and the decisions about them: names are unique without regard to case. */
public record CustomFields(Map<UUID, CustomFieldDefinition> byId) {

    static final int MOST = 100;

    /** The highest position, and a position behind all others. */
    static final int HIGHEST = 10_000;

    static final int LAST = -1;

    static final Criteria ALL = Criteria.tagged(CustomersLog.customFields());

    static final CustomFields NONE = new CustomFields(Map.of());

    static final Decider<CustomFieldCommand, CustomFields, CustomersEvent> DECIDER =
            new Decider<>(() -> NONE, CustomFields::decide, CustomFields::after, _ -> ALL);

    /** Selects the events of one field. */
    static Criteria eventsOf(UUID id) {
        return Criteria.of(Criterion.tags(
                CustomersLog.customFields().encoded(), CustomersLog.thing(id).encoded()));
    }

    private static List<CustomFieldEvent> decide(CustomFieldCommand command, CustomFields fields) {
        return switch (command) {
            case AddCustomField(var id, var definition) -> {
                if (fields.byId.size() >= MOST) {
                    throw Refused.rule("too-many", null, "There are at most " + MOST + " custom fields.");
                }
                yield List.of(new CustomFieldAdded(id, fields.checked(id, definition)));
            }
            case ChangeCustomField(var id, var change) -> {
                CustomFieldDefinition before = fields.get(id);
                CustomFieldDefinition after = fields.checked(id, change.apply(before));
                if (after.type() != before.type()) {
                    throw Refused.rule("type-fixed", "type", "The type of a custom field is never changed.");
                }
                boolean renamed = !after.name().equals(before.name());
                yield after.equals(before)
                        ? List.of()
                        : List.of(new CustomFieldChanged(id, after, renamed ? before.name() : null));
            }
            case RemoveCustomField(var id) ->
                List.of(new CustomFieldRemoved(id, fields.get(id).name()));
        };
    }

    /** Returns the definition with a position; refuses the name of another field. */
    private CustomFieldDefinition checked(UUID id, CustomFieldDefinition definition) {
        String key = Keys.of(definition.name());
        int last = LAST;
        for (Map.Entry<UUID, CustomFieldDefinition> other : byId.entrySet()) {
            if (!other.getKey().equals(id)) {
                last = Math.max(last, other.getValue().position());
                if (Keys.of(other.getValue().name()).equals(key)) {
                    throw Refused.conflict(
                            "custom-field-name-taken",
                            "name",
                            "There is a custom field " + definition.name() + " already.");
                }
            }
        }
        return definition.position() == LAST
                ? new CustomFieldDefinition(
                        definition.name(), definition.type(), definition.choices(), Math.min(last + 1, HIGHEST))
                : definition;
    }

    CustomFieldDefinition get(UUID id) {
        CustomFieldDefinition definition = byId.get(id);
        if (definition == null) {
            throw Refused.unknown("custom-field-unknown", null, "There is no custom field " + id + ".");
        }
        return definition;
    }

    static CustomFields after(CustomFields before, CustomersEvent event) {
        return switch (event) {
            case CustomFieldAdded(var id, var definition) -> before.with(id, definition);
            case CustomFieldChanged(var id, var definition, var _) -> before.with(id, definition);
            case CustomFieldRemoved(var id, var _) -> before.with(id, null);
            case CustomersEvent _ -> before;
        };
    }

    private CustomFields with(UUID id, CustomFieldDefinition definition) {
        var all = new HashMap<UUID, CustomFieldDefinition>(byId);
        if (definition == null) {
            all.remove(id);
        } else {
            all.put(id, definition);
        }
        return new CustomFields(all);
    }
}
