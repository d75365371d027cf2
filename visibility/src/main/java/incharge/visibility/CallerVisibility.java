package incharge.visibility;

import incharge.feed.CatchUp;
import incharge.http.ProblemException;
import incharge.visibility.VisibilityProjection.CustomerCategory;
import incharge.visibility.VisibilityProjection.Sellers;
import incharge.visibility.VisibilityRule.Viewer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What one caller sees; a controller's parameter, for one request. An unknown customer is waited for, and hidden from a
 * restricted caller if it stays unknown. Until grouping-service has answered, the category that is requested with the
 * customer hides it too.
 *
 * <p>All methods throw {@code NotCaughtUp} (503) if the topics are not consumed at the moment.
 */
public final class CallerVisibility {
    private final Viewer viewer;
    private final VisibilityProjection projection;
    private final CatchUp catchUp;
    private final Instant started;
    private final Consumer<String> refusals;

    /**
     * @param started when the longer work began that this is a step of, or null
     * @param refusals consumes what was required and is hidden
     */
    CallerVisibility(
            Viewer viewer,
            VisibilityProjection projection,
            CatchUp catchUp,
            Instant started,
            Consumer<String> refusals) {
        this.viewer = viewer;
        this.projection = projection;
        this.catchUp = catchUp;
        this.started = started;
        this.refusals = refusals;
    }

    /** Returns the caller as the rule sees it, for what is no customer or project, such as a category. */
    public Viewer viewer() {
        return viewer;
    }

    /** Returns whether anything can be hidden from this caller. If not, no method looks anything up. */
    public boolean restricted() {
        return viewer.seller();
    }

    public boolean sees(UUID customer) {
        return hidden(List.of(customer)).isEmpty();
    }

    public boolean seesProject(UUID project) {
        return hiddenProjects(List.of(project)).isEmpty();
    }

    /** Returns those of these customers that do not exist for the caller. */
    public Set<UUID> hidden(Collection<UUID> customers) {
        if (!restricted() || customers.isEmpty()) {
            return Set.of();
        }
        catchUp.requireConsuming(VisibilityProjection.CUSTOMERS);
        catchUp.requireConsuming(VisibilityProjection.GROUPINGS);
        Set<UUID> wanted = Set.copyOf(customers);
        Map<UUID, CustomerCategory> categories =
                known(VisibilityProjection.CUSTOMERS, wanted, projection::categoriesOf);
        var pending = new HashSet<UUID>();
        categories.forEach((customer, category) -> {
            if (category.requested() != null) {
                pending.add(customer);
            }
        });
        if (!pending.isEmpty()) {
            categories.putAll(settled(pending));
        }
        Sellers sellers = projection.sellers(categories.values());
        return without(wanted, customer -> {
            CustomerCategory category = categories.get(customer);
            return category != null && sees(category, sellers);
        });
    }

    /** Returns those of these projects that do not exist for the caller. */
    public Set<UUID> hiddenProjects(Collection<UUID> projects) {
        if (!restricted() || projects.isEmpty()) {
            return Set.of();
        }
        Set<UUID> wanted = Set.copyOf(projects);
        Map<UUID, UUID> customers = known(VisibilityProjection.CUSTOMERS, wanted, projection::customersOf);
        Set<UUID> hiddenCustomers = hidden(customers.values());
        return without(wanted, project -> {
            UUID customer = customers.get(project);
            return customer != null && !hiddenCustomers.contains(customer);
        });
    }

    private static Set<UUID> without(Set<UUID> wanted, Predicate<UUID> seen) {
        var hidden = new HashSet<>(wanted);
        hidden.removeIf(seen);
        return hidden;
    }

    /** Throws 404, as for an unknown id. */
    public void require(UUID customer) {
        require(customer, ProblemException::notFound);
    }

    /** Throws what is thrown for an unknown id. */
    public void require(UUID customer, Supplier<? extends RuntimeException> unknown) {
        require(sees(customer), "visibility of customer " + customer, unknown);
    }

    /** Throws 404, as for an unknown id. */
    public void requireProject(UUID project) {
        requireProject(project, ProblemException::notFound);
    }

    /** Throws what is thrown for an unknown id. */
    public void requireProject(UUID project, Supplier<? extends RuntimeException> unknown) {
        require(seesProject(project), "visibility of project " + project, unknown);
    }

    private void require(boolean seen, String missing, Supplier<? extends RuntimeException> unknown) {
        if (!seen) {
            refusals.accept(missing);
            throw unknown.get();
        }
    }

    /** A requested category that is not known yet may be one that hides. */
    private boolean sees(CustomerCategory customer, Sellers sellers) {
        // a category of a customer is published before the customer is put in it; one that is missing was deleted
        Set<UUID> named =
                customer.category() == null ? Set.of() : sellers.byId().getOrDefault(customer.category(), Set.of());
        if (!VisibilityRule.sees(viewer, named)) {
            return false;
        }
        if (customer.requested() == null) {
            return true;
        }
        Set<UUID> requested = sellers.ofRequested(customer);
        return requested != null && VisibilityRule.sees(viewer, requested);
    }

    /** Finds the categories of these customers when each request is answered or its category is known. */
    private Map<UUID, CustomerCategory> settled(Set<UUID> pending) {
        return found(VisibilityProjection.GROUPINGS, found -> {
            found.putAll(projection.categoriesOf(pending));
            Sellers sellers = projection.sellers(found.values());
            return found.values().stream()
                    .allMatch(customer -> customer.requested() == null || sellers.ofRequested(customer) != null);
        });
    }

    private <T> Map<UUID, T> known(String topic, Set<UUID> wanted, Function<Collection<UUID>, Map<UUID, T>> look) {
        return found(topic, found -> {
            var missing = new HashSet<>(wanted);
            missing.removeAll(found.keySet());
            found.putAll(look.apply(missing));
            return found.size() == wanted.size();
        });
    }

    /** Looks until everything is found or the wait is over, and returns what was found. */
    private <T> Map<UUID, T> found(String topic, Predicate<Map<UUID, T>> look) {
        var found = new HashMap<UUID, T>();
        Supplier<Optional<Boolean>> looking =
                () -> Optional.of(look.test(found)).filter(all -> all);
        if (started == null) {
            catchUp.find(topic, looking);
        } else {
            catchUp.findSince(started, topic, looking);
        }
        return found;
    }
}
