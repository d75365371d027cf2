package incharge.customer.project;

import incharge.customer.event.Plan;
import incharge.customer.numbering.NumberClaim;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Commands to a project. */
sealed interface ProjectCommand {

    /** @param requestedEmployeeId who is requested to be responsible, null for nobody */
    record OpenProject(UUID projectId, UUID customerId, NumberClaim number, Plan plan, UUID requestedEmployeeId)
            implements ProjectCommand {}

    /**
     * Changes what is given: a null {@code transfer} or {@code number} stays as it is.
     *
     * @param transfer the customer that the project goes to
     * @param plan maps the plan before to that after
     * @param requestedEmployeeId who is requested to be responsible too, null for nobody; already without who is
     */
    record ChangeProject(
            UUID projectId, Transfer transfer, String number, UnaryOperator<Plan> plan, UUID requestedEmployeeId)
            implements ProjectCommand {}

    /** @param from the customer that the project has as far as it is known */
    record Transfer(UUID from, UUID to) {}

    /**
     * Restores the state before another command.
     *
     * @param withdrawnCommandId that command's id
     * @param employeeIds the employees that it requested to be responsible, in order
     */
    record RevertProject(UUID projectId, Plan plan, UUID withdrawnCommandId, List<UUID> employeeIds)
            implements ProjectCommand {}

    /**
     * Changes a project by a row of an import, which does not change an archived one.
     *
     * @param customerId the customer that must have the project, null for any
     */
    record ImportProject(UUID customerId, ChangeProject change) implements ProjectCommand {}

    record ArchiveProject(UUID projectId) implements ProjectCommand {}

    /** Archives a project whose opening is undone, and frees its number. */
    record WithdrawProject(UUID projectId) implements ProjectCommand {}

    /** {@code number} is null unless the project has to get its number again. */
    record RestoreProject(UUID projectId, String number) implements ProjectCommand {}
}
