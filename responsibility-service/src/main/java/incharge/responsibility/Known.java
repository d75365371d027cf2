package incharge.responsibility;

import static incharge.responsibility.KnownProjection.CUSTOMERS;

import incharge.eventstore.feed.Knowledge;
import incharge.responsibility.KnownProjection.Numbered;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What customer-service decided, as far as it is known here; what is not known yet is waited for, once a request. */
final class Known {

    private final KnownProjection projection;
    private final Knowledge knowledge;

    Known(KnownProjection projection, Knowledge knowledge) {
        this.projection = projection;
        this.knowledge = knowledge;
    }

    /** What is known of each of the subjects; one that does not exist is absent. */
    Map<Subject, KnownSubject> subjects(Collection<Subject> subjects) {
        Search<Subject, KnownSubject> search = new Search<>(subjects, projection::subjects);
        if (search.look().isEmpty()) {
            knowledge.find(CUSTOMERS, search::look);
        }
        return search.found;
    }

    /** What is known of them now, without waiting. */
    Map<Subject, KnownSubject> subjectsNow(Collection<Subject> subjects) {
        return projection.subjects(subjects);
    }

    /** The customers with these numbers; an import that began at {@code started} waits for those that it misses. */
    Map<String, Numbered> customersNumbered(Collection<String> keys, Instant started) {
        Search<String, Numbered> search = new Search<>(keys, projection::customersNumbered);
        knowledge.findSince(started, CUSTOMERS, search::look);
        return search.found;
    }

    /** The projects with these numbers; an import that began at {@code started} waits for those that it misses. */
    Map<String, Numbered> projectsNumbered(Collection<String> keys, Instant started) {
        Search<String, Numbered> search = new Search<>(keys, projection::projectsNumbered);
        knowledge.findSince(started, CUSTOMERS, search::look);
        return search.found;
    }

    /** Looks for many at once, each time for those that are still missing. */
    private static final class Search<K, V> {
        private final Set<K> missing;
        private final Function<Collection<K>, Map<K, V>> look;
        private final Map<K, V> found = new HashMap<>();

        Search(Collection<K> wanted, Function<Collection<K>, Map<K, V>> look) {
            this.missing = new HashSet<>(wanted);
            this.look = look;
        }

        Optional<Map<K, V>> look() {
            if (!missing.isEmpty()) {
                found.putAll(look.apply(missing));
                missing.removeAll(found.keySet());
            }
            return missing.isEmpty() ? Optional.of(found) : Optional.empty();
        }
    }
}
