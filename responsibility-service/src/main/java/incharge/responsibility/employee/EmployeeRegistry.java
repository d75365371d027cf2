package incharge.responsibility.employee;

import incharge.eventstore.decider.Refused;
import incharge.http.NameKey;
import incharge.responsibility.naming.NameRegistry;
import incharge.responsibility.team.Team;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The employees and teams within the boundary of a decision. It is certain whether one of the employees holds the
 * external id in question.
 */
record EmployeeRegistry(Map<UUID, Employee> byId, NameRegistry<Team> teams) {

    static final EmployeeRegistry EMPTY = new EmployeeRegistry(Map.of(), Team.NONE);

    boolean has(UUID id) {
        return byId.containsKey(id);
    }

    Optional<Employee> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Returns the employee, or refuses the command if there is none. */
    Employee get(UUID id) {
        return find(id).orElseThrow(
                        () -> Refused.unknown("employee-unknown", null, "There is no employee " + id + "."));
    }

    /** Finds who holds the external id; of several who share its key the one who writes it like this, or the first. */
    Optional<Employee> holder(String externalId) {
        String key = NameKey.of(externalId);
        return byId.values().stream()
                .filter(employee -> employee.profile().externalId() != null
                        && key.equals(NameKey.of(employee.profile().externalId())))
                .min(Comparator.comparing((Employee employee) ->
                                !externalId.equals(employee.profile().externalId()))
                        .thenComparing(Employee::id));
    }

    EmployeeRegistry with(Employee employee) {
        Map<UUID, Employee> employees = new HashMap<>(byId);
        employees.put(employee.id(), employee);
        return new EmployeeRegistry(employees, teams);
    }

    EmployeeRegistry without(UUID id) {
        Map<UUID, Employee> employees = new HashMap<>(byId);
        employees.remove(id);
        return new EmployeeRegistry(employees, teams);
    }

    EmployeeRegistry withTeams(NameRegistry<Team> otherTeams) {
        return new EmployeeRegistry(byId, otherTeams);
    }
}
