package incharge.responsibility.employee;

import static incharge.responsibility.event.ResponsibilitiesLog.assignee;
import static incharge.responsibility.event.ResponsibilitiesLog.employee;
import static incharge.responsibility.event.ResponsibilitiesLog.externalId;
import static incharge.responsibility.event.ResponsibilitiesLog.writtenExternalId;

import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.log.Criteria;
import incharge.responsibility.employee.EmployeeCommand.AddEmployee;
import incharge.responsibility.employee.EmployeeCommand.ChangeEmployee;
import incharge.responsibility.employee.EmployeeCommand.DeleteEmployee;
import incharge.responsibility.employee.EmployeeCommand.EraseEmployee;
import incharge.responsibility.employee.EmployeeCommand.ImportEmployee;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.team.TeamBoundary;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The consistency of employees: the events of the employee, those that gave or freed the external id that is claimed,
 * whether the team that is given exists, and for the deletion whether there ever was a responsibility.
 */
public final class EmployeeBoundary {

    public static final Decider<EmployeeCommand, EmployeeRegistry, ResponsibilitiesEvent> DECIDER =
            new Decider<>(() -> EmployeeRegistry.EMPTY, Employee::decide, Employee::evolve, EmployeeBoundary::criteria);

    private EmployeeBoundary() {}

    /** Selects all events of an employee, without the responsibilities. */
    public static Criteria eventsOf(UUID id) {
        return Criteria.tagged(employee(id));
    }

    /** Selects who holds one of these external ids, with all events of the holder since. */
    public static Criteria holders(Collection<String> externalIds) {
        return Criteria.either(
                externalIds.stream().map(EmployeeBoundary::holder).toList());
    }

    private static Criteria holder(String externalId) {
        return Criteria.either(Criteria.tagged(externalId(externalId)), Criteria.tagged(writtenExternalId(externalId)));
    }

    /**
     * Refuses the deletion of an employee who has or had a responsibility, with a look-up instead of loading all
     * responsibilities: a used employee stays used. That none comes meanwhile is decided with the deletion.
     */
    static void refuseUsed(UUID id, EventStore<ResponsibilitiesEvent> store) {
        if (store.log().anyBearing(assignee(id))) {
            throw Employee.inUse();
        }
    }

    public static Criteria criteria(EmployeeCommand command) {
        return switch (command) {
            case AddEmployee(var id, var profile) -> claiming(id, profile.externalId(), profile.teamId());
            case ChangeEmployee(var id, var externalId, var teamId, var _) -> claiming(id, externalId, teamId);
            case EraseEmployee(var id) -> eventsOf(id);
            case DeleteEmployee(var id) -> Criteria.either(eventsOf(id), Criteria.tagged(assignee(id)));
            case ImportEmployee row ->
                Criteria.either(Stream.of(
                                Stream.of(holder(row.externalId())),
                                Stream.ofNullable(row.holderId()).map(EmployeeBoundary::eventsOf),
                                Stream.ofNullable(row.teamName()).map(TeamBoundary::holder))
                        .flatMap(criteria -> criteria)
                        .toList());
        };
    }

    private static Criteria claiming(UUID id, String externalId, UUID teamId) {
        return Criteria.either(Stream.of(
                        Stream.of(eventsOf(id)),
                        Stream.ofNullable(externalId).map(EmployeeBoundary::holder),
                        Stream.ofNullable(teamId).map(TeamBoundary::existence))
                .flatMap(criteria -> criteria)
                .toList());
    }
}
