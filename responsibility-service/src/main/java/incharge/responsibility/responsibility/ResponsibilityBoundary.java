package incharge.responsibility.responsibility;

import static incharge.responsibility.event.ResponsibilitiesLog.VOCABULARY;
import static incharge.responsibility.event.ResponsibilitiesLog.responsibility;
import static incharge.responsibility.event.ResponsibilitiesLog.roleName;

import incharge.eventstore.decider.Decider;
import incharge.responsibility.employee.EmployeeBoundary;
import incharge.responsibility.event.Assignment;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.responsibility.ResponsibilityCommand.AnswerAssigneeRequest;
import incharge.responsibility.responsibility.ResponsibilityCommand.AssignResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.ChangeResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.ImportResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.Impossible;
import incharge.responsibility.responsibility.ResponsibilityCommand.RemoveResponsibility;
import incharge.responsibility.role.RoleBoundary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * The consistency of responsibilities: all that happened to the assignment, and whether its employee and its role exist.
 * So two batches conflict only where they change the same assignment.
 */
final class ResponsibilityBoundary {

    static final Decider<ResponsibilityCommand, ResponsibilityRegistry, ResponsibilitiesEvent> DECIDER = new Decider<>(
            () -> ResponsibilityRegistry.EMPTY,
            Responsibility::decide,
            Responsibility::evolve,
            ResponsibilityBoundary::criteria);

    private ResponsibilityBoundary() {}

    /** Selects all that happened to the responsibilities of an assignment. */
    static EventCriteria life(Assignment assignment) {
        return VOCABULARY.criteria(responsibility(assignment));
    }

    /** Selects the employees that hold these external ids and the roles that hold these names. */
    static EventCriteria named(Set<String> externalIds, Set<Tag> roleNames) {
        List<EventCriteria> all = new ArrayList<>();
        all.add(EmployeeBoundary.holders(externalIds));
        roleNames.forEach(name -> all.add(RoleBoundary.holder(name)));
        return EventCriteria.either(all);
    }

    static EventCriteria criteria(ResponsibilityCommand command) {
        List<EventCriteria> all = existence(command.assignment());
        switch (command) {
            case AssignResponsibility _, RemoveResponsibility _, ChangeResponsibility _, AnswerAssigneeRequest _ ->
                all.add(life(command.assignment()));
            case ImportResponsibility row -> {
                all.add(life(row.assignment()));
                if (row.role() != null) {
                    all.add(RoleBoundary.holder(roleName(
                            row.assignment().subject().type(), row.role().name())));
                }
            }
            // nothing of the responsibility itself: whether there is one must not be noticed
            case Impossible _ -> {}
        }
        return EventCriteria.either(all);
    }

    /** Selects whether the employee and the role of an assignment exist. */
    private static List<EventCriteria> existence(Assignment assignment) {
        List<EventCriteria> all = new ArrayList<>();
        all.add(EmployeeBoundary.life(assignment.employeeId()));
        if (assignment.roleId() != null) {
            all.add(RoleBoundary.existence(assignment.roleId()));
        }
        return all;
    }
}
