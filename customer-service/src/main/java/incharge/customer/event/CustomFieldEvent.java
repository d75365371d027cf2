package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.UUID;

/** Events of a field that the workspace adds to its customers. */
public sealed interface CustomFieldEvent extends CustomersEvent {

    UUID customFieldId();

    record CustomFieldAdded(
            UUID customFieldId, @JsonUnwrapped CustomFieldDefinition definition) implements CustomFieldEvent {}

    /**
     * All of the definition as it is after the change.
     *
     * @param previousName null unless the name changed
     */
    record CustomFieldChanged(
            UUID customFieldId, @JsonUnwrapped CustomFieldDefinition definition, String previousName)
            implements CustomFieldEvent {}

    /** Values of the field are no longer shown. */
    record CustomFieldRemoved(UUID customFieldId, String name) implements CustomFieldEvent {}
}
