package incharge.customer.reference;

import static java.util.stream.Collectors.toUnmodifiableSet;

import incharge.customer.event.Keys;
import incharge.customer.event.RequestedGrouping.Reference;
import incharge.customer.reference.Memberships.Wish;
import incharge.feed.CatchUp;
import incharge.http.Caller;
import incharge.visibility.CallerVisibility;
import incharge.visibility.VisibilityRule;
import incharge.visibility.VisibilityRule.Viewer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Finds what other services own; waits, once for each request, for what may still be on its way. */
public final class ReferenceData {

    /** Where numbers start unless the customer's category has a series of its own. */
    public static final int FIRST_NUMBER = 1;

    private final ReferenceProjection projection;
    private final CatchUp catchUp;

    ReferenceData(ReferenceProjection projection, CatchUp catchUp) {
        this.projection = projection;
        this.catchUp = catchUp;
    }

    /** Returns the caller as one who looks at categories. */
    public Viewer viewer(Caller caller, CallerVisibility visibility) {
        return visibility.restricted()
                ? new Viewer(projection.employees(List.of(caller.employee())).get(caller.employee()), true)
                : VisibilityRule.EVERYTHING;
    }

    /** Returns whether the category exists and its customers are visible to the viewer. */
    public boolean hasCategory(UUID id, Viewer viewer) {
        return catchUp.find(ForeignFact.GROUPINGS, () -> projection.category(id))
                .filter(category -> VisibilityRule.sees(viewer, category.sellers()))
                .isPresent();
    }

    /** Finds categories by their names, by {@link Keys key}; an import that began at {@code started} waits for them. */
    public Map<String, Category> categories(Collection<String> names, Instant started) {
        Set<String> wanted = names.stream().map(Keys::of).collect(toUnmodifiableSet());
        var found = new HashMap<String, Category>();
        if (!wanted.isEmpty()) {
            catchUp.findSince(started, ForeignFact.GROUPINGS, () -> {
                found.putAll(projection.categories(wanted));
                return found.keySet().containsAll(wanted) ? Optional.of(found) : Optional.empty();
            });
        }
        return found;
    }

    public boolean hasTag(UUID id) {
        return catchUp.find(ForeignFact.GROUPINGS, () -> present(projection.hasTag(id)))
                .isPresent();
    }

    public boolean hasEmployee(UUID id) {
        return catchUp.find(ForeignFact.RESPONSIBILITIES, () -> present(projection.hasEmployee(id)))
                .isPresent();
    }

    /** Finds employees by their external ids; an import that began at {@code started} waits for the others. */
    public Map<String, UUID> employees(Collection<String> externalIds, Instant started) {
        Set<String> wanted = Set.copyOf(externalIds);
        var found = new HashMap<String, UUID>();
        catchUp.findSince(started, ForeignFact.RESPONSIBILITIES, () -> {
            found.putAll(projection.employees(wanted));
            return found.keySet().containsAll(wanted) ? Optional.of(found) : Optional.empty();
        });
        return found;
    }

    private static Optional<Boolean> present(boolean found) {
        return Optional.of(found).filter(Boolean::booleanValue);
    }

    public boolean isResponsible(UUID employee, UUID project) {
        return projection.isResponsible(employee, project);
    }

    /** Returns where the numbers of the category's customers start; {@code category} may be null. */
    public int numberingStart(UUID category) {
        return Optional.ofNullable(category)
                .flatMap(projection::category)
                .map(Category::numberingStart)
                .orElse(FIRST_NUMBER);
    }

    /** Returns where the numbers of the category's customers start; {@code name} may be null or that of a new category. */
    public int numberingStart(String name) {
        return Optional.ofNullable(name)
                .map(Keys::of)
                .map(key -> projection.categories(Set.of(key)).get(key))
                .map(Category::numberingStart)
                .orElse(FIRST_NUMBER);
    }

    /** Finds what the customer has, as far as the wish depends on it. */
    public Memberships memberships(Wish wish) {
        return memberships(List.of(wish));
    }

    /** Returns whether the customer has what is wished, after a wait for what may be on its way. */
    public boolean comesToHave(Wish wish) {
        return catchUp.find(ForeignFact.GROUPINGS, () -> satisfied(List.of(wish)))
                .isPresent();
    }

    /** Finds what customers have; an import that began at {@code started} waits for what was requested before. */
    public Memberships memberships(List<Wish> wishes, Instant started) {
        if (wishes.isEmpty()) {
            return new Memberships(Map.of(), Map.of(), Map.of());
        }
        return catchUp.findSince(started, ForeignFact.GROUPINGS, () -> satisfied(wishes))
                .orElseGet(() -> memberships(wishes));
    }

    private Optional<Memberships> satisfied(List<Wish> wishes) {
        return Optional.of(memberships(wishes))
                .filter(has -> wishes.stream().allMatch(wish -> has.missing(wish) == null));
    }

    private Memberships memberships(List<Wish> wishes) {
        var categories = new HashMap<String, UUID>();
        projection
                .categories(keys(
                        wishes.stream().map(wish -> wish.grouping().category()).filter(Objects::nonNull)))
                .forEach((key, category) -> categories.put(key, category.id()));
        return new Memberships(
                projection.memberships(wishes.stream().map(Wish::customer).collect(toUnmodifiableSet())),
                categories,
                projection.tags(keys(wishes.stream()
                        .filter(wish -> wish.grouping().tags() != null)
                        .flatMap(wish -> wish.grouping().tags().stream()))));
    }

    private static Set<String> keys(Stream<Reference> references) {
        return references
                .filter(reference -> reference.name() != null)
                .map(reference -> Keys.of(reference.name()))
                .collect(toUnmodifiableSet());
    }
}
