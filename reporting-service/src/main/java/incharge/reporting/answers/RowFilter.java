package incharge.reporting.answers;

import incharge.reporting.slots.SlotSet;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Visibility;
import java.util.Set;
import java.util.UUID;

/**
 * Which rows a view shows, of customers and of their projects.
 *
 * @param projects whether projects have rows
 * @param subjects the only customers and projects that have rows, projects whether they have rows else or not; empty
 *     for no such choice
 */
public record RowFilter(CustomerFilter customers, boolean projects, Set<UUID> subjects) {

    public RowFilter(CustomerFilter customers, boolean projects) {
        this(customers, projects, Set.of());
    }

    /** Returns the customers with rows, of their own or of projects, and perhaps some without. */
    public SlotSet of(Snapshot snapshot, Visibility visibility) {
        SlotSet chosen = customers.of(snapshot, visibility).slots();
        return subjects.isEmpty() ? chosen : chosen.and(ofSubjects(snapshot));
    }

    private SlotSet ofSubjects(Snapshot snapshot) {
        SlotSet.Editor found = SlotSet.EMPTY.edit();
        for (UUID id : subjects) {
            Customer customer = snapshot.customers().find(id);
            if (customer != null) {
                found.add(customer.slot());
            }
            Project project = snapshot.projects().find(id);
            if (project != null && project.customer() >= 0) {
                found.add(project.customer());
            }
        }
        return found.done();
    }

    /** Returns whether a chosen customer has a row of its own. */
    public boolean shows(Customer customer) {
        return subjects.isEmpty() || subjects.contains(customer.id());
    }

    /** Returns whether the project of a chosen customer has a row. */
    public boolean shows(Project project) {
        return customers.shows(project) && (subjects.isEmpty() ? projects : subjects.contains(project.id()));
    }

    /** Returns whether any project may have a row. */
    public boolean showsProjects() {
        return projects || !subjects.isEmpty();
    }

    /** Returns the same for one snapshot: of subjects, one is a project that the caller sees. */
    public boolean showsProjects(Snapshot snapshot, Visibility visibility) {
        return subjects.isEmpty()
                ? projects
                : subjects.stream()
                        .map(snapshot.projects()::find)
                        .anyMatch(project -> project != null && isSeen(snapshot, visibility, project));
    }

    private static boolean isSeen(Snapshot snapshot, Visibility visibility, Project project) {
        Customer customer = snapshot.customers().at(project.customer());
        return customer != null && visibility.sees(snapshot, customer);
    }
}
