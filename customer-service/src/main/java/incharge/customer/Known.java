package incharge.customer;

import static java.util.stream.Collectors.toUnmodifiableSet;

import incharge.customer.KnownProjection.Category;
import incharge.customer.Memberships.Wish;
import incharge.customer.RequestedGrouping.Reference;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What the other services decided, as far as it is known here; what is not known yet is waited for, once a request. */
final class Known {

    /** Where the customers' numbers start unless their category has a series of its own. */
    static final int FIRST_NUMBER = 1;

    private final KnownProjection projection;
    private final CatchUp knowledge;

    Known(KnownProjection projection, CatchUp knowledge) {
        this.projection = projection;
        this.knowledge = knowledge;
    }

    /** Who looks at categories: the caller whose sight it is. */
    Viewer seeing(Caller caller, CallerVisibility sight) {
        return sight.restricted()
                ? new Viewer(
                        projection
                                .employeesByExternalId(List.of(caller.employee()))
                                .get(caller.employee()),
                        true)
                : VisibilityRule.EVERYTHING;
    }

    /** Whether there is such a category, for somebody who must see its customers to know of them. */
    boolean category(UUID id, Viewer who) {
        return knowledge
                .find(KnownProjection.GROUPINGS, () -> projection.category(id))
                .filter(category -> VisibilityRule.sees(who, category.sellers()))
                .isPresent();
    }

    /** The categories with these names, by {@link Customer#key}; an import that began at {@code started} waits for them. */
    Map<String, Category> categories(Collection<String> names, Instant started) {
        Set<String> wanted = names.stream().map(Customer::key).collect(toUnmodifiableSet());
        Map<String, Category> found = new HashMap<>();
        if (!wanted.isEmpty()) {
            knowledge.findSince(started, KnownProjection.GROUPINGS, () -> {
                found.putAll(projection.categoriesByKey(wanted));
                return found.keySet().containsAll(wanted) ? Optional.of(found) : Optional.empty();
            });
        }
        return found;
    }

    boolean tag(UUID id) {
        return knowledge
                .find(KnownProjection.GROUPINGS, () -> projection.tag(id))
                .isPresent();
    }

    boolean employee(UUID id) {
        return knowledge
                .find(KnownProjection.RESPONSIBILITIES, () -> projection.employee(id))
                .isPresent();
    }

    /** The employees with these externalIds, by externalId; an import that began at {@code started} waits for the others. */
    Map<String, UUID> employees(Collection<String> externalIds, Instant started) {
        Set<String> wanted = Set.copyOf(externalIds);
        Map<String, UUID> found = new HashMap<>();
        knowledge.findSince(started, KnownProjection.RESPONSIBILITIES, () -> {
            found.putAll(projection.employeesByExternalId(wanted));
            return found.keySet().containsAll(wanted) ? Optional.of(found) : Optional.empty();
        });
        return found;
    }

    boolean isResponsible(UUID employee, UUID project) {
        return projection.isResponsible(employee, project);
    }

    /** Where the numbers of the category's customers start; {@code category} may be null. */
    int numberingStart(UUID category) {
        return Optional.ofNullable(category)
                .flatMap(projection::category)
                .map(Category::numberingStart)
                .orElse(FIRST_NUMBER);
    }

    /** Where the numbers of the customers of a category start; {@code name} may be null or that of a category to be made. */
    int numberingStart(String name) {
        return Optional.ofNullable(name)
                .flatMap(projection::categoryNamed)
                .map(Category::numberingStart)
                .orElse(FIRST_NUMBER);
    }

    /** What the customer has, for somebody who wishes this for it. */
    Memberships memberships(Wish wish) {
        return memberships(List.of(wish));
    }

    /** Whether the customer has what is wished, or will at once: what was asked for before may be on its way. */
    boolean comesToHave(Wish wish) {
        return knowledge
                .find(KnownProjection.GROUPINGS, () -> satisfied(List.of(wish)))
                .isPresent();
    }

    /** What customers have that exist; an import that began at {@code started} waits for what was asked for before. */
    Memberships memberships(List<Wish> wishes, Instant started) {
        if (wishes.isEmpty()) {
            return new Memberships(Map.of(), Map.of(), Map.of());
        }
        return knowledge
                .findSince(started, KnownProjection.GROUPINGS, () -> satisfied(wishes))
                .orElseGet(() -> memberships(wishes));
    }

    private Optional<Memberships> satisfied(List<Wish> wishes) {
        return Optional.of(memberships(wishes))
                .filter(has -> wishes.stream().allMatch(wish -> has.missing(wish) == null));
    }

    private Memberships memberships(List<Wish> wishes) {
        Map<String, UUID> categories = new HashMap<>();
        projection
                .categoriesByKey(keys(
                        wishes.stream().map(wish -> wish.grouping().category()).filter(category -> category != null)))
                .forEach((key, category) -> categories.put(key, category.id()));
        return new Memberships(
                projection.memberships(wishes.stream().map(Wish::customer).collect(toUnmodifiableSet())),
                categories,
                projection.tagsByKey(keys(wishes.stream()
                        .filter(wish -> wish.grouping().tags() != null)
                        .flatMap(wish -> wish.grouping().tags().stream()))));
    }

    private static Set<String> keys(Stream<Reference> references) {
        return references
                .filter(reference -> reference.name() != null)
                .map(reference -> Customer.key(reference.name()))
                .collect(toUnmodifiableSet());
    }
}
