package incharge.responsibility.employee;

import incharge.eventstore.decider.Refused;
import incharge.responsibility.employee.EmployeeCommand.AddEmployee;
import incharge.responsibility.employee.EmployeeCommand.ChangeEmployee;
import incharge.responsibility.employee.EmployeeCommand.DeleteEmployee;
import incharge.responsibility.employee.EmployeeCommand.EraseEmployee;
import incharge.responsibility.employee.EmployeeCommand.ImportEmployee;
import incharge.responsibility.event.EmployeeEvent.EmployeeAdded;
import incharge.responsibility.event.EmployeeEvent.EmployeeChanged;
import incharge.responsibility.event.EmployeeEvent.EmployeeDeleted;
import incharge.responsibility.event.EmployeeEvent.PersonErased;
import incharge.responsibility.event.EmployeeProfile;
import incharge.responsibility.event.ErasureCompleted;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilityEvent.RequestAnswered;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityAssigned;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityChanged;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityRemoved;
import incharge.responsibility.event.RoleEvent;
import incharge.responsibility.event.TeamEvent;
import incharge.responsibility.event.TeamEvent.TeamAdded;
import incharge.responsibility.team.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An employee as decisions see it, and the decisions themselves.
 *
 * @param used whether the employee has or had a responsibility; certain where the boundary includes the assignments
 * @param erased whether the log has the erasure of the employee
 */
record Employee(UUID id, EmployeeProfile profile, boolean used, boolean erased) {

    private static Employee of(UUID id, EmployeeProfile profile) {
        return new Employee(id, profile, false, false);
    }

    private Employee withProfile(EmployeeProfile otherProfile) {
        return new Employee(id, otherProfile, used, erased);
    }

    private Employee withUse() {
        return new Employee(id, profile, true, erased);
    }

    Employee withoutTexts() {
        return new Employee(id, profile.erased(), used, true);
    }

    /** Returns whether no text can be read, also where the log was restored from a time before the erasure. */
    private boolean isUnreadable() {
        return profile.name() == null;
    }

    static List<ResponsibilitiesEvent> decide(EmployeeCommand command, EmployeeRegistry registry) {
        return switch (command) {
            case AddEmployee(var id, var profile) -> {
                refuseTaken(profile.externalId(), id, registry);
                refuseUnknownTeam(profile.teamId(), registry);
                yield List.of(new EmployeeAdded(id, profile));
            }
            case ChangeEmployee(var id, var externalId, var teamId, var profile) -> {
                Employee employee = registry.get(id);
                refuseErased(employee);
                refuseTaken(externalId, id, registry);
                refuseUnknownTeam(teamId, registry);
                yield change(employee, profile.apply(employee.profile()));
            }
            case DeleteEmployee(var id) -> {
                Employee employee = registry.get(id);
                if (employee.used()) {
                    throw inUse();
                }
                yield List.of(new EmployeeDeleted(id, employee.profile().externalId()));
            }
            case EraseEmployee(var id) ->
                erase(registry.findEver(id).orElseThrow(() -> EmployeeRegistry.unknown(id)), registry.has(id));
            case ImportEmployee row -> importRow(row, registry);
        };
    }

    /** @param there false for one that is deleted, who counts as inactive */
    private static List<ResponsibilitiesEvent> erase(Employee employee, boolean there) {
        if (employee.erased()) {
            return List.of();
        }
        if (there && employee.profile().active() && !employee.isUnreadable()) {
            throw Refused.rule("still-active", null, "The employee is active; make the employee inactive first.");
        }
        return List.of(new PersonErased(PersonErased.EMPLOYEE, employee.id()));
    }

    static Refused inUse() {
        return Refused.conflict("in-use", null, "The employee has or had responsibilities.");
    }

    private static List<ResponsibilitiesEvent> change(Employee employee, EmployeeProfile after) {
        EmployeeProfile before = employee.profile();
        if (after.equals(before)) {
            return List.of();
        }
        boolean renumbered = before.externalId() != null && !before.externalId().equals(after.externalId());
        return List.of(new EmployeeChanged(employee.id(), after, renumbered ? before.externalId() : null));
    }

    private static List<ResponsibilitiesEvent> importRow(ImportEmployee row, EmployeeRegistry registry) {
        Optional<Employee> holder = registry.holder(row.externalId());
        if (holder.isPresent() && !row.upsert()) {
            throw externalIdTaken(row.externalId());
        }
        holder.ifPresent(Employee::refuseErased);
        EmployeeProfile before =
                holder.map(Employee::profile).orElse(EmployeeProfile.BLANK.withExternalId(row.externalId()));
        EmployeeProfile after = row.profile().apply(before);
        if (after.name() == null) {
            throw Refused.rule("required", "name", "A new employee needs a name.");
        }
        List<ResponsibilitiesEvent> events = new ArrayList<>();
        if (row.teamName() != null) {
            var added = new Team(row.newTeamId(), row.teamName());
            Optional<Team> team = registry.teams().holder(added.nameTag());
            if (team.isEmpty()) {
                events.add(new TeamAdded(added.id(), added.name()));
            }
            after = after.withTeamId(team.orElse(added).id());
        }
        if (holder.isPresent()) {
            events.addAll(change(holder.get(), after));
        } else {
            events.add(new EmployeeAdded(row.employeeId(), after));
        }
        return events;
    }

    private static void refuseErased(Employee employee) {
        if (employee.isUnreadable()) {
            throw Refused.rule(
                    "erased", null, "The employee is erased, so nothing more about the employee is recorded.");
        }
    }

    private static void refuseTaken(String externalId, UUID by, EmployeeRegistry registry) {
        if (externalId != null
                && registry.holder(externalId)
                        .filter(employee -> !employee.id().equals(by))
                        .isPresent()) {
            throw externalIdTaken(externalId);
        }
    }

    private static Refused externalIdTaken(String externalId) {
        return Refused.conflict("external-id-taken", "externalId", "There is an employee " + externalId + " already.");
    }

    private static void refuseUnknownTeam(UUID teamId, EmployeeRegistry registry) {
        if (teamId != null && !registry.teams().has(teamId)) {
            throw Refused.rule("team-unknown", "teamId", "There is no team " + teamId + ".");
        }
    }

    static EmployeeRegistry evolve(EmployeeRegistry registry, ResponsibilitiesEvent event) {
        return switch (event) {
            case EmployeeAdded(var id, var profile) -> registry.with(Employee.of(id, profile));
            // a boundary may select the new external id of an employee and not the beginning
            case EmployeeChanged(var id, var profile, var _) ->
                registry.with(registry.has(id) ? registry.get(id).withProfile(profile) : Employee.of(id, profile));
            case EmployeeDeleted(var id, var _) -> registry.without(id);
            case PersonErased(var _, var id) -> registry.withErased(id);
            case TeamEvent e -> registry.withTeams(Team.evolve(registry.teams(), e));
            // a removed responsibility counts too: the history still names the employee
            case ResponsibilityAssigned e
            when registry.has(e.employeeId()) ->
                registry.with(registry.get(e.employeeId()).withUse());
            case ResponsibilityAssigned _,
                    ResponsibilityChanged _,
                    ResponsibilityRemoved _,
                    RequestAnswered _,
                    RoleEvent _,
                    ErasureCompleted _ -> registry;
        };
    }
}
