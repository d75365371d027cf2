package incharge.customer.project;

import incharge.customer.event.Plan;
import incharge.customer.event.ProjectEvent;
import incharge.customer.event.ProjectEvent.ProjectArchived;
import incharge.customer.event.ProjectEvent.ProjectAssigneeRequested;
import incharge.customer.event.ProjectEvent.ProjectAssigneeWithdrawn;
import incharge.customer.event.ProjectEvent.ProjectChanged;
import incharge.customer.event.ProjectEvent.ProjectOpened;
import incharge.customer.event.ProjectEvent.ProjectRestored;
import incharge.customer.event.ProjectEvent.ProjectStatusChanged;
import incharge.customer.numbering.NumberClaim;
import incharge.customer.project.ProjectCommand.ArchiveProject;
import incharge.customer.project.ProjectCommand.ChangeProject;
import incharge.customer.project.ProjectCommand.ImportProject;
import incharge.customer.project.ProjectCommand.OpenProject;
import incharge.customer.project.ProjectCommand.RestoreProject;
import incharge.customer.project.ProjectCommand.RevertProject;
import incharge.customer.project.ProjectCommand.WithdrawProject;
import incharge.eventstore.decider.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A project of a customer as decisions see it, and the decisions themselves.
 *
 * @param requests by employee, how often they were requested to be responsible since it was opened or that was
 *     withdrawn
 * @param numbered whether it holds its number; an archived project may have given it back
 */
record Project(
        UUID id,
        UUID customerId,
        String number,
        Plan plan,
        Map<UUID, Integer> requests,
        boolean archived,
        boolean numbered) {

    /** The status of a project that is opened without another one. */
    static final String OPEN = "open";

    /** Code of the refusal to open a project under an id that a project has. */
    static final String EXISTS = "project-exists";

    /** Code of the refusal of a number that another project holds. */
    static final String NUMBER_TAKEN = "project-number-taken";

    static Refused unknown(UUID id) {
        return Refused.unknown("project-unknown", null, "There is no project " + id + ".");
    }

    static Refused unknownCustomer(UUID id) {
        return Refused.rule("customer-unknown", "customerId", "There is no customer " + id + ".");
    }

    static List<ProjectEvent> decide(ProjectCommand command, ProjectRegistry registry) {
        return switch (command) {
            case OpenProject open -> List.of(open(open, registry));
            case ChangeProject change -> change(registry.get(change.projectId()), change, registry);
            case RevertProject(var id, var plan, var withdrawn, var employees) -> {
                Project project = registry.get(id);
                var back = new ChangeProject(id, null, null, _ -> plan, null);
                List<ProjectEvent> events = change(project, back, registry);
                employees.forEach(employee ->
                        events.add(new ProjectAssigneeWithdrawn(id, project.customerId(), employee, withdrawn)));
                yield events;
            }
            case ImportProject(var customer, var change) -> {
                Project project = registry.get(change.projectId());
                if (customer != null && !customer.equals(project.customerId())) {
                    throw Refused.rule(
                            "project-of-another-customer",
                            "customerNumber",
                            "The project " + project.number() + " is another customer's.");
                }
                if (project.archived()) {
                    throw Refused.rule(
                            "project-archived",
                            "number",
                            "The project " + project.number() + " is archived; restore it first.");
                }
                yield change(project, change, registry);
            }
            case ArchiveProject(var id) -> archive(registry.get(id), null);
            case WithdrawProject(var id) ->
                archive(registry.get(id), registry.get(id).number());
            case RestoreProject(var id, var number) -> restore(registry.get(id), number, registry);
        };
    }

    /** {@code freed} is null for a project that keeps its number. */
    private static List<ProjectEvent> archive(Project project, String freed) {
        return project.archived() ? List.of() : List.of(new ProjectArchived(project.id(), project.customerId(), freed));
    }

    private static List<ProjectEvent> restore(Project project, String number, ProjectRegistry registry) {
        if (!project.archived()) {
            return List.of();
        }
        if (project.numbered()) {
            return List.of(new ProjectRestored(project.id(), project.customerId(), null));
        }
        if (!project.number().equals(number)) {
            throw Refused.conflict("project-changed", "number", "The project was changed meanwhile; try again.");
        }
        refuseTaken(NumberClaim.typed(number), project.id(), registry);
        return List.of(new ProjectRestored(project.id(), project.customerId(), number));
    }

    private static ProjectOpened open(OpenProject open, ProjectRegistry registry) {
        if (registry.byId().containsKey(open.projectId())) {
            throw Refused.conflict(EXISTS, "id", "A project with this id is open already.");
        }
        refuseNew(open.customerId(), registry);
        refuseTaken(open.number(), open.projectId(), registry);
        refuseEndBeforeStart(open.plan());
        return new ProjectOpened(
                open.projectId(), open.customerId(), open.number().number(), open.plan(), open.requestedEmployeeId());
    }

    /** Refuses a customer that cannot get a project. */
    private static void refuseNew(UUID customer, ProjectRegistry registry) {
        ProjectRegistry.Owner owner = registry.customers().get(customer);
        if (owner == null) {
            throw unknownCustomer(customer);
        }
        if (owner.archived()) {
            throw Refused.rule("customer-archived", "customerId", "An archived customer gets no new projects.");
        }
    }

    /** What is written about a person is sealed under the person's key, and stays where that key is. */
    private static void refuseOfPerson(UUID from, UUID to, ProjectRegistry registry) {
        if (registry.isPerson(from)) {
            throw ofPerson("A project of a person stays with that person.");
        }
        if (registry.isPerson(to)) {
            throw ofPerson("A person gets no project of another customer.");
        }
    }

    private static Refused ofPerson(String message) {
        return Refused.rule("project-of-person", "customerId", message);
    }

    private static List<ProjectEvent> change(Project project, ChangeProject change, ProjectRegistry registry) {
        UUID id = project.id();
        UUID customer = change.transfer() == null
                ? project.customerId()
                : change.transfer().to();
        boolean given = !customer.equals(project.customerId());
        if (given) {
            refuseNew(customer, registry);
            refuseOfPerson(project.customerId(), customer, registry);
        }
        var events = new ArrayList<ProjectEvent>();
        String number = change.number() == null ? project.number() : change.number();
        boolean renumbered = !number.equals(project.number());
        if (renumbered) {
            refuseTaken(NumberClaim.typed(number), id, registry);
        }
        Plan before = project.plan();
        Plan after = change.plan().apply(before);
        refuseEndBeforeStart(after);
        if (given || renumbered || !after.withStatus(before.status()).equals(before)) {
            events.add(new ProjectChanged(
                    id,
                    customer,
                    number,
                    after.withStatus(null),
                    renumbered ? project.number() : null,
                    given ? project.customerId() : null));
        }
        if (!after.status().equals(before.status())) {
            events.add(new ProjectStatusChanged(id, customer, after.status()));
        }
        if (change.requestedEmployeeId() != null) {
            events.add(new ProjectAssigneeRequested(id, customer, change.requestedEmployeeId()));
        }
        return events;
    }

    private static void refuseTaken(NumberClaim claim, UUID id, ProjectRegistry registry) {
        if (claim.fails(registry.holders(), id)) {
            throw Refused.conflict(NUMBER_TAKEN, "number", "The project number " + claim.number() + " is taken.");
        }
    }

    private static void refuseEndBeforeStart(Plan plan) {
        if (plan.start() != null && plan.end() != null && plan.end().isBefore(plan.start())) {
            throw Refused.rule("end-before-start", "end", "The project ends before it starts.");
        }
    }

    /** Returns the employees that were requested since the project was in the state before, in order. */
    List<UUID> requestedSince(Project before) {
        return requests.keySet().stream()
                .filter(employee -> requests.get(employee) > before.requests.getOrDefault(employee, 0))
                .toList();
    }

    Project requesting(UUID employee) {
        var counts = new LinkedHashMap<UUID, Integer>(requests);
        counts.merge(employee, 1, Integer::sum);
        return withRequests(counts);
    }

    Project withdrawing(UUID employee) {
        var counts = new LinkedHashMap<UUID, Integer>(requests);
        counts.remove(employee);
        return withRequests(counts);
    }

    Project withCustomer(UUID newCustomerId) {
        return new Project(id, newCustomerId, number, plan, requests, archived, numbered);
    }

    Project withNumber(String newNumber) {
        return new Project(id, customerId, newNumber, plan, requests, archived, true);
    }

    Project withPlan(Plan newPlan) {
        return new Project(id, customerId, number, newPlan, requests, archived, numbered);
    }

    Project archived(boolean withNumber) {
        return new Project(id, customerId, number, plan, requests, true, withNumber);
    }

    Project restored() {
        return new Project(id, customerId, number, plan, requests, false, true);
    }

    private Project withRequests(Map<UUID, Integer> newRequests) {
        return new Project(id, customerId, number, plan, newRequests, archived, numbered);
    }
}
