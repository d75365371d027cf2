package incharge.grouping;

import incharge.eventstore.feed.Knowledge;
import incharge.http.Fields;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Which customers and employees exist, as far as it is known here; those that are not known yet are waited for. */
final class Known {

    private final KnownProjection projection;
    private final Knowledge knowledge;

    Known(KnownProjection projection, Knowledge knowledge) {
        this.projection = projection;
        this.knowledge = knowledge;
    }

    /** Rejects the ids of customers that do not exist; {@code ids} may be null. */
    void checkCustomers(String field, List<UUID> ids, Fields fields) {
        check(KnownProjection.CUSTOMERS, projection::unknownCustomers, "customer-unknown", field, ids, fields);
    }

    /** Rejects the ids of employees that do not exist; {@code ids} may be null. */
    void checkEmployees(String field, List<UUID> ids, Fields fields) {
        check(KnownProjection.RESPONSIBILITIES, projection::unknownEmployees, "employee-unknown", field, ids, fields);
    }

    private void check(
            String topic,
            Function<Collection<UUID>, Set<UUID>> unknown,
            String code,
            String field,
            List<UUID> ids,
            Fields fields) {
        if (ids == null || ids.isEmpty()) {
            return;
        }
        knowledge.find(topic, () -> unknown.apply(ids).isEmpty() ? Optional.of(ids) : Optional.empty());
        Set<UUID> missing = unknown.apply(ids);
        for (int i = 0; i < ids.size(); i++) {
            if (missing.contains(ids.get(i))) {
                fields.reject(field + "[" + i + "]", code, "There is none with the id " + ids.get(i) + ".");
            }
        }
    }
}
