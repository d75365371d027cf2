package incharge.customer;

import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What can be asked of a project. */
public sealed interface ProjectCommand {

    /**
     * {@code number} is given or proposed.
     *
     * @param requestedEmployeeId who shall be responsible, null for nobody
     */
    record Open(UUID projectId, UUID customerId, String number, Project.Plan plan, UUID requestedEmployeeId)
            implements ProjectCommand {}

    /**
     * Changes what is given: a null {@code number} stays as it is.
     *
     * @param customerId whose project it must be, null when anybody's
     * @param plan from the plan before to that after
     * @param requestedEmployeeId who shall be responsible too, null for nobody; already without who is
     */
    record Change(
            UUID projectId, UUID customerId, String number, UnaryOperator<Project.Plan> plan, UUID requestedEmployeeId)
            implements ProjectCommand {}

    /**
     * Leads back to where the project was before another command.
     *
     * @param withdrawnCommandId that command's id
     * @param employeeIds whom it asked to be responsible, in order
     */
    record Revert(UUID projectId, Project.Plan plan, UUID withdrawnCommandId, List<UUID> employeeIds)
            implements ProjectCommand {}

    record Archive(UUID projectId) implements ProjectCommand {}

    record Restore(UUID projectId) implements ProjectCommand {}
}
