package incharge.responsibility.responsibility;

import incharge.eventstore.decider.Refused;
import incharge.responsibility.event.Assignment;
import incharge.responsibility.event.EmployeeEvent.EmployeeAdded;
import incharge.responsibility.event.EmployeeEvent.EmployeeChanged;
import incharge.responsibility.event.EmployeeEvent.EmployeeDeleted;
import incharge.responsibility.event.EmployeeEvent.PersonErased;
import incharge.responsibility.event.EmployeeProfile;
import incharge.responsibility.event.ErasureCompleted;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilityEvent.AssigneeRequestDeclined;
import incharge.responsibility.event.ResponsibilityEvent.AssigneeRequestKept;
import incharge.responsibility.event.ResponsibilityEvent.RequestAnswered;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityAssigned;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityChanged;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityRemoved;
import incharge.responsibility.event.RoleEvent;
import incharge.responsibility.event.RoleEvent.RoleAdded;
import incharge.responsibility.event.Subject;
import incharge.responsibility.event.SubjectType;
import incharge.responsibility.event.TeamEvent;
import incharge.responsibility.reference.SubjectData;
import incharge.responsibility.responsibility.ResponsibilityCommand.AnswerAssigneeRequest;
import incharge.responsibility.responsibility.ResponsibilityCommand.AssignResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.ChangeResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.EndResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.ImportResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.RemoveResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.Selector;
import incharge.responsibility.responsibility.ResponsibilityCommand.Selector.OnlyOne;
import incharge.responsibility.responsibility.ResponsibilityCommand.Selector.StartingOn;
import incharge.responsibility.responsibility.ResponsibilityRegistry.Assignee;
import incharge.responsibility.role.Role;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A responsibility of an assignment as decisions see it, and the decisions themselves. */
record Responsibility(UUID customerId, Interval interval) {

    /** Code of the refusal of a row of an import when another role holds the name now; to look it up again helps. */
    static final String ROLE_MOVED = "role-moved";

    static List<ResponsibilitiesEvent> decide(ResponsibilityCommand command, ResponsibilityRegistry registry) {
        return switch (command) {
            case AssignResponsibility(var assignment, var subject, var interval) -> {
                refuseUnknown(assignment, subject != null, registry);
                yield assign(assignment, subject, interval, registry);
            }
            case RemoveResponsibility(var assignment, var subject, var selector, var to) ->
                remove(assignment, existing(assignment, subject, selector, to, registry));
            case ChangeResponsibility(var assignment, var subject, var selector, var to) ->
                change(assignment, existing(assignment, subject, selector, null, registry), to, registry);
            case EndResponsibility(var assignment, var subject, var selector, var to, var on) ->
                end(assignment, existing(assignment, subject, selector, to, registry), on, registry);
            case ImportResponsibility row -> importRow(row, registry);
            case AnswerAssigneeRequest(var assignment, var subject, var today) ->
                answer(assignment, subject, today, registry);
        };
    }

    private static List<ResponsibilitiesEvent> assign(
            Assignment assignment, SubjectData subject, Interval interval, ResponsibilityRegistry registry) {
        refuseEndBeforeStart(interval);
        List<Responsibility> existing = registry.of(assignment);
        if (existing.stream().anyMatch(one -> one.interval().equals(interval))) {
            return List.of();
        }
        refuseArchived(assignment.subject(), subject);
        if (!registry.employees().get(assignment.employeeId()).active()) {
            throw Refused.rule("employee-inactive", "employeeId", "An inactive employee gets no new responsibilities.");
        }
        refuseOverlap(interval, existing);
        return List.of(new ResponsibilityAssigned(
                assignment.subject(),
                subject.customerId(),
                assignment.employeeId(),
                assignment.roleId(),
                interval.from(),
                interval.to()));
    }

    private static List<ResponsibilitiesEvent> remove(Assignment assignment, Responsibility one) {
        return List.of(new ResponsibilityRemoved(
                assignment.subject(),
                one.customerId(),
                assignment.employeeId(),
                assignment.roleId(),
                one.interval().from(),
                one.interval().to()));
    }

    private static List<ResponsibilitiesEvent> change(
            Assignment assignment, Responsibility one, LocalDate to, ResponsibilityRegistry registry) {
        Interval before = one.interval();
        Interval after = before.withEnd(to);
        refuseEndBeforeStart(after);
        if (after.equals(before)) {
            return List.of();
        }
        refuseOverlap(
                after,
                registry.of(assignment).stream()
                        .filter(other -> !other.interval().equals(before))
                        .toList());
        return List.of(new ResponsibilityChanged(
                assignment.subject(),
                one.customerId(),
                assignment.employeeId(),
                assignment.roleId(),
                after.from(),
                after.to(),
                before.to()));
    }

    private static List<ResponsibilitiesEvent> end(
            Assignment assignment, Responsibility one, LocalDate on, ResponsibilityRegistry registry) {
        LocalDate lastDay = on.minusDays(1);
        Interval interval = one.interval();
        if (interval.endedBefore(on)) {
            return List.of();
        }
        return interval.withEnd(lastDay).endsBeforeItStarts()
                ? remove(assignment, one)
                : change(assignment, one, lastDay, registry);
    }

    private static List<ResponsibilitiesEvent> importRow(ImportResponsibility row, ResponsibilityRegistry registry) {
        Assignment assignment = row.assignment();
        Assignee assignee = registry.employees().get(assignment.employeeId());
        if (assignee == null || !assignee.isNamed(row.externalId())) {
            throw unknownEmployee(row.externalId());
        }
        List<ResponsibilitiesEvent> events = new ArrayList<>();
        if (row.role() != null) {
            Role wanted = Role.unused(
                    assignment.roleId(), row.role().name(), assignment.subject().type());
            Optional<Role> holder = registry.roles().holder(wanted.nameTag());
            boolean asLookedUp = holder.isPresent()
                    ? holder.get().id().equals(wanted.id())
                    : row.role().isNew();
            if (!asLookedUp) {
                throw Refused.conflict(ROLE_MOVED, "role", "The name " + wanted.name() + " went to another role.");
            }
            if (holder.isEmpty()) {
                events.add(new RoleAdded(wanted.id(), wanted.name(), wanted.kind()));
            }
        }
        events.addAll(
                row.upsert() ? upsert(row, registry) : assign(assignment, row.subject(), row.interval(), registry));
        return events;
    }

    /** A blank cell leaves the end as it is. */
    private static List<ResponsibilitiesEvent> upsert(ImportResponsibility row, ResponsibilityRegistry registry) {
        Assignment assignment = row.assignment();
        Interval interval = row.interval();
        Optional<Responsibility> existing = registry.of(assignment).stream()
                .filter(one -> one.interval().startsOn(interval.from()))
                .findFirst();
        if (existing.isEmpty()) {
            return assign(assignment, row.subject(), interval, registry);
        }
        refuseArchived(assignment.subject(), row.subject());
        return interval.to() == null
                ? List.of()
                : change(assignment, existing.get().of(row.subject()), interval.to(), registry);
    }

    private static List<ResponsibilitiesEvent> answer(
            Assignment assignment, SubjectData subject, LocalDate today, ResponsibilityRegistry registry) {
        boolean kept =
                registry.of(assignment).stream().anyMatch(one -> one.interval().covers(today));
        if (kept) {
            return List.of(
                    new AssigneeRequestKept(assignment.subject(), subject.customerId(), assignment.employeeId()));
        }
        try {
            refuseUnknown(assignment, true, registry);
            return assign(assignment, subject, new Interval(null, null), registry);
        } catch (Refused refused) {
            return List.of(new AssigneeRequestDeclined(
                    assignment.subject(), subject.customerId(), assignment.employeeId(), refused.code()));
        }
    }

    /** Returns the responsibility that is meant; one of a subject that is not known, or not any more, still exists. */
    private static Responsibility existing(
            Assignment assignment,
            SubjectData subject,
            Selector selector,
            LocalDate to,
            ResponsibilityRegistry registry) {
        refuseUnknown(assignment, subject != null || !registry.of(assignment).isEmpty(), registry);
        return select(assignment, selector, to, registry).of(subject);
    }

    /** Returns the same for the customer that the subject has now: a project may have gone to another one. */
    private Responsibility of(SubjectData subject) {
        return subject == null ? this : new Responsibility(subject.customerId(), interval);
    }

    private static Responsibility select(
            Assignment assignment, Selector selector, LocalDate to, ResponsibilityRegistry registry) {
        List<Responsibility> candidates = registry.of(assignment).stream()
                .filter(one -> to == null || to.equals(one.interval().to()))
                .filter(one -> switch (selector) {
                    case StartingOn(var from) -> one.interval().startsOn(from);
                    case OnlyOne(var today) -> !one.interval().endedBefore(today);
                })
                .toList();
        if (candidates.isEmpty()) {
            throw Refused.rule("responsibility-unknown", null, "There is no such responsibility.");
        }
        if (candidates.size() > 1) {
            throw Refused.rule(
                    "responsibility-ambiguous", "from", "There are several, from which day on is the one meant?");
        }
        return candidates.getFirst();
    }

    /** Returns the refusal of a role while the settings of the workspace say that roles are not in use. */
    static Refused rolesNotInUse(String field) {
        return Refused.rule("roles-not-in-use", field, "Roles are not in use in this workspace.");
    }

    static Refused unknownSubject(Subject subject) {
        return Refused.rule(
                subject.type().text() + "-unknown",
                "subject",
                "There is no " + subject.type().text() + " " + subject.id() + ".");
    }

    /** @param employee the id, or the external id, as the command gives it */
    static Refused unknownEmployee(Object employee) {
        return Refused.rule("employee-unknown", "employeeId", "There is no employee " + employee + ".");
    }

    private static void refuseUnknown(Assignment assignment, boolean subjectKnown, ResponsibilityRegistry registry) {
        Subject subject = assignment.subject();
        if (!subjectKnown) {
            throw unknownSubject(subject);
        }
        if (!registry.employees().containsKey(assignment.employeeId())) {
            throw unknownEmployee(assignment.employeeId());
        }
        if (assignment.roleId() == null) {
            return;
        }
        Role role = registry.roles().byId().get(assignment.roleId());
        if (role == null) {
            throw Refused.rule("role-unknown", "roleId", "There is no role " + assignment.roleId() + ".");
        }
        if (role.kind() != subject.type()) {
            throw Refused.rule(
                    "role-kind", "roleId", "The role is for a " + role.kind().text() + ".");
        }
    }

    private static void refuseArchived(Subject subject, SubjectData data) {
        switch (data.state()) {
            case OPEN -> {}
            case ARCHIVED ->
                throw Refused.rule(
                        subject.type().text() + "-archived",
                        "subject",
                        "An archived " + subject.type().text() + " gets no new responsibilities.");
            case CUSTOMER_ARCHIVED ->
                throw Refused.rule(
                        SubjectType.CUSTOMER.text() + "-archived",
                        "subject",
                        "A project of an archived customer gets no new responsibilities.");
        }
    }

    private static void refuseEndBeforeStart(Interval interval) {
        if (interval.endsBeforeItStarts()) {
            throw Refused.rule("end-before-start", "to", "The responsibility ends before it starts.");
        }
    }

    private static void refuseOverlap(Interval interval, List<Responsibility> others) {
        if (others.stream().anyMatch(other -> other.interval().overlaps(interval))) {
            throw Refused.rule(
                    "responsibility-overlaps",
                    "from",
                    "The employee answers for this already on some of these days, in the same role.");
        }
    }

    static ResponsibilityRegistry evolve(ResponsibilityRegistry registry, ResponsibilitiesEvent event) {
        return switch (event) {
            case ResponsibilityAssigned e ->
                registry.with(e.assignment(), new Responsibility(e.customerId(), new Interval(e.from(), e.to())));
            case ResponsibilityChanged e ->
                registry.with(e.assignment(), new Responsibility(e.customerId(), new Interval(e.from(), e.to())));
            case ResponsibilityRemoved e -> registry.without(e.assignment(), e.from());
            case EmployeeAdded(var id, var profile) -> registry.withEmployee(id, assignee(profile));
            case EmployeeChanged(var id, var profile, var _) -> registry.withEmployee(id, assignee(profile));
            case EmployeeDeleted(var id, var _) -> registry.withoutEmployee(id);
            case PersonErased _ -> registry;
            case RoleEvent e -> registry.withRoles(Role.evolve(registry.roles(), e));
            case RequestAnswered _, TeamEvent _, ErasureCompleted _ -> registry;
        };
    }

    private static Assignee assignee(EmployeeProfile profile) {
        return new Assignee(profile.externalId(), profile.active());
    }
}
