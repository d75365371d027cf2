package incharge.reporting.facts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.UUID;

/** The facts of {@code incharge.responsibilities}. */
public sealed interface ResponsibilitiesFact extends ReportingFact {

    enum SubjectType {
        @JsonProperty("customer")
        CUSTOMER,
        @JsonProperty("project")
        PROJECT
    }

    /** The subject of a responsibility: a customer or a project. */
    record Subject(SubjectType type, UUID id) {}

    record TeamAdded(UUID teamId, String name) implements ResponsibilitiesFact {}

    record TeamRenamed(UUID teamId, String name) implements ResponsibilitiesFact {}

    record TeamDeleted(UUID teamId) implements ResponsibilitiesFact {}

    record RoleAdded(UUID roleId, String name, SubjectType kind) implements ResponsibilitiesFact {}

    record RoleRenamed(UUID roleId, String name) implements ResponsibilitiesFact {}

    /** At most one role is that of the owners of customers. */
    record OwnerRoleChanged(UUID roleId, boolean owner) implements ResponsibilitiesFact {}

    record RoleDeleted(UUID roleId) implements ResponsibilitiesFact {}

    /** A fact that holds each field of an employee. */
    sealed interface EmployeeState extends ResponsibilitiesFact {
        UUID employeeId();

        String externalId();

        String name();

        String email();

        String phone();

        String title();

        UUID teamId();

        boolean seller();

        String sellerInfo();

        boolean active();
    }

    record EmployeeAdded(
            UUID employeeId,
            String externalId,
            String name,
            String email,
            String phone,
            String title,
            UUID teamId,
            boolean seller,
            String sellerInfo,
            boolean active)
            implements EmployeeState {}

    record EmployeeChanged(
            UUID employeeId,
            String externalId,
            String name,
            String email,
            String phone,
            String title,
            UUID teamId,
            boolean seller,
            String sellerInfo,
            boolean active)
            implements EmployeeState {}

    record EmployeeDeleted(UUID employeeId) implements ResponsibilitiesFact {}

    /** Nobody can open the texts about the employee any more. */
    record PersonErased(UUID personId) implements ResponsibilitiesFact {}

    /** A fact that holds each field of a responsibility. */
    sealed interface ResponsibilityState extends ResponsibilitiesFact {
        Subject subject();

        UUID customerId();

        UUID employeeId();

        UUID roleId();

        LocalDate from();

        LocalDate to();
    }

    record ResponsibilityAssigned(
            Subject subject, UUID customerId, UUID employeeId, UUID roleId, LocalDate from, LocalDate to)
            implements ResponsibilityState {}

    record ResponsibilityChanged(
            Subject subject,
            UUID customerId,
            UUID employeeId,
            UUID roleId,
            LocalDate from,
            LocalDate to,
            LocalDate previousTo)
            implements ResponsibilityState {}

    record ResponsibilityRemoved(
            Subject subject, UUID customerId, UUID employeeId, UUID roleId, LocalDate from, LocalDate to)
            implements ResponsibilityState {}

    record AssigneeRequestDeclined(Subject subject, UUID customerId, UUID employeeId, String code)
            implements ResponsibilitiesFact {}

    record AssigneeRequestKept(Subject subject, UUID customerId, UUID employeeId) implements ResponsibilitiesFact {}

    /** Nothing in the clear is left in the service of a person that was erased. */
    record ErasureCompleted(UUID personId) implements ResponsibilitiesFact {}
}
