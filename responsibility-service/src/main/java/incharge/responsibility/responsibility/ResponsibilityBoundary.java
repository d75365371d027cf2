package incharge.responsibility.responsibility;

import static incharge.responsibility.event.ResponsibilitiesLog.responsibility;
import static incharge.responsibility.event.ResponsibilitiesLog.roleName;

import incharge.eventstore.decider.Decider;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.Tag;
import incharge.responsibility.employee.EmployeeBoundary;
import incharge.responsibility.event.Assignment;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.responsibility.ResponsibilityCommand.AnswerAssigneeRequest;
import incharge.responsibility.responsibility.ResponsibilityCommand.AssignResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.ChangeResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.EndResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.ImportResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.RemoveResponsibility;
import incharge.responsibility.role.RoleBoundary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The consistency of responsibilities: all that happened to the assignment, and whether its employee and its role
 * exist. So two batches conflict only where they change the same assignment.
 */
final class ResponsibilityBoundary {

    static final Decider<ResponsibilityCommand, ResponsibilityRegistry, ResponsibilitiesEvent> DECIDER = new Decider<>(
            () -> ResponsibilityRegistry.EMPTY,
            Responsibility::decide,
            Responsibility::evolve,
            ResponsibilityBoundary::criteria);

    private ResponsibilityBoundary() {}

    /** Selects all that happened to the responsibilities of an assignment. */
    static Criteria eventsOf(Assignment assignment) {
        return Criteria.tagged(responsibility(assignment));
    }

    /** Selects the employees that hold these external ids and the roles that hold these names. */
    static Criteria named(Set<String> externalIds, Set<Tag> roleNames) {
        List<Criteria> all = new ArrayList<>();
        all.add(EmployeeBoundary.holders(externalIds));
        roleNames.forEach(name -> all.add(RoleBoundary.holder(name)));
        return Criteria.either(all);
    }

    static Criteria criteria(ResponsibilityCommand command) {
        Criteria all = Criteria.either(existence(command.assignment()), eventsOf(command.assignment()));
        return switch (command) {
            case AssignResponsibility _,
                    RemoveResponsibility _,
                    ChangeResponsibility _,
                    EndResponsibility _,
                    AnswerAssigneeRequest _ -> all;
            case ImportResponsibility row when row.role() == null -> all;
            case ImportResponsibility row ->
                Criteria.either(
                        all,
                        RoleBoundary.holder(roleName(
                                row.assignment().subject().type(), row.role().name())));
        };
    }

    /** Selects whether the employee and the role of an assignment exist. */
    static Criteria existence(Assignment assignment) {
        Criteria employee = EmployeeBoundary.eventsOf(assignment.employeeId());
        return assignment.roleId() == null
                ? employee
                : Criteria.either(employee, RoleBoundary.existence(assignment.roleId()));
    }
}
