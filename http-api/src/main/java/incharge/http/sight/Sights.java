package incharge.http.sight;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import incharge.eventstore.feed.Knowledge;
import incharge.http.Caller;
import incharge.http.sight.SightProjection.Employee;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes the {@link Sight} of a caller; a bean of services that have a {@link SightProjection}. All methods throw
 * {@code Unavailable} (503) when nobody can say who the caller's employee is.
 */
public final class Sights {
    private final SightProjection projection;
    private final Knowledge knowledge;

    /** A little old, so that nobody's requests are twice as dear; much younger than a change may be late. */
    private final Cache<String, Optional<Employee>> employees = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();

    Sights(SightProjection projection, Knowledge knowledge) {
        this.projection = projection;
        this.knowledge = knowledge;
    }

    /** For a step of a longer work that began at {@code started}, such as an import. */
    public Sight of(Caller caller, Instant started) {
        return new Sight(who(caller), projection, knowledge, started, _ -> {});
    }

    /** For a request; {@code refusals} hears of what was asked for and is hidden. */
    Sight of(Caller caller, Consumer<String> refusals) {
        return new Sight(who(caller), projection, knowledge, null, refusals);
    }

    /** False when the caller's employee is known and left. */
    boolean active(Caller caller) {
        return employee(caller).map(Employee::active).orElse(true);
    }

    private Rule.Seeing who(Caller caller) {
        return employee(caller)
                .map(employee -> new Rule.Seeing(employee.id(), employee.seller()))
                .orElse(Rule.EVERYTHING);
    }

    private Optional<Employee> employee(Caller caller) {
        return caller.employee() == null ? Optional.empty() : employees.get(caller.employee(), this::employee);
    }

    private Optional<Employee> employee(String externalId) {
        knowledge.requireWhole(SightProjection.RESPONSIBILITIES);
        Optional<Employee> known = projection.employee(externalId);
        if (known.isEmpty()) knowledge.requireHearing(SightProjection.RESPONSIBILITIES);
        return known;
    }
}
