package incharge.responsibility;

import static incharge.responsibility.ResponsibilityBoundary.VOCABULARY;

import incharge.eventstore.decider.Decider;
import incharge.responsibility.Employee.Registry;
import incharge.responsibility.EmployeeCommand.Add;
import incharge.responsibility.EmployeeCommand.Change;
import incharge.responsibility.EmployeeCommand.Delete;
import incharge.responsibility.EmployeeCommand.Import;
import incharge.responsibility.EmployeeEvent.EmployeeAdded;
import incharge.responsibility.EmployeeEvent.EmployeeChanged;
import incharge.responsibility.EmployeeEvent.EmployeeDeleted;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * The consistency of employees: the employee's own events, those that gave or freed the external id that is claimed,
 * whether the team that is given exists, and for the end whether there ever was a responsibility.
 */
final class EmployeeBoundary {

    static final Decider<EmployeeCommand, Registry, ResponsibilitiesEvent> DECIDER =
            new Decider<>(() -> Registry.EMPTY, Employee::decide, Employee::evolve, EmployeeBoundary::criteria);

    private EmployeeBoundary() {}

    static Tag employee(UUID id) {
        return Tag.of("employee", id.toString());
    }

    static Tag externalId(String externalId) {
        return Tag.of("external-id", externalId);
    }

    /** The whole life of one employee, without the responsibilities. */
    static EventCriteria life(UUID id) {
        return VOCABULARY.criteria(employee(id));
    }

    /** Who holds or held an external id; all that happened to the holder since is among it. */
    static EventCriteria holding(String externalId) {
        return VOCABULARY.criteria(externalId(externalId));
    }

    /** Who holds or held any of these external ids. */
    static EventCriteria holdingAny(Collection<String> externalIds) {
        return EventCriteria.either(
                externalIds.stream().map(EmployeeBoundary::holding).toList());
    }

    static EventCriteria criteria(EmployeeCommand command) {
        return switch (command) {
            case Add(var id, var profile) -> claiming(id, profile.externalId(), profile.teamId());
            case Change(var id, var externalId, var teamId, var _) -> claiming(id, externalId, teamId);
            case Delete(var id) -> EventCriteria.either(life(id), ResponsibilityBoundary.everOf(id));
            case Import row
            when row.teamName() != null ->
                EventCriteria.either(holding(row.externalId()), TeamBoundary.holding(row.teamName()));
            case Import row -> holding(row.externalId());
        };
    }

    private static EventCriteria claiming(UUID id, String externalId, UUID teamId) {
        return EventCriteria.either(Stream.of(
                        Stream.of(life(id)),
                        Stream.ofNullable(externalId).map(EmployeeBoundary::holding),
                        Stream.ofNullable(teamId).map(TeamBoundary::existence))
                .flatMap(criteria -> criteria)
                .toArray(EventCriteria[]::new));
    }

    static Set<Tag> tags(EmployeeEvent event) {
        return switch (event) {
            case EmployeeAdded e -> tags(e.employeeId(), e.externalId(), null);
            case EmployeeChanged e -> tags(e.employeeId(), e.externalId(), e.previousExternalId());
            case EmployeeDeleted(var id, var externalId) -> tags(id, externalId, null);
        };
    }

    private static Set<Tag> tags(UUID id, String externalId, String previousExternalId) {
        Set<Tag> tags = new HashSet<>(Set.of(employee(id)));
        if (externalId != null) {
            tags.add(externalId(externalId));
        }
        if (previousExternalId != null) {
            tags.add(externalId(previousExternalId));
        }
        return tags;
    }
}
