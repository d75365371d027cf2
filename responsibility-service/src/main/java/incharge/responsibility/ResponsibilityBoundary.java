package incharge.responsibility;

import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.Vocabulary;
import incharge.eventstore.log.EventLog;
import incharge.responsibility.Responsibility.Registry;
import incharge.responsibility.ResponsibilityCommand.Answer;
import incharge.responsibility.ResponsibilityCommand.Assign;
import incharge.responsibility.ResponsibilityCommand.Change;
import incharge.responsibility.ResponsibilityCommand.Holding;
import incharge.responsibility.ResponsibilityCommand.Import;
import incharge.responsibility.ResponsibilityCommand.Impossible;
import incharge.responsibility.ResponsibilityCommand.Remove;
import incharge.responsibility.ResponsibilityEvent.AssigneeRequestDeclined;
import incharge.responsibility.ResponsibilityEvent.AssigneeRequestKept;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityAssigned;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityChanged;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityRemoved;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * The consistency of responsibilities: all that happened to the same subject, employee and role, and whether the
 * employee and the role are there. So two bulks collide only where they touch the same responsibility.
 *
 * <p>A responsibility bears no tag of its employee's or role's life, but tags of its own for them. Else whoever asks
 * whether an employee is there would read through all that the employee ever answered for. An assignment loads the
 * employee's life and the employee's end loads the assignments, so whichever of the two comes second sees the other.
 */
final class ResponsibilityBoundary {

    static final Vocabulary<ResponsibilitiesEvent> VOCABULARY = new Vocabulary<>(
            "incharge.responsibilities",
            ResponsibilitiesEvent.class,
            ResponsibilityBoundary::tagsOfAny,
            ResponsibilityBoundary::subjectOfAny);

    static final Decider<ResponsibilityCommand, Registry, ResponsibilitiesEvent> DECIDER = new Decider<>(
            () -> Registry.EMPTY, Responsibility::decide, Responsibility::evolve, ResponsibilityBoundary::criteria);

    private ResponsibilityBoundary() {}

    static Tag responsibility(Holding holding) {
        String role = holding.roleId() == null ? "-" : holding.roleId().toString();
        return Tag.of("responsibility", holding.subject().id() + "/" + holding.employeeId() + "/" + role);
    }

    static Tag assignee(UUID employeeId) {
        return Tag.of("assignee", employeeId.toString());
    }

    static Tag inRole(UUID roleId) {
        return Tag.of("in-role", roleId.toString());
    }

    static Tag answered(UUID projectId) {
        return Tag.of("answered", projectId.toString());
    }

    /** Whether an employee ever got a responsibility. */
    static EventCriteria everOf(UUID employeeId) {
        return VOCABULARY.criteria(assignee(employeeId));
    }

    /** Whether anybody was ever given a role. */
    static EventCriteria everInRole(UUID roleId) {
        return VOCABULARY.criteria(inRole(roleId));
    }

    /** Whether an event bears the tag, asked of the log without loading all that do: there may be many thousand. */
    static boolean isBorne(Tag tag, EventLog log) {
        return log.lastBearing(tag.key() + ":" + tag.value()).isPresent();
    }

    /** The employees with these external ids and the roles with these names. */
    static EventCriteria named(Set<String> externalIds, Set<Role.Name> roles) {
        List<EventCriteria> all = new ArrayList<>();
        all.add(EmployeeBoundary.holdingAny(externalIds));
        roles.forEach(role -> all.add(RoleBoundary.holding(role.key(), role.kind())));
        return EventCriteria.either(all);
    }

    static EventCriteria criteria(ResponsibilityCommand command) {
        return switch (command) {
            case Assign c -> EventCriteria.either(boundary(c.holding()));
            case Remove c -> EventCriteria.either(boundary(c.holding()));
            case Change c -> EventCriteria.either(boundary(c.holding()));
            case Answer c -> EventCriteria.either(boundary(c.holding()));
            case Import c -> {
                List<EventCriteria> all = boundary(c.holding());
                if (c.role() != null) {
                    all.add(RoleBoundary.holding(
                            c.role().name(), c.holding().subject().type()));
                }
                yield EventCriteria.either(all);
            }
            // nothing of the responsibility itself: whether there is one must not be noticed
            case Impossible c -> EventCriteria.either(people(c.holding()));
        };
    }

    private static List<EventCriteria> boundary(Holding holding) {
        List<EventCriteria> all = people(holding);
        all.add(VOCABULARY.criteria(responsibility(holding)));
        return all;
    }

    /** Whether the employee and the role are there. */
    private static List<EventCriteria> people(Holding holding) {
        List<EventCriteria> all = new ArrayList<>();
        all.add(EmployeeBoundary.life(holding.employeeId()));
        if (holding.roleId() != null) {
            all.add(RoleBoundary.existence(holding.roleId()));
        }
        return all;
    }

    private static Set<Tag> tags(ResponsibilityEvent event) {
        return switch (event) {
            case ResponsibilityAssigned e -> {
                Set<Tag> tags = new HashSet<>();
                tags.add(responsibility(new Holding(e.subject(), e.employeeId(), e.roleId())));
                tags.add(assignee(e.employeeId()));
                if (e.roleId() != null) {
                    tags.add(inRole(e.roleId()));
                }
                yield tags;
            }
            case ResponsibilityChanged e ->
                Set.of(responsibility(new Holding(e.subject(), e.employeeId(), e.roleId())));
            case ResponsibilityRemoved e ->
                Set.of(responsibility(new Holding(e.subject(), e.employeeId(), e.roleId())));
            case AssigneeRequestKept e -> Set.of(answered(e.subject().id()));
            case AssigneeRequestDeclined e -> Set.of(answered(e.subject().id()));
        };
    }

    private static Set<Tag> tagsOfAny(ResponsibilitiesEvent event) {
        return switch (event) {
            case TeamEvent e -> TeamBoundary.tags(e);
            case RoleEvent e -> RoleBoundary.tags(e);
            case EmployeeEvent e -> EmployeeBoundary.tags(e);
            case ResponsibilityEvent e -> tags(e);
        };
    }

    private static String subjectOfAny(ResponsibilitiesEvent event) {
        return switch (event) {
            case TeamEvent e -> e.teamId().toString();
            case RoleEvent e -> e.roleId().toString();
            case EmployeeEvent e -> e.employeeId().toString();
            case ResponsibilityEvent e -> e.subject().id().toString();
        };
    }
}
