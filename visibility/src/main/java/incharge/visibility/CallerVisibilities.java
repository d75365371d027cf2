package incharge.visibility;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import incharge.feed.CatchUp;
import incharge.http.Caller;
import incharge.visibility.VisibilityProjection.Employee;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes the {@link CallerVisibility} of a caller; a bean of services that have a {@link VisibilityProjection}. All methods throw
 * {@code Unavailable} (503) when nobody can say who the caller's employee is.
 */
public final class CallerVisibilities {
    private final VisibilityProjection projection;
    private final CatchUp catchUp;

    /** A little old, so that nobody's requests are twice as dear; much younger than a change may be late. */
    private final Cache<String, Optional<Employee>> employees = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();

    CallerVisibilities(VisibilityProjection projection, CatchUp catchUp) {
        this.projection = projection;
        this.catchUp = catchUp;
    }

    /** For a step of a longer work that began at {@code started}, such as an import. */
    public CallerVisibility of(Caller caller, Instant started) {
        return new CallerVisibility(who(caller), projection, catchUp, started, _ -> {});
    }

    /** For a request; {@code refusals} hears of what was asked for and is hidden. */
    CallerVisibility of(Caller caller, Consumer<String> refusals) {
        return new CallerVisibility(who(caller), projection, catchUp, null, refusals);
    }

    /** False when the caller's employee is known and left. */
    boolean active(Caller caller) {
        return employee(caller).map(Employee::active).orElse(true);
    }

    private VisibilityRule.Viewer who(Caller caller) {
        return employee(caller)
                .map(employee -> new VisibilityRule.Viewer(employee.id(), employee.seller()))
                .orElse(VisibilityRule.EVERYTHING);
    }

    private Optional<Employee> employee(Caller caller) {
        return caller.employee() == null ? Optional.empty() : employees.get(caller.employee(), this::employee);
    }

    private Optional<Employee> employee(String externalId) {
        catchUp.requireWhole(VisibilityProjection.RESPONSIBILITIES);
        Optional<Employee> known = projection.employee(externalId);
        if (known.isEmpty()) catchUp.requireHearing(VisibilityProjection.RESPONSIBILITIES);
        return known;
    }
}
