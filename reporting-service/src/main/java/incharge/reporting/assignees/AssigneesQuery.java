package incharge.reporting.assignees;

import incharge.reporting.answers.CustomerFilter;
import incharge.reporting.answers.Period;
import java.util.Set;
import java.util.UUID;

/**
 * Which responsibilities are listed; an empty filter does not choose.
 *
 * @param projects whether a customer's responsibilities are followed by its projects'
 */
record AssigneesQuery(
        CustomerFilter customers, Set<UUID> employees, Set<UUID> teams, boolean projects, Period period) {}
