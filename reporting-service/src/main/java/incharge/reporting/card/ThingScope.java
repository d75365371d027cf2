package incharge.reporting.card;

import incharge.reporting.answers.CustomerFilter;
import incharge.reporting.answers.Selection;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Visibility;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.ThingFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Whose things a list has.
 *
 * @param narrowing what the database chooses by
 * @param shows what is left to test of a thing; {@link #ANY} for nothing
 * @param many the customers, if they are many; else null
 */
record ThingScope(UnaryOperator<ThingFilter> narrowing, Predicate<Content.Thing> shows, Many many) {

    /** The customers that a filter chooses and a caller sees. */
    record Many(CustomerFilter filter, Visibility visibility) {}

    /** Makes the scope of few things, which the database alone chooses. */
    ThingScope(UnaryOperator<ThingFilter> narrowing) {
        this(narrowing, ANY, null);
    }

    static final Predicate<Content.Thing> ANY = _ -> true;

    /** So few customers are looked up one by one; the things of more are read and tested. */
    private static final int FEW = 200;

    static ThingScope ofCustomer(Snapshot snapshot, Customer customer) {
        return new ThingScope(filter -> CardThings.beneath(filter, snapshot, List.of(customer)));
    }

    static ThingScope ofProject(UUID project) {
        return new ThingScope(filter -> filter.inProjects(List.of(project)));
    }

    /** Returns the scope of the things in a sales case, without those that a project took to a hidden customer. */
    static ThingScope ofSalesCase(SnapshotView view, UUID salesCase) {
        Predicate<Content.Thing> shows = thing -> {
            Customer customer = CardThings.customerOf(view.snapshot(), thing);
            return customer != null && view.visibility().sees(view.snapshot(), customer);
        };
        return new ThingScope(filter -> filter.inSalesCase(salesCase), shows, null);
    }

    /** Returns the scope of the things of all customers that a filter chooses and the caller sees. */
    static ThingScope of(SnapshotView view, CustomerFilter filter) {
        Snapshot snapshot = view.snapshot();
        Selection<Customer> chosen = filter.of(snapshot, view.visibility());
        Predicate<Content.Thing> shows = thing -> {
            Customer customer = CardThings.customerOf(snapshot, thing);
            return customer != null
                    && chosen.slots().contains(customer.slot())
                    && (filter.archived() || !isArchived(snapshot, thing));
        };
        if (chosen.size() > FEW) {
            return new ThingScope(UnaryOperator.identity(), shows, new Many(filter, view.visibility()));
        }
        var customers = new ArrayList<Customer>();
        chosen.slots().forEach(slot -> customers.add(snapshot.customers().at(slot)));
        return new ThingScope(found -> CardThings.beneath(found, snapshot, customers), shows, null);
    }

    private static boolean isArchived(Snapshot snapshot, Content.Thing thing) {
        Project project = CardThings.isInProject(thing) ? snapshot.projects().find(thing.project()) : null;
        return project != null && project.archived();
    }
}
