package incharge.customer.card;

import incharge.customer.event.CustomersEvent;
import incharge.customer.event.Place;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.log.Criteria;
import incharge.http.ProblemException;
import incharge.visibility.CallerVisibility;
import java.util.UUID;

/** Finds the places that paths and bodies name; what is hidden from the caller is as if there were none. */
public final class Places {

    private final EventStore<CustomersEvent> store;

    public Places(EventStore<CustomersEvent> store) {
        this.store = store;
    }

    /**
     * Returns the place beneath a customer that a path names.
     *
     * @param project that the body names; null for none
     */
    public Place beneathCustomer(UUID customer, UUID project, CallerVisibility visibility) {
        Place place = Place.beneath(customer).inProject(project);
        Owners owners = owners(Owners.of(place));
        if (!owners.customers().containsKey(customer)) {
            throw ProblemException.notFound();
        }
        visibility.require(customer);
        Owners.Project named = project == null ? null : owners.projects().get(project);
        if (named != null && !named.customerId().equals(customer)) {
            visibility.require(named.customerId(), () -> Owners.unknownProject(project));
        }
        return place;
    }

    /** Returns the place in a project that a path names. */
    public Place beneathProject(UUID project, CallerVisibility visibility) {
        Owners.Project named = owners(Owners.project(project)).projects().get(project);
        if (named == null) {
            throw ProblemException.notFound();
        }
        visibility.require(named.customerId());
        return Place.beneath(named.customerId()).inProject(project);
    }

    /** Returns the recorded place as it is now: a project takes its things along to another customer. */
    Place now(Place recorded) {
        return recorded.projectId() == null
                ? recorded
                : recorded.ofCustomer(
                        owners(Owners.project(recorded.projectId())).customerOf(recorded));
    }

    private Owners owners(Criteria criteria) {
        return store.fold(() -> Owners.NONE, Owners::after, criteria);
    }
}
