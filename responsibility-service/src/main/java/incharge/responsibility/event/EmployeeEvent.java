package incharge.responsibility.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.UUID;

/** What happens to an employee. The components, those of the profile among them, are the published payload. */
public sealed interface EmployeeEvent extends ResponsibilitiesEvent {

    UUID employeeId();

    record EmployeeAdded(UUID employeeId, @JsonUnwrapped EmployeeProfile profile) implements EmployeeEvent {}

    /**
     * The employee has another profile.
     *
     * @param profile all of it as it is after the change
     * @param previousExternalId null unless the external id changed; it is free again
     */
    record EmployeeChanged(UUID employeeId, @JsonUnwrapped EmployeeProfile profile, String previousExternalId)
            implements EmployeeEvent {}

    /** {@code externalId} is free again. */
    record EmployeeDeleted(UUID employeeId, String externalId) implements EmployeeEvent {}
}
