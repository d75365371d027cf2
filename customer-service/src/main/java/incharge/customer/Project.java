package incharge.customer;

import incharge.customer.CustomerEvent.CustomerArchived;
import incharge.customer.CustomerEvent.CustomerRegistered;
import incharge.customer.CustomerEvent.CustomerRestored;
import incharge.customer.ProjectCommand.Archive;
import incharge.customer.ProjectCommand.Change;
import incharge.customer.ProjectCommand.Open;
import incharge.customer.ProjectCommand.Restore;
import incharge.customer.ProjectCommand.Revert;
import incharge.customer.ProjectEvent.ProjectArchived;
import incharge.customer.ProjectEvent.ProjectAssigneeRequested;
import incharge.customer.ProjectEvent.ProjectAssigneeWithdrawn;
import incharge.customer.ProjectEvent.ProjectChanged;
import incharge.customer.ProjectEvent.ProjectOpened;
import incharge.customer.ProjectEvent.ProjectRestored;
import incharge.customer.ProjectEvent.ProjectStatusChanged;
import incharge.eventstore.decider.Refused;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A project of a customer as decisions see it, and the decisions themselves.
 *
 * @param asked how often an employee was asked to be responsible since it is open or that was withdrawn
 */
public record Project(UUID id, UUID customerId, String number, Plan plan, Map<UUID, Integer> asked, boolean archived) {

    static final String OPEN = "open";

    /** Code of the refusal to open under an id that a project has. */
    static final String EXISTS = "project-exists";

    /** What is planned; only the name and the status are never null. */
    public record Plan(String name, String status, LocalDate start, LocalDate end, Money amount) {}

    /**
     * All that a decision about one project may look at.
     *
     * @param byId the projects within the boundary; of one that is there only because it holds or held the number in
     *     question, nothing but the number is reliable
     * @param holders who holds a number, by {@link Customer#key}
     * @param customers the customers within the boundary
     * @param archivedCustomers those of them that are archived
     */
    public record Registry(
            Map<UUID, Project> byId, Map<String, UUID> holders, Set<UUID> customers, Set<UUID> archivedCustomers) {

        static final Registry EMPTY = new Registry(Map.of(), Map.of(), Set.of(), Set.of());

        Project find(UUID id) {
            Project found = byId.get(id);
            if (found == null) {
                throw unknown(id);
            }
            return found;
        }

        private Registry with(Project project) {
            Map<UUID, Project> projects = new HashMap<>(byId);
            projects.put(project.id(), project);
            Map<String, UUID> numbers = new HashMap<>(holders);
            numbers.put(Customer.key(project.number()), project.id());
            return new Registry(projects, numbers, customers, archivedCustomers);
        }

        private Registry freed(String number) {
            if (number == null) {
                return this;
            }
            Map<String, UUID> numbers = new HashMap<>(holders);
            numbers.remove(Customer.key(number));
            return new Registry(byId, numbers, customers, archivedCustomers);
        }

        private Registry customer(UUID id, boolean archived) {
            Set<UUID> known = new HashSet<>(customers);
            known.add(id);
            Set<UUID> hidden = new HashSet<>(archivedCustomers);
            if (archived) {
                hidden.add(id);
            } else {
                hidden.remove(id);
            }
            return new Registry(byId, holders, known, hidden);
        }
    }

    static Refused unknown(UUID id) {
        return Refused.unknown("project-unknown", null, "There is no project " + id + ".");
    }

    /** Of a project that names a customer whom there is not. */
    static Refused unknownCustomer(UUID id) {
        return Refused.rule("customer-unknown", "customerId", "There is no customer " + id + ".");
    }

    static List<ProjectEvent> decide(ProjectCommand command, Registry registry) {
        return switch (command) {
            case Open open -> List.of(open(open, registry));
            case Change change -> change(registry.find(change.projectId()), change, registry);
            case Revert(var id, var plan, var withdrawn, var employees) -> {
                Project project = registry.find(id);
                List<ProjectEvent> events = change(project, new Change(id, null, null, _ -> plan, null), registry);
                employees.forEach(employee ->
                        events.add(new ProjectAssigneeWithdrawn(id, project.customerId(), employee, withdrawn)));
                yield events;
            }
            case Archive(var id) -> {
                Project project = registry.find(id);
                yield project.archived() ? List.of() : List.of(new ProjectArchived(id, project.customerId()));
            }
            case Restore(var id) -> {
                Project project = registry.find(id);
                yield project.archived() ? List.of(new ProjectRestored(id, project.customerId())) : List.of();
            }
        };
    }

    private static ProjectOpened open(Open open, Registry registry) {
        if (registry.byId().containsKey(open.projectId())) {
            throw Refused.conflict(EXISTS, "id", "A project with this id is open already.");
        }
        if (!registry.customers().contains(open.customerId())) {
            throw unknownCustomer(open.customerId());
        }
        if (registry.archivedCustomers().contains(open.customerId())) {
            throw Refused.rule("customer-archived", "customerId", "An archived customer gets no new projects.");
        }
        refuseTaken(open.number(), open.projectId(), registry);
        Plan plan = open.plan();
        refuseEndBeforeStart(plan);
        return new ProjectOpened(
                open.projectId(),
                open.customerId(),
                open.number(),
                plan.name(),
                plan.status(),
                plan.start(),
                plan.end(),
                plan.amount(),
                open.requestedEmployeeId());
    }

    private static List<ProjectEvent> change(Project project, Change change, Registry registry) {
        if (change.customerId() != null && !change.customerId().equals(project.customerId())) {
            throw Refused.rule(
                    "project-of-another-customer",
                    "customerNumber",
                    "The project " + project.number() + " is another customer's.");
        }
        List<ProjectEvent> events = new ArrayList<>();
        String number = change.number() == null ? project.number() : change.number();
        refuseTaken(number, project.id(), registry);
        Plan before = project.plan();
        Plan after = change.plan().apply(before);
        refuseEndBeforeStart(after);
        boolean onlyStatus =
                after.equals(new Plan(before.name(), after.status(), before.start(), before.end(), before.amount()));
        boolean renumbered = !number.equals(project.number());
        if (renumbered || !onlyStatus) {
            events.add(new ProjectChanged(
                    project.id(),
                    project.customerId(),
                    number,
                    after.name(),
                    after.start(),
                    after.end(),
                    after.amount(),
                    renumbered ? project.number() : null));
        }
        if (!after.status().equals(before.status())) {
            events.add(new ProjectStatusChanged(project.id(), project.customerId(), after.status()));
        }
        if (change.requestedEmployeeId() != null) {
            events.add(new ProjectAssigneeRequested(project.id(), project.customerId(), change.requestedEmployeeId()));
        }
        return events;
    }

    private static void refuseTaken(String number, UUID by, Registry registry) {
        UUID holder = registry.holders().get(Customer.key(number));
        if (holder != null && !holder.equals(by)) {
            throw Refused.conflict("project-number-taken", "number", "The project number " + number + " is taken.");
        }
    }

    private static void refuseEndBeforeStart(Plan plan) {
        if (plan.start() != null && plan.end() != null && plan.end().isBefore(plan.start())) {
            throw Refused.rule("end-before-start", "end", "The project ends before it starts.");
        }
    }

    static Registry evolve(Registry registry, CustomersEvent event) {
        return switch (event) {
            case ProjectOpened(
                    var id,
                    var customer,
                    var number,
                    var name,
                    var status,
                    var start,
                    var end,
                    var amount,
                    var _) ->
                registry.with(
                        new Project(id, customer, number, new Plan(name, status, start, end, amount), Map.of(), false));
            case ProjectChanged(
                    var id,
                    var customer,
                    var number,
                    var name,
                    var start,
                    var end,
                    var amount,
                    var freed) -> {
                Project before = registry.byId().get(id);
                String status = before == null ? OPEN : before.plan().status();
                boolean archived = before != null && before.archived();
                Map<UUID, Integer> asked = before == null ? Map.of() : before.asked();
                yield registry.freed(freed)
                        .with(new Project(
                                id, customer, number, new Plan(name, status, start, end, amount), asked, archived));
            }
            case ProjectStatusChanged(var id, var _, var status) -> {
                Project before = registry.byId().get(id);
                Plan plan = before.plan();
                yield registry.with(new Project(
                        id,
                        before.customerId(),
                        before.number(),
                        new Plan(plan.name(), status, plan.start(), plan.end(), plan.amount()),
                        before.asked(),
                        before.archived()));
            }
            case ProjectAssigneeRequested(var id, var _, var employee) ->
                registry.with(registry.byId().get(id).asked(asked -> asked.merge(employee, 1, Integer::sum)));
            case ProjectAssigneeWithdrawn(var id, var _, var employee, var _) ->
                registry.with(registry.byId().get(id).asked(asked -> asked.remove(employee)));
            case ProjectArchived(var id, var _) ->
                registry.with(registry.byId().get(id).archived(true));
            case ProjectRestored(var id, var _) ->
                registry.with(registry.byId().get(id).archived(false));
            case CustomerRegistered e -> registry.customer(e.customerId(), false);
            case CustomerArchived(var id) -> registry.customer(id, true);
            case CustomerRestored(var id) -> registry.customer(id, false);
            case CustomerEvent.CustomerRenumbered _,
                    CustomerEvent.CustomerRenamed _,
                    CustomerEvent.CustomerDetailsChanged _,
                    CustomerEvent.CustomerGroupingRequested _,
                    CustomerEvent.CustomerGroupingWithdrawn _ -> registry;
        };
    }

    private Project archived(boolean now) {
        return new Project(id, customerId, number, plan, asked, now);
    }

    private Project asked(Consumer<Map<UUID, Integer>> change) {
        Map<UUID, Integer> now = new LinkedHashMap<>(asked);
        change.accept(now);
        return new Project(id, customerId, number, plan, now, archived);
    }

    /** Whom somebody asked since the project was as it was before, in order. */
    List<UUID> askedSince(Project before) {
        return asked.keySet().stream()
                .filter(employee -> asked.get(employee) > before.asked.getOrDefault(employee, 0))
                .toList();
    }
}
