package incharge.customer.card;

import incharge.customer.customer.CustomerBoundary;
import incharge.customer.event.CustomerEvent.CustomerMerged;
import incharge.customer.event.CustomerEvent.CustomerUnmerged;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.Place;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.log.Criteria;
import incharge.http.ProblemException;
import incharge.visibility.CallerVisibility;
import java.util.Optional;
import java.util.Set;
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
        if (!owners(CustomerBoundary.existence(customer)).customers().containsKey(customer)) {
            throw ProblemException.notFound();
        }
        visibility.require(customer);
        requireVisibleProject(project, visibility);
        return Place.beneath(customer).inProject(project);
    }

    /**
     * Returns the place beneath a customer that a path names.
     *
     * @param project that the body names; null for none
     * @param salesCase likewise
     */
    public Place beneathCustomer(UUID customer, UUID project, UUID salesCase, CallerVisibility visibility) {
        Place place = beneathCustomer(customer, project, visibility);
        if (salesCase != null) {
            UUID owner = ownerOf(salesCase).orElseThrow(() -> Owners.unknownSalesCase(salesCase));
            visibility.require(owner, () -> Owners.unknownSalesCase(salesCase));
        }
        return place.inSalesCase(salesCase);
    }

    /** Refuses a project that a body names where its customer is hidden; null is none. */
    public void requireVisibleProject(UUID project, CallerVisibility visibility) {
        Owners.Project named = project == null
                ? null
                : owners(Owners.project(project)).projects().get(project);
        if (named != null) {
            visibility.require(named.customerId(), () -> Owners.unknownProject(project));
        }
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

    /** Returns the place in a sales case that a path names. */
    public Place beneathSalesCase(UUID salesCase, CallerVisibility visibility) {
        UUID owner = ownerOf(salesCase).orElseThrow(ProblemException::notFound);
        visibility.require(owner);
        return Place.beneath(owner).inSalesCase(salesCase);
    }

    /** Returns the projects that a customer has or had. */
    public Set<UUID> projectsOf(UUID customer) {
        return owners(Owners.projectsOf(customer)).projects().keySet();
    }

    private Optional<UUID> ownerOf(UUID salesCase) {
        return Optional.ofNullable(
                owners(Owners.salesCase(salesCase)).salesCases().get(salesCase));
    }

    /** Returns the person whose key seals what is added at a place; null if the customer is a company. */
    public UUID person(Place place) {
        UUID customer = place.customerId();
        return owners(CustomerBoundary.existence(customer))
                        .customers()
                        .get(customer)
                        .person()
                ? customer
                : null;
    }

    /** Returns the recorded place as it is now: a project takes its things along to another customer. */
    public Place now(Place recorded) {
        UUID project = recorded.projectId();
        return project == null
                ? recorded
                : recorded.ofCustomer(owners(Owners.project(project)).customerOf(recorded));
    }

    /** Returns the customer that the things of one lie beneath: itself, if it is not merged into another. */
    public UUID targetOf(UUID customer) {
        UUID found = customer;
        for (Optional<UUID> into = mergedInto(found); into.isPresent(); into = mergedInto(found)) {
            found = into.get();
        }
        return found;
    }

    private Optional<UUID> mergedInto(UUID customer) {
        return store.fold(
                Optional::empty,
                (_, event) -> event instanceof CustomerMerged(var _, var into) ? Optional.of(into) : Optional.empty(),
                Criteria.tagged(CustomersLog.customer(customer), CustomerMerged.class, CustomerUnmerged.class));
    }

    private Owners owners(Criteria criteria) {
        return store.fold(Owners::none, Owners::after, criteria);
    }
}
