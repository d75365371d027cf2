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
import incharge.reporting.versions.VersionStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/** Reads the things on the cards that a view shows. */
final class CardThings implements CardExcerptReading {

    private final Snapshots snapshots;

    CardThings(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** Reads what is valid at the sequence of a snapshot. */
    <T> T read(Snapshot snapshot, BiFunction<VersionStore, Long, T> reading) {
        long at = sequence(snapshot);
        return snapshots.read(versions -> reading.apply(versions.apply(Source.CUSTOMERS), at));
    }

    @Override
    public CardExcerpts of(Snapshot snapshot, Collection<Customer> customers, Instant now) {
        return CardExcerpts.of(this, snapshot, customers, now);
    }

    static long sequence(Snapshot snapshot) {
        return snapshot.positions().of(Source.CUSTOMERS);
    }

    /** Returns the customer that a path names; 404 for one that the caller does not see. */
    static Customer customer(SnapshotView view, UUID id) {
        return seen(view, view.snapshot().customers().find(id));
    }

    /** Returns the project that a path names; 404 for one of a customer that the caller does not see. */
    static Project project(SnapshotView view, UUID id) {
        Project project = view.snapshot().projects().find(id);
        seen(view, project == null ? null : view.snapshot().customers().at(project.customer()));
        return project;
    }

    /** Checks that the caller sees the customer of a sales case that a path names; else 404. */
    void checkSalesCase(SnapshotView view, UUID id) {
        ThingFilter filter = ThingFilter.of(Set.of(ThingType.SALES_CASE)).withIds(Set.of(id));
        List<Content.Thing> found = read(view.snapshot(), (versions, at) -> versions.things(filter, at));
        seen(view, found.isEmpty() ? null : customerOf(view.snapshot(), found.getFirst()));
    }

    private static Customer seen(SnapshotView view, Customer customer) {
        if (customer == null || !view.visibility().sees(view.snapshot(), customer)) {
            throw ProblemException.notFound();
        }
        return customer;
    }

    /** Chooses what lies beneath customers, with that of their projects and of those that are merged into them. */
    static ThingFilter beneath(ThingFilter filter, Snapshot snapshot, Collection<Customer> customers) {
        List<UUID> ids = customers.stream().map(Customer::id).toList();
        List<UUID> projects = customers.stream()
                .flatMap(customer -> Arrays.stream(snapshot.projectsOf(customer)))
                .map(Project::id)
                .toList();
        List<UUID> merged = snapshot.mergedInto(ids);
        List<UUID> gone = customers.stream()
                .filter(customer -> customer.mergedInto() != null)
                .map(Customer::id)
                .toList();
        if (merged.isEmpty() && gone.isEmpty()) {
            return filter.beneath(ids, projects);
        }
        List<UUID> others = ids.stream().filter(id -> !gone.contains(id)).toList();
        return filter.any(List.of(
                ThingFilter.ALL.beneath(others, projects),
                ThingFilter.ALL.beneath(merged, List.of()).going(),
                ThingFilter.ALL.beneath(gone, List.of()).staying()));
    }

    /**
     * Returns the customer that a thing lies beneath: that of the project it is in, if any, or the one that its own is
     * merged into; null while it is unknown.
     */
    static Customer customerOf(Snapshot snapshot, Content.Thing thing) {
        Customer own = ownCustomerOf(snapshot, thing);
        return own == null || thing.type().staysWithCustomer() ? own : snapshot.targetOf(own);
    }

    private static Customer ownCustomerOf(Snapshot snapshot, Content.Thing thing) {
        if (!isInProject(thing)) {
            return snapshot.customers().find(thing.customer());
        }
        Project project = snapshot.projects().find(thing.project());
        return project == null ? null : snapshot.customers().at(project.customer());
    }

    /** Returns whether a thing goes where its project goes; that of a sales case is a link alone. */
    static boolean isInProject(Content.Thing thing) {
        return thing.project() != null && thing.type() != ThingType.SALES_CASE;
    }
}
