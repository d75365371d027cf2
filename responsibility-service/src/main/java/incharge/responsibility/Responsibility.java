package incharge.responsibility;

import incharge.eventstore.decider.Refused;
import incharge.responsibility.EmployeeEvent.EmployeeAdded;
import incharge.responsibility.EmployeeEvent.EmployeeChanged;
import incharge.responsibility.EmployeeEvent.EmployeeDeleted;
import incharge.responsibility.ResponsibilityCommand.Answer;
import incharge.responsibility.ResponsibilityCommand.Assign;
import incharge.responsibility.ResponsibilityCommand.Change;
import incharge.responsibility.ResponsibilityCommand.Holding;
import incharge.responsibility.ResponsibilityCommand.Import;
import incharge.responsibility.ResponsibilityCommand.Impossible;
import incharge.responsibility.ResponsibilityCommand.Remove;
import incharge.responsibility.ResponsibilityCommand.Which;
import incharge.responsibility.ResponsibilityCommand.Which.OnlyOne;
import incharge.responsibility.ResponsibilityCommand.Which.StartingOn;
import incharge.responsibility.ResponsibilityEvent.AssigneeRequestDeclined;
import incharge.responsibility.ResponsibilityEvent.AssigneeRequestKept;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityAssigned;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityChanged;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityRemoved;
import incharge.responsibility.RoleEvent.RoleAdded;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A responsibility as decisions see it, and the decisions themselves. */
public record Responsibility(UUID customerId, Interval interval) {

    /** The name of the role went to another role since it was looked up: looking it up again helps. */
    static final String ROLE_MOVED = "role-moved";

    /** Whether an employee may get new responsibilities. */
    public record Assignee(String externalId, boolean active) {}

    /**
     * All that a decision about one responsibility may look at.
     *
     * @param held what there is of the holdings within the boundary; intervals of the same holding never overlap
     * @param employees those within the boundary
     * @param roles those within the boundary
     */
    public record Registry(
            Map<Holding, List<Responsibility>> held, Map<UUID, Assignee> employees, Role.Registry roles) {

        static final Registry EMPTY = new Registry(Map.of(), Map.of(), Role.Registry.EMPTY);

        List<Responsibility> of(Holding holding) {
            return held.getOrDefault(holding, List.of());
        }

        private Registry with(Holding holding, Responsibility responsibility) {
            List<Responsibility> more =
                    others(holding, responsibility.interval().from());
            more.add(responsibility);
            return holding(holding, more);
        }

        private Registry without(Holding holding, LocalDate from) {
            return holding(holding, others(holding, from));
        }

        private List<Responsibility> others(Holding holding, LocalDate from) {
            List<Responsibility> others = new ArrayList<>(of(holding));
            others.removeIf(one -> one.interval().startsOn(from));
            return others;
        }

        private Registry holding(Holding holding, List<Responsibility> now) {
            Map<Holding, List<Responsibility>> all = new HashMap<>(held);
            all.put(holding, now);
            return new Registry(all, employees, roles);
        }

        private Registry with(UUID employeeId, Assignee assignee) {
            Map<UUID, Assignee> all = new HashMap<>(employees);
            all.put(employeeId, assignee);
            return new Registry(held, all, roles);
        }

        private Registry without(UUID employeeId) {
            Map<UUID, Assignee> all = new HashMap<>(employees);
            all.remove(employeeId);
            return new Registry(held, all, roles);
        }
    }

    static List<ResponsibilitiesEvent> decide(ResponsibilityCommand command, Registry registry) {
        return switch (command) {
            case Assign(var holding, var known, var interval) -> {
                refuseUnknown(holding, known != null, registry);
                yield assign(holding, known, interval, registry);
            }
            case Remove(var holding, var known, var which, var to) -> {
                refuseUnknown(holding, known != null || !registry.of(holding).isEmpty(), registry);
                Responsibility one = find(holding, which, to, registry);
                yield List.of(new ResponsibilityRemoved(
                        holding.subject(),
                        one.customerId(),
                        holding.employeeId(),
                        holding.roleId(),
                        one.interval().from(),
                        one.interval().to()));
            }
            case Change(var holding, var known, var which, var to) -> {
                refuseUnknown(holding, known != null || !registry.of(holding).isEmpty(), registry);
                yield change(holding, find(holding, which, null, registry), to, registry);
            }
            case Import row -> take(row, registry);
            case Impossible(var _, var why) -> throw why;
            case Answer(var holding, var known, var today) -> answer(holding, known, today, registry);
        };
    }

    private static List<ResponsibilitiesEvent> assign(
            Holding holding, KnownSubject known, Interval interval, Registry registry) {
        refuseEndBeforeStart(interval);
        List<Responsibility> held = registry.of(holding);
        if (held.stream().anyMatch(one -> one.interval().equals(interval))) {
            return List.of();
        }
        refuseArchived(holding.subject(), known);
        if (!registry.employees().get(holding.employeeId()).active()) {
            throw Refused.rule("employee-inactive", "employeeId", "An inactive employee gets no new responsibilities.");
        }
        refuseOverlap(interval, held);
        return List.of(new ResponsibilityAssigned(
                holding.subject(),
                known.customerId(),
                holding.employeeId(),
                holding.roleId(),
                interval.from(),
                interval.to()));
    }

    private static List<ResponsibilitiesEvent> change(
            Holding holding, Responsibility one, LocalDate to, Registry registry) {
        Interval before = one.interval();
        Interval after = before.until(to);
        refuseEndBeforeStart(after);
        if (after.equals(before)) {
            return List.of();
        }
        refuseOverlap(
                after,
                registry.of(holding).stream().filter(other -> other != one).toList());
        return List.of(new ResponsibilityChanged(
                holding.subject(),
                one.customerId(),
                holding.employeeId(),
                holding.roleId(),
                after.from(),
                after.to(),
                before.to()));
    }

    private static List<ResponsibilitiesEvent> take(Import row, Registry registry) {
        Holding holding = row.holding();
        Assignee assignee = registry.employees().get(holding.employeeId());
        if (assignee == null || !row.externalId().equals(assignee.externalId())) {
            throw Refused.rule("employee-unknown", "employeeId", "There is no employee " + row.externalId() + ".");
        }
        List<ResponsibilitiesEvent> events = new ArrayList<>();
        if (row.role() != null) {
            SubjectType kind = holding.subject().type();
            Optional<Role> named = registry.roles().named(row.role().name(), kind);
            boolean asLookedUp = named.isPresent()
                    ? named.get().id().equals(holding.roleId())
                    : row.role().isNew();
            if (!asLookedUp) {
                throw Refused.conflict(
                        ROLE_MOVED, "role", "The name " + row.role().name() + " went to another role.");
            }
            if (named.isEmpty()) {
                events.add(new RoleAdded(holding.roleId(), row.role().name(), kind));
            }
        }
        events.addAll(assign(holding, row.known(), row.interval(), registry));
        return events;
    }

    private static List<ResponsibilitiesEvent> answer(
            Holding holding, KnownSubject known, LocalDate today, Registry registry) {
        Subject subject = holding.subject();
        boolean kept =
                registry.of(holding).stream().anyMatch(one -> one.interval().covers(today));
        if (kept) {
            return List.of(new AssigneeRequestKept(subject, known.customerId(), holding.employeeId()));
        }
        try {
            refuseUnknown(holding, true, registry);
            return assign(holding, known, new Interval(null, null), registry);
        } catch (Refused refused) {
            return List.of(
                    new AssigneeRequestDeclined(subject, known.customerId(), holding.employeeId(), refused.code()));
        }
    }

    private static Responsibility find(Holding holding, Which which, LocalDate to, Registry registry) {
        List<Responsibility> candidates = registry.of(holding).stream()
                .filter(one -> to == null || to.equals(one.interval().to()))
                .filter(one -> switch (which) {
                    case StartingOn(var from) -> one.interval().startsOn(from);
                    case OnlyOne(var today) -> !one.interval().endedBy(today);
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

    static Refused unknown(Subject subject) {
        return Refused.rule(
                subject.type().text() + "-unknown",
                "subject",
                "There is no " + subject.type().text() + " " + subject.id() + ".");
    }

    private static void refuseUnknown(Holding holding, boolean subjectKnown, Registry registry) {
        Subject subject = holding.subject();
        if (!subjectKnown) {
            throw unknown(subject);
        }
        if (!registry.employees().containsKey(holding.employeeId())) {
            throw Refused.rule("employee-unknown", "employeeId", "There is no employee " + holding.employeeId() + ".");
        }
        if (holding.roleId() == null) {
            return;
        }
        Role role = registry.roles().byId().get(holding.roleId());
        if (role == null) {
            throw Refused.rule("role-unknown", "roleId", "There is no role " + holding.roleId() + ".");
        }
        if (role.kind() != subject.type()) {
            throw Refused.rule(
                    "role-kind", "roleId", "The role is for a " + role.kind().text() + ".");
        }
    }

    private static void refuseArchived(Subject subject, KnownSubject known) {
        switch (known.state()) {
            case OPEN -> {}
            case ARCHIVED ->
                throw Refused.rule(
                        subject.type().text() + "-archived",
                        "subject",
                        "An archived " + subject.type().text() + " gets no new responsibilities.");
            case CUSTOMER_ARCHIVED ->
                throw Refused.rule(
                        "customer-archived",
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

    static Registry evolve(Registry registry, ResponsibilitiesEvent event) {
        return switch (event) {
            case ResponsibilityAssigned e ->
                registry.with(
                        new Holding(e.subject(), e.employeeId(), e.roleId()),
                        new Responsibility(e.customerId(), new Interval(e.from(), e.to())));
            case ResponsibilityChanged e ->
                registry.with(
                        new Holding(e.subject(), e.employeeId(), e.roleId()),
                        new Responsibility(e.customerId(), new Interval(e.from(), e.to())));
            case ResponsibilityRemoved e ->
                registry.without(new Holding(e.subject(), e.employeeId(), e.roleId()), e.from());
            case AssigneeRequestKept _, AssigneeRequestDeclined _, TeamEvent _ -> registry;
            case EmployeeAdded e -> registry.with(e.employeeId(), new Assignee(e.externalId(), e.active()));
            case EmployeeChanged e -> registry.with(e.employeeId(), new Assignee(e.externalId(), e.active()));
            case EmployeeDeleted(var id, var _) -> registry.without(id);
            case RoleEvent e -> new Registry(registry.held(), registry.employees(), Role.evolve(registry.roles(), e));
        };
    }
}
