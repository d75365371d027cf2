package incharge.grouping;

import incharge.eventstore.feed.Knowledge;
import incharge.http.Fields;
import incharge.http.sight.Sight;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Which customers and employees exist, as far as it is known here; those that are not known yet are waited for. */
final class Known {

    private final KnownProjection projection;
    private final Knowledge knowledge;

    Known(KnownProjection projection, Knowledge knowledge) {
        this.projection = projection;
        this.knowledge = knowledge;
    }

    /** Rejects the ids of customers that do not exist, or not for the caller; {@code ids} may be null. */
    void checkCustomers(String field, List<UUID> ids, Sight sight, Fields fields) {
        Set<UUID> missing = missing(KnownProjection.CUSTOMERS, projection::unknownCustomers, ids);
        Set<UUID> hidden = sight.hidden(Stream.ofNullable(ids)
                .flatMap(List::stream)
                .filter(id -> !missing.contains(id))
                .toList());
        missing.addAll(hidden);
        reject("customer-unknown", field, ids, missing, fields);
    }

    /** Rejects the ids of employees that do not exist; {@code ids} may be null. */
    void checkEmployees(String field, List<UUID> ids, Fields fields) {
        Set<UUID> missing = missing(KnownProjection.RESPONSIBILITIES, projection::unknownEmployees, ids);
        reject("employee-unknown", field, ids, missing, fields);
    }

    private Set<UUID> missing(String topic, Function<Collection<UUID>, Set<UUID>> unknown, List<UUID> ids) {
        if (ids == null || ids.isEmpty()) {
            return new HashSet<>();
        }
        knowledge.find(topic, () -> unknown.apply(ids).isEmpty() ? Optional.of(ids) : Optional.empty());
        return unknown.apply(ids);
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
