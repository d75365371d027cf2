package incharge.grouping.reference;

import incharge.feed.CatchUp;
import incharge.feed.ShownName;
import incharge.http.Fields;
import incharge.visibility.CallerVisibility;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds which customers and employees exist. Waits for those that are missing, since their facts may be on the way.
 * Nothing is answered before the topic was consumed to its end once, since a deleted employee would exist; all methods
 * throw {@code NotCaughtUp} (503) until then.
 */
public final class ReferenceData {

    private final ReferenceProjection projection;
    private final CatchUp catchUp;

    public ReferenceData(ReferenceProjection projection, CatchUp catchUp) {
        this.projection = projection;
        this.catchUp = catchUp;
    }

    /** Rejects the ids of customers that do not exist or are hidden from the caller. {@code ids} may be null. */
    public void checkCustomers(String field, List<UUID> ids, CallerVisibility visibility, Fields fields) {
        if (ids != null) {
            reject("customer-unknown", field, ids, missingCustomers(ids, visibility), fields);
        }
    }

    /**
     * Finds those of the customers that do not exist or are hidden from the caller. Hidden customers are waited for
     * like missing ones, so that the time of an answer does not reveal that they exist.
     */
    public Set<UUID> missingCustomers(Collection<UUID> ids, CallerVisibility visibility) {
        Set<UUID> hidden = new HashSet<>();
        return missing(ForeignFact.CUSTOMERS, ids, candidates -> {
            Set<UUID> unknown = projection.unknownCustomers(candidates);
            // each customer is checked once, since the check may itself have waited
            hidden.addAll(visibility.hidden(candidates.stream()
                    .filter(id -> !unknown.contains(id) && !hidden.contains(id))
                    .toList()));
            unknown.addAll(hidden);
            return unknown;
        });
    }

    /** Finds the names of those of the customers that are known. */
    public Map<UUID, ShownName> names(Collection<UUID> customerIds) {
        return customerIds.isEmpty() ? Map.of() : projection.names(customerIds);
    }

    /**
     * Rejects the ids of employees that do not exist. {@code ids} may be null.
     *
     * @param allowed ids that are accepted although the employee was deleted; called only if an employee is missing
     */
    public void checkEmployees(String field, List<UUID> ids, Supplier<List<UUID>> allowed, Fields fields) {
        if (ids == null || ids.isEmpty()) {
            return;
        }
        catchUp.requireComplete(ForeignFact.RESPONSIBILITIES);
        Set<UUID> unknown = projection.unknownEmployees(ids);
        if (!unknown.isEmpty()) {
            unknown.removeAll(Set.copyOf(allowed.get()));
            Set<UUID> missing = missing(ForeignFact.RESPONSIBILITIES, unknown, projection::unknownEmployees);
            reject("employee-unknown", field, ids, missing, fields);
        }
    }

    /** Looks for all ids at once, and each time for those that are still missing. */
    private Set<UUID> missing(String topic, Collection<UUID> ids, Function<Collection<UUID>, Set<UUID>> unknown) {
        Set<UUID> missing = new HashSet<>(ids);
        if (!missing.isEmpty()) {
            catchUp.requireComplete(topic);
            catchUp.find(topic, () -> {
                missing.retainAll(unknown.apply(missing));
                return missing.isEmpty() ? Optional.of(ids) : Optional.empty();
            });
        }
        return missing;
    }

    private static void reject(String code, String field, List<UUID> ids, Set<UUID> missing, Fields fields) {
        for (int i = 0; i < ids.size(); i++) {
            if (missing.contains(ids.get(i))) {
                fields.reject(field + "[" + i + "]", code, "There is none with the id " + ids.get(i) + ".");
            }
        }
    }
}
