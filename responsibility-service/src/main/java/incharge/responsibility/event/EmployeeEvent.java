package incharge.responsibility.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.eventstore.decider.ErasesPerson;
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

    /** The texts about the employee cannot be read any more; {@code kind} is {@value #EMPLOYEE}. */
    record PersonErased(String kind, UUID personId) implements EmployeeEvent, ErasesPerson {
        public static final String EMPLOYEE = "employee";

        @Override
        @JsonIgnore
        public UUID employeeId() {
            return personId;
        }
    }
}
