package incharge.customer;

import static incharge.customer.CustomerBoundary.VOCABULARY;

import incharge.customer.CustomerEvent.CustomerArchived;
import incharge.customer.CustomerEvent.CustomerRegistered;
import incharge.customer.CustomerEvent.CustomerRestored;
import incharge.customer.Project.Registry;
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
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.EventStore;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * The consistency of projects: the project's own events, those that gave or freed the number it claims, and for a new
 * project whether its customer is registered and not archived.
 */
final class ProjectBoundary {

    static final Decider<ProjectCommand, Registry, CustomersEvent> DECIDER =
            new Decider<>(() -> Registry.EMPTY, Project::decide, Project::evolve, ProjectBoundary::criteria);

    private ProjectBoundary() {}

    static Tag project(UUID id) {
        return Tag.of("project", id.toString());
    }

    static Tag number(String number) {
        return Tag.of("project-number", Customer.key(number));
    }

    /** The whole life of one project. */
    static EventCriteria life(UUID id) {
        return VOCABULARY.criteria(project(id));
    }

    /** Who holds or held a number. */
    static EventCriteria holding(String number) {
        return VOCABULARY.criteria(number(number), ProjectOpened.class, ProjectChanged.class);
    }

    /** Who holds each of these numbers now, by {@link Customer#key}; a free number is absent. */
    static Map<String, UUID> holders(EventStore<CustomersEvent> store, Collection<String> numbers) {
        return CustomerBoundary.holders(store, DECIDER, numbers, ProjectBoundary::holding, Registry::holders);
    }

    static EventCriteria criteria(ProjectCommand command) {
        return switch (command) {
            case Open open ->
                EventCriteria.either(
                        life(open.projectId()),
                        holding(open.number()),
                        VOCABULARY.criteria(
                                CustomerBoundary.customer(open.customerId()),
                                CustomerRegistered.class,
                                CustomerArchived.class,
                                CustomerRestored.class));
            case Change change
            when change.number() != null -> EventCriteria.either(life(change.projectId()), holding(change.number()));
            case Change change -> life(change.projectId());
            case Revert revert -> life(revert.projectId());
            case Archive(var id) -> life(id);
            case Restore(var id) -> life(id);
        };
    }

    static Set<Tag> tags(ProjectEvent event) {
        return switch (event) {
            case ProjectOpened e -> Set.of(project(e.projectId()), number(e.number()));
            case ProjectChanged e
            when e.previousNumber() != null ->
                Customer.key(e.number()).equals(Customer.key(e.previousNumber()))
                        ? Set.of(project(e.projectId()), number(e.number()))
                        : Set.of(project(e.projectId()), number(e.number()), number(e.previousNumber()));
            case ProjectChanged e -> Set.of(project(e.projectId()));
            case ProjectStatusChanged e -> Set.of(project(e.projectId()));
            case ProjectAssigneeRequested e -> Set.of(project(e.projectId()));
            case ProjectAssigneeWithdrawn e -> Set.of(project(e.projectId()));
            case ProjectArchived e -> Set.of(project(e.projectId()));
            case ProjectRestored e -> Set.of(project(e.projectId()));
        };
    }
}
