package incharge.visibility;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import incharge.feed.CatchUp;
import incharge.http.Caller;
import incharge.visibility.VisibilityProjection.Employee;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes the {@link CallerVisibility} of a caller; a bean of services that have a {@link VisibilityProjection}. All
 * methods throw {@code NotCaughtUp} (503) if the caller's employee cannot be known at the moment.
 */
public final class CallerVisibilities {
    private final VisibilityProjection projection;
    private final CatchUp catchUp;
    private final Cache<String, Optional<Employee>> employees;

    /** @param employeeAge how old a remembered employee may be, which saves two look-ups in most requests */
    CallerVisibilities(VisibilityProjection projection, CatchUp catchUp, Duration employeeAge) {
        this.projection = projection;
        this.catchUp = catchUp;
        this.employees = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(employeeAge)
                .build();
    }

    /** Returns what the caller sees in a step of a longer work that began at {@code started}, such as an import. */
    public CallerVisibility of(Caller caller, Instant started) {
        return new CallerVisibility(viewer(caller), projection, catchUp, started, _ -> {});
    }

    /** Returns what the caller sees in a request; {@code refusals} consumes what was required and is hidden. */
    CallerVisibility of(Caller caller, Consumer<String> refusals) {
        return new CallerVisibility(viewer(caller), projection, catchUp, null, refusals);
    }

    /** Finds the employees that users are, by user; a user who is none has no more than that. */
    public Map<String, Actor> actors(Collection<String> users) {
        return users.isEmpty() ? Map.of() : projection.actors(users);
    }

    /** Returns false if the caller's employee is known and inactive. */
    boolean active(Caller caller) {
        return employee(caller).map(Employee::active).orElse(true);
    }

    private VisibilityRule.Viewer viewer(Caller caller) {
        return employee(caller)
                .map(employee -> new VisibilityRule.Viewer(employee.id(), employee.seller()))
                .orElse(VisibilityRule.EVERYTHING);
    }

    private Optional<Employee> employee(Caller caller) {
        return caller.employee() == null ? Optional.empty() : employees.get(caller.employee(), this::employee);
    }

    private Optional<Employee> employee(String externalId) {
        catchUp.requireComplete(VisibilityProjection.RESPONSIBILITIES);
        Optional<Employee> known = projection.employee(externalId);
        if (known.isEmpty()) {
            catchUp.requireConsuming(VisibilityProjection.RESPONSIBILITIES);
        }
        return known;
    }
}
