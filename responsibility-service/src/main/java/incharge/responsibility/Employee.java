package incharge.responsibility;

import incharge.eventstore.decider.Refused;
import incharge.responsibility.EmployeeCommand.Add;
import incharge.responsibility.EmployeeCommand.Change;
import incharge.responsibility.EmployeeCommand.Delete;
import incharge.responsibility.EmployeeCommand.Import;
import incharge.responsibility.EmployeeEvent.EmployeeAdded;
import incharge.responsibility.EmployeeEvent.EmployeeChanged;
import incharge.responsibility.EmployeeEvent.EmployeeDeleted;
import incharge.responsibility.ResponsibilityEvent.AssigneeRequestDeclined;
import incharge.responsibility.ResponsibilityEvent.AssigneeRequestKept;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityAssigned;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityChanged;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityRemoved;
import incharge.responsibility.TeamEvent.TeamAdded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** An employee as decisions see it, and the decisions themselves. */
public record Employee(UUID id, Profile profile) {

    /**
     * What is known of an employee; only {@code name} is never null.
     *
     * @param teamId may be that of a team which was deleted since: then it means none
     * @param active false: gets no new responsibilities
     */
    public record Profile(
            String externalId,
            String name,
            String email,
            String phone,
            String title,
            UUID teamId,
            boolean seller,
            String sellerInfo,
            boolean active) {

        /** Of one of whom nothing is known yet. */
        static final Profile BLANK = new Profile(null, null, null, null, null, null, false, null, true);

        Profile in(UUID team) {
            return new Profile(externalId, name, email, phone, title, team, seller, sellerInfo, active);
        }

        Profile called(String otherExternalId) {
            return new Profile(otherExternalId, name, email, phone, title, teamId, seller, sellerInfo, active);
        }
    }

    /**
     * All that a decision about one employee may look at.
     *
     * @param byId the employees within the boundary; whether one of them holds the external id in question is certain
     * @param teams the teams within the boundary
     * @param used those of the employees within the boundary who have or had a responsibility
     */
    public record Registry(Map<UUID, Employee> byId, Team.Registry teams, Set<UUID> used) {

        static final Registry EMPTY = new Registry(Map.of(), Team.Registry.EMPTY, Set.of());

        Employee find(UUID id) {
            Employee found = byId.get(id);
            if (found == null) {
                throw Refused.unknown("employee-unknown", null, "There is no employee " + id + ".");
            }
            return found;
        }

        Optional<Employee> holder(String externalId) {
            return byId.values().stream()
                    .filter(employee -> externalId.equals(employee.profile().externalId()))
                    .findFirst();
        }

        private Registry with(Employee employee) {
            Map<UUID, Employee> employees = new HashMap<>(byId);
            employees.put(employee.id(), employee);
            return new Registry(employees, teams, used);
        }

        private Registry without(UUID id) {
            Map<UUID, Employee> employees = new HashMap<>(byId);
            employees.remove(id);
            return new Registry(employees, teams, used);
        }

        private Registry using(UUID id) {
            if (used.contains(id)) {
                return this;
            }
            Set<UUID> more = new HashSet<>(used);
            more.add(id);
            return new Registry(byId, teams, more);
        }
    }

    static List<ResponsibilitiesEvent> decide(EmployeeCommand command, Registry registry) {
        return switch (command) {
            case Add(var id, var profile) -> {
                refuseTaken(profile.externalId(), id, registry);
                refuseUnknownTeam(profile.teamId(), registry);
                yield List.of(EmployeeAdded.of(id, profile));
            }
            case Change(var id, var externalId, var teamId, var profile) -> {
                Employee employee = registry.find(id);
                refuseTaken(externalId, id, registry);
                refuseUnknownTeam(teamId, registry);
                yield change(employee, profile.apply(employee.profile()));
            }
            case Delete(var id) -> {
                Employee employee = registry.find(id);
                if (registry.used().contains(id)) {
                    throw inUse();
                }
                yield List.of(new EmployeeDeleted(id, employee.profile().externalId()));
            }
            case Import row -> take(row, registry);
        };
    }

    static Refused inUse() {
        return Refused.conflict("in-use", null, "The employee has or had responsibilities.");
    }

    private static List<ResponsibilitiesEvent> change(Employee employee, Profile after) {
        Profile before = employee.profile();
        if (after.equals(before)) {
            return List.of();
        }
        boolean renumbered = before.externalId() != null && !before.externalId().equals(after.externalId());
        return List.of(EmployeeChanged.of(employee.id(), after, renumbered ? before.externalId() : null));
    }

    private static List<ResponsibilitiesEvent> take(Import row, Registry registry) {
        Optional<Employee> holder = registry.holder(row.externalId());
        if (holder.isPresent() && !row.upsert()) {
            throw Refused.conflict(
                    "external-id-taken", "externalId", "There is an employee " + row.externalId() + " already.");
        }
        Profile before = holder.map(Employee::profile).orElse(Profile.BLANK.called(row.externalId()));
        Profile after = row.profile().apply(before);
        if (after.name() == null) {
            throw Refused.rule("required", "name", "A new employee needs a name.");
        }
        List<ResponsibilitiesEvent> events = new ArrayList<>();
        if (row.teamName() != null) {
            Optional<Team> team = registry.teams().named(row.teamName());
            if (team.isEmpty()) {
                events.add(new TeamAdded(row.newTeamId(), row.teamName()));
            }
            after = after.in(team.map(Team::id).orElse(row.newTeamId()));
        }
        if (holder.isPresent()) {
            events.addAll(change(holder.get(), after));
        } else {
            events.add(EmployeeAdded.of(row.employeeId(), after));
        }
        return events;
    }

    private static void refuseTaken(String externalId, UUID by, Registry registry) {
        if (externalId != null
                && registry.holder(externalId)
                        .filter(employee -> !employee.id().equals(by))
                        .isPresent()) {
            throw Refused.conflict(
                    "external-id-taken", "externalId", "There is an employee " + externalId + " already.");
        }
    }

    private static void refuseUnknownTeam(UUID teamId, Registry registry) {
        if (teamId != null && !registry.teams().has(teamId)) {
            throw Refused.rule("team-unknown", "teamId", "There is no team " + teamId + ".");
        }
    }

    static Registry evolve(Registry registry, ResponsibilitiesEvent event) {
        return switch (event) {
            case EmployeeAdded e -> registry.with(new Employee(e.employeeId(), e.profile()));
            case EmployeeChanged e -> registry.with(new Employee(e.employeeId(), e.profile()));
            case EmployeeDeleted(var id, var _) -> registry.without(id);
            case TeamEvent e -> new Registry(registry.byId(), Team.evolve(registry.teams(), e), registry.used());
            // also a removed one: history still names the employee
            case ResponsibilityAssigned e -> registry.using(e.employeeId());
            case ResponsibilityChanged _,
                    ResponsibilityRemoved _,
                    AssigneeRequestKept _,
                    AssigneeRequestDeclined _,
                    RoleEvent _ -> registry;
        };
    }
}
