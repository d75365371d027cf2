package incharge.visibility;

import incharge.feed.CatchUp;
import incharge.http.ProblemException;
import incharge.visibility.VisibilityProjection.Sellers;
import incharge.visibility.VisibilityProjection.Standing;
import incharge.visibility.VisibilityRule.Viewer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What one caller sees; a controller's parameter, for one request. What was not heard of is waited for and hidden from a
 * restricted caller when that did not help. Until grouping-service has answered, the category that was asked for with the
 * customer hides it too.
 *
 * <p>All methods throw {@code Unavailable} (503) when what happened elsewhere is not heard at the moment.
 */
public final class CallerVisibility {
    private final Viewer who;
    private final VisibilityProjection projection;
    private final CatchUp catchUp;
    private final Instant started;
    private final Consumer<String> refusals;

    /** @param started of the longer work that this is a step of, or null */
    CallerVisibility(
            Viewer who, VisibilityProjection projection, CatchUp catchUp, Instant started, Consumer<String> refusals) {
        this.who = who;
        this.projection = projection;
        this.catchUp = catchUp;
        this.started = started;
        this.refusals = refusals;
    }

    /** Whether anything can be hidden from this caller; if not, all questions are answered without looking. */
    public boolean restricted() {
        return who.seller();
    }

    public boolean sees(UUID customer) {
        return hidden(List.of(customer)).isEmpty();
    }

    public boolean seesProject(UUID project) {
        return hiddenProjects(List.of(project)).isEmpty();
    }

    /** Those of these customers that do not exist for the caller. */
    public Set<UUID> hidden(Collection<UUID> customers) {
        if (!restricted() || customers.isEmpty()) return Set.of();
        catchUp.requireHearing(VisibilityProjection.CUSTOMERS);
        catchUp.requireHearing(VisibilityProjection.GROUPINGS);
        var wanted = Set.copyOf(customers);
        var standings = known(VisibilityProjection.CUSTOMERS, wanted, projection::standings);
        var open = new HashSet<UUID>();
        standings.forEach((customer, standing) -> {
            if (standing.asked() != null) open.add(customer);
        });
        if (!open.isEmpty()) standings.putAll(settled(open));
        var sellers = projection.sellers(standings.values());
        var hidden = new HashSet<UUID>();
        for (var customer : wanted) {
            var standing = standings.get(customer);
            if (standing == null || !sees(standing, sellers)) hidden.add(customer);
        }
        return hidden;
    }

    /** Those of these projects that do not exist for the caller. */
    public Set<UUID> hiddenProjects(Collection<UUID> projects) {
        if (!restricted() || projects.isEmpty()) return Set.of();
        var wanted = Set.copyOf(projects);
        var customers = known(VisibilityProjection.CUSTOMERS, wanted, projection::customersOf);
        var hiddenCustomers = hidden(customers.values());
        var hidden = new HashSet<UUID>();
        for (var project : wanted) {
            var customer = customers.get(project);
            if (customer == null || hiddenCustomers.contains(customer)) hidden.add(project);
        }
        return hidden;
    }

    /** 404, as for an id that nobody has. */
    public void require(UUID customer) {
        require(customer, ProblemException::notFound);
    }

    /** Throws what would be thrown for an id that nobody has. */
    public void require(UUID customer, Supplier<? extends RuntimeException> unknown) {
        require(sees(customer), "sight of customer " + customer, unknown);
    }

    /** 404, as for an id that nobody has. */
    public void requireProject(UUID project) {
        requireProject(project, ProblemException::notFound);
    }

    /** Throws what would be thrown for an id that nobody has. */
    public void requireProject(UUID project, Supplier<? extends RuntimeException> unknown) {
        require(seesProject(project), "sight of project " + project, unknown);
    }

    private void require(boolean seen, String missing, Supplier<? extends RuntimeException> unknown) {
        if (seen) return;
        refusals.accept(missing);
        throw unknown.get();
    }

    /** An asked for category that is not known yet may be one that hides. */
    private boolean sees(Standing standing, Sellers sellers) {
        // of the categories that customers are put in all were heard of before; what is not there was deleted
        var category = standing.category() == null
                ? Set.<UUID>of()
                : sellers.byId().getOrDefault(standing.category(), Set.of());
        if (!VisibilityRule.sees(who, category)) return false;
        if (standing.asked() == null) return true;
        var asked = asked(standing, sellers);
        return asked != null && VisibilityRule.sees(who, asked);
    }

    /** The sellers of the category that is asked for, null while it is not known. */
    private static Set<UUID> asked(Standing standing, Sellers sellers) {
        return standing.asked().id() == null
                ? sellers.byKey().get(standing.asked().key())
                : sellers.byId().get(standing.asked().id());
    }

    /** These customers, when each one's request is answered or the category that it names is known. */
    private Map<UUID, Standing> settled(Set<UUID> open) {
        return found(VisibilityProjection.GROUPINGS, found -> {
            found.putAll(projection.standings(open));
            var sellers = projection.sellers(found.values());
            return found.values().stream()
                    .allMatch(standing -> standing.asked() == null || asked(standing, sellers) != null);
        });
    }

    private <T> Map<UUID, T> known(String topic, Set<UUID> wanted, Function<Collection<UUID>, Map<UUID, T>> look) {
        return found(topic, found -> {
            var missing = new HashSet<>(wanted);
            missing.removeAll(found.keySet());
            found.putAll(look.apply(missing));
            return found.size() == wanted.size();
        });
    }

    private <T> Map<UUID, T> found(String topic, Function<Map<UUID, T>, Boolean> look) {
        var found = new HashMap<UUID, T>();
        Supplier<Optional<Boolean>> looking =
                () -> Optional.of(look.apply(found)).filter(all -> all);
        if (started == null) catchUp.find(topic, looking);
        else catchUp.findSince(started, topic, looking);
        return found;
    }
}
