package incharge.customer.reference;

import static java.util.stream.Collectors.toUnmodifiableSet;

import incharge.customer.event.Keys;
import incharge.customer.event.RequestedGrouping.Reference;
import incharge.customer.reference.Memberships.RequestedMembership;
import incharge.feed.CatchUp;
import incharge.http.Fields;
import incharge.visibility.VisibilityRule;
import incharge.visibility.VisibilityRule.Viewer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds what other services own; waits, once for each request, for what may still be on its way. Nothing is answered
 * before the topic was consumed to its end once: a part of it would give a wrong answer, not only a missing one. All
 * methods throw {@code NotCaughtUp} (503) until then.
 */
public final class ReferenceData {

    /** Where numbers start unless the customer's category has a series of its own. */
    public static final int FIRST_NUMBER = 1;

    private final ReferenceProjection projection;
    private final CatchUp catchUp;

    ReferenceData(ReferenceProjection projection, CatchUp catchUp) {
        this.projection = projection;
        this.catchUp = catchUp;
    }

    /** Returns whether the category exists and its customers are visible to the viewer. */
    public boolean hasCategory(UUID id, Viewer viewer) {
        return find(ForeignFact.GROUPINGS, () -> projection.category(id))
                .filter(category -> VisibilityRule.sees(viewer, category.sellers()))
                .isPresent();
    }

    /** Finds categories by their names, by {@link Keys key}; an import that began at {@code started} waits for them. */
    public Map<String, Category> categories(Collection<String> names, Instant started) {
        Set<String> wanted = names.stream().map(Keys::of).collect(toUnmodifiableSet());
        var found = new HashMap<String, Category>();
        if (!wanted.isEmpty()) {
            findSince(started, ForeignFact.GROUPINGS, () -> {
                found.putAll(projection.categories(wanted));
                return found.keySet().containsAll(wanted) ? Optional.of(found) : Optional.empty();
            });
        }
        return found;
    }

    /** Returns the category that the customer is in. */
    public Optional<Category> categoryOf(UUID customer) {
        catchUp.requireComplete(ForeignFact.GROUPINGS);
        return Optional.ofNullable(projection.memberships(Set.of(customer)).get(customer))
                .map(Membership::category)
                .flatMap(projection::category);
    }

    /** Returns the categories that the settings propose, as the viewer sees them. */
    public CategoryProposals proposals(Viewer viewer) {
        catchUp.requireComplete(ForeignFact.GROUPINGS);
        Settings settings = projection.settings();
        Set<UUID> proposed = settings.proposed();
        Map<UUID, Category> categories =
                settings.categoryRequired() && !proposed.isEmpty() ? projection.categoriesById(proposed) : Map.of();
        return new CategoryProposals(settings, categories, viewer);
    }

    /** Returns whether the customer is in no category and waits for none. */
    public boolean isUncategorised(UUID customer) {
        catchUp.requireComplete(ForeignFact.GROUPINGS);
        return projection.isUncategorised(customer);
    }

    public boolean hasTag(UUID id) {
        return find(ForeignFact.GROUPINGS, () -> present(projection.hasTag(id))).isPresent();
    }

    public boolean hasEmployee(UUID id) {
        return find(ForeignFact.RESPONSIBILITIES, () -> present(projection.hasEmployee(id)))
                .isPresent();
    }

    /** Rejects a field that names nobody, or an employee who is not active; null is none. */
    public void checkActive(Fields fields, String field, UUID employee) {
        if (employee == null) {
            return;
        }
        Optional<Boolean> active = find(ForeignFact.RESPONSIBILITIES, () -> projection.isActive(employee));
        if (active.isEmpty()) {
            fields.reject(field, "employee-unknown", "There is no employee " + employee + ".");
        } else if (!active.get()) {
            fields.reject(field, "employee-inactive", "The employee " + employee + " is not active.");
        }
    }

    /** Finds employees by their external ids; an import that began at {@code started} waits for the others. */
    public Map<String, UUID> employees(Collection<String> externalIds, Instant started) {
        Set<String> wanted = Set.copyOf(externalIds);
        var found = new HashMap<String, UUID>();
        findSince(started, ForeignFact.RESPONSIBILITIES, () -> {
            found.putAll(projection.employees(wanted));
            return found.keySet().containsAll(wanted) ? Optional.of(found) : Optional.empty();
        });
        return found;
    }

    private static Optional<Boolean> present(boolean found) {
        return Optional.of(found).filter(Boolean::booleanValue);
    }

    /** Returns whether responsibilities may have roles. */
    public boolean rolesInUse() {
        catchUp.requireComplete(ForeignFact.GROUPINGS);
        return projection.settings().rolesInUse();
    }

    /** Returns {@code customer} or {@code project}: what employees are responsible for in a role. */
    public Optional<String> roleKind(UUID role) {
        return find(ForeignFact.RESPONSIBILITIES, () -> projection.roleKind(role));
    }

    /** Returns the employee who is responsible for a customer in a role on a day, for those that have exactly one. */
    public Map<UUID, UUID> responsible(UUID role, Collection<UUID> customers, LocalDate day) {
        catchUp.requireComplete(ForeignFact.RESPONSIBILITIES);
        return projection.responsible(role, customers, day);
    }

    public boolean isResponsible(UUID employee, UUID project) {
        catchUp.requireComplete(ForeignFact.RESPONSIBILITIES);
        return projection.isResponsible(employee, project);
    }

    /** Returns where the numbers of the category's customers start; {@code category} may be null. */
    public int numberingStart(UUID category) {
        return category == null ? FIRST_NUMBER : numberingStart(() -> projection.category(category));
    }

    /**
     * Returns where the numbers of the category's customers start; {@code name} may be null or that of a new category.
     */
    public int numberingStart(String name) {
        if (name == null) {
            return FIRST_NUMBER;
        }
        String key = Keys.of(name);
        return numberingStart(
                () -> Optional.ofNullable(projection.categories(Set.of(key)).get(key)));
    }

    private int numberingStart(Supplier<Optional<Category>> category) {
        catchUp.requireComplete(ForeignFact.GROUPINGS);
        return category.get().map(Category::numberingStart).orElse(FIRST_NUMBER);
    }

    /** Finds what the customer has, as far as the request depends on it. */
    public Memberships memberships(RequestedMembership request) {
        catchUp.requireComplete(ForeignFact.GROUPINGS);
        return memberships(List.of(request));
    }

    /** Returns whether the customer has what is requested, after a wait for what may be on its way. */
    public boolean awaitSatisfied(RequestedMembership request) {
        return find(ForeignFact.GROUPINGS, () -> satisfied(List.of(request))).isPresent();
    }

    /** Finds what customers have; an import that began at {@code started} waits for what was requested before. */
    public Memberships memberships(List<RequestedMembership> requests, Instant started) {
        if (requests.isEmpty()) {
            return new Memberships(Map.of(), Map.of(), Map.of());
        }
        return findSince(started, ForeignFact.GROUPINGS, () -> satisfied(requests))
                .orElseGet(() -> memberships(requests));
    }

    private Optional<Memberships> satisfied(List<RequestedMembership> requests) {
        return Optional.of(memberships(requests))
                .filter(has -> requests.stream().allMatch(request -> has.missing(request) == null));
    }

    private Memberships memberships(List<RequestedMembership> requests) {
        var categories = new HashMap<String, UUID>();
        projection
                .categories(keys(requests.stream()
                        .map(request -> request.grouping().category())
                        .filter(Objects::nonNull)))
                .forEach((key, category) -> categories.put(key, category.id()));
        return new Memberships(
                projection.memberships(
                        requests.stream().map(RequestedMembership::customer).collect(toUnmodifiableSet())),
                categories,
                projection.tags(keys(requests.stream()
                        .filter(request -> request.grouping().tags() != null)
                        .flatMap(request -> request.grouping().tags().stream()))));
    }

    private <T> Optional<T> find(String topic, Supplier<Optional<T>> look) {
        catchUp.requireComplete(topic);
        return catchUp.find(topic, look);
    }

    private <T> Optional<T> findSince(Instant started, String topic, Supplier<Optional<T>> look) {
        catchUp.requireComplete(topic);
        return catchUp.findSince(started, topic, look);
    }

    private static Set<String> keys(Stream<Reference> references) {
        return references
                .filter(reference -> reference.name() != null)
                .map(reference -> Keys.of(reference.name()))
                .collect(toUnmodifiableSet());
    }
}
