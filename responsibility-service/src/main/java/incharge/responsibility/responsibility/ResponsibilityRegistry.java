package incharge.responsibility.responsibility;

import incharge.http.NameKey;
import incharge.responsibility.event.Assignment;
import incharge.responsibility.naming.NameRegistry;
import incharge.responsibility.role.Role;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a decision about responsibilities may look at.
 *
 * @param responsibilities those of the assignments within the boundary; the intervals of an assignment never overlap
 * @param employees those within the boundary
 * @param roles those within the boundary
 */
record ResponsibilityRegistry(
        Map<Assignment, List<Responsibility>> responsibilities,
        Map<UUID, Assignee> employees,
        NameRegistry<Role> roles) {

    static final ResponsibilityRegistry EMPTY = new ResponsibilityRegistry(Map.of(), Map.of(), Role.NONE);

    /** An employee, and whether this one may get new responsibilities. */
    record Assignee(String externalId, boolean active) {

        boolean isNamed(String otherExternalId) {
            return externalId != null && NameKey.of(externalId).equals(NameKey.of(otherExternalId));
        }
    }

    List<Responsibility> of(Assignment assignment) {
        return responsibilities.getOrDefault(assignment, List.of());
    }

    ResponsibilityRegistry with(Assignment assignment, Responsibility responsibility) {
        List<Responsibility> all = others(assignment, responsibility.interval().from());
        all.add(responsibility);
        return replacing(assignment, all);
    }

    ResponsibilityRegistry without(Assignment assignment, LocalDate from) {
        return replacing(assignment, others(assignment, from));
    }

    private List<Responsibility> others(Assignment assignment, LocalDate from) {
        List<Responsibility> others = new ArrayList<>(of(assignment));
        others.removeIf(one -> one.interval().startsOn(from));
        return others;
    }

    private ResponsibilityRegistry replacing(Assignment assignment, List<Responsibility> now) {
        Map<Assignment, List<Responsibility>> all = new HashMap<>(responsibilities);
        all.put(assignment, now);
        return new ResponsibilityRegistry(all, employees, roles);
    }

    ResponsibilityRegistry withEmployee(UUID id, Assignee assignee) {
        Map<UUID, Assignee> all = new HashMap<>(employees);
        all.put(id, assignee);
        return new ResponsibilityRegistry(responsibilities, all, roles);
    }

    ResponsibilityRegistry withoutEmployee(UUID id) {
        Map<UUID, Assignee> all = new HashMap<>(employees);
        all.remove(id);
        return new ResponsibilityRegistry(responsibilities, all, roles);
    }

    ResponsibilityRegistry withRoles(NameRegistry<Role> otherRoles) {
        return new ResponsibilityRegistry(responsibilities, employees, otherRoles);
    }
}
