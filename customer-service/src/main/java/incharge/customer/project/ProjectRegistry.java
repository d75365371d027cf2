package incharge.customer.project;

import incharge.customer.event.CardEvent;
import incharge.customer.event.CustomFieldEvent;
import incharge.customer.event.CustomerEvent;
import incharge.customer.event.CustomerEvent.CustomerArchived;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomerEvent.CustomerRestored;
import incharge.customer.event.CustomerKind;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.ErasureCompleted;
import incharge.customer.event.PersonErased;
import incharge.customer.event.ProjectEvent.ProjectArchived;
import incharge.customer.event.ProjectEvent.ProjectAssigneeRequested;
import incharge.customer.event.ProjectEvent.ProjectAssigneeWithdrawn;
import incharge.customer.event.ProjectEvent.ProjectChanged;
import incharge.customer.event.ProjectEvent.ProjectOpened;
import incharge.customer.event.ProjectEvent.ProjectRestored;
import incharge.customer.event.ProjectEvent.ProjectStatusChanged;
import incharge.customer.numbering.NumberHolders;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The projects, numbers and customers within the boundary of a decision.
 *
 * @param byId of a project that is here only because it holds or held the number in question, nothing but the number is
 *     reliable
 */
record ProjectRegistry(Map<UUID, Project> byId, NumberHolders holders, Map<UUID, Owner> customers) {

    /** @param person whether the customer is a person and no company */
    record Owner(boolean person, boolean archived) {}

    static final ProjectRegistry EMPTY = new ProjectRegistry(Map.of(), NumberHolders.NONE, Map.of());

    /** Returns the project, or refuses the command if there is none. */
    Project get(UUID id) {
        Project found = byId.get(id);
        if (found == null) {
            throw Project.unknown(id);
        }
        return found;
    }

    static ProjectRegistry evolve(ProjectRegistry registry, CustomersEvent event) {
        ProjectRegistry evolved = evolveProjects(registry, event);
        return new ProjectRegistry(
                evolved.byId, registry.holders.after(ProjectBoundary.numberChange(event)), evolved.customers);
    }

    private static ProjectRegistry evolveProjects(ProjectRegistry registry, CustomersEvent event) {
        return switch (event) {
            case ProjectOpened(var id, var customer, var number, var plan, var _) ->
                registry.with(new Project(id, customer, number, plan, Map.of(), false, true));
            case ProjectChanged change -> registry.changed(change);
            case ProjectStatusChanged(var id, var _, var status) ->
                registry.changing(id, project -> project.withPlan(project.plan().withStatus(status)));
            case ProjectAssigneeRequested(var id, var _, var employee) ->
                registry.changing(id, project -> project.requesting(employee));
            case ProjectAssigneeWithdrawn(var id, var _, var employee, var _) ->
                registry.changing(id, project -> project.withdrawing(employee));
            case ProjectArchived(var id, var _, var freed) ->
                registry.changing(id, project -> project.archived(freed == null));
            case ProjectRestored(var id, var _, var _) -> registry.changing(id, Project::restored);
            case CustomerRegistered registered ->
                registry.with(
                        registered.customerId(),
                        new Owner(CustomerKind.of(registered.kind()) == CustomerKind.PERSON, false));
            case CustomerArchived(var id, var _) -> registry.withArchived(id, true);
            case CustomerRestored(var id, var _) -> registry.withArchived(id, false);
            case CustomerEvent.CustomerRenumbered _,
                    CustomerEvent.CustomerRenamed _,
                    CustomerEvent.CustomerDetailsChanged _,
                    CustomerEvent.CustomerGroupingRequested _,
                    CustomerEvent.CustomerGroupingWithdrawn _,
                    CustomerEvent.CustomerAvatarChanged _,
                    CustomerEvent.CustomerBillingChanged _,
                    CustomerEvent.CustomerFieldsChanged _,
                    CustomerEvent.CustomerMerged _,
                    CustomerEvent.CustomerUnmerged _,
                    CardEvent _,
                    CustomFieldEvent _,
                    PersonErased _,
                    ErasureCompleted _ -> registry;
        };
    }

    private ProjectRegistry changed(ProjectChanged change) {
        return changing(change.projectId(), project -> {
            Project renumbered = change.previousNumber() == null ? project : project.withNumber(change.number());
            return renumbered
                    .withCustomer(change.customerId())
                    .withPlan(change.plan().withStatus(project.plan().status()));
        });
    }

    private ProjectRegistry with(Project project) {
        var projects = new HashMap<UUID, Project>(byId);
        projects.put(project.id(), project);
        return new ProjectRegistry(projects, holders, customers);
    }

    /** Leaves out a project of which only the events that gave numbers are within the boundary. */
    private ProjectRegistry changing(UUID id, UnaryOperator<Project> change) {
        Project before = byId.get(id);
        return before == null ? this : with(change.apply(before));
    }

    private ProjectRegistry withArchived(UUID customer, boolean archived) {
        return with(customer, new Owner(isPerson(customer), archived));
    }

    private ProjectRegistry with(UUID customer, Owner owner) {
        var owners = new HashMap<UUID, Owner>(customers);
        owners.put(customer, owner);
        return new ProjectRegistry(byId, holders, owners);
    }

    boolean isPerson(UUID customer) {
        return customers.containsKey(customer) && customers.get(customer).person();
    }
}
