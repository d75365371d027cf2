package incharge.responsibility.employee;

import incharge.responsibility.event.EmployeeProfile;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The commands to an employee. */
public sealed interface EmployeeCommand {

    record AddEmployee(UUID employeeId, EmployeeProfile profile) implements EmployeeCommand {}

    /**
     * Changes the fields that are given.
     *
     * @param externalId the one that is claimed, null when it stays or goes
     * @param teamId the team that is given, null when it stays or goes
     * @param profile from the profile before to that after
     */
    record ChangeEmployee(UUID employeeId, String externalId, UUID teamId, UnaryOperator<EmployeeProfile> profile)
            implements EmployeeCommand {}

    record DeleteEmployee(UUID employeeId) implements EmployeeCommand {}

    /** Makes the texts about the employee unreadable for ever. */
    record EraseEmployee(UUID employeeId) implements EmployeeCommand {}

    /**
     * A row of an import: adds the employee with the {@code externalId} or changes the one who has it.
     *
     * @param employeeId of a new employee
     * @param holderId of the employee who has the external id; null for none
     * @param teamName of a team that is added with {@code newTeamId} if there is none; null leaves the team as it is
     * @param profile from the profile before to that after, of which it leaves team and external id as they are
     * @param upsert whether an employee that exists is changed and not refused
     */
    record ImportEmployee(
            UUID employeeId,
            UUID holderId,
            String externalId,
            String teamName,
            UUID newTeamId,
            UnaryOperator<EmployeeProfile> profile,
            boolean upsert)
            implements EmployeeCommand {}
}
