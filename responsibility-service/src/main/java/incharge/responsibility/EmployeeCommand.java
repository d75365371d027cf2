package incharge.responsibility;

import incharge.responsibility.Employee.Profile;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What can be asked of an employee. */
public sealed interface EmployeeCommand {

    record Add(UUID employeeId, Profile profile) implements EmployeeCommand {}

    /**
     * Changes what is given.
     *
     * @param externalId the one that is claimed, null when it stays or goes
     * @param teamId the team that is given, null when it stays or goes
     * @param profile from the profile before to that after
     */
    record Change(UUID employeeId, String externalId, UUID teamId, UnaryOperator<Profile> profile)
            implements EmployeeCommand {}

    record Delete(UUID employeeId) implements EmployeeCommand {}

    /**
     * A row of an import: adds whoever has the {@code externalId}, or changes them.
     *
     * @param employeeId for one that is new
     * @param teamName of a team that is made if there is none, with {@code newTeamId}; null leaves the team as it is
     * @param profile from the profile before to that after; team and external id are not its business
     * @param upsert whether one that exists is changed and not refused
     */
    record Import(
            UUID employeeId,
            String externalId,
            String teamName,
            UUID newTeamId,
            UnaryOperator<Profile> profile,
            boolean upsert)
            implements EmployeeCommand {}
}
