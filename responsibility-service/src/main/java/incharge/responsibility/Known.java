package incharge.responsibility;

import static incharge.responsibility.KnownProjection.CUSTOMERS;

import incharge.feed.CatchUp;
import incharge.responsibility.KnownProjection.Numbered;
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
 * What customer-service decided, as far as it is known here; what is not known yet is waited for, once a request. What is
 * hidden from the caller is looked for in the same way, so that no caller learns by the time that it is there.
 */
final class Known {

    private final KnownProjection projection;
    private final CatchUp knowledge;

    Known(KnownProjection projection, CatchUp knowledge) {
        this.projection = projection;
        this.knowledge = knowledge;
    }

    /** What is known of each of the subjects; one that does not exist, or not for the caller, is absent. */
    Map<Subject, KnownSubject> subjects(Collection<Subject> subjects, CallerVisibility sight) {
        Search<Subject, KnownSubject> search =
                new Search<>(subjects, projection::subjects, KnownSubject::customerId, sight);
        // for a restricted caller the 2 s begin before the first look, which is longer for what is hidden
        if (sight.restricted() || search.look().isEmpty()) {
            knowledge.find(CUSTOMERS, search::look);
        }
        return search.found;
    }

    /** What is known of them now, without waiting. */
    Map<Subject, KnownSubject> subjectsNow(Collection<Subject> subjects) {
        return projection.subjects(subjects);
    }

    /** The customers with these numbers; an import that began at {@code started} waits for those that it misses. */
    Map<String, Numbered> customersNumbered(Collection<String> keys, Instant started, CallerVisibility sight) {
        Search<String, Numbered> search =
                new Search<>(keys, projection::customersNumbered, Numbered::customerId, sight);
        knowledge.findSince(started, CUSTOMERS, search::look);
        return search.found;
    }

    /** The projects with these numbers; an import that began at {@code started} waits for those that it misses. */
    Map<String, Numbered> projectsNumbered(Collection<String> keys, Instant started, CallerVisibility sight) {
        Search<String, Numbered> search = new Search<>(keys, projection::projectsNumbered, Numbered::customerId, sight);
        knowledge.findSince(started, CUSTOMERS, search::look);
        return search.found;
    }

    /** Looks for many at once, each time for those that are still missing; what is hidden stays missing. */
    private static final class Search<K, V> {
        private final Set<K> missing;
        private final Function<Collection<K>, Map<K, V>> look;
        private final Function<V, UUID> customer;
        private final CallerVisibility sight;
        private final Map<K, V> found = new HashMap<>();
        private final Set<K> hidden = new HashSet<>();

        /** @param customer whose it is, which decides who sees it */
        Search(
                Collection<K> wanted,
                Function<Collection<K>, Map<K, V>> look,
                Function<V, UUID> customer,
                CallerVisibility sight) {
            this.missing = new HashSet<>(wanted);
            this.look = look;
            this.customer = customer;
            this.sight = sight;
        }

        Optional<Map<K, V>> look() {
            if (!missing.isEmpty()) {
                Map<K, V> there = new HashMap<>(look.apply(missing));
                // asked once: to see that something is hidden may itself have taken its time
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
                    sight.hidden(there.values().stream().map(customer).collect(Collectors.toSet()));
            return there.keySet().stream()
                    .filter(key -> customers.contains(customer.apply(there.get(key))))
                    .collect(Collectors.toSet());
        }
    }
}
