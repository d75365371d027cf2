package incharge.responsibility.reference;

import static incharge.responsibility.reference.ForeignFact.CUSTOMERS;
import static incharge.responsibility.reference.ForeignFact.GROUPINGS;

import incharge.feed.CatchUp;
import incharge.responsibility.event.Subject;
import incharge.responsibility.reference.ReferenceProjection.NumberedSubject;
import incharge.visibility.CallerVisibility;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The customers and projects that a caller may name, and the settings that decide about changes. One that is not known
 * yet is waited for, once for each request; one that is hidden from the caller is waited for in the same way, so that
 * the time taken does not reveal that it exists. Nothing is answered before its topic was consumed to its end once,
 * since what is archived would count as open; all methods throw {@code NotCaughtUp} (503) until then.
 */
public final class ReferenceData {

    private final ReferenceProjection projection;
    private final CatchUp catchUp;

    public ReferenceData(ReferenceProjection projection, CatchUp catchUp) {
        this.projection = projection;
        this.catchUp = catchUp;
    }

    /** Finds the subjects; one that does not exist, or not for the caller, is absent. */
    public Map<Subject, SubjectData> subjects(Collection<Subject> subjects, CallerVisibility visibility) {
        catchUp.requireComplete(CUSTOMERS);
        var search =
                new Search<Subject, SubjectData>(subjects, projection::subjects, SubjectData::customerId, visibility);
        // for a restricted caller the 2 s begin before the first look, which takes longer for what is hidden
        if (visibility.restricted() || search.look().isEmpty()) {
            catchUp.find(CUSTOMERS, search::look);
        }
        return search.found;
    }

    /** Returns whether responsibilities may have roles. */
    public boolean rolesInUse() {
        catchUp.requireComplete(GROUPINGS);
        return projection.rolesInUse();
    }

    /** Finds the subjects that are known now, without a wait for the others. */
    public Map<Subject, SubjectData> subjectsNow(Collection<Subject> subjects) {
        catchUp.requireComplete(CUSTOMERS);
        return projection.subjects(subjects);
    }

    /**
     * Finds customers by the keys of their numbers; an import that began at {@code started} waits for those that it
     * misses.
     */
    public Map<String, NumberedSubject> customersNumbered(
            Collection<String> keys, Instant started, CallerVisibility visibility) {
        return numbered(keys, projection::customersNumbered, started, visibility);
    }

    /**
     * Finds projects by the keys of their numbers; an import that began at {@code started} waits for those that it
     * misses.
     */
    public Map<String, NumberedSubject> projectsNumbered(
            Collection<String> keys, Instant started, CallerVisibility visibility) {
        return numbered(keys, projection::projectsNumbered, started, visibility);
    }

    private Map<String, NumberedSubject> numbered(
            Collection<String> keys,
            Function<Collection<String>, Map<String, NumberedSubject>> look,
            Instant started,
            CallerVisibility visibility) {
        catchUp.requireComplete(CUSTOMERS);
        var search = new Search<String, NumberedSubject>(keys, look, NumberedSubject::customerId, visibility);
        catchUp.findSince(started, CUSTOMERS, search::look);
        return search.found;
    }

    /** Looks for many at once, each time for those that are still missing. What is hidden stays missing. */
    private static final class Search<K, V> {
        private final Set<K> missing;
        private final Function<Collection<K>, Map<K, V>> look;
        private final Function<V, UUID> customer;
        private final CallerVisibility visibility;
        private final Map<K, V> found = new HashMap<>();
        private final Set<K> hidden = new HashSet<>();

        /** @param customer returns the customer that decides who sees the value */
        Search(
                Collection<K> wanted,
                Function<Collection<K>, Map<K, V>> look,
                Function<V, UUID> customer,
                CallerVisibility visibility) {
            this.missing = new HashSet<>(wanted);
            this.look = look;
            this.customer = customer;
            this.visibility = visibility;
        }

        Optional<Map<K, V>> look() {
            if (!missing.isEmpty()) {
                Map<K, V> there = new HashMap<>(look.apply(missing));
                // the visibility of each is looked up once, since that may itself wait
                there.keySet().removeAll(hidden);
                hidden.addAll(hiddenOf(there));
                there.keySet().removeAll(hidden);
                found.putAll(there);
                missing.removeAll(found.keySet());
            }
            return missing.isEmpty() ? Optional.of(found) : Optional.empty();
        }

        private Set<K> hiddenOf(Map<K, V> there) {
            Set<UUID> customers =
                    visibility.hidden(there.values().stream().map(customer).collect(Collectors.toSet()));
            return there.keySet().stream()
                    .filter(key -> customers.contains(customer.apply(there.get(key))))
                    .collect(Collectors.toSet());
        }
    }
}
