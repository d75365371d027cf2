package incharge.grouping;

import incharge.feed.CatchUp;
import incharge.http.Fields;
import incharge.visibility.CallerVisibility;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Which customers and employees exist, as far as it is known here; those that are not known yet are waited for. */
final class Known {

    private final KnownProjection projection;
    private final CatchUp knowledge;

    Known(KnownProjection projection, CatchUp knowledge) {
        this.projection = projection;
        this.knowledge = knowledge;
    }

    /** Rejects the ids of customers that do not exist, or not for the caller; {@code ids} may be null. */
    void checkCustomers(String field, List<UUID> ids, CallerVisibility sight, Fields fields) {
        reject("customer-unknown", field, ids, missingCustomers(ids, sight), fields);
    }

    /**
     * Those of the customers that do not exist, or not for the caller; {@code ids} may be null. Who is hidden is waited for
     * like who does not exist, so that no caller learns by the time that they are there.
     */
    Set<UUID> missingCustomers(List<UUID> ids, CallerVisibility sight) {
        Set<UUID> hidden = new HashSet<>();
        return missing(
                KnownProjection.CUSTOMERS,
                wanted -> {
                    Set<UUID> unknown = projection.unknownCustomers(wanted);
                    // asked once: to see that somebody is hidden may itself have taken its time
                    hidden.addAll(sight.hidden(wanted.stream()
                            .filter(id -> !unknown.contains(id) && !hidden.contains(id))
                            .toList()));
                    unknown.addAll(hidden);
                    return unknown;
                },
                ids);
    }

    /**
     * Rejects the ids of employees that do not exist; {@code ids} may be null.
     *
     * @param named those that are named already: they may stay, though they exist no more
     */
    void checkEmployees(String field, List<UUID> ids, List<UUID> named, Fields fields) {
        Set<UUID> may = Set.copyOf(named);
        List<UUID> others = ids == null
                ? null
                : ids.stream().filter(id -> !may.contains(id)).toList();
        Set<UUID> missing = missing(KnownProjection.RESPONSIBILITIES, projection::unknownEmployees, others);
        reject("employee-unknown", field, ids, missing, fields);
    }

    /** Looks for all at once, each time for those that are still missing. */
    private Set<UUID> missing(String topic, Function<Collection<UUID>, Set<UUID>> unknown, List<UUID> ids) {
        if (ids == null || ids.isEmpty()) {
            return Set.of();
        }
        Set<UUID> missing = new HashSet<>(ids);
        knowledge.find(topic, () -> {
            missing.retainAll(unknown.apply(missing));
            return missing.isEmpty() ? Optional.of(ids) : Optional.empty();
        });
        return missing;
    }

    private static void reject(String code, String field, List<UUID> ids, Set<UUID> missing, Fields fields) {
        if (missing.isEmpty()) {
            return;
        }
        for (int i = 0; i < ids.size(); i++) {
            if (missing.contains(ids.get(i))) {
                fields.reject(field + "[" + i + "]", code, "There is none with the id " + ids.get(i) + ".");
            }
        }
    }
}
