package incharge.customer.project;

import incharge.customer.customer.CustomerBoundary;
import incharge.customer.event.CardEvent;
import incharge.customer.event.CustomFieldEvent;
import incharge.customer.event.CustomerEvent;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.ErasureCompleted;
import incharge.customer.event.PersonErased;
import incharge.customer.event.ProjectEvent;
import incharge.customer.event.ProjectEvent.ProjectArchived;
import incharge.customer.event.ProjectEvent.ProjectChanged;
import incharge.customer.event.ProjectEvent.ProjectOpened;
import incharge.customer.event.ProjectEvent.ProjectRestored;
import incharge.customer.numbering.NumberHolders.NumberChange;
import incharge.customer.project.ProjectCommand.ArchiveProject;
import incharge.customer.project.ProjectCommand.ChangeProject;
import incharge.customer.project.ProjectCommand.ImportProject;
import incharge.customer.project.ProjectCommand.OpenProject;
import incharge.customer.project.ProjectCommand.RestoreProject;
import incharge.customer.project.ProjectCommand.RevertProject;
import incharge.customer.project.ProjectCommand.WithdrawProject;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.log.Criteria;
import java.util.ArrayList;
import java.util.Collection;
import java.util.UUID;

/**
 * The consistency of projects: the project's own events, those that gave or freed the number it claims, and for a new
 * project, or one that goes to another customer, whether that customer is registered and not archived, and for the
 * latter whether one of the two is a person.
 */
final class ProjectBoundary {

    static final Decider<ProjectCommand, ProjectRegistry, CustomersEvent> DECIDER = new Decider<>(
            () -> ProjectRegistry.EMPTY, Project::decide, ProjectRegistry::evolve, ProjectBoundary::criteria);

    private ProjectBoundary() {}

    /** Selects all events of a project. */
    static Criteria eventsOf(UUID id) {
        return Criteria.tagged(CustomersLog.project(id));
    }

    /** Selects who holds a number. */
    private static Criteria holder(String number) {
        return Criteria.tagged(
                CustomersLog.projectNumber(number),
                ProjectOpened.class,
                ProjectChanged.class,
                ProjectArchived.class,
                ProjectRestored.class);
    }

    /** Selects who holds each of these numbers. */
    static Criteria holders(Collection<String> numbers) {
        return Criteria.either(numbers.stream().map(ProjectBoundary::holder).toList());
    }

    /** Returns what an event does to the numbers of projects, null for nothing. */
    static NumberChange numberChange(CustomersEvent event) {
        return switch (event) {
            case ProjectOpened e -> NumberChange.giving(e.projectId(), e.number());
            case ProjectChanged e
            when e.previousNumber() != null -> new NumberChange(e.projectId(), e.number(), e.previousNumber());
            case ProjectArchived(var id, var _, var number) -> NumberChange.freeing(id, number);
            case ProjectRestored(var id, var _, var number) -> NumberChange.giving(id, number);
            case CustomerEvent _, ProjectEvent _, CardEvent _, CustomFieldEvent _, PersonErased _, ErasureCompleted _ ->
                null;
        };
    }

    private static Criteria criteria(ProjectCommand command) {
        return switch (command) {
            case OpenProject open ->
                Criteria.either(
                        eventsOf(open.projectId()),
                        holder(open.number().number()),
                        CustomerBoundary.existence(open.customerId()));
            case ChangeProject change -> criteria(change);
            case RevertProject revert -> eventsOf(revert.projectId());
            case ImportProject(var _, var change) -> criteria(change);
            case ArchiveProject(var id) -> eventsOf(id);
            case WithdrawProject(var id) -> eventsOf(id);
            case RestoreProject(var id, var number) ->
                number == null ? eventsOf(id) : Criteria.either(eventsOf(id), holder(number));
        };
    }

    private static Criteria criteria(ChangeProject change) {
        var all = new ArrayList<Criteria>();
        all.add(eventsOf(change.projectId()));
        if (change.number() != null) {
            all.add(holder(change.number()));
        }
        if (change.transfer() != null) {
            all.add(CustomerBoundary.existence(change.transfer().from()));
            all.add(CustomerBoundary.existence(change.transfer().to()));
        }
        return Criteria.either(all);
    }
}
