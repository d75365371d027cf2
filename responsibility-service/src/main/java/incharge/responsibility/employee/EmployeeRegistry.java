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
 *
 * @param deleted employees that are deleted, as they were; they can still be erased
 */
record EmployeeRegistry(Map<UUID, Employee> byId, Map<UUID, Employee> deleted, NameRegistry<Team> teams) {

    static final EmployeeRegistry EMPTY = new EmployeeRegistry(Map.of(), Map.of(), Team.NONE);

    boolean has(UUID id) {
        return byId.containsKey(id);
    }

    Optional<Employee> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Returns the employee, or refuses the command if there is none. */
    Employee get(UUID id) {
        return find(id).orElseThrow(() -> unknown(id));
    }

    static Refused unknown(UUID id) {
        return Refused.unknown("employee-unknown", null, "There is no employee " + id + ".");
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

    /** Finds an employee that is there or was deleted. */
    Optional<Employee> findEver(UUID id) {
        return find(id).or(() -> Optional.ofNullable(deleted.get(id)));
    }

    EmployeeRegistry with(Employee employee) {
        return new EmployeeRegistry(with(byId, employee), deleted, teams);
    }

    private static Map<UUID, Employee> with(Map<UUID, Employee> employees, Employee employee) {
        Map<UUID, Employee> all = new HashMap<>(employees);
        all.put(employee.id(), employee);
        return all;
    }

    EmployeeRegistry without(UUID id) {
        Map<UUID, Employee> left = new HashMap<>(byId);
        Employee gone = left.remove(id);
        return new EmployeeRegistry(left, gone == null ? deleted : with(deleted, gone), teams);
    }

    /** Returns the same without the texts about an employee. */
    EmployeeRegistry withErased(UUID id) {
        if (has(id)) {
            return with(get(id).withoutTexts());
        }
        Employee gone = deleted.get(id);
        return gone == null ? this : new EmployeeRegistry(byId, with(deleted, gone.withoutTexts()), teams);
    }

    EmployeeRegistry withTeams(NameRegistry<Team> otherTeams) {
        return new EmployeeRegistry(byId, deleted, otherTeams);
    }
}
