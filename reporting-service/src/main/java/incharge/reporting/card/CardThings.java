package incharge.reporting.card;

import incharge.http.ProblemException;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.ThingFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Reads the things on the cards that a view shows. */
final class CardThings {

    private final Snapshots snapshots;

    CardThings(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** Returns the customer that a path names; 404 for one that the caller does not see. */
    static Customer customer(SnapshotView view, UUID id) {
        Customer customer = view.snapshot().customers().find(id);
        if (customer == null || !view.visibility().sees(view.snapshot(), customer)) {
            throw ProblemException.notFound();
        }
        return customer;
    }

    /** Returns the project that a path names; 404 for one of a customer that the caller does not see. */
    static Project project(SnapshotView view, UUID id) {
        Project project = view.snapshot().projects().find(id);
        if (project == null) {
            throw ProblemException.notFound();
        }
        Customer customer = view.snapshot().customers().at(project.customer());
        if (customer == null || !view.visibility().sees(view.snapshot(), customer)) {
            throw ProblemException.notFound();
        }
        return project;
    }

    /** Returns what lies beneath a customer, with that of its projects. */
    List<Content.Thing> ofCustomer(SnapshotView view, Customer customer, Set<ThingType> types) {
        List<UUID> projects = Arrays.stream(view.snapshot().projectsOf(customer))
                .map(Project::id)
                .toList();
        return read(view, ThingFilter.of(types).beneath(List.of(customer.id()), projects));
    }

    List<Content.Thing> read(SnapshotView view, ThingFilter filter) {
        long at = view.snapshot().positions().of(Source.CUSTOMERS);
        return snapshots.read(versions -> versions.apply(Source.CUSTOMERS).things(filter, at));
    }

    /** Returns the customer that a thing belongs to: that of its project, if it has one; null while it is unknown. */
    static Customer customerOf(Snapshot snapshot, Content.Thing thing) {
        Project project = thing.project() == null ? null : snapshot.projects().find(thing.project());
        return project == null
                ? snapshot.customers().find(thing.customer())
                : snapshot.customers().at(project.customer());
    }
}
