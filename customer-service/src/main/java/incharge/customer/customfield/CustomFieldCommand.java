package incharge.customer.customfield;

import incharge.customer.event.CustomFieldDefinition;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Commands to a custom field. */
sealed interface CustomFieldCommand {

    UUID id();

    /** @param definition has the {@link CustomFields#LAST} position to be behind all others */
    record AddCustomField(UUID id, CustomFieldDefinition definition) implements CustomFieldCommand {}

    /** @param definition maps the definition before to that after */
    record ChangeCustomField(UUID id, UnaryOperator<CustomFieldDefinition> definition) implements CustomFieldCommand {}

    record RemoveCustomField(UUID id) implements CustomFieldCommand {}
}
